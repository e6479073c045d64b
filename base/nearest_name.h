// "Did you mean ...?": the known name that a mistyped one was probably meant to be.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ulpforge {

namespace nearest_name {

constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The restricted Damerau-Levenshtein distance: insertions, deletions, substitutions and swaps of
// neighbours that turn `a` into `b`, ignoring the case of ASCII letters.
inline size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  const auto same = [&](size_t i, size_t j) { return Lower(a[i - 1]) == Lower(b[j - 1]); };
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same(i, j) ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j);
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace nearest_name

// The first of the names nearest to `name`, if at most a third of its letters (but always one) are wrong;
// otherwise empty. What goes on for two letters or more after a known name, as erfinv after erfi, is no slip
// but another name.
inline std::string_view NearestName(std::string_view name, std::span<const std::string_view> names) {
  size_t best_distance = std::max<size_t>(1, (name.size() + 1) / 3) + 1;
  std::string_view best;
  for (const std::string_view known : names) {
    const size_t distance = nearest_name::Distance(name, known);
    if (distance >= best_distance || distance >= known.size()) continue;
    if (distance > 1 && name.starts_with(known)) continue;
    best_distance = distance;
    best = known;
  }
  return best;
}

}  // namespace ulpforge
