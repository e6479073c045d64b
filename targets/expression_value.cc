#include "targets/expression_value.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "targets/correct_rounding.h"
#include "targets/open_interval.h"
#include "targets/target_table.h"

namespace ulpforge {
namespace {

using Defined = OpenInterval::Defined;

constexpr slong kGuardBits = 32;
constexpr slong kMostBits = 1 << 14;
// What is not known to be exact agrees with the exact number in so many bits beyond those of the result.
constexpr slong kTakenForExact = 1024;
// Sizes that are all alike: below and beyond all formats, by far.
constexpr slong kTinyExponent = -1200;
constexpr slong kHugeExponent = 4096;

Ball Enclose(const Expression& f, const Ball& x, slong precision) {
  return Enclose([&f](arb_poly_t series, const arb_t at, slong length,
                      slong bits) { f.Series(series, at, length, bits); },
                 x, precision);
}

bool IsBelow(const Arf& size, slong exponent) { return arf_cmpabs_2exp_si(size.ptr(), exponent) < 0; }

// A value, or what is known instead.
struct Value {
  enum class Kind { kNumber, kInfinite, kUndefined, kUnknown };
  Kind kind = Kind::kUnknown;
  int sign = 0;                                  // of an infinity, and of a zero if it is known
  OpenInterval number = ClosedInterval({}, {});  // a narrow enclosure; of zero, zero itself

