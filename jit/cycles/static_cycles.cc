#include "jit/cycles/static_cycles.h"

#include <array>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "dsl/reads.h"
#include "emit/emit_ir.h"
#include "jit/compile/target_machine.h"
#include "jit/cycles/loop_compiler.h"
#include "jit/cycles/pipeline.h"

namespace ulpforge {
namespace {

// Everything that measures one program at a time.
class Simulator {
 public:
  static absl::StatusOr<std::unique_ptr<Simulator>> Create(const Machine& machine) {
    absl::StatusOr<std::unique_ptr<llvm::TargetMachine>> target =
        MakeTargetMachine({.triple = machine.triple, .cpu = machine.cpu, .features = machine.features});
    if (!target.ok()) return target.status();
    (*target)->setOptLevel(llvm::CodeGenOptLevel::Less);
    absl::StatusOr<std::unique_ptr<LoopCompiler>> compiler = LoopCompiler::Create(target->get());
    if (!compiler.ok()) return compiler.status();
    return std::unique_ptr<Simulator>(new Simulator(*std::move(target), *std::move(compiler)));
  }

  template <class T>
  absl::StatusOr<double> Cycles(const Program& program, int lanes, Recurrence recurrence) {
    const std::array<IrFunction, 1> functions = {IrFunction{"f", IrShape::kValue, lanes}};
    const absl::StatusOr<std::vector<llvm::MCInst>> body =
        compiler_->Compile(EmitIr<T>(program, functions), recurrence);
    if (!body.ok()) return body.status();
    return pipeline_.CyclesPerIteration(*body, recurrence);
  }

 private:
  Simulator(std::unique_ptr<llvm::TargetMachine> target, std::unique_ptr<LoopCompiler> compiler)
      : target_(std::move(target)), compiler_(std::move(compiler)), pipeline_(target_.get()) {}

  std::unique_ptr<llvm::TargetMachine> target_;
  std::unique_ptr<LoopCompiler> compiler_;
  Pipeline pipeline_;
};

}  // namespace

struct StaticCycles::State {
  // A simulator that nobody uses.
  std::unique_ptr<Simulator> Take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        std::unique_ptr<Simulator> simulator = std::move(idle.back());
        idle.pop_back();
        return simulator;
      }
    }
    absl::StatusOr<std::unique_ptr<Simulator>> simulator = Simulator::Create(machine);
    ULPFORGE_CHECK(simulator.ok());  // the first one could be created
    return *std::move(simulator);
  }

  void Return(std::unique_ptr<Simulator> simulator) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(simulator));
  }

  template <class T>
  absl::StatusOr<double> Cycles(const Program& program, int lanes, Recurrence recurrence) {
    std::unique_ptr<Simulator> simulator = Take();
    absl::StatusOr<double> cycles = simulator->Cycles<T>(program, lanes, recurrence);
    Return(std::move(simulator));
    return cycles;
  }

  Machine machine;
  std::mutex mutex;
  std::vector<std::unique_ptr<Simulator>> idle;
};

StaticCycles::StaticCycles(std::unique_ptr<State> state) : state_(std::move(state)) {}
StaticCycles::StaticCycles(StaticCycles&&) noexcept = default;
StaticCycles& StaticCycles::operator=(StaticCycles&&) noexcept = default;
StaticCycles::~StaticCycles() = default;

absl::StatusOr<StaticCycles> StaticCycles::Create(const Machine& machine) {
  absl::StatusOr<std::unique_ptr<Simulator>> first = Simulator::Create(machine);
  if (!first.ok()) return first.status();
  auto state = std::make_unique<State>();
  state->machine = machine;
  state->Return(*std::move(first));
  return StaticCycles(std::move(state));
}

const Machine& StaticCycles::machine() const { return state_->machine; }

template <class T>
absl::StatusOr<double> StaticCycles::Throughput(const Program& program) const {
  const int lanes = machine().Lanes<T>();
  const absl::StatusOr<double> cycles = state_->Cycles<T>(program, lanes, Recurrence::kNone);
  if (!cycles.ok()) return cycles.status();
  return *cycles / lanes;
}

template <class T>
absl::StatusOr<double> StaticCycles::Latency(const Program& program) const {
  if (program.output == InputOperand() || !FindReads(program).input) return 0.0;
  return state_->Cycles<T>(program, 1, Recurrence::kResult);
}

template absl::StatusOr<double> StaticCycles::Throughput<float>(const Program&) const;
template absl::StatusOr<double> StaticCycles::Throughput<double>(const Program&) const;
template absl::StatusOr<double> StaticCycles::Latency<float>(const Program&) const;
template absl::StatusOr<double> StaticCycles::Latency<double>(const Program&) const;

}  // namespace ulpforge
