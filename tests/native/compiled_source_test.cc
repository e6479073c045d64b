// C files, emitted and written by hand, compiled and loaded.
#include "native/compiled_source.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "emit/emit_c.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "native/c_definitions.h"
#include "tests/directory_test.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr size_t kLongest = 40;

// Ops that contraction would change, integer ops, and a square root.
constexpr char kProgram[] =
    "ulpforge program v1\nconst a = 0x1.5555555555555p-2\nconst b = 0x1.8p+0\nint s = 1\n"
    "v = mul x a\nw = sub v b\nz = mul w x\ny = add z a\nq = sqrt y\nf = fma q x b\nreturn f\n";

class CompiledSourceTest : public DirectoryTest {
 protected:
  std::string Write(const std::string& text, std::string_view name = "kernel.c") const {
    std::ofstream(Path(name)) << text;
    return Path(name);
  }

  template <class T = float>
  static absl::Status Error(const std::string& file, const CompileOptions& options = {}) {
    return CompiledSource<T>::Open(file, options).status();
  }

  // One line with each of the parts.
  static void ExpectError(const absl::Status& status, absl::StatusCode code,
                          const std::vector<std::string>& parts) {
    const std::string message(status.message());
    EXPECT_EQ(status.code(), code) << status;
    EXPECT_THAT(message, Not(HasSubstr("\n")));
    for (const std::string& part : parts) EXPECT_THAT(message, HasSubstr(part));
  }
};

using enum absl::StatusCode;

template <class T>
void ExpectInterpreted(const Program& program, const ArrayFunction<T>& f) {
  Rng rng(1);
  std::vector<T> in = testing::SpecialValues<T>();
  for (int i = 0; i < 1000; ++i) in.push_back(testing::RandomBits<T>(rng));
  std::vector<T> expected(in.size());
  Interpreter<T>::Create(program)->Run(in, expected);
  const auto compare = [&](size_t first, size_t n) {
    std::vector<T> out(n);
    f(in.data() + first, out.data(), n);
    std::vector<T> in_place(in.begin() + static_cast<ptrdiff_t>(first),
                            in.begin() + static_cast<ptrdiff_t>(first + n));
    f(in_place.data(), in_place.data(), n);
    for (size_t i = 0; i < n; ++i) {
      ASSERT_TRUE(testing::SameValue(out[i], expected[first + i])) << in[first + i];
      ASSERT_TRUE(testing::SameValue(in_place[i], expected[first + i])) << in[first + i];
    }
  };
  compare(0, in.size());
  for (size_t n = 0; n <= kLongest; ++n) ASSERT_NO_FATAL_FAILURE(compare(n, n));
}

template <class T>
void CheckEmitted(const std::string& file, const std::string& compiler) {
  SCOPED_TRACE(compiler);
  const Program program = *Parse(kProgram);
  std::ofstream(file) << *EmitC<T>(program, {.name = "some_kernel", .header = {"float fake(float x) {"}});
  const auto source = CompiledSource<T>::Open(file, {.compiler = compiler});
  ASSERT_TRUE(source.ok()) << source.status();
  EXPECT_EQ(source->symbol(), "some_kernel");
  EXPECT_THAT(source->command(), ::testing::StartsWith(compiler + " -O3 -march=native -ffp-contract=off"));
  ExpectInterpreted(program, source->function().array);
  ExpectInterpreted(program, source->function().chain);
}

TEST_F(CompiledSourceTest, EmittedProgramsAgreeWithTheInterpreter) {
  for (const char* const compiler : {"gcc", "clang-19"}) {
    CheckEmitted<float>(Path("float.c"), compiler);
    CheckEmitted<double>(Path("double.c"), compiler);
  }
}

TEST_F(CompiledSourceTest, TextInNoFileForANamedCpu) {
  const Program program = *Parse(kProgram);
  const std::string text = *EmitC<float>(program, {.name = "some_kernel"});
  const auto source = CompiledSource<float>::OpenText(text, "a text", {.cpu = "x86-64"});
  ASSERT_TRUE(source.ok()) << source.status();
  EXPECT_EQ(source->symbol(), "some_kernel");
  EXPECT_THAT(source->command(), HasSubstr(" -O3 -march=x86-64 "));
  ExpectInterpreted(program, source->function().array);
  ExpectError(CompiledSource<float>::OpenText("float f(float x) { return y; }", "a text").status(),
              kInvalidArgument, {"C file 'a text'", "y"});
  ExpectError(CompiledSource<float>::OpenText(text, "a text", {.cpu = "z80"}).status(), kInvalidArgument,
              {"z80"});
}

// Such a library turns on flushing to zero when it is loaded.
TEST_F(CompiledSourceTest, FastMathElsewhereLeavesSubnormalNumbersAlone) {
  const auto source =
      CompiledSource<float>::OpenText("float f(float x) { return x; }", "f", {.compiler = "gcc -ffast-math"});
  ASSERT_TRUE(source.ok()) << source.status();
  volatile float smallest = std::numeric_limits<float>::min();
  EXPECT_GT(smallest / 2, 0);
}

