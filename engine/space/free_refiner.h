// The FreeRefiner tunes a free program for all inputs: on samples, with the hardest inputs of scans added
// round by round. What was tuned for says little about the rest, so all versions of the program, the first
// included, are judged on the inputs that are hard for any of them.
//
// Thread safety: one FreeRefiner per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "accuracy/reference/fast_reference.h"
#include "dsl/program.h"
#include "engine/space/float_space.h"
#include "engine/space/free_meter.h"
#include "engine/space/free_tuner.h"

namespace ulpforge {

struct RefinerOptions {
  int rounds = 3;
  size_t runs = 192;        // of consecutive floats, that a scan looks at
  size_t hard_inputs = 96;  // taken from a scan
};

struct Refined {
  Program program;
  FreeScore score;  // on the judging samples
};

class FreeRefiner {
 public:
  // `space` must outlive the refiner.
  FreeRefiner(const FloatSpace& space, const RefinerOptions& options)
      : space_(space), options_(options), reference_(space.target()), meter_(space), tuner_(space) {}

  // `versions` are programs that differ in their constants; the last one is tuned. Stops early once a result
  // is better than `wanted`. Depends on the arguments only. REQUIRES: there is a version.
  Refined Refine(std::vector<Program> versions, double wanted);

 private:
  // The inputs that are hardest for the program; `scan` says where it looks.
  UlpSamples Scan(const Program& program, uint64_t scan);
  UlpSamples Hardest(const Program& program, const UlpSamples& samples);

  const FloatSpace& space_;
  RefinerOptions options_;
  FastReference reference_;
  FreeMeter meter_;
  FreeTuner tuner_;
};

}  // namespace ulpforge
