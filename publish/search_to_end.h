// SearchToEnd: a whole search in one call, as `ulpforge search` runs it.
//
// Thread safety: as Run.
#pragma once

#include <atomic>

#include "absl/status/statusor.h"
#include "engine/run/run.h"

namespace ulpforge {

struct SearchControl {
  Observer observe = {};  // called a few times per second, from the calling thread; may be empty
  const std::atomic<bool>* stop = nullptr;  // the search ends early once it is true
  absl::Status* not_ranked = nullptr;       // if there: why a ranking that the configuration wants is missing
};

// Searches as the configuration says, in a new run directory (`out`, or runs/TARGET-sSEED), until its budget
// is used up, verifies the front and gives it back by rising cost: of kernels by the clock (RankedReport in
// publish/ranking.h), unless the key `rank` is off, the search was stopped or the machine cannot be timed. A
// run that was stopped or killed is continued by Run::Open. Errors as Run::Create and Run::Continue.
absl::StatusOr<FrontReport> SearchToEnd(const SearchConfig& config, const SearchControl& control = {});

}  // namespace ulpforge
