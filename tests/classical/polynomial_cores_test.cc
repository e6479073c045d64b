#include "classical/polynomial_cores.h"

#include <cmath>
#include <set>

#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

double Value(const Program& program, double x) {
  absl::StatusOr<Interpreter<double>> interpreter = Interpreter<double>::Create(program);
  double y = 0;
  interpreter->Run({&x, 1}, {&y, 1});
  return y;
}

TEST(PolynomialCoresTest, AllArePolynomialsWithinTheBounds) {
  for (const bool fma : {false, true}) {
    const std::vector<Program> cores = PolynomialCores(11, 8, fma);
    std::set<std::string> texts;
    for (const Program& core : cores) {
      EXPECT_TRUE(Validate(core).ok());
      EXPECT_LE(OpCount(core), 11);
      const auto terms = static_cast<double>(core.constants.size());
      EXPECT_LE(terms, 8);
      // With a_k = 2^-k at x = 1 the sum is geometric.
      EXPECT_DOUBLE_EQ(Value(core, 1), 2 - std::ldexp(2.0, -static_cast<int>(terms))) << Format(core);
      EXPECT_DOUBLE_EQ(Value(core, 0), 1);
      texts.insert(Format(core));
      for (const Instruction& instruction : core.instructions)
        EXPECT_TRUE(fma || instruction.op != OpCode::kFma);
    }
    EXPECT_EQ(texts.size(), cores.size());
    EXPECT_GE(cores.size(), fma ? 10u : 5u);
  }
  EXPECT_TRUE(PolynomialCores(1, 8, true).empty());
}

}  // namespace
}  // namespace ulpforge
