// What one session of a search may use.
#pragma once

#include <cstdint>
#include <optional>

namespace ulpforge {

// In seconds or in candidates; candidates are considered in whole batches.
struct Budget {
  std::optional<double> seconds;
  std::optional<uint64_t> candidates;

  bool IsUsedUp() const { return (seconds && *seconds <= 0) || (candidates && *candidates == 0); }
};

}  // namespace ulpforge
