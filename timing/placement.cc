#include "timing/placement.h"

#include <bit>

#include "base/check.h"
#include "base/rng.h"

namespace ulpforge {
namespace {

constexpr size_t kStackAlignment = 16;

}  // namespace

Placement PlacementAt(size_t number, size_t alignment) {
  ULPFORGE_CHECK(number < kPlacements && std::has_single_bit(alignment) &&
                 alignment <= kPageBytes / kPlacements);
  Rng rng(/*seed=*/0, number);
  const size_t stratum = kPageBytes / kPlacements;
  const size_t in = rng.Below(kPageBytes / alignment) * alignment;
  const size_t distance = number * stratum + rng.Below(stratum / alignment) * alignment;
  const size_t stack = rng.Below(kPageBytes / kStackAlignment) * kStackAlignment;
  return {.in = in, .out = (in + distance) % kPageBytes, .stack = stack};
}

}  // namespace ulpforge
