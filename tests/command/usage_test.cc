#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "engine/schema/config.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/target_table.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using UsageTest = CommandTest;

TEST_F(UsageTest, UnknownNamesAreAnsweredWithTheNearest) {
  ExpectError({"serch", "exp2"}, kUsage, "unknown subcommand 'serch'; the nearest known one is 'search'");
  ExpectError({"xyzzy"}, kUsage, "unknown subcommand 'xyzzy'; see `ulpforge --help`");
  ExpectError({"--versoin"}, kUsage, "unknown flag '--versoin'; the nearest known one is '--version'");
  ExpectError({"search", "exp2", "--max-opps", "3"}, kUsage,
              "unknown flag '--max-opps'; the nearest known one is '--max-ops'");
  ExpectError({"search", "exp2", "--max-opps=3"}, kUsage,
              "unknown flag '--max-opps'; the nearest known one is '--max-ops'");
  ExpectError({"search", "exp2", "--max_ops", "3"}, kUsage,
              "unknown flag '--max_ops'; the nearest known one is '--max-ops'");
  ExpectError({"search", "exp2", "--seed", "1", "--no-cach"}, kUsage,
              "unknown flag '--no-cach'; the nearest known one is '--no-cache'");
  ExpectError({"front", "run", "--jsn"}, kUsage, "unknown flag '--jsn'; the nearest known one is '--json'");
  ExpectError({"verify", "run", "-x"}, kUsage, "unknown flag '-x'; the nearest known one is '-h'");
}

TEST_F(UsageTest, MissingAndSurplusArguments) {
  ExpectError({}, kUsage, "no subcommand is given; see `ulpforge --help`");
  ExpectError({"search"}, kUsage, "target: no function is given; `ulpforge targets` lists them");
  for (const char* command : {"front", "resume"}) ExpectError({command}, kUsage, "RUN is required");
  ExpectError({"emit"}, kUsage, "SOURCE is required");
  ExpectError({"verify"}, kUsage, "give one run or program file, or --exhaustive to check functions");
  ExpectError({"bench"}, kUsage, "names no function: give a run, a program, a C file, --lib or --peers");
  ExpectError({"search", "exp2", "exp"}, kUsage,
              "ulpforge search takes no further argument, but there is 'exp'; see `ulpforge search --help`");
  ExpectError({"search", "exp2", "--seed"}, kUsage, "--seed: 1 required INTEGER missing");
  EXPECT_EQ(Ulpforge({"search", "exp2", "--seed", "1", "--seed", "2", "--print-config"}).exit_code, kUsage);
  EXPECT_EQ(Ulpforge({"front", "run", "--json", "--csv"}).exit_code, kUsage);
}

TEST_F(UsageTest, WrongValues) {
  ExpectError({"search", "exq2"}, kUsage, "unknown target 'exq2'; did you mean 'exp2'?");
  ExpectError({"search", "exp2", "--max-ops", "ten"}, kUsage, "max_ops: 'ten' is not a whole number");
  ExpectError({"search", "exp2", "--max-ops", "99"}, kUsage, "max_ops: '99' is out of range; use 1 to 32");
  ExpectError({"search", "exp2", "--seed", "-1"}, kUsage, "seed: '-1' is not a whole number");
  ExpectError({"search", "exp2", "--audit-rate", "nan"}, kUsage, "audit_rate: 'nan' is not a number");
  ExpectError({"search", "exp2", "--ops", "add,sup"}, kUsage,
              "ops: 'sup' is unknown; use one of add, sub, mul, div, sqrt, fma, neg, abs, min, max, round, "
              "floor; the nearest is sub");
  ExpectError({"search", "exp2", "--budget", "90"}, kUsage,
              "budget: '90' has no unit; give a time such as 60s, 10m, 4h or a number of candidates such as "
              "200000c");
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"search", "exp2", "--algorithm", "randum"},
                                             {"search", "exp2", "--mutation", "insret=1"},
                                             {"search", "exp2", "--mutation", "insert=-1"},
                                             {"search", "exp2", "--domain", "(1,0]"},
                                             {"search", "exp2", "--measure", "relativ"},
                                             {"search", "exp2", "--constants", "f16"},
                                             {"search", "exp2", "--format", "reel"},
                                             {"resume", "run", "--threads", "x"},
                                             {"resume", "run", "--budget", "soon"},
                                             {"emit", "run", "--type", "floot"},
                                             {"emit", "run", "--ops", "many"},
                                             {"verify", "run", "--points", "0"}}) {
    const CommandResult result = Ulpforge(arguments);
    EXPECT_EQ(result.exit_code, kUsage) << arguments[2];
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    EXPECT_THAT(result.err, ::testing::StartsWith("ulpforge: "));
  }
  EXPECT_FALSE(std::filesystem::exists(Path("runs")));
}

