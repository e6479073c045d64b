// The prime field of 2^61 - 1 elements as a scalar of the op table. Rational functions evaluated in it have
// no rounding errors, so two programs of field ops that are the same rational function give the same
// element at every point where both are defined, and two that are not give the same one at a random point
// with probability about (degree / 2^61) (Schwartz, J. ACM 27 (1980); Zippel, EUROSAM 1979).
//
// Thread safety: a value type.
#pragma once

#include <cstdint>

#include "dsl/numbers/math.h"

namespace ulpforge {

// Arithmetic on the representatives 0 ... 2^61 - 2; every argument and every result is one of them.
namespace prime_field {

inline constexpr uint64_t kModulus = (uint64_t{1} << 61) - 1;

// REQUIRES: a <= 2 * kModulus - 1.
constexpr uint64_t SubtractModulusOnce(uint64_t a) { return a >= kModulus ? a - kModulus : a; }

// The residue of any 64-bit number. 2^61 is 1 in the field, so the bits above 61 are added to those below.
constexpr uint64_t Reduce(uint64_t a) { return SubtractModulusOnce((a & kModulus) + (a >> 61)); }

constexpr uint64_t Add(uint64_t a, uint64_t b) { return SubtractModulusOnce(a + b); }
constexpr uint64_t Subtract(uint64_t a, uint64_t b) { return a >= b ? a - b : a + kModulus - b; }
constexpr uint64_t Negate(uint64_t a) { return Subtract(0, a); }

constexpr uint64_t Multiply(uint64_t a, uint64_t b) {
  const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  const uint64_t low = static_cast<uint64_t>(product) & kModulus;
  return SubtractModulusOnce(low + static_cast<uint64_t>(product >> 61));
}

// a to the power 2^n.
constexpr uint64_t SquareTimes(uint64_t a, int n) {
  for (int i = 0; i < n; ++i) a = Multiply(a, a);
  return a;
}

// 1 / a = a^(p - 2) (Fermat), and 0 for a = 0. p - 2 = 4 (2^59 - 1) + 1; below, e_k = a^(2^k - 1) and
// e_(j + k) = e_j^(2^k) e_k. 60 squarings and 10 products, without a branch.
constexpr uint64_t Inverse(uint64_t a) {
  const uint64_t e2 = Multiply(SquareTimes(a, 1), a);
  const uint64_t e4 = Multiply(SquareTimes(e2, 2), e2);
  const uint64_t e8 = Multiply(SquareTimes(e4, 4), e4);
  const uint64_t e16 = Multiply(SquareTimes(e8, 8), e8);
  const uint64_t e32 = Multiply(SquareTimes(e16, 16), e16);
  const uint64_t e48 = Multiply(SquareTimes(e32, 16), e16);
  const uint64_t e56 = Multiply(SquareTimes(e48, 8), e8);
  const uint64_t e58 = Multiply(SquareTimes(e56, 2), e2);
  const uint64_t e59 = Multiply(SquareTimes(e58, 1), a);
  return Multiply(SquareTimes(e59, 2), a);
}

}  // namespace prime_field

// An element, or `undefined`: the result of a division by zero and of everything computed from it.
class PrimeField {
 public:
  constexpr PrimeField() = default;
  explicit constexpr PrimeField(uint64_t value) : value_(prime_field::Reduce(value)) {}

  static constexpr PrimeField Undefined() {
    PrimeField undefined;
    undefined.value_ = kUndefined;
    return undefined;
  }

  constexpr bool IsDefined() const { return value_ != kUndefined; }

  // The representative, or for `undefined` a number that is no representative.
  constexpr uint64_t Token() const { return value_; }

  friend constexpr bool operator==(PrimeField, PrimeField) = default;

 private:
  static constexpr uint64_t kUndefined = ~uint64_t{0};

  uint64_t value_ = 0;
};

namespace prime_field {

template <class Operation>
constexpr PrimeField WhereDefined(PrimeField a, PrimeField b, Operation operation) {
  if (!a.IsDefined() || !b.IsDefined()) return PrimeField::Undefined();
  return PrimeField(operation(a.Token(), b.Token()));
}

}  // namespace prime_field

constexpr PrimeField operator+(PrimeField a, PrimeField b) {
  return prime_field::WhereDefined(a, b, prime_field::Add);
}
constexpr PrimeField operator-(PrimeField a, PrimeField b) {
  return prime_field::WhereDefined(a, b, prime_field::Subtract);
}
constexpr PrimeField operator*(PrimeField a, PrimeField b) {
  return prime_field::WhereDefined(a, b, prime_field::Multiply);
}
constexpr PrimeField operator/(PrimeField a, PrimeField b) {
  if (b == PrimeField(0)) return PrimeField::Undefined();
  return prime_field::WhereDefined(
      a, b, [](uint64_t u, uint64_t v) { return prime_field::Multiply(u, prime_field::Inverse(v)); });
}
constexpr PrimeField operator-(PrimeField a) { return PrimeField(0) - a; }
constexpr PrimeField fma(PrimeField a, PrimeField b, PrimeField c) { return a * b + c; }

}  // namespace ulpforge
