#include "jit/optimizer.h"

#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"

namespace ulpforge {

Optimizer::Optimizer(llvm::TargetMachine* machine) : machine_(machine) {
  llvm::PassBuilder builder(machine);
  builder.registerModuleAnalyses(modules_);
  builder.registerCGSCCAnalyses(components_);
  builder.registerFunctionAnalyses(functions_);
  builder.registerLoopAnalyses(loops_);
  builder.crossRegisterProxies(loops_, functions_, components_, modules_);
  passes_ = builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3);
}

void Optimizer::Run(llvm::Module& module) {
  module.setTargetTriple(machine_->getTargetTriple().str());
  module.setDataLayout(machine_->createDataLayout());
  passes_.run(module, modules_);
  modules_.clear();
  components_.clear();
  functions_.clear();
  loops_.clear();
}

}  // namespace ulpforge
