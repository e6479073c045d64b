#include "dsl/numbers/double_double.h"

#include <mpfr.h>

#include <cmath>
#include <functional>
#include <limits>

#include "base/rng.h"
#include "gtest/gtest.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using testing::RandomPair;

constexpr int kPrecision = 2300;  // sums and products of two pairs of any exponent are exact
constexpr double kU2 = 0x1p-106;
constexpr int kPairs = 20000;

class Real {
 public:
  Real() { mpfr_init2(value_, kPrecision); }
  explicit Real(const DoubleDouble& a) : Real() {
    mpfr_set_d(value_, a.hi, MPFR_RNDN);
    mpfr_add_d(value_, value_, a.lo, MPFR_RNDN);
  }
  Real(const Real&) = delete;
  ~Real() { mpfr_clear(value_); }
  mpfr_ptr get() { return value_; }

 private:
  mpfr_t value_;
};

// |got / exact - 1|, zero if both are zero.
double RelativeError(const DoubleDouble& got, Real& exact) {
  Real error(got);
  mpfr_sub(error.get(), error.get(), exact.get(), MPFR_RNDN);
  if (mpfr_zero_p(error.get())) return 0;
  if (mpfr_zero_p(exact.get())) return std::numeric_limits<double>::infinity();
  mpfr_div(error.get(), error.get(), exact.get(), MPFR_RNDN);
  return std::abs(mpfr_get_d(error.get(), MPFR_RNDA));
}

// Pairs with significands that are random, short, or one bit off a power of two, and exponents that let
// sums cancel; no intermediate value of any operation over- or underflows.
DoubleDouble NastyPair(Rng& rng) {
  double significand = 1 + rng.Uniform();
  if (rng.Chance(0.2)) significand = 1 + std::ldexp(1.0, -static_cast<int>(rng.Below(53)));
  if (rng.Chance(0.2)) significand = 2 - std::ldexp(1.0, -static_cast<int>(rng.Below(53)));
  const double hi =
      std::ldexp(rng.Chance(0.5) ? significand : -significand,
                 rng.Chance(0.5) ? static_cast<int>(rng.Below(4)) : static_cast<int>(rng.Below(400)) - 200);
  if (rng.Chance(0.1)) return hi;
  if (rng.Chance(0.3)) {  // the largest low part, half an ulp, where it keeps the pair normalised
    const double half = std::ldexp(1.0, std::ilogb(hi) - 53) * (rng.Chance(0.5) ? 1 : -1);
    const double lo = rng.Chance(0.5) ? half : half * (1 - 0x1p-53);
    if (hi + lo == hi) return {hi, lo};
  }
  return RandomPair(rng, hi);
}

// The second operand is sometimes close to plus or minus the first.
DoubleDouble Partner(Rng& rng, DoubleDouble a) {
  if (!rng.Chance(0.3)) return NastyPair(rng);
  const double hi = a.hi * (1 + (rng.Uniform() - 0.5) * std::ldexp(1.0, -static_cast<int>(rng.Below(60))));
  return RandomPair(rng, rng.Chance(0.5) ? hi : -hi);
}

bool Normalised(DoubleDouble a) { return a.hi + a.lo == a.hi; }

struct Operation {
  const char* name;
  double bound;
  std::function<DoubleDouble(DoubleDouble, DoubleDouble)> apply;
  int (*exact)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);
};

// The bounds are those stated in double_double.h, with their u^3 terms.
const Operation kOperations[] = {
    {"+", 3 * kU2 * (1 + 0x1p-50), [](auto a, auto b) { return a + b; }, mpfr_add},
    {"-", 3 * kU2 * (1 + 0x1p-50), [](auto a, auto b) { return a - b; }, mpfr_sub},
    {"*", 7 * kU2, [](auto a, auto b) { return a * b; }, mpfr_mul},
    {"/", 15 * kU2 * (1 + 0x1p-50), [](auto a, auto b) { return a / b; }, mpfr_div},
};

TEST(DoubleDoubleTest, ArithmeticKeepsItsErrorBounds) {
  for (const Operation& operation : kOperations) {
    Rng rng(1);
    double worst = 0;
    for (int k = 0; k < kPairs; ++k) {
      const DoubleDouble a = NastyPair(rng);
      const DoubleDouble b = Partner(rng, a);
      const DoubleDouble got = operation.apply(a, b);
      Real x(a), y(b), exact;
      operation.exact(exact.get(), x.get(), y.get(), MPFR_RNDN);
      worst = std::max(worst, RelativeError(got, exact));
      ASSERT_TRUE(Normalised(got)) << operation.name;
    }
    EXPECT_LE(worst, operation.bound) << operation.name;
    EXPECT_GE(worst, operation.bound / 20) << operation.name << ": the bound is far from what is attained";
  }
}

