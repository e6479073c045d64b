// Searches with registered ops, targets, cost models and mutations, and what a run says where they are
// missing.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "accuracy/proof/register_op.h"
#include "base/atomic_file.h"
#include "cost/cost_model.h"
#include "engine/run/custom_ops.h"
#include "engine/schema/config.h"
#include "engine/variation/mutation.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "publish/search_to_end.h"
#include "targets/register_target.h"
#include "tests/directory_test.h"
#include "tests/paths.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

void RegisterRsqrt() {
  static const absl::Status status =
      RegisterOp({.name = "rsqrt",
                  .weight = 8,
                  .c = "1 / {p}sqrt({0})",
                  .ir = "{r}.root = call {F} @llvm.sqrt.{f}({F} {0})\n{r} = fdiv {F} {one}, {r}.root",
                  .guard = 0},
                 [](const auto& a) -> decltype(ConstantLike(a, 1) / sqrt(a)) {
                   return ConstantLike(a, 1) / sqrt(a);
                 })
          .status();
  ASSERT_TRUE(status.ok()) << status;
}

bool SwapWithInput(const SearchSpace&, Rng& rng, Draft& draft) {
  draft[rng.Below(draft.size())].args[0] = DraftOperand::Input();
  return true;
}

class CustomRowsTest : public DirectoryTest {
 protected:
  SearchConfig Config(const std::string& target, const std::string& name) const {
    SearchConfig config;
    config.set_target(target);
    config.set_max_ops(5);
    config.set_population(50);
    config.set_threads(1);
    config.set_budget("3000c");
    config.set_out(Path(name));
    return config;
  }
};

TEST_F(CustomRowsTest, AnOpIsSearchedWithAndResumed) {
  RegisterRsqrt();
  SearchConfig config = Config("tanh", "whole");
  config.set_ops("add,mul,rsqrt");
  const absl::StatusOr<FrontReport> whole = SearchToEnd(config);
  ASSERT_TRUE(whole.ok()) << whole.status();
  ASSERT_GT(whole->front_size(), 1);
  EXPECT_THAT(whole->front().rbegin()->program(), HasSubstr("rsqrt"));
  EXPECT_EQ(whole->front().rbegin()->level(), Level::certified);

  config.set_out(Path("halves"));
  config.set_budget("1500c");
  ASSERT_TRUE(SearchToEnd(config).ok());
  std::string warning;
  absl::StatusOr<std::unique_ptr<ulpforge::Run>> run = ulpforge::Run::Open(Path("halves"), 1, &warning);
  ASSERT_TRUE(run.ok()) << run.status();
  const std::atomic<bool> stop = false;
  ASSERT_TRUE((*run)->Continue({.seconds = {}, .candidates = 1500}, stop, [](const Progress&) {}).ok());
  EXPECT_EQ(*ReadFile(Path("halves") + "/front.json"), *ReadFile(Path("whole") + "/front.json"));
}

TEST_F(CustomRowsTest, TheProgramWithoutTheOpSaysSo) {
  RegisterRsqrt();
  SearchConfig config = Config("tanh", "run");
  config.set_ops("add,mul,rsqrt");
  config.set_budget("200c");
  ASSERT_TRUE(SearchToEnd(config).ok());
  const std::string command = std::string(kUlpforgeBinary) + " resume " + Path("run") + " 2>&1";
  FILE* const pipe = popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string output;
  for (int c; (c = fgetc(pipe)) != EOF;) output += static_cast<char>(c);
  EXPECT_NE(pclose(pipe), 0);
  EXPECT_THAT(output, HasSubstr("'rsqrt' is unknown"));
  EXPECT_EQ(std::count(output.begin(), output.end(), '\n'), 1) << output;
}

TEST_F(CustomRowsTest, OpsOfACheckpointMustBeThoseOfTheProgram) {
  RegisterRsqrt();
  Checkpoint checkpoint;
  EXPECT_TRUE(CheckCustomOps(checkpoint).ok());
  SaveCustomOps(&checkpoint);
  ASSERT_GE(checkpoint.custom_ops_size(), 1);
  EXPECT_TRUE(CheckCustomOps(checkpoint).ok());
  Checkpoint other = checkpoint;
  other.set_custom_ops(0, "rsqrt/1: rsqrtf({0})");
  EXPECT_THAT(std::string(CheckCustomOps(other).message()), HasSubstr("rsqrt/1: 1 / {p}sqrt({0}) here"));
  other = checkpoint;
  other.add_custom_ops("hypot/2: hypot({0}, {1})");
  EXPECT_THAT(std::string(CheckCustomOps(other).message()),
              HasSubstr("hypot/2: hypot({0}, {1}) as number 2, which is not registered here"));
}

