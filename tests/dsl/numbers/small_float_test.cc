// The formats, their conversions against MPFR, and the arithmetic of 16 bits where two roundings would differ
// from one. Every op is tested in dsl_op_table_test.cc.
#include "dsl/numbers/small_float.h"

#include <mpfr.h>

#include <bit>
#include <cmath>
#include <vector>

#include "base/rng.h"
#include "dsl/numbers/float_format.h"
#include "dsl/numbers/scalar_table.h"
#include "dsl/program_function.h"
#include "gtest/gtest.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

class EveryFormat : public ::testing::TestWithParam<const FloatFormat*> {
 protected:
  const FloatFormat& format() const { return *GetParam(); }

  double RoundedByMpfr(double value) const {
    mpfr_t v;
    mpfr_init2(v, format().significand_bits);
    const mpfr_exp_t emin = mpfr_get_emin();
    const mpfr_exp_t emax = mpfr_get_emax();
    mpfr_set_emin(format().min_exponent - format().significand_bits + 2);
    mpfr_set_emax(format().max_exponent + 1);
    const int ternary = mpfr_set_d(v, value, MPFR_RNDN);
    mpfr_subnormalize(v, ternary, MPFR_RNDN);
    const double rounded = mpfr_get_d(v, MPFR_RNDN);
    mpfr_set_emin(emin);
    mpfr_set_emax(emax);
    mpfr_clear(v);
    return rounded;
  }

  void ExpectRounded(double value) const {
    const float rounded = RoundToFormat(format(), value);
    const double expected = RoundedByMpfr(value);
    ASSERT_TRUE(testing::SameValue(double{rounded}, expected)) << std::hexfloat << value << " " << rounded;
    ASSERT_TRUE(testing::SameValue(FromBits(format(), RoundToBits(format(), rounded)), rounded));
  }
};

TEST_P(EveryFormat, IsFoundByItsName) { EXPECT_EQ(FindFloatFormat(format().name), &format()); }

TEST_P(EveryFormat, Constants) {
  const uint32_t infinity = format().infinity_bits();
  EXPECT_EQ(FromBits(format(), 1), format().smallest_subnormal());
  EXPECT_EQ(FromBits(format(), infinity - 1), format().largest());
  EXPECT_EQ(FromBits(format(), infinity), HUGE_VALF);
  EXPECT_TRUE(std::isnan(FromBits(format(), infinity + 1)));
  const uint32_t normal = RoundToBits(format(), format().smallest_normal());
  EXPECT_EQ(normal, uint32_t{1} << (format().significand_bits - 1));
  EXPECT_EQ(FromBits(format(), normal - 1), format().largest_subnormal());
  EXPECT_EQ(RoundToFormat(format(), format().overflow_threshold()), HUGE_VALF);
  EXPECT_EQ(RoundToFormat(format(), std::nextafter(format().overflow_threshold(), 0)), format().largest());
}

TEST_P(EveryFormat, RoundsAsMpfr) {
  for (const double special : testing::SpecialValues<double>()) ExpectRounded(special);
  Rng rng(1);
  for (int k = 0; k < 100000; ++k) {
    // A value of the format with few more bits, then doubles around it: ties and their neighbours.
    const uint32_t bits = static_cast<uint32_t>(rng.Next()) & (format().sign_bit() - 1);
    const double value = FromBits(format(), bits);
    const double next = FromBits(format(), bits + 1);
    const double tie = std::isfinite(next) ? value / 2 + next / 2 : format().overflow_threshold();
    const double sign = rng.Chance(0.5) ? -1 : 1;
    for (const double x : {tie, std::nextafter(tie, 0), std::nextafter(tie, HUGE_VAL), value}) {
      if (!std::isnan(x)) ExpectRounded(sign * x);
    }
    ExpectRounded(testing::RandomFinite<double>(rng));
  }
}

