#include "accuracy/reference/fast_reference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accuracy/reference/piece_map.h"
#include "base/rng.h"
#include "targets/mpfr_real.h"

namespace ulpforge {
namespace {

constexpr int kPrecision = 300;
constexpr uint32_t kSignBit = 0x80000000;
constexpr uint32_t kInfinityBits = 0x7f800000;

uint32_t BitsOf(double x) { return std::bit_cast<uint32_t>(static_cast<float>(x)); }

// Floats where something may go wrong, as magnitudes: bits of finite floats.
std::vector<uint32_t> Magnitudes() {
  std::set<uint32_t> bits;
  const auto add = [&](uint32_t middle) {
    for (int offset = -2; offset <= 2; ++offset) {
      const uint32_t near = middle + static_cast<uint32_t>(offset);
      if (near < kInfinityBits) bits.insert(near);
    }
  };
  add(0);
  add(kInfinityBits - 1);
  for (uint32_t exponent = 0; exponent < 255; ++exponent) add(exponent << 23);
  for (uint32_t block = 0; block < kInfinityBits; block += 1 << 22) add(block + (1 << 16));
  // Multiples of pi / 2, and the floats that are nearest to one for their size: Muller, "Elementary
  // Functions", 3rd edition, table 11.1, and hard cases for sin and cos of the CORE-MATH project.
  for (int q = 1; q < 100; ++q) add(BitsOf(q * 1.5707963267948966));
  for (const double x :
       {0x1.f37c8ap+95, 0x1.f37c8ap+96, 0x1.47d0fep+34, 0x1.6ac5b2p+65, 0x1.921fb6p+0, 0x1.921fb6p+22})
    add(BitsOf(x));
  // Overflow, underflow, zeros of Ai(-7 x) and where Ai(-7 x) begins to be small.
  for (const double x :
       {88.72284, 103.97208, 127.99999, 149.0, 138.6, 200.0, 3.8, 9.19455, 10.05, 0.334015, 0.583993}) {
    add(BitsOf(x));
  }
  return {bits.begin(), bits.end()};
}

class FastReferenceOfEveryTarget : public testing::TestWithParam<size_t> {
 protected:
  const Target& target() const { return Targets()[GetParam()]; }

  MpfrReal F(float x) const {
    MpfrReal f = MpfrReal::OfPrecision(kPrecision);
    target().reference(f.ptr(), MpfrReal(x).ptr(), MPFR_RNDN);
    return f;
  }

  // The conventions of FastValue.
  testing::AssertionResult Holds(float x, const FastValue& value) const {
    const MpfrReal f = F(x);
    const auto result = testing::AssertionFailure()
                        << std::hexfloat << "x " << x << " hi " << value.hi << " lo " << value.lo << " bound "
                        << value.bound << " f " << f.ToDouble();
    if (f.IsNan() || std::isnan(value.hi)) {
      return f.IsNan() && std::isnan(value.hi) && value.bound == 0 ? testing::AssertionSuccess() : result;
    }
    if (std::isinf(value.hi)) {
      const bool huge = MpfrReal(0x1p200) < fabs(f) || fabs(f) == MpfrReal(0x1p200);
      const bool same_sign = f.IsNegative() == std::signbit(value.hi);
      return huge && same_sign && value.bound == 0 ? testing::AssertionSuccess() : result;
    }
    if (!f.IsFinite()) return value.bound == HUGE_VAL ? testing::AssertionSuccess() : result;
    const MpfrReal sum(Extended(value.hi, value.lo), kPrecision);
    const MpfrReal error = fabs(sum.WithPrecision(MpfrReal::kMaxPrecision) - f);
    return MpfrReal(value.bound) < error ? result : testing::AssertionSuccess();
  }

  // Whether the bound is so small that the value decides nearly every rounding.
  static bool IsTight(const FastValue& value) {
    if (std::isnan(value.hi) || std::isinf(value.hi)) return true;
    return value.bound <= 0x1p-57 * std::fabs(value.hi) ||
           (std::fabs(value.hi) <= 0x1p-201 && value.bound <= 0x1p-200);
  }

