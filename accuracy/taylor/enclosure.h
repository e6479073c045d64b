// An interval of doubles around something that is known to lie in it.
//
// Thread safety: a value type.
#pragma once

namespace ulpforge {

// All points from lo to hi, both included.
struct Enclosure {
  double lo = 0;
  double hi = 0;

  friend bool operator==(const Enclosure&, const Enclosure&) = default;
};

}  // namespace ulpforge
