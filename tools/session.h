// One session of a run as the user sees it: progress on standard error, the front on standard output, and
// an orderly end on SIGINT and SIGTERM.
#pragma once

#include "absl/status/status.h"
#include "engine/run.h"

namespace ulpforge {

// Searches until the budget is used up or the first signal; a second signal kills at once. Prints the
// front and, after a signal, how to resume.
absl::Status RunSession(Run& run, const Budget& budget);

}  // namespace ulpforge
