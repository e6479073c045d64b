// ctest-label: slow
// The C files of the kernels under results/float32, compiled by the C compiler, have the right special values
// and errors at them, with and without flush-to-zero and denormals-are-zero.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "accuracy/contract/contract_points.h"
#include "base/flush_mode.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "gtest/gtest.h"
#include "native/compiled_source.h"
#include "tests/paths.h"

namespace ulpforge {
namespace {

const std::filesystem::path kKernels = SourcePath("results/float32");

// Files, by how their names begin, that are not right in the mode. Of variant finite, as all of sin: -0 is no
// input of theirs, but a negative subnormal number taken for it is.
struct WrongWhenFlushed {
  std::string_view begin;
  std::string_view reason;
};
constexpr std::array<WrongWhenFlushed, 2> kWrongWhenFlushed = {{
    {"sin/sin_1_ulp", "0, not -0, for negative subnormal numbers"},
    {"sin/sin_2_ulp", "0, not -0, for negative subnormal numbers"},
}};

// "exp2/exp2_1_ulp.c" and the like.
std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const auto& folder : std::filesystem::directory_iterator(kKernels)) {
    if (!std::filesystem::exists(folder.path() / "front.json")) continue;
    for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
      if (!file.path().string().ends_with("_ulp.c")) continue;
      files.push_back(std::filesystem::relative(file.path(), kKernels).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

class EmittedKernelTest : public testing::TestWithParam<std::string> {
 protected:
  EmittedKernelTest() : path_(kKernels / GetParam()) {
    const std::filesystem::path front = path_.parent_path() / "front.json";
    std::ifstream stream(front, std::ios::binary);
    const std::string json(std::istreambuf_iterator<char>(stream), {});
    const absl::StatusOr<FrontReport> report = ParseReportJson(json, front.string());
    EXPECT_TRUE(report.ok()) << report.status();
    config_ = report->config();
    options_ = ContractKeys(config_);
  }

  // The results of the scalar form and of the array form at the special inputs.
  void ExpectRight(const ContractOptions& options) {
    const Target& target = **TargetOf(config_);
    const absl::StatusOr<Contract> contract = MakeContract(target, options);
    ASSERT_TRUE(contract.ok()) << contract.status();
    const absl::StatusOr<CompiledSource<float>> code =
        CompiledSource<float>::Open(path_.string(), {.symbol = path_.stem().string()});
    ASSERT_TRUE(code.ok()) << code.status();
    const ContractPoints points(target, *contract);
    for (ArrayFunction<float> function : {code->function().array, code->function().chain}) {
      ASSERT_TRUE(function);
      if (options.flush_mode) function = InFlushMode(std::move(function));
      std::vector<float> results(points.inputs().size());
      function(points.inputs().data(), results.data(), results.size());
      for (size_t i = 0; i < results.size(); ++i) {
        EXPECT_TRUE(points.Accepts(i, results[i]))
            << std::hexfloat << "f(" << points.inputs()[i] << ") = " << results[i];
      }
    }
  }

  std::filesystem::path path_;
  SearchConfig config_;
  ContractOptions options_;
};

TEST_P(EmittedKernelTest, SpecialValuesAreRight) { ExpectRight(options_); }

TEST_P(EmittedKernelTest, SpecialValuesAreRightWithFlushToZeroAndDenormalsAreZero) {
  for (const WrongWhenFlushed& wrong : kWrongWhenFlushed) {
    if (GetParam().starts_with(wrong.begin)) GTEST_SKIP() << GetParam() << ": " << wrong.reason;
  }
  options_.subnormal = FormatPolicy(Policy::kFlush);
  options_.flush_mode = true;
  ExpectRight(options_);
}

INSTANTIATE_TEST_SUITE_P(Files, EmittedKernelTest, testing::ValuesIn(Files()), [](const auto& info) {
  std::string name = info.param.substr(0, info.param.size() - 2);
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
});

}  // namespace
}  // namespace ulpforge
