#include "emit/emit_c.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "dsl/text.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/directory_test.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Program Example() {
  return *Parse(
      "ulpforge program v1\nconst c = 1.5\nint k = 35\nu = mul x c\nd = neg x\nb = bits u\n"
      "s = shl b k\nw = frombits s\ny = add w c\nreturn y\n");
}

TEST(EmitCTest, OneOperationPerLineWithHexadecimalConstants) {
  const std::string text = *EmitC<float>(Example(), {.name = "my_kernel", .header = {"max error 1 ulp"}});
  EXPECT_THAT(text, HasSubstr("\n * max error 1 ulp\n"));
  EXPECT_THAT(text, HasSubstr("  const float c0 = 0x1.8p+0f;\n"
                              "  const float v0 = x * c0;\n"
                              "  const uint32_t v2 = my_kernel_bits(v0);\n"
                              "  const uint32_t v3 = v2 << 3;\n"  // 35 modulo 32
                              "  const float v4 = my_kernel_frombits(v3);\n"
                              "  const float v5 = v4 + c0;\n"
                              "  return v5;\n"));
  EXPECT_THAT(text, HasSubstr("float my_kernel(float x) {"));
  EXPECT_THAT(text, Not(HasSubstr("my_kernel_toint")));
  EXPECT_THAT(*EmitC<double>(Example(), {}), HasSubstr("  const uint64_t v3 = v2 << 35;\n"));
}

TEST(EmitCTest, TheHeaderCannotEndItsComment) {
  const std::string text = *EmitC<double>(Example(), {.header = {"a */ b /*/ c", "two\nlines"}});
  const size_t end = text.find("*/");
  EXPECT_EQ(text.find("/*", 1), text.find("/*", end)) << text.substr(0, end + 2);
  EXPECT_THAT(text.substr(0, end), HasSubstr(" * two\n * lines\n"));
  EXPECT_THAT(text.substr(end), ::testing::StartsWith("*/\n#include"));
}

TEST(EmitCTest, BadNamesAreRefusedWithTheMend) {
  for (const char* name :
       {"",         "1a",      "a-b",      "a b",        "_x",      "for",     "restrict",   "template",
        "exp2",     "exp2f",   "sqrtl",    "floor",      "main",    "memcpy",  "uint32_t",   "\xc3\xa9",
        "a__b",     "a_",      "M_PI",     "FLT_MAX",    "isnan",   "isnanf",  "fpclassify", "signgam",
        "double_t", "float_t", "lgamma_r", "f32addf64",  "sinf128", "INT32_C", "strings",    "HUGE",
        "abs",      "a_at",    "a_array",  "a_restrict", "a_avx2"}) {
    const absl::StatusOr<std::string> text = EmitC<float>(Example(), {.name = name});
    ASSERT_FALSE(text.ok()) << name;
    EXPECT_EQ(text.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(text.status().message()), HasSubstr(fmt::format("function name '{}'", name)));
    EXPECT_THAT(std::string(text.status().message()), ::testing::MatchesRegex(".*; (use|let) .*"));
  }
  for (const char* name : {"k", "exp2_f32", "my_floor", "Kernel9", "x", "v0", "c0", "n", "in", "my_sqrt",
                           "my_max", "fast_log2", "sinc", "f32_exp2"}) {
    EXPECT_TRUE(EmitC<float>(Example(), {.name = name}).ok()) << name;
  }
}

