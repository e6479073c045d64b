// A registered op in every part that knows ops: 1 / sqrt(a), compared with MPFR, with the ops that it is made
// of and with compiled C.
#include "accuracy/proof/register_op.h"

#include <dlfcn.h>

#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include "accuracy/dense/dense_check.h"
#include "accuracy/proof/certified_bound.h"
#include "cost/zen5_cost.h"
#include "dsl/canonical.h"
#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "emit/emit_c.h"
#include "fitting/real/fitter.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "hashing/function_key.h"
#include "hashing/structure.h"
#include "jit/compile/compiler.h"
#include "tests/compile_and_load.h"
#include "tests/testing.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

constexpr auto kReciprocalRoot = [](const auto& a) -> decltype(ConstantLike(a, 1) / sqrt(a)) {
  return ConstantLike(a, 1) / sqrt(a);
};

CustomOp ReciprocalRoot() {
  return {.name = "rsqrt",
          .weight = 8,
          .c = "1 / {p}sqrt({0})",
          .ir = "{r}.root = call {F} @llvm.sqrt.{f}({F} {0})\n{r} = fdiv {F} {one}, {r}.root",
          .guard = 0};
}

// A kinked op of two operands, for which enclosures have no comparison.
constexpr auto kLarger = [](const auto& a, const auto& b) -> std::decay_t<decltype(a < b ? b : a)> {
  return a < b ? b : a;
};

OpCode Rsqrt() {
  static const OpCode code = *RegisterOp(ReciprocalRoot(), kReciprocalRoot);
  return code;
}

OpCode Larger() {
  static const OpCode code = *RegisterOp({.name = "larger",
                                          .smooth = false,
                                          .c = "{0} < {1} ? {1} : {0}",
                                          .ir = "{r}.less = fcmp olt {F} {0}, {1}\n"
                                                "{r} = select {B} {r}.less, {F} {1}, {F} {0}"},
                                         kLarger);
  return code;
}

Program Read(std::string_view lines) {
  Rsqrt();
  Larger();
  return ParseOrDie(lines);
}

// c / sqrt(x + 1), with the op and without it.
Program WithOp() {
  return Read("const c0 = 1\nconst c1 = 0.75\nv0 = add x c0\nv1 = rsqrt v0\nv2 = mul v1 c1\nreturn v2\n");
}
Program WithoutOp() {
  return Read("const c0 = 1\nconst c1 = 0.75\nv0 = add x c0\nv1 = sqrt v0\nv2 = div c1 v1\nreturn v2\n");
}

template <class T>
std::vector<T> Inputs() {
  std::vector<T> inputs;
  for (int k = -200; k < 600; ++k) inputs.push_back(static_cast<T>(std::ldexp(1 + k / 77.0, k % 13 - 6)));
  for (const double special : {0.0, -0.0, 0x1p-149, double{INFINITY}, double{-INFINITY}, double{NAN}}) {
    inputs.push_back(static_cast<T>(special));
  }
  return inputs;
}

TEST(RegisterOpTest, IsFoundAndWritten) {
  EXPECT_EQ(FindOp("rsqrt"), Rsqrt());
  EXPECT_EQ(AllOps()[static_cast<size_t>(Rsqrt())].name, "rsqrt");
  EXPECT_EQ(Info(Rsqrt()).arity, 1);
  EXPECT_EQ(Info(Larger()).arity, 2);
  EXPECT_EQ(*Parse(Format(WithOp())), WithOp());
  EXPECT_EQ(UnpackStructure(PackStructure(WithOp())).instructions, WithOp().instructions);
  EXPECT_THAT(CustomOpLines(), ::testing::Contains("rsqrt/1: 1 / {p}sqrt({0})"));
}

// 1 / sqrt(a); operands are taken from arrays of kMaxArity.
template <class T>
T Value(const T& a) {
  const std::array<T, kMaxArity> operands = {a, a, a};
  T result = a;
  EXPECT_TRUE(Apply(Rsqrt(), &result, operands.data()));
  return result;
}

