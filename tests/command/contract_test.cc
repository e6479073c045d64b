// verify and emit with contracts: reports, exit codes, headers with claims, self-check programs.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
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

// 1 + x (c1 + x (c2 + x c3)), good for e^x near zero; and a square, which is even.
constexpr char kCubic[] =
    "ulpforge program v1\nconst c3 = 0x1.555556p-3\nconst c2 = 0.5\nconst one = 1\nu = fma x c3 c2\nv = fma "
    "u x one\n"
    "w = fma v x one\nreturn w\n";
constexpr char kSquare[] = "ulpforge program v1\nv = mul x x\nreturn v\n";

class ContractCommandTest : public CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    WriteText("cubic.txt", kCubic);
    WriteText("square.txt", kSquare);
  }

  void ExpectUsage(std::vector<std::string> flags, const std::string& part) {
    std::vector<std::string> command = {"verify", "--lib",    "libm.so.6", "--symbol",
                                        "expf",   "--target", "exp"};
    command.insert(command.end(), flags.begin(), flags.end());
    const CommandResult result = Ulpforge(command);
    EXPECT_EQ(result.exit_code, kUsage) << result.err;
    EXPECT_THAT(result.err, HasSubstr(part));
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
  }

  int Run(const std::string& command) const {
    return std::system(("cd " + directory_ + " && " + command).c_str());
  }
};

TEST_F(ContractCommandTest, VerifyReportsEachClause) {
  const std::vector<std::string> command = {
      "verify",          "cubic.txt", "--exhaustive",        "--target",    "exp",       "--domain",
      "[0x1p-7,0x1p-6]", "--exact",   "0x1p-6=0x1.04080ap0", "--monotonic", "--max-ulp", "1"};
  const CommandResult kept = Ulpforge(command);
  EXPECT_EQ(kept.exit_code, 0) << kept.err;
  EXPECT_THAT(kept.out, AllOf(HasSubstr("exact: f(0x1p-6) = 0x1.04080ap+0: holds"),
                              HasSubstr("max error: at most 1 ULP: holds")));
  std::vector<std::string> strict = command;
  strict.back() = "0.5";
  strict.push_back("--json");
  const CommandResult broken = Ulpforge(strict);
  EXPECT_EQ(broken.exit_code, kFailure);
  EXPECT_THAT(broken.err, HasSubstr("cubic.txt breaks its contract: max error"));
  ExhaustiveReport report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(broken.out, &report).ok()) << broken.out;
  EXPECT_FALSE(report.contract().holds());
  for (const ClauseReport& clause : report.contract().clauses()) {
    EXPECT_EQ(clause.holds(), clause.clause() != "max error") << clause.DebugString();
    EXPECT_EQ(clause.has_counterexample(), clause.clause() == "max error");
  }
}

TEST_F(ContractCommandTest, OfARunTheFlagsChangeWhatTheyNameAndNothingElse) {
  const CommandResult found = Ulpforge({"search", "exp2", "--format", "float32", "--domain", "[1,2]",
                                        "--max-ulp", "1000", "--max-ops", "6", "--cost", "zen5-throughput",
                                        "--budget", "2000c", "--no-rank", "--out", "run"});
  ASSERT_EQ(found.exit_code, 0) << found.err;
  for (const char* limit : {"900", "10"}) {
    const CommandResult tighter = Ulpforge({"verify", "run", "--ulp", "1000", "--max-ulp", limit});
    EXPECT_THAT(tighter.out, HasSubstr("8388609 inputs")) << tighter.err;
    EXPECT_EQ(tighter.exit_code, std::string(limit) == "900" ? 0 : kFailure) << tighter.out << tighter.err;
  }
  const CommandResult elsewhere =
      Ulpforge({"verify", "run", "--ulp", "1000", "--max-ulp", "900", "--domain", "[1,1.5]"});
  EXPECT_THAT(elsewhere.out, HasSubstr("4194305 inputs")) << elsewhere.err;
}

