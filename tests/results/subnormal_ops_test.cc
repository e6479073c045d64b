// The kernels that results/float32 has as C files compute without subnormal numbers.
#include "accuracy/exhaustive/subnormal_ops.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "dsl/text.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "gtest/gtest.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

const std::filesystem::path kKernels = std::filesystem::path(ULPFORGE_SOURCE_DIR) / "results" / "float32";

std::vector<std::string> Folders() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kKernels)) {
    if (std::filesystem::exists(entry.path() / "ranked.json"))
      names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// The errors that C files are for: 1 and 2 of "exp_1_ulp.c" and "exp_2_ulp.c".
std::vector<double> Limits(const std::filesystem::path& folder) {
  std::vector<double> limits;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::string name = file.path().filename().string();
    if (!name.ends_with("_ulp.c")) continue;
    name.resize(name.size() - std::string("_ulp.c").size());
    if (name.ends_with("_0_654")) {
      limits.push_back(0.654);
    } else {
      limits.push_back(std::stod(name.substr(name.rfind('_') + 1)));
    }
  }
  return limits;
}

class SubnormalOpsTest : public testing::TestWithParam<std::string> {};

TEST_P(SubnormalOpsTest, EmittedKernelsHaveNone) {
  const std::filesystem::path folder = kKernels / GetParam();
  std::ifstream stream(folder / "ranked.json", std::ios::binary);
  const std::string json(std::istreambuf_iterator<char>(stream), {});
  const absl::StatusOr<FrontReport> report = ParseReportJson(json, folder.string());
  ASSERT_TRUE(report.ok()) << report.status();
  const std::string& domain = report->config().domain();
  const std::vector<float> inputs = NormalInputs(domain.empty() ? kAllReals : *ParseInterval(domain));
  const std::vector<double> limits = Limits(folder);
  ASSERT_FALSE(limits.empty());
  for (const double limit : limits) {
    // What `emit --ulp` takes: the front is ordered by measured time.
    const auto entry =
        std::ranges::find_if(report->front(), [&](const FrontEntry& e) { return e.error() <= limit; });
    ASSERT_NE(entry, report->front().end()) << limit;
    const absl::StatusOr<Program> program = Parse(entry->program());
    ASSERT_TRUE(program.ok()) << program.status();
    const SubnormalOps met = SubnormalScan(*program).Count(inputs);
    EXPECT_EQ(met.inputs, 0) << "within " << limit << " ULP, first at x = " << met.first << ", v"
                             << met.instruction;
  }
}

INSTANTIATE_TEST_SUITE_P(Folders, SubnormalOpsTest, testing::ValuesIn(Folders()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace ulpforge
