#include "dsl/numbers/float_format.h"

#include <array>
#include <cmath>

namespace ulpforge {
namespace {

constexpr std::array<const FloatFormat*, 3> kFormats = {&kFloat32, &kFloat16, &kBFloat16};

}  // namespace

std::span<const FloatFormat* const> FloatFormats() { return kFormats; }

const FloatFormat* FindFloatFormat(std::string_view name) {
  for (const FloatFormat* format : kFormats) {
    if (format->name == name) return format;
  }
  return nullptr;
}

FloatClass ClassOf(const FloatFormat& format, float value) {
  if (std::isnan(value)) return FloatClass::kNan;
  if (std::isinf(value)) return FloatClass::kInfinite;
  if (value == 0) return FloatClass::kZero;
  return std::fabs(double{value}) < format.smallest_normal() ? FloatClass::kSubnormal : FloatClass::kNormal;
}

}  // namespace ulpforge
