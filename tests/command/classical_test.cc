#include <string>

#include "dsl/text.h"
#include "engine/schema/run.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ClassicalCommandTest : public CommandTest {};

TEST_F(ClassicalCommandTest, ShowsTheBestOfEveryOpCount) {
  const CommandResult result = Ulpforge({"classical", "exp2", "--max-ops", "4"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out,
              AllOf(StartsWith("exp2 on (0,1], relative error\nops     error  digits  level      kind\n"),
                    HasSubstr("  3  0.000867    3.06  certified  rational minimax (1,1)"),
                    HasSubstr("  4  0.000217 ")));
  const CommandResult all = Ulpforge({"classical", "exp2", "--max-ops", "3", "--all"});
  EXPECT_THAT(all.out,
              AllOf(HasSubstr("Taylor polynomial degree 1, Horner, about 0\n"), HasSubstr("Pade (1,1)")));
}

TEST_F(ClassicalCommandTest, ProgramsOfTheJsonAreThoseOfTheFiles) {
  const CommandResult result = Ulpforge({"classical", "log", "--max-ops", "3", "--domain", "[1,1.5]",
                                         "--measure", "absolute", "--constants", "extended", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  ClassicalReport report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(result.out, &report).ok());
  EXPECT_EQ(report.domain(), "[1,1.5]");
  ASSERT_GT(report.programs().size(), 0);
  for (const ClassicalEntry& entry : report.programs()) {
    EXPECT_EQ(entry.level(), certified);
    const absl::StatusOr<Program> program = Parse(entry.program());
    ASSERT_TRUE(program.ok()) << program.status();
    EXPECT_EQ(OpCount(*program), static_cast<int>(entry.ops()));
  }
  WriteText("p.txt", report.programs(report.programs().size() - 1).program());
  EXPECT_EQ(Ulpforge({"verify", "p.txt", "--target", "log", "--domain", "[1,1.5]"}).exit_code, 0);
}

TEST_F(ClassicalCommandTest, AFrontIsComparedWithWhatItsConfigurationAllows) {
  ASSERT_EQ(Ulpforge({"search", "exp2", "--max-ops", "3", "--budget", "20000c", "--out", "r"}).exit_code, 0);
  const CommandResult table = Ulpforge({"front", "r", "--classical"});
  EXPECT_EQ(table.exit_code, 0) << table.err;
  EXPECT_THAT(table.out,
              AllOf(StartsWith("ops      error  level      classical  ratio  classical construction\n"),
                    HasSubstr("\n  3  8.673e-04  certified  8.673e-04      1  rational minimax (1,1)")));
  const CommandResult json = Ulpforge({"front", "r", "--classical", "--json"});
  EXPECT_EQ(json.out,
            Ulpforge({"classical", "exp2", "--ops", "add,sub,mul,div", "--max-ops", "3", "--json"}).out);
  EXPECT_EQ(Ulpforge({"front", "r", "--classical", "--csv"}).exit_code, kUsage);
}

TEST_F(ClassicalCommandTest, SaysThatThereIsNone) {
  const CommandResult result = Ulpforge({"classical", "exp2", "--ops", "add"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_EQ(result.err,
            "ulpforge: no construction for exp2 on (0,1] has at most 12 ops, of add only; allow more\n");
}

TEST_F(ClassicalCommandTest, WrongInputIsNamed) {
  const auto error = [&](const std::vector<std::string>& arguments) {
    const CommandResult result = Ulpforge(arguments);
    EXPECT_EQ(result.exit_code, kUsage);
    EXPECT_EQ(result.out, "");
    return result.err;
  };
  EXPECT_THAT(error({"classical"}), HasSubstr("TARGET"));
  EXPECT_THAT(error({"classical", "epx2"}), HasSubstr("did you mean 'exp2'"));
  EXPECT_THAT(error({"classical", "exp2", "--max-ops", "0"}), HasSubstr("max_ops: '0' is out of range"));
  EXPECT_THAT(error({"classical", "exp2", "--max-ops", "-3"}), HasSubstr("'-3' is not a whole number"));
  EXPECT_THAT(error({"classical", "exp2", "--ops", "add,tan"}), HasSubstr("'tan'"));
  EXPECT_THAT(error({"classical", "exp2", "--constants", "f32"}), HasSubstr("'f32'"));
  EXPECT_THAT(error({"classical", "log", "--domain", "[0,1]"}), HasSubstr("not finite"));
  EXPECT_THAT(error({"classical", "log", "--measure", "relative"}), HasSubstr("zero"));
}

}  // namespace
}  // namespace ulpforge
