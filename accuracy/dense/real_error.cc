#include "accuracy/dense/real_error.h"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "absl/status/status.h"
#include "base/check.h"
#include "dsl/op_table.h"

namespace ulpforge {

absl::StatusOr<RealError> RealError::Create(const Program& program, const Problem& problem,
                                            int precision_bits) {
  if (absl::Status status = Validate(program); !status.ok()) return status;
  for (size_t i = 0; i < program.instructions.size(); ++i) {
    const OpInfo& op = Info(program.instructions[i].op);
    if (op.algebra != Algebra::kMachine) continue;
    return absl::InvalidArgumentError(
        fmt::format("instruction {}: op '{}' is not defined over the reals; check the program in the "
                    "arithmetic that it was written for",
                    i, op.name));
  }
  return RealError(program, problem, precision_bits);
}

RealError::RealError(const Program& program, const Problem& problem, int precision)
    : problem_(problem), precision_(precision), instructions_(program.instructions), output_(program.output) {
  values_.instructions.resize(program.instructions.size());
  for (const Extended& constant : program.constants) values_.constants.emplace_back(constant, precision);
  for (const Instruction& instruction : instructions_) {
    const std::optional<int> guard = Info(instruction.op).guard;
    if (guard) guards_.push_back(instruction.args[*guard]);
  }
}

const MpfrReal& RealError::Run(const MpfrReal& x) {
  ++runs_;
  values_.input = x.WithPrecision(precision_);
  std::array<MpfrReal, kMaxArity> args;
  for (size_t i = 0; i < instructions_.size(); ++i) {
    const Instruction& instruction = instructions_[i];
    const int arity = Info(instruction.op).arity;
    for (int k = 0; k < arity; ++k) args[k] = values_[instruction.args[k]];
    ULPFORGE_CHECK(Apply<MpfrReal>(instruction.op, &values_.instructions[i], args.data()));
  }
  return values_[output_];
}

MpfrReal RealError::Error(const MpfrReal& x) {
  MpfrReal f = MpfrReal::OfPrecision(precision_);
  problem_.target->reference(f.ptr(), x.WithPrecision(precision_).ptr(), MPFR_RNDN);
  return Error(x, f);
}

MpfrReal RealError::Error(const MpfrReal& x, const MpfrReal& f) {
  const MpfrReal& p = Run(x);
  if (p.IsFinite()) return problem_.measure == Measure::kAbsolute ? fabs(p - f) : fabs((p - f) / f);
  MpfrReal infinity = MpfrReal::OfPrecision(precision_);
  mpfr_set_inf(infinity.ptr(), 1);
  return infinity;
}

}  // namespace ulpforge
