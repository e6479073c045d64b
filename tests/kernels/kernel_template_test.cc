#include "kernels/kernel_template.h"

#include <string>

#include "base/rng.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kernels/built_in_templates.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

constexpr char kSmall[] = R"(ulpforge template v1
name exp2-small   # a comment
target exp2
about 2^x = 2^(x - 1) 2
variant finite
domain [0,1]
reduced exp2 on [-1,0] relative
  p = core x
  return p
kernel
  const one = 1
  tune two = 2
  r = sub x one
  p = core r
  y = mul p two
  return y
)";

std::string Replaced(std::string_view from, std::string_view to) {
  std::string text = kSmall;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string ParseError(std::string_view text) { return std::string(ParseTemplate(text).status().message()); }

TEST(KernelTemplateTest, ReadsEveryPart) {
  const absl::StatusOr<KernelTemplate> t = ParseTemplate(kSmall);
  ASSERT_TRUE(t.ok()) << t.status();
  EXPECT_EQ(t->name, "exp2-small");
  EXPECT_EQ(t->target, "exp2");
  EXPECT_EQ(t->about, "2^x = 2^(x - 1) 2");
  EXPECT_EQ(t->variant, Variant::kFinite);
  EXPECT_EQ(t->domain, (Interval{0, 1, false, false}));
  EXPECT_EQ(t->reduced_target, "exp2");
  EXPECT_EQ(t->reduced_domain, (Interval{-1, 0, false, false}));
  EXPECT_EQ(t->reduced_measure, Measure::kRelative);
  EXPECT_EQ(t->kernel.tunable, (std::vector<bool>{false, true}));
  EXPECT_EQ(t->kernel.hole, 1);
  EXPECT_EQ(t->reduced.hole, 0);
}

TEST(KernelTemplateTest, ConstantsOfTheTemplateComeBeforeThoseOfTheCore) {
  const KernelTemplate t = *ParseTemplate(kSmall);
  const Program core =
      *Parse("ulpforge program v1\nconst a = 3\nconst b = 4\nv = fma x a b\nw = mul v v\nreturn w\n");
  const Program whole = ExpandKernel(t, core);
  EXPECT_EQ(Format(whole),
            "ulpforge program v1\n"
            "const c0 = 0x1p+0\nconst c1 = 0x1p+1\nconst c2 = 0x1.8p+1\nconst c3 = 0x1p+2\n"
            "v0 = sub x c0\nv1 = fma v0 c2 c3\nv2 = mul v1 v1\nv3 = mul v2 c1\nreturn v3\n");
  EXPECT_EQ(ExpandReduced(t, core), core);
}

TEST(KernelTemplateTest, CoresWithoutInstructionsFit) {
  const KernelTemplate t = *ParseTemplate(kSmall);
  EXPECT_EQ(testing::EvaluateOne<float>(ExpandKernel(t, Program{}), 4).value, 6);  // core(r) = r
  const Program constant = *Parse("ulpforge program v1\nconst a = 5\nreturn a\n");
  EXPECT_EQ(testing::EvaluateOne<float>(ExpandKernel(t, constant), 4).value, 10);
}

// The whole computes bit for bit what its three parts compute one after the other.
TEST(KernelTemplateTest, ExpandingIsComposing) {
  Rng rng(1);
  for (const KernelTemplate& t : BuiltInTemplates()) {
    Program before = t.kernel.program;
    before.output = before.instructions[t.kernel.hole].args[0];
    before.instructions.resize(t.kernel.hole);
    for (int k = 0; k < 20; ++k) {
      const Program core = testing::RandomProgram(rng, {.ops = testing::OpsOf<float>()});
      const Program whole = ExpandKernel(t, core);
      ASSERT_TRUE(Validate(whole).ok()) << Validate(whole);
      const float x = testing::RandomFinite<float>(rng);
      const float argument = testing::EvaluateOne<float>(before, x).value;
      const auto value = testing::EvaluateOne<float>(core, argument);
      Program constant;
      constant.constants = {Extended(value.value)};
      constant.output = ConstantOperand(0);
      const auto expected = testing::EvaluateOne<float>(ExpandKernel(t, constant), x);
      if (value.nan_reached_bits || expected.nan_reached_bits) continue;
      ASSERT_TRUE(testing::SameValue(testing::EvaluateOne<float>(whole, x).value, expected.value)) << t.name;
    }
  }
}

TEST(KernelTemplateTest, ErrorsNamePlaceAndMend) {
  EXPECT_EQ(ParseError(""),
            "line 1, column 1: expected ulpforge template v1 as the first line, found the end of the text");
  EXPECT_EQ(ParseError("ulpforge template v2\n"),
            "line 1, column 10: expected ulpforge template v1 as the first line, found template v2");
  EXPECT_THAT(ParseError("ulpforge program v1\n"), HasSubstr("expected ulpforge template v1"));
  EXPECT_EQ(ParseError(Replaced("name exp2-small   # a comment", "name Exp2")),
            "line 2, column 6: expected a name of lower case letters, digits and -, found Exp2");
  EXPECT_EQ(ParseError(Replaced("target exp2", "target exq2")),
            "line 3, column 8: unknown target 'exq2'; did you mean 'exp2'?");
  EXPECT_EQ(ParseError(Replaced("variant finite", "variant fast")),
            "line 5, column 9: expected the variant finite or full, found fast");
  EXPECT_THAT(ParseError(Replaced("variant finite", "varient finite")), HasSubstr("(did you mean variant?)"));
  EXPECT_THAT(ParseError(Replaced("variant finite", "variant full")),
              HasSubstr("expected no domain with variant full"));
  EXPECT_THAT(ParseError(Replaced("domain [0,1]", "domain [1,0]")),
              HasSubstr("line 6, column 8: domain '[1,0]'"));
  EXPECT_THAT(ParseError(Replaced("domain [0,1]", "")), HasSubstr("expected domain before reduced"));
  EXPECT_THAT(ParseError(Replaced("domain [0,1]", "domain [0,1]\ndomain [0,1]")),
              HasSubstr("line 7, column 1: expected domain once, found it again after line 6"));
  EXPECT_THAT(ParseError(Replaced("about 2^x = 2^(x - 1) 2\n", "")),
              HasSubstr("expected about before reduced"));
  EXPECT_THAT(ParseError(Replaced("on [-1,0]", "in [-1,0]")),
              HasSubstr("expected on and an interval, found in"));
  EXPECT_THAT(ParseError(Replaced("[-1,0] relative", "[-1,0] squared")),
              HasSubstr("line 7, column 24: expected relative or absolute, found squared"));
  EXPECT_THAT(ParseError(Replaced("reduced exp2 on [-1,0]", "reduced log on [-1,0]")),
              HasSubstr("expected an interval where log is defined, found [-1,0]"));
}

TEST(KernelTemplateTest, ErrorsInSectionsNameTheirLine) {
  EXPECT_EQ(ParseError(Replaced("  y = mul p two", "  y = mull p two")),
            "line 15, column 7: expected the name of an op (did you mean mul?), found mull");
  EXPECT_EQ(ParseError(Replaced("  p = core r\n", "  p = neg r\n")),
            "line 16, column 1: expected an instruction with the op core before return, found none");
  EXPECT_EQ(ParseError(Replaced("  y = mul p two", "  y = core p")),
            "line 15, column 7: expected one core only, found core");
  EXPECT_THAT(ParseError(Replaced("  p = core x", "  b = bits x\n  p = core x")),
              HasSubstr("expected real ops only"));
  EXPECT_THAT(ParseError(Replaced("  p = core x", "  tune b = 1\n  p = core x")),
              HasSubstr("expected const instead of tune"));
  EXPECT_THAT(ParseError(Replaced("  r = sub x one", "  r = bits x")), HasSubstr("as operand 1 of core"));
  EXPECT_THAT(ParseError(Replaced("kernel\n", "kernle\n")),
              HasSubstr("expected kernel after the reduced section"));
  EXPECT_THAT(ParseError(Replaced("  return y\n", "")),
              HasSubstr("expected return, found the end of the text"));
  EXPECT_THAT(ParseError(std::string(kSmall) + "x"),
              HasSubstr("expected nothing after the kernel section, found x"));
}

// Every prefix of a template is an error and no more.
TEST(KernelTemplateTest, TruncatedTextIsAnError) {
  const std::string_view text = kSmall;
  for (size_t length = 0; length + 2 < text.size(); ++length) {
    EXPECT_FALSE(ParseTemplate(text.substr(0, length)).ok()) << length;
  }
}

}  // namespace
}  // namespace ulpforge