TEST_F(CompiledSourceTest, TheArrayFunctionIsUsedForArrays) {
  const std::string file = Write(
      "#include <stddef.h>\nfloat f(float x) { return x + 1; }\n"
      "void f_array(const float* in, float* out, size_t n) { while (n-- > 0) out[n] = in[n] + 2; }\n");
  const auto source = CompiledSource<float>::Open(file);
  ASSERT_TRUE(source.ok()) << source.status();
  EXPECT_EQ(source->signature(), "float(float)");
  const std::vector<float> in = {1, 2, 3};
  std::vector<float> out(3);
  source->function().array(in.data(), out.data(), 3);
  EXPECT_THAT(out, ElementsAre(3, 4, 5));
  source->function().chain(in.data(), out.data(), 3);
  EXPECT_THAT(out, ElementsAre(2, 3, 4));
  const auto array_alone = CompiledSource<float>::Open(file, {.symbol = "f_array"});
  ASSERT_TRUE(array_alone.ok()) << array_alone.status();
  EXPECT_EQ(array_alone->signature(), "void(const float*, float*, size_t)");
  EXPECT_FALSE(array_alone->function().chain);
}

TEST_F(CompiledSourceTest, VectorAndFloat16FunctionsAreRecognised) {
  const std::string vector =
      Write("#include <xmmintrin.h>\n__m128 g(__m128 v) { return _mm_add_ps(v, v); }\n");
  const auto source = CompiledSource<float>::Open(vector);
  ASSERT_TRUE(source.ok()) << source.status();
  EXPECT_EQ(source->signature(), "__m128(__m128)");
  const std::string half = Write("_Float16 h(_Float16 x) { return x + 1; }\n", "half.c");
  const auto in_half = CompiledSource<float>::Open(half, {.format = "float16"});
  ASSERT_TRUE(in_half.ok()) << in_half.status();
  float x = 0x1p-11f;
  in_half->function().array(&x, &x, 1);
  EXPECT_EQ(x, 1);  // rounded to float16
}

TEST_F(CompiledSourceTest, FlagsAndChoiceOfTheCompiler) {
  const std::string file = Write("float f(float x) { return x * FACTOR; }\n");
  ExpectError(Error(file, {.compiler = "gcc"}), kInvalidArgument, {"FACTOR"});
  EXPECT_TRUE(Error(file, {.compiler = "gcc -DFACTOR=2"}).ok());
  const char* const before = std::getenv("CC");
  const std::string kept = before == nullptr ? "" : before;
  setenv("CC", "clang-19 -DFACTOR=2", 1);
  const auto by_environment = CompiledSource<float>::Open(file);
  setenv("CC", "nosuchcompiler", 1);
  ExpectError(Error(file), kNotFound, {"'nosuchcompiler'", "CC"});
  unsetenv("CC");
  ExpectError(Error(file), kInvalidArgument, {"'", "with cc", "FACTOR"});
  if (before != nullptr) setenv("CC", kept.c_str(), 1);
  ASSERT_TRUE(by_environment.ok()) << by_environment.status();
  EXPECT_THAT(by_environment->command(), ::testing::StartsWith("clang-19 -DFACTOR=2 "));
  ExpectError(Error(file, {.compiler = "nosuchcompiler"}), kNotFound, {"'nosuchcompiler'"});
}

TEST_F(CompiledSourceTest, FilesThatDoNotCompile) {
  ExpectError(Error(Write("float f(float x) {\n  return x + nosuch;\n}\n")), kInvalidArgument,
              {Path("kernel.c"), ":2:", "nosuch"});
  ExpectError(Error(Write("float g(float); float f(float x) { return g(x); }\n")), kInvalidArgument,
              {"undefined", "g"});
  ExpectError(Error(Write("#include <nosuch.h>\n")), kInvalidArgument, {"nosuch.h"});
  ExpectError(Error(Write(std::string("\0\1\2", 3))), kInvalidArgument, {"kernel.c"});
}

TEST_F(CompiledSourceTest, FilesWithoutAFunctionToCall) {
  ExpectError(Error(Path("nosuch.c")), kNotFound, {"nosuch.c"});
  ExpectError(Error(directory_), kNotFound, {directory_});
  ExpectError(Error(Write("")), kInvalidArgument, {"kernel.c", "float32", "symbol"});
  ExpectError(Error(Write("static float f(float x) { return x; }\n")), kInvalidArgument, {"kernel.c"});
  ExpectError(Error(Write("double k(double x) { return x; }\n")), kInvalidArgument,
              {"kernel.c", "float32", "k double(double)"});
  ExpectError(Error<double>(Write("float k(float x) { return x; }\n")), kInvalidArgument,
              {"float64", "k float(float)"});
  // The preprocessor removes it.
  ExpectError(Error(Write("#if 0\nfloat f(float x) { return x; }\n#endif\n")), kInvalidArgument,
              {"kernel.c"});
}

