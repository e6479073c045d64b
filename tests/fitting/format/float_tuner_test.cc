#include "fitting/format/float_tuner.h"

#include <cmath>
#include <numeric>
#include <vector>

#include "dsl/text.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

UlpSamples Samples(uint64_t stream) {
  Rng rng(3, stream);
  return SampleUlps(*FindTarget("exp2"), RandomInputs({-0.5, 0.5}, 2000, rng));
}

// The Taylor polynomial of degree 6, two of its constants one unit in the last place away.
Program Blurred() {
  return *Parse(
      "ulpforge program v1\nconst a = 0x1.430934p-13\nconst b = 0x1.5d87fep-10\nconst c = 0x1.3b2ab6p-7\n"
      "const d = 0x1.c6b08ep-5\nconst e = 0x1.ebfbep-3\nconst f = 0x1.62e42ep-1\nconst g = 0x1.000002p+0\n"
      "p = fma x a b\nq = fma p x c\nr = fma q x d\ns = fma r x e\nt = fma s x f\nu = fma t x g\nreturn u\n");
}

std::vector<size_t> All(const Program& program) {
  std::vector<size_t> all(program.constants.size());
  std::iota(all.begin(), all.end(), size_t{0});
  return all;
}

TEST(FloatTunerTest, FindsBackLostConstants) {
  const UlpSamples samples = Samples(0), others = Samples(1);
  FloatMeter meter(nullptr);
  Program program = Blurred();
  EXPECT_GT(meter.Measure(program, samples).ulp, 2);
  const FloatScore score = TuneConstants(samples, nullptr, All(program), {}, program);
  EXPECT_LT(score.ulp, 1.3);  // unrounded and in exact arithmetic, that polynomial has 1.9
  EXPECT_EQ(score.ulp, meter.Measure(program, samples).ulp);
  EXPECT_LT(meter.Measure(program, others).ulp, 1.4);
}

TEST(FloatTunerTest, OnlyTheGivenConstantsMoveAndAllAreFloats) {
  Program program = Blurred();
  const Program before = program;
  const std::vector<size_t> some = {5, 6};
  TuneConstants(Samples(0), nullptr, some, {}, program);
  for (size_t k = 0; k < program.constants.size(); ++k) {
    EXPECT_EQ(static_cast<double>(static_cast<float>(program.constants[k].hi)), program.constants[k].hi);
    if (k < 5) {
      EXPECT_EQ(program.constants[k], before.constants[k]);
    }
  }
  EXPECT_NE(program.constants[6], before.constants[6]);
}

// The meter keeps what it knows of a program; other constants, signs of zeros and other programs must not be
// mistaken.
TEST(FloatMeterTest, MeasuresWhatANewMeterMeasures) {
  const UlpSamples samples = Samples(0);
  FloatMeter meter(nullptr);
  std::vector<Program> programs = {Blurred(), Blurred(), Blurred(), Blurred()};
  programs[1].constants[3] = 0x1.c6b08cp-5;
  programs[2].constants[6] = -0.0;
  programs[3].instructions[2].op = OpCode::kAdd;
  programs[3].instructions[2].args = {InstructionOperand(1), InputOperand(), {}};
  for (const size_t k : {0, 1, 0, 2, 1, 3, 1, 3, 0}) {
    const FloatScore score = meter.Measure(programs[k], samples);
    const FloatScore fresh = FloatMeter(nullptr).Measure(programs[k], samples);
    EXPECT_EQ(score.ulp, fresh.ulp) << k;
    EXPECT_EQ(score.mean_square, fresh.mean_square) << k;
  }
}

TEST(FloatTunerTest, TheContractComesBeforeTheError) {
  const Target& target = *FindTarget("exp2");
  const absl::StatusOr<Contract> contract =
      MakeContract(target, {.variant = "finite", .domain = "[-0.5,0.5]", .exact = {"0=1"}});
  ASSERT_TRUE(contract.ok()) << contract.status();
  const ContractPoints points(target, *contract);
  Program program = Blurred();
  EXPECT_GT(FloatMeter(&points).Measure(program, Samples(0)).violations, 0u);
  EXPECT_EQ(TuneConstants(Samples(0), &points, All(program), {}, program).violations, 0u);
}

}  // namespace
}  // namespace ulpforge
