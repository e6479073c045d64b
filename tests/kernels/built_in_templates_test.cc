#include "kernels/built_in_templates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "accuracy/exhaustive/subnormal_ops.h"
#include "accuracy/reference/exact_reference.h"
#include "base/rng.h"
#include "dsl/text.h"
#include "targets/problem.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

// What a template may lose by itself: its error with a core that is correctly rounded.
constexpr double kMostUlp = 5;

// A program that computes no more than the argument of the core.
Program ArgumentOf(const HoledProgram& holed) {
  Program program = holed.program;
  program.output = program.instructions[holed.hole].args[0];
  program.instructions.resize(holed.hole);
  return program;
}

Program ConstantCore(Extended value) {
  Program core;
  core.constants = {value};
  core.output = ConstantOperand(0);
  return core;
}

// The root of f by the secant method, from two starts.
template <class F>
Extended Root(const F& f, Extended a, Extended b) {
  Extended fa = f(a);
  for (int k = 0; k < 100; ++k) {
    const Extended fb = f(b);
    if (fb.hi == 0 || (fb - fa).hi == 0) return b;
    const Extended next = b - fb * (b - a) / (fb - fa);
    if (!std::isfinite(next.hi)) return b;
    a = b;
    fa = fb;
    b = next;
    if (std::fabs((b - a).hi) <= 0x1p-90 * std::fabs(b.hi)) return b;
  }
  return b;
}

// The core with which the reduced section is exact: the equation that it states, solved for the core at one
// argument. NaN for arguments that no point of the reduced domain has.
class IdealCore {
 public:
  explicit IdealCore(const KernelTemplate& kernel_template)
      : template_(kernel_template),
        target_(*FindTarget(kernel_template.reduced_target)),
        argument_(ArgumentOf(kernel_template.reduced)) {}

  float At(float argument) const {
    if (!std::isfinite(argument)) return NAN;
    const double x = PointWithArgument(argument);
    if (x < template_.reduced_domain.lo || x > template_.reduced_domain.hi) return NAN;
    // At a removable singularity: its neighbourhood, where a smooth core is the same to float32.
    const Extended at = std::fabs(x) < 0x1p-30 ? 0x1p-30 : x;
    const Extended f = ReferenceValue(target_, at);
    const auto residual = [&](Extended value) {
      return testing::EvaluateOne<Extended>(ExpandReduced(template_, ConstantCore(value)), at).value - f;
    };
    return static_cast<float>(Root(residual, 1, 1.25).hi);
  }

 private:
  double PointWithArgument(double argument) const {
    if (argument_.output == InputOperand()) return argument;
    if (argument <= 0) return argument;
    const auto residual = [&](Extended x) {
      return testing::EvaluateOne<Extended>(argument_, x).value - Extended(argument);
    };
    return Root(residual, template_.reduced_domain.hi, template_.reduced_domain.hi * 0.9).hi;
  }

  const KernelTemplate& template_;
  const Target& target_;
  Program argument_;
};

float RunTemplate(const KernelTemplate& kernel_template, const IdealCore& core, float x) {
  const float argument = testing::EvaluateOne<float>(ArgumentOf(kernel_template.kernel), x).value;
  return testing::EvaluateOne<float>(ExpandKernel(kernel_template, ConstantCore(core.At(argument))), x).value;
}

// Every binade of both signs, the numbers that matter to exponential functions and the surroundings of the
// ends of the domain.
std::vector<float> Inputs(const KernelTemplate& kernel_template) {
  Rng rng(1);
  std::vector<float> inputs = testing::SpecialValues<float>();
  for (uint32_t top = 0; top < 512; ++top) {
    for (const uint32_t low : {uint32_t{0}, static_cast<uint32_t>(rng.Below(1 << 23))}) {
      inputs.push_back(std::bit_cast<float>(top << 23 | low));
    }
  }
  const auto add_uniform = [&](double lo, double hi) {
    for (int k = 0; k < 300; ++k) inputs.push_back(static_cast<float>(lo + (hi - lo) * rng.Uniform()));
  };
  add_uniform(-155, 135);
  add_uniform(-8, 8);
  add_uniform(0.25, 4);
  add_uniform(-1, 1);
  const Interval& domain = kernel_template.domain;
  if (!std::isfinite(domain.lo)) return inputs;
  add_uniform(domain.lo, std::min(domain.hi, 1e6));
  for (const double end : {domain.lo, domain.hi}) {
    auto x = static_cast<float>(end);
    for (int k = 0; k < 3; ++k) x = std::nextafter(x, -HUGE_VALF);
    for (int k = 0; k < 7; ++k, x = std::nextafter(x, HUGE_VALF)) inputs.push_back(x);
  }
  return inputs;
}

class EveryTemplate : public ::testing::TestWithParam<size_t> {
 protected:
  const KernelTemplate& kernel_template() const { return BuiltInTemplates()[GetParam()]; }
};

