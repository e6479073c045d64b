// Coverage: which results the policies of a contract excuse.
//
// Thread safety: immutable.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "accuracy/contract/contract.h"
#include "accuracy/reference/exact_reference.h"

namespace ulpforge {

enum class Excuse : unsigned char {
  kNone,
  kFlushed,    // a zero for a subnormal result, or the result at zero for a subnormal input
  kUncovered,  // nothing is said about this input
  kUnknown,    // nobody knows the value of the target there
};

// Results that are as good as c(x): at most the zero with its sign, c(0), and the zero with the sign of that.
class FlushedResults {
 public:
  void Add(float value) { values_[size_++] = value; }
  std::span<const float> values() const { return std::span(values_).first(size_); }

 private:
  std::array<float, 3> values_ = {};
  size_t size_ = 0;
};

class Coverage {
 public:
  // REQUIRES: the format of the contract's results is that of `exact`.
  Coverage(const Contract& contract, ExactReference& exact);

  // False if every result is excused. `correct` is c(x) in this and the next two.
  bool Covers(float x, float correct) const;

  // What the policy flush accepts besides c(x); nothing where it says nothing about x.
  FlushedResults Flushed(float x, float correct) const;

  Excuse ExcuseOf(float x, float y, float correct) const;

  // ExcuseOf is kNone at normal x with normal c(x) that is not IsFlushed; and if this is true, at every x.
  bool ExcusesNothing() const;

  // The CPU or a function that flushes may make a zero of this c(x): a subnormal number, in the flush mode
  // also the smallest normal one, for what rounds to it may be smaller.
  bool IsFlushed(float correct) const;

  const Contract& contract() const { return contract_; }

 private:
  Contract contract_;
  std::array<float, 2> at_zero_ = {};  // c(0), c(-0)
};

}  // namespace ulpforge
