// What the agreement tests run: programs and inputs on which every engine must compute the same bits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "dsl/program.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"

namespace ulpforge::testing {

// Special values, random bit patterns and moderate numbers.
template <class T>
std::vector<T> AgreementInputs() {
  constexpr size_t kRandomInputs = 400;
  Rng rng(2);
  std::vector<T> inputs = SpecialValues<T>();
  for (size_t k = 0; k < kRandomInputs; ++k) {
    inputs.push_back(RandomBits<T>(rng));
    inputs.push_back(static_cast<T>(RandomModerate(rng)));
  }
  return inputs;
}

// Two hundred random programs over all ops, each specified to the bit at some of the inputs at least, and
// those without instructions.
template <class T>
std::vector<Program> AgreementPrograms(const std::vector<T>& inputs) {
  constexpr size_t kPrograms = 200;
  const auto comparable = [&](const Program& program) {
    return std::any_of(inputs.begin(), inputs.end(),
                       [&](T x) { return !EvaluateOne<T>(program, x).nan_reached_bits; });
  };
  Rng rng(1);
  std::vector<Program> programs(2);
  programs[1].constants = {Extended(-0.0)};
  programs[1].output = ConstantOperand(0);
  while (programs.size() < kPrograms) {
    const bool real = programs.size() % 2 == 0;
    Program program =
        RandomProgram(rng, {.ops = real ? RealOps() : OpsOf<T>(),
                            .instructions = 1 + rng.Below(16),
                            .kind = rng.Chance(0.1) ? ConstantKind::kBits : ConstantKind::kModerate});
    if (comparable(program)) programs.push_back(std::move(program));
  }
  return programs;
}

}  // namespace ulpforge::testing
