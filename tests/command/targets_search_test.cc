#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "targets/target_table.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using testing::HasSubstr;

class SearchOfEveryTarget : public CommandTest, public testing::WithParamInterface<size_t> {
 protected:
  std::string Name() const { return std::string(Targets()[GetParam()].name); }
};

// The whole chain takes the function: samples, fits, pole checks, dense checks, proofs.
TEST_P(SearchOfEveryTarget, IsSearched) {
  const CommandResult search = Ulpforge({"search", Name(), "--ops", "add,sub,mul,div,sqrt", "--max-ops", "2",
                                         "--budget", "384c", "--threads", "1", "--out", "r"});
  ASSERT_EQ(search.exit_code, 0) << search.err;
  const CommandResult front = Ulpforge({"front", "r", "--csv"});
  EXPECT_THAT(front.out, HasSubstr(",certified,")) << front.out;
}

INSTANTIATE_TEST_SUITE_P(TargetTable, SearchOfEveryTarget, testing::Range<size_t>(0, Targets().size()),
                         [](const auto& info) { return std::string(Targets()[info.param].name); });

}  // namespace
}  // namespace ulpforge
