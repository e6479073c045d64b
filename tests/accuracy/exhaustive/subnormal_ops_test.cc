// Subnormal operands are found where they are, and nowhere else; templates and committed kernels have none.
#include "accuracy/exhaustive/subnormal_ops.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include "dsl/text.h"
#include "gtest/gtest.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

Program ParseOrDie(const std::string& body) {
  absl::StatusOr<Program> program = Parse("ulpforge program v1\n" + body);
  EXPECT_TRUE(program.ok()) << program.status();
  return *std::move(program);
}

SubnormalOps At(const std::string& body, float x) { return SubnormalScan(ParseOrDie(body)).Count({{x}}); }

constexpr char kSquarePlusOne[] = "const c0 = 0x1p+0\nv0 = mul x x\nv1 = add v0 c0\nreturn v1\n";

TEST(SubnormalScanTest, ASubnormalResultInsideCounts) {
  EXPECT_EQ(At(kSquarePlusOne, 0x1p-70F), (SubnormalOps{.inputs = 1, .first = 0x1p-70F, .instruction = 0}));
  EXPECT_EQ(At(kSquarePlusOne, 0x1p-63F).inputs, 0);
}

TEST(SubnormalScanTest, AProductThatUnderflowsToZeroCounts) {
  EXPECT_EQ(At(kSquarePlusOne, 0x1p-100F).inputs, 1);
  EXPECT_EQ(At(kSquarePlusOne, 0).inputs, 0);
}

TEST(SubnormalScanTest, AnFmaRoundsItsProductOnlyWithTheSum) {
  EXPECT_EQ(At("const c0 = 0x1p+0\nv0 = fma x x c0\nreturn v0\n", 0x1p-70F).inputs, 0);
  EXPECT_EQ(At("const c0 = 0x0p+0\nconst c1 = 0x1p+0\nv0 = fma x x c0\nv1 = add v0 c1\nreturn v1\n", 0x1p-70F)
                .inputs,
            1);
}

TEST(SubnormalScanTest, ASubnormalConstantCountsAtEveryInput) {
  EXPECT_EQ(At("const c0 = 0x1p-149\nv0 = fma x c0 x\nreturn v0\n", 1).inputs, 1);
}

TEST(SubnormalScanTest, SubnormalInputsAndResultsAreNoFaultOfTheProgram) {
  EXPECT_EQ(At("v0 = add x x\nreturn v0\n", 0x1p-130F).inputs, 0);
  EXPECT_EQ(At("v0 = mul x x\nreturn v0\n", 0x1p-70F).inputs, 0);
}

TEST(SubnormalScanTest, MovedBitsCostNothingUntilTheyAreComputedWith) {
  const std::string bits = "int i0 = 1\nconst c0 = 0x1p+0\nv0 = frombits i0\n";
  EXPECT_EQ(
      At(bits + "v1 = abs v0\nv2 = bits v1\nv3 = frombits v2\nv4 = bits x\nv5 = select v4 v3 c0\nreturn v5\n",
         1)
          .inputs,
      0);
  EXPECT_EQ(At(bits + "v1 = add v0 x\nreturn v1\n", 1),
            (SubnormalOps{.inputs = 1, .first = 1, .instruction = 1}));
}

TEST(SubnormalScanTest, BlocksDoNotMatter) {
  // More inputs than a block of the interpreter or of the scan has.
  std::vector<float> inputs;
  for (int k = 0; k < 10000; ++k) inputs.push_back(std::ldexp(1.0F, -(k % 100)));
  uint64_t expected = 0;
  for (const float x : inputs) expected += At(kSquarePlusOne, x).inputs;
  EXPECT_EQ(SubnormalScan(ParseOrDie(kSquarePlusOne)).Count(inputs).inputs, expected);
  EXPECT_EQ(expected, 100U * 36);
}

TEST(CountSubnormalOpsTest, ThreadsDoNotMatter) {
  const Program program = ParseOrDie(kSquarePlusOne);
  const Interval domain = *ParseInterval("[0x1p-65,0x1p-60]");
  const auto go_on = [] { return true; };
  const absl::StatusOr<SubnormalOps> one = CountSubnormalOps(program, domain, 1, go_on);
  const absl::StatusOr<SubnormalOps> three = CountSubnormalOps(program, domain, 3, go_on);
  ASSERT_TRUE(one.ok() && three.ok());
  EXPECT_EQ(*one, *three);
  EXPECT_EQ(one->inputs, uint64_t{2} << 23);  // the binades of 2^-65 and 2^-64
  EXPECT_EQ(one->first, 0x1p-65F);
}

TEST(CountSubnormalOpsTest, StopsWhenAsked) {
  EXPECT_EQ(
      CountSubnormalOps(ParseOrDie(kSquarePlusOne), std::nullopt, 2, [] { return false; }).status().code(),
      absl::StatusCode::kCancelled);
}

TEST(NormalInputsTest, AreOfEveryBinadeOfTheDomain) {
  const std::vector<float> all = NormalInputs(kAllReals);
  for (int exponent = -126; exponent < 128; ++exponent) {
    for (const float x : {std::ldexp(1.0F, exponent), -std::nextafter(std::ldexp(2.0F, exponent), 0.0F)}) {
      EXPECT_EQ(std::ranges::count(all, x), 1) << exponent;
    }
  }
  for (const float x : NormalInputs(*ParseInterval("(1,4]"))) EXPECT_TRUE(x > 1 && x <= 4) << x;
  EXPECT_FALSE(NormalInputs(*ParseInterval("(1,4]")).empty());
}

}  // namespace
}  // namespace ulpforge
