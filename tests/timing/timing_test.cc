// Real measurements. How long anything takes is the machine's business: only what must hold on any machine,
// with a very wide margin, is expected.
#include "timing/timing.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "timing/chain.h"
#include "timing/core_pin.h"
#include "timing/inputs.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

template <class T>
T Increment(T x) {
  return x + 1;
}

// 40 divisions, each of which waits for the last.
template <class T>
T Divide(T x) {
  for (int k = 0; k < 40; ++k) x = T{2} / (x + 1);
  return x;
}

template <class T>
NamedFunction<T> Named(std::string name, T (*f)(T)) {
  const auto array = [f](const T* in, T* out, size_t n) {
    for (size_t i = 0; i < n; ++i) out[i] = f(in[i]);
  };
  const auto chain = [f](const T* in, T* out, size_t n) { RunChain(in, out, n, f); };
  return {.name = std::move(name), .function = {.array = array, .chain = chain}};
}

template <class T>
std::vector<NamedFunction<T>> QuickAndSlow() {
  return {Named<T>("quick", Increment<T>), Named<T>("slow", Divide<T>)};
}

// Accepts what the machine gives.
constexpr TimingOptions kAnything{.seconds_per_function = 0.1, .max_spread = 1e9, .min_samples = 1};

template <class T>
class TimeTest : public ::testing::Test {};
using Scalars = ::testing::Types<float, double>;
TYPED_TEST_SUITE(TimeTest, Scalars);

TYPED_TEST(TimeTest, OrdersFunctionsOfVeryDifferentCost) {
  using T = TypeParam;
  const std::vector<NamedFunction<T>> functions = QuickAndSlow<T>();
  const auto report = Time<T>(functions, 0, UniformInputs<T>(0, 1, 4096, 1), kAnything);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->functions.size(), 2);
  const Timing& quick = report->functions[0];
  const Timing& slow = report->functions[1];
  EXPECT_EQ(quick.name, "quick");
  EXPECT_EQ(slow.name, "slow");
  if (std::isnan(slow.throughput.ratio.median) || std::isnan(slow.latency->ratio.median)) {
    GTEST_SKIP() << "the machine is too busy: no round in which both were left undisturbed";
  }
  for (const Timing* timing : {&quick, &slow}) {
    EXPECT_GT(timing->throughput.kept, 0);
    EXPECT_GT(timing->throughput.ns.value, 0);
    EXPECT_GT(timing->throughput.cycles.value, 0);
    ASSERT_TRUE(timing->latency.has_value());
    EXPECT_GT(timing->latency->cycles.value, 0.5);
  }
  EXPECT_GT(slow.throughput.ratio.value, 4);
  EXPECT_GT(slow.throughput.ratio.median, 4);
  EXPECT_GT(slow.latency->ratio.value, 4);
  EXPECT_GT(slow.latency->ns.value, 10 * report->floor.latency->ns.value);
  EXPECT_EQ(quick.throughput.ratio.value, 1);
  EXPECT_LT(report->floor.throughput.ns.value, slow.throughput.ns.value / 4);
}

TYPED_TEST(TimeTest, TellsTheConditions) {
  using T = TypeParam;
  const auto report = Time<T>(QuickAndSlow<T>(), 0, UniformInputs<T>(0, 1, 100, 1), kAnything);
  ASSERT_TRUE(report.ok()) << report.status();
  if (report->conditions.quiet_share == 0) GTEST_SKIP() << "the machine is too busy: no sample undisturbed";
  EXPECT_GT(report->conditions.ghz, 0.1);
  EXPECT_LT(report->conditions.ghz, 20);
  EXPECT_GT(report->conditions.nops_per_cycle, 0.5);
  EXPECT_LE(report->conditions.quiet_share, 1);
  EXPECT_GE(report->conditions.seconds, 0.2);
}

TEST(Time, RefusesEverythingWhenNoSpreadIsAllowed) {
  TimingOptions options = kAnything;
  options.max_spread = 0;
  const auto report = Time<float>(QuickAndSlow<float>(), 0, UniformInputs<float>(0, 1, 4096, 1), options);
  ASSERT_TRUE(report.ok()) << report.status();
  for (const Timing& timing : report->functions) {
    if (timing.throughput.kept == 0 || timing.latency->kept == 0) {
      GTEST_SKIP() << "the machine is too busy: no sample undisturbed";
    }
    EXPECT_THAT(timing.throughput.refused, HasSubstr("spread by")) << timing.name;
    EXPECT_THAT(timing.latency->refused, HasSubstr("spread by")) << timing.name;
  }
}

TEST(Time, RefusesWhenTooFewSamplesFitIntoTheTime) {
  TimingOptions options = kAnything;
  options.min_samples = 1000000;
  const auto report = Time<float>(QuickAndSlow<float>(), 0, UniformInputs<float>(0, 1, 4096, 1), options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->functions[1].throughput.refused, HasSubstr("1000000 are needed"));
}

TEST(Time, TimesAFunctionWithoutAChain) {
  std::vector<NamedFunction<float>> functions = QuickAndSlow<float>();
  functions[0].function.chain = nullptr;
  const auto report = Time<float>(functions, 0, UniformInputs<float>(0, 1, 4096, 1), kAnything);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->functions[0].latency.has_value());
  ASSERT_TRUE(report->functions[1].latency.has_value());
  if (report->functions[1].latency->kept == 0)
    GTEST_SKIP() << "the machine is too busy: no sample undisturbed";
  EXPECT_EQ(report->functions[1].latency->refused, "");
  EXPECT_TRUE(std::isnan(report->functions[1].latency->ratio.value));
}

