// A Problem is a target with the domain and the measure in which it is to be approximated: the defaults of
// its row, or what the user chose.
//
// Thread safety: immutable value.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "dsl/numbers/scalar_table.h"
#include "targets/target_table.h"

namespace ulpforge {

struct Problem {
  const Target* target = nullptr;
  Interval domain;
  Measure measure = Measure::kRelative;
};

// Builds the problem; `target` is a name or an expression, empty `domain` or `measure` stand for the target's
// own, but expressions have no domain. NotFound for an unknown target (naming the nearest one),
// InvalidArgument for a malformed or empty interval, for a domain where the function is not finite, and for
// relative error where the function is zero.
absl::StatusOr<Problem> MakeProblem(std::string_view target, std::string_view domain,
                                    std::string_view measure);

// The problem of a function that is known by samples, see targets/sample_table.h. InvalidArgument for text
// that is no table, and for relative error with a value that is zero.
absl::StatusOr<Problem> MakeSampleProblem(std::string_view samples, std::string_view measure);

// "(0,1]", "[-0.5, 0.5]", "[0x1p-3,2)".
absl::StatusOr<Interval> ParseInterval(std::string_view text);
std::string FormatInterval(const Interval& interval);
std::string_view FormatMeasure(Measure measure);

// f(x) in extended precision, correctly rounded to each of its two parts (error <= 2^-104 relative).
Extended ReferenceValue(const Target& target, Extended x);

}  // namespace ulpforge
