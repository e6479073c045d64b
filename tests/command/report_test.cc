// `ulpforge report` and `ulpforge front --plot` as users run them. What the page does in a browser is in
// tests/browser.
#include <filesystem>
#include <regex>
#include <string>

#include "dsl/text.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "report/page.h"
#include "report/report.pb.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ReportCommandTest : public CommandTest {
 protected:
  void SetUp() override {
    if (PageTemplate().empty()) GTEST_SKIP() << "built with -DULPFORGE_REPORT=OFF";
  }

  void Search(const std::string& out, const std::string& seed = "1") {
    ASSERT_EQ(Ulpforge({"search", "exp2", "--max-ops", "4", "--seed", seed, "--budget", "5000c", "--threads",
                        "1", "--out", out})
                  .exit_code,
              0);
  }

  // The model inside of a page.
  static ReportModel ModelOf(const std::string& page) {
    const std::string begin = "<script type=\"application/json\" id=\"model\">";
    const size_t at = page.find(begin);
    EXPECT_NE(at, std::string::npos);
    const size_t from = at + begin.size();
    ReportModel model;
    const auto status = google::protobuf::util::JsonStringToMessage(
        page.substr(from, page.find("</script>", from) - from), &model);
    EXPECT_TRUE(status.ok()) << status.ToString();
    return model;
  }
};

