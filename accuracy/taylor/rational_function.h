// Rational functions with integer coefficients in several variables, in lowest terms, by FLINT: the exact
// algebra of programs. What cancels in exact arithmetic is gone here, so a zero of a denominator is a pole.
//
// Thread safety: value types; a VariableSet may be shared, also between threads.
#pragma once

#include <flint/fmpz_mpoly.h>
#include <flint/fmpz_poly.h>

#include <vector>

#include "dsl/numbers/scalar_table.h"

namespace ulpforge {

// A polynomial in one variable with integer coefficients.
class IntegerPoly {
 public:
  IntegerPoly() { fmpz_poly_init(value_); }  // zero
  IntegerPoly(const IntegerPoly& other) : IntegerPoly() { fmpz_poly_set(value_, other.value_); }
  IntegerPoly(IntegerPoly&& other) noexcept : IntegerPoly() { fmpz_poly_swap(value_, other.value_); }
  IntegerPoly& operator=(IntegerPoly other) noexcept {
    fmpz_poly_swap(value_, other.value_);
    return *this;
  }
  ~IntegerPoly() { fmpz_poly_clear(value_); }

  fmpz_poly_struct* ptr() { return value_; }
  const fmpz_poly_struct* ptr() const { return value_; }
  slong degree() const { return fmpz_poly_degree(value_); }  // -1 for zero

 private:
  fmpz_poly_t value_;
};

// The variables of a family of polynomials; variable 0 is x. The polynomials must not outlive it.
class VariableSet {
 public:
  explicit VariableSet(slong count) { fmpz_mpoly_ctx_init(context_, count, ORD_LEX); }
  VariableSet(const VariableSet&) = delete;
  VariableSet& operator=(const VariableSet&) = delete;
  ~VariableSet() { fmpz_mpoly_ctx_clear(context_); }

  const fmpz_mpoly_ctx_struct* context() const { return context_; }
  slong count() const { return fmpz_mpoly_ctx_nvars(context_); }

 private:
  fmpz_mpoly_ctx_t context_;
};

// A polynomial in several variables with integer coefficients.
class MultiPoly {
 public:
  explicit MultiPoly(const VariableSet& variables) : variables_(&variables) {
    fmpz_mpoly_init(value_, context());
  }
  MultiPoly(const MultiPoly& other) : MultiPoly(*other.variables_) {
    fmpz_mpoly_set(value_, other.value_, context());
  }
  MultiPoly(MultiPoly&& other) noexcept : MultiPoly(*other.variables_) {
    fmpz_mpoly_swap(value_, other.value_, context());
  }
  MultiPoly& operator=(MultiPoly other) noexcept {
    fmpz_mpoly_swap(value_, other.value_, context());
    return *this;
  }
  ~MultiPoly() { fmpz_mpoly_clear(value_, context()); }

  fmpz_mpoly_struct* ptr() { return value_; }
  const fmpz_mpoly_struct* ptr() const { return value_; }
  const fmpz_mpoly_ctx_struct* context() const { return variables_->context(); }
  const VariableSet& variables() const { return *variables_; }

  bool IsZero() const { return fmpz_mpoly_is_zero(value_, context()) != 0; }
  // Whether only x occurs.
  bool IsUnivariate() const;
  // REQUIRES: IsUnivariate().
  IntegerPoly ToIntegerPoly() const;

  // Divides by variable `index` once; false, and nothing changed, if that is no factor. REQUIRES: not zero.
  bool DivideByVariable(slong index);

  // The polynomial as a sum of products: a polynomial in x times powers of the other variables.
  struct Part {
    std::vector<slong> exponents;  // of variables 1, 2, ...
    IntegerPoly coefficient;
  };
  std::vector<Part> Parts() const;

 private:
  const VariableSet* variables_;
  fmpz_mpoly_t value_;
};

// numerator / denominator in lowest terms, or one of two states that go through all arithmetic: undefined
// (something was divided by a function that is zero everywhere), too large (beyond what can be handled in
// reasonable time: kMaxDegree, kMaxBits). The operators take operands of one VariableSet.
class RationalFunction {
 public:
  static constexpr slong kMaxDegree = 256;           // of numerator and denominator
  static constexpr slong kMaxBits = slong{1} << 23;  // of all coefficients of one of them

  // REQUIRES: `constant` is finite.
  RationalFunction(const VariableSet& variables, Extended constant);
  explicit RationalFunction(MultiPoly polynomial);
  static RationalFunction Variable(const VariableSet& variables, slong index);

  bool undefined() const { return state_ == State::kUndefined; }
  bool too_large() const { return state_ == State::kTooLarge; }
  bool IsZero() const { return state_ == State::kFinite && numerator_.IsZero(); }
  const MultiPoly& numerator() const { return numerator_; }
  const MultiPoly& denominator() const { return denominator_; }

  friend RationalFunction operator+(const RationalFunction& a, const RationalFunction& b);
  friend RationalFunction operator-(const RationalFunction& a, const RationalFunction& b);
  friend RationalFunction operator*(const RationalFunction& a, const RationalFunction& b);
  friend RationalFunction operator/(const RationalFunction& a, const RationalFunction& b);
  friend RationalFunction operator-(const RationalFunction& a);

 private:
  enum class State { kFinite, kUndefined, kTooLarge };

  explicit RationalFunction(const VariableSet& variables);  // zero
  static RationalFunction Product(const RationalFunction& a, const MultiPoly& numerator,
                                  const MultiPoly& denominator);
  bool Absorb(const RationalFunction& a, const RationalFunction& b, slong degrees);
  void CheckSize();

  State state_ = State::kFinite;
  MultiPoly numerator_;
  MultiPoly denominator_;
};

// The same function for a variable s with s^2 = square, with s at most to the power one and not as a factor
// of the denominator. REQUIRES: f is neither undefined nor too large; `square` does not have s.
RationalFunction ReduceSquares(const RationalFunction& f, slong s, const RationalFunction& square);

inline RationalFunction fma(const RationalFunction& a, const RationalFunction& b, const RationalFunction& c) {
  return a * b + c;
}

}  // namespace ulpforge
