// What is right in a function that runs with flush-to-zero and denormals-are-zero set, and that the
// reference, which does not, is not changed.
#include <bit>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "accuracy/contract/coverage.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/contract_check.h"
#include "accuracy/exhaustive/contract_sample.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

Contract Made(const char* target, const ContractOptions& options) {
  const absl::StatusOr<Contract> contract = MakeContract(*FindTarget(target), options);
  EXPECT_TRUE(contract.ok()) << contract.status();
  return contract.value_or(Contract{});
}

// A product of which the compiler knows nothing.
float Times(float x, float factor) {
  const volatile float unknown = factor;
  return x * unknown;
}

ArrayFunction<float> Of(std::function<float(float)> f) {
  return [f = std::move(f)](const float* in, float* out, size_t n) {
    for (size_t i = 0; i < n; ++i) out[i] = f(in[i]);
  };
}

FunctionFactory Factory(const ArrayFunction<float>& function) {
  return [function]() -> absl::StatusOr<ArrayFunction<float>> { return function; };
}

class Judge {
 public:
  Judge(const char* target, const ContractOptions& options)
      : exact_(*FindTarget(target), kFloat32), coverage_(Made(target, options), exact_) {}

  Excuse operator()(float x, float y) { return coverage_.ExcuseOf(x, y, exact_.Round(x)); }

 private:
  ExactReference exact_;
  Coverage coverage_;
};

TEST(FlushContractTest, ASubnormalInputCountsAsZeroOrAsItself) {
  Judge log("log", {.flush_mode = true});
  EXPECT_EQ(log(0x1p-130f, -kInfinity), Excuse::kFlushed);
  EXPECT_EQ(log(-0x1p-130f, -kInfinity), Excuse::kFlushed) << "log(-0)";
  EXPECT_EQ(log(-0x1p-130f, kInfinity), Excuse::kNone);
  EXPECT_EQ(log(0x1p-130f, kNan), Excuse::kNone);
  EXPECT_EQ(log(0x1p-126f, -kInfinity), Excuse::kNone) << "a normal number";
  Judge sin("sin", {.flush_mode = true});
  EXPECT_EQ(sin(-0x1p-130f, -0.0f), Excuse::kFlushed);
  EXPECT_EQ(sin(-0x1p-130f, 0.0f), Excuse::kNone) << "a zero of the other sign";
}

TEST(FlushContractTest, ASubnormalResultMayBeAZeroOfItsSign) {
  Judge exp("exp", {.flush_mode = true});
  EXPECT_EQ(exp(-90, 0.0f), Excuse::kFlushed);
  EXPECT_EQ(exp(-90, -0.0f), Excuse::kNone);
  EXPECT_EQ(exp(-80, 0.0f), Excuse::kNone);
}

// f(x) may be below it: the CPU decides whether a result is subnormal with more bits than it has.
TEST(FlushContractTest, WhatRoundsToTheSmallestNormalNumberMayBeAZeroOnlyInTheMode) {
  ExactReference exact(*FindTarget("sin"), kFloat32);
  constexpr float kX = 0x1p-126f;  // sin x is a little less
  ASSERT_EQ(exact.Round(kX), kX);
  EXPECT_EQ(Judge("sin", {.flush_mode = true})(kX, 0.0f), Excuse::kFlushed);
  EXPECT_EQ(Judge("sin", {.flush_mode = true})(-kX, -0.0f), Excuse::kFlushed);
  EXPECT_EQ(Judge("sin", {.subnormal = "flush"})(kX, 0.0f), Excuse::kNone);
  EXPECT_EQ(Judge("sin", {.flush_mode = true})(std::nextafter(kX, 1.0f), 0.0f), Excuse::kNone);
}

TEST(FlushContractTest, TheContractSaysIt) {
  EXPECT_THAT(FormatContract(Made("exp", {.flush_mode = true})),
              HasSubstr("subnormal flush, under flush-to-zero and denormals-are-zero"));
  EXPECT_EQ(Made("exp", {.subnormal = "any", .flush_mode = true}).subnormal, Policy::kUnspecified);
}

TEST(FlushContractTest, WhatItCannotMeanIsRefused) {
  const Target& exp = *FindTarget("exp");
  const absl::Status half = MakeContract(exp, {.format = &kBFloat16, .flush_mode = true}).status();
  EXPECT_EQ(half.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(half.message()), HasSubstr("take --format float32"));
  const absl::Status ieee = MakeContract(exp, {.subnormal = "ieee", .flush_mode = true}).status();
  EXPECT_EQ(ieee.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(ieee.message()), HasSubstr("take --subnormal flush"));
}

// Correctly rounded results around the threshold of exp to the subnormal numbers, from a table, through a
// multiplication.
class ThresholdTest : public ::testing::Test {
 protected:
  static constexpr const char* kDomain = "[-0x1.5d5aap+6,-0x1.5d57p+6]";

  ThresholdTest() {
    ExactReference exact(*FindTarget("exp"), kFloat32);
    for (uint32_t bits = kFirst; bits <= kLast; ++bits) {
      correct_.push_back(exact.Round(std::bit_cast<float>(bits)));
      subnormal_ += correct_.back() < 0x1p-126f ? 1 : 0;
    }
  }

