// Emitted C, compiled by gcc and by clang with plain -O3 -march=native, computes bit for bit what the
// interpreter computes: scalar and array function, on special values and random bit patterns.
#include <dlfcn.h>

#include <string>
#include <vector>

#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "emit/emit_c.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/agreement/programs.h"
#include "tests/compile_and_load.h"
#include "tests/directory_test.h"
#include "tests/evaluate_one.h"

namespace ulpforge {
namespace {

template <class T>
std::string EmitAll(const std::vector<Program>& programs) {
  std::string source;
  for (size_t k = 0; k < programs.size(); ++k) {
    const absl::StatusOr<std::string> text = EmitC<T>(
        programs[k], {.name = fmt::format("kernel{}", k),
                      .header = {"program", "*/ /* \\"},
                      .in_flight = static_cast<int>(k % 4)});  // the vectors of an AVX2 loop, 0: none
    EXPECT_TRUE(text.ok()) << text.status();
    source += text.value_or("");
  }
  return source;
}

template <class T>
void ExpectAgreement(const Program& program, void* library, size_t k, const std::vector<T>& in) {
  using Scalar = T (*)(T);
  using Array = void (*)(const T*, T*, size_t);
  const auto scalar = reinterpret_cast<Scalar>(dlsym(library, fmt::format("kernel{}", k).c_str()));
  const auto array = reinterpret_cast<Array>(dlsym(library, fmt::format("kernel{}_array", k).c_str()));
  ASSERT_TRUE(scalar != nullptr && array != nullptr);
  std::vector<T> expected(in.size()), got(in.size());
  Interpreter<T>::Create(program)->Run(in, expected);
  array(in.data(), got.data(), in.size());
  size_t compared = 0;
  for (size_t i = 0; i < in.size(); ++i) {
    if (testing::EvaluateOne<T>(program, in[i]).nan_reached_bits) continue;
    ++compared;
    ASSERT_TRUE(testing::SameValue(got[i], expected[i]))
        << "array: input " << in[i] << " gives " << got[i] << " for " << expected[i] << "\n"
        << Format(program);
    ASSERT_TRUE(testing::SameValue(scalar(in[i]), expected[i]))
        << "scalar: input " << in[i] << " gives " << scalar(in[i]) << " for " << expected[i] << "\n"
        << Format(program);
  }
  EXPECT_GT(compared, 0) << Format(program);
}

template <class T>
void CheckCompiler(const std::string& compiler) {
  ASSERT_NO_FATAL_FAILURE(testing::RequireCompiler(compiler));
  const std::vector<T> inputs = testing::AgreementInputs<T>();
  const std::vector<Program> programs = testing::AgreementPrograms<T>(inputs);
  const TemporaryDirectory directory;
  void* const library =
      testing::CompileAndLoad(compiler + " -O3 -march=native", EmitAll<T>(programs), "c", directory);
  ASSERT_NE(library, nullptr);
  for (size_t k = 0; k < programs.size() && !::testing::Test::HasFatalFailure(); ++k) {
    ExpectAgreement<T>(programs[k], library, k, inputs);
  }
  dlclose(library);
}

TEST(EmittedCAgreementTest, GccFloat) { CheckCompiler<float>("gcc"); }
TEST(EmittedCAgreementTest, GccDouble) { CheckCompiler<double>("gcc"); }
TEST(EmittedCAgreementTest, ClangFloat) { CheckCompiler<float>("clang-19"); }
TEST(EmittedCAgreementTest, ClangDouble) { CheckCompiler<double>("clang-19"); }

// The AVX2 loop has blocks, single vectors and a rest; it writes what it is asked for and nothing else.
TEST(EmittedCAgreementTest, ArraysOfEveryLength) {
  using Array = void (*)(const float*, float*, size_t);
  const Program program = *Parse(
      "ulpforge program v1\nconst c = 0x1.555556p-2\nu = fma x x c\nv = mul u x\nw = sub v c\nreturn w\n");
  const std::string text = *EmitC<float>(program, {.name = "kernel0", .in_flight = 3});
  std::vector<float> in(70);
  for (size_t i = 0; i < in.size(); ++i) in[i] = static_cast<float>(i) * 0x1.1p-3f - 2;
  std::vector<float> expected(in.size());
  Interpreter<float>::Create(program)->Run(in, expected);
  for (const char* compiler :
       {"gcc -O3 -mavx2 -mfma", "clang-19 -O3 -mavx2 -mfma", "gcc -O2", "clang-19 -O2"}) {
    const TemporaryDirectory directory;
    void* const library = testing::CompileAndLoad(compiler, text, "c", directory);
    ASSERT_NE(library, nullptr);
    const auto array = reinterpret_cast<Array>(dlsym(library, "kernel0_array"));
    for (size_t n = 0; n <= in.size(); ++n) {
      std::vector<float> got(in.size() + 8, -77);
      array(in.data(), got.data(), n);
      for (size_t i = 0; i < got.size(); ++i) {
        ASSERT_EQ(got[i], i < n ? expected[i] : -77) << compiler << ", element " << i << " of " << n;
      }
    }
    dlclose(library);
  }
}

// The compiler's default does contract: without the defence the same text computes something else, so the
// agreement above is the work of the defence.
TEST(EmittedCAgreementTest, TheDefenceIsNeeded) {
  ASSERT_NO_FATAL_FAILURE(testing::RequireCompiler("gcc"));
  const absl::StatusOr<Program> program = Parse(
      "ulpforge program v1\nconst c = 0x1.5555555555555p-2\nv = mul x c\nw = sub v c\nz = mul w x\ny = add z "
      "c\n"
      "return y\n");
  std::string text = *EmitC<double>(*program, {.name = "kernel0"});
  const std::vector<double> inputs = testing::AgreementInputs<double>();
  const TemporaryDirectory directory;
  void* library = testing::CompileAndLoad("gcc -O3 -mfma", text, "c", directory);
  ASSERT_NE(library, nullptr);
  ExpectAgreement<double>(*program, library, 0, inputs);
  dlclose(library);

  const std::string option = "\"fp-contract=off\", ";
  const size_t at = text.find(option);
  ASSERT_NE(at, std::string::npos);
  const TemporaryDirectory other;  // dlopen knows libraries by their path
  library = testing::CompileAndLoad("gcc -O3 -mfma", text.erase(at, option.size()), "c", other);
  ASSERT_NE(library, nullptr);
  const auto scalar = reinterpret_cast<double (*)(double)>(dlsym(library, "kernel0"));
  int different = 0;
  for (const double x : inputs) {
    different += !testing::SameValue(scalar(x), testing::EvaluateOne<double>(*program, x).value);
  }
  EXPECT_GT(different, 0);
  dlclose(library);
}

// Inlined into code that is compiled with the defaults, the kernel keeps its results.
TEST(EmittedCAgreementTest, CallersInTheSameFileDoNotContractTheKernel) {
  const absl::StatusOr<Program> program =
      Parse("ulpforge program v1\nconst c = 0x1.5555555555555p-2\nv = mul x c\nreturn v\n");
  const std::string text = *EmitC<double>(*program, {.name = "kernel0"}) +
                           "double caller(double x);\n"
                           "double caller(double x) { return kernel0(x) - x; }\n";
  for (const char* compiler : {"gcc", "clang-19"}) {
    ASSERT_NO_FATAL_FAILURE(testing::RequireCompiler(compiler));
    const TemporaryDirectory directory;
    void* const library = testing::CompileAndLoad(std::string(compiler) + " -O3 -mfma", text, "c", directory);
    ASSERT_NE(library, nullptr);
    const auto caller = reinterpret_cast<double (*)(double)>(dlsym(library, "caller"));
    for (const double x : testing::AgreementInputs<double>()) {
      ASSERT_TRUE(testing::SameValue(caller(x), x * 0x1.5555555555555p-2 - x)) << compiler << " " << x;
    }
    dlclose(library);
  }
}

}  // namespace
}  // namespace ulpforge
