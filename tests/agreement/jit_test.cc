// Compiled kernels compute bit for bit what the interpreter computes: array loop and chain, every short
// length, any alignment, in place, for this CPU and for the most general one, which calls libm where it lacks
// an op.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "gtest/gtest.h"
#include "jit/compile/compiler.h"
#include "tests/agreement/programs.h"
#include "tests/evaluate_one.h"

namespace ulpforge {
namespace {

constexpr size_t kShort = 40;

// One program with its inputs and what the interpreter computes.
template <class T>
struct Case {
  Program program;
  std::vector<T> in;
  std::vector<T> expected;
  std::vector<bool> specified;  // to the bit
};

template <class T>
Case<T> MakeCase(const Program& program, const std::vector<T>& inputs) {
  Case<T> c{.program = program, .in = inputs, .expected = std::vector<T>(inputs.size()), .specified = {}};
  Interpreter<T>::Create(program)->Run(c.in, c.expected);
  for (const T x : inputs) c.specified.push_back(!testing::EvaluateOne<T>(program, x).nan_reached_bits);
  return c;
}

// f on in[first], ..., in[first + n - 1], into another array or in place; what lies behind stays as it was.
template <class T>
void CheckCall(const ArrayFunction<T>& f, const Case<T>& c, size_t first, size_t n, bool in_place) {
  const T guard = 12345;
  std::vector<T> out(n + 2, guard);
  if (in_place) std::copy_n(c.in.begin() + first, n, out.begin() + 1);
  f(in_place ? &out[1] : &c.in[first], &out[1], n);
  for (size_t i = 0; i < n; ++i) {
    ASSERT_TRUE(!c.specified[first + i] || testing::SameValue(out[i + 1], c.expected[first + i]))
        << "input " << c.in[first + i] << " gives " << out[i + 1] << " for " << c.expected[first + i] << " ("
        << i << " of " << n << ")\n"
        << Format(c.program);
  }
  ASSERT_TRUE(out.front() == guard && out.back() == guard) << "wrote outside of " << n << " values";
}

template <class T>
void CheckFunction(const ArrayFunction<T>& f, const Case<T>& c) {
  for (const bool in_place : {false, true}) {
    ASSERT_NO_FATAL_FAILURE(CheckCall(f, c, 0, c.in.size(), in_place));
    for (size_t n = 0; n <= kShort; ++n) {
      ASSERT_NO_FATAL_FAILURE(CheckCall(f, c, n * 7 % 5, n, in_place));
    }
  }
}

// Every stride-th program.
template <class T>
void CheckCompiler(const CompilerOptions& options, size_t stride) {
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create(options);
  ASSERT_TRUE(compiler.ok()) << compiler.status();
  const std::vector<T> inputs = testing::AgreementInputs<T>();
  const std::vector<Program> programs = testing::AgreementPrograms<T>(inputs);
  for (size_t k = 0; k < programs.size(); k += stride) {
    const Program& program = programs[k];
    const Case<T> c = MakeCase(program, inputs);
    const absl::StatusOr<CompiledKernel<T>> kernel = compiler->Compile<T>(program);
    ASSERT_TRUE(kernel.ok()) << kernel.status() << "\n" << Format(program);
    SCOPED_TRACE("array");
    ASSERT_NO_FATAL_FAILURE(CheckFunction(kernel->function().array, c));
    SCOPED_TRACE("chain");
    ASSERT_NO_FATAL_FAILURE(CheckFunction(kernel->function().chain, c));
  }
}

TEST(JitAgreementTest, Float) { CheckCompiler<float>({}, 1); }
TEST(JitAgreementTest, Double) { CheckCompiler<double>({}, 1); }
#ifdef __x86_64__
TEST(JitAgreementTest, FloatOnAnyCpu) { CheckCompiler<float>({.cpu = "x86-64"}, 3); }
TEST(JitAgreementTest, DoubleOnAnyCpu) { CheckCompiler<double>({.cpu = "x86-64"}, 3); }
#endif

// The chain computes x from the last result: NaN results reach the next values only through a mask of zeros.
TEST(JitAgreementTest, ChainsDoNotCarryNans) {
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create();
  ASSERT_TRUE(compiler.ok()) << compiler.status();
  const absl::StatusOr<Program> program = Parse("ulpforge program v1\ny = sqrt x\nreturn y\n");
  const absl::StatusOr<CompiledKernel<float>> kernel = compiler->Compile<float>(*program);
  ASSERT_TRUE(kernel.ok()) << kernel.status();
  const float in[] = {-1, 4, -0.0f, std::numeric_limits<float>::quiet_NaN(), 9};
  float out[5];
  kernel->function().chain(in, out, 5);
  EXPECT_TRUE(std::isnan(out[0]));
  EXPECT_EQ(out[1], 2);
  EXPECT_TRUE(testing::SameValue(out[2], -0.0f));
  EXPECT_TRUE(std::isnan(out[3]));
  EXPECT_EQ(out[4], 3);
}

}  // namespace
}  // namespace ulpforge