// One file with kernels of every op, odd names and constants among them, and one kernel pasted after another.
std::string ManyKernels() {
  using enum testing::ConstantKind;
  Rng rng(3);
  std::string text;
  int k = 0;
  for (const OpInfo& op : kOps) {
    for (int repeat = 0; repeat < 2; ++repeat) {
      const Program program = testing::RandomProgram(
          rng, {.ops = {op.code, OpCode::kBits, OpCode::kFromBits}, .instructions = 8, .kind = kBits});
      text += *EmitC<float>(program, {.name = fmt::format("f{}", k), .in_flight = repeat * 2});
      text += *EmitC<double>(program, {.name = fmt::format("d{}", k++)});
    }
  }
  for (const char* name : {"x", "v0", "c0", "n", "in", "out", "i"}) {
    text += *EmitC<double>(Example(), {.name = name});
  }
  for (const double value : {-1.5, 1e300, -1e300, 0x1p-1074, -0.0}) {
    Program program;
    program.constants = {value};
    program.output = ConstantOperand(0);
    text += *EmitC<float>(program, {.name = fmt::format("f{}", k)});
    program.instructions = {{.op = OpCode::kNeg, .args = {ConstantOperand(0)}}};
    program.output = InstructionOperand(0);
    text += *EmitC<double>(program, {.name = fmt::format("d{}", k++)});
  }
  return text;
}

class EmitCCompileTest : public DirectoryTest {
 protected:
  bool Compiles(const std::string& compiler, const std::string& text) {
    std::ofstream(directory_ + "/kernel.c") << text;
    const std::string command = fmt::format("{} -c {}/kernel.c -o {}/kernel.o > {}/log 2>&1", compiler,
                                            directory_, directory_, directory_);
    const bool ok = std::system(command.c_str()) == 0;
    std::ifstream log(directory_ + "/log");
    log_.assign(std::istreambuf_iterator<char>(log), {});
    return ok;
  }

