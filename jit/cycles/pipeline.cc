#include "jit/cycles/pipeline.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "jit/compile/llvm_error.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/MCA/Context.h"
#include "llvm/MCA/HWEventListener.h"
#include "llvm/MCA/Pipeline.h"
#include "llvm/MCA/SourceMgr.h"

namespace ulpforge {
namespace {

// How long the pace is measured: at least so many instructions and iterations. ADR 0017 has the error that
// this leaves.
constexpr size_t kMeasuredInstructions = 500;
constexpr size_t kMeasuredIterations = 8;
// Iterations before that; where iterations overlap, they fill the reorder buffer in addition.
constexpr size_t kFirstIterations = 4;

// The cycles in which the iterations of the loop retire.
class RetirementClock : public llvm::mca::HWEventListener {
 public:
  explicit RetirementClock(size_t body) : body_(body) {}

  void onCycleEnd() override { ++cycle_; }
  void onEvent(const llvm::mca::HWInstructionEvent& event) override {
    if (event.Type != llvm::mca::HWInstructionEvent::Retired) return;
    if ((event.IR.getSourceIndex() + 1) % body_ == 0) ends_.push_back(cycle_);
  }
  const std::vector<int>& ends() const { return ends_; }

 private:
  size_t body_;
  int cycle_ = 0;
  std::vector<int> ends_;
};

// The slope of the least-squares line through (k, y_k) for the last `count` of the values.
double Slope(const std::vector<int>& values, size_t count) {
  const size_t begin = values.size() - count;
  double x = 0, y = 0, xy = 0, xx = 0;  // sums; all exact
  for (size_t k = 0; k < count; ++k) {
    const double position = static_cast<double>(k), value = values[begin + k] - values[begin];
    x += position;
    y += value;
    xy += position * value;
    xx += position * position;
  }
  const double n = static_cast<double>(count);
  return (n * xy - x * y) / (n * xx - x * x);
}

}  // namespace

Pipeline::Pipeline(const llvm::TargetMachine* machine)
    : machine_(machine),
      analysis_(machine->getTarget().createMCInstrAnalysis(machine->getMCInstrInfo())),
      instruments_(*machine->getMCSubtargetInfo(), *machine->getMCInstrInfo()),
      builder_(*machine->getMCSubtargetInfo(), *machine->getMCInstrInfo(), *machine->getMCRegisterInfo(),
               analysis_.get(), instruments_, /*CallLatency=*/0) {}

absl::StatusOr<Pipeline::Instructions> Pipeline::Build(std::span<const llvm::MCInst> body) {
  builder_.clear();
  Instructions instructions;
  for (const llvm::MCInst& instruction : body) {
    llvm::Expected<std::unique_ptr<llvm::mca::Instruction>> built =
        builder_.createInstruction(instruction, {});
    if (!built) {
      llvm::consumeError(built.takeError());
      return absl::UnimplementedError(fmt::format(
          "LLVM's model of {} has no timing of the instruction {}", machine_->getTargetCPU().str(),
          machine_->getMCInstrInfo()->getName(instruction.getOpcode()).str()));
    }
    // The register file of llvm-mca forgets what a copy that it eliminated depends on when the original is
    // overwritten first (ADR 0017).
    (*built)->clearOptimizableMove();
    instructions.push_back(std::move(*built));
  }
  return instructions;
}

absl::StatusOr<double> Pipeline::CyclesPerIteration(std::span<const llvm::MCInst> body,
                                                    Recurrence recurrence) {
  if (body.empty()) return 0.0;
  const absl::StatusOr<Instructions> instructions = Build(body);
  if (!instructions.ok()) return instructions.status();
  const llvm::MCSubtargetInfo& subtarget = *machine_->getMCSubtargetInfo();
  const llvm::MCSchedModel& model = subtarget.getSchedModel();
  const size_t size = body.size();
  const bool overlap = recurrence == Recurrence::kNone;
  const size_t fill = kFirstIterations + (overlap ? model.MicroOpBufferSize / size : 0);
  const size_t measured = std::max(kMeasuredIterations, overlap ? kMeasuredInstructions / size : 0);

  llvm::mca::CircularSourceMgr source(*instructions, static_cast<unsigned>(fill + measured));
  llvm::mca::Context context(*machine_->getMCRegisterInfo(), subtarget);
  llvm::mca::CustomBehaviour behaviour(subtarget, source, *machine_->getMCInstrInfo());
  const llvm::mca::PipelineOptions options(0, 0, 0, 0, 0, 0, /*NoAlias=*/true);
  const std::unique_ptr<llvm::mca::Pipeline> pipeline =
      model.isOutOfOrder() ? context.createDefaultPipeline(options, source, behaviour)
                           : context.createInOrderPipeline(options, source, behaviour);
  RetirementClock clock(size);
  pipeline->addEventListener(&clock);
  if (llvm::Expected<unsigned> cycles = pipeline->run(); !cycles) {
    return ToStatus(cycles.takeError(), "llvm-mca");
  }
  return Slope(clock.ends(), measured + 1);
}

}  // namespace ulpforge
