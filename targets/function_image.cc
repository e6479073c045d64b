#include "targets/function_image.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/check.h"

namespace ulpforge {
namespace {

using End = OpenInterval::End;
using Defined = OpenInterval::Defined;

OpenInterval RangeOf(const RealRange& range) {
  return {.lo = {.value = Arf(range.lo), .open = range.lo_open || std::isinf(range.lo)},
          .hi = {.value = Arf(range.hi), .open = range.hi_open || std::isinf(range.hi)}};
}

// Whether all numbers of `a` are below those of `b`.
bool IsBelow(const End& a_hi, const End& b_lo) {
  const int order = arf_cmp(a_hi.value.ptr(), b_lo.value.ptr());
  return order < 0 || (order == 0 && a_hi.open && !b_lo.open);
}

// A function that has a pole or a branch at an open end of `defined` is not known to have no value there: it
// may be infinite.
Defined DefinedOn(const OpenInterval& a, const RealRange& range) {
  const OpenInterval defined = RangeOf(range);
  if (IsBelow(a.hi, {defined.lo.value}) || IsBelow({defined.hi.value}, a.lo)) return Defined::kNowhere;
  const auto covers = [&](const End& outer, const End& inner, int sign) {
    const int order = sign * arf_cmp(outer.value.ptr(), inner.value.ptr());
    return order < 0 || (order == 0 && (!outer.open || inner.open));
  };
  return covers(defined.lo, a.lo, 1) && covers(defined.hi, a.hi, -1) ? Defined::kEverywhere
                                                                     : Defined::kUnknown;
}

// A lower (or upper) bound of a rising (or falling) f up to this end of an interval; nothing if the range of
// f has to serve. Arb has no finite value where the exponent of the result does not fit: then that at 2^32 or
// -2^32 is a bound, if it lies on the right side, and large enough.
std::optional<End> BoundAt(const ExpressionFunction& f, const End& end, bool lower, bool rising,
                           slong precision) {
  constexpr double kFar = 0x1p32;
  const int side = lower == rising ? 1 : -1;
  const bool far = arf_sgn(end.value.ptr()) == side && arf_cmpabs_d(end.value.ptr(), kFar) > 0;
  End bound = {.open = end.open};
  Ball value;
  arb_indeterminate(value.ptr());
  if (arf_is_inf(end.value.ptr()) == 0) {
    Ball at;
    arb_set_arf(at.ptr(), end.value.ptr());
    f.value1(value.ptr(), at.ptr(), precision);
  }
  if (arb_is_finite(value.ptr()) == 0) {
    if (!far) return std::nullopt;
    f.value1(value.ptr(), Ball(side * kFar).ptr(), precision);
    if (arb_is_finite(value.ptr()) == 0) return std::nullopt;
    bound.open = true;
  }
  (lower ? arb_get_lbound_arf : arb_get_ubound_arf)(bound.value.ptr(), value.ptr(), precision);
  return bound;
}

OpenInterval MonotonicImage(const ExpressionFunction& f, const OpenInterval& a, bool rising,
                            slong precision) {
  OpenInterval image;
  const std::optional<End> lower = BoundAt(f, rising ? a.lo : a.hi, true, rising, precision);
  const std::optional<End> upper = BoundAt(f, rising ? a.hi : a.lo, false, rising, precision);
  if (lower) image.lo = *lower;
  if (upper) image.hi = *upper;
  return image;
}

OpenInterval ImageWithoutShape(const ExpressionFunction& f, const OpenInterval& a, slong precision) {
  OpenInterval image;
  if (arf_is_finite(a.lo.value.ptr()) == 0 || arf_is_finite(a.hi.value.ptr()) == 0) {
    image.defined = Defined::kUnknown;
    return image;
  }
  Ball value;
  f.value1(value.ptr(), BallOf(a, precision).ptr(), precision);
  return IntervalOf(value, precision);
}

OpenInterval Nowhere() { return {.defined = Defined::kNowhere}; }

std::optional<Ball> ExactNumber(const OpenInterval& a) {
  if (arf_equal(a.lo.value.ptr(), a.hi.value.ptr()) == 0) return std::nullopt;
  return BallOf(a, ARF_PREC_EXACT);
}

bool HoldsInteger(const OpenInterval& a) {
  if (arf_is_finite(a.lo.value.ptr()) == 0 || arf_is_finite(a.hi.value.ptr()) == 0) return true;
  Arf next;
  arf_ceil(next.ptr(), a.lo.value.ptr());
  return arf_cmp(next.ptr(), a.hi.value.ptr()) <= 0;
}

const ExpressionFunction& ByName(std::string_view name) {
  const ExpressionFunction* const function = FindExpressionFunction(name);
  ULPFORGE_CHECK(function != nullptr);
  return *function;
}

// |a|^n for n > 0, of one sign.
OpenInterval PositivePower(const OpenInterval& a, const Ball& n, slong precision) {
  const auto raised = [&](const End& end, bool lower) -> End {
    if (arf_is_inf(end.value.ptr()) != 0 || arf_is_zero(end.value.ptr()) != 0) return end;
    Ball value;
    arb_set_arf(value.ptr(), end.value.ptr());
    arb_pow(value.ptr(), value.ptr(), n.ptr(), precision);
    if (arb_is_finite(value.ptr()) == 0) return {.value = Arf(lower ? 0 : HUGE_VAL), .open = true};
    End power = {.open = end.open};
    (lower ? arb_get_lbound_arf : arb_get_ubound_arf)(power.value.ptr(), value.ptr(), precision);
    return power;
  };
  return {.lo = raised(a.lo, true), .hi = raised(a.hi, false), .defined = a.defined};
}

// a^n for an integer n.
OpenInterval IntegerPower(const OpenInterval& a, const Ball& n, slong precision) {
  const OpenInterval one = ClosedInterval(Arf(1), Arf(1));
  const int sign = arb_sgn_nonzero(n.ptr());
  if (sign == 0) return {.lo = one.lo, .hi = one.hi, .defined = a.defined};
  Ball size;
  arb_abs(size.ptr(), n.ptr());
  const OpenInterval magnitude = PositivePower(Magnitude(a), size, precision);
  Arf half;
  arf_mul_2exp_si(half.ptr(), arb_midref(n.ptr()), -1);
  OpenInterval power = magnitude;
  if (arf_is_int(half.ptr()) == 0) {  // odd
    if (arf_sgn(a.hi.value.ptr()) <= 0) {
      power = Negated(magnitude);
    } else if (arf_sgn(a.lo.value.ptr()) < 0) {
      OpenInterval left = a;
      left.hi = {};
      power.lo = Negated(PositivePower(Negated(left), size, precision)).lo;
      OpenInterval right = a;
      right.lo = {};
      power.hi = PositivePower(right, size, precision).hi;
    }
  }
  return sign > 0 ? power : Quotient(one, power, precision);
}

}  // namespace

OpenInterval Image(const ExpressionFunction& f, const OpenInterval& a, slong precision) {
  if (a.defined == Defined::kNowhere) return a;
  const Defined defined = DefinedOn(a, f.defined);
  if (defined == Defined::kNowhere) return Nowhere();
  OpenInterval image;
  switch (f.shape) {
    case Shape::kUnknown:
      image = ImageWithoutShape(f, a, precision);
      break;
    case Shape::kRising:
      image = MonotonicImage(f, a, true, precision);
      break;
    case Shape::kFalling:
      image = MonotonicImage(f, a, false, precision);
      break;
    case Shape::kEven:
      image = MonotonicImage(f, Magnitude(a), true, precision);
      break;
  }
  image = Intersection(image, RangeOf(f.range));
  image.defined = std::max({image.defined, a.defined, defined});
  return image;
}

OpenInterval PowerImage(const OpenInterval& a, const OpenInterval& b, slong precision) {
  const Defined both = std::max(a.defined, b.defined);
  if (both == Defined::kNowhere) return Nowhere();
  const std::optional<Ball> exponent = ExactNumber(b);
  if (exponent && arb_is_int(exponent->ptr()) != 0) {
    OpenInterval power = IntegerPower(a, *exponent, precision);
    power.defined = std::max(power.defined, both);
    return power;
  }
  if (arf_sgn(a.hi.value.ptr()) < 0 && !HoldsInteger(b)) return Nowhere();
  OpenInterval power;
  if (const std::optional<Ball> base = ExactNumber(a); base && arb_equal_si(base->ptr(), 2) != 0) {
    power = Image(ByName("exp2"), b, precision);
  } else if (arf_sgn(a.lo.value.ptr()) >= 0 && exponent && arb_is_positive(exponent->ptr()) != 0) {
    power = PositivePower(a, *exponent, precision);
  } else if (a.IsPositive()) {
    power = Image(ByName("exp"), Product(b, Image(ByName("log"), a, precision), precision), precision);
  } else {
    power.defined = Defined::kUnknown;
  }
  power.defined = std::max(power.defined, both);
  return power;
}

}  // namespace ulpforge
