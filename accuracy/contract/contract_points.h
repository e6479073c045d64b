// ContractPoints: the special inputs of a contract, with the results that it accepts at each. A search asks
// it about every candidate, so that judging is a few comparisons per point; MPFR is used only when it is
// made. What holds at all inputs is proved by accuracy/exhaustive/contract_check.h.
//
//   const ContractPoints points(target, contract);
//   std::vector<float> results(points.inputs().size());
//   function(points.inputs().data(), results.data(), results.size());
//   if (points.Violations(results) > 0) ...
//
// Thread safety: immutable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "accuracy/contract/contract.h"
#include "accuracy/contract/coverage.h"
#include "accuracy/reference/exact_reference.h"
#include "targets/target_table.h"

namespace ulpforge {

class ContractPoints {
 public:
  // Some hundred inputs that the contract covers: zeros, infinities, NaNs with several payloads, the extremes
  // of normal and subnormal numbers, the ends of the domain, the thresholds between which f over- or
  // underflows or is not defined, with their neighbours, the exact points, and with a symmetry their mirror
  // images. Takes some milliseconds. REQUIRES: a contract of MakeContract for this target.
  ContractPoints(const Target& target, const Contract& contract);

  std::span<const float> inputs() const { return inputs_; }

  // Whether the contract accepts the result y at inputs()[i].
  bool Accepts(size_t i, float y) const;

  // How many inputs have a result that is not accepted, plus the pairs that break the symmetry and the
  // steps between ascending inputs that break monotonicity. REQUIRES: one result per input.
  size_t Violations(std::span<const float> results) const;

 private:
  // Accepted are: NaN; one of `bits`; what is not less than `least` and not greater than `most`, but zeros
  // only with the sign of `zero`.
  struct Accepted {
    bool nan = false;
    float least = 1;
    float most = 0;
    std::optional<uint32_t> zero;
    std::vector<uint32_t> bits;
  };

  static bool Matches(const Accepted& accepted, float y);
  // `rounded` is c(x), and known.
  Accepted AcceptedAt(ExactReference& exact, const Coverage& coverage, float x, RoundedValue rounded) const;
  // The numbers that are close enough to f(x). REQUIRES: c(x), which is `correct`, is finite.
  void SetRange(ExactReference& exact, float x, float correct, Accepted* accepted) const;

  Contract contract_;
  std::vector<float> inputs_;
  std::vector<Accepted> accepted_;
  std::vector<std::pair<size_t, size_t>> mirrored_;  // inputs x and -x
  std::vector<size_t> ascending_;                    // inputs that are numbers, if order matters
  int direction_ = 0;                                // of f with a monotonic contract: 1 or -1
};

}  // namespace ulpforge
