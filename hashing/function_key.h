// Functional hashes. A key says what a program computes, not how it is written, so that candidates that
// compute the same function are recognised and never evaluated twice (Gillard et al., Unified Functional
// Hashing in Automatic Machine Learning, arXiv 2302.05433). Keys are taken before constants are fitted:
// afterwards all good candidates look alike.
//
// Thread safety: pure functions.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "dsl/program.h"

namespace ulpforge {

// 128 bits; equal keys are taken as equal functions.
struct FunctionKey {
  uint64_t low = 0;
  uint64_t high = 0;

  friend auto operator<=>(const FunctionKey&, const FunctionKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const FunctionKey& key) {
    return H::combine(std::move(h), key.low, key.high);
  }
};

struct KeyOptions {
  std::string context;     // everything else that changes the answer: arithmetic, target, domain, ...
  int mantissa_bits = 32;  // kept when a value must be rounded, 1 to 52
};

// Equal for equal canonical graphs. REQUIRES: `canonical` is in canonical form.
FunctionKey StructureKey(const Program& canonical, const KeyOptions& options);

// Equal for programs that are the same function of (x, constants), the constants being unknowns in
// canonical slots: values in extended precision at generic points, rounded to mantissa_bits. An equal may be
// missed where cancellation costs more than about 94 - mantissa_bits bits; functions with pieces (floor,
// min, ...) are merged if they differ at none of the points, and with few bits other functions are merged as
// well. REQUIRES: `canonical` is in canonical form, all ops real.
FunctionKey RoundedKey(const Program& canonical, const KeyOptions& options);

// The same, but exact for programs of field ops (+ - * / fma neg): the hash is taken over the prime field
// 2^61 - 1, so that reassociation and distributivity do not matter, and different functions collide with
// probability about (degree / 2^61)^4. Every other program gets its RoundedKey. REQUIRES: as RoundedKey.
FunctionKey FamilyKey(const Program& canonical, const KeyOptions& options);

// A key by which a search may know programs again. REQUIRES of `key`: as RoundedKey.
struct KeyRow {
  std::string_view name;
  std::string_view description;
  FunctionKey (*key)(const Program& canonical, const KeyOptions& options);
};

// The table of keys for real programs; the first is the default.
std::span<const KeyRow> RealKeys();

// The number of constants that can be told apart by what the program computes: the rank of its Jacobian
// with respect to the constants at random points of the prime field. Smaller than the number of constants
// when one of them is redundant, as in (x + a) + b. Programs with ops that are not field ops are taken
// through extended precision. REQUIRES: as FamilyKey.
int ConstantRank(const Program& canonical);

}  // namespace ulpforge
