#include "dsl/float_format.h"

#include <array>

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

}  // namespace ulpforge
