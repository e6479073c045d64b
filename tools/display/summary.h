// What a search did, in lines for people.
#pragma once

#include <span>
#include <string>

#include "engine/schema/run.pb.h"

namespace ulpforge {

// The share of the look-ups that the cache answered: "53.1%", or "-" if it was never asked.
std::string HitRate(const Statistics& statistics);

// The line "cache: ...", ended: hit rate, evaluations saved, false merges among the hits that were checked,
// entries, memory, evictions. Empty if the cache was never asked. Where no false merge was seen, the rate is
// given as a bound of 95% confidence: three per checked hit (the "rule of three").
std::string CacheSummary(const Statistics& statistics);

// The line "time: ...", ended: the share of each phase. Empty if nothing was measured.
std::string TimeSummary(std::span<const PhaseTime> phases);

}  // namespace ulpforge
