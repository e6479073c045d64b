// The error of a program over its inputs, signed, for drawing.
//
// Thread safety: immutable values, pure functions.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "accuracy/samples/ulp_samples.h"
#include "dsl/program.h"
#include "report/report.pb.h"
#include "targets/problem.h"

namespace ulpforge {

// Over the reals: some hundred points, denser towards the ends, with every local extremum that shows between
// them to ten digits. Points where the error is not finite are left out. Empty for programs that are not
// defined over the reals.
ReportCurve RealErrorCurve(const Program& program, const Problem& problem);

// The inputs on which kernels of one target are drawn, with inputs and results in one format or in two:
// columns that cover the domain evenly, in x or, where it spans many binades of one sign, in log(x).
class CurveInputs {
 public:
  // A `domain` that is wider than 1000 and has zero in it is cut to [-100, 100].
  CurveInputs(const Target& target, const Interval& domain, const FloatFormat& format = kFloat32,
              const FloatFormat& result = kFloat32);

  // The extremes in each column, of a kernel that computes in `compute`. `worst` is an input that is drawn in
  // any case.
  ReportCurve Curve(const Program& kernel, float worst, const FloatFormat& compute = kFloat32) const;

 private:
  UlpSamples SamplesAt(std::span<const float> inputs) const;

  const Target& target_;
  const FloatFormat& result_;
  bool is_logarithmic_ = false;
  std::vector<double> columns_;  // where they begin
  std::vector<size_t> column_;   // of each sample
  UlpSamples samples_;
};

}  // namespace ulpforge
