// A program as a graph for drawing: nodes are the input and the ops, constants stand inside the ops.
//
// Thread safety: pure function.
#pragma once

#include "dsl/program.h"
#include "report/report.pb.h"

namespace ulpforge {

// Sets `nodes` and `output`.
void AddGraph(const Program& program, ReportProgram* shown);

}  // namespace ulpforge
