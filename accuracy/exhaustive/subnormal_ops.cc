#include "accuracy/exhaustive/subnormal_ops.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "base/check.h"
#include "dsl/numbers/float_format.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr size_t kChunk = 4096;
constexpr uint32_t kInputsPerBinade = 8;

Interpreter<float> InterpreterOf(const Program& program) {
  absl::StatusOr<Interpreter<float>> interpreter = Interpreter<float>::Create(program);
  ULPFORGE_CHECK(interpreter.ok());
  return *std::move(interpreter);
}

constexpr uint32_t kSmallestNormal = 0x00800000;

constexpr bool IsSubnormal(float x) {
  // Without the sign, and with zero as the largest number.
  return (std::bit_cast<uint32_t>(x) << 1 >> 1) - 1 < kSmallestNormal - 1;
}

// Whether any value is subnormal, or, with zeros, might come of an underflow. One comparison for each.
bool AnySubnormal(const void* values, size_t n) {
  const auto* x = static_cast<const float*>(values);
  uint32_t any = 0;  // a bool does not vectorise
  for (size_t i = 0; i < n; ++i) any |= IsSubnormal(x[i]) ? 1U : 0U;
  return any != 0;
}
bool AnyTiny(const void* values, size_t n) {
  const auto* x = static_cast<const float*>(values);
  uint32_t any = 0;
  for (size_t i = 0; i < n; ++i) any |= std::bit_cast<uint32_t>(x[i]) << 1 < kSmallestNormal << 1 ? 1U : 0U;
  return any != 0;
}

// Marks the places of an array that have a subnormal number and no mark yet.
void MarkSubnormals(const void* values, size_t n, uint32_t mark, uint32_t* marks) {
  const auto* x = static_cast<const float*>(values);
  for (size_t i = 0; i < n; ++i) marks[i] = marks[i] == 0 && IsSubnormal(x[i]) ? mark : marks[i];
}

// Marks the places where a product underflows to zero: `c`, if there is one, adds nothing to it.
void MarkLostProducts(const void* const* operands, bool adds, const void* results, size_t n, uint32_t mark,
                      uint32_t* marks) {
  const auto* a = static_cast<const float*>(operands[0]);
  const auto* b = static_cast<const float*>(operands[1]);
  const auto* y = static_cast<const float*>(results);
  const auto* c = adds ? static_cast<const float*>(operands[2]) : y;
  for (size_t i = 0; i < n; ++i) {
    const bool lost = y[i] == 0 && c[i] == 0 && a[i] != 0 && b[i] != 0;
    marks[i] = marks[i] == 0 && lost ? mark : marks[i];
  }
}

}  // namespace

void SubnormalOps::Merge(const SubnormalOps& other) {
  const bool is_first = other.inputs != 0 && (inputs == 0 || std::bit_cast<uint32_t>(other.first) <
                                                                 std::bit_cast<uint32_t>(first));
  if (is_first) first = other.first, instruction = other.instruction;
  inputs += other.inputs;
}

SubnormalScan::SubnormalScan(const Program& program)
    : watches_(program.instructions.size()),
      interpreter_(InterpreterOf(program)),
      results_(kChunk),
      met_(kChunk),
      done_(watches_.size()) {
  for (size_t k = 0; k < watches_.size(); ++k) {
    const Instruction& instruction = program.instructions[k];
    const OpInfo& op = Info(instruction.op);
    if (op.moves_bits) continue;
    watches_[k].result = op.result == Type::kFloat;
    if (op.multiplies) watches_[k].factors = op.arity;
    for (int i = 0; i < op.arity; ++i) {
      const Operand operand = instruction.args[i];
      const std::optional<size_t> result = InstructionOf(operand);
      const bool is_watched = result && watches_[*result].result;
      watches_[k].operands[i] = op.operands[i] == Type::kFloat && operand != InputOperand() && !is_watched;
    }
  }
}

// Nearly every chunk has nothing to mark, which takes one pass to see.
bool SubnormalScan::MayMeet(std::span<const float> x, std::span<float> y) {
  bool any = false;
  interpreter_.Observe(x, y, [&](size_t k, const void* const* operands, const void* results, size_t n) {
    for (int i = 0; i < kMaxArity; ++i) {
      if (watches_[k].operands[i]) any |= AnySubnormal(operands[i], n);
    }
    if (watches_[k].result) any |= AnyTiny(results, n);
  });
  return any;
}

