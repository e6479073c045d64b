// RealError: the error of one program as a function of a real x, in MPFR arithmetic.
//
// Thread safety: one RealError per thread.
#pragma once

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/program_operands.h"
#include "targets/mpfr_real.h"
#include "targets/problem.h"

namespace ulpforge {

class RealError {
 public:
  // InvalidArgument if the program is not valid or has an op that is not defined over the reals.
  // REQUIRES: precision_bits <= MpfrReal::kMaxPrecision.
  static absl::StatusOr<RealError> Create(const Program& program, const Problem& problem, int precision_bits);

  // |p(x) / f(x) - 1| or |p(x) - f(x)|; infinity where p(x) is infinity or NaN.
  MpfrReal Error(const MpfrReal& x);

  // The same with f(x) given.
  MpfrReal Error(const MpfrReal& x, const MpfrReal& f);

  // p(x), and with it the guards. REQUIRES: x has at most the precision of this object.
  const MpfrReal& Run(const MpfrReal& x);

  // The guards are the values that OpInfo::guard names, as of the last Run or Error: divisors and operands of
  // roots, which must not be zero or negative for p to be finite.
  size_t guard_count() const { return guards_.size(); }
  const MpfrReal& guard(size_t k) const { return values_[guards_[k]]; }

  const Problem& problem() const { return problem_; }
  int precision() const { return precision_; }
  size_t runs() const { return runs_; }

 private:
  RealError(const Program& program, const Problem& problem, int precision);

  Problem problem_;
  int precision_;
  std::vector<Instruction> instructions_;
  Operand output_;
  std::vector<Operand> guards_;
  OperandValues<MpfrReal> values_;
  size_t runs_ = 0;
};

}  // namespace ulpforge