  FastValue ValueAt(uint32_t bits) {
    FastValue value;
    fast_.Evaluate(bits, {&value, 1});
    return value;
  }

  FastReference fast_ = FastReference(target());
};

TEST_P(FastReferenceOfEveryTarget, BoundsHoldAtSpecialFloats) {
  for (const uint32_t magnitude : Magnitudes()) {
    for (const uint32_t bits : {magnitude, magnitude | kSignBit}) {
      const auto x = std::bit_cast<float>(bits);
      const FastValue value = ValueAt(bits);
      ASSERT_TRUE(Holds(x, value));
      ASSERT_TRUE(IsTight(value)) << x << " " << value.hi << " " << value.bound;
    }
  }
}

TEST_P(FastReferenceOfEveryTarget, BoundsHoldAtRandomFloats) {
  Rng rng(1);
  std::vector<FastValue> run(16);
  for (int i = 0; i < 3000; ++i) {
    const uint32_t sign = i % 2 == 0 ? 0 : kSignBit;
    const auto magnitude = static_cast<uint32_t>(rng.Below(kInfinityBits - run.size()));
    const size_t place = rng.Below(run.size());
    const auto x = std::bit_cast<float>(sign | (magnitude + static_cast<uint32_t>(place)));
    fast_.Evaluate(sign | magnitude, run);
    ASSERT_TRUE(Holds(x, run[place]));
  }
}

// Every value of a block, so that all lanes and all ends of pieces are met.
TEST_P(FastReferenceOfEveryTarget, BoundsHoldThroughoutARun) {
  std::vector<FastValue> run(1 << 16);
  for (const double x : {0x1p-30, 0.01, 0.9999, 3.14, 100.0}) {
    for (const uint32_t first : {BitsOf(x) - 1000, BitsOf(-x) - 1000}) {
      fast_.Evaluate(first, run);
      for (size_t i = 0; i < run.size(); i += i < 2000 ? 13 : 501) {
        const uint32_t bits = first + static_cast<uint32_t>(i);
        ASSERT_TRUE(Holds(std::bit_cast<float>(bits), run[i]));
      }
    }
  }
}

// Pieces are as large as possible, however the floats are visited.
TEST_P(FastReferenceOfEveryTarget, RunsMayBeCutAnywhere) {
  const uint32_t first = BitsOf(0.7);
  std::vector<FastValue> whole(5000);
  fast_.Evaluate(first, whole);
  FastReference other(target());
  std::vector<FastValue> part(777);
  for (size_t start = whole.size() - part.size() - 1; start > 1000; start -= 1000) {
    other.Evaluate(first + static_cast<uint32_t>(start), part);
    for (size_t i = 0; i < part.size(); ++i) {
      ASSERT_EQ(part[i].hi, whole[start + i].hi);
      ASSERT_EQ(part[i].lo, whole[start + i].lo);
      ASSERT_EQ(part[i].bound, whole[start + i].bound);
    }
  }
  fast_.Evaluate(first, {});
}

// Otherwise most of the time of an exhaustive check would go into building them.
TEST_P(FastReferenceOfEveryTarget, FewPiecesCoverABinade) {
  PieceMap pieces({target().series, target().defined, target().monotonicity});
  for (const double x : {0x1p-100, 0.25, 1.0, -1.0}) {
    if (target().quarter_turns != nullptr && std::fabs(x) >= 0.5) continue;
    const uint32_t first = BitsOf(x);
    const uint32_t end = first + (1 << 23);
    for (uint32_t bits = first; bits < end;) {
      const PieceMap::Entry& entry = pieces.Find(bits);
      ASSERT_GE(entry.last_bits, bits);
      bits = entry.last_bits + 1;
    }
  }
  // Each zero that is no float takes a thousand more.
  EXPECT_LT(pieces.size(), target().monotonicity == Monotonicity::kNone ? 20000 : 1000);
}

TEST_P(FastReferenceOfEveryTarget, DefinedExactlyWhereTheReferenceIs) {
  Rng rng(2);
  const Interval& defined = target().defined;
  std::vector<float> inputs = {0, -0.0F};
  for (const double end : {defined.lo, defined.hi}) {
    if (!std::isfinite(end)) continue;
    const auto x = static_cast<float>(end);
    inputs.insert(inputs.end(), {x, std::nextafter(x, -INFINITY), std::nextafter(x, INFINITY)});
  }
  for (int i = 0; i < 1000; ++i) {
    inputs.push_back(std::bit_cast<float>(static_cast<uint32_t>(rng.Next()) & ~uint32_t{1 << 30}));
  }
  for (const float x : inputs) {
    if (!std::isfinite(x)) continue;
    EXPECT_EQ(F(x).IsNan(), x < defined.lo || x > defined.hi) << x;
  }
}

TEST_P(FastReferenceOfEveryTarget, MonotoneAsTheRowSays) {
  if (target().monotonicity == Monotonicity::kNone) GTEST_SKIP() << "not monotonic";
  const bool increasing = target().monotonicity == Monotonicity::kIncreasing;
  std::vector<float> inputs;
  for (const uint32_t magnitude : Magnitudes()) {
    inputs.push_back(std::bit_cast<float>(magnitude));
    inputs.push_back(-inputs.back());
  }
  std::sort(inputs.begin(), inputs.end());
  MpfrReal before;
  for (const float x : inputs) {
    const MpfrReal f = F(x);
    if (f.IsNan()) continue;
    if (!before.IsNan()) {
      EXPECT_FALSE(increasing ? f < before : before < f) << x;
    }
    before = f;
  }
}

TEST_P(FastReferenceOfEveryTarget, QuarterTurnsAreThoseOfTheReference) {
  if (target().quarter_turns == nullptr) GTEST_SKIP() << "not periodic";
  Rng rng(3);
  for (int q = 0; q < 8; ++q) {
    const QuarterTurn& quarter = (*target().quarter_turns)[static_cast<size_t>(q % 4)];
    for (int i = 0; i < 50; ++i) {
      const MpfrReal r((rng.Uniform() - 0.5) * 1.57, 400);
      MpfrReal pi = MpfrReal::OfPrecision(400);
      mpfr_const_pi(pi.ptr(), MPFR_RNDN);
      MpfrReal f = MpfrReal::OfPrecision(400);
      target().reference(f.ptr(), (Scaled(pi, -1) * MpfrReal(q) + r).ptr(), MPFR_RNDN);
      for (const int side : {1, -1}) {
        Ball x;
        arf_set_mpfr(arb_midref(x.ptr()), (MpfrReal(side) * r).ptr());
        BallSeries series;
        quarter.series(series.ptr(), x.ptr(), 1, 400);
        Ball value;
        arb_poly_get_coeff_arb(value.ptr(), series.ptr(), 0);
        const int sign = quarter.sign * (side < 0 ? quarter.parity : 1);
        EXPECT_NEAR(arf_get_d(arb_midref(value.ptr()), ARF_RND_NEAR) * sign / f.ToDouble(), 1, 1e-15)
            << q << " " << side;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(TargetTable, FastReferenceOfEveryTarget, testing::Range<size_t>(0, Targets().size()),
                         [](const auto& info) { return std::string(Targets()[info.param].name); });

// The worst case of the reduction over all floats would have an infinite bound if the table were too small.
TEST(FastReference, KnowsEveryFloatNearAMultipleOfAQuarterTurn) {
  FastReference sin(*FindTarget("sin"));
  const auto x = 0x1.f37c8ap+95F;
  FastValue value;
  sin.Evaluate(std::bit_cast<uint32_t>(x), {&value, 1});
  EXPECT_LT(value.bound, 0x1p-57 * std::fabs(value.hi));
}

}  // namespace
}  // namespace ulpforge
