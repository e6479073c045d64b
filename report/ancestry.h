// How the programs of a front came about, in the steps that matter.
//
// Thread safety: pure functions.
#pragma once

#include <string>
#include <vector>

#include "engine/schema/run.pb.h"
#include "report/report.pb.h"

namespace ulpforge {

// The ancestors of the members of the front, by rising candidate: of each line of descent the first, the last
// and those with a smaller error than all before. `frames`: the names of the templates; empty over the reals.
std::vector<ReportAncestor> Ancestry(const LineageState& lineage, const FrontReport& front,
                                     const std::vector<std::string>& frames);

}  // namespace ulpforge
