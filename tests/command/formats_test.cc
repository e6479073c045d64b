// Input, compute and result format as flags: search, front, verify, emit, report, and what they refuse.
#include <filesystem>
#include <string>
#include <vector>

#include "accuracy/exhaustive/exhaustive.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kDomain[] = "[0.5,0.5078125]";  // 2^17 floats and one
constexpr char kLine[] =
    "ulpforge program v1\nconst a = 0x1.fp-1\nconst b = 0x1.dep-1\ny = fma x a b\nreturn y\n";
constexpr char kLineCode[] = "float line(float x) { return __builtin_fmaf(x, 0x1.fp-1f, 0x1.dep-1f); }\n";

class FormatsCommandTest : public CommandTest {
 protected:
  ExhaustiveReport Verify(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "verify");
    arguments.emplace_back("--json");
    const CommandResult result = Ulpforge(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    ExhaustiveReport report;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(result.out, &report).ok()) << result.out;
    return report;
  }
};

TEST_F(FormatsCommandTest, ResultsOf16BitsAreSearchedVerifiedAndEmitted) {
  const CommandResult search = Ulpforge({"search",
                                         "exp2",
                                         "--format",
                                         "float32",
                                         "--result",
                                         "bfloat16",
                                         "--domain",
                                         kDomain,
                                         "--measure",
                                         "misrounded",
                                         "--max-misrounded-percent",
                                         "5",
                                         "--max-ops",
                                         "3",
                                         "--cost",
                                         "weighted-ops",
                                         "--budget",
                                         "600c",
                                         "--threads",
                                         "2",
                                         "--no-rank",
                                         "--out",
                                         "r"});
  ASSERT_EQ(search.exit_code, 0) << search.err;
  EXPECT_THAT(Ulpforge({"front", "r", "--json"}).out, HasSubstr("\"result\": \"bfloat16\""));
  EXPECT_THAT(Ulpforge({"verify", "r"}).out, HasSubstr("exp2 in float32 to bfloat16, 131073 inputs each"));
  const CommandResult emitted = Ulpforge({"emit", "r", "--name", "near"});
  ASSERT_EQ(emitted.exit_code, 0) << emitted.err;
  EXPECT_THAT(emitted.out,
              AllOf(HasSubstr("Results are those of the float32 function rounded to bfloat16"),
                    HasSubstr("float near(float x)"), HasSubstr("uint16_t near_bfloat16(float x)"),
                    HasSubstr("near_bfloat16_array("), HasSubstr("float32 to bfloat16")));
  WriteText("near.c", emitted.out);
  const ExhaustiveReport code = Verify({"near.c", "--symbol", "near", "--target", "exp2", "--domain", kDomain,
                                        "--format", "float32", "--result", "bfloat16"});
  EXPECT_EQ(code.result(), "bfloat16");
  EXPECT_LT(code.misrounded(), 0.05 * code.inputs());
  EXPECT_EQ(Ulpforge({"report", "r"}).exit_code, 0);
  EXPECT_THAT(ReadText("report.html"), HasSubstr("float32 to bfloat16"));
}

// A program, a C file and a function of a library with the same values have the same report.
TEST_F(FormatsCommandTest, WhateverComputesFloatsIsJudgedAfterItsRounding) {
  WriteText("line.txt", kLine);
  WriteText("line.c", kLineCode);
  const std::vector<std::string> flags = {"--target", "exp2",    "--domain", kDomain,
                                          "--format", "float32", "--result", "float16"};
  std::vector<std::string> program = {"line.txt", "--exhaustive"}, file = {"line.c"};
  program.insert(program.end(), flags.begin(), flags.end());
  file.insert(file.end(), flags.begin(), flags.end());
  const ExhaustiveReport one = Verify(program), other = Verify(file);
  EXPECT_EQ(one.result(), "float16");
  EXPECT_GT(one.misrounded(), 0);
  EXPECT_EQ(one.misrounded(), other.misrounded());
  EXPECT_EQ(one.max_ulp(), other.max_ulp());
  std::vector<std::string> library = {"--lib", "libm.so.6", "--symbol", "exp2f"};
  library.insert(library.end(), flags.begin(), flags.end());
  EXPECT_LE(Verify(library).misrounded(), 20);  // next to ties
}

