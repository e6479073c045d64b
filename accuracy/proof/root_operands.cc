#include "accuracy/proof/root_operands.h"

#include <algorithm>
#include <utility>

#include "accuracy/proof/real_roots.h"
#include "accuracy/taylor/taylor_box.h"

namespace ulpforge {
namespace {

// An exact point strictly between the two balls, of which the first is the left one.
Ball Between(const Ball& left, const Ball& right) {
  constexpr slong kPrecision = 2048;
  Ball a, b;
  arb_get_ubound_arf(arb_midref(a.ptr()), left.ptr(), kPrecision);
  arb_get_lbound_arf(arb_midref(b.ptr()), right.ptr(), kPrecision);
  arb_add(a.ptr(), a.ptr(), b.ptr(), ARF_PREC_EXACT);
  arb_mul_2exp_si(a.ptr(), a.ptr(), -1);
  return a;
}

// A point of the domain where the rational function of x is negative. Its sign is the same everywhere
// between two neighbouring zeros of numerator and denominator.
std::optional<Ball> NegativePoint(const RationalFunction& function, const Interval& domain) {
  const IntegerPoly numerator = function.numerator().ToIntegerPoly();
  const IntegerPoly denominator = function.denominator().ToIntegerPoly();
  IntegerPoly product;
  fmpz_poly_mul(product.ptr(), numerator.ptr(), denominator.ptr());
  if (product.degree() < 0) return std::nullopt;
  std::vector<Ball> ends = {Ball(domain.lo)};
  for (Ball& root : RootsIn({domain.lo, domain.hi, true, true}, product)) ends.push_back(std::move(root));
  ends.emplace_back(domain.hi);
  for (size_t k = 0; k + 1 < ends.size(); ++k) {
    Ball point = Between(ends[k], ends[k + 1]);
    if (SignAt(product, point) < 0) return point;
  }
  return std::nullopt;
}

// Whether all coefficients are positive and all variables that occur are not negative.
bool HasPositiveTerms(const MultiPoly& p, const std::vector<bool>& nonnegative, bool positive_x) {
  for (const MultiPoly::Part& part : p.Parts()) {
    for (slong k = 0; k <= part.coefficient.degree(); ++k) {
      const int sign = fmpz_sgn(fmpz_poly_get_coeff_ptr(part.coefficient.ptr(), k));
      if (sign < 0 || (sign > 0 && k > 0 && !positive_x)) return false;
    }
    for (size_t k = 0; k < part.exponents.size(); ++k) {
      if (part.exponents[k] > 0 && !nonnegative[k]) return false;
    }
  }
  return true;
}

bool IsUnivariate(const RationalFunction& function) {
  return function.numerator().IsUnivariate() && function.denominator().IsUnivariate();
}

}  // namespace

RootOperands CheckRootOperands(const AlgebraicProgram& program, const Interval& domain) {
  RootOperands result;
  std::vector<bool> positive;  // leaves that are nowhere negative
  for (const AlgebraicProgram::Leaf& leaf : program.leaves) {
    const RationalFunction& operand = leaf.operands[0];
    const bool root = leaf.op == OpCode::kSqrt;
    bool nonnegative = false;
    if (root && IsUnivariate(operand)) {
      const std::optional<Ball> point = NegativePoint(operand, domain);
      if (point && !result.negative) result.negative = Outward(*point);
      nonnegative = !point;
    } else if (root) {
      std::vector<bool> earlier = positive;
      earlier.resize(program.leaves.size(), false);
      nonnegative = HasPositiveTerms(operand.numerator(), earlier, domain.lo >= 0) &&
                    HasPositiveTerms(operand.denominator(), earlier, domain.lo >= 0);
    }
    result.nonnegative.push_back(nonnegative);
    positive.push_back(root || leaf.op == OpCode::kAbs);
  }
  return result;
}

}  // namespace ulpforge
