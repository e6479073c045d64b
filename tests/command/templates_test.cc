#include <string>

#include "dsl/text.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kernels/built_in_templates.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kCore[] = "ulpforge program v1\nconst a = 0x1.8p-1\nv = fma x a a\nreturn v\n";

class TemplatesCommandTest : public CommandTest {};

TEST_F(TemplatesCommandTest, ListsEveryTemplate) {
  const CommandResult result = Ulpforge({"templates"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  for (const KernelTemplate& t : BuiltInTemplates()) {
    EXPECT_THAT(result.out, HasSubstr(t.name + " "));
    EXPECT_THAT(result.out, HasSubstr(t.about));
  }
  const CommandResult of_erf = Ulpforge({"templates", "--target", "erf"});
  EXPECT_THAT(of_erf.out, HasSubstr("erf-odd-finite"));
  EXPECT_THAT(of_erf.out, Not(HasSubstr("exp2-")));
}

TEST_F(TemplatesCommandTest, ShowsATemplateAsItWasWritten) {
  EXPECT_EQ(Ulpforge({"templates", "exp2-magic-finite"}).out, TemplateText("exp2-magic-finite"));
}

TEST_F(TemplatesCommandTest, ShowsAFileInTheFormOfTheFormatter) {
  WriteText("mine.tmpl", std::string(TemplateText("log-third-full")));
  EXPECT_EQ(Ulpforge({"templates", "mine.tmpl"}).out, FormatTemplate(*FindTemplate("log-third-full")));
}

TEST_F(TemplatesCommandTest, ComposesTheWholeProgram) {
  WriteText("core.txt", kCore);
  WriteText("mine.tmpl", std::string(TemplateText("exp-halves-full")));
  const CommandResult result = Ulpforge({"compose", "exp-halves-full", "core.txt"});
  EXPECT_EQ(result.out, Format(ExpandKernel(*FindTemplate("exp-halves-full"), *Parse(kCore)))) << result.err;
  EXPECT_EQ(Ulpforge({"compose", "mine.tmpl", "core.txt"}).out, result.out);
  EXPECT_EQ(Ulpforge({"compose", "mine.tmpl", "core.txt", "--reduced"}).out,
            Format(ExpandReduced(*FindTemplate("exp-halves-full"), *Parse(kCore))));
}

TEST_F(TemplatesCommandTest, BadInputIsOneClearLine) {
  WriteText("core.txt", kCore);
  WriteText("bad.tmpl", "ulpforge template v1\nname Bad\n");
  ExpectError({"templates", "exp2-magc-finite"}, kUsage,
              "'exp2-magc-finite' is neither a template nor a file (did you mean exp2-magic-finite?); "
              "`ulpforge templates` lists the templates");
  ExpectError(
      {"templates", "--target", "tan"}, kFailure,
      "tan has no template; `ulpforge templates` lists them, docs/templates.md says how to write one");
  ExpectError({"templates", "bad.tmpl"}, kFailure,
              "bad.tmpl: line 2, column 6: expected a name of lower case letters, digits and -, found Bad");
  ExpectError({"compose", "exp2-magic-finite", "bad.tmpl"}, kFailure,
              "bad.tmpl: line 1, column 10: expected ulpforge program v1 as the first line, found template");
}

// The index of an operand has 16 bits.
TEST_F(TemplatesCommandTest, ALongCoreIsRefused) {
  std::string core = "ulpforge program v1\nv0 = neg x\n";
  for (int k = 1; k < 65530; ++k) core += fmt::format("v{} = neg v{}\n", k, k - 1);
  WriteText("core.txt", core + "return v65529\n");
  ExpectError({"compose", "exp2-magic-finite", "core.txt"}, kUsage,
              "core.txt is too long for exp2-magic-finite: a program has at most 65536 instructions, "
              "constants and integers each");
}

}  // namespace
}  // namespace ulpforge
