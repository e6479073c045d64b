// The optimisation of a module for one machine. Includes LLVM: for the sources of this folder only.
#pragma once

#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace ulpforge {

// Makes the machine the module's target and runs LLVM's passes of -O3. A pipeline can run only once (the
// inliner's part is moved out of it), so each call builds one.
void Optimize(llvm::TargetMachine* machine, llvm::Module* module);

}  // namespace ulpforge
