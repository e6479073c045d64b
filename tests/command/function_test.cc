// Functions that users give as expressions or as samples, from the command line.

#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/expression_functions.h"
#include "tests/paths.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

class FunctionCommandTest : public CommandTest {
 protected:
  void ExpectRefused(const std::vector<std::string>& arguments, const std::string& part) const {
    const CommandResult result = Ulpforge(arguments);
    EXPECT_EQ(result.exit_code, kUsage) << fmt::format("{}", fmt::join(arguments, " "));
    EXPECT_THAT(result.err, HasSubstr(part));
  }
};

TEST_F(FunctionCommandTest, ASoftplusIsSearchedCertifiedAndEmitted) {
  const CommandResult search = Ulpforge({"search", "--function", "log(1 + exp(x))", "--domain", "[-1,1]",
                                         "--budget", "4000c", "--max-ops", "4", "--seed", "3"});
  ASSERT_EQ(search.exit_code, 0) << search.err;
  EXPECT_THAT(search.out, HasSubstr("certified"));
  const CommandResult resume = Ulpforge({"resume", "runs/log_1_exp_x-s3", "--budget", "5000c"});
  EXPECT_EQ(resume.exit_code, 0) << resume.err;
  const CommandResult verify = Ulpforge({"verify", "runs/log_1_exp_x-s3", "--certify"});
  EXPECT_EQ(verify.exit_code, 0) << verify.err;
  EXPECT_THAT(verify.out, HasSubstr("function log(1+exp(x)) on [-1,1], relative error"));
  EXPECT_THAT(verify.out, HasSubstr("certified"));
  const CommandResult emit = Ulpforge({"emit", "runs/log_1_exp_x-s3"});
  EXPECT_THAT(emit.out, HasSubstr("Computes: log(1+exp(x)) on [-1,1]"));
  EXPECT_THAT(emit.out, HasSubstr("double ulpforge_log_1_exp_x(double x)"));
  EXPECT_THAT(emit.out, HasSubstr("ulpforge search 'log(1+exp(x))' --domain '[-1,1]'"));
}

TEST_F(FunctionCommandTest, AKernelThatIsOutOfReachIsAdvisedOn) {
  const CommandResult result = Ulpforge({"search", "--function", "log(1+exp(x))", "--domain", "[-20,20]",
                                         "--format", "float32", "--budget", "500c"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("no kernel with at most 4 ULP was found"));
  EXPECT_THAT(result.out, HasSubstr("give a --template that reduces the range"));
}

TEST_F(FunctionCommandTest, MistakesAreShownWithACaret) {
  const CommandResult result = Ulpforge({"search", "--function", "log(1+exp(x)", "--domain", "[-1,1]"});
  EXPECT_EQ(result.exit_code, kUsage);
  EXPECT_EQ(result.err,
            "ulpforge: function: expected ')' or an operator at column 13, found the end\n"
            "  log(1+exp(x)\n"
            "              ^\n");
  ExpectRefused({"search", "--function", "log(1+exp(x))"}, "has no domain of its own");
  ExpectRefused({"search", "exp2", "--function", "log(1+exp(x))"},
                "target: 'exp2' and --function are two functions; give one of them");
  ExpectRefused({"search", "--function", "log(x-1)", "--domain", "[0,3]"},
                "log(x-1) has no value for x-1 = -1");
  ExpectRefused({"search", "--function", "softplus(x)", "--format", "float32"}, "give one with --domain");
  ExpectRefused({"search", "--function", "softplus(x)", "--format", "float32", "--variant", "full"},
                "there is none of softplus(x) for the variant full");
}

TEST_F(FunctionCommandTest, SamplesAreSearchedAndVerifiedAtTheirPoints) {
  std::string text = "x,y,weight\n";
  for (int k = 0; k <= 40; ++k)
    text += fmt::format("{},{},{}\n", k / 40.0, 1 + k / 40.0 * (k / 40.0), k == 20 ? 2 : 1);
  WriteText("data.csv", text);
  const CommandResult search =
      Ulpforge({"search", "--samples", "data.csv", "--budget", "3000c", "--max-ops", "3"});
  ASSERT_EQ(search.exit_code, 0) << search.err;
  EXPECT_THAT(search.out, HasSubstr("sampled"));
  const CommandResult verify = Ulpforge({"verify", "runs/samples-s1"});
  EXPECT_EQ(verify.exit_code, 0) << verify.err;
  EXPECT_THAT(verify.out, HasSubstr("41 samples on [0,1], relative error"));
  EXPECT_THAT(verify.out, HasSubstr("sampled"));
  const CommandResult emit = Ulpforge({"emit", "runs/samples-s1"});
  EXPECT_THAT(emit.out, HasSubstr("(level: sampled, 41 points)"));
  EXPECT_THAT(Ulpforge({"verify", "runs/samples-s1", "--certify"}).err,
              HasSubstr("nothing can be proved of a function that is known by 41 samples only"));
  ExpectRefused({"verify", "runs/samples-s1", "--exhaustive"}, "no input can be checked but the 41 samples");
  ExpectRefused({"search", "--samples", "data.csv", "--seed-program", "classical"}, "needs a function");
  ExpectRefused({"search", "--samples", "data.csv", "--format", "float32"}, "samples");
  ExpectRefused({"search", "exp", "--samples", "data.csv"}, "two functions");
}

TEST_F(FunctionCommandTest, BadSamplesAreShownWithTheirPlace) {
  struct Bad {
    std::string text;
    std::string part;
  };
  const Bad table[] = {
      {"0,1\n1,a\n", "line 2, column 3: expected a finite number for y, found 'a'"},
      {"0,1\n1\n", "line 2, column 1: expected x,y or x,y,weight, found 1 values"},
      {"0,1\n1,2,0\n", "line 2, column 5: expected a weight above zero"},
      {"0,1\n1,2\n0,3\n", "line 3, column 1: a second value at x = 0, after that of line 1"},
      {"0,1\n", "1 points; at least 2 lines"},
      {"0,1\n1,0\n", "the value at x = 1 is zero, where relative error has no meaning"},
      {"x,y\n0,inf\n1,2\n", "line 2, column 3: expected a finite number for y, found 'inf'"},
  };
  for (const Bad& bad : table) {
    WriteText("bad.csv", bad.text);
    ExpectRefused({"search", "--samples", "bad.csv"}, bad.part);
  }
}

TEST_F(FunctionCommandTest, EveryFunctionIsDocumented) {
  std::ifstream stream(SourcePath("docs/functions.md"));
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  for (const ExpressionFunction& function : ExpressionFunctions()) {
    EXPECT_THAT(text, HasSubstr(fmt::format("| `{}` | {} |\n", function.name, function.about)));
  }
}

}  // namespace
}  // namespace ulpforge
