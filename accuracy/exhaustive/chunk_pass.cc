#include "accuracy/exhaustive/chunk_pass.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "dsl/numbers/double_double.h"

// Rounding errors of the arithmetic here. V + r is hi + lo exactly. T = (V - b) + r has a relative error
// below 2^-51: if b is within a factor of 2 of V, the difference is exact; else |V - b| >= |V| / 2 >= 2^52
// |r|, so that both roundings are relative to about |T|. The same holds for V + b, and for (y - V) - r as a
// value of y - f. The factors 1 +- 2^-50 below cover this and the multiplications by them.
namespace ulpforge {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSlack = 0x1p-50;
constexpr uint64_t kExponentMask = 0x7ffull << 52;
constexpr uint32_t kMagnitudeMask = 0x7fffffff;
constexpr uint32_t kInfinityBits = 0x7f800000;

struct Ends {
  double lower = 0;
  double upper = 0;
  double distance = 0;  // |y - f(x)| within `bound`, which is scaled up
  double bound = 0;
};

inline Ends Enclose(double hi, double lo, double b, double y) {
  const DoubleDouble v = double_double::TwoSum(hi, lo);
  const double below = (v.hi - b) + v.lo;
  const double above = (v.hi + b) + v.lo;
  const bool infinite = std::fabs(hi) == kInfinity;
  // Not from `below` and `above`: the sign of an exact zero is not known.
  const bool zero = v.hi == 0;
  // A tiny f between zero and 2 hi has the sign of hi, so a zero that bounds it has, too.
  const double nearest = std::copysign(0.0, v.hi);
  const double lower = infinite ? hi : zero ? -b : below == 0 ? nearest : below - std::fabs(below) * kSlack;
  const double upper = infinite ? hi : zero ? b : above == 0 ? nearest : above + std::fabs(above) * kSlack;
  return {lower, upper, std::fabs((y - v.hi) - v.lo), b};
}

// 1 / ulp of a real number of this magnitude, which is below the overflow threshold.
struct UlpScale {
  double smallest_normal;
  double steps_per_binade;

  explicit UlpScale(const FloatFormat& format)
      : smallest_normal(format.smallest_normal()),
        steps_per_binade(FloatFormat::Power(format.significand_bits - 1)) {}

  double Inverse(double magnitude) const {
    const double normal = magnitude > smallest_normal ? magnitude : smallest_normal;
    const uint64_t exponent = std::bit_cast<uint64_t>(normal) & kExponentMask;
    return std::bit_cast<double>((uint64_t{2046} << 52) - exponent) * steps_per_binade;
  }
};

template <bool kIsFloat32>
inline float RoundTo(const FloatFormat& format, double value) {
  if constexpr (kIsFloat32) return static_cast<float>(value);
  return RoundToFormat(format, value);
}

inline double OrderSlack(double high, double low, double bounds) {
  return bounds * (1 + kSlack) + (std::fabs(high) + std::fabs(low)) * kSlack;
}

}  // namespace

bool Judgement::decided() const {
  return std::bit_cast<uint32_t>(lower) == std::bit_cast<uint32_t>(upper) ||
         (std::isnan(lower) && std::isnan(upper));
}

Judgement Judge(const FloatFormat& format, const FastValue& f, float y) {
  const Ends ends = Enclose(f.hi, f.lo, f.bound, y);
  const double a = std::fabs(ends.lower);
  const double b = std::fabs(ends.upper);
  const UlpScale scale(format);
  Judgement judgement{.lower = RoundToFormat(format, ends.lower), .upper = RoundToFormat(format, ends.upper)};
  judgement.least_magnitude = ends.lower <= 0 && ends.upper >= 0 ? 0 : std::min(a, b);
  judgement.most_magnitude = std::max(a, b);
  const double above = scale.Inverse(std::min(judgement.least_magnitude, format.largest()));
  const double below = scale.Inverse(std::min(judgement.most_magnitude, format.largest()));
  judgement.most_ulp = (ends.distance * (1 + kSlack) + ends.bound) * above * (1 + kSlack);
  judgement.least_ulp = std::max(0.0, (ends.distance * (1 - kSlack) - ends.bound) * below * (1 - kSlack));
  return judgement;
}

int CertainOrder(const FastValue& a, const FastValue& b) {
  const double high = b.hi - a.hi;
  const double low = b.lo - a.lo;
  const double slack = OrderSlack(high, low, a.bound + b.bound);
  return high + low > slack ? -1 : high + low < -slack ? 1 : 0;
}

void TrueValues::Load(const FloatFormat& format, std::span<const FastValue> f, size_t n) {
  n_ = n;
  pairs_ = f.size() - 1;
  for (std::vector<double>* values : {&hi_, &lo_, &bound_, &per_ulp_}) values->resize(f.size());
  for (std::vector<float>* values : {&lower_, &upper_}) values->resize(f.size());
  for (std::vector<int32_t>* flags : {&falls_, &rises_}) flags->resize(f.size());
  if (&format == &kFloat32) {
    Enclose<true>(format, f.data(), f.size());
  } else {
    Enclose<false>(format, f.data(), f.size());
  }
  FindOrder(f.data(), pairs_);
  SumMagnitudes();
}

