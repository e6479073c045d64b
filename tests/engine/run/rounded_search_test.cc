// Searches for kernels of 16-bit formats that are correctly rounded.
#include <mpfr.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <vector>

#include "accuracy/samples/ulp_samples.h"
#include "dsl/interpreter.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "engine/schema/config.h"
#include "gtest/gtest.h"
#include "tests/owning_search.h"

namespace ulpforge {
namespace {

SearchConfig RoundedConfig(const std::string& format) {
  SearchConfig config;
  config.set_target("exp2");
  config.set_format(format);
  config.set_measure("misrounded");
  config.set_domain("[-3,3]");
  config.set_cost("weighted-ops");
  config.set_max_misrounded(200);
  config.set_max_ops(6);
  config.set_population(50);
  config.set_batch(64);
  return config;
}

std::vector<FrontEntry> Verified(const SearchConfig& config, int batches, size_t threads) {
  const absl::StatusOr<std::unique_ptr<Arithmetic>> arithmetic = CreateArithmetic(config);
  EXPECT_TRUE(arithmetic.ok()) << arithmetic.status();
  if (!arithmetic.ok()) return {};
  Search search(config, **arithmetic, threads);
  RunBatches(search, batches);
  const std::vector<const FrontMember*> members = search.front().Members();
  std::vector<FrontEntry> entries;
  for (const FrontMember* member : members) entries.push_back((*arithmetic)->Describe(*member));
  std::atomic<bool> stop = false;
  const VerifyControl control{.pool = search.pool(),
                              .watch = [&](size_t worker) -> Stopwatch& { return search.watch(worker); },
                              .progress = [](double) {},
                              .stop = stop};
  EXPECT_TRUE((*arithmetic)->Verify(members, control, entries).ok());
  return entries;
}

// 2^x rounded once, by MPFR alone: its result has the precision of the format.
float RoundedExp2(const FloatFormat& format, float x) {
  mpfr_t value;
  mpfr_init2(value, kFloat32.significand_bits);
  mpfr_set_flt(value, x, MPFR_RNDN);
  mpfr_t result;
  mpfr_init2(result, format.significand_bits);
  mpfr_exp2(result, value, MPFR_RNDN);
  const float rounded = mpfr_get_flt(result, MPFR_RNDN);
  mpfr_clear(value);
  mpfr_clear(result);
  return rounded;
}

TEST(RoundedSearchTest, CountsAreThoseOfMpfr) {
  for (const FloatFormat* format : {&kBFloat16, &kFloat16}) {
    const std::vector<FrontEntry> entries = Verified(RoundedConfig(std::string(format->name)), 30, 2);
    ASSERT_FALSE(entries.empty()) << format->name;
    EXPECT_LT(entries.back().error(), 20) << format->name;
    const std::vector<float> x = AllInputs(*format, {-3, 3});
    for (const FrontEntry& entry : entries) {
      EXPECT_EQ(entry.level(), Level::exhaustive);
      std::vector<float> y(x.size());
      Interpreter<float>::Create(*Parse(entry.program()))->Run(x, y);
      size_t wrong = 0;
      for (size_t i = 0; i < x.size(); ++i) {
        wrong += RoundToFormat(*format, y[i]) != RoundedExp2(*format, x[i]) ? 1 : 0;
      }
      EXPECT_EQ(entry.error(), static_cast<double>(wrong)) << format->name << " " << entry.program();
    }
  }
}

// Results of floats rounded to 16 bits: few inputs next to a tie make all the difference.
TEST(RoundedSearchTest, CountsOfFloatInputsAreThoseOfMpfr) {
  for (const FloatFormat* format : {&kBFloat16, &kFloat16}) {
    SearchConfig config = RoundedConfig("float32");
    config.set_result(std::string(format->name));
    config.set_domain("[0.5,0.5078125]");  // 2^17 floats and one
    config.clear_max_misrounded();
    config.set_max_misrounded_percent(5);
    const std::vector<FrontEntry> entries = Verified(config, 60, 2);
    ASSERT_FALSE(entries.empty()) << format->name;
    EXPECT_LT(entries.back().error(), 100) << format->name;
    std::vector<float> x, y, correct;
    for (float value = 0.5F; value <= 0.5078125F; value = std::nextafter(value, 1.0F)) x.push_back(value);
    for (const float value : x) correct.push_back(RoundedExp2(*format, value));
    y.resize(x.size());
    for (const FrontEntry& entry : entries) {
      EXPECT_EQ(entry.level(), Level::exhaustive);
      EXPECT_LE(entry.error(), 0.1 * static_cast<double>(x.size()));
      Interpreter<float>::Create(*Parse(entry.program()))->Run(x, y);
      size_t wrong = 0;
      for (size_t i = 0; i < x.size(); ++i) wrong += RoundToFormat(*format, y[i]) != correct[i] ? 1 : 0;
      EXPECT_EQ(entry.error(), static_cast<double>(wrong)) << format->name << " " << entry.program();
    }
  }
}

// In arithmetic of 16 bits, at every input, beside programs run by the emulated arithmetic.
TEST(RoundedSearchTest, ArithmeticOf16BitsIsSearchedAndVerified) {
  for (const FloatFormat* format : {&kBFloat16, &kFloat16}) {
    SearchConfig config = RoundedConfig(std::string(format->name));
    config.set_compute(std::string(format->name));
    config.set_measure("ulp");
    config.set_domain("[0,1]");
    config.clear_max_misrounded();
    config.set_max_ulp(8);
    const std::vector<FrontEntry> entries = Verified(config, 8, 2);
    ASSERT_FALSE(entries.empty()) << format->name;
    for (const FrontEntry& entry : entries) {
      EXPECT_EQ(entry.level(), Level::exhaustive);
      const Program program = *Parse(entry.program());
      for (const Extended& constant : program.constants)
        EXPECT_EQ(RoundToFormat(*format, constant.hi), constant.hi) << entry.program();
      double worst = 0;
      for (const float x : AllInputs(*format, {0, 1})) {
        float y = 0;
        (*ProgramFunction(program, *format))(&x, &y, 1);
        const double f = std::exp2(static_cast<double>(x));
        const double ulp = f < 2 ? FloatFormat::Power(1 - format->significand_bits)
                                 : FloatFormat::Power(2 - format->significand_bits);
        worst = std::max(worst, std::fabs(y - f) / ulp);
      }
      EXPECT_NEAR(entry.error(), worst, 1e-9 * worst) << entry.program();
    }
  }
}

// Results that only overflow when they are rounded keep the contract.
TEST(RoundedSearchTest, KernelsForEveryInputAreFound) {
  SearchConfig config = RoundedConfig("float16");
  config.clear_domain();
  config.set_variant("full");
  config.set_max_misrounded(20000);
  const std::vector<FrontEntry> entries = Verified(config, 10, 2);
  ASSERT_FALSE(entries.empty());
  for (const FrontEntry& entry : entries) EXPECT_TRUE(std::isfinite(entry.error())) << entry.broken(0);
}

TEST(RoundedSearchTest, TheStateDependsOnTheConfigurationAlone) {
  OwningSearch one(RoundedConfig("bfloat16"), 1), other(RoundedConfig("bfloat16"), 3);
  RunBatches(one, 5);
  RunBatches(other, 5);
  EXPECT_EQ(StateOf(one), StateOf(other));
}

TEST(RoundedSearchTest, TheStateOfFloatInputsDependsOnTheConfigurationAlone) {
  SearchConfig config = RoundedConfig("float32");
  config.set_result("bfloat16");
  config.set_domain("[0,0x1.fffffep-1]");
  config.clear_max_misrounded();
  config.set_max_misrounded_percent(5);
  OwningSearch one(config, 1), other(config, 3);
  RunBatches(one, 5);
  RunBatches(other, 5);
  EXPECT_EQ(StateOf(one), StateOf(other));
}

// The other measures, in the same format and in float32 with templates.
TEST(RoundedSearchTest, EveryMeasureIsSearchedAndVerified) {
  for (const char* format : {"float32", "bfloat16", "float16"}) {
    for (const char* measure : {"ulp", "relative", "absolute"}) {
      SearchConfig config = RoundedConfig(format);
      config.set_measure(measure);
      config.set_domain("[0.5,0.75]");
      config.clear_max_misrounded();
      if (config.measure() == "ulp") config.set_max_ulp(1e6);
      ASSERT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
      const std::vector<FrontEntry> entries = Verified(config, 3, 2);
      ASSERT_FALSE(entries.empty()) << format << " " << measure;
      for (const FrontEntry& entry : entries) {
        EXPECT_EQ(entry.level(), Level::exhaustive);
        const float x = std::stof(entry.worst_input_hex());
        float y = 0;
        Interpreter<float>::Create(*Parse(entry.program()))->Run({&x, 1}, {&y, 1});
        const FloatFormat& in = *FindFloatFormat(format);
        const double f = std::exp2(static_cast<double>(x)), error = std::fabs(RoundToFormat(in, y) - f);
        const double unit = std::string(measure) == "absolute" ? 1
                            : std::string(measure) == "relative"
                                ? f
                                : FloatFormat::Power(1 - in.significand_bits);
        EXPECT_NEAR(entry.error(), error / unit, 1e-6 * entry.error()) << format << " " << measure;
      }
    }
  }
}

}  // namespace
}  // namespace ulpforge
