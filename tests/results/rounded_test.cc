// The kernels of results/bfloat16 and results/float16, as the C files that are there, are correctly rounded
// at every input of their contracts; what could not be reached is claimed no better than it is.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "accuracy/exhaustive/contract_check.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "gtest/gtest.h"
#include "native/compiled_source.h"
#include "targets/problem.h"
#include "tests/paths.h"

namespace ulpforge {
namespace {

std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const char* format : {"bfloat16", "float16"}) {
    const auto folder = SourcePath("results") / format;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".c") files.push_back(entry.path().string());
    }
  }
  std::ranges::sort(files);
  return files;
}

class RoundedTest : public testing::TestWithParam<std::string> {};

TEST_P(RoundedTest, EveryResultIsCorrectlyRounded) {
  const std::filesystem::path file = GetParam();
  std::ifstream stream(file.parent_path() / "front.json", std::ios::binary);
  const std::string json(std::istreambuf_iterator<char>(stream), {});
  const absl::StatusOr<FrontReport> front = ParseReportJson(json, file.string());
  ASSERT_TRUE(front.ok()) << front.status();
  const SearchConfig& config = front->config();
  const absl::StatusOr<const Target*> target = TargetOf(config);
  ASSERT_TRUE(target.ok()) << target.status();
  const absl::StatusOr<Contract> contract = MakeContract(**target, ContractKeys(config));
  ASSERT_TRUE(contract.ok()) << contract.status();
  const absl::StatusOr<CompiledSource<float>> code =
      CompiledSource<float>::Open(file.string(), {.format = config.format()});
  ASSERT_TRUE(code.ok()) << code.status();
  const absl::StatusOr<ExhaustiveReport> report =
      CheckContract(**target, *contract, Always(code->function().array), {.threads = 2});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(report->inputs(), 10000);
  // What could not be reached is claimed no better than it is.
  double best = std::numeric_limits<double>::infinity();
  for (const FrontEntry& entry : front->front()) best = std::min(best, entry.error());
  EXPECT_EQ(report->misrounded(), best) << report->first_misrounded();
  EXPECT_LE(best, file.stem() == "sigmoid_float16" ? 2 : 0);
  EXPECT_TRUE(report->contract().holds());
}

INSTANTIATE_TEST_SUITE_P(Files, RoundedTest, testing::ValuesIn(Files()), [](const auto& info) {
  std::string name = std::filesystem::path(info.param).stem().string();
  std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace ulpforge
