// Random operands for free programs: of the type that an op wants, and constants of the kind that bit tricks
// are made of.
//
// Thread safety: pure functions.
#pragma once

#include "base/rng.h"
#include "engine/variation/draft.h"

namespace ulpforge {

// kFloat or kInteger. REQUIRES: the operand is valid in the draft.
Type TypeOf(const Draft& draft, const DraftOperand& operand);

// A random operand of the type that a node before `at` may have.
DraftOperand RandomTypedOperand(const Draft& draft, int at, Type type, Rng& rng);

// The input, or an earlier node, of that type, the nearest more often; a constant if there is none.
DraftOperand RandomValue(const Draft& draft, int at, Type type, Rng& rng);

// A constant of that type.
DraftOperand RandomConstant(Type type, Rng& rng);

// A constant near the old one: some units in the last place away, times a factor, or with another bit.
// REQUIRES: a constant, of the type that its op wants.
DraftOperand ChangedConstant(const DraftOperand& constant, Type type, Rng& rng);

// False for what the amount of a shift, and only that, can be.
bool Takes(Type wanted, const Draft& draft, const DraftOperand& operand);

}  // namespace ulpforge