  ExhaustiveReport Check(const ContractOptions& options, float factor = 1) {
    const auto f = [this, factor](float x) {
      return Times(correct_[std::bit_cast<uint32_t>(x) - kFirst], factor);
    };
    const absl::StatusOr<ExhaustiveReport> report =
        CheckContract(*FindTarget("exp"), Made("exp", options), Factory(Of(f)), {.threads = 2});
    EXPECT_TRUE(report.ok()) << report.status();
    return report.value_or(ExhaustiveReport());
  }

  static constexpr uint32_t kFirst = std::bit_cast<uint32_t>(-0x1.5d57p+6f);
  static constexpr uint32_t kLast = std::bit_cast<uint32_t>(-0x1.5d5aap+6f);
  std::vector<float> correct_;
  int subnormal_ = 0;
};

TEST_F(ThresholdTest, FlushedResultsAreExcusedAndOnlyThose) {
  ASSERT_GT(subnormal_, 0);
  const ExhaustiveReport report =
      Check({.variant = "finite", .domain = kDomain, .flush_mode = true, .max_ulp = 0.5});
  EXPECT_TRUE(report.contract().holds()) << report.DebugString();
  EXPECT_EQ(report.excused(), subnormal_);
  EXPECT_EQ(report.misrounded(), 0);
  EXPECT_EQ(report.floating_point_mode(), "flush-to-zero and denormals-are-zero");
}

TEST_F(ThresholdTest, WithoutTheModeNothingIsFlushed) {
  const ExhaustiveReport report = Check({.variant = "finite", .domain = kDomain, .max_ulp = 0.5});
  EXPECT_TRUE(report.contract().holds()) << report.DebugString();
  EXPECT_EQ(report.excused(), 0);
  EXPECT_FALSE(report.has_floating_point_mode());
}

TEST_F(ThresholdTest, AResultFlushedThoughItsValueIsNormalIsAnError) {
  const ExhaustiveReport report =
      Check({.variant = "finite", .domain = kDomain, .flush_mode = true, .max_ulp = 2}, 1 - 0x1p-14f);
  EXPECT_FALSE(report.contract().holds());
  EXPECT_GT(report.main().max_ulp(), 1e6);
}

// log2 as a kernel that multiplies by the smallest subnormal number.
float ScaledLog2(float x) {
  const auto y = static_cast<float>(std::log2(static_cast<double>(x)));
  return std::isinf(y) && y > 0 ? Times(x, 0x1p-149f) : y;
}

TEST(ContractSampleTest, FindsInfinityTimesWhatDenormalsAreZeroTakesForZero) {
  const Target& log2 = *FindTarget("log2");
  const absl::StatusOr<ContractSample> usual =
      CheckSample(log2, Made("log2", {.max_ulp = 1}), Of(ScaledLog2), 1 << 14);
  ASSERT_TRUE(usual.ok()) << usual.status();
  EXPECT_FALSE(usual->counterexample) << usual->counterexample->DebugString();
  EXPECT_GT(usual->points, 100u);
  EXPECT_EQ(usual->inputs, 1u << 14);
  const absl::StatusOr<ContractSample> flushed =
      CheckSample(log2, Made("log2", {.flush_mode = true, .max_ulp = 1}), Of(ScaledLog2), 1 << 14);
  ASSERT_TRUE(flushed.ok()) << flushed.status();
  ASSERT_TRUE(flushed->counterexample);
  EXPECT_EQ(flushed->counterexample->input(), "inf");
  EXPECT_EQ(flushed->counterexample->expected(), "inf");
  EXPECT_THAT(flushed->counterexample->result(), HasSubstr("nan"));
}

TEST(ContractSampleTest, FindsErrorsBetweenTheSpecialInputs) {
  const auto f = [](float x) {
    const auto y = static_cast<float>(std::exp(static_cast<double>(x)));
    return x > 2 && x < 3 ? Times(y, 1 + 0x1p-18f) : y;
  };
  const absl::StatusOr<ContractSample> sample =
      CheckSample(*FindTarget("exp"), Made("exp", {.flush_mode = true, .max_ulp = 1}), Of(f));
  ASSERT_TRUE(sample.ok()) << sample.status();
  ASSERT_TRUE(sample->counterexample);
  const float x = std::strtof(sample->counterexample->input().c_str(), nullptr);
  EXPECT_GT(x, 2);
  EXPECT_LT(x, 3);
}

TEST(ContractSampleTest, TakesEveryInputOfASmallDomain) {
  const auto f = [](float x) { return static_cast<float>(std::exp(static_cast<double>(x))); };
  const Contract contract = Made("exp", {.variant = "finite", .domain = "[1,1.0001]", .max_ulp = 1});
  const absl::StatusOr<ContractSample> sample = CheckSample(*FindTarget("exp"), contract, Of(f));
  ASSERT_TRUE(sample.ok()) << sample.status();
  EXPECT_EQ(sample->inputs, InputBlocks::Create(kFloat32, contract.domain)->inputs());
  EXPECT_FALSE(sample->counterexample);
}

}  // namespace
}  // namespace ulpforge
