#include "jit/compile/compiler.h"

#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "dsl/text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPolynomial[] =
    "ulpforge program v1\nconst a = 0.5\nconst b = 0.25\nu = fma x a b\nv = fma u x a\ny = fma v x b\n"
    "return y\n";

KernelCompiler Compiler(const CompilerOptions& options = {}) {
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create(options);
  EXPECT_TRUE(compiler.ok()) << compiler.status();
  return *std::move(compiler);
}

// The lines of one function of an assembly text.
std::string FunctionOf(const std::string& assembly, const std::string& name) {
  const size_t begin = assembly.find("\n" + name + ":");
  return assembly.substr(begin, assembly.find(".size", begin) - begin);
}

TEST(JitCompilerTest, UnknownCpusAndFeaturesAreNamed) {
  const absl::Status cpu = KernelCompiler::Create({.cpu = "z80"}).status();
  EXPECT_EQ(cpu.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(cpu.message()), AllOf(HasSubstr("'z80'"), HasSubstr("-mcpu=help")));
  const absl::Status feature = KernelCompiler::Create({.features = "+sse2,-warp"}).status();
  EXPECT_EQ(feature.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(feature.message()), AllOf(HasSubstr("'warp'"), HasSubstr("-mattr=help")));
}

#ifdef __x86_64__
// Without SSE a library function can return no double.
TEST(JitCompilerTest, ErrorsOfTheCodeGeneratorAreReturned) {
  KernelCompiler compiler = Compiler({.cpu = "x86-64", .features = "-sse2"});
  const Program floor = *Parse("ulpforge program v1\ny = floor x\nreturn y\n");
  for (int k = 0; k < 2; ++k) {
    const absl::Status status = compiler.Compile<double>(floor).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("LLVM cannot compile the program: "));
  }
  EXPECT_FALSE(compiler.Assembly<double>(floor).ok());
}
#endif

TEST(JitCompilerTest, KernelsAreMovableAndIndependent) {
  KernelCompiler compiler = Compiler();
  KernelCompiler moved = std::move(compiler);
  std::vector<CompiledKernel<double>> kernels;
  for (int k = 0; k < 20; ++k) {
    Program program = *Parse("ulpforge program v1\nconst c = 0\ny = add x c\nreturn y\n");
    program.constants[0] = Extended(k);
    kernels.push_back(*moved.Compile<double>(program));
  }
  std::swap(kernels[3], kernels[17]);
  kernels.erase(kernels.begin() + 5, kernels.begin() + 10);
  kernels[0] = *moved.Compile<double>(Program{});
  const double in = 100;
  std::vector<double> out;
  for (const CompiledKernel<double>& kernel : kernels) {
    kernel.function().array(&in, &out.emplace_back(), 1);
    double chained = 0;
    kernel.function().chain(&in, &chained, 1);
    EXPECT_EQ(chained, out.back());
  }
  EXPECT_EQ(out,
            (std::vector<double>{100, 101, 102, 117, 104, 110, 111, 112, 113, 114, 115, 116, 103, 118, 119}));
}

#ifdef __x86_64__

// The op applied to x and to constants, between bits and frombits if it is one on integers.
Program ProgramOf(const OpInfo& op) {
  Program program;
  program.constants = {Extended(1.5)};
  program.integers = {3};
  Operand x = InputOperand();
  if (op.operands[0] == Type::kInteger) {
    program.instructions.push_back({.op = OpCode::kBits, .args = {x}});
    x = InstructionOperand(0);
  }
  Instruction instruction{.op = op.code, .args = {x}};
  for (int i = 1; i < op.arity; ++i) {
    instruction.args[i] = op.operands[i] == Type::kFloat ? ConstantOperand(0) : IntegerOperand(0);
  }
  program.instructions.push_back(instruction);
  program.output = InstructionOperand(program.instructions.size() - 1);
  if (op.result == Type::kInteger) {
    program.instructions.push_back({.op = OpCode::kFromBits, .args = {program.output}});
    program.output = InstructionOperand(program.instructions.size() - 1);
  }
  return program;
}

// Code for single values never uses the registers of 32 and 64 bytes.
void ExpectVectorised(const CompilerOptions& options) {
  KernelCompiler compiler = Compiler(options);
  for (const OpInfo& op : kOps) {
    const Program program = ProgramOf(op);
    ASSERT_TRUE(Validate(program).ok()) << op.name;
    const std::string assembly = FunctionOf(*compiler.Assembly<float>(program), "array");
    EXPECT_TRUE(std::regex_search(assembly, std::regex("%[yz]mm"))) << op.name << "\n" << assembly;
  }
}

TEST(JitCompilerTest, EveryOpVectorises) { ExpectVectorised({.cpu = "x86-64-v3"}); }
#ifdef __FMA__
TEST(JitCompilerTest, EveryOpVectorisesOnThisCpu) { ExpectVectorised({}); }
#endif

TEST(JitCompilerTest, OptionsChooseTheInstructions) {
  const Program program = *Parse(kPolynomial);
  KernelCompiler wide = Compiler({.cpu = "x86-64-v4", .features = "-prefer-256-bit"});
  EXPECT_THAT(FunctionOf(*wide.Assembly<float>(program), "array"), HasSubstr("%zmm"));
  KernelCompiler narrow = Compiler({.cpu = "x86-64-v3"});
  const std::string array = FunctionOf(*narrow.Assembly<float>(program), "array");
  EXPECT_TRUE(std::regex_search(array, std::regex("vfmadd[0-9]+ps\t.*%ymm"))) << array;
  EXPECT_THAT(array, Not(HasSubstr("%zmm")));
  const std::string chain = FunctionOf(*narrow.Assembly<float>(program), "chain");
  EXPECT_TRUE(std::regex_search(chain, std::regex("vfmadd[0-9]+ss"))) << chain;
  EXPECT_THAT(chain, Not(HasSubstr("%ymm")));
}

// The array loop is the same for arrays that differ and for one in place: nothing compares in with out.
TEST(JitCompilerTest, VectorLoopsDoNotCheckForOverlap) {
  const std::string array =
      FunctionOf(*Compiler({.cpu = "x86-64-v3"}).Assembly<float>(*Parse(kPolynomial)), "array");
  EXPECT_FALSE(std::regex_search(array, std::regex("(cmp|sub)q\t%r(si|di), %r(si|di)"))) << array;
  size_t branches = 0;
  for (size_t at = 0; (at = array.find("\n\tj", at)) != std::string::npos; ++at) ++branches;
  EXPECT_LE(branches, 9u) << array;
}

TEST(JitCompilerTest, ProductsAndSumsStayTwoOperations) {
  const Program program = *Parse("ulpforge program v1\nconst c = 0.5\nu = mul x x\ny = add u c\nreturn y\n");
  KernelCompiler compiler = Compiler({.cpu = "x86-64-v3"});
  EXPECT_THAT(*compiler.Assembly<double>(program), Not(HasSubstr("vfm")));
}

// The dependency from one value to the next stays in the registers for floats.
TEST(JitCompilerTest, ChainsStayInFloatRegisters) {
  const std::string chain =
      FunctionOf(*Compiler({.cpu = "x86-64-v3"}).Assembly<float>(*Parse(kPolynomial)), "chain");
  EXPECT_THAT(chain, HasSubstr("vorps"));
  EXPECT_FALSE(std::regex_search(chain, std::regex("vmovd\t%(e|r)[^\n]*%xmm|vmovd\t%xmm[0-9]+, %(e|r)")))
      << chain;
}

#endif  // __x86_64__

}  // namespace
}  // namespace ulpforge
