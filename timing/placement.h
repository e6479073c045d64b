// Where a function finds its arrays and its stack. Loads that agree with recent stores in the lower 12 bits
// of their address wait for them on most processors (4 KiB aliasing), so one and the same code differs by a
// factor of 2 with the accidents of memory allocation. Every round of a measurement has another placement,
// the same for all functions.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ulpforge {

inline constexpr size_t kPageBytes = 4096;
// Placements repeat after as many rounds.
inline constexpr size_t kPlacements = 16;

// All in bytes and below kPageBytes.
struct Placement {
  size_t in = 0;     // from the beginning of a page
  size_t out = 0;    // likewise
  size_t stack = 0;  // by which the stack is moved

  bool operator==(const Placement&) const = default;
};

// The placement with the given number, below kPlacements. The arrays lie at multiples of `alignment`, a power
// of two of at most 256; the distances between them, modulo kPageBytes, cover a page evenly. The same in
// every process.
Placement PlacementAt(size_t number, size_t alignment);

}  // namespace ulpforge