TEST_F(ContractCommandTest, ContradictionsAreRefused) {
  ExpectUsage({"--variant", "ful"}, "--variant ful: expected finite or full");
  ExpectUsage({"--nan", "flush"}, "--nan flush: expected ieee or any");
  ExpectUsage({"--subnormal", "no"}, "expected ieee, flush or any");
  ExpectUsage({"--exact", "0"}, "expected input=result");
  ExpectUsage({"--exact", "0=zero"}, "'zero' is none of inf, -inf, nan");
  ExpectUsage({"--exact", "0=2"}, "more than 1 ULP away");
  ExpectUsage({"--exact", "0=1", "--exact", "0=0x1.000002p0"}, "another result at 0x0p+0");
  ExpectUsage({"--domain", "[0,1]", "--exact", "2=7.389056"}, "is not in the domain");
  ExpectUsage({"--symmetry", "odd"}, "--symmetry odd: exp is");
  ExpectUsage({"--domain", "[0,1]", "--variant", "full"}, "leave the domain out");
  ExpectUsage({"--variant", "finite", "--nan", "ieee"}, "take --variant full");
  ExpectUsage({"--max-ulp", "0.4"}, "correct rounding has 0.5");
  ExpectUsage({"--format", "float64", "--max-ulp", "1"}, "float64 has too many");
  const std::vector<std::string> sin = {"verify", "--lib",    "libm.so.6", "--symbol",
                                        "sinf",   "--target", "sin"};
  for (const auto& [flags, part] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--monotonic"}, "sin is not proved to be monotonic"},
           {{"--variant", "finite"}, "the variant finite of sin needs --domain"},
           {{"--domain", "[0,1]", "--symmetry", "odd"}, "is not symmetric"}}) {
    std::vector<std::string> command = sin;
    command.insert(command.end(), flags.begin(), flags.end());
    const CommandResult result = Ulpforge(command);
    EXPECT_EQ(result.exit_code, kUsage);
    EXPECT_THAT(result.err, HasSubstr(part));
  }
}

TEST_F(ContractCommandTest, ATestDoesNotIncludeItself) {
  const CommandResult result =
      Ulpforge({"emit", "cubic.txt", "--target", "exp", "--domain", "[0x1p-7,0x1p-6]", "--type", "float",
                "--name", "foo", "--with-test", Path("foo.c")});
  EXPECT_EQ(result.exit_code, kUsage);
  EXPECT_THAT(result.err, HasSubstr("foo.c: the test includes the code from a file of that name"));
}

TEST_F(ContractCommandTest, EmittedCodeStatesWhatWasChecked) {
  const CommandResult result = Ulpforge(
      {"emit", "cubic.txt", "--target", "exp", "--domain", "[0x1p-7,0x1p-6]", "--type", "float", "--exact",
       "0x1p-6=0x1.04080ap0", "--monotonic", "--name", "my_exp", "--with-test", Path("check.c")},
      "my_exp.c");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const std::string text = ReadText("my_exp.c");
  EXPECT_THAT(text, AllOf(HasSubstr("Level: exhaustive, 8388609 inputs"), HasSubstr("Max error: 0."),
                          HasSubstr("monotonic: no step between neighbours against the function: holds"),
                          HasSubstr("Correctly rounded: "), HasSubstr("-ffp-contract=off")));
  for (const std::string compiler : {"gcc", "clang-19"}) {
    const std::string build = compiler + " -O3 -march=native -Wall -Wextra -Werror check.c -lm -o check";
    EXPECT_EQ(Run(build + " && ./check > out"), 0) << compiler << ReadText("out");
    EXPECT_THAT(ReadText("out"), HasSubstr("results as recorded"));
  }
  // The self-check notices another constant, and another loop.
  std::string spoilt = text;
  const size_t at = spoilt.rfind("c1 = 0x1p-1f");
  ASSERT_NE(at, std::string::npos);
  spoilt.replace(at, 12, "c1 = 0x1.01p-1f");
  WriteText("my_exp.c", spoilt);
  EXPECT_NE(Run("gcc -O1 check.c -lm -o check && ./check > out"), 0);
  EXPECT_THAT(ReadText("out"), HasSubstr("my_exp, scalar form: at 0x"));
  std::string shifted = text;
  const size_t loop = shifted.find("my_exp_at(in[i]");
  shifted.replace(loop, 15, "my_exp_at(-in[i]");
  WriteText("my_exp.c", shifted);
  EXPECT_NE(Run("gcc -O1 check.c -lm -o check && ./check > out"), 0);
  EXPECT_THAT(ReadText("out"), HasSubstr("my_exp, array form: at 0x"));
}

TEST_F(ContractCommandTest, EmitFailsWhereTheContractIsBroken) {
  const CommandResult result = Ulpforge({"emit", "cubic.txt", "--target", "exp", "--type", "float",
                                         "--domain", "[0.5,0.5001]", "--max-ulp", "1"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.err, HasSubstr("breaks its contract: max error"));
  EXPECT_THAT(result.out, HasSubstr("max error: at most 1 ULP: BROKEN"));
  for (const auto& [flags, part] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--target", "exp", "--max-ulp", "1"}, "give --type float"},
           {{"--type", "float", "--max-ulp", "1"}, "nothing says what the program computes; give --target"},
           {{"--target", "exp", "--type", "float", "--no-verify", "--time"}, "leave out --no-verify"}}) {
    std::vector<std::string> command = {"emit", "cubic.txt"};
    command.insert(command.end(), flags.begin(), flags.end());
    const CommandResult refused = Ulpforge(command);
    EXPECT_EQ(refused.exit_code, kUsage) << refused.err;
    EXPECT_THAT(refused.err, HasSubstr(part));
    EXPECT_EQ(refused.out, "");
  }
}

}  // namespace
}  // namespace ulpforge
