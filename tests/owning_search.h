// A Search together with the arithmetic that its configuration names, and what tests do with one.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/check.h"
#include "engine/run/search.h"
#include "engine/space/arithmetic.h"

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

inline std::string StateOf(const Search& search) {
  Checkpoint checkpoint;
  search.Save(&checkpoint);
  return checkpoint.SerializeAsString();
}

inline void RunBatches(Search& search, int batches) {
  for (int k = 0; k < batches; ++k) search.RunBatch();
}

}  // namespace ulpforge
