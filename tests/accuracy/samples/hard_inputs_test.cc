// Scans find nearly the worst input of real kernels: those of results/float32/by_hand, of which the error
// over all inputs is known.
#include "accuracy/samples/hard_inputs.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "accuracy/samples/ulp_samples.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "gtest/gtest.h"
#include "tests/paths.h"

namespace ulpforge {
namespace {

const std::filesystem::path kKernels = SourcePath("results/float32/by_hand");
constexpr size_t kRuns = 2048;
constexpr size_t kCount = 96;

struct KnownKernel {
  std::string name, target;
  ArrayFunction<float> function;
  double max_ulp = 0;
};

KnownKernel Read(const std::filesystem::path& path) {
  std::ifstream stream(path);
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  std::smatch claim;
  static const std::regex kClaim("# ([a-z0-9]+)-\\S*: full, ([0-9.]+) ULP over all");
  EXPECT_TRUE(std::regex_search(text, claim, kClaim)) << path;
  const absl::StatusOr<Program> program = Parse(text);
  EXPECT_TRUE(program.ok()) << program.status();
  return {path.stem().string(), claim[1], *ProgramFunction(*program, kFloat32), std::stod(claim[2])};
}

std::vector<KnownKernel> Kernels() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kKernels)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<KnownKernel> kernels;
  for (const std::filesystem::path& path : paths) kernels.push_back(Read(path));
  return kernels;
}

std::vector<double> Errors(const KnownKernel& kernel, const std::vector<float>& inputs) {
  std::vector<float> results(inputs.size());
  kernel.function(inputs.data(), results.data(), inputs.size());
  const UlpSamples samples = SampleUlps(*FindTarget(kernel.target), inputs);
  EXPECT_EQ(samples.size(), inputs.size());
  std::vector<double> errors;
  for (size_t i = 0; i < samples.size(); ++i) errors.push_back(UlpAt(samples, i, results[i]));
  return errors;
}

TEST(HardInputsTest, TheWorstIsNearlyTheWorstOfAllInputs) {
  double sum_of_shares = 0;
  for (const KnownKernel& kernel : Kernels()) {
    FastReference reference(*FindTarget(kernel.target));
    Rng rng(1, 0);
    const std::vector<double> errors =
        Errors(kernel, FindHardInputs(reference, kAllReals, kernel.function, kRuns, kCount, rng));
    EXPECT_EQ(errors.size(), kCount) << kernel.name;
    sum_of_shares += errors.front() / kernel.max_ulp;
    EXPECT_GT(errors.front(), 0.9 * kernel.max_ulp) << kernel.name;
    EXPECT_LE(errors.front(), kernel.max_ulp) << kernel.name;
    EXPECT_TRUE(std::is_sorted(errors.rbegin(), errors.rend())) << kernel.name;
  }
  EXPECT_GT(sum_of_shares, 0.98 * static_cast<double>(Kernels().size()));
}

TEST(HardInputsTest, InputsAreOfTheDomainAndDiffer) {
  const KnownKernel kernel = Kernels().back();
  FastReference reference(*FindTarget(kernel.target));
  for (const Interval& domain : {Interval{1, 2}, Interval{0, 0.5, true, true}, Interval{0, 0x1p-140},
                                 Interval{0x1.fffp127, 0x1.fffffep127}}) {
    Rng rng(2, 0);
    std::vector<float> inputs = FindHardInputs(reference, domain, kernel.function, 256, 32, rng);
    EXPECT_FALSE(inputs.empty());
    for (const float x : inputs) {
      EXPECT_GE(x, domain.lo);
      EXPECT_LE(x, domain.hi);
    }
    std::sort(inputs.begin(), inputs.end());
    EXPECT_EQ(std::adjacent_find(inputs.begin(), inputs.end()), inputs.end());
  }
}

}  // namespace
}  // namespace ulpforge
