#include "dsl/interpreter.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>
#include <new>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "base/check.h"
#include "dsl/numbers/round_to.h"
#include "dsl/program_operands.h"
#include "dsl/reads.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr size_t kBlockSize = 256;

// The values of one operand at the points of a block; I values of T have the same size.
template <class T>
struct alignas(64) Block {
  std::byte bytes[kBlockSize * sizeof(T)];

  template <class V>
  void Fill(V value) {
    static_assert(sizeof(V) <= sizeof(T));
    for (size_t i = 0; i < kBlockSize; ++i) new (bytes + i * sizeof(V)) V(value);
  }
};

// In place of a block: the column of input k is ~k. Nothing has a block that was not computed.
constexpr int kColumnOfX = ~0;
constexpr int kNoBlock = std::numeric_limits<int>::min();

// One instruction: numbers of blocks, and of columns as operands.
struct Step {
  ArrayKernel kernel = nullptr;
  size_t instruction = 0;
  int arity = 0;
  int result = kNoBlock;
  std::array<int, kMaxArity> operands{kNoBlock, kNoBlock, kNoBlock};
};

// last[k]: the last live instruction that reads instruction k.
std::vector<size_t> LastUses(const Program& program, const std::vector<bool>& live) {
  std::vector<size_t> last(program.instructions.size());
  for (size_t k = 0; k < program.instructions.size(); ++k) {
    if (!live[k]) continue;
    for (const Operand operand : program.instructions[k].operands()) {
      if (const std::optional<size_t> read = InstructionOf(operand)) last[*read] = k;
    }
  }
  return last;
}

}  // namespace

template <class T>
struct Interpreter<T>::State {
  std::vector<Block<T>> blocks;  // constants, integers, then those of results, which are reused
  std::vector<Step> steps;       // of the live instructions; the last one computes the output
  int output = kNoBlock;         // block or column of the output where there are no steps

  void AddConstants(const Program& program);
  void AddSteps(const Program& program);
  const void* ValuesAt(int place, const Inputs<T>& in) const {
    return place < 0 ? static_cast<const void*>(in.columns()[static_cast<size_t>(~place)])
                     : blocks[place].bytes;
  }
  // Calls observe(instruction, operands, results) after each step.
  template <class Visitor>
  void RunBlock(const Inputs<T>& in, T* out, const Visitor& observe);
  template <class Visitor>
  void RunBlocks(const Inputs<T>& in, std::span<T> out, const Visitor& observe);

  size_t constants = 0;
  size_t integers = 0;
};

template <class T>
void Interpreter<T>::State::AddConstants(const Program& program) {
  constants = program.constants.size();
  integers = program.integers.size();
  for (const Extended& constant : program.constants) blocks.emplace_back().Fill(RoundTo<T>(constant));
  if constexpr (MachineScalar<T>) {
    for (const int64_t integer : program.integers) {
      blocks.emplace_back().Fill(static_cast<typename ScalarTraits<T>::Int>(integer));
    }
  }
}

// A result takes a block that no live value needs any more, so that short-lived values share L1.
template <class T>
void Interpreter<T>::State::AddSteps(const Program& program) {
  const std::vector<bool> live = FindReads(program).live;
  const std::vector<size_t> last_use = LastUses(program, live);
  OperandValues<int> block_of{.input = kColumnOfX,
                              .constants = std::vector<int>(constants),
                              .integers = std::vector<int>(integers),
                              .instructions = std::vector<int>(program.instructions.size(), kNoBlock)};
  std::iota(block_of.constants.begin(), block_of.constants.end(), 0);
  std::iota(block_of.integers.begin(), block_of.integers.end(), static_cast<int>(constants));
  std::vector<int> free;
  for (size_t k = 0; k < program.instructions.size(); ++k) {
    if (!live[k]) continue;
    const Instruction& instruction = program.instructions[k];
    Step step{
        .kernel = FindArrayKernel<T>(instruction.op), .instruction = k, .arity = Info(instruction.op).arity};
    for (int i = 0; i < step.arity; ++i) step.operands[i] = block_of[instruction.args[i]];
    if (free.empty()) {
      free.push_back(static_cast<int>(blocks.size()));
      blocks.emplace_back();
    }
    block_of.instructions[k] = step.result = free.back();
    free.pop_back();
    for (const Operand operand : instruction.operands()) {
      const std::optional<size_t> read = InstructionOf(operand);
      if (!read || last_use[*read] != k) continue;
      const int block = block_of[operand];
      if (std::find(free.begin(), free.end(), block) == free.end()) free.push_back(block);
    }
    steps.push_back(step);
  }
  output = block_of[program.output];
}

