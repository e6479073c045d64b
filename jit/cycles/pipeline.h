// The pace of a loop in the pipelines of the llvm-mca libraries. Includes LLVM: for the sources of this
// folder only.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "jit/cycles/endless_loop.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstrAnalysis.h"
#include "llvm/MCA/CustomBehaviour.h"
#include "llvm/MCA/InstrBuilder.h"
#include "llvm/Target/TargetMachine.h"

namespace ulpforge {

// Thread safety: one per thread.
class Pipeline {
 public:
  // The machine must live as long as the pipeline.
  explicit Pipeline(const llvm::TargetMachine* machine);

  // Cycles from the end of one iteration of the body to the end of the next, in the long run. Unimplemented
  // if the model of the machine lacks an instruction. REQUIRES: the body has no branches and no calls.
  absl::StatusOr<double> CyclesPerIteration(std::span<const llvm::MCInst> body, Recurrence recurrence);

 private:
  using Instructions = std::vector<std::unique_ptr<llvm::mca::Instruction>>;

  absl::StatusOr<Instructions> Build(std::span<const llvm::MCInst> body);

  const llvm::TargetMachine* machine_;
  std::unique_ptr<llvm::MCInstrAnalysis> analysis_;
  llvm::mca::InstrumentManager instruments_;
  llvm::mca::InstrBuilder builder_;
};

}  // namespace ulpforge
