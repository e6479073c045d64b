// The loop whose pace is looked for. Includes LLVM: for the sources of this folder only.
#pragma once

#include "llvm/IR/Module.h"

namespace ulpforge {

enum class Recurrence {
  kNone,    // every iteration loads x from memory and stores f(x)
  kResult,  // x is the f(x) of the iteration before, which is also stored
};

// Replaces the function @f of the module, straight-line code of type T(T), T a scalar or a vector, by
// void @loop(T x, ptr in, ptr out), which computes f in a loop without end, counter or exit.
void MakeEndlessLoop(llvm::Module& module, Recurrence recurrence);

}  // namespace ulpforge
