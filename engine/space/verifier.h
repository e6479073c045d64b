// The Verifier turns members of a front into what is true of every input: it tunes each once more against the
// worst inputs of wide scans, several members at once, and then checks all of them in one sweep over the
// inputs of the contract, which evaluates the true values once for all.
//
// Thread safety: immutable.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "accuracy/exhaustive/contract_check.h"
#include "engine/evolution/front.h"
#include "engine/space/arithmetic.h"
#include "engine/space/float_space.h"
#include "fitting/format/refiner.h"
#include "fitting/format/tunable.h"

namespace ulpforge {

class Verifier {
 public:
  using Numbers = std::function<std::vector<TunableNumber>(const FrontMember&)>;
  using Describe = std::function<FrontEntry(const FrontMember&, const Program&)>;

  // `numbers` are those of a member that may be tuned, `describe` its entry with another program in its
  // place. `space` must outlive the verifier.
  Verifier(const FloatSpace& space, RefineOptions refine, Numbers numbers, Describe describe);

  // As Arithmetic::Verify. Entries that are verified already are left alone; of the others all or none are
  // when the verification is stopped.
  absl::Status Verify(const std::vector<const FrontMember*>& members, const VerifyControl& control,
                      std::vector<FrontEntry>& entries) const;

 private:
  // The error of a program at every input, in the measure of the space.
  struct Checked {
    double error = 0;
    std::string worst_input;          // hexadecimal float
    std::vector<std::string> broken;  // clauses of the contract that do not hold
  };

  std::vector<Program> Refine(const std::vector<const FrontMember*>& members,
                              const VerifyControl& control) const;
  absl::StatusOr<std::vector<Checked>> Check(const std::vector<Program>& programs,
                                             const VerifyControl& control) const;
  // Errors that are not in ULP: on the samples where these are all inputs, else by a second sweep.
  void MeasureOnSamples(const std::vector<Program>& programs, std::vector<Checked>& checked) const;
  absl::Status Measure(const std::vector<ArrayFunction<float>>& functions, const VerifyControl& control,
                       std::vector<Checked>& checked) const;

  const FloatSpace& space_;
  RefineOptions refine_;
  Numbers numbers_;
  Describe describe_;
};

}  // namespace ulpforge
