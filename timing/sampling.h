// Taking samples of several functions in turn, so that what the machine does in the meantime happens to all
// of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "timing/core_probe.h"

namespace ulpforge {

struct Sample {
  double ns = 0;  // per element
  CoreProbe before;
  CoreProbe after;

  bool operator==(const Sample&) const = default;
};

// One sample of every lane, all within a fraction of a millisecond, with the same inputs and the same
// placement.
using Round = std::vector<Sample>;

// What samples are taken of. A lane is one function in one form: over arrays, or as a chain.
class SampleSource {
 public:
  virtual ~SampleSource() = default;

  virtual size_t lanes() const = 0;
  // Chooses the inputs and the placement of the samples that follow.
  virtual void StartRound(size_t round) = 0;
  // Runs the lane for a sample, after a warm-up. Returns the nanoseconds per element.
  virtual double Run(size_t lane) = 0;
  virtual CoreProbe Probe() = 0;
  virtual void MoveToQuietestCore() = 0;
  // Nanoseconds since some start.
  virtual double Now() = 0;
};

struct SamplingOptions {
  double seconds = 1;       // no round starts later
  size_t rounds = 1 << 20;  // at most
  uint64_t seed = 1;        // of the order of the lanes within rounds
};

// Takes rounds until the time or their number is used up, at least one. Between rounds it moves to the
// quietest core when too few of the last probes were quiet.
std::vector<Round> TakeRounds(SampleSource& source, const SamplingOptions& options);

}  // namespace ulpforge
