// Errors of LLVM as absl::Status. Includes LLVM: for the sources of this folder only.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Support/Error.h"

namespace ulpforge {

// Internal "<what>: <messages of the error>"; OK for success. Consumes the error.
absl::Status ToStatus(llvm::Error error, std::string_view what);

// Runs `generate`, and leaves it at its first error if KeepFirstError keeps errors: LLVM would go on with
// code that is wrong, and its passes then read what is not there. False after an error; what `generate`
// worked on must not be touched again, not even destroyed.
bool RunUntilError(llvm::function_ref<void()> generate);

// From now on the first error of the code generator in this context becomes *message, instead of being
// printed and ending the process; no code may be used once there is one. The message must live as long as the
// context compiles.
void KeepFirstError(llvm::LLVMContext* context, std::string* message);

// Unimplemented "LLVM cannot compile the program: <message>".
absl::Status CannotCompile(std::string_view message);

}  // namespace ulpforge