template <bool kIsFloat32>
void TrueValues::Enclose(const FloatFormat& format, const FastValue* f, size_t loaded) {
  const UlpScale scale(format);
  const double threshold = format.overflow_threshold();
  double* __restrict hi = hi_.data(), * __restrict lo = lo_.data(), * __restrict bound = bound_.data();
  double* __restrict per_ulp = per_ulp_.data();
  float* __restrict lower = lower_.data(), * __restrict upper = upper_.data();
  for (size_t i = 0; i < loaded; ++i) {
    const Ends ends = ulpforge::Enclose(f[i].hi, f[i].lo, f[i].bound, 0);
    const DoubleDouble v = double_double::TwoSum(f[i].hi, f[i].lo);
    hi[i] = v.hi;
    lo[i] = v.lo;
    bound[i] = f[i].bound;
    lower[i] = RoundTo<kIsFloat32>(format, ends.lower);
    upper[i] = RoundTo<kIsFloat32>(format, ends.upper);
    const double a = std::fabs(ends.lower);
    const double b = std::fabs(ends.upper);
    const double least = a < b ? a : b;
    per_ulp[i] = least < threshold ? scale.Inverse(least) : 0;
  }
}

void TrueValues::FindOrder(const FastValue* f, size_t pairs) {
  for (size_t i = 0; i < pairs; ++i) {
    const double high = f[i + 1].hi - f[i].hi;
    const double low = f[i + 1].lo - f[i].lo;
    const double slack = OrderSlack(high, low, f[i].bound + f[i + 1].bound);
    rises_[i] = high + low > slack ? 0 : 1;
    falls_[i] = high + low < -slack ? 0 : 1;
  }
}

void TrueValues::SumMagnitudes() {
  int32_t open = 0, least = std::numeric_limits<int32_t>::max(), most = 0;
  for (size_t i = 0; i < n_; ++i) {
    const auto lower_bits = std::bit_cast<int32_t>(lower_[i]);
    const int32_t magnitude = lower_bits & kMagnitudeMask;
    open |= (lower_bits != std::bit_cast<int32_t>(upper_[i]) ? 1 : 0) & (lower_[i] == lower_[i] ? 1 : 0);
    least = magnitude < least ? magnitude : least;
    most = magnitude > most ? magnitude : most;
  }
  is_open_ = open != 0;
  least_bits_ = static_cast<uint32_t>(least);
  most_bits_ = static_cast<uint32_t>(most);
}

bool TrueValues::decided(size_t i) const {
  return std::bit_cast<uint32_t>(lower_[i]) == std::bit_cast<uint32_t>(upper_[i]) ||
         (std::isnan(lower_[i]) && std::isnan(upper_[i]));
}

double TrueValues::MostUlp(const float* y) const {
  int64_t most_bits = 0;  // not negative: ordered as the double
  for (size_t i = 0; i < n_; ++i) {
    const double result = y[i];
    const double distance = std::fabs((result - hi_[i]) - lo_[i]);
    const double ulp = (distance * (1 + kSlack) + bound_[i]) * per_ulp_[i] * (1 + kSlack);
    const bool finite = per_ulp_[i] > 0 && std::fabs(result) < kInfinity;
    const int64_t bits = finite ? std::bit_cast<int64_t>(ulp) : 0;
    most_bits = bits > most_bits ? bits : most_bits;
  }
  return std::bit_cast<double>(most_bits);
}

bool TrueValues::HasDisorder(const float* y) const {
  int32_t disorder = 0;
  for (size_t i = 0; i < pairs_; ++i) {
    disorder |= (rises_[i] & (y[i + 1] > y[i] ? 1 : 0)) | (falls_[i] & (y[i + 1] < y[i] ? 1 : 0));
  }
  return disorder != 0;
}

ChunkSummary TrueValues::Compare(const float* y) const {
  // Sums of flags have the width of what they flag, so that the loop vectorises.
  int32_t misrounded = 0, odd = 0;
  for (size_t i = 0; i < n_; ++i) {
    const float result = y[i];
    const float lower = lower_[i];
    const auto result_bits = std::bit_cast<int32_t>(result);
    const auto lower_bits = std::bit_cast<int32_t>(lower);
    const int32_t magnitude = lower_bits & kMagnitudeMask;
    const int32_t result_magnitude = result_bits & kMagnitudeMask;
    const int32_t both_nan = (lower != lower ? 1 : 0) & (result != result ? 1 : 0);
    const int32_t differs = (result == lower ? 0 : 1) & (both_nan ^ 1);
    const int32_t special =
        (magnitude >= int32_t{kInfinityBits} ? 1 : 0) | (result_magnitude >= int32_t{kInfinityBits} ? 1 : 0);
    const int32_t other_zero = (magnitude | result_magnitude) == 0 && lower_bits != result_bits ? 1 : 0;
    misrounded += differs;
    odd |= (differs & special) | other_zero;
  }
  return {.misrounded = static_cast<uint64_t>(misrounded),
          .needs_look = is_open_ || odd != 0 || HasDisorder(y),
          .least_bits = least_bits_,
          .most_bits = most_bits_,
          .most_ulp = MostUlp(y)};
}

}  // namespace ulpforge