TEST_F(CustomRowsTest, ATargetIsSearchedFor) {
  ASSERT_TRUE(RegisterTarget({.name = "li2",
                              .description = "dilogarithm",
                              .domain = {.lo = 0, .hi = 0.5, .lo_open = true},
                              .reference = &mpfr_li2,
                              .reference_name = "mpfr_li2"})
                  .ok());
  const absl::StatusOr<FrontReport> report = SearchToEnd(Config("li2", "run"));
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_GT(report->front_size(), 1);
  EXPECT_LT(report->front().rbegin()->error(), 1e-3);
  EXPECT_EQ(report->front().rbegin()->level(), Level::dense);  // there is no series to prove with
  SearchConfig kernels = Config("li2", "kernels");
  kernels.set_format("float32");
  EXPECT_THAT(std::string(ValidateConfig(kernels).message()), HasSubstr("without a power series"));
}

TEST_F(CustomRowsTest, AMutationTakesPartIfItHasAWeight) {
  SearchConfig config = Config("exp2", "before");
  config.set_budget("1000c");
  ASSERT_TRUE(SearchToEnd(config).ok());
  config.add_mutation("to-input=0.5");
  EXPECT_THAT(std::string(ValidateConfig(config).message()), HasSubstr("'to-input' is unknown"));
  ASSERT_TRUE(RegisterMutation({.name = "zeroth", .description = "", .apply = &SwapWithInput}).ok());
  ASSERT_TRUE(
      RegisterMutation({.name = "to-input", .description = "an operand becomes x", .apply = &SwapWithInput})
          .ok());
  EXPECT_EQ(Mutations().back().name, "zeroth") << "in the order of names, not of registration";
  EXPECT_EQ(Mutations().back().weight, 0);

  SearchConfig without = config;
  without.clear_mutation();
  without.set_out(Path("after"));
  ASSERT_TRUE(SearchToEnd(without).ok());
  EXPECT_EQ(*ReadFile(Path("before") + "/front.json"), *ReadFile(Path("after") + "/front.json"));

  config.set_out(Path("with"));
  for (const Mutation& mutation : Mutations()) {
    if (mutation.name != "to-input" && mutation.name != "insert")
      config.add_mutation(std::string(mutation.name) + "=0");
  }
  ASSERT_TRUE(SearchToEnd(config).ok());
  EXPECT_NE(*ReadFile(Path("with") + "/front.json"), *ReadFile(Path("before") + "/front.json"));
  EXPECT_THAT(
      std::string(
          RegisterMutation({.name = "to-input", .description = "", .apply = &SwapWithInput}).message()),
      HasSubstr("there is a mutation of this name"));
  EXPECT_THAT(
      std::string(RegisterMutation({.name = "a=b", .description = "", .apply = &SwapWithInput}).message()),
      HasSubstr("lower-case letters"));
  EXPECT_THAT(std::string(RegisterMutation({.name = "none", .description = "", .apply = nullptr}).message()),
              HasSubstr("no function"));
}

TEST_F(CustomRowsTest, ACostModelPricesPrograms) {
  ASSERT_TRUE(
      RegisterCostModel({.name = "constants",
                         .description = "constants",
                         .unit = "constants",
                         .cost = [](const Program& p) { return static_cast<double>(p.constants.size()); }})
          .ok());
  Program program;
  program.constants.resize(3);
  EXPECT_EQ(*(*FindCostModel("constants"))->Cost<float>(program, nullptr), 3);
  EXPECT_EQ(*(*FindCostModel("constants"))->Cost<double>(program, nullptr), 3);
  EXPECT_THAT(std::string(FindCostModel("constant").status().message()),
              HasSubstr("did you mean constants?"));
  ASSERT_TRUE(RegisterCostModel(
                  {.name = "nan", .description = "", .unit = "", .cost = [](const Program&) { return NAN; }})
                  .ok());
  EXPECT_THAT(std::string((*FindCostModel("nan"))->Cost<float>(program, nullptr).status().message()),
              HasSubstr("cost model 'nan': the cost nan"));
  const auto error = [](CustomCostModel model) { return std::string(RegisterCostModel(model).message()); };
  EXPECT_THAT(error({.name = "ops", .description = "", .unit = "", .cost = OpCount}),
              HasSubstr("of this name"));
  EXPECT_THAT(error({.name = "my cost", .description = "", .unit = "", .cost = OpCount}),
              HasSubstr("lower-case letters"));
  EXPECT_THAT(error({.name = "no-function", .description = "", .unit = "", .cost = nullptr}),
              HasSubstr("no function"));
}

TEST_F(CustomRowsTest, ASearchInOneCallReportsErrors) {
  SearchConfig config = Config("exp3", "run");
  EXPECT_THAT(std::string(SearchToEnd(config).status().message()), HasSubstr("exp3"));
  std::atomic<bool> stop = true;
  int observed = 0;
  const absl::StatusOr<FrontReport> stopped = SearchToEnd(
      Config("exp2", "stopped"), {.observe = [&](const Progress&) { ++observed; }, .stop = &stop});
  ASSERT_TRUE(stopped.ok()) << stopped.status();
  EXPECT_EQ(stopped->front_size(), 0);
  EXPECT_GT(observed, 0);
}

}  // namespace
}  // namespace ulpforge
