#include "jit/cycles/loop_recorder.h"

#include <utility>

#include "base/check.h"
#include "fmt/format.h"
#include "llvm/MC/MCSymbol.h"

namespace ulpforge {

void LoopRecorder::emitLabel(llvm::MCSymbol* symbol, llvm::SMLoc location) {
  MCStreamer::emitLabel(symbol, location);
  labels_[symbol] = instructions_.size();
}

void LoopRecorder::emitInstruction(const llvm::MCInst& instruction, const llvm::MCSubtargetInfo& subtarget) {
  used_.clear();
  MCStreamer::emitInstruction(instruction, subtarget);  // visits the symbols
  const llvm::MCInstrDesc& description = info_.get(instruction.getOpcode());
  if (description.isCall() && called_.empty()) {
    called_ = used_.empty() ? "a function" : used_.front()->getName().str();
  }
  if (description.isBranch()) {
    const auto label = used_.empty() ? labels_.end() : labels_.find(used_.front());
    if (label != labels_.end()) {
      begin_ = label->second;
      end_ = instructions_.size();
    }
    return;
  }
  instructions_.push_back(instruction);
  // The expressions die with the function.
  for (llvm::MCOperand& operand : instructions_.back()) {
    if (operand.isExpr()) operand = llvm::MCOperand::createImm(0);
  }
}

void LoopRecorder::Forget() {
  instructions_.clear();
  labels_.clear();
  called_.clear();
  begin_ = end_ = 0;
}

absl::StatusOr<std::vector<llvm::MCInst>> LoopRecorder::TakeLoop() {
  const std::vector<llvm::MCInst> instructions = std::exchange(instructions_, {});
  const std::string called = std::exchange(called_, {});
  const size_t begin = begin_;
  const size_t end = end_;
  Forget();
  if (!called.empty()) {
    return absl::UnimplementedError(
        fmt::format("the code calls {}: the CPU lacks an op of the program", called));
  }
  ULPFORGE_CHECK(end > begin);
  return std::vector<llvm::MCInst>(instructions.begin() + begin, instructions.begin() + end);
}

}  // namespace ulpforge
