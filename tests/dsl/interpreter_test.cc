#include "dsl/interpreter.h"

#include <vector>

#include "base/rng.h"
#include "gtest/gtest.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using testing::EvaluateOne;
using testing::SameValue;

template <class T>
T RandomInput(Rng& rng) {
  if constexpr (std::is_same_v<T, Extended>) {
    return testing::RandomPair(rng, testing::RandomModerate(rng));
  } else {
    return rng.Chance(0.5) ? testing::RandomBits<T>(rng) : static_cast<T>(testing::RandomModerate(rng));
  }
}

// One length below, at and beyond each multiple of the block.
constexpr size_t kLengths[] = {0, 1, 7, 255, 256, 257, 511, 513, 1000};

template <class T>
class InterpreterTest : public ::testing::Test {};
using Scalars = ::testing::Types<float, double, Float16, BFloat16, Extended>;
TYPED_TEST_SUITE(InterpreterTest, Scalars);

TYPED_TEST(InterpreterTest, AgreesWithOnePointAtATime) {
  using T = TypeParam;
  Rng rng(1);
  for (int k = 0; k < 300; ++k) {
    const Program program = testing::RandomProgram(
        rng, {.ops = testing::OpsOf<T>(), .instructions = rng.Below(40), .chain = rng.Chance(0.5)});
    ASSERT_TRUE(Validate(program).ok());
    absl::StatusOr<Interpreter<T>> interpreter = Interpreter<T>::Create(program);
    ASSERT_TRUE(interpreter.ok());
    std::vector<T> in(kLengths[k % std::size(kLengths)]);
    for (T& x : in) x = RandomInput<T>(rng);
    std::vector<T> out(in.size());
    interpreter->Run(in, out);
    std::vector<T> in_place = in;
    interpreter->Run(in_place, in_place);
    for (size_t i = 0; i < in.size(); ++i) {
      const auto expected = EvaluateOne<T>(program, in[i]);
      if (expected.nan_reached_bits) continue;
      ASSERT_TRUE(SameValue(out[i], expected.value)) << "program " << k << " point " << i;
      ASSERT_TRUE(SameValue(in_place[i], expected.value)) << "in place, program " << k << " point " << i;
    }
  }
}

TYPED_TEST(InterpreterTest, ProgramsWithoutInstructions) {
  using T = TypeParam;
  Program program;
  std::vector<T> in(300, T(2)), out(300);
  Interpreter<T>::Create(program)->Run(in, out);
  EXPECT_TRUE(out == in);
  program.constants = {Extended(1.5)};
  program.output = ConstantOperand(0);
  Interpreter<T>::Create(program)->Run(in, out);
  EXPECT_TRUE(out == std::vector<T>(300, T(1.5)));
}

TEST(InterpreterErrorTest, MachineOpsDoNotExistInExtended) {
  Program program;
  program.instructions = {{.op = OpCode::kBits, .args = {InputOperand()}},
                          {.op = OpCode::kFromBits, .args = {InstructionOperand(0)}}};
  program.output = InstructionOperand(1);
  ASSERT_TRUE(Validate(program).ok());
  EXPECT_EQ(Interpreter<Extended>::Create(program).status().message(),
            "v0: bits does not exist in extended arithmetic");
  EXPECT_TRUE(Interpreter<float>::Create(program).ok());
}

TEST(InterpreterErrorTest, ConstantsAreRoundedOnceToFloat) {
  // A tie of float that only the low part decides.
  Program program;
  program.constants = {Extended(1 + 0x1p-24, -0x1p-80)};
  program.output = ConstantOperand(0);
  std::vector<float> in(1), out(1);
  Interpreter<float>::Create(program)->Run(in, out);
  EXPECT_EQ(out[0], 1.0f);
  program.constants = {Extended(1 + 0x1p-24, 0x1p-80)};
  Interpreter<float>::Create(program)->Run(in, out);
  EXPECT_EQ(out[0], 1 + 0x1p-23f);
}

}  // namespace
}  // namespace ulpforge
