#include "jit/compile/llvm_error.h"

#include <memory>
#include <utility>

#include "fmt/format.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/raw_ostream.h"

namespace ulpforge {
namespace {

class FirstError : public llvm::DiagnosticHandler {
 public:
  explicit FirstError(std::string* message) : message_(message) {}

  bool handleDiagnostics(const llvm::DiagnosticInfo& info) override {
    if (info.getSeverity() == llvm::DS_Error && message_->empty()) {
      llvm::raw_string_ostream stream(*message_);
      llvm::DiagnosticPrinterRawOStream printer(stream);
      info.print(printer);
      stream.flush();
      if (auto* recovery = llvm::CrashRecoveryContext::GetCurrent()) recovery->HandleExit(1);
    }
    return true;
  }

 private:
  std::string* message_;
};

}  // namespace

absl::Status ToStatus(llvm::Error error, std::string_view what) {
  if (!error) return absl::OkStatus();
  return absl::InternalError(fmt::format("{}: {}", what, llvm::toString(std::move(error))));
}

bool RunUntilError(llvm::function_ref<void()> generate) {
  llvm::CrashRecoveryContext::Enable();
  return llvm::CrashRecoveryContext().RunSafely(generate);
}

void KeepFirstError(llvm::LLVMContext* context, std::string* message) {
  context->setDiagnosticHandler(std::make_unique<FirstError>(message));
}

absl::Status CannotCompile(std::string_view message) {
  return absl::UnimplementedError(fmt::format("LLVM cannot compile the program: {}", message));
}

}  // namespace ulpforge
