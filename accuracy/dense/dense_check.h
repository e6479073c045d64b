// The dense check: the error of a program against MPFR on many points that the search never saw, with
// the largest local maxima refined. Level `dense`: convincing, not proved.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "accuracy/dense/planned_doubles.h"
#include "dsl/program.h"
#include "targets/packed_reals.h"
#include "targets/problem.h"

namespace ulpforge {

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

}  // namespace ulpforge
