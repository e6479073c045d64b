#include "accuracy/reference/taylor_piece.h"

#include <algorithm>
#include <bit>

namespace ulpforge {
// x - centre is exact: it is a multiple of the spacing of the floats in the binade of x, or centre is 0.
void EvaluatePiece(const TaylorPiece& piece_of_range, uint32_t first_bits, std::span<FastValue> values) {
  const TaylorPiece piece = piece_of_range;  // no store can change it, which keeps it in registers
  if (piece.form == TaylorPiece::Form::kConstant) {
    std::fill(values.begin(), values.end(),
              FastValue{piece.constant_hi, piece.constant_lo, piece.constant_bound});
    return;
  }
  // Arrays of one part each, as only such loops are vectorised.
  constexpr size_t kChunk = 64;
  alignas(64) std::array<double, kChunk> hi;
  alignas(64) std::array<double, kChunk> lo;
  alignas(64) std::array<double, kChunk> bound;
  for (size_t start = 0; start < values.size(); start += kChunk) {
    const uint32_t chunk_bits = first_bits + static_cast<uint32_t>(start);
    for (uint32_t i = 0; i < kChunk; ++i) {
      const double x = std::bit_cast<float>(chunk_bits + i);
      const double t = std::fma(x, piece.scale, piece.shift);
      hi[i] = std::fma(t, piece.linear_hi, piece.constant_hi);
      const double rest = std::fma(t, piece.linear_hi, piece.constant_hi - hi[i]) + piece.constant_lo;
      lo[i] = std::fma(piece.Sum(t), t, rest);
      bound[i] = std::fma(std::fabs(t), piece.linear_bound, piece.constant_bound);
    }
    const size_t count = std::min(kChunk, values.size() - start);
    for (size_t i = 0; i < count; ++i) values[start + i] = {hi[i], lo[i], bound[i]};
  }
}

}  // namespace ulpforge
