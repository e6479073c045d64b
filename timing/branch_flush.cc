#include "timing/branch_flush.h"

namespace ulpforge {

void ForgetBranches() {
#if defined(__x86_64__)
  asm volatile(".rept 24576\n\tjmp 1f\n\t.balign 8\n1:\n\t.endr");
#elif defined(__aarch64__)
  asm volatile(".rept 24576\n\tb 1f\n\t.balign 8\n1:\n\t.endr");
#endif
}

}  // namespace ulpforge
