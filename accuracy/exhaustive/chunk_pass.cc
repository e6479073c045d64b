#include "accuracy/exhaustive/chunk_pass.h"

#include <algorithm>
#include <array>
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
  const double lower = infinite ? hi : zero ? -b : below - std::fabs(below) * kSlack;
  const double upper = infinite ? hi : zero ? b : above + std::fabs(above) * kSlack;
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

constexpr size_t kTile = 256;

// The fields of the true values at the inputs of a tile and at the one after it.
struct Tile {
  alignas(64) std::array<double, kTile + 1> hi, lo, bound;
  alignas(64) std::array<float, kTile> lower, upper;
};

// Sums of flags have the width of what they flag, so that the loops vectorise.
struct Sums {
  int64_t most_ulp_bits = 0;  // not negative: ordered as the double
  int64_t disorder = 0;
  int32_t misrounded = 0;
  int32_t odd = 0;
  int32_t least_bits = std::numeric_limits<int32_t>::max();
  int32_t most_bits = 0;
};

template <bool kIsFloat32>
void EncloseTile(const FloatFormat& format, const float* y, size_t n, Tile* tile, Sums* sums) {
  const UlpScale scale(format);
  const double threshold = format.overflow_threshold();
  int64_t most_ulp_bits = sums->most_ulp_bits;
  for (size_t i = 0; i < n; ++i) {
    const double result = y[i];
    const Ends ends = Enclose(tile->hi[i], tile->lo[i], tile->bound[i], result);
    tile->lower[i] = RoundTo<kIsFloat32>(format, ends.lower);
    tile->upper[i] = RoundTo<kIsFloat32>(format, ends.upper);
    const double a = std::fabs(ends.lower);
    const double b = std::fabs(ends.upper);
    const double least = a < b ? a : b;
    const double ulp = (ends.distance * (1 + kSlack) + ends.bound) * scale.Inverse(least) * (1 + kSlack);
    const bool finite = least < threshold && std::fabs(result) < kInfinity;
    const int64_t bits = finite ? std::bit_cast<int64_t>(ulp) : 0;
    most_ulp_bits = bits > most_ulp_bits ? bits : most_ulp_bits;
  }
  sums->most_ulp_bits = most_ulp_bits;
}

void CompareTile(const Tile& tile, const float* y, size_t n, Sums* sums) {
  Sums s = *sums;
  for (size_t i = 0; i < n; ++i) {
    const float result = y[i];
    const float lower = tile.lower[i];
    const float upper = tile.upper[i];
    const auto result_bits = std::bit_cast<int32_t>(result);
    const auto lower_bits = std::bit_cast<int32_t>(lower);
    const auto upper_bits = std::bit_cast<int32_t>(upper);
    const int32_t magnitude = lower_bits & kMagnitudeMask;
    const int32_t result_magnitude = result_bits & kMagnitudeMask;
    const int32_t is_nan = lower != lower ? 1 : 0;
    const int32_t is_open = (lower_bits != upper_bits ? 1 : 0) & (is_nan ^ 1);
    const int32_t both_nan = is_nan & (result != result ? 1 : 0);
    const int32_t differs = (result == lower ? 0 : 1) & (both_nan ^ 1);
    const int32_t special =
        (magnitude >= int32_t{kInfinityBits} ? 1 : 0) | (result_magnitude >= int32_t{kInfinityBits} ? 1 : 0);
    const int32_t other_zero = (magnitude | result_magnitude) == 0 && lower_bits != result_bits ? 1 : 0;
    s.misrounded += differs;
    s.odd |= is_open | (differs & special) | other_zero;
    s.least_bits = magnitude < s.least_bits ? magnitude : s.least_bits;
    s.most_bits = magnitude > s.most_bits ? magnitude : s.most_bits;
  }
  *sums = s;
}

inline double OrderSlack(double high, double low, double bounds) {
  return bounds * (1 + kSlack) + (std::fabs(high) + std::fabs(low)) * kSlack;
}

void OrderTile(const Tile& tile, const float* y, size_t pairs, Sums* sums) {
  int64_t disorder = sums->disorder;
  for (size_t i = 0; i < pairs; ++i) {
    const double high = tile.hi[i + 1] - tile.hi[i];
    const double low = tile.lo[i + 1] - tile.lo[i];
    const double slack = OrderSlack(high, low, tile.bound[i] + tile.bound[i + 1]);
    const double rise = high + low;
    const double a = y[i];
    const double b = y[i + 1];
    const int64_t not_rising = (rise > slack ? 0 : 1) & (b > a ? 1 : 0);
    const int64_t not_falling = (rise < -slack ? 0 : 1) & (b < a ? 1 : 0);
    disorder |= not_rising | not_falling;
  }
  sums->disorder = disorder;
}

template <bool kIsFloat32>
ChunkSummary SummarizeIn(const FloatFormat& format, const FastValue* f, const float* y, size_t n,
                         size_t pairs) {
  Tile tile;
  Sums sums;
  for (size_t begin = 0; begin < n; begin += kTile) {
    const size_t size = std::min(kTile, n - begin);
    const size_t tile_pairs = std::min(size, pairs - begin);
    const size_t loaded = std::max(size, tile_pairs + 1);
    for (size_t i = 0; i < loaded; ++i) {
      tile.hi[i] = f[begin + i].hi;
      tile.lo[i] = f[begin + i].lo;
      tile.bound[i] = f[begin + i].bound;
    }
    EncloseTile<kIsFloat32>(format, y + begin, size, &tile, &sums);
    CompareTile(tile, y + begin, size, &sums);
    OrderTile(tile, y + begin, tile_pairs, &sums);
  }
  return {.misrounded = static_cast<uint64_t>(sums.misrounded),
          .needs_look = sums.odd != 0 || sums.disorder != 0,
          .least_bits = static_cast<uint32_t>(sums.least_bits),
          .most_bits = static_cast<uint32_t>(sums.most_bits),
          .most_ulp = std::bit_cast<double>(sums.most_ulp_bits)};
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

ChunkSummary Summarize(const FloatFormat& format, const FastValue* f, const float* y, size_t n,
                       size_t pairs) {
  return &format == &kFloat32 ? SummarizeIn<true>(format, f, y, n, pairs)
                              : SummarizeIn<false>(format, f, y, n, pairs);
}

}  // namespace ulpforge