  bool IsZero() const { return kind == Kind::kNumber && number.IsZero(); }
};

int SetNan(mpfr_ptr result, int ternary) {
  mpfr_set_nan(result);
  return ternary;
}

int SetZero(mpfr_ptr result, int sign) {
  mpfr_set_zero(result, sign < 0 ? -1 : 1);
  return sign == 0 ? kUnknownZeroSign : 0;
}

// A number of the sign and the size of the interval, if that is all that matters.
std::optional<int> RoundExtreme(const OpenInterval& values, mpfr_ptr result, mpfr_rnd_t rounding) {
  const int sign = values.IsPositive() ? 1 : values.IsNegative() ? -1 : 0;
  if (sign == 0) return std::nullopt;
  const Arf& nearer = (sign > 0 ? values.lo : values.hi).value;
  const Arf& farther = (sign > 0 ? values.hi : values.lo).value;
  const bool tiny = IsBelow(farther, kTinyExponent);
  if (!tiny && IsBelow(nearer, kHugeExponent)) return std::nullopt;
  mpfr_set_si_2exp(result, sign, tiny ? kTinyExponent : kHugeExponent, rounding);
  return rounding == MPFR_RNDZ ? -sign : sign;
}

// The number of at most one bit more than the result has that all of a small enclosure lies beside; nothing
// if it is not small.
std::optional<Ball> NearbyShortNumber(const Ball& enclosure, slong precision) {
  Ball number;
  if (arb_contains_zero(enclosure.ptr()) != 0) {
    Arf size;
    arb_get_abs_ubound_arf(size.ptr(), enclosure.ptr(), kGuardBits);
    return IsBelow(size, kTinyExponent) ? std::optional(number) : std::nullopt;
  }
  if (arb_rel_accuracy_bits(enclosure.ptr()) < precision + kTakenForExact) return std::nullopt;
  arf_set_round(arb_midref(number.ptr()), arb_midref(enclosure.ptr()), precision + 1, ARF_RND_NEAR);
  return number;
}

// f at a finite x as it is written: the ternary value; nothing where it has no value there that is known.
std::optional<int> RoundAsWritten(const Expression& f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  const slong wanted = mpfr_get_prec(result);
  const Ball exact_x = Exactly(x);
  const Arf place = [&] {
    Arf value;
    arf_set(value.ptr(), arb_midref(exact_x.ptr()));
    return value;
  }();
  Ball enclosure;
  for (slong precision = wanted + kGuardBits; precision <= wanted + kMostBits; precision *= 2) {
    enclosure = Enclose(f, exact_x, precision);
    if (const std::optional<int> ternary = RoundEnclosure(enclosure, precision, result, rounding)) {
      if (mpfr_zero_p(result) == 0 || arb_contains_zero(enclosure.ptr()) != 0) return ternary;
      return RoundExtreme(IntervalOf(enclosure, precision), result, rounding);  // too small for MPFR
    }
    const bool finite = arb_is_finite(enclosure.ptr()) != 0;
    if (finite && (arb_contains_zero(enclosure.ptr()) == 0 || precision < -kTinyExponent)) continue;
    const OpenInterval values = f.Range(ClosedInterval(place, place), precision);
    if (values.defined == Defined::kNowhere) return SetNan(result, 0);
    if (values.defined != Defined::kEverywhere) continue;
    if (const std::optional<int> ternary = RoundExtreme(values, result, rounding)) return ternary;
  }
  if (!arb_is_finite(enclosure.ptr())) return std::nullopt;
  const std::optional<Ball> number = NearbyShortNumber(enclosure, wanted);
  if (!number) return SetNan(result, kUnknownValue);
  return arf_get_mpfr(result, arb_midref(number->ptr()), rounding);
}

// Where x goes to: an infinity, zero from one side, or another number from one side.
struct Goal {
  Arf place;  // zero or a number; ignored for infinities
  bool infinite = false;
  int side = 1;  // the sign of the infinity, or of x - place
};

// Nine places on the way: three distances by powers of two, at each three that do not repeat the pattern of a
// periodic function.
constexpr std::array<slong, 3> kDistances = {200, 400, 800};
constexpr std::array<double, 3> kFactors = {1, 1.3125, 1.71875};
constexpr slong kLimitPrecision = 4096;

OpenInterval PlaceOnTheWay(const Goal& goal, size_t distance, size_t factor) {
  Arf step(goal.side * kFactors[factor]);
  slong exponent = goal.infinite ? kDistances[distance] : -kDistances[distance];
  if (!goal.infinite && arf_is_zero(goal.place.ptr()) == 0)
    exponent += arf_abs_bound_lt_2exp_si(goal.place.ptr());
  arf_mul_2exp_si(step.ptr(), step.ptr(), exponent);
  // No integer, where many a function is zero.
  const Arf rest = goal.infinite ? Arf(0.328125 * kFactors[factor]) : goal.place;
  arf_add(step.ptr(), step.ptr(), rest.ptr(), ARF_PREC_EXACT, ARF_RND_NEAR);
  return ClosedInterval(step, step);
}

// The values at one of the factors, near to far.
using Way = std::array<OpenInterval, 3>;

// log2 of the size, rounded up.
struct Exponent {
  Exponent() { fmpz_init(value); }
  explicit Exponent(const Arf& size) : Exponent() { arf_abs_bound_lt_2exp_fmpz(value, size.ptr()); }
  Exponent(const Exponent&) = delete;
  Exponent& operator=(const Exponent&) = delete;
  ~Exponent() { fmpz_clear(value); }
  fmpz_t value;
};

// 2 after <= 3 before: as a power of the distance, which doubles, does.
bool FallsAsPower(const Exponent& before, const Exponent& after) {
  Exponent left;
  Exponent right;
  fmpz_mul_si(left.value, after.value, 2);
  fmpz_mul_si(right.value, before.value, 3);
  return fmpz_cmp(left.value, right.value) <= 0;
}

bool TendsToZero(const Way& way) {
  const auto size = [](const OpenInterval& values) { return Magnitude(values).hi.value; };
  if (IsBelow(size(way[0]), kTinyExponent / 2) && IsBelow(size(way[2]), kTinyExponent / 2)) return true;
  for (const OpenInterval& values : way) {
    if (arf_is_zero(size(values).ptr()) != 0 || arf_is_inf(size(values).ptr()) != 0) return values.IsZero();
  }
  const Exponent first(size(way[0]));
  const Exponent second(size(way[1]));
  const Exponent third(size(way[2]));
  return fmpz_cmp_si(first.value, -4) <= 0 && FallsAsPower(first, second) && FallsAsPower(second, third);
}

// The steps do not get smaller, or the values are huge from the beginning.
bool GrowsWithoutBound(const Way& way) {
  const auto least = [](const OpenInterval& values) { return Magnitude(values).lo; };
  if (std::ranges::all_of(way,
                          [&](const OpenInterval& v) { return !IsBelow(least(v).value, kHugeExponent); })) {
    return true;
  }
  const OpenInterval first = Difference(Magnitude(way[1]), Magnitude(way[0]), kLimitPrecision);
  const OpenInterval second = Difference(Magnitude(way[2]), Magnitude(way[1]), kLimitPrecision);
  if (!first.IsPositive() || arf_is_inf(first.hi.value.ptr()) != 0) return false;
  const OpenInterval rest = Difference(
      second, Product(first, ClosedInterval(Arf(0.875), Arf(0.875)), kLimitPrecision), kLimitPrecision);
  return rest.IsPositive();
}

bool AreAlike(const OpenInterval& a, const OpenInterval& b) {
  constexpr slong kAgreement = -100;
  const OpenInterval size = Magnitude(a);
  Arf allowed;
  arf_mul_2exp_si(allowed.ptr(), size.lo.value.ptr(), kAgreement);
  return arf_cmp(Magnitude(Difference(a, b, kLimitPrecision)).hi.value.ptr(), allowed.ptr()) <= 0;
}

Value LimitAt(const Expression& f, const Goal& goal) {
  std::array<Way, kFactors.size()> ways;
  int positive = 0, negative = 0, nowhere = 0;
  for (size_t factor = 0; factor < ways.size(); ++factor) {
    for (size_t distance = 0; distance < ways[factor].size(); ++distance) {
      const OpenInterval values = f.Range(PlaceOnTheWay(goal, distance, factor), kLimitPrecision);
      if (values.defined == Defined::kUnknown) return {};
      nowhere += values.defined == Defined::kNowhere ? 1 : 0;
      positive += values.IsPositive() ? 1 : 0;
      negative += values.IsNegative() ? 1 : 0;
      ways[factor][distance] = values;
    }
  }
  constexpr int kAll = kDistances.size() * kFactors.size();
  if (nowhere == kAll) return {.kind = Value::Kind::kUndefined};
  if (nowhere > 0) return {};
  const int sign = positive == kAll ? 1 : negative == kAll ? -1 : 0;
  if (std::ranges::all_of(ways, TendsToZero)) return {.kind = Value::Kind::kNumber, .sign = sign};
  if (sign == 0) return {};
  if (std::ranges::all_of(ways, GrowsWithoutBound)) return {.kind = Value::Kind::kInfinite, .sign = sign};
  const OpenInterval& last = ways[0].back();
  const bool alike = std::ranges::all_of(
      ways, [&](const Way& way) { return AreAlike(last, way[1]) && AreAlike(last, way[2]); });
  if (!alike) return {};
  return {.kind = Value::Kind::kNumber, .sign = sign, .number = last};
}

int RoundValue(const Value& value, mpfr_ptr result, mpfr_rnd_t rounding) {
  switch (value.kind) {
    case Value::Kind::kUndefined:
      return SetNan(result, 0);
    case Value::Kind::kUnknown:
      return SetNan(result, kUnknownValue);
    case Value::Kind::kInfinite:
      mpfr_set_inf(result, value.sign);
      return 0;
    case Value::Kind::kNumber:
      break;
  }
  if (value.IsZero()) return SetZero(result, value.sign);
  // A little beside the limit, which is taken for the number that it is next to.
  constexpr slong kKnownBits = 160;
  Arf middle;
  arf_set_round(middle.ptr(), arb_midref(BallOf(value.number, kLimitPrecision).ptr()), kKnownBits,
                ARF_RND_NEAR);
  return arf_get_mpfr(result, middle.ptr(), rounding);
}

// What Arb's rules for infinities say, as exp(exp(inf)) = inf.
Value ByArithmetic(const Expression& f, int side) {
  Ball x;
  (side > 0 ? arb_pos_inf : arb_neg_inf)(x.ptr());
  const Ball value = Enclose(f, x, kLimitPrecision);
  if (arb_is_exact(value.ptr()) == 0 || arf_is_inf(arb_midref(value.ptr())) == 0) return {};
  return {.kind = Value::Kind::kInfinite, .sign = arf_sgn(arb_midref(value.ptr()))};
}

Value AtInfinity(const Expression& f, int side) {
  Value limit = LimitAt(f, {.infinite = true, .side = side});
  return limit.kind == Value::Kind::kUnknown ? ByArithmetic(f, side) : limit;
}

// From one side; where f is not defined there, from the other, as far as no sign of a zero matters.
Value AtZero(const Expression& f, int side) {
  const Value limit = LimitAt(f, {.side = side});
  if (limit.kind != Value::Kind::kUndefined) return limit;
  Value other = LimitAt(f, {.side = -side});
  if (other.kind == Value::Kind::kInfinite) return {};
  if (other.IsZero()) other.sign = 0;
  return other;
}

Value Beside(const Expression& f, const Arf& place) {
  Value above = LimitAt(f, {.place = place, .side = 1});
  Value below = LimitAt(f, {.place = place, .side = -1});
  if (above.kind == Value::Kind::kUndefined) std::swap(above, below);
  if (above.IsZero()) above.sign = 0;
  if (below.kind == Value::Kind::kUndefined) return above;
  if (above.kind != below.kind) return {};
  if (above.kind == Value::Kind::kInfinite) return above.sign == below.sign ? above : Value{};
  if (above.IsZero() || below.IsZero()) return above.IsZero() && below.IsZero() ? above : Value{};
  return AreAlike(above.number, below.number) ? above : Value{};
}

}  // namespace

int ValueOfExpression(const Expression& f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  if (mpfr_nan_p(x) != 0) return SetNan(result, 0);
  const int side = mpfr_signbit(x) != 0 ? -1 : 1;
  if (mpfr_inf_p(x) != 0) return RoundValue(AtInfinity(f, side), result, rounding);
  const bool at_zero = mpfr_zero_p(x) != 0;
  Arf place;
  arf_set_mpfr(place.ptr(), x);
  const std::optional<int> ternary = RoundAsWritten(f, result, x, rounding);
  if (!ternary) return RoundValue(at_zero ? AtZero(f, side) : Beside(f, place), result, rounding);
  if (mpfr_zero_p(result) == 0) return *ternary;
  const Value beside = at_zero ? AtZero(f, side) : Value{};
  return SetZero(result, beside.IsZero() ? beside.sign : 0);
}

}  // namespace ulpforge
