// A Search together with the arithmetic that its configuration names.
#pragma once

#include <cstddef>
#include <memory>

#include "base/check.h"
#include "engine/arithmetic.h"
#include "engine/search.h"

namespace ulpforge {

struct OwnedArithmetic {
  explicit OwnedArithmetic(const SearchConfig& config) {
    absl::StatusOr<std::unique_ptr<Arithmetic>> created = CreateArithmetic(config);
    ULPFORGE_CHECK(created.ok());
    arithmetic = *std::move(created);
  }
  std::unique_ptr<Arithmetic> arithmetic;
};

class OwningSearch : private OwnedArithmetic, public Search {
 public:
  OwningSearch(const SearchConfig& config, size_t threads)
      : OwnedArithmetic(config), Search(config, *arithmetic, threads) {}
};

}  // namespace ulpforge