  // What the compiler's preprocessor makes of the text.
  std::string Preprocessed(const std::string& compiler, const std::string& text) {
    EXPECT_TRUE(Compiles(compiler + " -E", text)) << compiler << " is missing or fails:\n" << log_;
    std::ifstream file(directory_ + "/kernel.o");
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  // The macros that the headers and the compiler define, and every identifier of what the headers declare.
  std::set<std::string> HeaderNames(const std::string& compiler, const std::string& headers) {
    std::set<std::string> names;
    const std::regex macro("#define ([A-Za-z_][A-Za-z_0-9]*)");
    const std::string macros = Preprocessed(compiler + " -dM", headers);
    for (std::sregex_iterator k(macros.begin(), macros.end(), macro), end; k != end; ++k)
      names.insert((*k)[1]);
    const std::regex identifier("\\b[A-Za-z_][A-Za-z_0-9]*");
    const std::string text = Preprocessed(compiler + " -P", headers);
    for (std::sregex_iterator k(text.begin(), text.end(), identifier), end; k != end; ++k)
      names.insert((*k)[0]);
    return names;
  }

  std::string log_;
};

constexpr char kHeaders[] =
    "#include <float.h>\n#include <math.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <string.h>\n";
constexpr char kAllExtensions[] = " -D_GNU_SOURCE -D__STDC_WANT_IEC_60559_TYPES_EXT__";

// The names in C headers are macros, types, functions and, reserved all of them, parameters and members.
TEST_F(EmitCCompileTest, NamesOfTheHeadersAreRefused) {
  for (const char* compiler :
       {"gcc -std=c99", "gcc -std=gnu2x", "clang-19 -std=c99", "clang-19 -std=gnu2x"}) {
    const std::set<std::string> names = HeaderNames(std::string(compiler) + kAllExtensions, kHeaders);
    EXPECT_GT(names.size(), 500u);
    for (const std::string& name : names) EXPECT_FALSE(CheckCName(name).ok()) << compiler << " " << name;
  }
}

// C++ headers have many names that a file may use again, such as those in namespaces; the accepted ones
// must compile.
TEST_F(EmitCCompileTest, AcceptedNamesOfHeadersCompile) {
  const std::string more = kHeaders + std::string(
                                          "#include <complex.h>\n#include <ctype.h>\n#include <stdio.h>\n"
                                          "#include <stdlib.h>\n#include <unistd.h>\n");
  std::set<std::string> names = HeaderNames(std::string("gcc -std=gnu2x") + kAllExtensions, more);
  for (const char* compiler : {"g++ -std=c++20 -x c++", "clang-19 -std=c++20 -x c++"}) {
    names.merge(HeaderNames(std::string(compiler) + kAllExtensions, kHeaders));
  }
  std::string text;
  int accepted = 0;
  for (const std::string& name : names) {
    if (!CheckCName(name).ok()) continue;
    text += *EmitC<double>(Example(), {.name = name});
    ++accepted;
  }
  EXPECT_GT(accepted, 100);
  for (const char* compiler : {"gcc -std=c99", "g++ -std=c++20 -x c++", "clang-19 -std=c++20 -x c++"}) {
    EXPECT_TRUE(Compiles(std::string(compiler) + " -fsyntax-only -Wall -Wextra -Werror", text))
        << compiler << "\n"
        << log_;
  }
}

TEST_F(EmitCCompileTest, WithoutWarningsAsC99AndAsCpp) {
  const std::string text = ManyKernels();
  const std::string warnings = " -O1 -Wall -Wextra -pedantic -Werror";
  for (const char* compiler :
       {"gcc -std=c99", "clang-19 -std=c99", "g++ -std=c++17 -x c++", "clang-19 -std=c++17 -x c++",
        "gcc -std=c99 -mavx2 -mfma", "clang-19 -std=c++17 -x c++ -mavx2 -mfma"}) {
    EXPECT_TRUE(Compiles(compiler + warnings, text)) << compiler << " is missing or warns:\n" << log_;
  }
}

TEST_F(EmitCCompileTest, FastMathIsRefused) {
  const std::string text = *EmitC<double>(Example(), {});
  for (const char* compiler : {"gcc", "clang-19"}) {
    ASSERT_TRUE(Compiles(compiler, text)) << compiler << " is missing or fails:\n" << log_;
    for (const char* option : {" -ffast-math", " -Ofast", " -ffinite-math-only"}) {
      EXPECT_FALSE(Compiles(std::string(compiler) + option, text)) << compiler << option;
      EXPECT_THAT(log_, HasSubstr("needs IEEE 754 arithmetic"));
    }
  }
  for (const char* option : {" -funsafe-math-optimizations", " -freciprocal-math", " -fno-signed-zeros"}) {
    EXPECT_FALSE(Compiles(std::string("gcc") + option, text)) << option;
  }
}

// The array loop becomes vector code, which for division is the packed instruction.
TEST_F(EmitCCompileTest, ArrayLoopsVectorise) {
  const std::string text = *EmitC<double>(
      *Parse("ulpforge program v1\nconst c = 1.5\nu = mul x c\nr = round u\nf = sub u r\nq = div c f\n"
             "s = sqrt q\nm = fma s c f\nreturn m\n"),
      {});
  for (const char* compiler : {"gcc", "clang-19"}) {
    ASSERT_TRUE(Compiles(std::string(compiler) + " -O3 -march=x86-64-v3 -S", text)) << compiler << log_;
    std::ifstream file(directory_ + "/kernel.o");
    const std::string assembly(std::istreambuf_iterator<char>(file), {});
    for (const char* op : {"vmulpd", "vroundpd", "vsubpd", "vdivpd", "vsqrtpd"}) {
      EXPECT_THAT(assembly, HasSubstr(op)) << compiler;
    }
  }
}

// What a float kernel is made of: clamps, exponents by integers, division, rounding, conversion.
struct LoopCase {
  const char* name;
  const char* program;
  std::vector<std::string> instructions;  // of 256 bits
};

std::vector<LoopCase> LoopCases() {
  return {
      {"exp2",
       "const h = 0x1.04p+7\nconst l = -0x1.3p+7\nconst m = 0x1.8p+24\nconst a = 0x1.62e43p-2\nconst one = "
       "1\n"
       "int e = 23\nu = min h x\nw = max l u\nt = add w m\nn = sub t m\nr = sub w n\np = fma a r one\n"
       "b = bits t\ns = shl b e\nq = bits p\ni = iadd q s\ng = frombits i\ny = mul g g\nreturn y\n",
       {"vminps", "vmaxps", "vfmadd", "vpslld", "vpaddd"}},
      {"log",
       "const one = 1\nconst l2 = 0x1.62e43p-1\nint o = 0x3f3504f3\nint m = 0xff800000\nint k = 23\nb = bits "
       "x\n"
       "d = isub b o\ne = and d m\ni = isub b e\nf = frombits i\ns = sar e k\nn = fromint s\nr = sub f one\n"
       "y = fma n l2 r\nreturn y\n",
       {"vpsrad", "vpand", "vcvtdq2ps", "vfmadd"}},
      {"div",
       "const one = 1\ns = fma x x one\nq = div x s\nw = sqrt s\ny = mul q w\nreturn y\n",
       {"vdivps", "vsqrtps"}},
      {"round", "v = round x\nf = floor x\ny = mul v f\nreturn y\n", {"vroundps", "vmulps"}},
      {"toint",
       "int o = 0x3f800000\nv = toint x\nc = iadd v o\ny = frombits c\nreturn y\n",
       {"vcvttps2dq", "vpaddd"}},
      {"clamps",
       "const h = 2\nconst l = -2\na = abs x\nu = min a h\nw = max u l\nn = sub x w\ny = max x n\nreturn y\n",
       {"vminps", "vmaxps"}},
  };
}

// The instructions of the array function.
std::string ArrayCode(const std::string& assembly) {
  const size_t begin = assembly.find("\nkernel_array:");
  return assembly.substr(begin, assembly.find(".cfi_endproc", begin) - begin);
}

bool HasYmm(const std::string& code, const std::string& instruction) {
  std::istringstream lines(code);
  for (std::string line; std::getline(lines, line);) {
    if (line.find(instruction) != std::string::npos && line.find("ymm") != std::string::npos) return true;
  }
  return false;
}

// As compilers make it of the plain loop, and with three vectors in flight.
class FloatLoopTest : public EmitCCompileTest, public ::testing::WithParamInterface<int> {};

TEST_P(FloatLoopTest, IsMadeOfPackedInstructions) {
  for (const LoopCase& test : LoopCases()) {
    const std::string text =
        *EmitC<float>(*Parse(std::string("ulpforge program v1\n") + test.program), {.in_flight = GetParam()});
    for (const char* compiler : {"gcc", "clang-19"}) {
      SCOPED_TRACE(std::string(test.name) + " " + compiler);
      ASSERT_TRUE(Compiles(std::string(compiler) + " -O3 -march=x86-64-v3 -S", text)) << log_;
      std::ifstream file(directory_ + "/kernel.o");
      const std::string code = ArrayCode(std::string(std::istreambuf_iterator<char>(file), {}));
      for (const std::string& instruction : test.instructions)
        EXPECT_TRUE(HasYmm(code, instruction)) << instruction;
      // Only the rest of an array may be copied by a function.
      EXPECT_FALSE(std::regex_search(code, std::regex("\tcall\\w*\t(?!memcpy)")));
      // `toint` compares and blends by its definition; a clamp is one instruction.
      if (std::string_view(test.name) != "toint") {
        EXPECT_FALSE(HasYmm(code, "vcmp"));
        EXPECT_FALSE(HasYmm(code, "blendv"));
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(InFlight, FloatLoopTest, ::testing::Values(0, 3));

TEST(EmitCTest, VectorsInFlightStandSideBySide) {
  const std::string text = *EmitC<float>(Example(), {.name = "k", .in_flight = 2});
  EXPECT_THAT(text, HasSubstr("static inline __m256 k_avx2(__m256 x) {"));
  EXPECT_THAT(text, HasSubstr("    const __m256 v0_0 = _mm256_mul_ps(x_0, c0);\n"
                              "    const __m256 v0_1 = _mm256_mul_ps(x_1, c0);\n"));
  EXPECT_THAT(text, HasSubstr("    const __m256i v3_1 = _mm256_slli_epi32(v2_1, 3);\n"));
  EXPECT_THAT(*EmitC<float>(Example(), {}), Not(HasSubstr("avx2")));
  EXPECT_THAT(*EmitC<double>(Example(), {.in_flight = 2}), Not(HasSubstr("avx2")));
}

}  // namespace
}  // namespace ulpforge
