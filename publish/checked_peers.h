// Peers with their errors.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "peers/peers.h"
#include "publish/exhaustive_checker.h"
#include "targets/target_table.h"

namespace ulpforge {

struct MeasuredPeer {
  std::string name;
  LoadedPeer peer;
  double max_ulp = 0;
  double max_ulp_normal = 0;  // where the result is not subnormal
  bool is_libm = false;
};

// The peers for kTimedCpu (publish/code_timing.h) that are installed, with their errors at the inputs of the
// contract: a check of all of them.
absl::StatusOr<std::vector<MeasuredPeer>> CheckPeers(const Target& target, const Contract& contract,
                                                     const ExhaustiveChecker& check);

}  // namespace ulpforge
