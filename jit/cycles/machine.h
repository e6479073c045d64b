// A Machine names the processor whose timing LLVM's scheduling models describe: a CPU as `llc -mcpu` spells
// it, a target triple and features. It need not be the machine that this process runs on.
//
// Thread safety: a value type.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace ulpforge {

// A processor as users name it.
struct MachineName {
  std::string cpu = "native";  // "native", or a name of LLVM's -mcpu: "znver3", "skylake", "apple-m1", ...
  std::string triple;          // empty: the first platform of machine.cc that knows the CPU
  // x86-64 only, on top of the CPU's, those of kFeatures in machine.cc: "+prefer-256-bit,-fma".
  std::string features;
};

struct Machine {
  std::string cpu;
  std::string triple;
  std::string features;
  // The width of the vectors that LLVM would choose for a loop, in bits; 0 if there are none. Scalable
  // vectors count with their least width.
  int vector_bits = 0;
  // All CPUs that LLVM describes by the same model, `cpu` included, in alphabetical order. LLVM lends models:
  // the cycles of "x86-64-v3" are those of "haswell", those of "apple-m1" come from the model of "cyclone".
  std::vector<std::string> same_model;

  // Values of T that fit in one vector, at least 1.
  template <class T>
  int Lanes() const {
    return vector_bits < static_cast<int>(16 * sizeof(T)) ? 1 : vector_bits / static_cast<int>(8 * sizeof(T));
  }

  friend bool operator==(const Machine&, const Machine&) = default;
};

// InvalidArgument if LLVM does not know the CPU (the line proposes the nearest name that it knows), the
// triple or a feature, or if it has no model of the timing of this CPU's instructions.
absl::StatusOr<Machine> FindMachine(const MachineName& name);

// One line: "znver3, x86_64-unknown-linux-gnu, 256-bit vectors, LLVM 19.1.7". A lent model is named.
std::string Describe(const Machine& machine);

// The names of all CPUs that FindMachine accepts without a triple, in alphabetical order.
std::vector<std::string> KnownCpus();

}  // namespace ulpforge
