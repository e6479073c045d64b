#include "accuracy/samples/ulp_samples.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "accuracy/reference/exact_reference.h"
#include "accuracy/reference/fast_reference.h"
#include "accuracy/reference/ulp.h"
#include "base/check.h"

namespace ulpforge {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kGoodBound = 0x1p-50;
constexpr float kSmallest = 0x1p-10F, kLargest = 256;

// Floats in the order of their values: 0 is +0, -1 is -0.
int64_t ToOrdinal(float x) {
  const auto bits = std::bit_cast<uint32_t>(x);
  return (bits >> 31) == 0 ? int64_t{bits} : -1 - int64_t{bits & 0x7fffffff};
}

float FromOrdinal(int64_t ordinal) {
  if (ordinal >= 0) return std::bit_cast<float>(static_cast<uint32_t>(ordinal));
  return std::bit_cast<float>(static_cast<uint32_t>(-1 - ordinal) | 0x80000000);
}

// The least float of the interval that begins at `lo`, as an ordinal; both zeros are 0.
int64_t FirstOrdinal(double lo, bool open) {
  if (lo == 0) return open ? 1 : -1;
  const float x = static_cast<float>(std::max<double>(lo, -std::numeric_limits<float>::max()));
  const bool in = open ? x > lo : x >= lo;
  return ToOrdinal(x) + (in ? 0 : 1);
}

int64_t LastOrdinal(double hi, bool open) { return -1 - FirstOrdinal(-hi, open); }

// Ranges of ordinals, both ends included, and how many floats they have.
class Ranges {
 public:
  void Add(int64_t first, int64_t last) {
    if (first > last) return;
    ranges_.push_back({first, last});
    count_ += static_cast<uint64_t>(last - first + 1);
  }
  bool empty() const { return ranges_.empty(); }
  double count() const { return static_cast<double>(count_); }

  float Draw(Rng& rng) const {
    uint64_t k = rng.Below(count_);
    for (const auto& [first, last] : ranges_) {
      const auto size = static_cast<uint64_t>(last - first + 1);
      if (k < size) return FromOrdinal(first + static_cast<int64_t>(k));
      k -= size;
    }
    ULPFORGE_CHECK(false);
    return 0;
  }

 private:
  struct Range {
    int64_t first, last;
  };
  std::vector<Range> ranges_;
  uint64_t count_ = 0;
};

// What random inputs are drawn from. REQUIRES: the domain has floats.
struct Parts {
  explicit Parts(const Interval& domain) {
    const int64_t first = FirstOrdinal(domain.lo, domain.lo_open),
                  last = LastOrdinal(domain.hi, domain.hi_open);
    ULPFORGE_CHECK(first <= last);
    all.Add(first, last);
    middle.Add(std::max(first, ToOrdinal(-kLargest)), std::min(last, ToOrdinal(-kSmallest)));
    middle.Add(std::max(first, ToOrdinal(kSmallest)), std::min(last, ToOrdinal(kLargest)));
    lo = std::max<double>(FromOrdinal(first), -kLargest);
    hi = std::min<double>(FromOrdinal(last), kLargest);
  }

  Ranges all, middle;     // by bit patterns
  double lo = 0, hi = 0;  // by values
};

// Built from bits: searches spend much of their time here.
double UlpOf(const FloatFormat& format, double value) {
  constexpr int kBias = 1023;
  const auto biased =
      static_cast<int>(std::bit_cast<uint64_t>(value) >> 52 & 0x7ff);  // 0 for 0 and subnormals
  const int exponent = UlpExponent(format, biased - kBias);
  return std::bit_cast<double>(static_cast<uint64_t>(exponent + kBias) << 52);
}

bool IsPowerOfTwo(double value) {
  int exponent;
  return std::fabs(std::frexp(value, &exponent)) == 0.5;
}

// Which binade the value lies in must be beyond doubt too.
bool IsGood(const FastValue& value) {
  const bool is_open = IsPowerOfTwo(value.hi + value.lo) && value.bound > 0;
  return !is_open && value.bound <= kGoodBound * std::fabs(value.hi);
}

// Whether the sum was rounded up to a power of two, so that the value lies in the binade below, where there
// is one with a smaller ulp.
bool IsBelowPowerOfTwo(const FloatFormat& format, const FastValue& value) {
  const double sum = value.hi + value.lo;
  const double rest = (value.hi - sum) + value.lo;
  return IsPowerOfTwo(sum) && rest * sum < 0 && std::fabs(sum) > format.smallest_normal();
}

}  // namespace

