// ctest-label: exhaustive
// All 2^32 inputs of glibc's functions, whose largest errors are published: Gladman, Innocente, Mather,
// Zimmermann, "Accuracy of Mathematical Functions in Single, Double, Double Extended, and Quadruple
// Precision", table of single precision, glibc. And a million random floats where MPFR alone must agree with
// what the fast path decides.
#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include "accuracy/exhaustive/chunk_pass.h"
#include "accuracy/exhaustive/exhaustive_check.h"
#include "accuracy/reference/exact_reference.h"
#include "accuracy/reference/fast_reference.h"
#include "base/rng.h"
#include "fmt/format.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

struct Published {
  const char* target;
  float (*function)(float);
  const char* max_ulp;
};

class LibmTest : public ::testing::TestWithParam<Published> {};

TEST_P(LibmTest, LargestErrorIsThePublishedOne) {
  const FunctionFactory factory = []() -> absl::StatusOr<ArrayFunction<float>> {
    return ArrayFunction<float>([function = GetParam().function](const float* in, float* out, size_t n) {
      for (size_t i = 0; i < n; ++i) out[i] = function(in[i]);
    });
  };
  ExhaustiveOptions options;
  options.threads = 2;
  const absl::StatusOr<ExhaustiveReport> report =
      CheckExhaustively(*FindTarget(GetParam().target), factory, options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->inputs(), uint64_t{1} << 32);
  EXPECT_EQ(fmt::format("{:.3f}", report->max_ulp()), GetParam().max_ulp);
  EXPECT_EQ(report->wrong_specials(), 0u);
  EXPECT_EQ(report->zero_signs(), 0u);
  EXPECT_EQ(report->monotonicity_undecided(), 0u);
  for (const SpecialValue& value : report->special_values()) EXPECT_TRUE(value.ok()) << value.DebugString();
}

TEST_P(LibmTest, MpfrAgreesWithTheFastPathOnAMillionFloats) {
  const Target& target = *FindTarget(GetParam().target);
  FastReference fast(target);
  ExactReference exact(target, kFloat32);
  Rng rng(11);
  int undecided = 0;
  for (int k = 0; k < 1000000; ++k) {
    const auto x = std::bit_cast<float>(static_cast<uint32_t>(rng.Next()));
    if (!std::isfinite(x)) continue;
    FastValue value;
    fast.Evaluate(std::bit_cast<uint32_t>(x), {&value, 1});
    const float y = GetParam().function(x);
    const Judgement judgement = Judge(kFloat32, value, y);
    if (!judgement.decided()) {
      ++undecided;
      continue;
    }
    const float correct = exact.Round(x);
    ASSERT_TRUE((std::isnan(correct) && std::isnan(judgement.lower)) ||
                std::bit_cast<uint32_t>(correct) == std::bit_cast<uint32_t>(judgement.lower))
        << std::hexfloat << x;
    if (!std::isfinite(correct) || !std::isfinite(y)) continue;
    const double ulp = exact.Error(x, y).ulp;
    ASSERT_LE(judgement.least_ulp, ulp) << std::hexfloat << x;
    ASSERT_GE(judgement.most_ulp, ulp) << std::hexfloat << x;
  }
  EXPECT_LE(undecided, 10);
}

INSTANTIATE_TEST_SUITE_P(Glibc, LibmTest,
                         ::testing::Values(Published{"exp", &expf, "0.502"},
                                           Published{"exp2", &exp2f, "0.502"},
                                           Published{"log", &logf, "0.818"},
                                           Published{"log2", &log2f, "0.752"},
                                           Published{"sin", &sinf, "0.561"}),
                         [](const auto& info) { return std::string(info.param.target); });

}  // namespace
}  // namespace ulpforge
