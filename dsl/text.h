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
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/program.h"

namespace ulpforge {

std::string Format(const Program& program);

// InvalidArgument "line L, column C: expected ..., found ..." for malformed text.
absl::StatusOr<Program> Parse(std::string_view text);

// A program around a hole, and which of its constants a search may move. In the text, without the version
// line, the pseudo op `core` is the hole, and `tune` instead of `const` marks a constant that may move:
//
//     tune l2 = 0x1.62e4p-1
//     r = mul x l2
//     p = core r
//     return p
struct HoledProgram {
  Program program;  // instructions[hole] stands for the core: its op is neg, its operand the core's input
  size_t hole = 0;
  std::vector<bool> tunable;  // for each constant

  friend bool operator==(const HoledProgram&, const HoledProgram&) = default;
};

std::string FormatHoled(const HoledProgram& holed);

// `text` begins on line `first_line` of whatever it is a part of. InvalidArgument as for Parse, and if there
// is not exactly one `core`.
absl::StatusOr<HoledProgram> ParseHoled(std::string_view text, size_t first_line);

// How the formatter writes an operand.
std::string OperandName(Operand operand);

// One constant in the form above.
std::string FormatConstant(const Extended& constant);

}  // namespace ulpforge
