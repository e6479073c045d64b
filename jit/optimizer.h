// The optimisation of a module for one machine. Includes LLVM: for the sources of this folder only.
#pragma once

#include "llvm/Analysis/CGSCCPassManager.h"
#include "llvm/Analysis/LoopAnalysisManager.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Target/TargetMachine.h"

namespace ulpforge {

// Thread safety: one per thread.
class Optimizer {
 public:
  // The machine must live as long as the optimizer.
  explicit Optimizer(llvm::TargetMachine* machine);

  // Sets the module's target to the machine and optimises.
  void Run(llvm::Module& module);

 private:
  llvm::TargetMachine* machine_;
  llvm::LoopAnalysisManager loops_;
  llvm::FunctionAnalysisManager functions_;
  llvm::CGSCCAnalysisManager components_;
  llvm::ModuleAnalysisManager modules_;
  llvm::ModulePassManager passes_;
};

}  // namespace ulpforge
