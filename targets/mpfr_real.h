// MpfrReal: an MPFR number with value semantics, the scalar for practically exact arithmetic and for true
// values. The generic lambdas of the op table run on it.
//
// Precision belongs to the value, there is no global state: a result has the precision of its most precise
// operand and is rounded to nearest. The limbs live inside the object, so nothing is allocated. The
// exponent range is that of MPFR: nothing over- or underflows in practice. Zeros, infinities and NaN behave
// as in IEEE 754.
//
// Thread safety: a value type.
#pragma once

#include <mpfr.h>

#include "dsl/numbers/math.h"
#include "dsl/numbers/scalar_table.h"

namespace ulpforge {

class MpfrReal {
 public:
  // Enough for every Extended value: its parts span at most the 2099 bits from 2^1024 to 2^-1074.
  static constexpr int kMaxPrecision = 33 * 64;

  MpfrReal() : MpfrReal(Uninitialized{}, MPFR_PREC_MIN) {}  // NaN
  explicit MpfrReal(double value, int precision = 53);      // rounded to the precision
  MpfrReal(Extended value, int precision);                  // its two parts added and rounded

  MpfrReal(const MpfrReal& other) { Copy(other); }
  MpfrReal& operator=(const MpfrReal& other) {
    if (this != &other) Copy(other);
    return *this;
  }

  // A NaN of the given precision, to be set through ptr().
  static MpfrReal OfPrecision(int precision) { return MpfrReal(Uninitialized{}, precision); }

  // The same value rounded to another precision.
  MpfrReal WithPrecision(int precision) const;

  // The precision of the value, not what its digits need.
  int precision() const { return static_cast<int>(mpfr_get_prec(value_)); }

  // For calls of MPFR. What changes precision or storage of a variable (mpfr_set_prec, mpfr_swap,
  // mpfr_clear) must not be applied.
  mpfr_ptr ptr() { return value_; }
  mpfr_srcptr ptr() const { return value_; }

  double ToDouble(mpfr_rnd_t rounding = MPFR_RNDN) const { return mpfr_get_d(value_, rounding); }
  // The nearest double and the double nearest to the rest; the rest is 0 if hi is not finite.
  Extended ToExtended() const;

  bool IsFinite() const { return mpfr_number_p(value_) != 0; }
  bool IsNan() const { return mpfr_nan_p(value_) != 0; }
  bool IsZero() const { return mpfr_zero_p(value_) != 0; }
  bool IsNegative() const { return mpfr_signbit(value_) != 0; }

 private:
  struct Uninitialized {};
  MpfrReal(Uninitialized, int precision);
  void Copy(const MpfrReal& other);

  mpfr_t value_;  // points into limbs_
  mp_limb_t limbs_[kMaxPrecision / GMP_NUMB_BITS];

  static_assert(kMaxPrecision % GMP_NUMB_BITS == 0 && GMP_NAIL_BITS == 0);
};

MpfrReal operator+(const MpfrReal& a, const MpfrReal& b);
MpfrReal operator-(const MpfrReal& a, const MpfrReal& b);
MpfrReal operator*(const MpfrReal& a, const MpfrReal& b);
MpfrReal operator/(const MpfrReal& a, const MpfrReal& b);
MpfrReal operator-(const MpfrReal& a);

// Comparisons with NaN are false.
inline bool operator<(const MpfrReal& a, const MpfrReal& b) { return mpfr_less_p(a.ptr(), b.ptr()) != 0; }
inline bool operator==(const MpfrReal& a, const MpfrReal& b) { return mpfr_equal_p(a.ptr(), b.ptr()) != 0; }

MpfrReal sqrt(const MpfrReal& a);
MpfrReal fma(const MpfrReal& a, const MpfrReal& b, const MpfrReal& c);
MpfrReal fabs(const MpfrReal& a);
MpfrReal floor(const MpfrReal& a);
MpfrReal nearbyint(const MpfrReal& a);  // ties to even

// a * 2^exponent, exactly.
MpfrReal Scaled(const MpfrReal& a, long exponent);

}  // namespace ulpforge
