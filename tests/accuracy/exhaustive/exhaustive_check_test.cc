// Exhaustive checks against the same report computed naively with MPFR, for functions of the C library, for
// correctly rounded functions, and for functions with errors of every kind.
#include "accuracy/exhaustive/exhaustive_check.h"

#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "accuracy/exhaustive/exhaustive_state.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/error_measure.h"
#include "targets/problem.h"
#include "tests/naive_check.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;
using testing::NaiveCheck;
using testing::NaiveReference;

template <class F>
ArrayFunction<float> Elementwise(F f) {
  return [f](const float* in, float* out, size_t n) {
    for (size_t i = 0; i < n; ++i) out[i] = f(in[i]);
  };
}

// A function with errors of all kinds, which depend on the input alone.
float Spoil(float x, float y) {
  const uint32_t hash = std::bit_cast<uint32_t>(x) * 2654435769u >> 16;
  if (hash % 1009 == 0) return std::numeric_limits<float>::quiet_NaN();
  if (hash % 1013 == 1) return std::numeric_limits<float>::infinity();
  if (hash % 1019 == 2) return -y;
  if (hash % 101 == 3) return std::nextafter(y, 1e30f);
  if (hash % 103 == 4) return std::nextafter(std::nextafter(y, -1e30f), -1e30f);
  return y;
}

// All bits of the values in the interval.
std::vector<uint32_t> BitsIn(const FloatFormat& format, const Interval& domain) {
  std::vector<uint32_t> bits;
  const auto add = [&](float x) {
    if (x < domain.lo || x > domain.hi) return;
    if ((domain.lo_open && x == domain.lo) || (domain.hi_open && x == domain.hi)) return;
    bits.push_back(RoundToBits(format, x));
  };
  if (&format == &kFloat32) {
    const float end = std::nextafter(static_cast<float>(domain.hi), HUGE_VALF);
    for (float x = std::nextafter(static_cast<float>(domain.lo), -HUGE_VALF); x <= end;
         x = std::nextafter(x, HUGE_VALF)) {
      add(x);
      if (x == 0) add(-x);
      if (x == 0) x = 0.0f;
    }
  } else {
    for (uint32_t k = 0; k < 1u << 16; ++k) {
      const float x = FromBits(format, k);
      if (!std::isnan(x)) add(x);
    }
  }
  std::sort(bits.begin(), bits.end());
  bits.erase(std::unique(bits.begin(), bits.end()), bits.end());
  return bits;
}

void ExpectClose(double got, double expected) { EXPECT_NEAR(got, expected, 1e-15 * expected + 1e-25); }

void ExpectSameRegion(const RegionReport& got, const RegionReport& expected) {
  ExpectClose(got.max_ulp(), expected.max_ulp());
  EXPECT_EQ(got.worst_input(), expected.worst_input());
  EXPECT_EQ(got.worst_result(), expected.worst_result());
  EXPECT_EQ(got.worst_correct(), expected.worst_correct());
}

// Every field but the table of special values, which has its own tests.
void ExpectSame(const ExhaustiveReport& got, const ExhaustiveReport& expected) {
  EXPECT_EQ(got.has_max_ulp(), expected.has_max_ulp());
  ExpectClose(got.max_ulp(), expected.max_ulp());
  EXPECT_EQ(got.worst_input(), expected.worst_input());
  EXPECT_EQ(got.has_main(), expected.has_main());
  EXPECT_EQ(got.has_subnormal(), expected.has_subnormal());
  ExpectSameRegion(got.main(), expected.main());
  ExpectSameRegion(got.subnormal(), expected.subnormal());
  ExhaustiveReport rest = got;
  ExhaustiveReport expected_rest = expected;
  for (ExhaustiveReport* report : {&rest, &expected_rest}) {
    report->clear_special_values();
    report->clear_measured();  // repeats one of the others
    report->clear_domain();
    report->clear_main();
    report->clear_subnormal();
    report->clear_max_ulp();
  }
  EXPECT_EQ(rest.DebugString(), expected_rest.DebugString());
}