TEST_F(ReportCommandTest, APageHoldsAllOfARun) {
  Search("r");
  const CommandResult result = Ulpforge({"report", "r", "--output", "page.html"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(StartsWith("page.html ("), HasSubstr(" MB)\n")));
  const std::string page = ReadText("page.html");
  EXPECT_THAT(page,
              AllOf(StartsWith("<!doctype html>"), HasSubstr("default-src 'none'"), Not(HasSubstr("@MODEL@")),
                    Not(HasSubstr("<script src")), Not(HasSubstr("@SCRIPT@"))));
  const ReportModel model = ModelOf(page);
  ASSERT_EQ(model.runs_size(), 1);
  const ReportRun& run = model.runs(0);
  EXPECT_EQ(run.target(), "exp2");
  EXPECT_EQ(run.cost(), "operations");
  EXPECT_THAT(run.command(),
              AllOf(StartsWith("ulpforge search exp2 "), HasSubstr(" --max-ops 4 --seed 1 --budget 5120c")));
  EXPECT_EQ(run.statistics().candidates(), 5120u);
  EXPECT_GT(run.opponents_size(), 0);
  EXPECT_GT(run.improvements_size(), 0);
  EXPECT_GT(run.checkpoints_size(), 1);
  EXPECT_GT(run.phases_size(), 0);
  EXPECT_GT(run.ancestors_size(), 0);
  ASSERT_GT(run.programs_size(), 2);
  for (const ReportProgram& program : run.programs()) {
    EXPECT_EQ(static_cast<uint32_t>(program.nodes_size()), program.ops() + 1);
    EXPECT_TRUE(Parse(program.text()).ok());
    EXPECT_GT(program.curve().x_size(), 500);
    EXPECT_LE(std::abs(program.curve().worst_error()), program.error() * (1 + 1e-9));
    EXPECT_GE(std::abs(program.curve().worst_error()), program.error() * 0.999);
    EXPECT_THAT(program.code(), HasSubstr("double ulpforge_exp2("));
    bool has_line = false;
    for (const ReportAncestor& ancestor : run.ancestors())
      has_line |= ancestor.candidate() == program.found_at();
    EXPECT_TRUE(has_line);
  }
}

TEST_F(ReportCommandTest, SeveralRunsStandInOnePageAndADirectoryMayHoldOnlyAFront) {
  Search("r");
  Search("s", "2");
  for (const char* file : {"checkpoint.bin", "checkpoint.prev.bin", "events.jsonl"}) {
    std::filesystem::remove(Path("s/" + std::string(file)));
  }
  const CommandResult result = Ulpforge({"report", "r", "s", "--no-classical", "--output", "-"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const ReportModel model = ModelOf(result.out);
  ASSERT_EQ(model.runs_size(), 2);
  EXPECT_EQ(model.runs(1).name(), "s");
  EXPECT_EQ(model.runs(1).ancestors_size(), 0);
  EXPECT_EQ(model.runs(1).improvements_size(), 0);
  EXPECT_FALSE(model.runs(1).has_seconds());
  EXPECT_EQ(model.runs(0).opponents_size(), 0);
}

// While a search runs, its programs are not verified.
TEST_F(ReportCommandTest, AWorstInputThatIsNotKnownIsNotShown) {
  Search("r");
  const std::regex worst_input("\"worst_input\": [^,]*,");
  WriteText("r/front.json", std::regex_replace(ReadText("r/front.json"), worst_input, ""));
  const CommandResult result = Ulpforge({"report", "r", "--no-classical", "--output", "-"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const ReportModel model = ModelOf(result.out);
  for (const ReportProgram& program : model.runs(0).programs()) {
    EXPECT_FALSE(program.has_worst_input()) << program.worst_input();
  }
}

TEST_F(ReportCommandTest, KernelsAreComparedWithFiguresOfOthers) {
  // What matters is the page, not the kernels.
  ASSERT_EQ(
      Ulpforge({"search",         "exp2",    "--format", "float32",   "--domain", "[0.5,0.51]", "--cost",
                "mca-throughput", "--cpu",   "znver3",   "--max-ulp", "1e6",      "--max-ops",  "4",
                "--no-rank",      "--batch", "32",       "--budget",  "320c",     "--threads",  "1",
                "--out",          "k"})
          .exit_code,
      0);
  const std::string figures = R"({"target": "exp2", "model": "znver3", "more": [1, {"x": null}],
    "kernels": [{"name": "by hand", "variant": "finite", "max_ulp": 1.5, "throughput": 0.4, "static_throughput": 0.5},
                {"name": "another contract", "variant": "full", "max_ulp": 1, "throughput": 0.7}],
    "peers": [{"name": "</script><b>", "max_ulp": 1e6, "max_ulp_normal": 1.25, "throughput": 0.9}]})";
  WriteText("figures.json", figures);
  const CommandResult result = Ulpforge({"report", "k", "--baselines", "figures.json", "--output", "-"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const ReportModel model = ModelOf(result.out);
  const ReportRun& run = model.runs(0);
  EXPECT_EQ(run.measure(), "ULP");
  EXPECT_EQ(run.cost(), "cycles per element (mca-throughput, znver3)");
  EXPECT_THAT(run.contract(), StartsWith("finite"));
  ASSERT_EQ(run.opponents_size(), 2);
  EXPECT_EQ(run.opponents(0).name(), "by hand");
  EXPECT_EQ(run.opponents(0).cost(), 0.5);
  EXPECT_EQ(run.opponents(0).cycles(), 0.4);
  EXPECT_EQ(run.opponents(1).name(), "</script><b> (normal results only)");
  EXPECT_EQ(run.opponents(1).error(), 1.25);
  EXPECT_FALSE(run.opponents(1).has_cost());
  ASSERT_GT(run.programs_size(), 0);
  for (const ReportProgram& program : run.programs()) {
    EXPECT_GT(program.curve().low_size(), 100);
    EXPECT_THAT(program.code(), HasSubstr("float ulpforge_exp2("));
    if (program.level() != exhaustive) continue;
    EXPECT_NEAR(std::abs(program.curve().worst_error()), program.error(), 1e-6 * program.error());
    for (const float high : program.curve().high()) EXPECT_LE(high, program.error() * (1 + 1e-6));
  }
}

TEST_F(ReportCommandTest, MistakesAreToldOnOneLine) {
  Search("r");
  WriteText("bad.json", "[1, 2");
  WriteText("log.json", R"({"target": "log"})");
  ExpectError({"report", "nothing"}, kFailure,
              "'nothing' is no run directory: cannot read nothing/front.json: No such file or directory");
  ExpectError({"report", "r", "--open", "--output", "-"}, kUsage,
              "--open needs a file; leave out --output -");
  ExpectError({"report", "r", "--time"}, kUsage, "--time is for runs of float32 kernels; leave it out");
  ExpectError({"report", "r", "--baselines", "bad.json"}, kFailure,
              "bad.json holds no figures: give a file like results/baselines/exp2.json");
  ExpectError({"report", "r", "--baselines", "log.json"}, kUsage,
              "--baselines log.json: it is about float32 kernels of log, which no run here has");
  EXPECT_EQ(Ulpforge({"report", "r", "--output", "no/such/folder/page.html"}).exit_code, kFailure);
  EXPECT_FALSE(std::filesystem::exists(Path("report.html")));
}

TEST_F(ReportCommandTest, AFrontIsPlottedWithCharacters) {
  Search("r");
  const CommandResult plain = Ulpforge({"front", "r", "--plot"});
  ASSERT_EQ(plain.exit_code, 0) << plain.err;
  EXPECT_THAT(plain.out, AllOf(StartsWith("     error   ● front\n"), HasSubstr("      1e-2 │"),
                               HasSubstr("operations\n"), Not(HasSubstr("◇"))));
  EXPECT_THAT(Ulpforge({"front", "r", "--plot", "--classical"}).out, HasSubstr("◇ classical construction"));
  EXPECT_EQ(Ulpforge({"front", "r", "--plot", "--json"}).exit_code, kUsage);
}

}  // namespace
}  // namespace ulpforge
