#include "dsl/format_interpreter.h"

#include <vector>

#include "dsl/text.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

// Every operation is rounded: 1/3 is another constant in each format, and so is its product with x.
TEST(FormatInterpreterTest, RoundsEveryOperationToTheFormat) {
  const Program program = *Parse(
      "ulpforge program v1\nconst c = 0x1.5555555555555p-2\nconst d = 1\nt = mul x c\ny = add t d\nreturn "
      "y\n");
  for (const FloatFormat* format : FloatFormats()) {
    absl::StatusOr<FormatInterpreter> interpreter = FormatInterpreter::Create(program, *format);
    ASSERT_TRUE(interpreter.ok()) << interpreter.status();
    std::vector<float> in, out;
    for (int k = 0; k < 3000; ++k) in.push_back(RoundToFormat(*format, 0.01 * k - 3));
    for (const double third : {1.0 / 3, 0.75}) {
      interpreter->SetConstant(0, third);
      out.assign(in.size(), 0);
      interpreter->Run(in, out);
      for (size_t i = 0; i < in.size(); ++i) {
        const float t = RoundToFormat(*format, double{in[i]} * RoundToFormat(*format, third));
        EXPECT_EQ(out[i], RoundToFormat(*format, double{t} + 1)) << format->name << " " << in[i];
      }
    }
  }
}

}  // namespace
}  // namespace ulpforge
