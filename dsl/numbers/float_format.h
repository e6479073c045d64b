// The floating-point formats that functions are verified in. The values of each are floats, so a function
// in any of them is an ArrayFunction<float> whose inputs and results are values of the format.
//
// Thread safety: immutable.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace ulpforge {

// A binary interchange format in the layout of IEEE 754: sign, biased exponent, trailing significand.
struct FloatFormat {
  std::string_view name;
  int significand_bits;  // with the implicit one
  int min_exponent;      // the smallest normal number is 2^min_exponent
  int max_exponent;      // finite values are below 2^(max_exponent + 1)
  int storage_bits;

  // 2^exponent. REQUIRES: a normal double.
  static constexpr double Power(int exponent) {
    return std::bit_cast<double>(static_cast<uint64_t>(exponent + 1023) << 52);
  }

  constexpr double smallest_subnormal() const { return Power(min_exponent - significand_bits + 1); }
  constexpr double smallest_normal() const { return Power(min_exponent); }
  constexpr double largest_subnormal() const { return smallest_normal() - smallest_subnormal(); }
  constexpr double largest() const { return Power(max_exponent) * (2 - Power(1 - significand_bits)); }

  // Rounding to nearest gives infinity from here on: the tie between the largest finite value and the next
  // one that the format does not have goes to the even one.
  constexpr double overflow_threshold() const { return Power(max_exponent) * (2 - Power(-significand_bits)); }

  constexpr uint32_t sign_bit() const { return uint32_t{1} << (storage_bits - 1); }
  constexpr uint32_t infinity_bits() const {
    return static_cast<uint32_t>(max_exponent - min_exponent + 2) << (significand_bits - 1);
  }
};

inline constexpr FloatFormat kFloat32 = {"float32", 24, -126, 127, 32};
inline constexpr FloatFormat kFloat16 = {"float16", 11, -14, 15, 16};
inline constexpr FloatFormat kBFloat16 = {"bfloat16", 8, -126, 127, 16};

std::span<const FloatFormat* const> FloatFormats();

// The format named `name`, or nullptr.
const FloatFormat* FindFloatFormat(std::string_view name);

// The classes of values between which over- and underflow lie.
enum class FloatClass {
  kZero,
  kSubnormal,
  kNormal,
  kInfinite,
  kNan,
};

FloatClass ClassOf(const FloatFormat& format, float value);

// The bits of `value` rounded to nearest, ties to even, with gradual underflow and overflow to infinity; the
// bits of a quiet NaN for NaN.
constexpr uint32_t RoundToBits(const FloatFormat& format, double value) {
  const uint64_t bits = std::bit_cast<uint64_t>(value);
  const uint64_t magnitude = bits & (~uint64_t{0} >> 1);
  const uint32_t sign = bits >> 63 != 0 ? format.sign_bit() : 0;
  const double absolute = std::bit_cast<double>(magnitude);
  if (!(absolute <= std::numeric_limits<double>::max())) {
    const uint32_t quiet = absolute != absolute ? uint32_t{1} << (format.significand_bits - 2) : 0;
    return sign | format.infinity_bits() | quiet;
  }
  if (absolute >= format.overflow_threshold()) return sign | format.infinity_bits();
  if (absolute < format.smallest_normal()) {
    // The last place of the sum is the smallest subnormal: the addition rounds as the format does.
    const double shifter = format.smallest_subnormal() * 0x1p52;
    const uint64_t rounded = std::bit_cast<uint64_t>(absolute + shifter) - std::bit_cast<uint64_t>(shifter);
    return sign | static_cast<uint32_t>(rounded);
  }
  const int dropped = 53 - format.significand_bits;
  const uint64_t half = (uint64_t{1} << (dropped - 1)) - 1;
  const uint64_t rounded = (magnitude + half + ((magnitude >> dropped) & 1)) >> dropped;
  const uint64_t bias = static_cast<uint64_t>(1022 + format.min_exponent) << (format.significand_bits - 1);
  return sign | static_cast<uint32_t>(rounded - bias);
}

// The value with these bits; a quiet NaN of the same sign for every NaN.
constexpr float FromBits(const FloatFormat& format, uint32_t bits) {
  const uint32_t magnitude = bits & (format.sign_bit() - 1);
  const bool negative = (bits & format.sign_bit()) != 0;
  float value = 0;
  if (magnitude > format.infinity_bits()) {
    value = std::numeric_limits<float>::quiet_NaN();
  } else if (magnitude == format.infinity_bits()) {
    value = std::numeric_limits<float>::infinity();
  } else {
    // The fields at their places in a float, which has another bias; subnormals of either are no exception.
    const float shifted = std::bit_cast<float>(magnitude << (24 - format.significand_bits));
    value = static_cast<float>(shifted * FloatFormat::Power(format.min_exponent + 126));
  }
  return negative ? -value : value;
}

// FromBits(format, RoundToBits(format, value)), in a form that compilers vectorise.
constexpr float RoundToFormat(const FloatFormat& format, double value) {
  constexpr uint64_t kSign = uint64_t{1} << 63, kExponent = uint64_t{0x7ff} << 52;
  const uint64_t bits = std::bit_cast<uint64_t>(value);
  const double absolute = std::bit_cast<double>(bits & ~kSign);
  const bool finite = absolute < format.overflow_threshold();
  const double bounded = finite ? absolute : format.largest();
  const double normal = bounded > format.smallest_normal() ? bounded : format.smallest_normal();
  // The last place of the sum is that of the format in the binade of the value: the addition rounds as the
  // format does.
  const uint64_t exponent = std::bit_cast<uint64_t>(normal) & kExponent;
  const auto shifter =
      std::bit_cast<double>(exponent + (static_cast<uint64_t>(53 - format.significand_bits) << 52));
  const auto rounded = std::bit_cast<uint32_t>(static_cast<float>((bounded + shifter) - shifter));
  const uint32_t infinite = absolute != absolute ? 0x7fc00000 : 0x7f800000;
  return std::bit_cast<float>((finite ? rounded : infinite) | static_cast<uint32_t>(bits >> 63) << 31);
}

}  // namespace ulpforge