TEST_F(CompiledSourceTest, SymbolsAndSignatures) {
  const std::string file = Write(
      "#define F(n) float n(float x) { return x; }\n"
      "float f(float x) { return x; }\nfloat g(float x) { return -x; }\n"
      "double d(double x) { return x; }\nF(made)\n");
  ExpectError(Error(file), kInvalidArgument, {"several", "f float(float)", "g float(float)"});
  EXPECT_TRUE(Error(file, {.symbol = "g"}).ok());
  EXPECT_TRUE(Error<double>(file).ok());
  ExpectError(Error(file, {.symbol = "d"}), kInvalidArgument, {"'d'", "double(double)"});
  ExpectError(Error(file, {.symbol = "mad"}), kNotFound, {"kernel.c", "'mad'", "did you mean 'made'?"});
  ExpectError(Error(file, {.symbol = "made"}), kInvalidArgument, {"'made'", "signature"});
  EXPECT_TRUE(Error(file, {.symbol = "made", .signature = "float(float)"}).ok());
  ExpectError(Error(file, {.symbol = "g", .signature = "int(int)"}), kInvalidArgument, {"'int(int)'"});
  ExpectError(Error(file, {.signature = "float(float)"}), kInvalidArgument, {"symbol"});
}

TEST_F(CompiledSourceTest, FileNamesAreNoOptions) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(directory_);
  std::ofstream("-o kernel ;.c") << "float f(float x) { return x; }\n";
  EXPECT_TRUE(Error("-o kernel ;.c").ok()) << Error("-o kernel ;.c");
  std::filesystem::current_path(before);
}

TEST_F(CompiledSourceTest, LeavesNothingBehind) {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  const std::string file = Write("float f(float x) { return x; }\n");
  const std::string broken = Write("float f(float x) {", "broken.c");
  const TemporaryDirectory temporary;
  setenv("TMPDIR", temporary.path().c_str(), 1);
  const auto source = CompiledSource<float>::Open(file);
  EXPECT_FALSE(Error(broken).ok());
  EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));
  setenv("TMPDIR", (temporary / "nosuch").c_str(), 1);
  ExpectError(Error(file), kFailedPrecondition, {"TMPDIR"});
  before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
  ASSERT_TRUE(source.ok()) << source.status();
  float x = 3;
  source->function().array(&x, &x, 1);
  EXPECT_EQ(x, 3);
}

TEST(CDefinitionsTest, ReadsWhatTheSignaturesOfTheTableSay) {
  EXPECT_THAT(FindCDefinitions(R"c(
/* float commented(float x) { } */ // float too(float x) {
#define MACRO float defined(float x) { \
    return x; }
const char* text = "float quoted(float x) {";
static float hidden(float x) { return x; }
float declared(float x);
extern float e(float);
struct S { float s; };
float f(float x) { if (x > 0) { return x; } return -x; }
extern inline const double  d ( double	const x ) { return x; }
void a(const float* restrict in, float* k_restrict out, size_t n) {}
void b(size_t n, float const *const in, float * __restrict__ out)
{
}
int other(float x) { return 1; }
float two(float x, float y) { return x; }
__m256 v(__m256 x) { return x; }
)c"),
              ElementsAre(CDefinition{"f", "float(float)"}, CDefinition{"d", "double(double)"},
                          CDefinition{"a", "void(const float*, float*, size_t)"},
                          CDefinition{"b", "void(size_t, const float*, float*)"},
                          CDefinition{"v", "__m256(__m256)"}));
}

TEST(CDefinitionsTest, WordsThatMayChangeTheTypeRefuse) {
  for (const char* const definition : {"long double f(long double x)",
                                       "double f(long double x)",
                                       "long double f(double x)",
                                       "double long f(double x)",
                                       "double f(double long)",
                                       "double f(double long x)",
                                       "_Complex float f(_Complex float x)",
                                       "float _Complex f(float x)",
                                       "float f(float _Complex)",
                                       "float f(float complex z)",
                                       "struct float f(float x)",
                                       "float f(struct float x)",
                                       "void f(unsigned size_t n, const float* in, float* out)",
                                       "unsigned uint16_t f(uint16_t h)",
                                       "uint16_t f(unsigned uint16_t h)",
                                       "float f(volatile float x)",
                                       "static float f(float x)",
                                       "__attribute__((ms_abi)) float f(float x)",
                                       "float f(float x) __attribute__((noinline))",
                                       "float f(float x, ...)",
                                       "float f(float x y)",
                                       "float f(float* x)",
                                       "float f(const float* x)",
                                       "void f(float* in, float* out, size_t n)",
                                       "void f(const float in[], float out[], size_t n)"}) {
    EXPECT_THAT(FindCDefinitions(std::string(definition) + " { }"), IsEmpty()) << definition;
  }
}

TEST(CDefinitionsTest, AnyTextIsRead) {
  for (const char* const text :
       {"", "{", "}", "(", "float f(float x", "float f(float x) {", "/*", "//", "#", "\"", "'", "\"\\", "#\\",
        "f {", ") {", "}}} float g(float) {", "(((((((("}) {
    EXPECT_LE(FindCDefinitions(text).size(), 1) << text;
  }
}

}  // namespace
}  // namespace ulpforge
