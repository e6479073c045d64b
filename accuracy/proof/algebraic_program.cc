#include "accuracy/proof/algebraic_program.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "accuracy/proof/real_roots.h"
#include "base/check.h"
#include "dsl/program_operands.h"
#include "dsl/reads.h"

namespace ulpforge {
namespace {

bool IsRational(const Instruction& instruction) { return Info(instruction.op).algebra == Algebra::kField; }

// The leaves that the instruction may need.
slong LeafCount(const Instruction& instruction) {
  if (instruction.op == OpCode::kSqrt) return 2;
  return IsRational(instruction) ? 0 : 1;
}

absl::Status CheckProgram(const Program& program) {
  if (absl::Status status = Validate(program); !status.ok()) return status;
  for (size_t i = 0; i < program.instructions.size(); ++i) {
    const OpInfo& op = Info(program.instructions[i].op);
    if (op.algebra != Algebra::kMachine) continue;
    return absl::InvalidArgumentError(fmt::format(
        "instruction {}: op '{}' is not defined over the reals, so there is no bound to prove", i, op.name));
  }
  for (size_t k = 0; k < program.constants.size(); ++k) {
    const Extended& constant = program.constants[k];
    if (std::isfinite(constant.hi) && std::isfinite(constant.lo)) continue;
    return absl::InvalidArgumentError(
        fmt::format("constant {} is not finite; a bound needs real numbers", k));
  }
  return absl::OkStatus();
}

class Builder {
 public:
  Builder(const Program& program, const Interval& domain, AlgebraicProgram* result)
      : program_(program),
        domain_(domain),
        result_(*result),
        values_{.input = RationalFunction::Variable(result->variables, 0),
                .constants = {},
                .integers = {},
                .instructions = {}} {
    for (const Extended& constant : program.constants)
      values_.constants.emplace_back(result->variables, constant);
  }

  absl::Status Run() {
    const std::vector<bool> live = FindReads(program_).live;
    for (size_t i = 0; i < program_.instructions.size(); ++i) {
      const RationalFunction& value =
          values_.instructions.emplace_back(live[i] ? Compute(program_.instructions[i]) : values_.input);
      if (value.undefined()) {
        return absl::InvalidArgumentError(
            fmt::format("instruction {}: the divisor is zero for every x; remove the division", i));
      }
      if (value.too_large()) {
        return absl::UnimplementedError(fmt::format(
            "instruction {}: cannot certify a rational function of a degree above {} or of {} million bits",
            i, RationalFunction::kMaxDegree, RationalFunction::kMaxBits >> 20));
      }
    }
    result_.output = values_[program_.output];
    return absl::OkStatus();
  }

 private:
  RationalFunction Compute(const Instruction& instruction) {
    std::vector<RationalFunction> operands;
    for (const Operand operand : instruction.operands()) operands.push_back(values_[operand]);
    if (instruction.op == OpCode::kSqrt && operands[0].IsZero()) return operands[0];
    if (instruction.op == OpCode::kSqrt) return SquareRoot(operands[0]);
    if (!IsRational(instruction)) return Leaf(instruction.op, std::move(operands));
    RationalFunction value = operands[0];
    ULPFORGE_CHECK(Apply<RationalFunction>(instruction.op, &value, operands.data()));
    value = Reduced(std::move(value));
    if (instruction.op == OpCode::kDiv && !value.undefined()) AddDivisor(operands[1].numerator());
    return value;
  }

  RationalFunction Leaf(OpCode op, std::vector<RationalFunction> operands) {
    result_.leaves.push_back({op, std::move(operands)});
    return RationalFunction::Variable(result_.variables, static_cast<slong>(result_.leaves.size()));
  }

  RationalFunction SquareRoot(const RationalFunction& square) {
    const int sign = SignIfInfiniteAtAnEnd(square);
    if (sign == 0) return Leaf(OpCode::kSqrt, {square});
    const RationalFunction factor(result_.variables, sign);
    const RationalFunction numerator = Leaf(OpCode::kSqrt, {factor * RationalFunction(square.numerator())});
    return numerator / Leaf(OpCode::kSqrt, {factor * RationalFunction(square.denominator())});
  }

  // The sign of numerator and denominator, if it is that of both everywhere inside the domain and the
  // denominator vanishes at an end; else 0.
  int SignIfInfiniteAtAnEnd(const RationalFunction& square) const {
    if (!square.numerator().IsUnivariate() || !square.denominator().IsUnivariate()) return 0;
    const IntegerPoly denominator = square.denominator().ToIntegerPoly();
    const bool infinite =
        SignAt(denominator, Ball(domain_.lo)) == 0 || SignAt(denominator, Ball(domain_.hi)) == 0;
    if (!infinite) return 0;
    const int sign = SignInside(domain_, denominator);
    return sign == SignInside(domain_, square.numerator().ToIntegerPoly()) ? sign : 0;
  }

  // With every square of a square root replaced by its operand.
  RationalFunction Reduced(RationalFunction value) const {
    for (size_t k = result_.leaves.size(); k-- > 0;) {
      const AlgebraicProgram::Leaf& leaf = result_.leaves[k];
      if (value.undefined() || value.too_large()) break;
      if (leaf.op == OpCode::kSqrt) value = ReduceSquares(value, static_cast<slong>(k) + 1, leaf.operands[0]);
    }
    return value;
  }

  void AddDivisor(MultiPoly divisor) {
    for (size_t k = result_.leaves.size(); k-- > 0;) {
      const AlgebraicProgram::Leaf& leaf = result_.leaves[k];
      if (leaf.op != OpCode::kSqrt || !divisor.DivideByVariable(static_cast<slong>(k) + 1)) continue;
      AddDivisor(leaf.operands[0].numerator());
    }
    result_.divisors.push_back(std::move(divisor));
  }

  const Program& program_;
  const Interval& domain_;
  AlgebraicProgram& result_;
  OperandValues<RationalFunction> values_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<const AlgebraicProgram>> AlgebraicProgram::Create(const Program& program,
                                                                                 const Interval& domain) {
  if (absl::Status status = CheckProgram(program); !status.ok()) return status;
  slong variables = 1;
  for (const Instruction& instruction : program.instructions) variables += LeafCount(instruction);
  auto result = std::make_unique<AlgebraicProgram>(variables);
  if (absl::Status status = Builder(program, domain, result.get()).Run(); !status.ok()) return status;
  return std::unique_ptr<const AlgebraicProgram>(std::move(result));
}

}  // namespace ulpforge
