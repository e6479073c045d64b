#include "accuracy/reference/quarter_turns.h"

#include <gmp.h>
#include <mpfr.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "accuracy/reference/piece_map.h"
#include "base/check.h"
#include "targets/mpfr_real.h"

namespace ulpforge {
namespace {

using Uint128 = unsigned __int128;

// The least and the largest e of m 2^e with 2^23 <= m < 2^24, from QuarterTurnTable::kSmallest on.
constexpr int kLeastScale = -24;
constexpr int kMostScale = 104;
constexpr uint32_t kExponentOfLeastScale = 126;  // in the bits of a float
constexpr uint32_t kFractionBits = 23;
constexpr uint32_t kFractionMask = (1 << kFractionBits) - 1;

// Of r; the bound of the header, doubled.
constexpr double kArgumentError = 0x1p-67;

// The first 128 bits below the point of 2^exponent / (2 pi), rounded down or one less.
Uint128 TurnsOfPowerOfTwo(int exponent) {
  MpfrReal turns = MpfrReal::OfPrecision(512);
  mpfr_const_pi(turns.ptr(), MPFR_RNDU);
  mpfr_ui_div(turns.ptr(), 1, turns.ptr(), MPFR_RNDD);
  mpfr_mul_2si(turns.ptr(), turns.ptr(), exponent + 128 - 1, MPFR_RNDD);
  mpz_t bits;
  mpz_init(bits);
  mpfr_get_z(bits, turns.ptr(), MPFR_RNDD);
  static_assert(GMP_NUMB_BITS == 64);
  const Uint128 result = Uint128{mpz_getlimbn(bits, 1)} << 64 | mpz_getlimbn(bits, 0);
  mpz_clear(bits);
  return result;
}

Extended TwoPi() {
  MpfrReal pi = MpfrReal::OfPrecision(256);
  mpfr_const_pi(pi.ptr(), MPFR_RNDN);
  return Scaled(pi, 1).ToExtended();
}

// The leading 106 bits of `turns` 2^-128, times 2 pi. Each step has a relative error of at most 2^-104.
// REQUIRES: turns >= 2^64.
Extended Radians(Uint128 turns, Extended two_pi) {
  const int zeros = std::countl_zero(static_cast<uint64_t>(turns >> 64));
  const Uint128 leading = turns << zeros;
  const double scale = std::bit_cast<double>(static_cast<uint64_t>(1023 - 53 - zeros) << 52);
  const auto hi = static_cast<double>(static_cast<int64_t>(leading >> 75)) * scale;
  const auto lo = static_cast<double>(static_cast<int64_t>((leading >> 22) & ((Uint128{1} << 53) - 1))) *
                  (scale * 0x1p-53);
  const double product = hi * two_pi.hi;
  const double rest = std::fma(hi, two_pi.hi, -product);
  return {product, std::fma(lo, two_pi.hi, std::fma(hi, two_pi.lo, rest))};
}

}  // namespace

QuarterTurnTable::QuarterTurnTable(const QuarterTurns& turns) : two_pi_(TwoPi()) {
  pieces_.push_back(
      {.form = TaylorPiece::Form::kConstant, .constant_bound = std::numeric_limits<double>::infinity()});
  for (size_t q = 0; q < turns.size(); ++q) {
    const double sign = turns[q].sign;
    quarters_[q] = {CellsOf(turns[q].series), {sign, sign * turns[q].parity}};
  }
  for (int e = kLeastScale; e <= kMostScale; ++e) turns_.push_back(TurnsOfPowerOfTwo(e));
}

// The index of the cells of a function, which are made if they are new. Cells without a piece get piece 0, of
// which nothing is known.
size_t QuarterTurnTable::CellsOf(SeriesPointer series) {
  const auto known =
      std::find_if(cells_.begin(), cells_.end(), [&](const Cells& cells) { return cells.series == series; });
  if (known != cells_.end()) return static_cast<size_t>(known - cells_.begin());

  constexpr uint32_t kFirstBits = static_cast<uint32_t>(127 + kLeastExponent) << kFractionBits;
  constexpr uint32_t kCellSize = 1 << (kFractionBits - kCellBits);
  Cells cells{.series = series, .piece = {}};
  PieceMap map({.series = series, .argument_error = kArgumentError});
  uint32_t end_of_piece = 0;
  for (uint32_t cell = 0; cell < kCells; ++cell) {
    const uint32_t first = kFirstBits + cell * kCellSize;
    if (first >= end_of_piece) {
      const PieceMap::Entry& entry = map.Find(first);
      end_of_piece = entry.last_bits + 1;
      if (entry.last_bits - first >= kCellSize - 1) pieces_.push_back(entry.piece);
    }
    if (end_of_piece - first >= kCellSize) cells.piece[cell] = static_cast<uint16_t>(pieces_.size() - 1);
  }
  ULPFORGE_CHECK(pieces_.size() <= std::numeric_limits<uint16_t>::max());
  cells_.push_back(cells);
  return cells_.size() - 1;
}

void QuarterTurnTable::Evaluate(uint32_t first_bits, std::span<FastValue> values) const {
  const bool negative = std::bit_cast<int32_t>(first_bits) < 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const uint32_t magnitude = (first_bits + static_cast<uint32_t>(i)) & 0x7fffffff;
    const uint64_t significand = (magnitude & kFractionMask) | (1 << kFractionBits);
    values[i] = Value(turns_[(magnitude >> kFractionBits) - kExponentOfLeastScale] * significand, negative);
  }
}

// f(+-2 pi turns 2^-128)
inline FastValue QuarterTurnTable::Value(Uint128 turns, bool negative) const {
  const uint64_t nearest_quarter = (static_cast<uint64_t>(turns >> 64) + (uint64_t{1} << 61)) >> 62;
  const Uint128 rest = turns - (Uint128{nearest_quarter} << 126);
  const bool rest_negative = static_cast<__int128>(rest) < 0;
  const Uint128 size = rest_negative ? -rest : rest;
  if (size >> 64 == 0) return {.bound = std::numeric_limits<double>::infinity()};
  const Extended r = Radians(size, two_pi_);

  constexpr int64_t kFirstCell = int64_t{1023 + kLeastExponent} << kCellBits;
  const int64_t cell = (std::bit_cast<int64_t>(r.hi) >> (52 - kCellBits)) - kFirstCell;
  if (cell < 0) return {.bound = std::numeric_limits<double>::infinity()};
  const Quarter& quarter = quarters_[negative ? -nearest_quarter & 3 : nearest_quarter];
  FastValue value = EvaluatePiece(pieces_[cells_[quarter.cells].piece[static_cast<size_t>(cell)]], r);
  const double sign = quarter.signs[rest_negative != negative ? 1 : 0];
  value.hi *= sign;
  value.lo *= sign;
  return value;
}

}  // namespace ulpforge