TEST_P(EveryTemplate, IsFoundByNameAndTarget) {
  const KernelTemplate& t = kernel_template();
  EXPECT_EQ(FindTemplate(t.name), &t);
  const std::vector<const KernelTemplate*> of_target = TemplatesOf(t.target);
  EXPECT_NE(std::find(of_target.begin(), of_target.end(), &t), of_target.end());
  EXPECT_TRUE(t.name.starts_with(t.target + "-")) << t.name;
  EXPECT_TRUE(t.name.ends_with(FormatVariant(t.variant))) << t.name;
}

TEST_P(EveryTemplate, SurvivesFormatting) {
  const KernelTemplate& t = kernel_template();
  const absl::StatusOr<KernelTemplate> again = ParseTemplate(FormatTemplate(t));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(*again, t);
  const absl::StatusOr<KernelTemplate> from_text = ParseTemplate(TemplateText(t.name));
  ASSERT_TRUE(from_text.ok()) << from_text.status();
  EXPECT_EQ(*from_text, t);
}

TEST_P(EveryTemplate, ConstantsAreFloats) {
  for (const Extended& constant : kernel_template().kernel.program.constants) {
    EXPECT_EQ(static_cast<double>(static_cast<float>(constant.hi)), constant.hi);
    EXPECT_EQ(constant.lo, 0);
  }
}

// Where the core is exact but for its rounding, the kernel is as accurate as its operations allow, and
// special values are as IEEE 754 wants them.
TEST_P(EveryTemplate, ComputesItsTarget) {
  const KernelTemplate& t = kernel_template();
  const IdealCore core(t);
  ExactReference reference(*FindTarget(t.target), kFloat32);
  double worst = 0;
  float worst_input = 0;
  for (const float x : Inputs(t)) {
    if (t.variant == Variant::kFinite && !t.domain.Contains(x)) continue;
    const float y = RunTemplate(t, core, x);
    const float expected = reference.Round(x);
    if (!std::isfinite(expected) || (x == 0 && t.variant == Variant::kFull)) {
      // An error of an ulp may cross the overflow threshold.
      if (std::isfinite(y) && std::isinf(expected) && std::isfinite(x) && std::fabs(y) > 0x1.fffff0p+127)
        continue;
      EXPECT_TRUE(testing::SameValue(y, expected)) << std::hexfloat << x << ": " << y << ", not " << expected;
      continue;
    }
    if (std::isinf(y) && std::fabs(expected) > 0x1.fffff0p+127) continue;
    ASSERT_TRUE(std::isfinite(y)) << std::hexfloat << x << ": " << y << ", not " << expected;
    const double ulp = reference.Error(x, y).ulp;
    if (ulp <= worst) continue;
    worst = ulp;
    worst_input = x;
  }
  EXPECT_LE(worst, kMostUlp) << std::hexfloat << worst_input;
  RecordProperty("ulp", std::to_string(worst));
}

TEST_P(EveryTemplate, FullVariantKeepsNan) {
  const KernelTemplate& t = kernel_template();
  if (t.variant != Variant::kFull) GTEST_SKIP() << "variant finite promises nothing";
  const IdealCore core(t);
  Rng rng(2);
  for (int k = 0; k < 200; ++k) {
    const auto payload = static_cast<uint32_t>(1 + rng.Below((1 << 23) - 1));
    const auto sign = static_cast<uint32_t>(rng.Below(2)) << 31;
    const auto nan = std::bit_cast<float>(sign | 0x7f800000 | payload);
    EXPECT_TRUE(std::isnan(RunTemplate(t, core, nan))) << std::hex << (sign | 0x7f800000 | payload);
  }
}

TEST_P(EveryTemplate, ComputesWithoutSubnormalNumbers) {
  // A core that has none itself: 1/2 + x/16 + x^2/32.
  const absl::StatusOr<Program> core = Parse(
      "ulpforge program v1\nconst c0 = 0x1p-5\nconst c1 = 0x1p-4\nconst c2 = 0x1p-1\n"
      "v0 = fma x c0 c1\nv1 = fma v0 x c2\nreturn v1\n");
  ASSERT_TRUE(core.ok()) << core.status();
  const std::vector<float> inputs = NormalInputs(kernel_template().domain);
  ASSERT_FALSE(inputs.empty());
  const SubnormalOps met = SubnormalScan(ExpandKernel(kernel_template(), *core)).Count(inputs);
  EXPECT_EQ(met.inputs, 0) << "first at x = " << met.first << ", instruction v" << met.instruction;
}

INSTANTIATE_TEST_SUITE_P(Templates, EveryTemplate, ::testing::Range<size_t>(0, BuiltInTemplates().size()),
                         [](const ::testing::TestParamInfo<size_t>& info) {
                           std::string name = BuiltInTemplates()[info.param].name;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(BuiltInTemplatesTest, NamesAreUnique) {
  std::set<std::string> names;
  for (const KernelTemplate& t : BuiltInTemplates()) EXPECT_TRUE(names.insert(t.name).second) << t.name;
}

TEST(BuiltInTemplatesTest, UnknownNamesFindNothing) {
  EXPECT_EQ(FindTemplate("exp2"), nullptr);
  EXPECT_TRUE(TemplatesOf("nosuchtarget").empty());
}

}  // namespace
}  // namespace ulpforge
