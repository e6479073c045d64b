// The largest ULP errors of a chunk, settled by MPFR.
//
// Thread safety: pure function.
#pragma once

#include <span>

#include "accuracy/contract/coverage.h"
#include "accuracy/exhaustive/chunk.h"
#include "accuracy/exhaustive/exhaustive.pb.h"

namespace ulpforge {

// Smaller errors are taken as 0. There are intervals with many millions of results that differ from f(x) by
// less than any enclosure tells, as sin x from x for small x.
inline constexpr double kNegligibleUlp = 0x1p-32;

// Raises the extremes `main` and `subnormal` of the tally to the largest errors of the chunk, if those are
// larger. An error is a double, as MPFR gives it for each input; of equal ones the input with the smallest
// bits stays. `correct` are the correctly rounded values, needed only where a judgement is not decided.
// Excused results do not count; none is if `excuses` is empty.
void FindExtremes(Chunk& chunk, std::span<const float> correct, std::span<const Excuse> excuses,
                  ExhaustiveTally* tally);

}  // namespace ulpforge
