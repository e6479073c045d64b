// The signed error of a program as a Taylor model: p / f - 1 or p - f, with p in lowest terms. Where the
// program as written divides by zero but the limit exists, p stands for the limit.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <array>
#include <vector>

#include "absl/status/status.h"
#include "accuracy/proof/algebraic_program.h"
#include "accuracy/taylor/taylor_model.h"
#include "targets/problem.h"

namespace ulpforge {

enum class ErrorState {
  kEnclosed,
  kUnknown,    // no finite enclosure on this box
  kUndefined,  // proved: a square root of a negative number everywhere on the box
  kUnbounded,  // proved: the error grows without bound towards the centre of the box
};

struct ErrorEnclosure {
  ErrorState state;
  TaylorModel error;  // finite if kEnclosed; may be of lower order than the box
};

class ErrorModel {
 public:
  // Arithmetic with `precision` bits. The leaves whose element of `nonnegative` is true are square roots of
  // what is known not to be negative in the domain. `program` and the target must outlive this.
  ErrorModel(const AlgebraicProgram& program, const Problem& problem, const std::vector<bool>& nonnegative,
             slong precision);

  slong precision() const { return precision_; }

  // OK, or Unimplemented if there is no enclosure for an op.
  absl::Status CheckOps() const;

  // The error on a box of this precision. The box must outlive the result, and so must `shifted`, which is
  // set if the result is of lower order. The divisor may vanish at the centre if the box ends there; where
  // it does, the enclosure extends the error by its limit.
  ErrorEnclosure Error(const TaylorBox& box, TaylorBox* shifted) const;

  // Whether what the error is divided by is exactly zero at x, so that x must be the centre of boxes.
  bool DivisorVanishesAt(double x) const;

  // The numerator and the denominator of the program, or a divisor of it, on a box; infinite where a leaf is.
  TaylorModel Numerator(const TaylorBox& box) const;
  TaylorModel Denominator(const TaylorBox& box) const;
  TaylorModel Divisor(const TaylorBox& box, size_t k) const;

 private:
  struct Part {
    std::vector<slong> exponents;
    BallSeries coefficient;
  };
  using Polynomial = std::vector<Part>;
  struct Leaf {
    OpCode op;
    bool nonnegative;
    std::vector<std::array<Polynomial, 2>> operands;  // numerators and denominators
  };
  using Leaves = std::vector<TaylorModel>;

  Polynomial Convert(const MultiPoly& p) const;
  TaylorModel Value(const TaylorBox& box, const Polynomial& p, const Leaves& leaves) const;
  TaylorModel Value(const Leaf& leaf, const std::vector<TaylorModel>& operands) const;
  // The leaves on a box, as far as they are defined; *undefined if one is proved not to be.
  Leaves EvaluateLeaves(const TaylorBox& box, bool* undefined) const;
  void ClearZeros(const MultiPoly& p, TaylorModel* model) const;

  const AlgebraicProgram& program_;
  Problem problem_;
  slong precision_;
  std::vector<Leaf> leaves_;
  Polynomial numerator_;
  Polynomial denominator_;
  std::vector<Polynomial> divisors_;
};

}  // namespace ulpforge
