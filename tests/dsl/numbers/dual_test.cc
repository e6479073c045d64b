// Derivatives of every real op against difference quotients in extended arithmetic: the central
// quotient with step h has error h^2 f''' / 6, far below the tolerance.
#include "dsl/numbers/dual.h"

#include <cmath>

#include "base/rng.h"
#include "dsl/op_table.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

constexpr double kStep = 0x1p-30;
constexpr double kTolerance = 1e-14;

using D = Dual<Extended, kMaxArity>;

Extended ApplyAt(OpCode op, std::array<Extended, kMaxArity> at, int direction, double step) {
  if (direction >= 0) at[direction] = at[direction] + Extended(step);
  Extended value;
  EXPECT_TRUE(Apply<Extended>(op, &value, at.data()));
  return value;
}

TEST(DualTest, DerivativesOfEveryRealOpAreThoseOfDifferenceQuotients) {
  Rng rng(1);
  for (const OpInfo& op : kOps) {
    if (!IsFloatOp(op)) continue;
    SCOPED_TRACE(op.name);
    for (int k = 0; k < 300; ++k) {
      std::array<Extended, kMaxArity> at;
      std::array<D, kMaxArity> in;
      for (int i = 0; i < op.arity; ++i) {
        // Away from kinks and jumps: fractions in (0.1, 0.4), operands at least 0.01 apart.
        at[i] = Extended(1 + static_cast<double>(rng.Below(4)) + 0.1 + 0.09 * i + 0.08 * rng.Uniform());
        if (rng.Chance(0.5)) at[i] = -at[i];
      }
      // Some ops have positive operands only.
      if (!IsFinite(ApplyAt(op.code, at, -1, 0))) {
        for (Extended& value : at) value = fabs(value);
      }
      for (int i = 0; i < op.arity; ++i) in[i] = D::Variable(at[i], i);
      D dual;
      ASSERT_TRUE(Apply<D>(op.code, &dual, in.data()));
      EXPECT_EQ(dual.value, ApplyAt(op.code, at, -1, 0));
      for (int i = 0; i < op.arity; ++i) {
        const Extended quotient =
            (ApplyAt(op.code, at, i, kStep) - ApplyAt(op.code, at, i, -kStep)) / Extended(2 * kStep);
        EXPECT_NEAR(dual.partial[i].hi, quotient.hi, kTolerance * (1 + std::abs(quotient.hi)));
      }
    }
  }
}

TEST(DualTest, DerivativesOfCompositionsFollowTheChainRule) {
  using D1 = Dual<double, 1>;
  Rng rng(2);
  for (int k = 0; k < 1000; ++k) {
    const double x = 0.5 + rng.Uniform();
    const D1 v = D1::Variable(x, 0);
    // sqrt(x^2 + 3) / (x + 1/x): the derivative by hand.
    const D1 y = sqrt(v * v + D1(3)) / (v + D1(1) / v);
    const double s = std::sqrt(x * x + 3);
    const double t = x + 1 / x;
    const double expected = x / (s * t) - s * (1 - 1 / (x * x)) / (t * t);
    EXPECT_NEAR(y.partial[0], expected, 1e-14);
  }
}

}  // namespace
}  // namespace ulpforge
