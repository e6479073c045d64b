// A Registry is a table with room for rows that are registered at run time. Pointers to rows stay valid where
// rows are added behind the others.
//
// Thread safety: none while rows are added, immutable afterwards.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace ulpforge {

// Row: a struct with a `name`.
template <class Row>
class Registry {
 public:
  static constexpr size_t kMostAdded = 256;

  explicit Registry(std::span<const Row> rows) : built_in_(rows.size()) {
    rows_.reserve(rows.size() + kMostAdded);
    rows_.assign(rows.begin(), rows.end());
  }

  // Those that are built in, then those that were added.
  std::span<const Row> rows() const { return rows_; }
  bool full() const { return rows_.size() == rows_.capacity(); }

  // The row of this name, or nullptr.
  const Row* Find(std::string_view name) const {
    for (const Row& row : rows_) {
      if (row.name == name) return &row;
    }
    return nullptr;
  }

  // REQUIRES: !full(), Find(row.name) == nullptr.
  void Add(Row row) { rows_.push_back(std::move(row)); }

  // Keeps the added rows in the order of their names; pointers to those that are added move. REQUIRES: as
  // Add.
  void AddByName(Row row) {
    const auto first = rows_.begin() + static_cast<std::ptrdiff_t>(built_in_);
    const auto after =
        std::find_if(first, rows_.end(), [&](const Row& other) { return other.name > row.name; });
    rows_.insert(after, std::move(row));
  }

 private:
  size_t built_in_;
  std::vector<Row> rows_;
};

// What can be the name of a registered row: a letter, then letters, digits, and whatever `more` has; lower
// case.
inline bool IsRegistryName(std::string_view name, std::string_view more = "_") {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (name.empty() || !is_letter(name[0])) return false;
  for (const char c : name) {
    if (!is_letter(c) && !(c >= '0' && c <= '9') && more.find(c) == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace ulpforge
