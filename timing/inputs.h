// Inputs to time functions on: what a function is given decides which of its branches are taken, so all
// functions get the same ones, and many enough that branches cannot be learned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ulpforge {

// `count` numbers, uniform in [lo, hi]. REQUIRES: lo <= hi, both finite.
template <class T>
std::vector<T> UniformInputs(T lo, T hi, size_t count, uint64_t seed);

}  // namespace ulpforge
