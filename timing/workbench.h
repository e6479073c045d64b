// Runs functions for samples: their inputs, arrays and stack are placed and warm.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/array_function.h"
#include "timing/core_pin.h"
#include "timing/placement.h"
#include "timing/sampling.h"

namespace ulpforge {

struct WorkbenchOptions {
  size_t elements = 1024;       // per call of a function over arrays
  size_t chain_elements = 256;  // per call of a chain, at most `elements`
  double sample_ns = 20e3;      // about how long a sample runs; at least one call
  size_t alignment = 64;        // of the arrays, see PlacementAt()
};

// Bound to the thread that makes it, which it pins to one core as long as it lives.
template <class T>
class Workbench : public SampleSource {
 public:
  // A function over arrays, or a chain.
  struct Lane {
    const ArrayFunction<T>* function;
    bool is_chain;
  };

  // Every round works on the next elements of `inputs`, and from their beginning again after their end. The
  // functions and the inputs outlive this. REQUIRES: inputs is not empty, elements and chain_elements are not
  // 0.
  Workbench(std::span<const Lane> lanes, std::span<const T> inputs, const WorkbenchOptions& options);

  size_t lanes() const override { return plans_.size(); }
  void StartRound(size_t round) override;
  double Run(size_t lane) override;
  CoreProbe Probe() override { return ProbeCore(); }
  void MoveToQuietestCore() override { pin_.MoveToQuietestCore(); }
  double Now() override;

  std::optional<int> core() const { return pin_.core(); }

 private:
  // What one sample consists of.
  struct Plan {
    const ArrayFunction<T>* function;
    size_t elements;
    size_t calls;
  };

  double RunFor(const Plan& plan);  // in nanoseconds per call

  WorkbenchOptions options_;
  std::span<const T> inputs_;
  size_t next_input_ = 0;
  std::vector<std::byte> memory_;
  std::byte* in_pages_;
  std::byte* out_pages_;
  Placement placement_;
  CorePin pin_;
  std::vector<Plan> plans_;
};

}  // namespace ulpforge
