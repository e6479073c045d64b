// Contracts, at all inputs of 16-bit formats and on small domains of float32, against plain judgements with
// MPFR of functions that break every clause, and of functions that keep them.
#include "accuracy/exhaustive/contract_check.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "accuracy/contract/contract_points.h"
#include "accuracy/contract/coverage.h"
#include "accuracy/contract/input_blocks.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/problem.h"
#include "tests/naive_check.h"

namespace ulpforge {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using testing::NaiveReference;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

using Scalar = std::function<float(float)>;

FunctionFactory Of(const Scalar& f) {
  return [f]() -> absl::StatusOr<ArrayFunction<float>> {
    return [f](const float* in, float* out, size_t n) { std::transform(in, in + n, out, f); };
  };
}

Contract Made(const char* target, const ContractOptions& options) {
  const absl::StatusOr<Contract> contract = MakeContract(*FindTarget(target), options);
  EXPECT_TRUE(contract.ok()) << contract.status();
  return contract.value_or(Contract{});
}

ExhaustiveReport Check(const char* target, const Contract& contract, const Scalar& f) {
  ExhaustiveOptions options;
  options.threads = 2;
  absl::StatusOr<ExhaustiveReport> report = CheckContract(*FindTarget(target), contract, Of(f), options);
  EXPECT_TRUE(report.ok()) << report.status();
  return *std::move(report);
}

const ClauseReport& Clause(const ExhaustiveReport& report, std::string_view name) {
  for (const ClauseReport& clause : report.contract().clauses()) {
    if (clause.clause() == name) return clause;
  }
  ADD_FAILURE() << "no clause " << name << " in " << report.contract().DebugString();
  static const ClauseReport* none = new ClauseReport;
  return *none;
}

// The names of the broken clauses, separated by spaces.
std::string Broken(const ExhaustiveReport& report) {
  std::string names;
  for (const ClauseReport& clause : report.contract().clauses()) {
    if (!clause.holds()) names += (names.empty() ? "" : " ") + clause.clause();
  }
  EXPECT_EQ(report.contract().holds(), names.empty());
  return names;
}

// The correctly rounded function of a 16-bit format.
Scalar Correct(const char* target, const FloatFormat& format) {
  const NaiveReference reference(*FindTarget(target), format);
  std::vector<float> results;
  for (uint32_t bits = 0; bits < 1u << 16; ++bits) {
    results.push_back(reference.Round(reference.F(FromBits(format, bits))));
  }
  return [results, &format](float x) { return results[RoundToBits(format, x)]; };
}

float Flush(float y) { return std::fabs(y) < 0x1p-126f ? std::copysign(0.0f, y) : y; }

TEST(ContractCheckTest, CorrectlyRoundedFunctionsKeepTheStrictestContracts) {
  struct Case {
    const char* target;
    ContractOptions options;
  };
  for (const Case& test :
       {Case{"exp2",
             {.exact = {"0=1", "-0=1", "inf=inf", "-inf=0", "nan=nan", "128=inf"}, .monotonic = true}},
        Case{"log", {.exact = {"1=0", "0=-inf", "-1=nan"}, .monotonic = true}},
        Case{"sin", {.exact = {"-0=-0"}, .symmetry = "odd"}}, Case{"cos", {.symmetry = "even"}},
        Case{"erfc", {.exact = {"0=1"}, .monotonic = true}}}) {
    SCOPED_TRACE(test.target);
    ContractOptions options = test.options;
    options.format = &kBFloat16;
    options.max_ulp = 0.5;
    const Contract contract = Made(test.target, options);
    const ExhaustiveReport report = Check(test.target, contract, Correct(test.target, kBFloat16));
    EXPECT_EQ(Broken(report), "");
    EXPECT_EQ(report.inputs(), 65536);
    EXPECT_EQ(report.excused(), 0);
  }
}

TEST(ContractCheckTest, EachClauseNamesItsOwnCounterexample) {
  const Scalar correct = Correct("sin", kBFloat16);
  const Contract contract =
      Made("sin", {.format = &kBFloat16, .exact = {"-0=-0", "1=0.8398"}, .symmetry = "odd", .max_ulp = 1});
  struct Case {
    Scalar f;
    const char* broken;
    const char* clause;
    const char* input;
  };
  const auto spoilt = [&](float at, float result) {
    return [=](float x) { return x == at && std::signbit(x) == std::signbit(at) ? result : correct(x); };
  };
  for (const Case& test : {
           Case{spoilt(2, kNan), "nan odd", "nan", "0x1p+1"},
           Case{spoilt(-2, -kInfinity), "infinity odd", "infinity", "-0x1p+1"},
           Case{spoilt(-kInfinity, 1), "nan odd", "nan", "-inf"},
           Case{spoilt(-0.0f, 0), "zero exact odd", "exact", "-0x0p+0"},
           Case{spoilt(1, 0.83984375f + 0x1p-8f), "exact odd", "odd", "0x1p+0"},
           Case{spoilt(-2, -0.9f), "max error odd", "max error", "-0x1p+1"},
           Case{spoilt(-2, std::nextafter(correct(-2), 0.0f)), "odd", "odd", "0x1p+1"},
           Case{[&](float x) { return Flush(correct(x)); }, "subnormal max error", "subnormal",
                "0x1.fcp-127"},
       }) {
    SCOPED_TRACE(test.broken);
    const ExhaustiveReport report = Check("sin", contract, test.f);
    EXPECT_EQ(Broken(report), test.broken);
    EXPECT_EQ(Clause(report, test.clause).counterexample().input(), test.input);
    EXPECT_EQ(Clause(report, "odd").counterexample().has_input(), !Clause(report, "odd").holds());
  }
}

TEST(ContractCheckTest, MonotonicityCountsStepsAndTheZeros) {
  const Scalar correct = Correct("exp", kBFloat16);
  const Contract contract = Made("exp", {.format = &kBFloat16, .monotonic = true});
  const auto dips = [&](float x) { return x == 2 ? 7.0f : correct(x); };
  const ExhaustiveReport report = Check("exp", contract, dips);
  EXPECT_EQ(Broken(report), "monotonic");
  EXPECT_EQ(Clause(report, "monotonic").violations(), 1);
  EXPECT_EQ(Clause(report, "monotonic").counterexample().input(), "0x1.fep+0");
  const auto zeros = [&](float x) {
    return std::bit_cast<uint32_t>(x) == 0x80000000u ? 0x1.02p0f : correct(x);
  };
  const ExhaustiveReport differ = Check("exp", contract, zeros);
  EXPECT_EQ(Broken(differ), "monotonic");
}

// What is excused is in no other count, and only what the policy names is excused.
TEST(ContractCheckTest, PoliciesExcuseWhatTheyName) {
  const Scalar exp = Correct("exp", kBFloat16);
  const Scalar log = Correct("log", kBFloat16);
  const NaiveReference reference(*FindTarget("exp"), kBFloat16);
  struct Case {
    const char* target;
    ContractOptions options;
    Scalar f;
    const char* broken;
  };
  const auto flushed_exp = [&](float x) { return Flush(exp(x)); };
  const auto negative_zeros = [&](float x) { return flushed_exp(x) == 0 ? -0.0f : exp(x); };
  const auto flushed_log = [&](float x) { return log(Flush(x)); };
  const auto garbage_nan = [&](float x) { return std::isnan(x) ? 3.0f : exp(x); };
  const auto garbage_infinity = [&](float x) { return std::isinf(exp(x)) ? -5.0f : exp(x); };
  const auto half_flushed = [&](float x) {
    return std::fabs(exp(x)) < 0x1p-126f ? (x < -90 ? exp(x) : 0.0f) : exp(x);
  };
  for (const Case& test : {
           Case{"exp", {.subnormal = "ieee"}, flushed_exp, "subnormal"},
           Case{"exp", {.subnormal = "flush"}, flushed_exp, ""},
           Case{"exp", {.subnormal = "flush", .monotonic = true}, flushed_exp, ""},
           Case{"exp", {.subnormal = "flush", .monotonic = true}, half_flushed, "monotonic"},
           Case{"exp", {.subnormal = "flush"}, negative_zeros, "zero subnormal"},
           Case{"exp", {.subnormal = "any"}, flushed_exp, ""},
           Case{"log", {.subnormal = "ieee"}, flushed_log, "nan infinity"},
           Case{"log", {.subnormal = "flush"}, flushed_log, ""},
           Case{"log", {.subnormal = "any"}, flushed_log, ""},
           Case{"exp", {.nan = "ieee"}, garbage_nan, "nan"},
           Case{"exp", {.nan = "any"}, garbage_nan, ""},
           Case{"exp", {.nan = "any"}, garbage_infinity, "infinity"},
           Case{"exp", {.infinity = "ieee"}, garbage_infinity, "infinity"},
           Case{"exp", {.infinity = "any", .monotonic = true}, garbage_infinity, ""},
       }) {
    SCOPED_TRACE(std::string(test.target) + " nan " + test.options.nan + " inf " + test.options.infinity +
                 " subnormal " + test.options.subnormal);
    ContractOptions options = test.options;
    options.format = &kBFloat16;
    const Contract contract = Made(test.target, options);
    const ExhaustiveReport report = Check(test.target, contract, test.f);
    EXPECT_EQ(Broken(report), test.broken);
    // Counted plainly.
    ExactReference exact(*FindTarget(test.target), kBFloat16);
    const Coverage coverage(contract, exact);
    double excused = 0;
    double misrounded = 0;
    const Scalar& right = std::string_view(test.target) == "exp" ? exp : log;
    for (uint32_t bits = 0; bits < 1u << 16; ++bits) {
      const float x = FromBits(kBFloat16, bits);
      const float y = test.f(x);
      const bool is_excused = coverage.ExcuseOf(x, y, right(x)) != Excuse::kNone;
      excused += is_excused ? 1 : 0;
      misrounded += !is_excused && y != right(x) && !(std::isnan(y) && std::isnan(right(x))) ? 1 : 0;
    }
    EXPECT_EQ(report.excused(), excused);
    EXPECT_EQ(report.misrounded(), misrounded);
  }
}

// In float32 the sweep takes short cuts: an excused region of 2^20 and more inputs beside one that is not.
TEST(ContractCheckTest, ExcusesInFloat32) {
  const auto flushed = [](float x) { return Flush(expf(x)); };
  ContractOptions options{
      .variant = "finite", .domain = "[-88,-87]", .infinity = "ieee", .subnormal = "flush", .max_ulp = 1};
  const ExhaustiveReport kept = Check("exp", Made("exp", options), flushed);
  EXPECT_EQ(Broken(kept), "");
  // -0x1.5d589ep+6 is the smallest float x with exp(x) normal; see FiniteDomain.
  EXPECT_EQ(kept.excused(), std::bit_cast<uint32_t>(-88.0f) - std::bit_cast<uint32_t>(-0x1.5d589ep+6f));
  options.subnormal = "ieee";
  EXPECT_EQ(Broken(Check("exp", Made("exp", options), flushed)), "subnormal max error");

  const auto overflow = [](float x) { return x > 88.5f ? -1.0f : expf(x); };
  options = {.variant = "finite", .domain = "[88,100]", .max_ulp = 1};
  const ExhaustiveReport high = Check("exp", Made("exp", options), overflow);
  EXPECT_EQ(Clause(high, "max error").counterexample().result(), "-0x1p+0");
  options.domain = "[88.73,1000]";
  EXPECT_EQ(Broken(Check("exp", Made("exp", options), overflow)), "");
  options.infinity = "ieee";
  EXPECT_EQ(Broken(Check("exp", Made("exp", options), overflow)), "infinity");
}

// A check of one contract does not go on with the state of another.
TEST(ContractCheckTest, StatesBelongToTheirContract) {
  const auto correct = [](float x) { return expf(x); };
  ExhaustiveOptions options;
  std::optional<ExhaustiveState> state;
  options.progress = [&](const ExhaustiveProgress& progress) {
    state = progress.state;
    return false;
  };
  const Target& exp = *FindTarget("exp");
  const Contract loose = Made("exp", {.variant = "finite", .domain = "[1,2]"});
  const Contract strict = Made("exp", {.variant = "finite", .domain = "[1,2]", .max_ulp = 2});
  EXPECT_FALSE(CheckContract(exp, loose, Of(correct), options).ok());
  ASSERT_TRUE(state.has_value());
  options.progress = nullptr;
  options.resume = state;
  EXPECT_TRUE(CheckContract(exp, loose, Of(correct), options).ok());
  const absl::Status refused = CheckContract(exp, strict, Of(correct), options).status();
  EXPECT_THAT(std::string(refused.message()), HasSubstr("its contract is"));
}

TEST(ContractPointsTest, AcceptsWhatTheProofAccepts) {
  struct Case {
    const char* target;
    ContractOptions options;
  };
  for (const Case& test : {
           Case{"exp", {.max_ulp = 1}},
           Case{"exp", {.subnormal = "flush", .exact = {"0=1"}, .max_ulp = 2.5}},
           Case{"exp", {.nan = "any", .infinity = "any", .subnormal = "any", .max_ulp = 1}},
           Case{"log", {.subnormal = "flush", .max_ulp = 1}},
           Case{"sin", {.symmetry = "odd", .max_ulp = 0.6}},
           Case{"log", {.variant = "finite", .max_ulp = 1}},
       }) {
    SCOPED_TRACE(test.target);
    const Target& target = *FindTarget(test.target);
    const Contract contract = Made(test.target, test.options);
    const ContractPoints points(target, contract);
    ASSERT_GT(points.inputs().size(), 15u);
    ASSERT_LT(points.inputs().size(), 1000u);
    const NaiveReference reference(target, kFloat32);
    ExactReference exact(target, kFloat32);
    const Coverage coverage(contract, exact);
    for (size_t i = 0; i < points.inputs().size(); ++i) {
      const float x = points.inputs()[i];
      const MpfrReal f = reference.F(x);
      const float correct = reference.Round(f);
      const auto accepted = [&](float y) {
        for (const ExactPoint& point : contract.exact) {
          if (std::bit_cast<uint32_t>(point.x) == std::bit_cast<uint32_t>(x)) {
            return std::bit_cast<uint32_t>(point.y) == std::bit_cast<uint32_t>(y);
          }
        }
        if (coverage.ExcuseOf(x, y, correct) != Excuse::kNone) return true;
        if (std::isnan(correct) || std::isnan(y)) return std::isnan(correct) && std::isnan(y);
        if (std::isinf(correct) || std::isinf(y)) return y == correct;
        if (contract.variant == Variant::kFull && correct == 0 && y == 0 &&
            std::signbit(y) != std::signbit(correct)) {
          return false;
        }
        return reference.Ulp(f, y) <= contract.max_ulp;
      };
      std::vector<float> results = {correct, -correct, 0.0f, -0.0f, kNan, kInfinity, -kInfinity, 1.0f};
      float above = correct;
      float below = correct;
      for (int step = 0; step < 4; ++step) {
        results.push_back(above = std::nextafter(above, kInfinity));
        results.push_back(below = std::nextafter(below, -kInfinity));
      }
      for (const float y : results) {
        EXPECT_EQ(points.Accepts(i, y), accepted(y)) << std::hexfloat << "f(" << x << ") = " << y;
      }
    }
  }
}

// The thresholds are among the points: of exp to infinity, to the subnormal numbers, to zero.
TEST(ContractPointsTest, ContainsTheThresholds) {
  const ContractPoints points(*FindTarget("exp"), Made("exp", {}));
  for (const float x : {0x1.62e42ep+6f, 0x1.62e430p+6f, -0x1.5d589ep+6f, -0x1.5d58a0p+6f, -0x1.9fe368p+6f}) {
    EXPECT_THAT(points.inputs(), ::testing::Contains(x)) << std::hexfloat << x;
  }
}

TEST(ContractPointsTest, CountsBrokenSymmetryAndOrder) {
  const Contract contract = Made("tanh", {.symmetry = "odd", .monotonic = true, .max_ulp = 4});
  const ContractPoints points(*FindTarget("tanh"), contract);
  std::vector<float> results;
  ExactReference exact(*FindTarget("tanh"), kFloat32);
  for (const float x : points.inputs()) results.push_back(exact.Round(x));
  EXPECT_EQ(points.Violations(results), 0u);
  const auto one = std::find(points.inputs().begin(), points.inputs().end(), 1.0f) - points.inputs().begin();
  std::vector<float> lopsided = results;
  lopsided[one] = std::nextafter(lopsided[one], 0.0f);
  EXPECT_GE(points.Violations(lopsided), 1u) << "tanh(1) is not -tanh(-1)";
  std::vector<float> rough = results;
  rough[one] = std::nextafter(std::nextafter(rough[one], 1.0f), 1.0f);
  EXPECT_GE(points.Violations(rough), 2u) << "nor is it less than tanh of the next float";
}

}  // namespace
}  // namespace ulpforge
