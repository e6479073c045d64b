// A Program is straight-line code in static single assignment form: one input x, constants, and
// instructions whose operands all come before their use. The last step of what it computes is `output`.
// A program is a value; it holds no evaluation state.
//
// Thread safety: a value type.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "dsl/op_table.h"

namespace ulpforge {

// Where an operand comes from.
enum class Source : uint8_t {
  kInput,        // x
  kConstant,     // constants[index], an F value
  kInteger,      // integers[index], an I value
  kInstruction,  // the result of instructions[index]
};

struct Operand {
  Source source = Source::kInput;
  uint16_t index = 0;

  friend constexpr auto operator<=>(const Operand&, const Operand&) = default;
};

constexpr Operand InputOperand() { return {Source::kInput, 0}; }
constexpr Operand ConstantOperand(size_t k) { return {Source::kConstant, static_cast<uint16_t>(k)}; }
constexpr Operand IntegerOperand(size_t k) { return {Source::kInteger, static_cast<uint16_t>(k)}; }
constexpr Operand InstructionOperand(size_t k) { return {Source::kInstruction, static_cast<uint16_t>(k)}; }

// Which instruction an operand is the result of, which constant or which integer it is; nothing if it is
// none.
constexpr std::optional<size_t> InstructionOf(Operand operand) {
  return operand.source == Source::kInstruction ? std::optional<size_t>(operand.index) : std::nullopt;
}
constexpr std::optional<size_t> ConstantOf(Operand operand) {
  return operand.source == Source::kConstant ? std::optional<size_t>(operand.index) : std::nullopt;
}
constexpr std::optional<size_t> IntegerOf(Operand operand) {
  return operand.source == Source::kInteger ? std::optional<size_t>(operand.index) : std::nullopt;
}

// True for what stands in the program as a number: constants and integers.
constexpr bool IsNumber(Operand operand) {
  return operand.source == Source::kConstant || operand.source == Source::kInteger;
}

// An operand as a whole number, small for small indices, and back; those of packed programs.
constexpr uint64_t PackOperand(Operand operand) {
  return 4 * uint64_t{operand.index} + static_cast<uint64_t>(operand.source);
}
constexpr Operand UnpackOperand(uint64_t packed) {
  return {static_cast<Source>(packed % 4), static_cast<uint16_t>(packed / 4)};
}
inline constexpr uint64_t kMostPackedOperand = 4 * uint64_t{UINT16_MAX} + 3;

struct Instruction {
  OpCode op = OpCode::kAdd;
  std::array<Operand, kMaxArity> args{};  // those beyond the arity stay default

  std::span<Operand> operands() { return {args.data(), static_cast<size_t>(Info(op).arity)}; }
  std::span<const Operand> operands() const { return {args.data(), static_cast<size_t>(Info(op).arity)}; }

  friend constexpr bool operator==(const Instruction&, const Instruction&) = default;
};

struct Program {
  std::vector<Extended> constants;
  std::vector<int64_t> integers;
  std::vector<Instruction> instructions;
  Operand output;

  friend bool operator==(const Program&, const Program&) = default;
};

// The op count: the number of instructions.
inline int OpCount(const Program& program) { return static_cast<int>(program.instructions.size()); }

// The sum of the weights of the ops.
double WeightedOpCount(const Program& program);

// The type of a value that an operand names. REQUIRES: a valid program.
Type TypeOf(const Program& program, Operand operand);

// OK if every operand exists, comes before its use and has the type that its op wants, and if the
// output is an F value; otherwise an InvalidArgument that names the instruction.
absl::Status Validate(const Program& program);

// True if a value of this type, which the operand has, may stand where `wanted` is.
bool Accepts(Type wanted, Operand operand, Type type);

// True if every constant is a double (its low part is zero).
bool HasDoubleConstants(const Program& program);

}  // namespace ulpforge
