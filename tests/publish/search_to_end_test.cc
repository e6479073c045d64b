#include "publish/search_to_end.h"

#include <atomic>
#include <string>

#include "base/atomic_file.h"
#include "engine/run/report.h"
#include "gtest/gtest.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

class SearchToEndTest : public CommandTest {
 protected:
  SearchConfig Config(const std::string& out) const {
    SearchConfig config;
    config.set_target("exp2");
    config.set_format("float32");
    config.set_domain("[1,1.0078125]");  // few inputs, so that verification takes no time
    config.set_cost("zen5-throughput");
    config.add_seed_program("classical");
    config.set_max_ulp(1000);
    config.set_budget("256c");
    config.set_threads(1);
    config.set_out(Path(out));
    return config;
  }
};

TEST_F(SearchToEndTest, FindsWhatTheCommandFinds) {
  SearchConfig config = Config("library");
  config.set_rank(false);
  const absl::StatusOr<FrontReport> report = SearchToEnd(config);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(report->front_size(), 1);
  EXPECT_FALSE(report->has_timed_on());
  const CommandResult command =
      Ulpforge({"search", "exp2", "--format", "float32", "--domain", "[1,1.0078125]", "--cost",
                "zen5-throughput", "--seed-program", "classical", "--max-ulp", "1000", "--budget", "256c",
                "--threads", "1", "--no-rank", "--out", "command"});
  ASSERT_EQ(command.exit_code, 0) << command.err;
  EXPECT_EQ(ReadText("command/front.json"), ReadText("library/front.json"));
}

TEST_F(SearchToEndTest, KernelsAreRankedOrItSaysWhyNot) {
  absl::Status not_ranked = absl::UnknownError("not set");
  const absl::StatusOr<FrontReport> report = SearchToEnd(Config("run"), {.not_ranked = &not_ranked});
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_GT(report->front_size(), 0);
  EXPECT_EQ(report->has_timed_on(), not_ranked.ok()) << not_ranked;
  EXPECT_EQ(report->front(0).has_measured(), not_ranked.ok());
  const absl::StatusOr<FrontReport> read = ReadRankedReport(Path("run"));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(FormatReportJson(*read), FormatReportJson(*report));
}

TEST_F(SearchToEndTest, AStoppedSearchIsNotRanked) {
  const std::atomic<bool> stop = true;
  const absl::StatusOr<FrontReport> report = SearchToEnd(Config("run"), {.stop = &stop});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->has_timed_on());
}

TEST_F(SearchToEndTest, ErrorsWriteNothing) {
  SearchConfig config = Config("run");
  config.set_seed_program(0, "clasical");
  EXPECT_EQ(SearchToEnd(config).status().message(), ReadFile("clasical").status().message());
  EXPECT_TRUE(absl::IsNotFound(ReadFile(Path("run/config.textproto")).status()));
}

}  // namespace
}  // namespace ulpforge
