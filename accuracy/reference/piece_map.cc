#include "accuracy/reference/piece_map.h"

#include <iterator>
#include <optional>

namespace ulpforge {
namespace {

// Where pieces are smaller, neighbouring floats are not worth a polynomial.
constexpr int kLog2PointwiseSize = 3;
constexpr int kLog2LargestSize = 31;  // one sign
// Some 50 megabytes. Functions that need more pieces visit few of them twice.
constexpr size_t kMostEntries = size_t{1} << 18;

FloatRange RangeAround(uint32_t bits, int log2_size) {
  return {bits & ~((uint32_t{1} << log2_size) - 1), log2_size};
}

uint32_t LastBits(FloatRange range) { return range.first_bits + ((uint32_t{1} << range.log2_size) - 1); }

}  // namespace

const PieceMap::Entry& PieceMap::Find(uint32_t bits) {
  const auto after = entries_.upper_bound(bits);
  if (after != entries_.begin()) {
    const Entry& entry = std::prev(after)->second;
    if (bits <= entry.last_bits) return entry;
  }
  return Build(bits);
}

// Ranges are halved until there is a piece, so a range that contains the smaller one of another piece has
// none.
const PieceMap::Entry& PieceMap::Build(uint32_t bits) {
  if (entries_.size() >= kMostEntries) entries_.clear();
  const auto after = entries_.upper_bound(bits);
  const auto overlaps = [&](FloatRange range) {
    return (after != entries_.end() && after->first <= LastBits(range)) ||
           (after != entries_.begin() && std::prev(after)->second.last_bits >= range.first_bits);
  };
  int log2_size = kLog2LargestSize;
  while (log2_size > kLog2PointwiseSize && overlaps(RangeAround(bits, log2_size))) --log2_size;

  std::optional<TaylorPiece> piece;
  for (;; --log2_size) {
    piece = BuildPiece(f_, RangeAround(bits, log2_size));
    if (piece || log2_size == kLog2PointwiseSize) break;
  }
  const FloatRange range = RangeAround(bits, log2_size);
  return entries_.emplace(range.first_bits, Entry{LastBits(range), piece.value_or(TaylorPiece{})})
      .first->second;
}

}  // namespace ulpforge
