// From IR to the machine instructions of the loop whose pace is looked for. Includes LLVM: for the sources
// of this folder only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "jit/cycles/endless_loop.h"
#include "jit/cycles/loop_recorder.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/MCInst.h"
#include "llvm/Target/TargetMachine.h"

namespace ulpforge {

// Holds the passes of the code generator, which take longer to set up than to run.
//
// Thread safety: one per thread.
class LoopCompiler {
 public:
  // The machine must live as long as the compiler.
  static absl::StatusOr<std::unique_ptr<LoopCompiler>> Create(llvm::TargetMachine* machine);

  // The body of the loop around the function @f of the module in `ir`, which is as MakeEndlessLoop wants it.
  // Unimplemented if it has calls or branches or if LLVM cannot compile it.
  absl::StatusOr<std::vector<llvm::MCInst>> Compile(const std::string& ir, Recurrence recurrence);

 private:
  explicit LoopCompiler(llvm::TargetMachine* machine) : machine_(machine) {}
  absl::Status AddPasses();

  llvm::TargetMachine* machine_;
  LoopRecorder* recorder_ = nullptr;  // owned by the passes
  llvm::legacy::PassManager passes_;
};

}  // namespace ulpforge
