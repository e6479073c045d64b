// The last stage of a kernel: its constants are tuned against the hardest inputs that there are, those of a
// wide scan and those that checks of every input turn up, until the error on all inputs is that on the ones
// it was tuned for. The check of every input has the last word.
//
// Thread safety: pure function.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "engine/evolution/front.h"
#include "engine/space/kernel_space.h"

namespace ulpforge {

struct PolishedKernel {
  Program program;
  ExhaustiveReport report;  // of the contract, at every input that it covers
};

// `go_on` is called several times per second, by one thread at a time; Cancelled once it returns false.
// Errors of compilation and of the check.
absl::StatusOr<PolishedKernel> PolishKernel(const KernelSpace& space, const FrontMember& member, int threads,
                                            const std::function<bool()>& go_on);

}  // namespace ulpforge
