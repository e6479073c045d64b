// Mutations of free programs: whole float32 functions of ops on floats and integers, with their constants.
// Every operand keeps the type that its op wants.
//
// Thread safety: immutable table, pure functions.
#pragma once

#include <span>

#include "base/rng.h"
#include "engine/variation/draft.h"
#include "engine/variation/mutation.h"

namespace ulpforge {

std::span<const Mutation> FreeMutations();

// A random program of about `ops` ops before simplification; its output is a float.
Draft RandomFreeDraft(const SearchSpace& space, int ops, Rng& rng);

}  // namespace ulpforge
