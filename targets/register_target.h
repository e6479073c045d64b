// RegisterTarget: a function of one's own as a target, known by its name wherever a target is named.
//
// Thread safety: none. Register before the first search, from one thread.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "targets/target_table.h"

namespace ulpforge {

// What a row of the target table says, with texts of its own.
struct CustomTarget {
  std::string name;  // lower-case letters, digits and _
  std::string description;
  Interval domain;  // of interest, finite
  Measure measure = Measure::kRelative;
  // As Target::reference; called from several threads at once.
  std::function<int(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding)> reference;
  std::string reference_name;
  // As Target::series; without it nothing is proved of the target, and it is not searched with --format
  // float32.
  SeriesFunction series = nullptr;
  Interval defined = kAllReals;
  Monotonicity monotonicity = Monotonicity::kNone;
};

// Adds the target; nothing is added if there is an error. InvalidArgument if the name is no name or is taken,
// if there is no reference, or if the domain is empty, not finite or not inside `defined`; ResourceExhausted
// if there are too many.
absl::Status RegisterTarget(const CustomTarget& target);

}  // namespace ulpforge
