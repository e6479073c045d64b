#include "hashing/function_key.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/container/inlined_vector.h"
#include "base/check.h"
#include "hashing/extended_probe.h"
#include "hashing/field_samples.h"
#include "hashing/field_tape.h"
#include "hashing/key_hash.h"
#include "hashing/structure.h"

namespace ulpforge {
namespace {

constexpr uint64_t kPointSeed = 0x1d8e4e27c47d124f;  // of the elements that x and the constants get

template <class Content>
FunctionKey KeyOf(KeyScheme scheme, const KeyOptions& options, const Content& content) {
  ULPFORGE_CHECK(options.mantissa_bits >= 1 && options.mantissa_bits <= 52);
  return HashKey(scheme, options.mantissa_bits, options.context, std::as_bytes(std::span(content)));
}

// The elements at FieldTape::kLanes random points, the constants random as well and others at each point.
//
// Two different rational functions with numerators and denominators of degree at most d agree at one such
// point with probability at most 2 d / 2^61, so at all four with (2 d / 2^61)^4. d is below 2^ops: at 10
// ops the chance is 2^-200, far below that of two 128-bit hashes; at 32 ops still 2^-112. (Were the
// constants the same at every point, it would be about d / 2^61 however many points there are.)
std::array<uint64_t, FieldTape::kLanes> FieldFingerprint(const Program& program) {
  static const FieldSamples samples(kPointSeed);
  absl::InlinedVector<FieldTape::Lanes, 32> inputs(1 + program.constants.size());
  for (size_t k = 0; k < inputs.size(); ++k) {
    for (size_t i = 0; i < FieldTape::kLanes; ++i) inputs[k][i] = samples[k * FieldTape::kLanes + i];
  }
  const FieldTape tape(program);
  FieldTape::Registers registers;
  tape.Evaluate(inputs, &registers);
  const std::array<PrimeField, FieldTape::kLanes> outputs = tape.Outputs(registers);
  std::array<uint64_t, FieldTape::kLanes> tokens;
  std::transform(outputs.begin(), outputs.end(), tokens.begin(), [](PrimeField a) { return a.Token(); });
  return tokens;
}

bool IsRealProgram(const Program& program) {
  return std::all_of(program.instructions.begin(), program.instructions.end(),
                     [](const Instruction& i) { return Info(i.op).algebra != Algebra::kMachine; });
}

constexpr KeyRow kRealKeys[] = {
    {"family", "the same function of x and the constants, exact where it is rational", &FamilyKey},
    {"rounded", "the same values at probe points, rounded to mantissa_bits", &RoundedKey},
    {"structure", "the same canonical graph", &StructureKey},
};

}  // namespace

FunctionKey StructureKey(const Program& canonical, const KeyOptions& options) {
  return KeyOf(KeyScheme::kStructure, options, PackStructure(canonical));
}

FunctionKey RoundedKey(const Program& canonical, const KeyOptions& options) {
  ULPFORGE_CHECK(IsRealProgram(canonical));
  std::array<uint64_t, kExtendedPoints> tokens;
  ExtendedFingerprint(canonical, options.mantissa_bits, tokens);
  return KeyOf(KeyScheme::kExtended, options, tokens);
}

FunctionKey FamilyKey(const Program& canonical, const KeyOptions& options) {
  if (!IsFieldProgram(canonical)) return RoundedKey(canonical, options);
  return KeyOf(KeyScheme::kField, options, FieldFingerprint(canonical));
}

std::span<const KeyRow> RealKeys() { return kRealKeys; }

}  // namespace ulpforge
