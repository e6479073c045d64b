#include "targets/mpfr_real.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "dsl/op_table.h"
#include "targets/golden_section.h"

namespace ulpforge {
namespace {

// Doubles on which no op over- or underflows, so that MPFR at 53 bits rounds as the processor does.
double Operand(Rng& rng) {
  constexpr std::array<double, 12> kSpecial = {0.0, -0.0, 1.0,  -1.0,     0.5,       -0.5,
                                               1.5, 2.5,  -2.5, HUGE_VAL, -HUGE_VAL, NAN};
  if (rng.Chance(0.3)) return kSpecial[rng.Below(kSpecial.size())];
  const double value = std::ldexp(rng.Uniform() + 0.5, static_cast<int>(rng.Below(120)) - 60);
  return rng.Chance(0.5) ? value : -value;
}

class EveryOp : public testing::TestWithParam<size_t> {};

TEST_P(EveryOp, At53BitsIsTheDoubleOp) {
  const OpInfo& op = kOps[GetParam()];
  Rng rng(GetParam());
  for (int trial = 0; trial < 4000; ++trial) {
    std::array<double, kMaxArity> in;
    std::array<MpfrReal, kMaxArity> real;
    for (int k = 0; k < kMaxArity; ++k) {
      in[k] = Operand(rng);
      real[k] = MpfrReal(in[k]);
    }
    double expected = 0;
    MpfrReal result;
    ASSERT_EQ(Apply<MpfrReal>(op.code, &result, real.data()), IsFloatOp(op)) << op.name;
    if (!IsFloatOp(op)) return;
    ASSERT_TRUE(Apply<double>(op.code, &expected, in.data()));
    if (std::isnan(expected)) {
      ASSERT_TRUE(result.IsNan()) << op.name << " " << in[0] << " " << in[1] << " " << in[2];
    } else {
      ASSERT_EQ(std::bit_cast<uint64_t>(result.ToDouble()), std::bit_cast<uint64_t>(expected))
          << op.name << " " << in[0] << " " << in[1] << " " << in[2];
    }
  }
}

INSTANTIATE_TEST_SUITE_P(OpTable, EveryOp, testing::Range<size_t>(0, kOps.size()),
                         [](const auto& info) { return std::string(kOps[info.param].name); });

TEST(MpfrReal, ResultHasThePrecisionOfTheMostPreciseOperand) {
  const MpfrReal narrow(3.0);
  const MpfrReal wide(3.0, 320);
  EXPECT_EQ((narrow + wide).precision(), 320);
  EXPECT_EQ((wide / narrow).precision(), 320);
  EXPECT_EQ((narrow * narrow).precision(), 53);
  EXPECT_EQ(fma(narrow, narrow, wide).precision(), 320);
  EXPECT_EQ(sqrt(wide).precision(), 320);
  EXPECT_EQ(wide.WithPrecision(64).precision(), 64);
}

TEST(MpfrReal, IsAValue) {
  std::vector<MpfrReal> values;
  for (int i = 0; i < 100; ++i) values.emplace_back(i, 64 + i);  // moves when the vector grows
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(values[i].ToDouble(), i);
    EXPECT_EQ(values[i].precision(), 64 + i);
  }
  MpfrReal a = values[7];
  a = a + MpfrReal(1);
  EXPECT_EQ(values[7].ToDouble(), 7);
  std::swap(a, values[9]);
  EXPECT_EQ(a.ToDouble(), 9);
  EXPECT_EQ(values[9].ToDouble(), 8);
  const MpfrReal& alias = a;
  a = alias;
  EXPECT_EQ(a.ToDouble(), 9);
  EXPECT_TRUE(MpfrReal().IsNan());
}

TEST(MpfrReal, HoldsEveryExtendedExactly) {
  for (const Extended x : {Extended(1, 0x1p-60), Extended(0x1p1023, 0x1p-1074), Extended(-0.1, 0x1p-800),
                           Extended(0x1.fffffffffffffp1023, -0x1p-1074), Extended(0x1p-1074), Extended(0)}) {
    EXPECT_EQ(MpfrReal(x, MpfrReal::kMaxPrecision).ToExtended(), x);
  }
}

TEST(MpfrReal, NotFiniteExtended) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(MpfrReal(Extended(infinity, NAN), 128).ToDouble(), infinity);
  EXPECT_EQ((-MpfrReal(infinity)).ToExtended(), Extended(-infinity));
  EXPECT_TRUE(MpfrReal(Extended(NAN, 0), 128).IsNan());
}

TEST(MpfrReal, ToDoubleRoundsAsTold) {
  const MpfrReal third = MpfrReal(1, 320) / MpfrReal(3);
  EXPECT_EQ(third.ToDouble(), 1.0 / 3);
  EXPECT_EQ(third.ToDouble(MPFR_RNDU), std::nextafter(1.0 / 3, 1));
  EXPECT_EQ(third.ToDouble(MPFR_RNDD), 1.0 / 3);
}

TEST(GoldenMaximum, FindsASmoothMaximum) {
  // x (1 - x)^2 has its maximum 4/27 at 1/3.
  const auto f = [](const MpfrReal& x) { return x * (MpfrReal(1) - x) * (MpfrReal(1) - x); };
  const Extremum top = GoldenMaximum(f, MpfrReal(0, 320), MpfrReal(0.9, 320), 100);
  const MpfrReal third = MpfrReal(1, 320) / MpfrReal(3);
  EXPECT_LT(fabs(top.x - third).ToDouble(), 1e-20);
  EXPECT_LT(fabs(top.value - MpfrReal(4) * third * third * third).ToDouble(), 1e-40);
}

}  // namespace
}  // namespace ulpforge
