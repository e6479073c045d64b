// What a configuration refers to: a user names files, runs and constructions, a run has their texts.
#pragma once

#include "absl/status/status.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

// Replaces what the keys refer to by what it holds, so that the run can go on without:
//
//   target          an expression, without its spaces
//   samples         a file by its points; points by the same, sorted and complete
//   template        a file by its text; names of built-in templates stay
//   seed_program    a file by its program, a run directory by the programs of its front (of kernels, unless
//                   the search is free, by their cores), `classical` by the programs of ClassicalPrograms
//
// A configuration that is resolved already stays as it is. InvalidArgument, NotFound or DataLoss that names
// the file or the key; the configuration is then not changed.
absl::Status ResolveConfig(SearchConfig* config);

}  // namespace ulpforge
