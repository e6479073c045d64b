#include "dsl/fold.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "dsl/canonical.h"
#include "dsl/numbers/round_to.h"
#include "dsl/program_builder.h"
#include "dsl/program_operands.h"

namespace ulpforge {
namespace {

// The most constants that an operand can number.
constexpr size_t kMaxConstants = size_t{std::numeric_limits<uint16_t>::max()} + 1;

// Programs of a search have at most a few dozen constants: no allocation for them.
template <class T>
using Small = absl::InlinedVector<T, 64>;

template <class T>
T ValueIn(OpCode op, const Extended* args) {
  std::array<T, kMaxArity> rounded{};
  for (int i = 0; i < Info(op).arity; ++i) rounded[i] = RoundTo<T>(args[i]);
  T value{};
  Apply<T>(op, &value, rounded.data());
  return value;
}

bool SameBits(double a, double b) { return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b); }
bool SameBits(float a, float b) { return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b); }

// Renumbers the constants without those that nothing uses.
void DropUnusedConstants(Program& program) {
  Small<int> slot(program.constants.size(), -1);
  ForEachOperand(program, [&](Operand operand) {
    if (const std::optional<size_t> k = ConstantOf(operand)) slot[*k] = 0;
  });
  if (std::find(slot.begin(), slot.end(), -1) == slot.end()) return;

  std::vector<Extended> kept;
  for (size_t k = 0; k < slot.size(); ++k) {
    if (slot[k] < 0) continue;
    slot[k] = static_cast<int>(kept.size());
    kept.push_back(program.constants[k]);
  }
  RenameOperands(program, [&](Operand operand) {
    const std::optional<size_t> k = ConstantOf(operand);
    return k ? ConstantOperand(slot[*k]) : operand;
  });
  program.constants = std::move(kept);
}

// The value of an instruction all of whose operands are constants.
std::optional<Extended> ConstantValue(const Program& program, const Instruction& instruction) {
  std::array<Extended, kMaxArity> args;
  size_t i = 0;
  for (const Operand operand : instruction.operands()) {
    const std::optional<size_t> k = ConstantOf(operand);
    if (!k) return std::nullopt;
    args[i++] = program.constants[*k];
  }
  return FoldExtended(instruction.op, args.data());
}

bool HasConstantOperandsOnly(const Instruction& instruction) {
  return std::ranges::all_of(instruction.operands(),
                             [](Operand operand) { return ConstantOf(operand).has_value(); });
}

// What all uses of a constant have in common.
enum class Use : uint8_t { kNone, kSubtrahend, kDivisor, kOther };

Use UseOf(OpCode op, int operand) {
  if (operand != 1) return Use::kOther;
  if (op == OpCode::kSub) return Use::kSubtrahend;
  if (op == OpCode::kDiv) return Use::kDivisor;
  return Use::kOther;
}

Small<Use> ConstantUses(const Program& program) {
  Small<Use> uses(program.constants.size(), Use::kNone);
  const auto add = [&](Operand operand, Use use) {
    const std::optional<size_t> k = ConstantOf(operand);
    if (!k) return;
    Use& all = uses[*k];
    all = all == Use::kNone || all == use ? use : Use::kOther;
  };
  for (const Instruction& instruction : program.instructions) {
    int i = 0;
    for (const Operand operand : instruction.operands()) add(operand, UseOf(instruction.op, i++));
  }
  add(program.output, Use::kOther);
  return uses;
}

bool IsNormal(const Extended& value) { return std::isnormal(value.hi); }

}  // namespace

std::optional<Extended> FoldExtended(OpCode op, const Extended* args) {
  Extended value;
  if (!Apply<Extended>(op, &value, args) || !IsFinite(value)) return std::nullopt;
  return value;
}

std::optional<double> FoldExact(OpCode op, const Extended* args) {
  for (int i = 0; i < Info(op).arity; ++i) {
    if (args[i].lo != 0) return std::nullopt;
  }
  const std::optional<Extended> value = FoldExtended(op, args);
  if (!value || value->lo != 0) return std::nullopt;
  if (!SameBits(ValueIn<double>(op, args), value->hi)) return std::nullopt;
  if (!SameBits(ValueIn<float>(op, args), static_cast<float>(value->hi))) return std::nullopt;
  return value->hi;
}

Program FoldConstants(Program program) {
  if (std::ranges::none_of(program.instructions, HasConstantOperandsOnly)) {
    DropUnusedConstants(program);
    return program;
  }
  ProgramBuilder builder;
  Splicer splicer(&builder, program, InputOperand());
  for (size_t k = 0; k < program.instructions.size(); ++k) {
    const std::optional<Extended> folded = ConstantValue(builder.program(), splicer.Next());
    if (folded && builder.program().constants.size() < kMaxConstants) {
      splicer.Replace(builder.Constant(*folded));
    } else {
      splicer.Append();
    }
  }
  Program result = std::move(builder).Build(splicer.Moved(program.output));
  DropUnusedConstants(result);
  return result;
}

Program NormalizeFreeConstants(Program program) {
  const Small<Use> uses = ConstantUses(program);
  Small<bool> changed(program.constants.size());
  for (size_t k = 0; k < uses.size(); ++k) {
    Extended& constant = program.constants[k];
    if (uses[k] == Use::kSubtrahend) {
      constant = -constant;
      changed[k] = true;
    } else if (uses[k] == Use::kDivisor && IsNormal(constant) && IsNormal(Extended(1) / constant)) {
      constant = Extended(1) / constant;
      changed[k] = true;
    }
  }
  for (Instruction& instruction : program.instructions) {
    const std::optional<size_t> second = ConstantOf(instruction.args[1]);
    if (Info(instruction.op).arity != 2 || !second || !changed[*second]) continue;
    instruction.op = instruction.op == OpCode::kSub ? OpCode::kAdd : OpCode::kMul;
  }
  return program;
}

}  // namespace ulpforge
