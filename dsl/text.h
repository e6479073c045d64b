// The text form of a program, which is also its file format:
//
//     # comments run to the end of the line
//     ulpforge program v1
//     const c0 = 0x1.8p+0
//     const c1 = 0x1.62e42fefa39efp-1 + 0x1.abc9e3b39803fp-56
//     int k0 = 23
//     v0 = add x c0
//     v1 = mul v0 v0
//     return v1
//
// One input, `x`. Constants are hexadecimal (exact) or decimal (rounded to the nearest double) numbers, or
// the sum of two for extended precision, the second at most half an ulp of the first. Integers are
// decimal, or up to 64 bits of 0x hexadecimal. Names are C identifiers other than x, const, int and
// return, defined once and before their use; the formatter writes c, k and v with an index.
// Parse(Format(p)) == p for every valid program with finite, normalised constants.
//
// Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "dsl/program.h"

namespace ulpforge {

std::string Format(const Program& program);

// InvalidArgument "line L, column C: expected ..., found ..." for malformed text.
absl::StatusOr<Program> Parse(std::string_view text);

// One constant in the form above.
std::string FormatConstant(const Extended& constant);

}  // namespace ulpforge
