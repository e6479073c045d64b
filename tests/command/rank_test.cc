#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class RankCommandTest : public CommandTest {
 protected:
  // Few inputs, so that verification takes no time.
  CommandResult SearchKernels(const std::string& out, const std::string& flag) {
    return Ulpforge({"search", "exp2", "--format", "float32", "--domain", "[1,1.0078125]", "--max-ulp",
                     "1000", "--budget", "400c", "--threads", "1", "--out", out, flag});
  }
};

TEST_F(RankCommandTest, KernelsAreRankedByMeasuredTime) {
  const CommandResult search = SearchKernels("r", "--no-rank");
  ASSERT_EQ(search.exit_code, 0) << search.err;
  EXPECT_THAT(search.out, Not(HasSubstr("measured")));
  EXPECT_FALSE(std::filesystem::exists(Path("r/ranked.json")));

  const CommandResult rank = Ulpforge({"rank", "r", "--seconds", "0.05"});
  if (rank.exit_code != 0 && rank.err.find("too busy") != std::string::npos) GTEST_SKIP() << rank.err;
  ASSERT_EQ(rank.exit_code, 0) << rank.err;
  EXPECT_THAT(rank.out, AllOf(HasSubstr("measured  mca-throughput"), HasSubstr("measured: cycles on ")));
  EXPECT_THAT(Ulpforge({"front", "r"}).out, HasSubstr("measured"));
  EXPECT_THAT(Ulpforge({"front", "r", "--json"}).out, HasSubstr("\"timed_on\""));
  EXPECT_EQ(Ulpforge({"emit", "r", "--ulp", "1000", "--no-verify"}).exit_code, 0);

  // A ranking is of one state of the run.
  const CommandResult resume = Ulpforge({"resume", "r", "--budget", "400c"});
  ASSERT_EQ(resume.exit_code, 0) << resume.err;
  EXPECT_THAT(Ulpforge({"front", "r"}).out, Not(HasSubstr("measured")));
}

TEST_F(RankCommandTest, OnlyKernelsAreRanked) {
  ASSERT_EQ(Ulpforge({"search", "exp2", "--max-ops", "2", "--budget", "128c", "--out", "real"}).exit_code, 0);
  const CommandResult rank = Ulpforge({"rank", "real"});
  EXPECT_NE(rank.exit_code, 0);
  EXPECT_THAT(rank.err, HasSubstr("--format float32"));
  EXPECT_THAT(Ulpforge({"rank", "nowhere"}).err, HasSubstr("nowhere"));
}

}  // namespace
}  // namespace ulpforge
