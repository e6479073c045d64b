// The inputs of an exhaustive check: the values of a format in a domain, or all bit patterns, in blocks of
// consecutive bits.
//
// Thread safety: immutable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/numbers/float_format.h"
#include "targets/target_table.h"

namespace ulpforge {

// The inputs with the bits first, first + 1, ... of one sign.
struct InputBlock {
  uint32_t first = 0;
  uint32_t size = 0;
  // The input after the last one is an input of the check as well, and not NaN.
  bool has_next = false;
};

class InputBlocks {
 public:
  // All values of the format in `domain`, in which both zeros are 0; without a domain every bit pattern.
  // InvalidArgument if there is no value.
  static absl::StatusOr<InputBlocks> Create(const FloatFormat& format, const std::optional<Interval>& domain);

  size_t size() const { return blocks_.size(); }
  uint64_t inputs() const { return inputs_; }

  // Ascending by their bits.
  const InputBlock& operator[](size_t k) const { return blocks_[k]; }

  // The block to visit as the k-th: an order in which every beginning is spread over all inputs.
  size_t Visit(size_t k) const;

  bool Contains(uint32_t bits) const;

 private:
  void Add(const FloatFormat& format, uint32_t first, uint32_t last);

  std::vector<InputBlock> blocks_;
  uint64_t inputs_ = 0;
};

// "[1,2]", or "all" for no domain.
std::string FormatInputs(const std::optional<Interval>& domain);

}  // namespace ulpforge
