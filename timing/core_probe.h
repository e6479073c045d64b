// What the core does for this thread right now. A virtual machine has no hardware counters, and what disturbs
// a measurement there is not visible from inside: the other hardware thread of the core works for somebody
// else, the clock changes, the core itself is taken away for a while. A few microseconds of code of known
// cost show all three.
#pragma once

namespace ulpforge {

struct CoreProbe {
  // Time of one addition in a chain of dependent ones, which is one cycle on every core that we know of.
  double ns_per_cycle = 0;
  // Instructions that do nothing: the width of the front end, which the hardware threads of a core share.
  double nops_per_cycle = 0;

  bool operator==(const CoreProbe&) const = default;
};

// Takes about 2 microseconds.
CoreProbe ProbeCore();

}  // namespace ulpforge
