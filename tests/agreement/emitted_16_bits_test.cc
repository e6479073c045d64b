// Emitted C for bfloat16 and float16, with and without the conversions of the processor, computes at every
// input what the interpreter computes in float32, rounded once.
#include <dlfcn.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsl/format_interpreter.h"
#include "dsl/interpreter.h"
#include "dsl/numbers/float_format.h"
#include "dsl/text.h"
#include "emit/emit_c.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/compile_and_load.h"
#include "tests/directory_test.h"

namespace ulpforge {
namespace {

using Scalar = uint16_t (*)(uint16_t);
using Array = void (*)(const uint16_t*, uint16_t*, size_t);

// x itself, so that every conversion is seen; a tie at every odd number; clamps; a polynomial; NaNs that only
// look like ones of arithmetic.
std::vector<Program> Programs() {
  std::vector<Program> programs;
  for (const char* text :
       {"const c = 1\ny = mul x c\n", "const c = 0x1.8p-1\ny = mul x c\n",
        "const lo = -3\nconst hi = 5\nt = min hi x\nu = max lo t\ny = mul u u\n",
        "const a = 0x1.555556p-3\nconst b = 1\nt = fma x a b\nu = fma t x b\ny = fma u x b\n",
        "const a = 0x1p-14\ny = mul x a\n",
        "int ones = 0x7fffffff\nb = bits x\nt = or b ones\ny = frombits t\n"}) {
    programs.push_back(*Parse(fmt::format("ulpforge program v1\n{}return y\n", text)));
  }
  return programs;
}

std::vector<uint16_t> AllBits() {
  std::vector<uint16_t> bits(1 << 16);
  for (size_t k = 0; k < bits.size(); ++k) bits[k] = static_cast<uint16_t>(k);
  return bits;
}

std::vector<uint16_t> Expected(const Program& program, const FloatFormat& format) {
  std::vector<float> x, y(1 << 16);
  for (const uint16_t bits : AllBits()) x.push_back(FromBits(format, bits));
  Interpreter<float>::Create(program)->Run(x, y);
  std::vector<uint16_t> expected;
  for (const float result : y) expected.push_back(static_cast<uint16_t>(RoundToBits(format, result)));
  return expected;
}

bool IsNan(const FloatFormat& format, uint16_t bits) {
  return (bits & (format.sign_bit() - 1)) > format.infinity_bits();
}

void ExpectSame(const FloatFormat& format, uint16_t got, uint16_t expected, size_t k,
                const std::string& what) {
  if (IsNan(format, expected) && IsNan(format, got)) return;
  ASSERT_EQ(got, expected) << what << " at " << fmt::format("{:#06x}", k);
}

void CheckAll(const FloatFormat& format, const std::string& compiler, int in_flight) {
  const std::vector<Program> programs = Programs();
  const std::string suffix = &format == &kFloat16 ? "_u16" : "";
  std::string text;
  for (size_t k = 0; k < programs.size(); ++k) {
    text += *EmitC<float>(programs[k],
                          {.name = fmt::format("k{}", k), .format = &format, .in_flight = in_flight});
  }
  const TemporaryDirectory directory;
  void* const library = testing::CompileAndLoad(compiler, text, "c", directory);
  ASSERT_NE(library, nullptr);
  const std::vector<uint16_t> in = AllBits();
  for (size_t k = 0; k < programs.size(); ++k) {
    const std::string what = fmt::format("{} {} in flight {}\n{}", compiler, format.name, in_flight, text);
    const auto scalar = reinterpret_cast<Scalar>(dlsym(library, fmt::format("k{}{}", k, suffix).c_str()));
    const auto array = reinterpret_cast<Array>(dlsym(library, fmt::format("k{}{}_array", k, suffix).c_str()));
    ASSERT_TRUE(scalar != nullptr && array != nullptr);
    const std::vector<uint16_t> expected = Expected(programs[k], format);
    std::vector<uint16_t> got(in.size());
    array(in.data(), got.data(), in.size());
    for (size_t i = 0; i < in.size(); ++i) {
      ASSERT_NO_FATAL_FAILURE(ExpectSame(format, got[i], expected[i], i, what));
      ASSERT_NO_FATAL_FAILURE(ExpectSame(format, scalar(in[i]), expected[i], i, what));
    }
    // Every length, at an odd place, and nothing else is written.
    for (size_t n = 0; n < 80; ++n) {
      std::vector<uint16_t> some(100, 0x1234);
      array(in.data() + 16201, some.data() + 1, n);
      for (size_t i = 0; i < some.size(); ++i) {
        const bool is_in = i >= 1 && i <= n;
        ASSERT_NO_FATAL_FAILURE(
            ExpectSame(format, some[i], is_in ? expected[16200 + i] : 0x1234, i, "length " + what));
      }
    }
  }
  dlclose(library);
}

TEST(Emitted16BitsTest, AgreesAtEveryInput) {
  for (const FloatFormat* format : {&kBFloat16, &kFloat16}) {
    for (const char* compiler :
         {"gcc -O3 -march=native", "clang-19 -O3 -march=native", "gcc -O2", "clang-19 -O2"}) {
      for (const int in_flight : {0, 2}) ASSERT_NO_FATAL_FAILURE(CheckAll(*format, compiler, in_flight));
    }
  }
}

// Functions of floats that store their results in 16 bits, at floats of all kinds.
TEST(Emitted16BitsTest, ResultsOfFloatsAreRoundedOnce) {
  using ScalarOfFloat = uint16_t (*)(float);
  using ArrayOfFloat = void (*)(const float*, uint16_t*, size_t);
  std::vector<float> in;
  Rng rng(1);
  for (int k = 0; k < 100000; ++k) in.push_back(std::bit_cast<float>(static_cast<uint32_t>(rng.Next())));
  for (const FloatFormat* format : {&kBFloat16, &kFloat16}) {
    for (const char* compiler : {"gcc -O3 -march=native", "clang-19 -O3 -march=native", "gcc -O2"}) {
      const std::vector<Program> programs = Programs();
      const TemporaryDirectory directory;
      std::string text;
      for (size_t k = 0; k < programs.size(); ++k)
        text += *EmitC<float>(
            programs[k], {.name = fmt::format("k{}", k), .result = format, .in_flight = k % 2 == 0 ? 2 : 0});
      void* const library = testing::CompileAndLoad(compiler, text, "c", directory);
      ASSERT_NE(library, nullptr) << text;
      for (size_t k = 0; k < programs.size(); ++k) {
        const std::string name = fmt::format("k{}_{}", k, format->name);
        const auto scalar = reinterpret_cast<ScalarOfFloat>(dlsym(library, name.c_str()));
        const auto array = reinterpret_cast<ArrayOfFloat>(dlsym(library, (name + "_array").c_str()));
        ASSERT_TRUE(scalar != nullptr && array != nullptr) << name;
        std::vector<float> y(in.size());
        Interpreter<float>::Create(programs[k])->Run(in, y);
        std::vector<uint16_t> got(in.size() + 1, 0x1234);
        array(in.data(), got.data(), in.size());
        EXPECT_EQ(got.back(), 0x1234);
        for (size_t i = 0; i < in.size(); ++i) {
          const auto expected = static_cast<uint16_t>(RoundToBits(*format, y[i]));
          ASSERT_NO_FATAL_FAILURE(ExpectSame(*format, got[i], expected, i, name + " " + compiler));
          ASSERT_NO_FATAL_FAILURE(ExpectSame(*format, scalar(in[i]), expected, i, name + " " + compiler));
        }
      }
      dlclose(library);
    }
  }
}

// Arithmetic of _Float16 rounds every operation, fma once: at all inputs what the emulated arithmetic gives.
TEST(Emitted16BitsTest, ArithmeticOf16BitsAgreesAtEveryInput) {
  using Half = void (*)(const uint16_t*, uint16_t*, size_t);  // the bits of _Float16
  std::vector<Program> programs;
  for (const char* text : {"const a = 0x1.554p-3\nconst b = 1\nt = fma x a b\nu = fma t x b\ny = fma u x b\n",
                           "const a = 0x1.4p-1\nt = mul x x\nu = add t a\nv = div x u\ny = sub v t\n",
                           "const lo = -3\nconst hi = 5\nt = min hi x\nu = max lo t\ny = mul u u\n",
                           "t = abs x\nu = sqrt t\nv = floor u\nw = round x\nz = neg w\ny = add v z\n",
                           "const big = 0x1.ffcp15\nt = fma x big x\ny = fma x x t\n"}) {
    programs.push_back(*Parse(fmt::format("ulpforge program v1\n{}return y\n", text)));
  }
  const std::vector<uint16_t> in = AllBits();
  for (const char* compiler :
       {"gcc -O3 -march=native", "clang-19 -O3 -march=native", "gcc -O2", "clang-19 -O2"}) {
    std::string text;
    for (size_t k = 0; k < programs.size(); ++k)
      text += *EmitC<Float16>(programs[k], {.name = fmt::format("k{}", k)});
    const TemporaryDirectory directory;
    void* const library = testing::CompileAndLoad(compiler, text, "c", directory);
    ASSERT_NE(library, nullptr) << text;
    for (size_t k = 0; k < programs.size(); ++k) {
      const auto array = reinterpret_cast<Half>(dlsym(library, fmt::format("k{}_array", k).c_str()));
      ASSERT_NE(array, nullptr);
      std::vector<float> x, y(in.size());
      for (const uint16_t bits : in) x.push_back(FromBits(kFloat16, bits));
      FormatInterpreter::Create(programs[k], kFloat16)->Run(x, y);
      std::vector<uint16_t> got(in.size());
      array(in.data(), got.data(), in.size());
      for (size_t i = 0; i < in.size(); ++i) {
        const auto expected = static_cast<uint16_t>(RoundToBits(kFloat16, y[i]));
        ASSERT_NO_FATAL_FAILURE(
            ExpectSame(kFloat16, got[i], expected, i, fmt::format("k{} {}", k, compiler)));
      }
    }
    dlclose(library);
  }
  const Program bits = *Parse("ulpforge program v1\nb = bits x\ny = frombits b\nreturn y\n");
  EXPECT_EQ(EmitC<Float16>(bits, {}).status().message(),
            "the operation bits on bits is not emitted in _Float16");
}

// Half a unit is added without looking only where that is right.
TEST(Emitted16BitsTest, TiesAndNansChooseTheConversion) {
  const std::string no_ties = "No result of this kernel is a tie", no_nans = "This kernel makes no NaN that";
  const std::vector<Program> programs = Programs();
  const std::string* const expected[] = {&no_ties, &no_nans, &no_nans, &no_nans, &no_nans, nullptr};
  for (size_t k = 0; k < programs.size(); ++k) {
    const std::string text = *EmitC<float>(programs[k], {.format = &kBFloat16});
    for (const std::string* choice : {&no_ties, &no_nans}) {
      EXPECT_EQ(text.find(*choice) != std::string::npos, choice == expected[k]) << k << "\n" << text;
    }
  }
}

}  // namespace
}  // namespace ulpforge
