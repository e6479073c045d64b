// ctest-label: exhaustive
// The same as subnormal_ops_test.cc at every normal input: some numbers are subnormal at a few inputs only.
#include <string>
#include <thread>

#include "accuracy/exhaustive/subnormal_ops.h"
#include "gtest/gtest.h"
#include "tests/committed_kernels.h"

namespace ulpforge {
namespace {

class AllSubnormalOpsTest : public testing::TestWithParam<std::string> {};

TEST_P(AllSubnormalOpsTest, EmittedKernelsHaveNone) {
  const int threads = static_cast<int>(std::thread::hardware_concurrency());
  for (const CommittedKernel& kernel : CommittedKernels(GetParam())) {
    const absl::StatusOr<SubnormalOps> met =
        CountSubnormalOps(kernel.program, kernel.domain, threads, [] { return true; });
    ASSERT_TRUE(met.ok()) << met.status();
    EXPECT_EQ(met->inputs, 0) << "within " << kernel.limit << " ULP, first at x = " << met->first << ", v"
                              << met->instruction;
  }
}

INSTANTIATE_TEST_SUITE_P(Folders, AllSubnormalOpsTest, testing::ValuesIn(CommittedKernelFolders()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace ulpforge
