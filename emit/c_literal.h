// Numbers as C writes them. For the sources of this folder only.
#pragma once

#include <cmath>
#include <string>
#include <type_traits>

#include "dsl/numbers/number.h"
#include "dsl/numbers/small_float.h"

namespace ulpforge {

// A literal of type T, which is float, double or Float16, with the bits of `value`; of a NaN, a NaN.
template <class T>
std::string CLiteral(T value) {
  if (std::isnan(value)) return "NAN";
  const std::string suffix = std::is_same_v<T, float> ? "f" : "";
  if (!std::isinf(value)) return FormatHex(value) + suffix;
  return std::string(value < 0 ? "-" : "") + (suffix.empty() ? "HUGE_VAL" : "HUGE_VALF");
}

// Not every compiler has a suffix for it.
template <>
inline std::string CLiteral(Float16 value) {
  return "(_Float16)" + CLiteral(static_cast<float>(value));
}

}  // namespace ulpforge