struct Case {
  std::string target;
  ArrayFunction<float> function;
  std::string domain;
};

std::vector<Case> Cases() {
  const auto expf_ = Elementwise([](float x) { return expf(x); });
  const auto exp2f_ = Elementwise([](float x) { return exp2f(x); });
  const auto logf_ = Elementwise([](float x) { return logf(x); });
  const auto log2f_ = Elementwise([](float x) { return log2f(x); });
  const auto sinf_ = Elementwise([](float x) { return sinf(x); });
  const auto spoiled_exp = Elementwise([](float x) { return Spoil(x, expf(x)); });
  const auto spoiled_sin = Elementwise([](float x) { return Spoil(x, sinf(x)); });
  return {
      {"exp", expf_, "(-104,-103.9)"},        // to zero
      {"exp", expf_, "[-87.4,-87.3]"},        // to subnormal
      {"exp", expf_, "[88.65,88.8]"},         // to infinity
      {"exp", expf_, "[-2e-41,1e-41)"},       // flat, across zero
      {"exp", expf_, "[0.999,1.001]"},        // across blocks of bits
      {"exp2", exp2f_, "[-150.05,-149.95]"},  // a tie between zero and the smallest subnormal
      {"exp2", exp2f_, "[127.95,128.05]"},    // exact at the threshold
      {"exp2", exp2f_, "(0,2e-41]"},           {"log", logf_, "[0.999,1.002]"},  // a zero
      {"log", logf_, "[-1e-41,2e-41]"},                                          // a pole, and NaN
      {"log2", log2f_, "[1.999,2.001]"},                                         // exact
      {"sin", sinf_, "[3.141,3.143]"},                                           // a zero that is no float
      {"sin", sinf_, "[1.5700,1.5720]"},                                         // a maximum
      {"sin", sinf_, "[-1e30,-0.9998e30]"},    {"exp", spoiled_exp, "[0.999,1.001]"},
      {"exp", spoiled_exp, "[-104,-103.9]"},   {"sin", spoiled_sin, "[-2e-41,2e-41]"},
      {"sin", spoiled_sin, "[1.5700,1.5720]"},
  };
}

TEST(ExhaustiveCheckTest, AgreesWithTheNaiveCheck) {
  for (const Case& test : Cases()) {
    SCOPED_TRACE(test.target + " " + test.domain);
    const Target& target = *FindTarget(test.target);
    ExhaustiveOptions options;
    options.domain = *ParseInterval(test.domain);
    options.threads = 2;
    const absl::StatusOr<ExhaustiveReport> report = CheckExhaustively(target, Always(test.function), options);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->domain(), FormatInterval(*options.domain));
    const NaiveCheck naive(target, kFloat32, BitsIn(kFloat32, *options.domain), test.function);
    ExpectSame(*report, naive.report());
  }
}

// Floats in, results rounded to 16 bits: over- and underflow lie elsewhere, and ULPs are those of the
// results.
TEST(ExhaustiveCheckTest, AgreesWithTheNaiveCheckOnShorterResults) {
  std::vector<Case> cases = Cases();
  const auto good = Elementwise([](float x) { return expf(x); });
  const auto rough = Elementwise([](float x) { return 1 + x * (1 + x * 0.5F); });
  cases.push_back({"exp", good, "[-9.72,-9.7]"});     // to subnormal in float16
  cases.push_back({"exp", good, "[-17.33,-17.32]"});  // to zero in float16
  cases.push_back({"exp", good, "[11.08,11.1]"});     // to infinity in float16
  cases.push_back({"exp", rough, "[0.124,0.126]"});   // wrong near ties alone
  for (const FloatFormat* format : {&kFloat16, &kBFloat16}) {
    for (const Case& test : cases) {
      SCOPED_TRACE(test.target + " " + test.domain + " " + std::string(format->name));
      const Target& target = *FindTarget(test.target);
      ExhaustiveOptions options;
      options.domain = *ParseInterval(test.domain);
      options.result = format;
      options.threads = 2;
      const ArrayFunction<float> rounded = WithRoundedResults(test.function, *format);
      const absl::StatusOr<ExhaustiveReport> report = CheckExhaustively(target, Always(rounded), options);
      ASSERT_TRUE(report.ok()) << report.status();
      EXPECT_EQ(report->result(), format->name);
      const NaiveCheck naive(target, kFloat32, BitsIn(kFloat32, *options.domain), rounded, format);
      ExpectSame(*report, naive.report());
    }
  }
}

