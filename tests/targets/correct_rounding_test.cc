#include "targets/correct_rounding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/rng.h"
#include "targets/mpfr_real.h"

namespace ulpforge {
namespace {

int Sign(int ternary) { return (ternary > 0) - (ternary < 0); }

struct Pair {
  const char* name;
  int (*mpfr)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
  SeriesFunction series;
};

const Pair kPairs[] = {
    {"exp", &mpfr_exp, &Series<&arb_poly_exp_series>},
    {"log", &mpfr_log, &Series<&arb_poly_log_series>},
    {"sin", &mpfr_sin, &Series<&arb_poly_sin_series>},
    {"atan", &mpfr_atan, &Series<&arb_poly_atan_series>},
};

void ExpectAgreement(const Pair& pair, const MpfrReal& x, int precision, mpfr_rnd_t rounding) {
  MpfrReal expected = MpfrReal::OfPrecision(precision);
  const int expected_ternary = pair.mpfr(expected.ptr(), x.ptr(), rounding);
  MpfrReal actual = MpfrReal::OfPrecision(precision);
  const int ternary = RoundCorrectly(pair.series, actual.ptr(), x.ptr(), rounding);
  ASSERT_EQ(actual, expected) << pair.name << " " << x.ToDouble() << " " << precision << " " << rounding;
  ASSERT_EQ(Sign(ternary), Sign(expected_ternary)) << pair.name << " " << x.ToDouble();
  ASSERT_EQ(actual.IsNegative(), expected.IsNegative());
}

TEST(RoundCorrectly, IsWhatMpfrDoes) {
  Rng rng(1);
  for (const Pair& pair : kPairs) {
    for (int i = 0; i < 400; ++i) {
      const MpfrReal x(std::ldexp(1 + rng.Uniform(), static_cast<int>(rng.Below(60)) - 50), 53);
      const int precision = i % 2 == 0 ? 2 + static_cast<int>(rng.Below(10)) : 100;
      for (const mpfr_rnd_t rounding : {MPFR_RNDN, MPFR_RNDZ, MPFR_RNDU, MPFR_RNDD, MPFR_RNDA}) {
        ExpectAgreement(pair, x, precision, rounding);
      }
    }
  }
}

// 1 + 2^-1000 + ... lies beside the exact 1 for a thousand bits.
TEST(RoundCorrectly, RaisesThePrecisionUntilItIsDecided) {
  for (const mpfr_rnd_t rounding : {MPFR_RNDN, MPFR_RNDZ, MPFR_RNDU, MPFR_RNDD}) {
    ExpectAgreement(kPairs[0], MpfrReal(0x1p-1000), 53, rounding);
    ExpectAgreement(kPairs[0], MpfrReal(-0x1p-1000), 53, rounding);
    ExpectAgreement(kPairs[2], MpfrReal(0x1p-500), 53, rounding);
    ExpectAgreement(kPairs[2], MpfrReal(0x1p+1000), 53, rounding);
  }
}

TEST(RoundCorrectly, ExactEnclosures) {
  for (const mpfr_rnd_t rounding : {MPFR_RNDN, MPFR_RNDZ, MPFR_RNDU, MPFR_RNDA}) {
    ExpectAgreement(kPairs[0], MpfrReal(0.0), 53, rounding);
    ExpectAgreement(kPairs[1], MpfrReal(1.0), 53, rounding);
    ExpectAgreement(kPairs[3], MpfrReal(0.0), 53, rounding);
  }
}

// exp(4e18) is above, its inverse below all numbers of MPFR.
TEST(RoundCorrectly, Overflow) {
  for (const mpfr_rnd_t rounding : {MPFR_RNDN, MPFR_RNDZ, MPFR_RNDU}) {
    ExpectAgreement(kPairs[0], MpfrReal(4e18), 53, rounding);
    ExpectAgreement(kPairs[0], MpfrReal(-4e18), 53, rounding);
  }
}

TEST(RoundCorrectly, NotFinite) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double x : {infinity, -infinity, std::nan(""), -1.0, 0.0}) {
    MpfrReal y(1);
    EXPECT_EQ(RoundCorrectly(kPairs[1].series, y.ptr(), MpfrReal(x).ptr(), MPFR_RNDN), 0);
    EXPECT_TRUE(y.IsNan()) << x;
  }
}

TEST(RoundCorrectly, InPlace) {
  MpfrReal x(0.3);
  MpfrReal y(0.3);
  RoundCorrectly(kPairs[0].series, x.ptr(), x.ptr(), MPFR_RNDN);
  mpfr_exp(y.ptr(), y.ptr(), MPFR_RNDN);
  EXPECT_EQ(x, y);
}

}  // namespace
}  // namespace ulpforge
