// Names in a sentence: "a, b or c".
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace ulpforge {

inline std::string Alternatives(std::span<const std::string_view> names) {
  std::string text;
  for (size_t k = 0; k < names.size(); ++k) {
    if (k > 0) text += k + 1 < names.size() ? ", " : " or ";
    text += names[k];
  }
  return text;
}

}  // namespace ulpforge
