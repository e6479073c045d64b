// The kernels that results/float32 has as C files compute without subnormal numbers, as seen at normal inputs
// of every binade.
#include "accuracy/exhaustive/subnormal_ops.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/committed_kernels.h"

namespace ulpforge {
namespace {

class SubnormalOpsTest : public testing::TestWithParam<std::string> {};

TEST_P(SubnormalOpsTest, EmittedKernelsHaveNone) {
  for (const CommittedKernel& kernel : CommittedKernels(GetParam())) {
    const SubnormalOps met = SubnormalScan(kernel.program).Count(NormalInputs(kernel.domain));
    EXPECT_EQ(met.inputs, 0) << "within " << kernel.limit << " ULP, first at x = " << met.first << ", v"
                             << met.instruction;
  }
}

INSTANTIATE_TEST_SUITE_P(Folders, SubnormalOpsTest, testing::ValuesIn(CommittedKernelFolders()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace ulpforge
