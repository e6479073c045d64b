// Whether a function can be approximated in a domain: it must be finite there, and for relative error it
// must not be zero.
//
// Thread safety: pure function.
#pragma once

#include "absl/status/status.h"
#include "targets/problem.h"

namespace ulpforge {

// OK, or an InvalidArgument that names the point and the mend. An end point that is not in the domain may
// be a zero of f (the limit of p / f can exist there), but f must stay finite towards it. Zeros and poles
// are looked for on a grid that is refined at sign changes and at extrema: functions that oscillate more
// than some hundred times in the domain can slip through.
absl::Status CheckFunction(const Problem& problem);

}  // namespace ulpforge