TEST(Time, GivesEveryFunctionTheInputsAndOnlyThose) {
  const std::vector<float> inputs = {1, 2, 3, 4, 5};
  bool others = false;
  std::vector<int> seen(6);
  std::vector<NamedFunction<float>> functions = {{.name = "watch"}};
  functions[0].function.array = [&](const float* in, float* out, size_t n) {
    for (size_t i = 0; i < n; ++i) {
      const bool known = in[i] >= 1 && in[i] <= 5 && in[i] == std::floor(in[i]);
      others = others || !known;
      if (known) ++seen[static_cast<size_t>(in[i])];
      out[i] = in[i];
    }
  };
  TimingOptions options = kAnything;
  options.elements = 3;
  ASSERT_TRUE(Time<float>(functions, 0, inputs, options).ok());
  EXPECT_FALSE(others);
  for (size_t k = 1; k <= 5; ++k) EXPECT_GT(seen[k], 0) << k;
}

TEST(Time, NamesWhatIsWrong) {
  const std::vector<NamedFunction<float>> functions = QuickAndSlow<float>();
  const std::vector<float> inputs = {1};
  const auto message = [&](size_t baseline, const TimingOptions& options) {
    return std::string(Time<float>(functions, baseline, inputs, options).status().message());
  };
  EXPECT_THAT(message(2, kAnything), HasSubstr("the baseline is number 2 of 2 functions"));
  EXPECT_THAT(message(0, {.elements = 0}), HasSubstr("0 elements"));
  EXPECT_THAT(message(0, {.elements = size_t{1} << 40}), HasSubstr("1099511627776 elements"));
  EXPECT_THAT(message(0, {.chain_elements = 0}), HasSubstr("0 in a chain"));
  EXPECT_THAT(message(0, {.seconds_per_function = 0}), HasSubstr("0 seconds"));
  EXPECT_THAT(message(0, {.seconds_per_function = NAN}), HasSubstr("nan seconds"));
  EXPECT_THAT(message(0, {.max_spread = -1}), HasSubstr("a spread of -1"));
  EXPECT_THAT(message(0, {.min_samples = 0}), HasSubstr("0 samples"));
  EXPECT_THAT(message(0, {.alignment = 48}), HasSubstr("multiples of 48 bytes"));
  EXPECT_THAT(message(0, {.alignment = 2}), HasSubstr("multiples of 2 bytes"));
  EXPECT_THAT(message(0, {.alignment = 512}), HasSubstr("from 4 to 256"));
  EXPECT_THAT(std::string(Time<float>({}, 0, inputs, kAnything).status().message()),
              HasSubstr("no functions"));
  EXPECT_THAT(std::string(Time<float>(functions, 0, {}, kAnything).status().message()),
              HasSubstr("no inputs"));
  const std::vector<NamedFunction<float>> empty = {{.name = "nothing"}};
  EXPECT_THAT(std::string(Time<float>(empty, 0, inputs, kAnything).status().message()),
              HasSubstr("nothing cannot be called on arrays"));
}

std::vector<bool> Affinity() {
  cpu_set_t set;
  CPU_ZERO(&set);
  EXPECT_EQ(sched_getaffinity(0, sizeof(set), &set), 0);
  std::vector<bool> cores;
  for (int core = 0; core < CPU_SETSIZE; ++core) cores.push_back(CPU_ISSET(core, &set));
  return cores;
}

TEST(Time, GivesTheCoresBack) {
  const std::vector<bool> before = Affinity();
  std::vector<bool> during;
  std::vector<NamedFunction<float>> functions = {{.name = "watch"}};
  functions[0].function.array = [&](const float* in, float* out, size_t n) {
    std::copy_n(in, n, out);
    during = Affinity();  // the last one stays
  };
  TimingOptions options = kAnything;
  options.seconds_per_function = 0.01;
  const auto report = Time<float>(functions, 0, UniformInputs<float>(0, 1, 64, 1), options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(Affinity(), before);
  ASSERT_TRUE(report->conditions.core.has_value());
  EXPECT_EQ(std::ranges::count(during, true), 1);
  EXPECT_TRUE(during[static_cast<size_t>(*report->conditions.core)]);
}

TEST(CorePin, StaysOnTheCoresThatAreAllowed) {
  std::vector<bool> cores;
  std::optional<int> core;
  int only = -1;
  std::thread([&] {
    const std::vector<bool> all = Affinity();
    only = static_cast<int>(std::ranges::find(all, true) - all.begin());
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(only, &set);
    ASSERT_EQ(sched_setaffinity(0, sizeof(set), &set), 0);
    {
      CorePin pin;
      pin.MoveToQuietestCore();
      core = pin.core();
    }
    cores = Affinity();
  }).join();
  EXPECT_EQ(core, only);
  EXPECT_EQ(std::ranges::count(cores, true), 1);
  EXPECT_TRUE(cores[static_cast<size_t>(only)]);
}

}  // namespace
}  // namespace ulpforge