// The spoiled functions reach every count.
TEST(ExhaustiveCheckTest, CountsEveryKindOfError) {
  ExhaustiveOptions options;
  options.domain = *ParseInterval("[-2e-41,2e-41]");
  const auto spoiled = Elementwise([](float x) { return x == 0 ? -x : Spoil(x, sinf(x)); });
  const absl::StatusOr<ExhaustiveReport> report =
      CheckExhaustively(*FindTarget("sin"), Always(spoiled), options);
  ASSERT_TRUE(report.ok());
  EXPECT_GT(report->misrounded(), report->wrong_specials());
  EXPECT_GT(report->wrong_specials(), 0u);
  EXPECT_EQ(report->zero_signs(), 2u);
  EXPECT_GT(report->monotonicity_violations(), 0u);
}

class SmallFormat : public ::testing::TestWithParam<const FloatFormat*> {
 protected:
  // Results with the bits of the inputs as index, correctly rounded.
  std::vector<float> Correct(const Target& target) const {
    const NaiveReference reference(target, *GetParam());
    std::vector<float> results;
    for (uint32_t bits = 0; bits < 1u << 16; ++bits) {
      results.push_back(reference.Round(reference.F(FromBits(*GetParam(), bits))));
    }
    return results;
  }

  ArrayFunction<float> Lookup(const std::vector<float>& results) const {
    return Elementwise([format = GetParam(), results](float x) { return results[RoundToBits(*format, x)]; });
  }

  ExhaustiveReport Check(const Target& target, const std::vector<float>& results) const {
    ExhaustiveOptions options;
    options.format = GetParam();
    options.threads = 2;
    absl::StatusOr<ExhaustiveReport> report = CheckExhaustively(target, Always(Lookup(results)), options);
    EXPECT_TRUE(report.ok()) << report.status();
    return *std::move(report);
  }
};

TEST_P(SmallFormat, CorrectlyRoundedFunctionsAreFoundCorrect) {
  for (const char* name : {"exp2", "sin"}) {
    SCOPED_TRACE(name);
    const Target& target = *FindTarget(name);
    const ExhaustiveReport report = Check(target, Correct(target));
    EXPECT_EQ(report.inputs(), 1u << 16);
    EXPECT_LE(report.max_ulp(), 0.5);
    EXPECT_GT(report.max_ulp(), 0.49);
    EXPECT_EQ(report.misrounded(), 0u);
    EXPECT_EQ(report.wrong_specials(), 0u);
    EXPECT_EQ(report.zero_signs(), 0u);
    EXPECT_EQ(report.monotonicity_violations(), 0u);
    EXPECT_EQ(report.monotonicity_undecided(), 0u);
    for (const SpecialValue& value : report.special_values()) EXPECT_TRUE(value.ok()) << value.DebugString();
  }
}

