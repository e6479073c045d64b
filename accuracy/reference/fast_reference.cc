#include "accuracy/reference/fast_reference.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "targets/mpfr_real.h"

namespace ulpforge {
namespace {

constexpr uint32_t kSignBit = 0x80000000;
constexpr uint32_t kInfinityBits = 0x7f800000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Where f is not analytic, and there only.
FastValue ValueOfReference(const Target& target, float x) {
  constexpr int kPrecision = 128;
  constexpr double kRelativeError = 0x1p-100;
  MpfrReal f = MpfrReal::OfPrecision(kPrecision);
  if (target.reference(f.ptr(), MpfrReal(x).ptr(), MPFR_RNDN) == kUnknownValue) return {.bound = kInfinity};
  const Extended value = f.ToExtended();
  return {value.hi, value.lo, f.IsFinite() ? std::fabs(value.hi) * kRelativeError : 0};
}

// Of one float, from an enclosure at that point.
FastValue ValueAt(const Target& target, float x) {
  constexpr slong kMostBits = 1024;
  for (slong precision = 128; precision <= kMostBits; precision *= 2) {
    BallSeries series;
    target.series(series.ptr(), Ball(x).ptr(), 1, precision);
    Ball enclosure;
    arb_poly_get_coeff_arb(enclosure.ptr(), series.ptr(), 0);
    if (arb_is_finite(enclosure.ptr()) == 0) return ValueOfReference(target, x);
    if (const auto value = ValueOfEnclosure(enclosure)) return *value;
  }
  return {.bound = kInfinity};
}

}  // namespace

FastReference::FastReference(const Target& target)
    : target_(target),
      pieces_({.series = target.series,
               .defined = target.defined,
               .monotonicity = target.monotonicity,
               .expression = target.expression}) {
  ULPFORGE_CHECK(target.series != nullptr);
}

void FastReference::Evaluate(uint32_t first_bits, std::span<FastValue> values) {
  const uint32_t first_magnitude = first_bits & ~kSignBit;
  ULPFORGE_CHECK(first_magnitude < kInfinityBits && values.size() <= kInfinityBits - first_magnitude);
  const uint32_t smallest_to_reduce = std::bit_cast<uint32_t>(QuarterTurnTable::kSmallest);

  for (size_t done = 0; done < values.size();) {
    const uint32_t bits = first_bits + static_cast<uint32_t>(done);
    const std::span<FastValue> rest = values.subspan(done);
    if (target_.quarter_turns != nullptr && (bits & ~kSignBit) >= smallest_to_reduce) {
      if (!turns_) turns_.emplace(*target_.quarter_turns);
      return turns_->Evaluate(bits, rest);
    }
    const PieceMap::Entry& entry = pieces_.Find(bits);
    const size_t count = std::min(rest.size(), size_t{entry.last_bits - bits} + 1);
    if (entry.piece.form == TaylorPiece::Form::kPointwise) {
      for (size_t i = 0; i < count; ++i) {
        rest[i] = ValueAt(target_, std::bit_cast<float>(bits + static_cast<uint32_t>(i)));
      }
    } else {
      EvaluatePiece(entry.piece, bits, rest.first(count));
    }
    done += count;
  }
}

}  // namespace ulpforge
