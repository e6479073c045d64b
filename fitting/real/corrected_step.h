// Steps along curved valleys. A step d that is right to first order promises the residuals r + J d, but
// the valley of good constants is so narrow and curved that c + d lands far above them and a plain line
// search would crawl. A few Gauss-Newton corrections lead back to what was promised (second-order
// correction; Conn, Gould, Toint, "Trust-Region Methods", 15.3.2.3).
//
// Thread safety: a Stepper belongs to one thread.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "fitting/real/model.h"
#include "fitting/solvers/basis.h"

namespace ulpforge {

// The size of a residual vector that a method minimises: its maximum or its sum of squares.
enum class Norm { kLargest, kSumOfSquares };

// The constants, residuals and Jacobian of a fit in progress. T: the precision of derivatives and steps,
// double or Extended. Double loses the directions that change the residual 10^13 times less than others;
// below about 10^-13 of the magnitude of the function they are what is left to improve.
template <class T>
class Stepper {
 public:
  Stepper(const Model& model, Precision precision, Norm norm, const std::vector<bool>& active,
          std::span<Extended> constants);

  // The current size; kNoFit if the residuals are not finite at the start.
  double size() const { return size_; }
  double largest() const { return largest_; }
  const double* residuals() const { return residuals_.data(); }

  // Linearises at the current constants. False if a derivative is not finite.
  bool Linearize();
  const OrthonormalVectors& basis() const { return basis_; }

  // Tries the step with the given coordinates in the basis in shorter and shorter lengths, each with
  // corrections, until the size shrinks by the share `sufficient` of what the step promises.
  // `promised_size` is that of the full step. Moves the constants there and returns true, or leaves all as
  // it is.
  bool Advance(const UnknownVector& coordinates, double promised_size, double sufficient);

 private:
  using Step = std::array<T, kMaxUnknowns>;

  bool Try(const UnknownVector& coordinates, double length, double wanted);
  double Measure(std::span<const Extended> constants, std::vector<double>& residuals, double& largest) const;

  const Model& model_;
  Precision precision_;
  Norm norm_;
  const std::vector<bool>& active_;
  std::span<Extended> constants_;
  double size_ = kNoFit, largest_ = kNoFit;
  std::vector<double> residuals_, trial_residuals_, promised_, deviation_;
  std::vector<T> jacobian_, trial_jacobian_;
  std::array<Extended, kMaxTapeConstants> trial_;
  Basis<T> basis_, trial_basis_;
};

}  // namespace ulpforge