TEST_F(UsageTest, WhatAMessageQuotesDoesNotControlTheTerminal) {
  std::ofstream(Path("file")) << "\x1b[31m\x07red\x7f\n";
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"verify", Path("file")},
                                             {"compose", Path("file"), Path("file")},
                                             {"search", "--samples", Path("file")},
                                             {"search", "exp2", "--config", Path("file")},
                                             {"search", "--function", "\x1b[31m"},
                                             {"front", Path("\x1b[31m")}}) {
    const CommandResult result = Ulpforge(arguments);
    EXPECT_NE(result.exit_code, 0);
    const auto controls = [](unsigned char c) { return (c < ' ' && c != '\n') || c == 0x7f; };
    EXPECT_TRUE(std::none_of(result.err.begin(), result.err.end(), controls)) << arguments[0];
  }
}

TEST_F(UsageTest, HelpAndVersion) {
  EXPECT_THAT(Ulpforge({"--version"}).out, ::testing::MatchesRegex("ulpforge [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  EXPECT_THAT(Ulpforge({"--help"}).out, HasSubstr("Example:\n  ulpforge "));
  for (const char* command : {"targets", "search", "resume", "front", "emit", "verify", "fit", "classical"}) {
    const CommandResult result = Ulpforge({command, "--help"});
    EXPECT_EQ(result.exit_code, 0) << command;
    EXPECT_THAT(result.out, HasSubstr(std::string("Example:\n  ulpforge ") + command)) << command;
    EXPECT_EQ(result.err, "");
  }
}

TEST_F(UsageTest, EveryKeyIsAFlag) {
  const std::string help = Ulpforge({"search", "--help"}).out;
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.name == "target") continue;
    EXPECT_THAT(help, HasSubstr("--" + key.flag)) << key.name;
  }
}

TEST_F(UsageTest, FullOutputIsAnError) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"targets"}, {"--help"}, {"search", "exp2", "--print-config"}}) {
    const CommandResult result = Ulpforge(arguments, "/dev/full");
    EXPECT_EQ(result.exit_code, kFailure);
    EXPECT_EQ(result.err, "ulpforge: cannot write to standard output: No space left on device\n");
  }
}

TEST_F(UsageTest, TargetsAreListed) {
  const std::string table = Ulpforge({"targets"}).out;
  const std::string json = Ulpforge({"targets", "--json"}).out;
  for (const Target& target : Targets()) {
    EXPECT_THAT(table, HasSubstr(std::string(target.description)));
    EXPECT_THAT(json, HasSubstr("\"name\": \"" + std::string(target.name) + "\""));
  }
}

TEST_F(UsageTest, PrintedConfigurationLoadsAgain) {
  const std::vector<std::string> flags = {"search",
                                          "exp2",
                                          "--domain",
                                          "[0.5,1]",
                                          "--max-ops",
                                          "7",
                                          "--no-cache",
                                          "--mutation",
                                          "insert=2.5",
                                          "--mutation",
                                          "remove=0",
                                          "--seed",
                                          "18446744073709551615",
                                          "--print-config"};
  const std::string printed = Ulpforge(flags).out;
  EXPECT_THAT(printed, AllOf(HasSubstr("domain: \"[0.5,1]\""), HasSubstr("cache: false"),
                             HasSubstr("seed: 18446744073709551615"), HasSubstr("mutation: \"insert=2.5\""),
                             HasSubstr("mutation: \"remove=0\"")));
  WriteText("config.textproto", printed);
  EXPECT_EQ(Ulpforge({"search", "--config", "config.textproto", "--print-config"}).out, printed);
  EXPECT_FALSE(std::filesystem::exists(Path("runs")));
}

TEST_F(UsageTest, CommandLineBeatsFileBeatsDefault) {
  WriteText("c", "target: 'log2' max_ops: 5 seed: 7 cache: false mutation: 'insert=1' mutation: 'remove=1'");
  const std::string printed = Ulpforge({"search", "exp2", "--config", "c", "--seed", "9", "--cache",
                                        "--mutation", "insert=3", "--print-config"})
                                  .out;
  EXPECT_THAT(printed, AllOf(HasSubstr("target: \"exp2\""), HasSubstr("max_ops: 5 "), HasSubstr("seed: 9 "),
                             HasSubstr("cache: true "), HasSubstr("batch: 128 "), HasSubstr("\"insert=3\""),
                             HasSubstr("\"remove=1\""), Not(HasSubstr("\"insert=1\""))));
}

TEST_F(UsageTest, AFlagAfterARepeatableOneIsNotSwallowed) {
  EXPECT_THAT(Ulpforge({"search", "--mutation", "insert=1", "exp2", "--print-config"}).out,
              HasSubstr("target: \"exp2\""));
}

TEST_F(UsageTest, WrongConfigurationFiles) {
  WriteText("c", "seed: 1\nmax_opps: 3\n");
  ExpectError({"search", "exp2", "--config", "c"}, kUsage,
              "c:2:1: unknown key 'max_opps'; the nearest known key is 'max_ops'");
  ExpectError({"search", "exp2", "--config", "none"}, kFailure,
              "cannot read none: No such file or directory");
}

}  // namespace
}  // namespace ulpforge
