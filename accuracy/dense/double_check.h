// The dense check of code in double arithmetic, rounding errors included: at many doubles of a domain, in
// every binade of it, with doubles beside the largest errors. Level `dense`.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/dense/planned_doubles.h"
#include "base/array_function.h"
#include "dsl/program.h"
#include "targets/error_measure.h"
#include "targets/packed_reals.h"

namespace ulpforge {

// The doubles of a domain that the plan names, with the function there: what checks of many functions share.
// Of a function that is known by samples they are the samples. Doubles at which no value is known are left
// out.
class DoublePoints {
 public:
  // The domain may be as thin as two doubles, and f may be zero, infinite or NaN in it. InvalidArgument for
  // options out of range.
  static absl::StatusOr<DoublePoints> Create(const Target& target, const Interval& domain,
                                             const DenseOptions& options = {});

  const Target& target() const { return *target_; }
  const Interval& domain() const { return domain_; }
  const DenseOptions& options() const { return options_; }
  const std::vector<double>& x() const { return x_; }
  const PackedReals& f() const { return f_; }
  size_t binades() const { return binades_; }
  size_t unknown() const { return unknown_; }  // doubles that were left out

 private:
  DoublePoints(const Target& target, const Interval& domain, const DenseOptions& options);

  const Target* target_;
  Interval domain_;
  DenseOptions options_;
  std::vector<double> x_;
  PackedReals f_;
  size_t binades_ = 0;
  size_t unknown_ = 0;
};

// A result with the correctly rounded one.
struct DoubleExample {
  double input = 0;
  double result = 0;
  double correct = 0;
};

struct DoubleResult {
  // The largest error where the result and the correctly rounded value are finite, rounded up; with
  // kMisrounded the number of points with a result that is not the correctly rounded one, whatever that is.
  // Errors in ULP are those of accuracy/reference/ulp.h. Relative errors are infinite where f is zero and the
  // result is not.
  double error = 0;
  DoubleExample worst;  // of a number of points, the first
  // Points with a NaN or an infinity for another value, or vice versa, and the first.
  size_t wrong_specials = 0;
  DoubleExample first_special;
  size_t points = 0;   // evaluated, refinement included
  size_t binades = 0;  // of either sign, with points_per_binade points each, or all doubles that they have
  size_t unknown = 0;  // doubles that were left out as no value is known there

  // For claims about numbers: infinite if anything is wrong with a NaN or an infinity.
  double ErrorWithSpecials() const;
};

// At the points, at doubles beside the largest errors, and at doubles beside `suspects`, for instance where a
// program is worst over the reals.
DoubleResult CheckDouble(const ArrayFunction<double>& function, const DoublePoints& points,
                         ErrorMeasure measure, std::span<const double> suspects = {});

// The same of a program that runs in double arithmetic. InvalidArgument if it is not valid.
absl::StatusOr<DoubleResult> CheckDouble(const Program& program, const DoublePoints& points,
                                         ErrorMeasure measure, std::span<const double> suspects = {});

}  // namespace ulpforge
