#include "hashing/function_key.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "absl/container/inlined_vector.h"
#include "base/check.h"
#include "hashing/extended_probe.h"
#include "hashing/field_samples.h"
#include "hashing/field_tape.h"
#include "hashing/structure.h"

namespace ulpforge {
namespace {

static_assert(std::endian::native == std::endian::little, "keys are hashes of little-endian words");

// Raise it when any key changes its meaning: a saved cache of another version must not be hit.
constexpr uint64_t kSchemeVersion = 1;

constexpr uint64_t kHashSeed = 0x756c70666f726765;   // "ulpforge"
constexpr uint64_t kPointSeed = 0x1d8e4e27c47d124f;  // of the elements that x and the constants get

enum class Scheme : uint64_t { kStructure, kField, kExtended };

XXH128_hash_t Hash(const void* data, size_t bytes) { return XXH3_128bits_withSeed(data, bytes, kHashSeed); }

FunctionKey KeyOf(Scheme scheme, const KeyOptions& options, XXH128_hash_t content) {
  ULPFORGE_CHECK(options.mantissa_bits >= 1 && options.mantissa_bits <= 52);
  const XXH128_hash_t context = Hash(options.context.data(), options.context.size());
  const std::array<uint64_t, 7> words = {kSchemeVersion,
                                         static_cast<uint64_t>(scheme),
                                         static_cast<uint64_t>(options.mantissa_bits),
                                         context.low64,
                                         context.high64,
                                         content.low64,
                                         content.high64};
  const XXH128_hash_t key = Hash(words.data(), sizeof(words));
  return {key.low64, key.high64};
}

// The elements at FieldTape::kLanes random points, the constants random as well and others at each point.
//
// Two different rational functions with numerators and denominators of degree at most d agree at one such
// point with probability at most 2 d / 2^61, so at all four with (2 d / 2^61)^4. d is below 2^ops: at 10
// ops the chance is 2^-200, far below that of two 128-bit hashes; at 32 ops still 2^-112. (Were the
// constants the same at every point, it would be about d / 2^61 however many points there are.)
XXH128_hash_t FieldFingerprint(const Program& program) {
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
  return Hash(tokens.data(), sizeof(tokens));
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
  const std::string structure = PackStructure(canonical);
  return KeyOf(Scheme::kStructure, options, Hash(structure.data(), structure.size()));
}

FunctionKey RoundedKey(const Program& canonical, const KeyOptions& options) {
  ULPFORGE_CHECK(IsRealProgram(canonical));
  std::array<uint64_t, kExtendedPoints> tokens;
  ExtendedFingerprint(canonical, options.mantissa_bits, tokens);
  return KeyOf(Scheme::kExtended, options, Hash(tokens.data(), sizeof(tokens)));
}

FunctionKey FamilyKey(const Program& canonical, const KeyOptions& options) {
  if (!IsFieldProgram(canonical)) return RoundedKey(canonical, options);
  return KeyOf(Scheme::kField, options, FieldFingerprint(canonical));
}

std::span<const KeyRow> RealKeys() { return kRealKeys; }

}  // namespace ulpforge
