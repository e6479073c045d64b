#include "accuracy/taylor_piece.h"

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
  FastValue* out = values.data();
  const auto count = static_cast<uint32_t>(values.size());
  for (uint32_t i = 0; i < count; ++i) {
    const double x = std::bit_cast<float>(first_bits + i);
    const double t = std::fma(x, piece.scale, piece.shift);
    const double hi = std::fma(t, piece.linear_hi, piece.constant_hi);
    const double rest = std::fma(t, piece.linear_hi, piece.constant_hi - hi) + piece.constant_lo;
    out[i].hi = hi;
    out[i].lo = std::fma(piece.Sum(t), t, rest);
    out[i].bound = std::fma(std::fabs(t), piece.linear_bound, piece.constant_bound);
  }
}

}  // namespace ulpforge
