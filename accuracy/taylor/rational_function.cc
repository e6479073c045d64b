#include "accuracy/taylor/rational_function.h"

#include <flint/fmpz.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"

namespace ulpforge {
namespace {

// The greatest common divisor of a and b is divided out of both. FLINT gives up only when exponents are far
// beyond kMaxDegree.
void Cancel(MultiPoly* a, MultiPoly* b) {
  MultiPoly divisor(a->variables()), a_rest(a->variables()), b_rest(a->variables());
  ULPFORGE_CHECK(fmpz_mpoly_gcd_cofactors(divisor.ptr(), a_rest.ptr(), b_rest.ptr(), a->ptr(), b->ptr(),
                                          a->context()) != 0);
  *a = std::move(a_rest);
  *b = std::move(b_rest);
}

MultiPoly Product(const MultiPoly& a, const MultiPoly& b) {
  MultiPoly product(a.variables());
  fmpz_mpoly_mul(product.ptr(), a.ptr(), b.ptr(), a.context());
  return product;
}

slong Degree(const MultiPoly& a) { return fmpz_mpoly_total_degree_si(a.ptr(), a.context()); }

slong Bits(const MultiPoly& a) {
  return std::abs(fmpz_mpoly_max_bits(a.ptr())) * fmpz_mpoly_length(a.ptr(), a.context());
}

// a 2^shift as an integer; the double is m 2^e with a 53-bit m.
void SetScaled(fmpz_t result, double a, int shift) {
  int exponent = 0;
  const double mantissa = std::frexp(a, &exponent);
  fmpz_set_d(result, std::ldexp(mantissa, 53));
  fmpz_mul_2exp(result, result, exponent - 53 + shift);
}

}  // namespace

bool MultiPoly::IsUnivariate() const {
  std::vector<slong> degrees(variables_->count());
  if (IsZero()) return true;
  fmpz_mpoly_degrees_si(degrees.data(), value_, context());
  return std::all_of(degrees.begin() + 1, degrees.end(), [](slong degree) { return degree == 0; });
}

IntegerPoly MultiPoly::ToIntegerPoly() const {
  IntegerPoly result;
  for (const Part& part : Parts()) result = part.coefficient;
  return result;
}

bool MultiPoly::DivideByVariable(slong index) {
  MultiPoly variable(*variables_), quotient(*variables_);
  fmpz_mpoly_gen(variable.ptr(), index, context());
  if (fmpz_mpoly_divides(quotient.ptr(), value_, variable.ptr(), context()) == 0) return false;
  *this = std::move(quotient);
  return true;
}

std::vector<MultiPoly::Part> MultiPoly::Parts() const {
  std::vector<Part> parts;
  std::vector<slong> exponents(variables_->count());
  fmpz_t coefficient;
  fmpz_init(coefficient);
  for (slong term = 0; term < fmpz_mpoly_length(value_, context()); ++term) {
    fmpz_mpoly_get_term_exp_si(exponents.data(), value_, term, context());
    fmpz_mpoly_get_term_coeff_fmpz(coefficient, value_, term, context());
    const std::vector<slong> others(exponents.begin() + 1, exponents.end());
    auto part =
        std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.exponents == others; });
    if (part == parts.end()) part = parts.insert(parts.end(), Part{others, {}});
    fmpz_poly_set_coeff_fmpz(part->coefficient.ptr(), exponents[0], coefficient);
  }
  fmpz_clear(coefficient);
  return parts;
}

RationalFunction::RationalFunction(const VariableSet& variables)
    : numerator_(variables), denominator_(variables) {
  fmpz_mpoly_one(denominator_.ptr(), denominator_.context());
}

RationalFunction::RationalFunction(const VariableSet& variables, Extended constant)
    : RationalFunction(variables) {
  ULPFORGE_CHECK(std::isfinite(constant.hi) && std::isfinite(constant.lo));
  constexpr int kShift = 1074 + 53;  // makes every finite double an integer
  fmpz_t sum, low;
  fmpz_init(sum);
  fmpz_init(low);
  SetScaled(sum, constant.hi, kShift);
  SetScaled(low, constant.lo, kShift);
  fmpz_add(sum, sum, low);
  fmpz_mpoly_set_fmpz(numerator_.ptr(), sum, numerator_.context());
  fmpz_one(low);
  fmpz_mul_2exp(low, low, kShift);
  fmpz_mpoly_set_fmpz(denominator_.ptr(), low, denominator_.context());
  fmpz_clear(sum);
  fmpz_clear(low);
  Cancel(&numerator_, &denominator_);
}

RationalFunction::RationalFunction(MultiPoly polynomial) : RationalFunction(polynomial.variables()) {
  numerator_ = std::move(polynomial);
}

RationalFunction RationalFunction::Variable(const VariableSet& variables, slong index) {
  RationalFunction result(variables);
  fmpz_mpoly_gen(result.numerator_.ptr(), index, result.numerator_.context());
  return result;
}

// Takes over the state of the operands; true if the result is still to be computed, with a numerator and a
// denominator of at most `degrees`.
bool RationalFunction::Absorb(const RationalFunction& a, const RationalFunction& b, slong degrees) {
  if (a.undefined() || b.undefined()) {
    state_ = State::kUndefined;
  } else if (a.too_large() || b.too_large() || degrees > 2 * kMaxDegree) {
    state_ = State::kTooLarge;
  }
  return state_ == State::kFinite;
}

