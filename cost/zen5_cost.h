// What a program takes on a Zen 5, by two formulas that were fitted to measured times of code for
// x86-64-v3: the 81 float32 kernels by hand of results/baselines, 10 to 33 ops each. They cost a microsecond,
// where LLVM's model of a CPU takes milliseconds, and are no further from the clock than it;
// docs/static_cycles.md compares them. An op without a measured time counts as as many multiplications, one
// after the other, as its weight says.
//
// Thread safety: pure functions.
#pragma once

#include "dsl/program.h"

namespace ulpforge {

// Cycles per element of an array loop over vectors of `lanes` values: a line in the ops of the two
// multipliers and in n L, the number of ops times the latency of the longest path. While a chain runs, the
// scheduler must hold the ops of the iterations that follow, about n L / 2 of them per iteration and cycle,
// and its size is what limits long kernels. Root mean square of the relative errors: 7%.
double Zen5Throughput(const Program& program, int lanes);

// Cycles per call of a chain of scalar calls: a line in the latency of the longest path, where moves between
// the registers of floats and of integers count. Root mean square of the relative errors: 5%.
double Zen5Latency(const Program& program);

}  // namespace ulpforge
