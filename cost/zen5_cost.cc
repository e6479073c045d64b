#include "cost/zen5_cost.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/check.h"

namespace ulpforge {
namespace {

struct OpTiming {
  OpCode op = OpCode::kAdd;
  double multiplier = 0;  // slots of the two multipliers; a slot is half a cycle
  double latency = 0;     // cycles
};

// Latencies are those of the instructions that the op becomes; slots were measured in loops of one
// instruction or two: 2.5 cycles for a division of 8 floats, 4.6 for a square root, and blends share the
// multipliers. Conversions between bits and floats are free in vectors and a move in scalar code.
constexpr std::array kTimings = {
    OpTiming{OpCode::kAdd, 0, 3},        OpTiming{OpCode::kSub, 0, 3},
    OpTiming{OpCode::kMul, 1, 3},        OpTiming{OpCode::kDiv, 5, 11},
    OpTiming{OpCode::kSqrt, 9, 15},      OpTiming{OpCode::kFma, 1, 4},
    OpTiming{OpCode::kNeg, 0, 1},        OpTiming{OpCode::kAbs, 0, 1},
    OpTiming{OpCode::kMin, 0, 1},        OpTiming{OpCode::kMax, 0, 1},
    OpTiming{OpCode::kRound, 0, 3},      OpTiming{OpCode::kFloor, 0, 3},
    OpTiming{OpCode::kIntAdd, 0, 1},     OpTiming{OpCode::kIntSub, 0, 1},
    OpTiming{OpCode::kIntAnd, 0, 1},     OpTiming{OpCode::kIntOr, 0, 1},
    OpTiming{OpCode::kIntXor, 0, 1},     OpTiming{OpCode::kShiftLeft, 0, 1},
    OpTiming{OpCode::kShiftRight, 0, 1}, OpTiming{OpCode::kShiftRightSigned, 0, 1},
    OpTiming{OpCode::kBits, 0, 0},       OpTiming{OpCode::kFromBits, 0, 0},
    OpTiming{OpCode::kToInt, 0, 3},      OpTiming{OpCode::kFromInt, 0, 3},
    OpTiming{OpCode::kLess, 0, 1},       OpTiming{OpCode::kSelect, 1, 1},
};

// Indexed by OpCode.
constexpr std::array<std::optional<OpTiming>, kMaxOps> kTimingsByCode = [] {
  std::array<std::optional<OpTiming>, kMaxOps> by_code;
  for (const OpTiming& timing : kTimings) by_code[static_cast<size_t>(timing.op)] = timing;
  return by_code;
}();

constexpr double kPerSlot = 0.292;       // cycles per vector
constexpr double kPerOpCycle = 0.00460;  // likewise
constexpr double kPerLatency = 0.869;
constexpr double kLink = 9.8;  // what a call of a chain takes beyond its ops
constexpr double kMove = 2;    // between the registers of floats and of integers

// An op that was not measured is taken for as many multiplications, one after the other, as its weight says.
OpTiming TimingOf(const Instruction& instruction) {
  const std::optional<OpTiming>& known = kTimingsByCode[static_cast<size_t>(instruction.op)];
  if (known) return *known;
  const double weight = Info(instruction.op).weight;
  return {.op = instruction.op, .multiplier = weight, .latency = 3 * weight};
}

bool IsMove(OpCode op) { return op == OpCode::kBits || op == OpCode::kFromBits; }

// Of the longest path to the output.
double LatencyOf(const Program& program, double move) {
  std::vector<double> ready(program.instructions.size());
  for (size_t k = 0; k < program.instructions.size(); ++k) {
    const Instruction& instruction = program.instructions[k];
    for (const Operand operand : instruction.operands()) {
      if (const std::optional<size_t> from = InstructionOf(operand))
        ready[k] = std::max(ready[k], ready[*from]);
    }
    ready[k] += IsMove(instruction.op) ? move : TimingOf(instruction).latency;
  }
  const std::optional<size_t> last = InstructionOf(program.output);
  return last ? ready[*last] : 0;
}

}  // namespace

double Zen5Throughput(const Program& program, int lanes) {
  double slots = 0, ops = 0;
  for (const Instruction& instruction : program.instructions) {
    slots += TimingOf(instruction).multiplier;
    if (!IsMove(instruction.op)) ++ops;
  }
  return (kPerSlot * slots + kPerOpCycle * ops * LatencyOf(program, 0)) / lanes;
}

double Zen5Latency(const Program& program) { return kPerLatency * LatencyOf(program, kMove) + kLink; }

}  // namespace ulpforge
