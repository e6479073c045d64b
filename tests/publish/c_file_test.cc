#include "publish/c_file.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "dsl/text.h"
#include "engine/run/report.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/target_table.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kLine[] = "ulpforge program v1\nconst c0 = 0.69\nconst c1 = 1\nv0 = fma x c0 c1\nreturn v0\n";

class CFileTest : public CommandTest {
 protected:
  static Problem Near1() { return *MakeProblem("exp2", "[1,1.0078125]", "relative"); }

  static std::string Message(const CFileOptions& options, const std::optional<Problem>& problem = Near1()) {
    return std::string(MakeCFile(*Parse(kLine), problem, options).status().message());
  }

  int Run(const std::string& command) const {
    return std::system(("cd " + directory_ + " && " + command).c_str());
  }
};

TEST_F(CFileTest, IsWhatTheCommandWrites) {
  WriteText("line.txt", kLine);
  for (const std::string type : {"double", "float", "bfloat16"}) {
    const absl::StatusOr<CFile> file = MakeCFile(*Parse(kLine), Near1(), {.name = "near_one", .type = type});
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_TRUE(file->holds.ok());
    EXPECT_EQ(file->self_check, "");
    const CommandResult command = Ulpforge({"emit", "line.txt", "--target", "exp2", "--domain",
                                            "[1,1.0078125]", "--name", "near_one", "--type", type});
    ASSERT_EQ(command.exit_code, 0) << command.err;
    EXPECT_EQ(file->text, command.out);
  }
}

TEST_F(CFileTest, CodeOfARunSaysWhereItComesFrom) {
  const std::string run = SourcePath("results/bfloat16/exp").string();
  const absl::StatusOr<FrontReport> report = ReadRankedReport(run);
  ASSERT_TRUE(report.ok()) << report.status();
  const absl::StatusOr<CFile> file = MakeCFile(*report, report->front(0));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(file->text,
              AllOf(HasSubstr("uint16_t ulpforge_exp(uint16_t x)"), HasSubstr("Level: exhaustive"),
                    HasSubstr("Reproduce with:\n *   ulpforge search exp ")));
  const absl::StatusOr<CFile> told = MakeCFile(*report, report->front(0), {.reproduce = {"./mine 1"}});
  ASSERT_TRUE(told.ok()) << told.status();
  EXPECT_THAT(told->text,
              AllOf(HasSubstr("Reproduce with:\n *   ./mine 1\n"), Not(HasSubstr("ulpforge search"))));
  EXPECT_THAT(
      std::string(MakeCFile(*report, report->front(0), {.type = "float"}).status().message()),
      HasSubstr("these are bfloat16 kernels, of which the code is for bfloat16; leave out --type float"));
}

TEST_F(CFileTest, TheSelfCheckFindsAChange) {
  const absl::StatusOr<CFile> file =
      MakeCFile(*Parse(kLine), Near1(), {.name = "near_one", .type = "float", .self_check = true});
  ASSERT_TRUE(file.ok()) << file.status();
  WriteText("near_one.c", file->text);
  WriteText("test.c", file->self_check);
  EXPECT_EQ(Run("cc -O1 test.c -lm && ./a.out > out.txt"), 0);
  EXPECT_THAT(ReadText("out.txt"), HasSubstr("results as recorded"));
  std::string changed = file->text;
  const std::string constant = "0x1.6147aep-1f";  // 0.69
  ASSERT_NE(changed.find(constant), std::string::npos) << changed;
  for (size_t at; (at = changed.find(constant)) != std::string::npos;)
    changed.replace(at, constant.size(), "0x1.6147bp-1f");
  WriteText("near_one.c", changed);
  EXPECT_EQ(Run("cc -O1 test.c -lm"), 0);
  EXPECT_NE(Run("./a.out > out.txt"), 0);
}

TEST_F(CFileTest, WhatIsAskedIsJudged) {
  CFileOptions options{.type = "float", .contract = {.domain = "[1,1.0078125]", .max_ulp = 2e6}};
  absl::StatusOr<CFile> file = MakeCFile(*Parse(kLine), Near1(), options);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(file->holds.ok()) << file->holds;
  options.contract.max_ulp = 1;
  file = MakeCFile(*Parse(kLine), Near1(), options);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(absl::IsFailedPrecondition(file->holds)) << file->holds;
}

TEST_F(CFileTest, ChecksAndTimesAreThoseOfTheCaller) {
  std::vector<std::string> checked;
  CFileOptions options{.name = "near_one", .type = "float"};
  options.check = [&](const std::string& name, const Target& target, const FunctionFactory& make,
                      const ExhaustiveOptions& how) {
    checked.push_back(name);
    return CheckInSilence(name, target, make, how);
  };
  options.time = [](const std::string&, const std::string&, const Target&, const Contract&, double,
                    const ExhaustiveChecker&) { return std::vector<std::string>{"Fast enough"}; };
  absl::StatusOr<CFile> file = MakeCFile(*Parse(kLine), Near1(), options);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(checked, std::vector<std::string>{"near_one"});
  EXPECT_THAT(file->text, HasSubstr(" * Fast enough\n"));
  options.check = [](const std::string&, const Target&, const FunctionFactory&,
                     const ExhaustiveOptions&) -> absl::StatusOr<ExhaustiveReport> {
    return absl::CancelledError("enough");
  };
  EXPECT_EQ(MakeCFile(*Parse(kLine), Near1(), options).status(), absl::CancelledError("enough"));
}

TEST_F(CFileTest, WhatDoesNotApplyIsRefused) {
  EXPECT_THAT(Message({.type = "half"}), HasSubstr("--type half: give one of double, float"));
  EXPECT_THAT(Message({.name = "int"}), HasSubstr("int"));
  EXPECT_THAT(Message({.type = "float", .in_flight = 9}), HasSubstr("give a number from 0 to 8 or measured"));
  EXPECT_THAT(Message({.in_flight = 2}), HasSubstr("not for double"));
  EXPECT_THAT(Message({.self_check = true}), HasSubstr("not for double"));
  EXPECT_THAT(Message({.type = "bfloat16", .self_check = true}), HasSubstr("are for float"));
  EXPECT_THAT(Message({.type = "float", .verify = false, .self_check = true}),
              HasSubstr("leave out --no-verify"));
  EXPECT_THAT(Message({.type = "float", .self_check = true}, std::nullopt),
              HasSubstr("nothing says what the program computes"));
  EXPECT_THAT(Message({.type = "float", .contract = {.variant = "some"}}), HasSubstr("some"));
}

}  // namespace
}  // namespace ulpforge
