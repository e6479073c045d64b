// ExactReference: what MPFR says about one input, exactly. It decides what the bound of a fast reference
// leaves open.
//
// f(x) is computed with 128 bits, rounded towards zero, and MPFR says whether that is exact. This places f(x)
// between two adjacent numbers of 128 bits, or on one; the ties of the format, its powers of two and its
// thresholds are such numbers, so every comparison with them is decided without a second attempt.
//
// Thread safety: one per thread. The exponent range of MPFR must be that which a thread starts with.
#pragma once

#include <compare>
#include <cstdint>

#include "accuracy/reference/fast_value.h"
#include "dsl/numbers/float_format.h"
#include "targets/mpfr_real.h"
#include "targets/target_table.h"

namespace ulpforge {

// f(x) rounded to a format, as far as it is known; see kUnknownValue.
struct RoundedValue {
  float value = 0;  // NaN where f(x) is, and where it is not known
  bool known = true;
  bool sign_known = true;  // of zeros
};

struct UlpError {
  double ulp = 0;          // |y - f(x)| / ulp(f(x)), error at most 2^-53 relative plus 2^-100
  bool subnormal = false;  // |f(x)| is below the smallest normal number
  int ulp_exponent = 0;    // ulp(f(x)) = 2^ulp_exponent
};

class ExactReference {
 public:
  // REQUIRES: the row of the target and the format outlive this object.
  ExactReference(const Target& target, const FloatFormat& format);

  const FloatFormat& format() const { return format_; }

  // f(x) rounded to nearest in the format, ties to even, with overflow to infinity; zeros have the sign of
  // f(x), or that of the zero that MPFR returns.
  RoundedValue RoundIfKnown(float x);
  float Round(float x) { return RoundIfKnown(x).value; }

  // The error of the result y at x. REQUIRES: y and f(x) are finite.
  UlpError Error(float x, float y);

  // f(a) <=> f(b); unordered where one is NaN, and where 2,048 bits do not tell them apart and neither is
  // exact.
  std::partial_ordering Compare(float a, float b);

  // f(x) with a relative error below 2^-100, or that it is not known.
  FastValue Approximate(float x);

 private:
  struct Value {
    MpfrReal toward_zero;
    int ternary = 0;  // of the reference

    bool exact() const { return ternary == 0 || ternary == kUnknownZeroSign; }
  };
  Value Evaluate(float x, int precision) const;

  const Target& target_;
  const FloatFormat& format_;
};

}  // namespace ulpforge
