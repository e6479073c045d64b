// Contracts: what a floating-point function promises besides being close to a target. Which inputs it is for,
// what it does with NaNs, infinities and subnormal numbers, exact points, symmetry, monotonicity, and the
// largest error. docs/contracts.md explains the clauses to users.
//
// Vocabulary. c(x) is f(x) rounded to nearest in the format of the results. An input that a contract does not
// cover may have any result; all others must have the one that each clause asks for.
//
//   variant    finite: the inputs in `domain`. full: every bit pattern, and zeros must have the sign of c(x).
//   nan        ieee: the result is NaN exactly where f(x) is. unspecified: inputs that are NaN, or where f(x)
//              is, are not covered.
//   infinity   ieee: the result is infinite exactly where c(x) is, with its sign. unspecified: inputs that
//              are infinite, or where c(x) is, are not covered.
//   subnormal  ieee: as good as all other results: where |f(x)| is below the smallest normal number the
//              error is at most max_ulp or, without that, that of the worst normal result or 1 ULP. flush:
//              the same, but where c(x) is subnormal the zero with its sign is as good, and where x is
//              subnormal c(zero with the sign of x) is. unspecified: inputs that are subnormal, or where
//              c(x) is, are not covered.
//   flush_mode the function is called with flush-to-zero and denormals-are-zero set (base/flush_mode.h),
//              which is subnormal flush or unspecified, but where c(x) is the smallest normal number the
//              zero with its sign is as good as well: f(x) may be smaller, and the CPU decides before it
//              rounds.
//   max_ulp    |y - f(x)| <= max_ulp ulp(f(x)) where c(x) is finite, see accuracy/reference/ulp.h; y must be
//              finite there.
//
// Thread safety: values and pure functions.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/numbers/float_format.h"
#include "targets/target_table.h"

namespace ulpforge {

enum class Variant { kFinite, kFull };
enum class Policy { kIeee, kFlush, kUnspecified };  // flush is for subnormal numbers only
enum class Symmetry { kNone, kOdd, kEven };

// The result at x has the bits of y; any NaN if y is NaN. -0 is another input than 0.
struct ExactPoint {
  float x = 0;
  float y = 0;

  friend bool operator==(const ExactPoint&, const ExactPoint&) = default;
};

struct Contract {
  const FloatFormat* format = &kFloat32;  // of the inputs
  const FloatFormat* result = nullptr;    // of the results, if it is another
  Variant variant = Variant::kFull;
  std::optional<Interval> domain;  // of the variant finite, and only of that
  Policy nan = Policy::kIeee;
  Policy infinity = Policy::kIeee;
  Policy subnormal = Policy::kIeee;
  std::vector<ExactPoint> exact;
  Symmetry symmetry = Symmetry::kNone;  // the bits of f(-x) are those of -f(x) or f(x), NaNs apart
  bool monotonic = false;               // no step between neighbours goes against the target
  bool flush_mode = false;              // of float32; REQUIRES: kHasFlushMode and subnormal is not kIeee
  double max_ulp = std::numeric_limits<double>::infinity();

  const FloatFormat& result_format() const { return result == nullptr ? *format : *result; }

  friend bool operator==(const Contract&, const Contract&) = default;
};

// What the user says about a contract; empty texts stand for the defaults.
struct ContractOptions {
  const FloatFormat* format = &kFloat32;
  const FloatFormat* result = nullptr;  // as in a contract
  std::string variant;                  // finite or full (default)
  std::string domain;                   // of finite; default: FiniteDomain
  std::string nan;                      // ieee (default of full) or any (default of finite, which has no NaN)
  std::string infinity;                 // ieee (default of full) or any (default of finite)
  std::string subnormal;                // ieee (default), flush (default with flush_mode) or any
  std::vector<std::string> exact;       // each "X=Y", decimal or hexadecimal, inf, -inf, nan
  std::string symmetry;                 // odd, even or none (default)
  bool monotonic = false;
  bool flush_mode = false;
  double max_ulp = std::numeric_limits<double>::infinity();
};

// InvalidArgument, in one line, for texts that say nothing and for contracts that no good approximation of
// the target could keep: a domain in which f is not defined, an exact point more than 1 ULP away from f, a
// symmetry that the target does not have, monotonicity where the target is not proved to be monotonic, the
// flush mode for other formats than float32, of inputs or of results, or for subnormal results.
absl::StatusOr<Contract> MakeContract(const Target& target, const ContractOptions& options);

// The largest interval of normal numbers on which a monotonic target has finite results, and normal ones
// towards its ends: [-0x1.5d589ep+6,0x1.62e42ep+6] for exp in float32. InvalidArgument for targets that are
// not monotonic.
absl::StatusOr<Interval> FiniteDomain(const Target& target, const FloatFormat& format,
                                      const FloatFormat& result);
inline absl::StatusOr<Interval> FiniteDomain(const Target& target, const FloatFormat& format) {
  return FiniteDomain(target, format, format);
}

// One line in the words of the flags: "full, nan ieee, inf ieee, subnormal flush, exact 0x0p+0=0x1p+0,
// monotonic". Different contracts have different texts.
std::string FormatContract(const Contract& contract);

std::string_view FormatVariant(Variant variant);     // "finite", "full"
std::string_view FormatPolicy(Policy policy);        // "ieee", "flush", "any"
std::string_view FormatSymmetry(Symmetry symmetry);  // "none", "odd", "even"

}  // namespace ulpforge
