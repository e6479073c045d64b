// A quick look at whether a function keeps a contract: at the contract's special inputs, and at others spread
// evenly. Level `sampled`: what it finds is broken, what it does not find may be. For the proof see
// accuracy/exhaustive/contract_check.h.
//
//   const absl::StatusOr<ContractSample> sample = CheckSample(target, contract, function);
//   if (sample.ok() && sample->counterexample) ...  // f(inf) = nan, expected inf
//
// Thread safety: pure function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "base/array_function.h"

namespace ulpforge {

struct ContractSample {
  size_t points = 0;    // of ContractPoints: all special values and the thresholds
  uint64_t inputs = 0;  // besides those
  // Of the first special input with a wrong result, else of a wrong NaN, infinity or zero, else of the
  // largest error that is too large.
  std::optional<Counterexample> counterexample;
};

// What special inputs have, and the errors; neither symmetry nor monotonicity. `inputs`: about how many to
// take: one run of neighbours, at a random place that is the same each time, in each of up to 4096 equal
// parts of the bit patterns of the contract's inputs. With the contract's flush_mode the function is called
// in that mode. InvalidArgument for a domain without inputs. REQUIRES: a contract of MakeContract for this
// target.
absl::StatusOr<ContractSample> CheckSample(const Target& target, const Contract& contract,
                                           ArrayFunction<float> function,
                                           uint64_t inputs = uint64_t{1} << 20);

}  // namespace ulpforge
