// When the answer of a cache is not trusted any more. A fit may have ended in a poor local minimum that the
// cache would repeat forever; what the search keeps coming back to deserves other starts. (Forgetting after a
// number of uses, as in Gillard et al., arXiv 2302.05433, there against noise of the evaluation.)
//
// Thread safety: a value type.
#pragma once

#include <cstdint>

namespace ulpforge {

struct Forgetting {
  uint32_t after = 4;   // hits after which a function is evaluated again; 0: never
  uint32_t factor = 4;  // each next time after this many times as many hits in all; 1: every `after` hits

  // True if the hit number `hits` is to be answered by an evaluation. REQUIRES: factor >= 1.
  constexpr bool IsDue(uint32_t hits) const {
    if (after == 0 || hits == 0) return false;
    if (factor == 1) return hits % after == 0;
    uint64_t due = after;
    while (due < hits) due *= factor;
    return due == hits;
  }
};

}  // namespace ulpforge
