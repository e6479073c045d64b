// LLVM's code generators, set up so that floating point stays as written. Includes LLVM: for the sources of
// this folder only.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "llvm/Target/TargetMachine.h"

namespace ulpforge {

struct TargetSpec {
  std::string triple;  // empty: this process's
  std::string cpu;     // a name of LLVM's -mcpu; empty: this machine's CPU, or the triple's most general one
  std::string features;  // as LLVM's -mattr, on top of the CPU's, as in "-avx512f"
};

// Makes LLVM know all its targets. Everything else here and in machine.h does it by itself.
void RegisterTargets();

// The features of the CPU that this process runs on, as LLVM's -mattr.
std::string HostFeatures();

// A code generator at the highest level that never contracts a * b + c. InvalidArgument if LLVM does not know
// the triple or the CPU or a feature.
absl::StatusOr<std::unique_ptr<llvm::TargetMachine>> MakeTargetMachine(const TargetSpec& spec);

}  // namespace ulpforge