TEST_P(SmallFormat, OneErrorOfEachKindIsFound) {
  const FloatFormat& format = *GetParam();
  const Target& exp2 = *FindTarget("exp2");
  const std::vector<float> correct = Correct(exp2);
  const auto bits = [&](double x) { return RoundToBits(format, x); };
  const auto hex = [](double x) { return FormatHex(x); };

  std::vector<float> wrong = correct;
  wrong[bits(1.5)] = std::numeric_limits<float>::quiet_NaN();
  ExhaustiveReport report = Check(exp2, wrong);
  EXPECT_EQ(report.wrong_specials(), 1u);
  EXPECT_EQ(report.first_wrong_special(), hex(1.5));
  EXPECT_EQ(report.misrounded(), 1u);
  EXPECT_LE(report.max_ulp(), 0.5);

  wrong = correct;
  wrong[bits(std::numeric_limits<double>::quiet_NaN())] = 1;
  report = Check(exp2, wrong);
  EXPECT_EQ(report.wrong_specials(), (1u << (format.significand_bits - 1)) - 1) << "the NaNs without a sign";
  EXPECT_EQ(report.first_wrong_special(), "nan");

  // Half of the smallest subnormal is a tie that goes to zero; the other neighbour is as near, but wrong.
  const double tie = format.min_exponent - format.significand_bits;
  wrong = correct;
  wrong[bits(tie)] = static_cast<float>(format.smallest_subnormal());
  report = Check(exp2, wrong);
  EXPECT_EQ(report.misrounded(), 1u);
  EXPECT_EQ(report.first_misrounded(), hex(tie));
  EXPECT_LE(report.max_ulp(), 0.5);

  wrong = correct;
  std::swap(wrong[bits(1)], wrong[bits(1) + 1]);
  report = Check(exp2, wrong);
  EXPECT_GE(report.monotonicity_violations(), 1u);
  EXPECT_EQ(report.worst_violation().input(), hex(1));
  EXPECT_EQ(report.worst_violation().next_input(), hex(FromBits(format, bits(1) + 1)));
  EXPECT_EQ(report.misrounded(), 2u);

  const Target& sin = *FindTarget("sin");
  wrong = Correct(sin);
  wrong[bits(-0.0)] = 0.0f;
  report = Check(sin, wrong);
  EXPECT_EQ(report.zero_signs(), 1u);
  EXPECT_EQ(report.first_zero_sign(), "-0x0p+0");
  EXPECT_EQ(report.misrounded(), 0u);
}

TEST_P(SmallFormat, AgreesWithTheNaiveCheck) {
  const FloatFormat& format = *GetParam();
  for (const char* name : {"exp", "cos"}) {
    SCOPED_TRACE(name);
    const Target& target = *FindTarget(name);
    std::vector<uint32_t> inputs(1 << 16);
    for (uint32_t k = 0; k < inputs.size(); ++k) inputs[k] = k;
    std::vector<float> results = Correct(target);
    for (uint32_t k = 0; k < results.size(); ++k) {
      results[k] = RoundToFormat(format, Spoil(FromBits(format, k), results[k]) * (k % 7 == 0 ? 1.01 : 1));
    }
    const ExhaustiveReport report = Check(target, results);
    ExpectSame(report, NaiveCheck(target, format, inputs, Lookup(results)).report());
  }
}

// A row of the target table needs no change here.
TEST_P(SmallFormat, EveryTargetOnItsDomain) {
  const FloatFormat& format = *GetParam();
  for (const Target& target : Targets()) {
    SCOPED_TRACE(target.name);
    ExhaustiveOptions options;
    options.format = GetParam();
    options.domain =
        Interval{std::fmax(target.domain.lo, 0.25), target.domain.hi, target.domain.lo_open, true};
    const auto function = Elementwise([&](float x) { return RoundToFormat(format, 1 - 0.25 * x); });
    const absl::StatusOr<ExhaustiveReport> report = CheckExhaustively(target, Always(function), options);
    ASSERT_TRUE(report.ok()) << report.status();
    ExpectSame(*report, NaiveCheck(target, format, BitsIn(format, *options.domain), function).report());
  }
}

INSTANTIATE_TEST_SUITE_P(SmallFormats, SmallFormat, ::testing::Values(&kFloat16, &kBFloat16),
                         [](const auto& info) { return std::string(info.param->name); });

ExhaustiveOptions OverManyBlocks() {
  ExhaustiveOptions options;
  options.domain = *ParseInterval("[0.9,1.1]");
  options.function = "spoiled expf";
  return options;
}

