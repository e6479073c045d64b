// What a kernel will cost, nearly: the cost of a stand-in with the same frame and a core of the same ops, as
// a chain. Simulating a machine takes a millisecond; there are millions of cores but few stand-ins, and most
// candidates are so far from the front that the estimate settles it.
//
// An estimate depends on the kernel alone. Of a cost model that does not simulate a machine it is the cost.
//
// Thread safety: one CostEstimate per thread.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "engine/space/kernel_space.h"

namespace ulpforge {

class CostEstimate {
 public:
  // `space` must outlive the estimate.
  explicit CostEstimate(const KernelSpace& space) : space_(space) {}

  // About Cost(Kernel(core, frame)): a throughput takes all ops of the core, a latency those of its longest
  // path.
  double operator()(const Program& core, int frame);

 private:
  using OpCounts = std::array<uint8_t, kMaxOps>;

  const KernelSpace& space_;
  absl::flat_hash_map<std::pair<int, OpCounts>, double> known_;
};

}  // namespace ulpforge