template <class T>
template <class Visitor>
void Interpreter<T>::State::RunBlock(const Inputs<T>& in, T* out, const Visitor& observe) {
  // A kernel may not write to what it reads: in place, the last result goes through its block.
  const bool in_place = std::ranges::find(in.columns(), out) != in.columns().end();
  const size_t n = in.size();
  for (size_t k = 0; k < steps.size(); ++k) {
    const Step& step = steps[k];
    const void* operands[kMaxArity] = {};
    for (int i = 0; i < step.arity; ++i) operands[i] = ValuesAt(step.operands[i], in);
    const bool last = k + 1 == steps.size();
    void* results = last && !in_place ? static_cast<void*>(out) : blocks[step.result].bytes;
    step.kernel(results, operands, n);
    observe(step.instruction, operands, results, n);
    if (results == out) return;
  }
  const void* result = ValuesAt(output, in);
  if (result != out) std::memcpy(static_cast<void*>(out), result, n * sizeof(T));
}

template <class T>
absl::StatusOr<Interpreter<T>> Interpreter<T>::Create(const Program& program) {
  for (size_t k = 0; k < program.instructions.size(); ++k) {
    const OpInfo& op = Info(program.instructions[k].op);
    if (FindArrayKernel<T>(op.code) != nullptr) continue;
    return absl::InvalidArgumentError(
        fmt::format("v{}: {} does not exist in {} arithmetic", k, op.name, ScalarTraits<T>::kName));
  }
  auto state = std::make_unique<State>();
  state->AddConstants(program);
  state->AddSteps(program);
  return Interpreter(std::move(state));
}

template <class T>
void Interpreter<T>::SetConstant(size_t k, Extended value) {
  ULPFORGE_CHECK(k < state_->constants);
  state_->blocks[k].Fill(RoundTo<T>(value));
}

template <class T>
void Interpreter<T>::SetInteger(size_t k, int64_t value) {
  if constexpr (MachineScalar<T>) {
    ULPFORGE_CHECK(k < state_->integers);
    state_->blocks[state_->constants + k].Fill(static_cast<typename ScalarTraits<T>::Int>(value));
  }
}

template <class T>
template <class Visitor>
void Interpreter<T>::State::RunBlocks(const Inputs<T>& in, std::span<T> out, const Visitor& observe) {
  ULPFORGE_CHECK(in.size() == out.size());
  for (size_t i = 0; i < in.size(); i += kBlockSize) {
    RunBlock(in.From(i, std::min(kBlockSize, in.size() - i)), out.data() + i, observe);
  }
}

template <class T>
void Interpreter<T>::Run(const Inputs<T>& in, std::span<T> out) {
  state_->RunBlocks(in, out, [](size_t, const void* const*, const void*, size_t) {});
}

template <class T>
void Interpreter<T>::Observe(const Inputs<T>& in, std::span<T> out, Observer observer) {
  state_->RunBlocks(in, out, observer);
}

template <class T>
Interpreter<T>::Interpreter(std::unique_ptr<State> state) : state_(std::move(state)) {}
template <class T>
Interpreter<T>::Interpreter(Interpreter&&) noexcept = default;
template <class T>
Interpreter<T>& Interpreter<T>::operator=(Interpreter&&) noexcept = default;
template <class T>
Interpreter<T>::~Interpreter() = default;

template class Interpreter<float>;
template class Interpreter<double>;
template class Interpreter<Float16>;
template class Interpreter<BFloat16>;
template class Interpreter<Extended>;

}  // namespace ulpforge