const ArrayFunction<float>& SpoiledExp() {
  static const ArrayFunction<float> function = Elementwise([](float x) { return Spoil(x, expf(x)); });
  return function;
}

std::string BytesOfReport(const ExhaustiveOptions& options) {
  const absl::StatusOr<ExhaustiveReport> report =
      CheckExhaustively(*FindTarget("exp"), Always(SpoiledExp()), options);
  EXPECT_TRUE(report.ok()) << report.status();
  return report->SerializeAsString();
}

// Stops after `blocks` blocks and returns the state as a tool would save it.
std::string StateAfter(int blocks, int threads) {
  ExhaustiveOptions options = OverManyBlocks();
  options.threads = threads;
  std::string saved;
  options.progress = [&](const ExhaustiveProgress& progress) {
    saved = EncodeExhaustiveState(progress.state);
    EXPECT_LE(progress.inputs_done, progress.inputs);
    EXPECT_EQ(progress.inputs_done, progress.state.tally().inputs());
    return --blocks > 0;
  };
  const auto report = CheckExhaustively(*FindTarget("exp"), Always(SpoiledExp()), options);
  EXPECT_EQ(report.status().code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("stopped after"));
  return saved;
}

TEST(ExhaustiveStateTest, ThreadsAndInterruptionsChangeNothing) {
  ExhaustiveOptions options = OverManyBlocks();
  const std::string expected = BytesOfReport(options);
  for (const int threads : {2, 5, 100}) {
    options.threads = threads;
    EXPECT_EQ(BytesOfReport(options), expected) << threads;
  }
  for (const int blocks : {1, 7, 20}) {
    for (const int threads : {1, 3}) {
      const absl::StatusOr<ExhaustiveState> state =
          DecodeExhaustiveState(StateAfter(blocks, threads), "file");
      ASSERT_TRUE(state.ok()) << state.status();
      options.resume = *state;
      options.threads = 4 - threads;
      EXPECT_EQ(BytesOfReport(options), expected) << blocks;
    }
  }
}

TEST(ExhaustiveStateTest, ForeignAndDamagedStatesAreRefused) {
  const std::string saved = StateAfter(3, 1);
  const ExhaustiveState state = *DecodeExhaustiveState(saved, "file");
  const auto refusal = [&](const std::function<void(ExhaustiveState*)>& change,
                           std::string_view target = "exp") {
    ExhaustiveOptions options = OverManyBlocks();
    options.resume = state;
    change(&*options.resume);
    const auto report = CheckExhaustively(*FindTarget(target), Always(SpoiledExp()), options);
    EXPECT_FALSE(report.ok());
    return std::string(report.status().message());
  };
  EXPECT_EQ(refusal([](auto*) {}, "log"),
            "the saved state is that of another exhaustive check: its target is 'exp', not 'log'; delete it "
            "to check "
            "from the beginning");
  EXPECT_THAT(refusal([](auto* s) { s->set_function("expf"); }),
              HasSubstr("its function is 'expf', not 'spoiled"));
  EXPECT_THAT(refusal([](auto* s) { s->set_format("float16"); }), HasSubstr("its format is 'float16'"));
  EXPECT_THAT(refusal([](auto* s) { s->set_domain("all"); }),
              HasSubstr("its domain is 'all', not '[0.9,1.1]'"));
  EXPECT_THAT(refusal([](auto* s) { s->clear_done(); }), HasSubstr("contradicts itself"));
  EXPECT_THAT(refusal([](auto* s) { s->mutable_tally()->set_inputs(1); }), HasSubstr("contradicts itself"));

  for (size_t at = 0; at < saved.size(); at += 37) {
    std::string damaged = saved;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_EQ(DecodeExhaustiveState(damaged, "file").status().code(), absl::StatusCode::kDataLoss) << at;
    EXPECT_FALSE(DecodeExhaustiveState(saved.substr(0, at), "file").ok()) << at;
  }
  EXPECT_EQ(DecodeExhaustiveState("", "DIR/file").status().message(),
            "DIR/file: not the state of an exhaustive check; delete it to check from the beginning");
}

