// Coverage: which results the policies of a contract excuse.
//
// Thread safety: immutable.
#pragma once

#include <array>
#include <optional>

#include "accuracy/contract.h"
#include "accuracy/exact_reference.h"

namespace ulpforge {

enum class Excuse : unsigned char {
  kNone,
  kFlushed,    // a zero for a subnormal result, or the result at zero for a subnormal input
  kUncovered,  // nothing is said about this input
};

class Coverage {
 public:
  // REQUIRES: the format of the contract is that of `exact`.
  Coverage(const Contract& contract, ExactReference& exact);

  // False if every result is excused. `correct` is c(x) in this and the next two.
  bool Covers(float x, float correct) const;

  // What the policy flush accepts besides c(x), if it says anything about x.
  std::optional<float> Flushed(float x, float correct) const;

  Excuse ExcuseOf(float x, float y, float correct) const;

  // ExcuseOf is kNone at normal x with normal c(x) in any case; and if this is true, at every x.
  bool ExcusesNothing() const;

  const Contract& contract() const { return contract_; }

 private:
  bool IsSubnormal(float value) const;

  Contract contract_;
  std::array<float, 2> at_zero_ = {};  // c(0), c(-0)
};

}  // namespace ulpforge