void UlpSamples::Append(const UlpSamples& more) {
  x.insert(x.end(), more.x.begin(), more.x.end());
  f.insert(f.end(), more.f.begin(), more.f.end());
  per_ulp.insert(per_ulp.end(), more.per_ulp.begin(), more.per_ulp.end());
  inputs.insert(inputs.end(), more.inputs.begin(), more.inputs.end());
}

void UlpSamples::AppendOne(const UlpSamples& all, size_t i) {
  x.push_back(all.x[i]);
  f.push_back(all.f[i]);
  per_ulp.push_back(all.per_ulp[i]);
  inputs.push_back(all.inputs[i]);
}

UlpSamples SampleUlps(const Target& target, std::span<const float> inputs) {
  FastReference reference(target);
  return SampleUlps(reference, inputs);
}

UlpSamples SampleUlps(FastReference& reference, std::span<const float> inputs, const FloatFormat& format) {
  ExactReference exact(reference.target(), format);
  UlpSamples samples;
  for (const float x : inputs) {
    if (!std::isfinite(x)) continue;
    FastValue value;
    reference.Evaluate(std::bit_cast<uint32_t>(x), {&value, 1});
    if (!IsGood(value)) value = exact.Approximate(x);
    const double f = value.hi + value.lo;
    if (!(std::fabs(f) < format.overflow_threshold())) continue;
    samples.x.push_back(x);
    samples.f.push_back(f);
    samples.inputs.push_back(1);
    samples.per_ulp.push_back((IsBelowPowerOfTwo(format, value) ? 2 : 1) / UlpOf(format, f));
  }
  return samples;
}

double UlpDistance(const FloatFormat& format, float y, double f) {
  if (std::isnan(f)) return f;
  if (!(std::fabs(f) < format.overflow_threshold())) return kInfinity;
  return std::fabs(static_cast<double>(y) - f) / UlpOf(format, f);
}

double UlpAt(const UlpSamples& samples, size_t i, float y) {
  const double error = std::fabs(static_cast<double>(y) - samples.f[i]) * samples.per_ulp[i];
  return error < kInfinity ? error : kInfinity;
}

double LargestUlp(const UlpSamples& samples, std::span<const float> y) {
  double largest = 0, poison = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    const double error = std::fabs(static_cast<double>(y[i]) - samples.f[i]) * samples.per_ulp[i];
    largest = largest < error ? error : largest;
    poison += error * 0;
  }
  return poison == 0 ? largest : kInfinity;
}

std::vector<float> RandomInputs(const Interval& domain, size_t n, Rng& rng) {
  const Parts parts(domain);
  std::vector<float> inputs;
  for (size_t i = 0; i < n; ++i) {
    if (i % 3 == 1 && !parts.middle.empty()) {
      inputs.push_back(parts.middle.Draw(rng));
    } else if (i % 3 == 2 && parts.lo < parts.hi) {
      inputs.push_back(static_cast<float>(parts.lo + (parts.hi - parts.lo) * rng.Uniform()));
    } else {
      inputs.push_back(parts.all.Draw(rng));
    }
  }
  return inputs;
}

std::vector<double> InputsEach(const Interval& domain, size_t n, std::span<const float> x) {
  const Parts parts(domain);
  const double third = static_cast<double>(n) / 3;
  const double middle = parts.middle.empty() ? 0 : third, even = parts.lo < parts.hi ? third : 0;
  std::vector<double> each;
  for (const float value : x) {
    // How many of the n lie on this float, on average.
    double density = (static_cast<double>(n) - middle - even) / parts.all.count();
    if (middle > 0 && std::fabs(value) >= kSmallest && std::fabs(value) <= kLargest) {
      density += middle / parts.middle.count();
    }
    if (even > 0 && std::fabs(value) <= kLargest)
      density += even * UlpOf(kFloat32, value) / (parts.hi - parts.lo);
    each.push_back(1 / density);
  }
  return each;
}

std::vector<float> AllInputs(const FloatFormat& format, const Interval& domain) {
  ULPFORGE_CHECK(format.storage_bits == 16);
  std::vector<float> inputs;
  for (uint32_t bits = 0; bits < 2 * format.sign_bit(); ++bits) {
    const float x = FromBits(format, bits);
    if (std::isfinite(x) && domain.Contains(x)) inputs.push_back(x);
  }
  return inputs;
}

}  // namespace ulpforge
