// Fixed pseudo-random elements of the prime field, by index; the same in every process.
//
// Thread safety: immutable after construction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/rng.h"
#include "hashing/prime_field.h"

namespace ulpforge {

class FieldSamples {
 public:
  explicit FieldSamples(uint64_t seed) : seed_(seed) {
    for (size_t i = 0; i < table_.size(); ++i) table_[i] = Draw(i);
  }

  uint64_t operator[](size_t i) const { return i < table_.size() ? table_[i] : Draw(i); }

 private:
  uint64_t Draw(size_t i) const { return prime_field::Reduce(Rng(seed_, i).Next()); }

  uint64_t seed_;
  std::array<uint64_t, 256> table_;  // the rest is drawn when asked for
};

}  // namespace ulpforge