TEST_F(FormatsCommandTest, ArithmeticOf16BitsIsSearchedVerifiedAndEmitted) {
  const CommandResult search =
      Ulpforge({"search",   "exp2",      "--format",  "float16",   "--compute", "float16", "--domain",
                "[0,1]",    "--max-ulp", "8",         "--max-ops", "4",         "--cost",  "ops",
                "--budget", "600c",      "--threads", "2",         "--out",     "h"});
  ASSERT_EQ(search.exit_code, 0) << search.err;
  EXPECT_THAT(search.err, HasSubstr("not ranked by time: only code that computes in float32 is timed"));
  const CommandResult emitted = Ulpforge({"emit", "h", "--name", "half"});
  ASSERT_EQ(emitted.exit_code, 0) << emitted.err;
  EXPECT_THAT(emitted.out, AllOf(HasSubstr("_Float16 half(_Float16 x)"), Not(HasSubstr("half_widen"))));
  WriteText("half.c", emitted.out);
  const ExhaustiveReport code =
      Verify({"half.c", "--target", "exp2", "--domain", "[0,1]", "--format", "float16"});
  // The error in the report of the search, which ran the emulated arithmetic.
  const std::string front = Ulpforge({"front", "h", "--csv"}).out;
  EXPECT_THAT(front, HasSubstr(std::to_string(code.max_ulp()).substr(0, 5))) << front;
  EXPECT_EQ(Ulpforge({"verify", "h"}).exit_code, 0);
  EXPECT_EQ(Ulpforge({"report", "h"}).exit_code, 0);
  EXPECT_THAT(Ulpforge({"bench", "h"}).err,
              HasSubstr("h computes in float16; only code that computes in float32"));
  EXPECT_THAT(Ulpforge({"cost", "h"}).err,
              HasSubstr("h computes in float16; only code that computes in float32"));
  EXPECT_THAT(Ulpforge({"emit", "h", "--in-flight", "2"}).err,
              HasSubstr("--in-flight is for code that computes in"));
}

TEST_F(FormatsCommandTest, FlagsThatDoNotApplyAreRefused) {
  WriteText("line.txt", kLine);
  const std::vector<std::string> verify = {"verify", "line.txt", "--target", "exp2"};
  const auto expect = [&](std::vector<std::string> command, const std::vector<std::string>& flags,
                          const std::string& message) {
    command.insert(command.end(), flags.begin(), flags.end());
    ExpectError(command, kUsage, message);
  };
  expect(verify, {"--result", "bfloat16"},
         "--result bfloat16 is for the exhaustive check; give --exhaustive");
  expect(verify, {"--exhaustive", "--format", "bfloat16", "--result", "float16"},
         "--result float16 is for functions of float32; leave it out or give --format float32 instead of "
         "bfloat16");
  expect(verify, {"--exhaustive", "--result", "bfloat16", "--flush"},
         "--flush is for code that computes in float32, not bfloat16; leave it out");
  const std::vector<std::string> emit = {"emit", "line.txt", "--target", "exp2"};
  expect(emit, {"--result", "bfloat16"},
         "--result bfloat16 is for functions of float; leave it out or give --type float");
  expect(emit, {"--type", "float", "--result", "bfloat16", "--time"},
         "--time and --flush are for results of float32, not of bfloat16; leave them out");
  expect({"search", "exp2"}, {"--format", "bfloat16", "--result", "bfloat16"},
         "result: 'bfloat16' is for --format float32: functions of bfloat16 have results of bfloat16; leave "
         "it out");
  expect({"search", "exp2"}, {"--result", "bfloat16"},
         "result: 'bfloat16' is for number formats only, such as --format float32");
  expect(
      {"search", "exp2"}, {"--format", "float16", "--compute", "float16"},
      "cost: 'mca-throughput' is the time of float32 code; with --compute float16 use ops or weighted-ops");
}

}  // namespace
}  // namespace ulpforge
