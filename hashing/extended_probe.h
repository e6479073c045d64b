// Evaluation of a program in extended precision at a few points, with a running bound of its rounding error.
//
// Thread safety: pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "absl/container/inlined_vector.h"
#include "dsl/program.h"

namespace ulpforge {

// The number of points evaluated at once.
inline constexpr size_t kProbePoints = 16;

// One value at every point.
using ProbeValues = std::array<Extended, kProbePoints>;

enum class Defined : uint8_t {
  kYes,
  kNo,          // a square root of a negative value, a division by zero
  kOutOfRange,  // an overflow, a value too small for extended precision, or nothing but rounding error
};

// The values of one instruction at every point, with their error bounds.
struct ProbeNode {
  ProbeValues values;
  std::array<double, kProbePoints> errors;
};
using ProbeNodes = absl::InlinedVector<ProbeNode, 24>;

struct ProbeResult {
  Defined defined = Defined::kYes;
  Extended value;    // meaningful if defined
  double error = 0;  // |value - exact value| is below it, to first order
};

// The program at these points; inputs[0] is x, inputs[1 + k] constant k. A value that is a multiple of 1/2
// within its error bound is taken as exactly that multiple: so differences that vanish are zero, dividing
// by them is undefined, and what is an integer by algebra is one for floor and round.
//
// Error bound: each operation adds 2^-100 of its result, and propagates the errors of its operands by its
// derivatives (Higham, "Accuracy and Stability of Numerical Algorithms", ch. 3.3).
// REQUIRES: all ops real, inputs.size() > program.constants.size().
using ProbeResults = std::array<ProbeResult, kProbePoints>;
ProbeResults ProbeExtended(const Program& program, std::span<const ProbeValues> inputs);

// The same, keeping the values of all instructions; they are NaN where undefined.
ProbeResults ProbeExtended(const Program& program, std::span<const ProbeValues> inputs, ProbeNodes* nodes);

// What the program computes at kExtendedPoints fixed points with fixed constants, others at each point:
// values rounded to mantissa_bits, one token per point. The points are many because functions with pieces
// (floor, min, domains of square roots) may differ on a small part of the space only.
// REQUIRES: all ops real, 1 <= mantissa_bits <= 52, out.size() == kExtendedPoints.
inline constexpr size_t kExtendedPoints = 4 * kProbePoints;
void ExtendedFingerprint(const Program& program, int mantissa_bits, std::span<uint64_t> out);

}  // namespace ulpforge
