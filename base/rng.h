// The one source of randomness: a small counter-seeded generator that gives the same bits on every
// machine and in every process. A seed has independent streams, one per candidate, so that
// the number of threads never changes a result.
//
// Thread safety: a value type; give each thread its own.
#pragma once

#include <bit>
#include <cstdint>

namespace ulpforge {

// splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014) for
// seeding; xoshiro256** (Blackman, Vigna: Scrambled Linear Pseudorandom Number Generators, 2021) after.
class Rng {
 public:
  explicit Rng(uint64_t seed, uint64_t stream = 0) {
    uint64_t state = Mix(seed + 0x9e3779b97f4a7c15) ^ Mix(stream * 0xd1342543de82ef95 + 0x632be59bd9b4e019);
    for (uint64_t& word : state_) word = Mix(state += 0x9e3779b97f4a7c15);
  }

  uint64_t Next() {
    const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // Uniform in [0, n) by 128-bit multiplication (Lemire, 2019); the bias is below n / 2^64.
  // REQUIRES: n > 0.
  uint64_t Below(uint64_t n) {
    return static_cast<uint64_t>((static_cast<unsigned __int128>(Next()) * n) >> 64);
  }

  // Uniform in [0, 1), a multiple of 2^-53.
  double Uniform() { return static_cast<double>(Next() >> 11) * 0x1p-53; }

  bool Chance(double probability) { return Uniform() < probability; }

 private:
  static uint64_t Mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  uint64_t state_[4];
};

}  // namespace ulpforge