TEST(RegisterOpTest, EveryScalarHasIt) {
  const MpfrReal three(3.0, 200);
  MpfrReal root = MpfrReal::OfPrecision(200);
  mpfr_rec_sqrt(root.ptr(), three.ptr(), MPFR_RNDN);
  const Extended expected = root.ToExtended();
  EXPECT_EQ(Value(3.0f), 1 / std::sqrt(3.0f));
  EXPECT_EQ(Value(3.0), 1 / std::sqrt(3.0));
  EXPECT_LE(std::fabs((Value(Extended(3)) - expected).hi), 0x1p-100);
  EXPECT_LE(std::fabs((Value(three).ToExtended() - expected).hi), 0x1p-104);
  EXPECT_NEAR(static_cast<double>(Value(Float16(3.0))), expected.hi, 0x1p-11);
  EXPECT_NEAR((Value(Dual<double, 1>::Variable(3, 0)).partial[0]), -expected.hi / 6, 1e-15);
}

TEST(RegisterOpTest, EnginesAgreeToTheBit) {
  const Program program =
      Read("const c0 = 1.5\nv0 = rsqrt x\nv1 = larger v0 c0\nv2 = larger c0 x\nv3 = mul v1 v2\nreturn v3\n");
  const std::vector<float> inputs = Inputs<float>();
  std::vector<float> interpreted(inputs.size()), compiled(inputs.size()), jitted(inputs.size());
  absl::StatusOr<Interpreter<float>> interpreter = Interpreter<float>::Create(program);
  ASSERT_TRUE(interpreter.ok()) << interpreter.status();
  interpreter->Run(inputs, std::span(interpreted));

  const absl::StatusOr<std::string> text = EmitC<float>(program, {.name = "f"});
  ASSERT_TRUE(text.ok()) << text.status();
  const TemporaryDirectory directory;
  void* const library = testing::CompileAndLoad("gcc -O2 -Wall -Wextra", *text, "c", directory);
  ASSERT_NE(library, nullptr);
  reinterpret_cast<void (*)(const float*, float*, size_t)>(dlsym(library, "f_array"))(
      inputs.data(), compiled.data(), inputs.size());
  dlclose(library);

  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create();
  ASSERT_TRUE(compiler.ok()) << compiler.status();
  const absl::StatusOr<CompiledKernel<float>> kernel = compiler->Compile<float>(program);
  ASSERT_TRUE(kernel.ok()) << kernel.status();
  kernel->function().array(inputs.data(), jitted.data(), inputs.size());

  for (size_t k = 0; k < inputs.size(); ++k) {
    if (std::isnan(interpreted[k])) {
      ASSERT_TRUE(std::isnan(compiled[k]) && std::isnan(jitted[k])) << inputs[k];
      continue;
    }
    ASSERT_EQ(std::bit_cast<uint32_t>(interpreted[k]), std::bit_cast<uint32_t>(jitted[k])) << inputs[k];
    ASSERT_EQ(std::bit_cast<uint32_t>(interpreted[k]), std::bit_cast<uint32_t>(compiled[k])) << inputs[k];
  }
}

TEST(RegisterOpTest, FitsAndChecksLikeTheOpsItIsMadeOf) {
  const Problem problem = *MakeProblem("exp2", "[0,1]", "relative");
  Fitter fitter(problem, {});
  Program with = WithOp(), without = WithoutOp();
  Rng rng_with(1), rng_without(1);
  const double error = fitter.Fit(rng_with, with);
  EXPECT_NEAR(error, fitter.Fit(rng_without, without), 1e-9);
  const DensePoints points = *DensePoints::Create(problem, {.points = 20000, .points_per_binade = 0});
  EXPECT_NEAR(CheckReal(with, points)->error, CheckReal(without, points)->error, 1e-9);
}

TEST(RegisterOpTest, IsHashedByItsValues) {
  const Program with = FoldConstants(WithOp()), without = FoldConstants(WithoutOp());
  const KeyOptions options;
  EXPECT_NE(StructureKey(with, options), StructureKey(without, options));
  EXPECT_NE(FamilyKey(with, options),
            FamilyKey(Read("const c0 = 1\nconst c1 = 0.75\nv0 = mul x c0\nv1 = rsqrt v0\n"
                           "v2 = mul v1 c1\nreturn v2\n"),
                      options));
  EXPECT_EQ(ConstantRank(with), 2);
}

