// One session of a run as the user sees it: progress on standard error, the front on standard output.
#pragma once

#include "absl/status/status.h"
#include "engine/run/run.h"
#include "tools/display/stop_signals.h"

namespace ulpforge {

// Searches until the budget is used up or a signal asks to stop. Prints the front and, after a signal, how to
// resume.
absl::Status RunSession(Run& run, const Budget& budget, const StopSignals& signals);

}  // namespace ulpforge
