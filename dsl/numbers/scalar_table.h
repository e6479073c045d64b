// The scalar table: one row per type a program can compute in. `Extended` is for constants and fits that
// need more than 53 bits; the others also have the integer of the same width that bit tricks use.
#pragma once

#include <cstdint>
#include <string_view>

#include "dsl/numbers/double_double.h"
#include "dsl/numbers/small_float.h"

namespace ulpforge {

using Extended = DoubleDouble;

template <class T>
struct ScalarTraits;

template <>
struct ScalarTraits<float> {
  using Int = int32_t;
  using Unsigned = uint32_t;
  static constexpr std::string_view kName = "f32";
  static constexpr int kSignificandBits = 24;
  static constexpr std::string_view kC = "float";             // C type of F values
  static constexpr std::string_view kCUnsigned = "uint32_t";  // C type of I values
  static constexpr std::string_view kCSigned = "int32_t";
  static constexpr std::string_view kLibmSuffix = "f";
};

template <>
struct ScalarTraits<double> {
  using Int = int64_t;
  using Unsigned = uint64_t;
  static constexpr std::string_view kName = "f64";
  static constexpr int kSignificandBits = 53;
  static constexpr std::string_view kC = "double";
  static constexpr std::string_view kCUnsigned = "uint64_t";
  static constexpr std::string_view kCSigned = "int64_t";
  static constexpr std::string_view kLibmSuffix = "";
};

template <>
struct ScalarTraits<Float16> {
  using Int = int16_t;
  using Unsigned = uint16_t;
  static constexpr std::string_view kName = "f16";
  static constexpr std::string_view kC = "_Float16";
  static constexpr std::string_view kCUnsigned = "uint16_t";
  static constexpr std::string_view kCSigned = "int16_t";
  static constexpr std::string_view kLibmSuffix = "f";  // of float, between conversions
  static constexpr int kSignificandBits = kFloat16.significand_bits;
};

template <>
struct ScalarTraits<BFloat16> {
  using Int = int16_t;
  using Unsigned = uint16_t;
  static constexpr std::string_view kName = "bf16";
  static constexpr int kSignificandBits = kBFloat16.significand_bits;
};

template <>
struct ScalarTraits<Extended> {
  static constexpr std::string_view kName = "extended";
  static constexpr int kSignificandBits = 104;
};

// Scalars with an integer partner, for which every row of the op table runs.
template <class T>
concept MachineScalar = requires { typename ScalarTraits<T>::Int; };

}  // namespace ulpforge
