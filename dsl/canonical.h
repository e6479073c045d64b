// The canonical form of a program: dead code removed, constant-only subexpressions folded, identical
// instructions merged, commuting operands ordered, instructions and constants numbered in the order of a
// depth-first walk from the output. Two programs with the same canonical graph get equal canonical forms
// up to the values of their constants: programs that differ in operand order of commuting ops, order of
// instructions, names of slots or dead code have identical canonical `instructions`.
//
// Constants are told apart by their slots, never by their values; integers by their values. Commuting
// operands are ordered by a hash of what they compute from unknown constants; where that ties, as in
// (x + a) * (x + b), by how the rest of the program uses them (colour refinement and individualisation;
// McKay, Piperno: Practical graph isomorphism II, J. Symb. Comput. 60, 2014). What refinement cannot
// split is taken as a symmetry, which can only fail for large regular graphs; then, and for programs of
// thousands of instructions with hundreds of entangled ties, equal graphs may get different forms.
//
// Thread safety: pure functions.
#pragma once

#include "dsl/program.h"

namespace ulpforge {

// Nothing here changes a value: canonical and original program agree bit for bit in every arithmetic
// (a constant-only subexpression is folded only where float, double and extended arithmetic all give the
// same double; the others are left alone). Idempotent. REQUIRES: Validate(program).ok().
Program Canonicalize(const Program& program);

// Folds every real constant-only subexpression with a finite value into a new constant, in extended
// precision, and drops the constants that are not used any more; so op counts are those of the literature.
// May change values in their last bits. REQUIRES: Validate(program).ok().
Program FoldConstants(Program program);

// For real arithmetic with free constants: a - c becomes a + c' with c' = -c, and a / c becomes a * c' with
// c' = 1 / c in extended precision, so that such programs are one family. Only for constants all of whose
// uses are of that one kind (otherwise the family would change), and for the quotient only where c' is a
// normal number. REQUIRES: Validate(program).ok().
Program NormalizeFreeConstants(Program program);

}  // namespace ulpforge
