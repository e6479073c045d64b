#include <atomic>
#include <cmath>
#include <string>
#include <vector>

#include "accuracy/exhaustive/relative_check.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "engine/schema/config.h"
#include "gtest/gtest.h"
#include "tests/owning_search.h"

namespace ulpforge {
namespace {

// Schraudolph, "A fast, compact approximation of the exponential function", Neural Computation 11, 1999, for
// float and 2^x, its additive constant that of the bits of 1.
constexpr char kSchraudolph[] =
    "ulpforge program v1\nconst a = 0x1p+23\nconst b = 0x1.fcp+29\n"
    "t = fma x a b\ni = toint t\ny = frombits i\nreturn y\n";

SearchConfig FreeConfig() {
  SearchConfig config;
  config.set_target("exp2");
  config.set_format("float32");
  config.set_free(true);
  config.set_measure("relative");
  config.set_domain("[1,8]");
  config.set_cost("weighted-ops");
  config.set_ops("add,mul,fma,toint,frombits,iadd");
  config.set_max_ops(5);
  config.set_population(50);
  config.set_batch(32);
  return config;
}

FrontEntry VerifiedBest(const SearchConfig& config, const Arithmetic& arithmetic, Search& search) {
  const std::vector<const FrontMember*> members = {search.front().Members().back()};
  std::vector<FrontEntry> entries = {arithmetic.Describe(*members[0])};
  std::atomic<bool> stop = false;
  const VerifyControl control{.pool = search.pool(),
                              .watch = [&](size_t worker) -> Stopwatch& { return search.watch(worker); },
                              .progress = [](size_t) {},
                              .stop = stop};
  EXPECT_TRUE(arithmetic.Verify(members, control, entries).ok()) << config.target();
  return entries[0];
}

TEST(FreeSearchTest, TheStateDependsOnTheConfigurationAlone) {
  SearchConfig config = FreeConfig();
  config.set_audit_rate(1);
  OwningSearch one(config, 1);
  RunBatches(one, 5);
  Checkpoint checkpoint;
  one.Save(&checkpoint);
  RunBatches(one, 15);
  OwningSearch resumed(config, 3);
  ASSERT_TRUE(resumed.Load(checkpoint).ok());
  RunBatches(resumed, 15);
  EXPECT_EQ(StateOf(one), StateOf(resumed));
}

TEST(FreeSearchTest, FindsSchraudolphFromNothing) {
  const SearchConfig config = FreeConfig();
  ASSERT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
  OwningSearch search(config, 2);
  for (int k = 0; k < 1000 && search.front().Members().empty(); ++k) RunBatches(search, 1);
  ASSERT_FALSE(search.front().Members().empty());
  EXPECT_LE(search.front().Members().front()->error, 0.1);
}

// The bits of a float are nearly the logarithm: between powers of two (1 + m) 2^-m is from 1 to 1.0615, so
// the best constant has a relative error of (1.0615 - 1) / (1.0615 + 1) = 2.98%.
TEST(FreeSearchTest, TunesTheConstantsOfASeedAndVerifiesEveryInput) {
  SearchConfig config = FreeConfig();
  config.set_max_ops(3);
  config.add_seed_program(kSchraudolph);
  const absl::StatusOr<std::unique_ptr<Arithmetic>> arithmetic = CreateArithmetic(config);
  ASSERT_TRUE(arithmetic.ok()) << arithmetic.status();
  Search search(config, **arithmetic, 2);
  RunBatches(search, 3);
  ASSERT_FALSE(search.front().Members().empty());
  const FrontEntry entry = VerifiedBest(config, **arithmetic, search);
  EXPECT_EQ(entry.level(), Level::exhaustive);
  EXPECT_GT(entry.error(), 0.029);
  EXPECT_LT(entry.error(), 0.0305);
  const absl::StatusOr<Program> program = Parse(entry.program());
  ASSERT_TRUE(program.ok());
  const absl::StatusOr<ArrayFunction<float>> function = ProgramFunction(*program, kFloat32);
  ASSERT_TRUE(function.ok());
  double worst = 0;
  for (float x = 1; x <= 8; x += 0x1p-12F) {
    float y = 0;
    (*function)(&x, &y, 1);
    worst = std::max(worst, std::fabs(y / std::exp2(static_cast<double>(x)) - 1));
  }
  EXPECT_LE(worst, entry.error());
  EXPECT_GT(worst, 0.99 * entry.error());
}

TEST(FreeSearchTest, WhatMakesNoSenseIsRefusedInOneLine) {
  const struct {
    std::string key, value, message;
  } cases[] = {
      {"measure", "half", "measure: 'half' is unknown; use one of ulp, relative, absolute, misrounded"},
      {"max_ulp", "2", "max_ulp: '2' is not for --measure relative; use max_error"},
      {"template", "exp2-magic-finite", "template: 'exp2-magic-finite' makes no sense with --free"},
      {"ops", "ad", "ops: 'ad' is unknown"},
      {"mutation", "graft=1", "mutation: 'graft' is unknown"},
      {"seed_program", "ulpforge program v1\nconst a = 1\nv = add a a\nreturn v\n",
       "seed_program 1: computes a constant"},
  };
  for (const auto& wrong : cases) {
    SearchConfig config = FreeConfig();
    ASSERT_TRUE(SetConfigKey(wrong.key, wrong.value, &config).ok());
    const absl::Status status = ValidateConfig(config);
    EXPECT_FALSE(status.ok()) << wrong.key << " " << wrong.value;
    EXPECT_NE(status.message().find(wrong.message.c_str()), absl::string_view::npos) << status;
    EXPECT_EQ(status.message().find('\n'), absl::string_view::npos) << status;
  }
  SearchConfig kernels = FreeConfig();
  kernels.set_free(false);
  kernels.clear_measure();
  kernels.clear_ops();
  kernels.set_max_error(0.01);
  EXPECT_EQ(ValidateConfig(kernels).message(), "max_error: '0.01' is not for --measure ulp; use max_ulp");
  SearchConfig counts = FreeConfig();
  counts.set_format("bfloat16");
  counts.clear_max_error();
  counts.set_measure("misrounded");
  EXPECT_EQ(ValidateConfig(counts).message(), "measure: 'misrounded' is for templates; leave out --free");
}

}  // namespace
}  // namespace ulpforge
