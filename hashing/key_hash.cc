#include "hashing/key_hash.h"

#include <xxhash.h>

#include <array>
#include <bit>

namespace ulpforge {
namespace {

static_assert(std::endian::native == std::endian::little, "keys are hashes of little-endian words");

// Raise it when any key changes its meaning: a saved cache of another version must not be hit.
constexpr uint64_t kSchemeVersion = 1;

constexpr uint64_t kHashSeed = 0x756c70666f726765;  // "ulpforge"

XXH128_hash_t Hash(const void* data, size_t bytes) { return XXH3_128bits_withSeed(data, bytes, kHashSeed); }

}  // namespace

FunctionKey HashKey(KeyScheme scheme, int mantissa_bits, const std::string& context,
                    std::span<const std::byte> content) {
  const XXH128_hash_t of_context = Hash(context.data(), context.size());
  const XXH128_hash_t of_content = Hash(content.data(), content.size());
  const std::array<uint64_t, 7> words = {kSchemeVersion,
                                         static_cast<uint64_t>(scheme),
                                         static_cast<uint64_t>(mantissa_bits),
                                         of_context.low64,
                                         of_context.high64,
                                         of_content.low64,
                                         of_content.high64};
  const XXH128_hash_t key = Hash(words.data(), sizeof(words));
  return {key.low64, key.high64};
}

}  // namespace ulpforge