TEST(ExhaustiveCheckTest, RefusesBadInput) {
  ExhaustiveOptions options;
  options.threads = 0;
  const Target& target = *FindTarget("exp");
  EXPECT_EQ(CheckExhaustively(target, Always(SpoiledExp()), options).status().message(),
            "exhaustive check on 0 threads: expected at least 1");
  options.threads = 1;
  options.format = &kBFloat16;
  options.domain = *ParseInterval("(1,1.001)");
  EXPECT_EQ(CheckExhaustively(target, Always(SpoiledExp()), options).status().message(),
            "domain '(1,1.001)' contains no bfloat16 value; take a wider one");
  const FunctionFactory failing = []() -> absl::StatusOr<ArrayFunction<float>> {
    return absl::NotFoundError("no such symbol");
  };
  EXPECT_EQ(CheckExhaustively(target, failing).status().message(), "no such symbol");
}

// Values at which C23, Annex F says what a library must return; thresholds are those of the correctly rounded
// function.
TEST(ExhaustiveCheckTest, SpecialValues) {
  const Target& target = *FindTarget("exp2");
  ExhaustiveOptions options;
  options.format = &kFloat16;
  const auto function = Elementwise([](float x) { return RoundToFormat(kFloat16, exp2f(x)); });
  const ExhaustiveReport report = *CheckExhaustively(target, Always(function), options);
  std::map<std::string, SpecialValue> by_name;
  for (const SpecialValue& value : report.special_values()) by_name[value.name()] = value;
  const auto row = [&](const std::string& name) {
    const SpecialValue& value = by_name[name];
    return value.input() + " " + value.result() + " " + value.correct() + (value.ok() ? "" : " not ok");
  };
  EXPECT_EQ(row("zero"), "0x0p+0 0x1p+0 0x1p+0");
  EXPECT_EQ(row("minus zero"), "-0x0p+0 0x1p+0 0x1p+0");
  EXPECT_EQ(row("infinity"), "inf inf inf");
  EXPECT_EQ(row("minus infinity"), "-inf 0x0p+0 0x0p+0");
  EXPECT_EQ(row("NaN"), "nan nan nan");
  EXPECT_EQ(row("one"), "0x1p+0 0x1p+1 0x1p+1");
  EXPECT_EQ(row("largest finite"), "0x1.ffcp+15 inf inf");
  EXPECT_EQ(row("infinite after normal"), "0x1p+4 inf inf");
  // 2^-25 is a tie and goes to zero.
  EXPECT_EQ(row("zero after subnormal"), "-0x1.9p+4 0x0p+0 0x0p+0");
  EXPECT_EQ(row("subnormal before zero"), "-0x1.8fcp+4 0x1p-24 0x1p-24");
  EXPECT_EQ(row("smallest subnormal"), "0x1p-24 0x1p+0 0x1p+0");

  options.domain = *ParseInterval("[1,4]");
  const ExhaustiveReport cut = *CheckExhaustively(target, Always(function), options);
  ASSERT_EQ(cut.special_values_size(), 1);
  EXPECT_EQ(cut.special_values(0).name(), "one");
  EXPECT_EQ(cut.inputs(), 2049u);
}

// A saturated function, wrong on a plateau of most inputs: few of them may be left to MPFR.
TEST(ExhaustiveCheckTest, PlateausAreSettledByTheirEnds) {
  ExhaustiveOptions options;
  options.domain = *ParseInterval("[20,100]");
  const auto below_one = Elementwise([](float) { return std::nextafter(1.0f, 0.0f); });
  const ExhaustiveReport report = *CheckExhaustively(*FindTarget("tanh"), Always(below_one), options);
  EXPECT_EQ(report.misrounded(), report.inputs());
  // tanh x is below 1, where the spacing is 2^-24: from somewhere on the error is 1, as a double.
  EXPECT_EQ(report.max_ulp(), 1);
  ASSERT_TRUE(report.has_worst_input());
  const float worst = std::stof(report.worst_input());
  const NaiveReference naive(*FindTarget("tanh"), kFloat32);
  EXPECT_EQ(naive.Ulp(naive.F(worst), std::nextafter(1.0f, 0.0f)), 1);
  const float before = std::nextafter(worst, 0.0f);
  EXPECT_LT(naive.Ulp(naive.F(before), std::nextafter(1.0f, 0.0f)), 1);
}

