#include "jit/cycles/loop_compiler.h"

#include <utility>

#include "fmt/format.h"
#include "jit/compile/llvm_error.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/CodeGen/AsmPrinter.h"
#include "llvm/CodeGen/MachineModuleInfo.h"
#include "llvm/CodeGen/Passes.h"
#include "llvm/CodeGen/TargetPassConfig.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/SourceMgr.h"

namespace ulpforge {
absl::StatusOr<std::unique_ptr<LoopCompiler>> LoopCompiler::Create(llvm::TargetMachine* machine) {
  std::unique_ptr<LoopCompiler> compiler(new LoopCompiler(machine));
  if (absl::Status status = compiler->AddPasses(); !status.ok()) return status;
  return compiler;
}

// What LLVMTargetMachine::addPassesToEmitFile adds, with the recorder in place of an assembler.
absl::Status LoopCompiler::AddPasses() {
  auto* const machine = static_cast<llvm::LLVMTargetMachine*>(machine_);
  auto* const module_info = new llvm::MachineModuleInfoWrapperPass(machine);  // goes to the passes
  llvm::TargetPassConfig* const config = machine->createPassConfig(passes_);
  config->setDisableVerify(true);
  passes_.add(config);
  passes_.add(module_info);
  const auto failed = [&] {
    return absl::InternalError(fmt::format("LLVM cannot emit code for {}", machine->getTargetTriple().str()));
  };
  if (config->addISelPasses()) return failed();
  config->addMachinePasses();
  config->setInitialized();
  auto recorder =
      std::make_unique<LoopRecorder>(module_info->getMMI().getContext(), *machine->getMCInstrInfo());
  recorder_ = recorder.get();
  machine->getTarget().createNullTargetStreamer(*recorder);  // goes to the recorder
  llvm::AsmPrinter* const printer = machine->getTarget().createAsmPrinter(*machine, std::move(recorder));
  if (printer == nullptr) return failed();
  passes_.add(printer);
  passes_.add(llvm::createFreeMachineFunctionPass());
  return absl::OkStatus();
}

absl::StatusOr<std::vector<llvm::MCInst>> LoopCompiler::Compile(const std::string& ir,
                                                                Recurrence recurrence) {
  // A context of its own for each program, because contexts keep all constants that they ever saw.
  llvm::LLVMContext context;
  std::string error;
  KeepFirstError(&context, &error);
  llvm::SMDiagnostic diagnostic;
  const std::unique_ptr<llvm::Module> module =
      llvm::parseAssembly(llvm::MemoryBufferRef(ir, "loop"), diagnostic, context);
  if (module == nullptr) {
    return absl::InternalError(fmt::format("loop, line {}: LLVM cannot read IR: {}", diagnostic.getLineNo(),
                                           diagnostic.getMessage().str()));
  }
  module->setTargetTriple(machine_->getTargetTriple().str());
  module->setDataLayout(machine_->createDataLayout());
  MakeEndlessLoop(*module, recurrence);
  passes_.run(*module);
  if (!error.empty()) {
    recorder_->Forget();
    return CannotCompile(error);
  }
  return recorder_->TakeLoop();
}

}  // namespace ulpforge