TEST(DoubleDoubleTest, SqrtKeepsItsErrorBound) {
  Rng rng(2);
  for (int k = 0; k < kPairs; ++k) {
    const DoubleDouble a = fabs(NastyPair(rng));
    const DoubleDouble got = sqrt(a);
    Real exact(a);
    mpfr_sqrt(exact.get(), exact.get(), MPFR_RNDN);
    ASSERT_LE(RelativeError(got, exact), 4 * kU2) << a.hi << " + " << a.lo;
    ASSERT_TRUE(Normalised(got));
  }
}

// Values around integers and halves, where the low part decides.
DoubleDouble NearInteger(Rng& rng) {
  const double size = std::ldexp(1.0, static_cast<int>(rng.Below(100)));
  double hi = std::floor(size * (1 + rng.Uniform())) + 0.5 * static_cast<double>(rng.Below(2));
  if (rng.Chance(0.2)) hi = 0.5;
  if (rng.Chance(0.5)) hi = -hi;
  double lo = 0;
  switch (rng.Below(4)) {
    case 0:
      break;
    case 1:
      lo = std::ldexp(1.0, std::ilogb(hi) - 54 - static_cast<int>(rng.Below(60)));
      break;
    case 2:
      lo = std::floor(std::abs(hi) * 0x1p-53 * rng.Uniform()) + 0.5;
      break;
    case 3:
      lo = hi * rng.Uniform() * 0x1p-54;
      break;
  }
  if (rng.Chance(0.5)) lo = -lo;
  return double_double::TwoSum(hi, lo);
}

TEST(DoubleDoubleTest, FloorAndNearbyintAreExact) {
  Rng rng(3);
  for (int k = 0; k < kPairs; ++k) {
    const DoubleDouble a = rng.Chance(0.8) ? NearInteger(rng) : NastyPair(rng);
    Real x(a), exact;
    mpfr_floor(exact.get(), x.get());
    ASSERT_EQ(RelativeError(floor(a), exact), 0) << "floor " << a.hi << " + " << a.lo;
    mpfr_rint(exact.get(), x.get(), MPFR_RNDN);  // ties to even
    ASSERT_EQ(RelativeError(nearbyint(a), exact), 0) << "nearbyint " << a.hi << " + " << a.lo;
    ASSERT_TRUE(Normalised(floor(a)) && Normalised(nearbyint(a)));
  }
}

TEST(DoubleDoubleTest, ComparisonsAreThoseOfTheExactValues) {
  Rng rng(4);
  for (int k = 0; k < kPairs; ++k) {
    const DoubleDouble a = NastyPair(rng);
    const DoubleDouble b = rng.Chance(0.5) ? RandomPair(rng, a.hi) : NastyPair(rng);
    Real x(a), y(b);
    ASSERT_EQ(a < b, mpfr_less_p(x.get(), y.get()) != 0);
    ASSERT_EQ(a > b, mpfr_greater_p(x.get(), y.get()) != 0);
    mpfr_abs(x.get(), x.get(), MPFR_RNDN);
    ASSERT_EQ(RelativeError(fabs(a), x), 0);
  }
}

TEST(DoubleDoubleTest, AdditionAndMultiplicationCommuteToTheBit) {
  Rng rng(5);
  for (int k = 0; k < kPairs; ++k) {
    const DoubleDouble a = NastyPair(rng);
    const DoubleDouble b = Partner(rng, a);
    ASSERT_EQ(a + b, b + a);
    ASSERT_EQ(a * b, b * a);
  }
}

TEST(DoubleDoubleTest, NotFiniteResultsShow) {
  const double inf = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {inf, -inf, nan}) {
    for (const double good : {0.0, 1.0, -2.5}) {
      EXPECT_FALSE(IsFinite(DoubleDouble(bad) + DoubleDouble(good)));
      EXPECT_FALSE(IsFinite(DoubleDouble(good) - DoubleDouble(bad)));
      EXPECT_FALSE(IsFinite(DoubleDouble(bad) * DoubleDouble(good)));
      EXPECT_FALSE(IsFinite(DoubleDouble(bad) / DoubleDouble(good)));
    }
    EXPECT_FALSE(IsFinite(sqrt(DoubleDouble(bad))));
    EXPECT_FALSE(IsFinite(floor(DoubleDouble(bad))));
    EXPECT_FALSE(IsFinite(nearbyint(DoubleDouble(bad))));
  }
  EXPECT_FALSE(IsFinite(DoubleDouble(1) / DoubleDouble(0)));
  EXPECT_FALSE(IsFinite(DoubleDouble(0) / DoubleDouble(0)));
  EXPECT_FALSE(IsFinite(sqrt(DoubleDouble(-1))));
  const double max = std::numeric_limits<double>::max();
  EXPECT_FALSE(IsFinite(DoubleDouble(max) * DoubleDouble(2)));
  EXPECT_FALSE(IsFinite(DoubleDouble(max) + DoubleDouble(max)));
  EXPECT_EQ(sqrt(DoubleDouble(0)), DoubleDouble(0));
}

}  // namespace
}  // namespace ulpforge