void SubnormalScan::Mark(std::span<const float> x, std::span<float> y) {
  std::fill(met_.begin(), met_.end(), 0);
  // An instruction comes up once for each block of the interpreter: its blocks follow one another.
  std::fill(done_.begin(), done_.end(), 0);
  interpreter_.Observe(x, y, [&](size_t k, const void* const* operands, const void* results, size_t n) {
    uint32_t* marks = met_.data() + std::exchange(done_[k], done_[k] + n);
    const Watch& watch = watches_[k];
    const auto mark = static_cast<uint32_t>(k + 1);
    for (int i = 0; i < kMaxArity; ++i) {
      if (watch.operands[i]) MarkSubnormals(operands[i], n, mark, marks);
    }
    if (watch.result) MarkSubnormals(results, n, mark, marks);
    if (watch.factors != 0) MarkLostProducts(operands, watch.factors == 3, results, n, mark, marks);
  });
}

SubnormalOps SubnormalScan::Count(std::span<const float> inputs) {
  SubnormalOps found;
  for (size_t begin = 0; begin < inputs.size(); begin += kChunk) {
    const std::span<const float> x = inputs.subspan(begin, std::min(kChunk, inputs.size() - begin));
    const std::span<float> y = std::span(results_).first(x.size());
    if (!MayMeet(x, y)) continue;
    Mark(x, y);
    for (size_t i = 0; i < x.size(); ++i) {
      if (met_[i] == 0 || IsSubnormal(x[i]) || IsSubnormal(y[i]) || y[i] == 0) continue;
      found.Merge({.inputs = 1, .first = x[i], .instruction = met_[i] - 1});
    }
  }
  return found;
}

std::vector<float> NormalInputs(const Interval& domain) {
  std::vector<float> inputs;
  const absl::StatusOr<InputBlocks> floats = InputBlocks::Create(kFloat32, domain);
  if (!floats.ok()) return inputs;
  for (uint32_t first = kSmallestNormal;
       first < std::bit_cast<uint32_t>(std::numeric_limits<float>::infinity()); first += kSmallestNormal) {
    for (uint32_t k = 0; k <= kInputsPerBinade; ++k) {
      const uint32_t offset = std::min(k * (kSmallestNormal / kInputsPerBinade), kSmallestNormal - 1);
      const auto x = std::bit_cast<float>(first + offset);
      for (const float signed_x : {x, -x}) {
        if (floats->Contains(std::bit_cast<uint32_t>(signed_x))) inputs.push_back(signed_x);
      }
    }
  }
  return inputs;
}

absl::StatusOr<SubnormalOps> CountSubnormalOps(const Program& program, const std::optional<Interval>& domain,
                                               int threads, const std::function<bool()>& go_on) {
  const absl::StatusOr<InputBlocks> blocks = InputBlocks::Create(kFloat32, domain);
  if (!blocks.ok()) return blocks.status();
  std::mutex mutex;  // guards what follows
  SubnormalOps found;
  size_t next = 0;
  bool stopped = false;
  const auto work = [&] {
    SubnormalScan scan(program);
    std::array<float, kChunk> x;
    std::unique_lock lock(mutex);
    while (!stopped && next < blocks->size()) {
      const InputBlock block = (*blocks)[next++];
      lock.unlock();
      SubnormalOps in_block;
      for (uint32_t begin = 0; begin < block.size; begin += kChunk) {
        const size_t n = std::min<size_t>(kChunk, block.size - begin);
        for (size_t i = 0; i < n; ++i)
          x[i] = std::bit_cast<float>(static_cast<uint32_t>(block.first + begin + i));
        in_block.Merge(scan.Count(std::span(x).first(n)));
      }
      lock.lock();
      found.Merge(in_block);
      stopped = stopped || !go_on();
    }
  };
  std::vector<std::thread> others;
  for (int k = 1; k < threads; ++k) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
  if (stopped) return absl::CancelledError("the count of subnormal operands was stopped");
  return found;
}

void SetSubnormalOps(const SubnormalOps& met, ExhaustiveReport* report) {
  report->set_subnormal_ops(static_cast<double>(met.inputs));
  if (met.inputs != 0) report->set_first_subnormal_ops(fmt::format("{:a}", met.first));
}

}  // namespace ulpforge
