// Every claim under results/ is verified again: the bounds of the fronts are proved, the classical
// constructions that they are compared with have the errors that are stated, and the C files are what the
// programs give.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "accuracy/proof/certified_bound.h"
#include "dsl/text.h"
#include "engine/run/report.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/paths.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using testing::HasSubstr;

const std::filesystem::path kResults = SourcePath("results/real");

std::vector<std::string> ResultNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kResults)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// The proved bound of a program in text form.
double ProvedBound(const std::string& text, const Problem& problem) {
  const absl::StatusOr<Program> program = Parse(text);
  EXPECT_TRUE(program.ok()) << program.status();
  const absl::StatusOr<CertifiedBound> result = Certify(*program, problem);
  EXPECT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->outcome, CertifyOutcome::kProved) << DescribeFailure(*result) << "\n" << text;
  return result->bound;
}

class ResultsTest : public CommandTest, public testing::WithParamInterface<std::string> {
 protected:
  std::filesystem::path Folder() const { return kResults / GetParam(); }

  std::string Committed(const std::string& file) const {
    std::ifstream stream(Folder() / file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  }

  FrontReport Report() const {
    const absl::StatusOr<FrontReport> report = ReadReport(Folder().string());
    EXPECT_TRUE(report.ok()) << report.status();
    return *report;
  }

  Problem ProblemOfReport() const {
    const SearchConfig config = Report().config();
    return *MakeProblem(config.target(), config.domain(), config.measure());
  }
};

TEST_P(ResultsTest, BoundsAreProved) {
  const FrontReport report = Report();
  ASSERT_GT(report.front_size(), 5);
  for (const FrontEntry& entry : report.front()) {
    if (entry.level() != Level::certified) continue;
    EXPECT_EQ(entry.bound().number_value(), entry.error());
    const double bound = ProvedBound(entry.program(), ProblemOfReport());
    EXPECT_LE(bound, entry.error() * (1 + 1e-12)) << entry.ops();
    EXPECT_GE(bound, entry.error() * (1 - 1e-6)) << entry.ops();
  }
}

TEST_P(ResultsTest, NearlyAllBoundsAreCertified) {
  const FrontReport report = Report();
  const auto certified = std::count_if(report.front().begin(), report.front().end(),
                                       [](const FrontEntry& e) { return e.level() == Level::certified; });
  EXPECT_GE(certified + 1, report.front_size());
}

TEST_P(ResultsTest, ClassicalErrorsAreAsStated) {
  ClassicalReport report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(Committed("classical.json"), &report).ok());
  ASSERT_GT(report.programs_size(), 3);
  for (const ClassicalEntry& entry : report.programs()) {
    const double bound = ProvedBound(entry.program(), ProblemOfReport());
    EXPECT_NEAR(bound, entry.error(), 1e-6 * entry.error()) << entry.kind();
  }
}

TEST_P(ResultsTest, SourcesAreThoseOfThePrograms) {
  const std::string target = Report().config().target();
  for (const auto& file : std::filesystem::directory_iterator(Folder())) {
    if (file.path().extension() != ".c") continue;
    const std::string name = file.path().stem().string();
    const std::string ops = name.substr(target.size() + 1);
    const CommandResult emitted = Ulpforge({"emit", Folder().string(), "--ops", ops, "--name", name});
    EXPECT_EQ(emitted.out, Committed(file.path().filename().string())) << name << " " << emitted.err;
  }
}

TEST_P(ResultsTest, TheTableNamesItsCommand) {
  EXPECT_THAT(Committed("table.txt"), HasSubstr("$ ulpforge search " + Report().config().target()));
}

INSTANTIATE_TEST_SUITE_P(Folders, ResultsTest, testing::ValuesIn(ResultNames()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace ulpforge
