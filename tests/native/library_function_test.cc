// Functions of shared libraries, called with every signature of the table, give the bits of what they
// compute: as arrays of any length, in place, and as chains.
#include "native/library_function.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/rng.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "native/shared_library.h"
#include "native/signature.h"
#include "tests/directory_test.h"
#include "tests/evaluate_one.h"
#include "tests/paths.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr size_t kLongest = 40;
constexpr size_t kManyBlocks = 2500;

// The function of the fixture that has the signature.
struct FixtureFunction {
  std::string_view format;
  std::string_view signature;
  std::string_view symbol;
};
constexpr FixtureFunction kFixture[] = {
    {"float32", "float(float)", "fixture_float"},
    {"float32", "void(const float*, float*, size_t)", "fixture_float_in_out_size"},
    {"float32", "void(float*, const float*, size_t)", "fixture_float_out_in_size"},
    {"float32", "void(size_t, const float*, float*)", "fixture_float_size_in_out"},
    {"float32", "void(uint32_t, const float*, float*)", "fixture_float_size32_in_out"},
    {"float32", "__m128(__m128)", "fixture_m128"},
    {"float32", "__m256(__m256)", "fixture_m256"},
    {"float32", "__m512(__m512)", "fixture_m512"},
    {"float16", "_Float16(_Float16)", "fixture_float16"},
    {"float16", "uint16_t(uint16_t)", "fixture_float16_bits"},
    {"float16", "void(const _Float16*, _Float16*, size_t)", "fixture_float16_in_out_size"},
    {"float16", "void(const uint16_t*, uint16_t*, size_t)", "fixture_float16_bits_in_out_size"},
    {"float16", "void(uint16_t*, const uint16_t*, size_t)", "fixture_float16_bits_out_in_size"},
    {"float16", "void(size_t, const uint16_t*, uint16_t*)", "fixture_float16_bits_size_in_out"},
    {"bfloat16", "uint16_t(uint16_t)", "fixture_bfloat16_bits"},
    {"bfloat16", "void(const uint16_t*, uint16_t*, size_t)", "fixture_bfloat16_bits_in_out_size"},
    {"bfloat16", "void(uint16_t*, const uint16_t*, size_t)", "fixture_bfloat16_bits_out_in_size"},
    {"bfloat16", "void(size_t, const uint16_t*, uint16_t*)", "fixture_bfloat16_bits_size_in_out"},
    {"float64", "double(double)", "fixture_double"},
    {"float64", "void(const double*, double*, size_t)", "fixture_double_in_out_size"},
    {"float64", "void(double*, const double*, size_t)", "fixture_double_out_in_size"},
    {"float64", "void(size_t, const double*, double*)", "fixture_double_size_in_out"},
    {"float64", "void(uint32_t, const double*, double*)", "fixture_double_size32_in_out"},
    {"float64", "__m128d(__m128d)", "fixture_m128d"},
    {"float64", "__m256d(__m256d)", "fixture_m256d"},
    {"float64", "__m512d(__m512d)", "fixture_m512d"},
};

template <class T>
std::string SymbolFor(const Signature<T>& row) {
  for (const FixtureFunction& function : kFixture) {
    if (function.format == row.format && function.signature == row.text) return std::string(function.symbol);
  }
  ADD_FAILURE() << "tests/fixtures/native_fixture.c has no function for " << row.text << " of " << row.format;
  return "";
}

// The multiple of the quantum of the format near `value` that `round` chooses. Without masks: g++ 12 compiles
// a conditional value whose low 16 bits are masked out to the value itself.
double RoundToMultiple(float value, int digits, int min_exponent, double (*round)(double)) {
  if (!std::isfinite(value) || value == 0) return value;
  const double quantum = std::ldexp(1.0, std::max(std::ilogb(value), min_exponent) - digits + 1);
  return std::copysign(round(value / quantum) * quantum, value);
}

// binary16, nearest, ties to even.
float RoundToFloat16(float value) {
  const double rounded = RoundToMultiple(value, 11, -14, [](double x) { return std::nearbyint(x); });
  return static_cast<float>(std::fabs(rounded) >= 65520 ? std::copysign(HUGE_VAL, rounded) : rounded);
}

float TruncateToBfloat16(float value) {
  return static_cast<float>(RoundToMultiple(value, 8, -126, [](double x) { return std::trunc(x); }));
}

float RoundToFormat(float value, std::string_view format) {
  if (format == "float16") return RoundToFloat16(value);
  return format == "bfloat16" ? TruncateToBfloat16(value) : value;
}
double RoundToFormat(double value, std::string_view) { return value; }

float TrueValue(float x, std::string_view format) { return RoundToFormat(expf(x), format); }
double TrueValue(double x, std::string_view) { return exp(x); }

