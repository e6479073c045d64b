// SearchToEnd: a whole search in one call, for programs that use the engine as a library.
//
// Thread safety: as Run.
#pragma once

#include <atomic>

#include "absl/status/statusor.h"
#include "engine/run/run.h"

namespace ulpforge {

struct SearchControl {
  Observer observe;  // called a few times per second, from the calling thread; may be empty
  const std::atomic<bool>* stop = nullptr;  // the search ends early once it is true
};

// Searches as the configuration says, in a new run directory (`out`, or runs/TARGET-sSEED), until its budget
// is used up, verifies the front and gives it back by rising cost. A run that was stopped or killed is
// continued by Run::Open. Errors as Run::Create and Run::Continue.
absl::StatusOr<FrontReport> SearchToEnd(const SearchConfig& config, const SearchControl& control = {});

}  // namespace ulpforge
