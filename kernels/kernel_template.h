// A kernel template is all of a float32 kernel but its core: range reduction, a hole, reconstruction. The
// core is an ordinary program with one input that approximates something simple on a small interval.
// Templates are text (docs/templates.md):
//
//     ulpforge template v1
//     name exp2-magic-finite
//     target exp2
//     about 2^x = 2^n 2^r, n = round(x)
//     variant finite
//     domain [-126,127.5)
//     reduced exp2 on [-0.5,0.5] relative
//       p = core x
//       return p
//     kernel
//       const magic = 0x1.8p+23
//       ...
//       p = core r
//       ...
//       return y
//
// Thread safety: pure functions; the built-in templates are immutable.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "dsl/program.h"
#include "dsl/text.h"
#include "targets/target_table.h"

namespace ulpforge {

struct KernelTemplate {
  std::string name;    // lower case letters, digits and -
  std::string target;  // of the target table
  std::string about;   // one line
  Variant variant = Variant::kFinite;
  Interval domain = kAllReals;  // where the error counts; of variant full: kAllReals

  // Only real ops. With the core in its hole it approximates `reduced_target` on `reduced_domain`.
  HoledProgram reduced;
  std::string reduced_target;
  Interval reduced_domain;
  Measure reduced_measure = Measure::kRelative;

  HoledProgram kernel;  // the whole function in float32

  friend bool operator==(const KernelTemplate&, const KernelTemplate&) = default;
};

// InvalidArgument "line L, column C: ..." for malformed text.
absl::StatusOr<KernelTemplate> ParseTemplate(std::string_view text);

// ParseTemplate(FormatTemplate(t)) == t. Names of values and comments are not kept.
std::string FormatTemplate(const KernelTemplate& kernel_template);

// The program with `core` in the hole. Its constants are first those of the section in order, then those of
// the core in order, and so are its integers; nothing is folded or merged. REQUIRES: Validate(core).ok(), and
// fewer than 2^16 of each together.
Program ExpandKernel(const KernelTemplate& kernel_template, const Program& core);
Program ExpandReduced(const KernelTemplate& kernel_template, const Program& core);

}  // namespace ulpforge