template <class T>
std::vector<T> Inputs(std::string_view format, size_t n) {
  Rng rng(3);
  std::vector<T> inputs = testing::SpecialValues<T>();
  while (inputs.size() < n) inputs.push_back(static_cast<T>(4 * testing::RandomModerate(rng)));
  std::reverse(inputs.begin(), inputs.end());  // so that short arrays have common values
  for (T& x : inputs) x = RoundToFormat(x, format);
  return inputs;
}

// f over the first n inputs, in place or not; fails if it writes behind its end.
template <class T>
std::vector<T> Evaluate(const ArrayFunction<T>& f, const std::vector<T>& in, size_t n, bool in_place) {
  constexpr T kUntouched = T{-77};
  std::vector<T> out(n + kLongest, kUntouched);
  if (in_place) std::copy_n(in.begin(), n, out.begin());
  f(in_place ? out.data() : in.data(), out.data(), n);
  EXPECT_EQ(std::count(out.begin() + static_cast<ptrdiff_t>(n), out.end(), kUntouched), kLongest);
  out.resize(n);
  return out;
}

template <class T>
void ExpectTrueValues(const ArrayFunction<T>& f, std::string_view format, size_t n) {
  const std::vector<T> in = Inputs<T>(format, n);
  for (const bool in_place : {false, true}) {
    const std::vector<T> out = Evaluate(f, in, n, in_place);
    for (size_t i = 0; i < n; ++i) {
      ASSERT_TRUE(testing::SameValue(out[i], TrueValue(in[i], format)))
          << (in_place ? "in place, " : "") << "n = " << n << ", f(" << in[i] << ") = " << out[i];
    }
  }
}

template <class T>
void CheckSignature(const Signature<T>& row) {
  SCOPED_TRACE(std::string(row.format) + " " + std::string(row.text));
  const auto function = LibraryFunction<T>::Open(kNativeFixture, SymbolFor(row), row.text, row.format);
  if (!row.cpu_has_it()) {
    EXPECT_EQ(function.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(function.status().message()), HasSubstr(std::string(row.cpu_feature)));
    return;
  }
  ASSERT_TRUE(function.ok()) << function.status();
  for (const ArrayFunction<T>& f : {function->function().array, function->function().chain}) {
    if (!f) continue;
    for (size_t n = 0; n <= kLongest; ++n) ASSERT_NO_FATAL_FAILURE(ExpectTrueValues(f, row.format, n));
    ExpectTrueValues(f, row.format, kManyBlocks);
  }
  EXPECT_TRUE(function->function().array);
  EXPECT_EQ(static_cast<bool>(function->function().chain), !row.text.starts_with("void"));
}

TEST(LibraryFunctionTest, EverySignatureGivesTheBitsOfTheFunction) {
  for (const auto& row : Signatures<float>()) CheckSignature(row);
  for (const auto& row : Signatures<double>()) CheckSignature(row);
}

TEST(LibraryFunctionTest, TheDefaultIsOneValue) {
  const auto function = LibraryFunction<float>::Open("libm.so.6", "expf");
  ASSERT_TRUE(function.ok()) << function.status();
  ExpectTrueValues(function->function().array, "float32", 1000);
  ExpectTrueValues(function->function().chain, "float32", 1000);
  const auto in_double = LibraryFunction<double>::Open("libm.so.6", "exp");
  ASSERT_TRUE(in_double.ok()) << in_double.status();
  ExpectTrueValues(in_double->function().array, "float64", 1000);
  ExpectTrueValues(in_double->function().chain, "float64", 1000);
}

TEST(LibraryFunctionTest, SeveralThreads) {
  const auto function = LibraryFunction<float>::Open(kNativeFixture, "fixture_float_in_out_size",
                                                     "void(const float*,float*,size_t)");
  ASSERT_TRUE(function.ok()) << function.status();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { ExpectTrueValues(function->function().array, "float32", kManyBlocks); });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(LibraryFunctionTest, VectorsArePaddedWithTheirLastValue) {
  const auto function = LibraryFunction<float>::Open(kNativeFixture, "fixture_smallest", "__m128(__m128)");
  ASSERT_TRUE(function.ok()) << function.status();
  EXPECT_EQ(Evaluate<float>(function->function().array, {5, 6, 7, 8, 3, 2}, 6, false),
            (std::vector<float>{5, 5, 5, 5, 2, 2}));
  EXPECT_EQ(Evaluate<float>(function->function().chain, {5, 6, 7}, 3, false), (std::vector<float>{5, 6, 7}));
}

TEST(SignatureTest, WhiteSpaceAndTheNameOfTheFunctionDoNotCount) {
  for (const char* text : {"void(const float*,float*,size_t)", " void ( const float * , float * , size_t ) ",
                           "void f(const float*, float*, size_t)"}) {
    const auto row = FindSignature<float>(text, "float32");
    ASSERT_TRUE(row.ok()) << row.status();
    EXPECT_EQ((*row)->text, "void(const float*, float*, size_t)");
  }
}

