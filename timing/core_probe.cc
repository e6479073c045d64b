#include "timing/core_probe.h"

#include <cstdint>

#include "timing/clock.h"

namespace ulpforge {
namespace {

constexpr int kAdditions = 4000;
constexpr int kNopBlocks = 32;
constexpr int kNopsPerBlock = 500;  // as written below

// The other summand is unknown to the compiler, and a register: chains of additions of constants are
// shortened by the renamers of some cores.
void AddDependently() {
  uint64_t sum = 1;
  uint64_t summand = 1;
  asm volatile("" : "+r"(summand));
  for (int i = 0; i < kAdditions / 20; ++i) {
#pragma GCC unroll 20
    for (int k = 0; k < 20; ++k) {
      sum += summand;
      asm volatile("" : "+r"(sum));
    }
  }
}

void DoNothing() {
  for (int i = 0; i < kNopBlocks; ++i) asm volatile(".rept 500\n\tnop\n\t.endr");
}

}  // namespace

CoreProbe ProbeCore() {
  const double start = NowNs();
  AddDependently();
  const double middle = NowNs();
  DoNothing();
  const double end = NowNs();
  const double ns_per_cycle = (middle - start) / kAdditions;
  return {.ns_per_cycle = ns_per_cycle,
          .nops_per_cycle = kNopBlocks * kNopsPerBlock / (end - middle) * ns_per_cycle};
}

}  // namespace ulpforge
