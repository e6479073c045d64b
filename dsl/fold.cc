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

template <class Visit>
void ForEachOperand(const Instruction& instruction, Visit visit) {
  for (int i = 0; i < Info(instruction.op).arity; ++i) visit(i, instruction.args[i]);
}

// Renumbers the constants without those that nothing uses.
void DropUnusedConstants(Program& program) {
  Small<int> slot(program.constants.size(), -1);
  const auto mark = [&](Operand operand) {
    if (operand.source == Source::kConstant) slot[operand.index] = 0;
  };
  for (const Instruction& instruction : program.instructions) {
    ForEachOperand(instruction, [&](int, Operand operand) { mark(operand); });
  }
  mark(program.output);
  if (std::find(slot.begin(), slot.end(), -1) == slot.end()) return;

  std::vector<Extended> kept;
  for (size_t k = 0; k < slot.size(); ++k) {
    if (slot[k] < 0) continue;
    slot[k] = static_cast<int>(kept.size());
    kept.push_back(program.constants[k]);
  }
  const auto renumber = [&](Operand& operand) {
    if (operand.source == Source::kConstant) operand = ConstantOperand(slot[operand.index]);
  };
  for (Instruction& instruction : program.instructions) {
    ForEachOperand(instruction, [&](int i, Operand) { renumber(instruction.args[i]); });
  }
  renumber(program.output);
  program.constants = std::move(kept);
}

// The value of an instruction all of whose operands are constants.
std::optional<Extended> ConstantValue(const Program& program, const Instruction& instruction) {
  std::array<Extended, kMaxArity> args;
  for (int i = 0; i < Info(instruction.op).arity; ++i) {
    if (instruction.args[i].source != Source::kConstant) return std::nullopt;
    args[i] = program.constants[instruction.args[i].index];
  }
  return FoldExtended(instruction.op, args.data());
}

bool HasConstantOperandsOnly(const Instruction& instruction) {
  const auto end = instruction.args.begin() + Info(instruction.op).arity;
  return std::all_of(instruction.args.begin(), end,
                     [](Operand operand) { return operand.source == Source::kConstant; });
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
    if (operand.source != Source::kConstant) return;
    Use& all = uses[operand.index];
    all = all == Use::kNone || all == use ? use : Use::kOther;
  };
  for (const Instruction& instruction : program.instructions) {
    ForEachOperand(instruction, [&](int i, Operand operand) { add(operand, UseOf(instruction.op, i)); });
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
  Program result;
  result.constants = std::move(program.constants);
  result.integers = std::move(program.integers);
  std::vector<Operand> value(program.instructions.size());
  const auto resolve = [&](Operand operand) {
    return operand.source == Source::kInstruction ? value[operand.index] : operand;
  };
  for (size_t k = 0; k < program.instructions.size(); ++k) {
    Instruction instruction = program.instructions[k];
    ForEachOperand(instruction, [&](int i, Operand operand) { instruction.args[i] = resolve(operand); });
    const std::optional<Extended> folded = ConstantValue(result, instruction);
    if (folded && result.constants.size() < kMaxConstants) {
      value[k] = ConstantOperand(result.constants.size());
      result.constants.push_back(*folded);
    } else {
      value[k] = InstructionOperand(result.instructions.size());
      result.instructions.push_back(instruction);
    }
  }
  result.output = resolve(program.output);
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
    const Operand second = instruction.args[1];
    if (Info(instruction.op).arity != 2 || second.source != Source::kConstant) continue;
    if (!changed[second.index]) continue;
    instruction.op = instruction.op == OpCode::kSub ? OpCode::kAdd : OpCode::kMul;
  }
  return program;
}

}  // namespace ulpforge