void RationalFunction::CheckSize() {
  const bool fits = std::max(Degree(numerator_), Degree(denominator_)) <= kMaxDegree &&
                    std::max(Bits(numerator_), Bits(denominator_)) <= kMaxBits;
  if (!fits) state_ = State::kTooLarge;
}

RationalFunction operator+(const RationalFunction& a, const RationalFunction& b) {
  RationalFunction sum(a.numerator_.variables());
  const slong degrees = std::max(Degree(a.numerator_) + Degree(b.denominator_),
                                 std::max(Degree(b.numerator_), slong{0}) + Degree(a.denominator_));
  if (!sum.Absorb(a, b, degrees)) return sum;
  MultiPoly left = a.denominator_;
  MultiPoly right = b.denominator_;
  Cancel(&left, &right);
  MultiPoly& numerator = sum.numerator_;
  fmpz_mpoly_add(numerator.ptr(), Product(a.numerator_, right).ptr(), Product(b.numerator_, left).ptr(),
                 numerator.context());
  sum.denominator_ = Product(a.denominator_, right);
  Cancel(&sum.numerator_, &sum.denominator_);
  sum.CheckSize();
  return sum;
}

RationalFunction operator-(const RationalFunction& a) {
  RationalFunction negated = a;
  fmpz_mpoly_neg(negated.numerator_.ptr(), a.numerator_.ptr(), a.numerator_.context());
  return negated;
}

RationalFunction operator-(const RationalFunction& a, const RationalFunction& b) { return a + -b; }

// a * numerator / denominator. Only a numerator and the other denominator can have common factors (Knuth,
// The Art of Computer Programming 2, 4.5.1).
RationalFunction RationalFunction::Product(const RationalFunction& a, const MultiPoly& numerator,
                                           const MultiPoly& denominator) {
  RationalFunction product(a.numerator_.variables());
  MultiPoly n1 = a.numerator_, d1 = a.denominator_, n2 = numerator, d2 = denominator;
  Cancel(&n1, &d2);
  Cancel(&n2, &d1);
  product.numerator_ = ulpforge::Product(n1, n2);
  product.denominator_ = ulpforge::Product(d1, d2);
  product.CheckSize();
  return product;
}

RationalFunction operator*(const RationalFunction& a, const RationalFunction& b) {
  RationalFunction product(a.numerator_.variables());
  const slong degrees =
      std::max(Degree(a.numerator_) + Degree(b.numerator_), Degree(a.denominator_) + Degree(b.denominator_));
  if (!product.Absorb(a, b, degrees)) return product;
  return RationalFunction::Product(a, b.numerator_, b.denominator_);
}

RationalFunction operator/(const RationalFunction& a, const RationalFunction& b) {
  RationalFunction quotient(a.numerator_.variables());
  const slong degrees =
      std::max(Degree(a.numerator_) + Degree(b.denominator_), Degree(a.denominator_) + Degree(b.numerator_));
  if (!quotient.Absorb(a, b, degrees)) return quotient;
  if (b.numerator_.IsZero()) {
    quotient.state_ = RationalFunction::State::kUndefined;
    return quotient;
  }
  return RationalFunction::Product(a, b.denominator_, b.numerator_);
}

namespace {

// p = even + odd s.
struct Parities {
  RationalFunction even;
  RationalFunction odd;
};

Parities SplitByParity(const MultiPoly& p, slong s, const RationalFunction& square) {
  const VariableSet& variables = p.variables();
  Parities result{RationalFunction(variables, 0), RationalFunction(variables, 0)};
  fmpz_mpoly_univar_t powers;
  fmpz_mpoly_univar_init(powers, p.context());
  fmpz_mpoly_to_univar(powers, p.ptr(), s, p.context());
  for (slong k = 0; k < fmpz_mpoly_univar_length(powers, p.context()); ++k) {
    MultiPoly coefficient(variables);
    fmpz_mpoly_univar_get_term_coeff(coefficient.ptr(), powers, k, p.context());
    const slong exponent = fmpz_mpoly_univar_get_term_exp_si(powers, k, p.context());
    RationalFunction term(std::move(coefficient));
    for (slong j = 0; j < exponent / 2; ++j) term = term * square;
    RationalFunction& sum = exponent % 2 == 0 ? result.even : result.odd;
    sum = sum + term;
  }
  fmpz_mpoly_univar_clear(powers, p.context());
  return result;
}

}  // namespace

RationalFunction ReduceSquares(const RationalFunction& f, slong s, const RationalFunction& square) {
  const RationalFunction root = RationalFunction::Variable(f.numerator().variables(), s);
  const Parities numerator = SplitByParity(f.numerator(), s, square);
  const Parities denominator = SplitByParity(f.denominator(), s, square);
  if (denominator.even.IsZero()) {  // expanded by s
    return (root * numerator.even + square * numerator.odd) / (square * denominator.odd);
  }
  return (numerator.even + root * numerator.odd) / (denominator.even + root * denominator.odd);
}

}  // namespace ulpforge
