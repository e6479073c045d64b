// ctest-label: exhaustive
// The kernels of results/float32_to_bfloat16, floats in and results rounded to bfloat16, at every input of
// their contracts: as many results as their fronts say are not correctly rounded.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "accuracy/exhaustive/contract_check.h"
#include "dsl/program_function.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "gtest/gtest.h"
#include "native/compiled_source.h"

namespace ulpforge {
namespace {

std::vector<std::string> Files() {
  std::vector<std::string> files;
  const auto folder = std::filesystem::path(ULPFORGE_SOURCE_DIR) / "results" / "float32_to_bfloat16";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".c") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

TEST(RoundedFloatsTest, AsManyResultsAreMisroundedAsTheFrontSays) {
  ASSERT_FALSE(Files().empty());
  for (const std::string& path : Files()) {
    SCOPED_TRACE(path);
    const std::filesystem::path file = path;
    std::ifstream stream(file.parent_path() / "front.json", std::ios::binary);
    const std::string json(std::istreambuf_iterator<char>(stream), {});
    const absl::StatusOr<FrontReport> front = ParseReportJson(json, file.string());
    ASSERT_TRUE(front.ok()) << front.status();
    const SearchConfig& config = front->config();
    const Target& target = **TargetOf(config);
    const Contract contract = *MakeContract(target, ContractKeys(config));
    ASSERT_EQ(contract.result, &kBFloat16);
    const absl::StatusOr<CompiledSource<float>> code = CompiledSource<float>::Open(
        file.string(), {.symbol = file.stem().string(), .format = config.format()});
    ASSERT_TRUE(code.ok()) << code.status();
    const absl::StatusOr<ExhaustiveReport> report = CheckContract(
        target, contract, Always(WithRoundedResults(code->function().array, kBFloat16)), {.threads = 2});
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->inputs(), 0x3f800000);
    // The most accurate is emitted.
    double best = report->inputs();
    for (const FrontEntry& entry : front->front()) best = std::min(best, entry.error());
    EXPECT_EQ(report->misrounded(), best);
    EXPECT_LE(report->misrounded(), config.max_misrounded_percent() / 100 * report->inputs());
    EXPECT_TRUE(report->contract().holds());
  }
}

}  // namespace
}  // namespace ulpforge