TEST(SignatureTest, TheFirstOfTheFormatIsTheDefault) {
  EXPECT_EQ((*FindSignature<float>("", ""))->text, "float(float)");
  EXPECT_EQ((*FindSignature<float>("", "float16"))->text, "_Float16(_Float16)");
  EXPECT_EQ((*FindSignature<float>(" ", "bfloat16"))->text, "uint16_t(uint16_t)");
  EXPECT_EQ((*FindSignature<double>("", ""))->text, "double(double)");
}

// One line that has each of the parts.
void ExpectError(const absl::Status& status, absl::StatusCode code, const std::vector<std::string>& parts) {
  const std::string message(status.message());
  EXPECT_EQ(status.code(), code) << status;
  EXPECT_THAT(message, Not(HasSubstr("\n")));
  for (const std::string& part : parts) EXPECT_THAT(message, HasSubstr(part));
}

using enum absl::StatusCode;

TEST(SignatureTest, UnknownOnesAreAnsweredWithTheList) {
  ExpectError(FindSignature<float>("int(int)", "").status(), kInvalidArgument,
              {"'int(int)'", "float32", "float(float)", "__m256(__m256)"});
  ExpectError(FindSignature<float>("double(double)", "float32").status(), kInvalidArgument,
              {"'double(double)'", "float32"});
  for (const char* text : {"(", "float", "float(float", "float(float))", "()", "float float"}) {
    ExpectError(FindSignature<float>(text, "").status(), kInvalidArgument, {text});
  }
  ExpectError(FindSignature<float>("", "float8").status(), kInvalidArgument, {"float8"});
}

TEST(LibraryFunctionTest, Errors) {
  const auto error = [](const std::string& library, const std::string& symbol,
                        std::string_view signature = {}) {
    return LibraryFunction<float>::Open(library, symbol, signature).status();
  };
  ExpectError(error("libnosuch.so.6", "expf"), kNotFound, {"'libnosuch.so.6'", "No such file", "path"});
  ExpectError(error("", "expf"), kNotFound, {"no name given"});
  ExpectError(error("/etc/passwd", "expf"), kNotFound, {"'/etc/passwd'"});
  ExpectError(error("/tmp", "expf"), kNotFound, {"'/tmp'"});
  ExpectError(error("libm.so.6", "erfcff"), kNotFound, {"'libm.so.6'", "'erfcff'", "did you mean 'erfcf'?"});
  ExpectError(error("libm.so.6", "qqqqqqqqqqqqqqqqqqq"), kNotFound, {"qqq", "nm -D"});
  ExpectError(error("libm.so.6", ""), kNotFound, {"''"});
  ExpectError(error("libm.so.6", "expf", "f"), kInvalidArgument, {"'f'"});
  // Data, and a function of a library that this one depends on.
  ExpectError(error(kNativeFixture, "fixture_number"), kNotFound, {"fixture_number"});
  ExpectError(error(kNativeFixture, "expf"), kNotFound, {"expf"});
}

TEST(SharedLibraryTest, ListsItsOwnFunctions) {
  const auto library = SharedLibrary::Open(kNativeFixture);
  ASSERT_TRUE(library.ok()) << library.status();
  const auto functions = library->Functions();
  ASSERT_TRUE(functions.ok()) << functions.status();
  EXPECT_TRUE(std::is_sorted(functions->begin(), functions->end()));
  for (const FixtureFunction& function : kFixture) {
    EXPECT_THAT(*functions, ::testing::Contains(std::string(function.symbol)));
  }
  EXPECT_THAT(*functions, Not(::testing::Contains("fixture_number")));
  EXPECT_THAT(*functions, Not(::testing::Contains("expf")));
}

TEST(SharedLibraryTest, FilesOfTheCurrentDirectoryNeedNoPath) {
  const TemporaryDirectory directory;
  std::filesystem::copy(kNativeFixture, directory / "here.so");
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(directory.path());
  const auto library = SharedLibrary::Open("here.so");
  EXPECT_TRUE(library.ok()) << library.status();
  std::filesystem::current_path(before);
}

TEST(SharedLibraryTest, AFileThatWasRemovedHasNoSymbols) {
  const TemporaryDirectory directory;
  std::filesystem::copy(kNativeFixture, directory / "gone.so");
  const auto library = SharedLibrary::Open(directory / "gone.so");
  ASSERT_TRUE(library.ok()) << library.status();
  std::filesystem::remove(directory / "gone.so");
  ExpectError(library->Find("fixture_float").status(), kFailedPrecondition, {"gone.so"});
}

}  // namespace
}  // namespace ulpforge
