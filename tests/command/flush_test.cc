// verify --flush and emit --flush: what they say, what they refuse.
#include <algorithm>
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

constexpr int kFailure = 1;
constexpr int kUsage = 2;

// sin x for small x: exact in the usual mode; halves of small normal numbers are flushed.
constexpr char kHalves[] =
    "float halves(float x) { volatile float half = 0.5f; return x * half + x * half; }\n";
constexpr char kWhole[] = "float whole(float x) { volatile float one = 1; return x * one; }\n";
constexpr char kHalvesProgram[] =
    "ulpforge program v1\nconst half = 0.5\nu = mul x half\nv = add u u\nreturn v\n";
constexpr char kWholeProgram[] = "ulpforge program v1\nconst one = 1\nu = mul x one\nreturn u\n";
constexpr char kDomain[] = "[0x1.fp-127,0x1.1p-126]";

class FlushCommandTest : public CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    WriteText("halves.c", kHalves);
    WriteText("whole.c", kWhole);
    WriteText("halves.txt", kHalvesProgram);
    WriteText("whole.txt", kWholeProgram);
  }

  void ExpectUsage(const std::vector<std::string>& command, const std::string& part) {
    const CommandResult result = Ulpforge(command);
    EXPECT_EQ(result.exit_code, kUsage) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, AllOf(HasSubstr("--flush"), HasSubstr(part)));
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
  }
};

TEST_F(FlushCommandTest, VerifySaysThatItCheckedInTheMode) {
  const std::vector<std::string> command = {"verify", "whole.c", "--target",  "sin", "--domain",
                                            kDomain,  "--flush", "--max-ulp", "1"};
  const CommandResult result = Ulpforge(command);
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("run with                flush-to-zero and denormals-are-zero"),
                                HasSubstr("under flush-to-zero and denormals-are-zero"),
                                HasSubstr("or flushed to zero: holds")));
  std::vector<std::string> json = command;
  json.push_back("--json");
  ExhaustiveReport report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(Ulpforge(json).out, &report).ok());
  EXPECT_EQ(report.floating_point_mode(), "flush-to-zero and denormals-are-zero");
  EXPECT_EQ(report.excused(), 0x1p18) << "the subnormal inputs of the domain";
}

TEST_F(FlushCommandTest, VerifyFindsNormalResultsThatAreFlushed) {
  for (const std::string source : {"halves.c", "halves.txt"}) {
    std::vector<std::string> command = {"verify", source,         "--target",  "sin", "--domain",
                                        kDomain,  "--exhaustive", "--max-ulp", "1"};
    EXPECT_EQ(Ulpforge(command).exit_code, 0) << source;
    command.push_back("--flush");
    const CommandResult result = Ulpforge(command);
    EXPECT_EQ(result.exit_code, kFailure) << source << result.out;
    EXPECT_THAT(result.err, HasSubstr("breaks its contract"));
  }
}

TEST_F(FlushCommandTest, ATableSaysThatItCheckedInTheMode) {
  const CommandResult result = Ulpforge({"verify", "whole.txt", "halves.txt", "--target", "sin", "--domain",
                                         kDomain, "--exhaustive", "--flush", "--max-ulp", "1"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.out, HasSubstr("level exhaustive, run with flush-to-zero and denormals-are-zero"));
  EXPECT_THAT(result.err, HasSubstr("halves.txt breaks its contract"));
}

TEST_F(FlushCommandTest, WhatItDoesNotApplyToIsRefused) {
  WriteText("wide.c", "double wide(double x) { return x; }\n");
  ExpectUsage({"verify", "wide.c", "--target", "sin", "--flush"}, "not float64; leave it out");
  ExpectUsage({"verify", "whole.txt", "--target", "sin", "--format", "bfloat16", "--exhaustive", "--flush"},
              "not bfloat16; leave it out");
  ExpectUsage({"verify", "whole.txt", "--target", "sin", "--flush"}, "give --exhaustive");
  ExpectUsage({"verify", "whole.c", "--target", "sin", "--flush", "--subnormal", "ieee"},
              "take --subnormal flush");
  ExpectUsage({"emit", "whole.txt", "--target", "sin", "--flush"}, "give --type float");
  ExpectUsage({"emit", "whole.txt", "--target", "sin", "--type", "float", "--flush", "--no-verify"},
              "leave out --no-verify");
}

TEST_F(FlushCommandTest, TheHeaderOfEmittedCodeSaysWhatHolds) {
  std::vector<std::string> command = {"emit",     "whole.txt", "--target", "sin",
                                      "--domain", kDomain,     "--type",   "float"};
  const CommandResult sampled = Ulpforge(command);
  EXPECT_EQ(sampled.exit_code, 0) << sampled.err;
  EXPECT_THAT(sampled.out,
              AllOf(HasSubstr("Flush-to-zero and denormals-are-zero: special values and errors of "
                              "normal inputs hold (level: sampled, "),
                    HasSubstr(" special inputs and ")));
  command.push_back("--flush");
  const CommandResult proved = Ulpforge(command);
  EXPECT_EQ(proved.exit_code, 0) << proved.err;
  EXPECT_THAT(proved.out, HasSubstr("hold (level: exhaustive, 786433 inputs)"));
}

TEST_F(FlushCommandTest, TheHeaderNamesTheFirstCounterexample) {
  std::vector<std::string> command = {"emit",     "halves.txt", "--target", "sin",
                                      "--domain", kDomain,      "--type",   "float"};
  const CommandResult sampled = Ulpforge(command);
  EXPECT_EQ(sampled.exit_code, 0) << sampled.err;
  EXPECT_THAT(sampled.out, HasSubstr("Flush-to-zero and denormals-are-zero: do not hold: f("));
  command.push_back("--flush");
  const CommandResult asked = Ulpforge(command);
  EXPECT_EQ(asked.exit_code, kFailure);
  EXPECT_THAT(asked.err, HasSubstr("breaks its contract under flush-to-zero and denormals-are-zero: f("));
  EXPECT_THAT(asked.out, HasSubstr("(level: exhaustive, "));
}

}  // namespace
}  // namespace ulpforge
