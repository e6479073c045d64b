#include <atomic>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "accuracy/exhaustive/exhaustive_check.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "engine/schema/config.h"
#include "gtest/gtest.h"
#include "tests/owning_search.h"

namespace ulpforge {
namespace {

constexpr char kCubic[] =
    "ulpforge program v1\nconst c0 = 0.055\nconst c1 = 0.24\nconst c2 = 0.69\nconst c3 = 1\n"
    "v0 = fma x c0 c1\nv1 = fma v0 x c2\nv2 = fma v1 x c3\nreturn v2\n";

SearchConfig KernelConfig() {
  SearchConfig config;
  config.set_target("exp2");
  config.set_format("float32");
  config.set_domain("[0.5,0.75]");
  config.set_cost("weighted-ops");
  config.set_max_ulp(1e6);
  config.set_max_ops(5);
  config.set_population(20);
  config.set_batch(32);
  config.set_starts(1);
  config.add_seed_program(kCubic);
  return config;
}

TEST(KernelSearchTest, TheStateDependsOnTheConfigurationAlone) {
  OwningSearch one(KernelConfig(), 1);
  RunBatches(one, 3);
  Checkpoint checkpoint;
  one.Save(&checkpoint);
  RunBatches(one, 5);
  OwningSearch resumed(KernelConfig(), 3);
  ASSERT_TRUE(resumed.Load(checkpoint).ok());
  RunBatches(resumed, 5);
  EXPECT_EQ(StateOf(one), StateOf(resumed));
}

TEST(KernelSearchTest, SeedsAreTriedInEveryFrame) {
  SearchConfig config = KernelConfig();
  config.add_template_("exp2-magic-finite");
  config.add_template_("exp2-round-finite");
  ASSERT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
  OwningSearch search(config, 1);
  search.RunBatch();
  ASSERT_FALSE(search.front().Members().empty());
  for (const FrontMember* member : search.front().Members()) {
    EXPECT_TRUE(Validate(member->program).ok());
    EXPECT_LT(member->error, 3000);  // a cubic has some 1e-4
  }
}

// Such a quotient is not folded, and with it the template computes a square that nobody reads.
TEST(KernelSearchTest, CoresThatDoNotReadTheirInputHaveNoFit) {
  SearchConfig config = KernelConfig();
  config.set_target("tanh");
  config.set_domain("[-4.5,4.5]");
  config.set_ops("add,sub,mul,div,fma");
  config.add_template_("tanh-odd-finite");
  config.clear_seed_program();
  const absl::StatusOr<std::unique_ptr<Arithmetic>> arithmetic = CreateArithmetic(config);
  ASSERT_TRUE(arithmetic.ok()) << arithmetic.status();
  Candidate candidate;
  candidate.program = *Parse("ulpforge program v1\nconst c0 = 2\nconst c1 = 0\nv0 = div c0 c1\nreturn v0\n");
  Stopwatch watch;
  const Front front(0.97);
  const Evaluation evaluation = (*arithmetic)->MakeEvaluator()->Evaluate(candidate, front, watch);
  EXPECT_FALSE(std::isfinite(evaluation.error));
  EXPECT_FALSE(evaluation.finished);
}

TEST(KernelSearchTest, VerifiedErrorsAreThoseOfAllInputs) {
  const SearchConfig config = KernelConfig();
  const absl::StatusOr<std::unique_ptr<Arithmetic>> arithmetic = CreateArithmetic(config);
  ASSERT_TRUE(arithmetic.ok()) << arithmetic.status();
  Search search(config, **arithmetic, 2);
  RunBatches(search, 4);
  const std::vector<const FrontMember*> members = search.front().Members();
  ASSERT_FALSE(members.empty());
  std::vector<FrontEntry> entries;
  for (const FrontMember* member : members) entries.push_back((*arithmetic)->Describe(*member));
  std::atomic<bool> stop = false;
  const VerifyControl control{.pool = search.pool(),
                              .watch = [&](size_t worker) -> Stopwatch& { return search.watch(worker); },
                              .progress = [](size_t) {},
                              .stop = stop};
  ASSERT_TRUE((*arithmetic)->Verify(members, control, entries).ok());
  for (const FrontEntry& entry : entries) {
    EXPECT_EQ(entry.level(), Level::exhaustive);
    const absl::StatusOr<Program> program = Parse(entry.program());
    ASSERT_TRUE(program.ok());
    const absl::StatusOr<ExhaustiveReport> report =
        CheckExhaustively(*FindTarget("exp2"), [&] { return ProgramFunction(*program, kFloat32); },
                          {.domain = Interval{0.5, 0.75}});
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->max_ulp(), entry.error());
  }
}

TEST(KernelSearchTest, WhatMakesNoSenseIsRefusedInOneLine) {
  const struct {
    std::string key, value, message;
  } cases[] = {
      {"template", "log-sqrt2-full", "template log-sqrt2-full: it is for log, not for exp2"},
      {"template", "exp2-magic",
       "template: 'exp2-magic' is unknown; `ulpforge templates` lists the templates"},
      {"variant", "half", "variant"},
      {"exact", "0=2", "exact"},
      {"symmetry", "odd", "symmetry"},
      {"cost", "cycles", "cost 'cycles': unknown"},
      {"domain", "[-1000,1000]", "domain"},
  };
  for (const auto& wrong : cases) {
    SearchConfig config = KernelConfig();
    ASSERT_TRUE(SetConfigKey(wrong.key, wrong.value, &config).ok());
    const absl::Status status = CreateArithmetic(config).status();
    EXPECT_FALSE(status.ok()) << wrong.key << " " << wrong.value;
    EXPECT_NE(status.message().find(wrong.message.c_str()), absl::string_view::npos) << status;
    EXPECT_EQ(status.message().find('\n'), absl::string_view::npos) << status;
  }
}

TEST(KernelSearchTest, KeysOfTheOtherArithmeticAreRefused) {
  SearchConfig real;
  real.set_target("exp2");
  real.set_variant("full");
  EXPECT_EQ(ValidateConfig(real).message(),
            "variant: 'full' is for number formats only, such as --format float32");
  SearchConfig kernels = KernelConfig();
  kernels.set_measure("absolute");
  kernels.set_max_ulp(2);
  EXPECT_EQ(ValidateConfig(kernels).message(), "max_ulp: '2' is not for --measure absolute; use max_error");
  kernels.set_measure("misrounded");
  EXPECT_EQ(
      ValidateConfig(kernels).message(),
      "measure: 'misrounded' is for results of 16 bits; use --format or --result with bfloat16 or float16");
  // Values with lines are not quoted whole.
  SearchConfig samples;
  samples.set_format("float32");
  samples.set_samples("x,y\n1,2\n2,3\n");
  EXPECT_EQ(ValidateConfig(samples).message(), "samples: 'x,y...' is for --format real only");
}

}  // namespace
}  // namespace ulpforge