TEST(RegisterOpTest, ProofsGoThroughItWhereEnclosuresDo) {
  const Problem problem = *MakeProblem("exp2", "[0,1]", "relative");
  const absl::StatusOr<CertifiedBound> with = Certify(WithOp(), problem),
                                       without = Certify(WithoutOp(), problem);
  ASSERT_TRUE(with.ok() && without.ok()) << with.status();
  EXPECT_EQ(with->outcome, CertifyOutcome::kProved);
  EXPECT_NEAR(with->bound, without->bound, 1e-6 * without->bound);
  // Undefined from -1 on: no bound.
  const absl::StatusOr<CertifiedBound> pole = Certify(WithOp(), *MakeProblem("exp2", "[-2,1]", "relative"));
  EXPECT_TRUE(!pole.ok() || pole->outcome != CertifyOutcome::kProved);
  const Program kinked = Read("const c0 = 1\nv0 = larger x c0\nreturn v0\n");
  EXPECT_THAT(std::string(Certify(kinked, problem).status().message()),
              HasSubstr("cannot certify op 'larger'"));
}

TEST(RegisterOpTest, CostsItsWeight) {
  EXPECT_EQ(WeightedOpCount(WithOp()), 1 + 8 + 1);
  // An op of which no time is known counts as multiplications, here 8.
  const Program products = Read(
      "const c0 = 1\nconst c1 = 0.75\nv0 = add x c0\nv1 = mul v0 v0\nv2 = mul v1 v1\nv3 = mul v2 v2\n"
      "v4 = mul v3 v3\nv5 = mul v4 v4\nv6 = mul v5 v5\nv7 = mul v6 v6\nv8 = mul v7 v7\nv9 = mul v8 c1\n"
      "return v9\n");
  EXPECT_DOUBLE_EQ(Zen5Latency(WithOp()), Zen5Latency(products));
  EXPECT_LT(Zen5Throughput(WithOp(), 8), Zen5Throughput(products, 8));
}

std::string ErrorOf(const CustomOp& op) {
  const size_t ops = AllOps().size();
  const absl::Status status = RegisterOp(op, kReciprocalRoot).status();
  EXPECT_EQ(AllOps().size(), ops);
  return std::string(status.message());
}

TEST(RegisterOpTest, RefusesWhatMakesNoSense) {
  Rsqrt();
  EXPECT_THAT(ErrorOf(ReciprocalRoot()), HasSubstr("op 'rsqrt': there is an op of this name"));
  const auto changed = [](auto change) {
    CustomOp op = ReciprocalRoot();
    op.name = "other";
    change(op);
    return ErrorOf(op);
  };
  EXPECT_THAT(changed([](CustomOp& op) { op.name = "add"; }), HasSubstr("there is an op of this name"));
  EXPECT_THAT(changed([](CustomOp& op) { op.name = "a b"; }), HasSubstr("lower-case letters"));
  EXPECT_THAT(changed([](CustomOp& op) { op.name = ""; }), HasSubstr("lower-case letters"));
  EXPECT_THAT(changed([](CustomOp& op) { op.name = "core"; }), HasSubstr("another meaning"));
  EXPECT_THAT(changed([](CustomOp& op) { op.weight = NAN; }), HasSubstr("weight nan"));
  EXPECT_THAT(changed([](CustomOp& op) { op.weight = -1; }), HasSubstr("weight -1"));
  EXPECT_THAT(changed([](CustomOp& op) { op.guard = 1; }), HasSubstr("guard 1"));
  EXPECT_THAT(changed([](CustomOp& op) { op.commutative = true; }), HasSubstr("cannot commute"));
  EXPECT_THAT(changed([](CustomOp& op) { op.c = ""; }), HasSubstr("must not be empty"));
  EXPECT_THAT(changed([](CustomOp& op) { op.c = "1 / {q}sqrt({0})"; }), HasSubstr("the text `c`"));
  EXPECT_THAT(changed([](CustomOp& op) { op.ir = "{r} = fdiv {F} {0"; }), HasSubstr("the text `ir`"));
  EXPECT_EQ(FindOp("other"), std::nullopt);
}

}  // namespace
}  // namespace ulpforge
