// The dense check: the error of a program against MPFR on many points that the search never saw, with
// the largest local maxima refined. Level `dense`: convincing, not proved.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "dsl/program.h"
#include "targets/packed_reals.h"
#include "targets/problem.h"

namespace ulpforge {

struct DenseOptions {
  size_t points = 200000;  // at places spread evenly over the domain; at least 2
  // In each binade of the domain, of either sign, so that what is wrong for tiny or huge x only is seen; with
  // the doubles next to zeros, poles and the like. 0 for none of them.
  size_t points_per_binade = 1000;
  int precision_bits = 320;  // of the MPFR evaluation of program and function; 128 to 2112
  size_t refined = 32;       // of the largest local maxima, to ten digits
  uint64_t plan = 0;         // which of the fixed plans of points; claims of a run are made with plan 0
  int threads = 1;           // that evaluate the function; results do not depend on it
};

// The points of a dense check, ascending, with the function there: what checks of many programs share. Of a
// function that is known by samples they are the samples, and all that the checks look at: level sampled.
class DensePoints {
 public:
  // InvalidArgument for options out of range.
  static absl::StatusOr<DensePoints> Create(const Problem& problem, const DenseOptions& options = {});

  const Problem& problem() const { return problem_; }
  const DenseOptions& options() const { return options_; }
  const PackedReals& x() const { return x_; }
  const PackedReals& f() const { return f_; }
  size_t binades() const { return binades_; }
  // What an error at point i counts times: 1 but for samples.
  double Weight(size_t i) const;

 private:
  DensePoints(const Problem& problem, const DenseOptions& options);
  void SetSize(size_t n);

  Problem problem_;
  DenseOptions options_;
  PackedReals x_, f_;
  size_t binades_ = 0;
};

// The same for code in double arithmetic: the doubles of the domain that the plan names.
class DoublePoints {
 public:
  // InvalidArgument for options out of range.
  static absl::StatusOr<DoublePoints> Create(const Problem& problem, const DenseOptions& options = {});

  const Problem& problem() const { return problem_; }
  const DenseOptions& options() const { return options_; }
  const std::vector<double>& x() const { return x_; }
  const PackedReals& f() const { return f_; }
  size_t binades() const { return binades_; }

 private:
  DoublePoints(const Problem& problem, const DenseOptions& options);

  Problem problem_;
  DenseOptions options_;
  std::vector<double> x_;
  PackedReals f_;
  size_t binades_ = 0;
};

struct DenseResult {
  double error = 0;        // rounded up; infinity at a pole and where the program is infinite or NaN
  double worst_input = 0;  // the double of the domain nearest to where it was attained
  size_t points = 0;       // evaluated, refinement included
  size_t binades = 0;  // of either sign, with points_per_binade points each, or all doubles that they have
};

// The error over the reals: the program evaluated in (practically) exact arithmetic with its stored
// constants. The local maxima are exact to ten digits and more. Poles between the points are searched for
// (see pole_search.h), also towards open ends. InvalidArgument if the program has an op that is not defined
// over the reals.
absl::StatusOr<DenseResult> CheckReal(const Program& program, const DensePoints& points);
absl::StatusOr<DenseResult> CheckReal(const Program& program, const Problem& problem,
                                      const DenseOptions& options = {});

// The error of the program run in double arithmetic, rounding errors included, at double inputs: those of the
// points, doubles beside the largest errors, and doubles beside `suspects`, for instance where the program is
// worst over the reals. REQUIRES: the program is valid.
absl::StatusOr<DenseResult> CheckDouble(const Program& program, const DoublePoints& points,
                                        std::span<const double> suspects = {});

// The same of a function that nothing else is known of.
DenseResult CheckDouble(const ArrayFunction<double>& function, const DoublePoints& points,
                        std::span<const double> suspects = {});

}  // namespace ulpforge
