// A Model is one program on one set of points: it turns values of the constants into residuals and their
// derivatives, the only view that the fitting methods have of a program.
//
// Residuals are r[i] = (p(x[i]) - f(x[i])) * scale[i], so that max |r| is the error in the problem's
// measure. They are formed in the chosen precision and then rounded to double, which costs a relative
// 2^-53 of r itself.
//
// Thread safety: FitPoints is immutable; a Model belongs to one thread.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "accuracy/dense/samples.h"
#include "fitting/real/tape.h"

namespace ulpforge {

// Samples laid out for the tape: in double and in extended precision, padded to a multiple of 8 by
// repeating the last point.
struct FitPoints {
  explicit FitPoints(const Samples& samples);

  size_t size() const { return x.size(); }

  // max |f| * scale: the error of the zero function, one for relative error.
  double magnitude() const { return magnitude_; }

  std::vector<double> x, f, scale;
  std::vector<Extended> extended_x, extended_f, extended_scale;

 private:
  double magnitude_ = 0;
};

enum class Precision { kDouble, kExtended };

// Below this share of the magnitude a program is measured in extended precision: rounding errors in double
// reach about 1e-15 times the growth of intermediate values.
inline constexpr double kExtendedBelow = 1e-11;

// Below this share of the magnitude steps are computed in extended precision too, see Stepper.
inline constexpr double kExtendedStepsBelow = 1e-13;

inline constexpr double kNoFit = std::numeric_limits<double>::infinity();

class Model {
 public:
  // REQUIRES: the tape, points and workspace outlive the model; workspace.points() == points.size().
  Model(const Tape& tape, const FitPoints& points, TapeWorkspace& workspace)
      : tape_(tape), points_(points), workspace_(workspace) {}

  int constants() const { return tape_.constants(); }
  size_t points() const { return points_.size(); }

  // True if constants with this largest residual can only be improved by steps in extended precision.
  bool NeedsExtendedSteps(double largest) const {
    return largest < kExtendedStepsBelow * points_.magnitude();
  }

  // Writes the residuals; returns max |r|, or kNoFit if any is not finite.
  double Residuals(std::span<const Extended> constants, Precision precision, double* residuals) const;

  // Writes the derivatives of the residuals, constants() rows of points() elements. T: double or Extended.
  template <class T>
  void Jacobian(std::span<const Extended> constants, T* jacobian) const;

 private:
  const Tape& tape_;
  const FitPoints& points_;
  TapeWorkspace& workspace_;
};

}  // namespace ulpforge