// A program in the arithmetic of each format.
TEST(ExhaustiveCheckTest, ProgramsInEachFormat) {
  const absl::StatusOr<Program> program = Parse(
      "ulpforge program v1\nconst c0 = 0x1p-1\nv0 = fma x x c0\nv1 = add v0 c0\nv2 = add v1 x\nreturn v2\n");
  ASSERT_TRUE(program.ok()) << program.status();
  for (const FloatFormat* format : FloatFormats()) {
    SCOPED_TRACE(format->name);
    ExhaustiveOptions options;
    options.format = format;
    options.domain = *ParseInterval("[1,1.01]");
    const FunctionFactory factory = [&] { return ProgramFunction(*program, *format); };
    const absl::StatusOr<ExhaustiveReport> report = CheckExhaustively(*FindTarget("exp"), factory, options);
    ASSERT_TRUE(report.ok());
    const NaiveCheck naive(*FindTarget("exp"), *format, BitsIn(*format, *options.domain), *factory());
    ExpectSame(*report, naive.report());
  }
}

// Beside the counts of every check, in any format, for programs with results of another format too.
TEST(ExhaustiveMeasures, AreThoseOfDoubles) {
  for (const FloatFormat* format : {&kFloat32, &kFloat16, &kBFloat16}) {
    const Interval domain = {0.5, 0.625};
    const ArrayFunction<float> cubic = Elementwise(
        [format](float x) { return RoundToFormat(*format, std::fma(std::fma(0.3F, x, 0.6F), x, 1.02F)); });
    double relative = 0;
    double absolute = 0;
    for (const uint32_t bits : BitsIn(*format, domain)) {
      const float x = FromBits(*format, bits);
      float y = 0;
      cubic(&x, &y, 1);
      const double f = std::exp2(double{x});
      absolute = std::max(absolute, std::fabs(y - f));
      relative = std::max(relative, std::fabs(y - f) / f);
    }
    for (const auto& [measure, expected] :
         {std::pair{ErrorMeasure::kRelative, relative}, std::pair{ErrorMeasure::kAbsolute, absolute}}) {
      ExhaustiveOptions options;
      options.format = format;
      options.domain = domain;
      options.measure = measure;
      options.threads = 2;
      const ExhaustiveReport report = *CheckExhaustively(*FindTarget("exp2"), Always(cubic), options);
      EXPECT_EQ(report.measured().measure(), NameOf(measure));
      EXPECT_NEAR(report.measured().error(), expected, 1e-14) << format->name;
    }
  }
}

TEST(ExhaustiveMeasures, LeaveOutWhatAContractExcuses) {
  ExhaustiveOptions options;
  options.format = &kFloat16;
  options.measure = ErrorMeasure::kAbsolute;
  ContractOptions flags;
  flags.format = &kFloat16;
  flags.subnormal = "any";
  options.contract = *MakeContract(*FindTarget("exp"), flags);
  // 100 where the right result is subnormal.
  const ArrayFunction<float> function = Elementwise([](float x) {
    const float y = RoundToFormat(kFloat16, std::exp(double{x}));
    return y != 0 && y < 0x1p-14F ? 100.0F : y;
  });
  const ExhaustiveReport report = *CheckExhaustively(*FindTarget("exp"), Always(function), options);
  EXPECT_LE(report.measured().error(), 16);  // half a unit of 65504
  options.measure = ErrorMeasure::kMisrounded;
  EXPECT_EQ(CheckExhaustively(*FindTarget("exp"), Always(function), options)->measured().error(), 0);
}

}  // namespace
}  // namespace ulpforge
