// The kernels under results/float32 have the errors that are claimed: at the input that is named as the
// worst, and nowhere among the hard inputs of a scan a larger one. `ulpforge verify RUN` checks every input.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "accuracy/reference/fast_reference.h"
#include "accuracy/samples/hard_inputs.h"
#include "accuracy/samples/ulp_samples.h"
#include "dsl/numbers/number.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "gtest/gtest.h"
#include "tests/paths.h"

namespace ulpforge {
namespace {

const std::filesystem::path kKernels = SourcePath("results/float32");
constexpr size_t kRuns = 64;
constexpr size_t kInputs = 32;

std::vector<std::string> Folders() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kKernels)) {
    if (std::filesystem::exists(entry.path() / "ranked.json"))
      names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

FrontReport Read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string json(std::istreambuf_iterator<char>(stream), {});
  const absl::StatusOr<FrontReport> report = ParseReportJson(json, path.string());
  EXPECT_TRUE(report.ok()) << report.status();
  return *report;
}

double LargestError(const Target& target, const std::vector<float>& inputs,
                    const ArrayFunction<float>& function) {
  std::vector<float> results(inputs.size());
  function(inputs.data(), results.data(), inputs.size());
  return LargestUlp(SampleUlps(target, inputs), results);
}

void CheckClaim(const SearchConfig& config, const FrontEntry& entry) {
  const Target& target = **TargetOf(config);
  const absl::StatusOr<Program> program = Parse(entry.program());
  ASSERT_TRUE(program.ok()) << program.status();
  const absl::StatusOr<ArrayFunction<float>> function = ProgramFunction(*program, kFloat32);
  ASSERT_TRUE(function.ok()) << function.status();
  const absl::StatusOr<double> worst = ReadDouble(entry.worst_input_hex());
  ASSERT_TRUE(worst.ok()) << worst.status();
  EXPECT_NEAR(LargestError(target, {static_cast<float>(*worst)}, *function), entry.error(),
              1e-6 * entry.error());
  const Interval domain = config.domain().empty() ? kAllReals : *ParseInterval(config.domain());
  FastReference reference(target);
  Rng rng(entry.found_at(), 0);
  const std::vector<float> hard = FindHardInputs(reference, domain, *function, kRuns, kInputs, rng);
  EXPECT_LE(LargestError(target, hard, *function), entry.error() * (1 + 1e-6));
}

class KernelResultsTest : public testing::TestWithParam<std::string> {};

TEST_P(KernelResultsTest, ErrorsAreAsClaimed) {
  for (const char* file : {"front.json", "ranked.json"}) {
    const FrontReport report = Read(kKernels / GetParam() / file);
    ASSERT_FALSE(report.front().empty());
    for (const FrontEntry& entry : report.front()) {
      SCOPED_TRACE(std::string(file) + ", candidate " + std::to_string(entry.found_at()));
      EXPECT_EQ(entry.level(), Level::exhaustive);
      CheckClaim(report.config(), entry);
    }
  }
}

TEST_P(KernelResultsTest, TheRankingIsOfTheSameSearch) {
  const FrontReport front = Read(kKernels / GetParam() / "front.json");
  const FrontReport ranked = Read(kKernels / GetParam() / "ranked.json");
  EXPECT_EQ(ConfigFingerprint(front.config()), ConfigFingerprint(ranked.config()));
  EXPECT_EQ(front.statistics().candidates(), ranked.statistics().candidates());
  for (int k = 1; k < ranked.front_size(); ++k) {
    EXPECT_LT(ranked.front(k - 1).measured(), ranked.front(k).measured());
    EXPECT_GT(ranked.front(k - 1).error(), ranked.front(k).error());
  }
}

INSTANTIATE_TEST_SUITE_P(Folders, KernelResultsTest, testing::ValuesIn(Folders()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace ulpforge
