// Straight-line IR, scalar and vector, compiled by clang, computes bit for bit what the interpreter computes.
// The loops are tested with the JIT.
#include <dlfcn.h>

#include <string>
#include <vector>

#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "emit/emit_ir.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/agreement/programs.h"
#include "tests/compile_and_load.h"
#include "tests/directory_test.h"
#include "tests/evaluate_one.h"

namespace ulpforge {
namespace {

// One lane, a vector register, and a number of lanes that no machine has.
constexpr int kLanes[] = {1, 8, 3};

std::string BlockName(size_t program, int lanes) { return fmt::format("block{}_{}", program, lanes); }

template <class T>
std::string EmitAll(const std::vector<Program>& programs) {
  std::string text;
  for (size_t k = 0; k < programs.size(); ++k) {
    std::vector<IrFunction> functions = {{.name = fmt::format("value{}", k)}};
    for (const int lanes : kLanes) {
      functions.push_back({.name = BlockName(k, lanes), .shape = IrShape::kBlock, .lanes = lanes});
    }
    text += EmitIr<T>(programs[k], functions);
  }
  return text;
}

template <class T>
void ExpectSame(const Program& program, T x, T got, T expected) {
  ASSERT_TRUE(testing::SameValue(got, expected))
      << "input " << x << " gives " << got << " for " << expected << "\n"
      << Format(program);
}

template <class T>
void CheckProgram(const Program& program, void* library, size_t k, const std::vector<T>& in) {
  std::vector<T> expected(in.size());
  Interpreter<T>::Create(program)->Run(in, expected);
  std::vector<bool> compared(in.size());
  const auto value = reinterpret_cast<T (*)(T)>(dlsym(library, fmt::format("value{}", k).c_str()));
  ASSERT_NE(value, nullptr);
  for (size_t i = 0; i < in.size(); ++i) {
    compared[i] = !testing::EvaluateOne<T>(program, in[i]).nan_reached_bits;
    if (!compared[i]) continue;
    ASSERT_NO_FATAL_FAILURE(ExpectSame(program, in[i], value(in[i]), expected[i]));
  }
  for (const int lanes : kLanes) {
    const auto block = reinterpret_cast<void (*)(const T*, T*)>(dlsym(library, BlockName(k, lanes).c_str()));
    ASSERT_NE(block, nullptr);
    for (size_t i = 0; i + lanes <= in.size(); i += lanes) {
      std::vector<T> out(lanes);
      block(&in[i], out.data());
      for (int lane = 0; lane < lanes; ++lane) {
        if (!compared[i + lane]) continue;
        ASSERT_NO_FATAL_FAILURE(ExpectSame(program, in[i + lane], out[lane], expected[i + lane]));
      }
    }
  }
}

template <class T>
void CheckAll() {
  ASSERT_NO_FATAL_FAILURE(testing::RequireCompiler("clang-19"));
  const std::vector<T> inputs = testing::AgreementInputs<T>();
  const std::vector<Program> programs = testing::AgreementPrograms<T>(inputs);
  const TemporaryDirectory directory;
  void* const library =
      testing::CompileAndLoad("clang-19 -O1 -march=native -ffp-contract=off -Wno-override-module",
                              EmitAll<T>(programs), "ll", directory);
  ASSERT_NE(library, nullptr);
  for (size_t k = 0; k < programs.size() && !::testing::Test::HasFatalFailure(); ++k) {
    CheckProgram<T>(programs[k], library, k, inputs);
  }
  dlclose(library);
}

TEST(EmittedIrAgreementTest, Float) { CheckAll<float>(); }
TEST(EmittedIrAgreementTest, Double) { CheckAll<double>(); }

}  // namespace
}  // namespace ulpforge
