// Which probes show a core that works for this thread alone.
#pragma once

#include <span>

#include "timing/core_probe.h"

namespace ulpforge {

// The core at its best, as far as the probes saw it: the shortest cycle, and the front end's rate that one in
// twenty of the undisturbed probes reaches. REQUIRES: probes is not empty.
CoreProbe BestOf(std::span<const CoreProbe> probes);

// Whether the clock was at least 1 / 1.25 of the best one and the front end's rate at least 0.9 of the best.
// Clocks change by 10% with load and temperature; another guest on the core takes a quarter to a half of the
// front end.
bool IsQuiet(const CoreProbe& probe, const CoreProbe& best);

}  // namespace ulpforge