TEST_P(EveryFormat, BitsAndValuesAreOneToOne) {
  if (format().storage_bits != 16) GTEST_SKIP() << "too many";
  double before = -1;
  for (uint32_t bits = 0; bits <= format().infinity_bits(); ++bits) {
    const float value = FromBits(format(), bits);
    ASSERT_LT(before, value);
    ASSERT_EQ(RoundToBits(format(), value), bits);
    ASSERT_EQ(RoundToBits(format(), -value), bits | format().sign_bit());
    ASSERT_TRUE(testing::SameValue(FromBits(format(), bits | format().sign_bit()), -value));
    before = value;
  }
}

// A program, its results rounded again by an adaptor that must then change nothing.
TEST_P(EveryFormat, ProgramsComputeInTheFormat) {
  Rng rng(2);
  for (int k = 0; k < 50; ++k) {
    const Program program = testing::RandomProgram(rng, {.ops = testing::OpsOf<float>(), .instructions = 12});
    const absl::StatusOr<ArrayFunction<float>> function = ProgramFunction(program, format());
    ASSERT_TRUE(function.ok()) << function.status();
    std::vector<float> x;
    for (int i = 0; i < 2500; ++i) {
      x.push_back(FromBits(format(), static_cast<uint32_t>(rng.Next()) & (2 * format().sign_bit() - 1)));
    }
    std::vector<float> y(x.size());
    (*function)(x.data(), y.data(), x.size());
    std::vector<float> in_place = x;
    WithRoundedResults(*function, format())(in_place.data(), in_place.data(), in_place.size());
    for (size_t i = 0; i < x.size(); ++i) {
      const auto expect = [&]<class T>(T input) {
        const auto expected = testing::EvaluateOne<T>(program, input);
        if (expected.nan_reached_bits) return;
        ASSERT_TRUE(testing::SameValue(y[i], static_cast<float>(expected.value))) << k << " " << x[i];
        ASSERT_TRUE(testing::SameValue(y[i], in_place[i]));
      };
      if (&format() == &kFloat32) expect(x[i]);
      if (&format() == &kFloat16) expect(Float16(x[i]));
      if (&format() == &kBFloat16) expect(BFloat16(x[i]));
    }
  }
}

TEST_P(EveryFormat, InvalidProgramsAreRefused) {
  Program program;
  program.output = ConstantOperand(3);
  EXPECT_EQ(ProgramFunction(program, format()).status().code(), absl::StatusCode::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(Formats, EveryFormat,
                         ::testing::ValuesIn(FloatFormats().begin(), FloatFormats().end()),
                         [](const auto& info) { return std::string(info.param->name); });

TEST(FloatFormatTest, UnknownNames) { EXPECT_EQ(FindFloatFormat("float64"), nullptr); }

TEST(FloatFormatTest, RoundsResultsOfFloatKernels) {
  const auto third = WithRoundedResults(
      [](const float*, float* out, size_t n) {
        for (size_t i = 0; i < n; ++i) out[i] = 1.0f / 3;
      },
      kFloat16);
  float value = 0;
  third(&value, &value, 1);
  EXPECT_EQ(value, 0x1.554p-2f);
}

// The product is a tie of the format, and what is added decides, however small: a double does not hold the
// sum.
TEST(SmallFloatTest, FmaRoundsOnce) {
  const BFloat16 a(1.5);
  const BFloat16 b(1 + 0x1p-7);
  const BFloat16 tiny(0x1p-100);
  EXPECT_EQ(fma(a, b, tiny), BFloat16(1.5 + 0x1p-6));
  EXPECT_EQ(fma(a, b, -tiny), BFloat16(1.5 + 0x1p-7));
  EXPECT_EQ(fma(a, b, BFloat16(0.0)), BFloat16(1.5 + 0x1p-6)) << "a tie goes to even";
}

TEST(SmallFloatTest, HasTheRowOfTheScalarTable) {
  EXPECT_EQ(ScalarTraits<Float16>::kName, "f16");
  EXPECT_EQ(ScalarTraits<BFloat16>::kName, "bf16");
  EXPECT_EQ(sizeof(Float16), sizeof(ScalarTraits<Float16>::Int));
  EXPECT_EQ(std::bit_cast<uint16_t>(Float16(1.0)), 0x3c00);
  EXPECT_EQ(std::bit_cast<uint16_t>(BFloat16(1.0)), 0x3f80);
}

}  // namespace
}  // namespace ulpforge
