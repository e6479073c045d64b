// ctest-label: slow
// Compiling and freeing kernels does not take memory for good.
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <string>

#include "base/rng.h"
#include "gtest/gtest.h"
#include "jit/compile/compiler.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

size_t ResidentBytes() {
  size_t total = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

#if defined(__clang__)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ULPFORGE_SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ULPFORGE_SANITIZED
#endif

TEST(JitMemoryTest, TenThousandKernelsLeaveNothingBehind) {
#ifdef ULPFORGE_SANITIZED
  GTEST_SKIP() << "sanitizers keep freed memory";
#endif
  constexpr int kKernels = 10000;
  constexpr int kWarm = 1000;
  constexpr size_t kSlack = size_t{1} << 19;
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create();
  ASSERT_TRUE(compiler.ok()) << compiler.status();
  Rng rng(1);
  size_t warm = 0;
  for (int k = 0; k < kKernels; ++k) {
    if (k == kWarm) warm = ResidentBytes();
    const Program program =
        testing::RandomProgram(rng, {.ops = testing::OpsOf<float>(), .instructions = 1 + rng.Below(20)});
    const absl::StatusOr<CompiledKernel<float>> kernel = compiler->Compile<float>(program);
    ASSERT_TRUE(kernel.ok()) << kernel.status();
    const float x = 1;
    float y = 0;
    kernel->function().array(&x, &y, 1);
    kernel->function().chain(&x, &y, 1);
  }
  const size_t end = ResidentBytes();
  RecordProperty("resident_kib_after_1000", std::to_string(warm / 1024));
  RecordProperty("resident_kib_after_10000", std::to_string(end / 1024));
  EXPECT_LT(end, warm + kSlack) << "resident bytes after " << kWarm << " kernels: " << warm;
}

}  // namespace
}  // namespace ulpforge
