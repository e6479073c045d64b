// Takes the machine instructions of a loop from LLVM's code generator, in place of an assembler. Includes
// LLVM: for the sources of this folder only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCStreamer.h"

namespace ulpforge {

class LoopRecorder : public llvm::MCStreamer {
 public:
  LoopRecorder(llvm::MCContext& context, const llvm::MCInstrInfo& info) : MCStreamer(context), info_(info) {}

  // The instructions between the target of the last jump back and that jump, without any jump: those that are
  // executed if no other branch is taken. Addresses of symbols are zero. Unimplemented if there are calls.
  // Forgets everything. REQUIRES: a loop has been recorded.
  absl::StatusOr<std::vector<llvm::MCInst>> TakeLoop();

  // Forgets everything, a loop or none.
  void Forget();

  void emitInstruction(const llvm::MCInst& instruction, const llvm::MCSubtargetInfo& subtarget) override;
  void emitLabel(llvm::MCSymbol* symbol, llvm::SMLoc location) override;
  void visitUsedSymbol(const llvm::MCSymbol& symbol) override { used_.push_back(&symbol); }
  bool emitSymbolAttribute(llvm::MCSymbol*, llvm::MCSymbolAttr) override { return true; }
  void emitCommonSymbol(llvm::MCSymbol*, uint64_t, llvm::Align) override {}
  void emitZerofill(llvm::MCSection*, llvm::MCSymbol*, uint64_t, llvm::Align, llvm::SMLoc) override {}

 private:
  const llvm::MCInstrInfo& info_;
  std::vector<llvm::MCInst> instructions_;
  std::map<const llvm::MCSymbol*, size_t> labels_;
  std::vector<const llvm::MCSymbol*> used_;  // by the instruction that is being recorded
  std::string called_;                       // the first function that is called
  size_t begin_ = 0, end_ = 0;               // of the loop
};

}  // namespace ulpforge
