// What a translation unit that is compiled against the headers of a library, as its user would, shows to the
// table of peers. No other header of Ulpforge goes into such a unit, and none of the standard library that
// the rest of the program uses with other flags.
#pragma once

#include <cstddef>

namespace ulpforge {

struct AdapterFunction {
  const char* target;
  // As ArrayFunction<float> and TimedFunction<float>::chain; null if the library has no function of one value
  // that computes what the array function computes.
  void (*array)(const float* in, float* out, size_t n);
  void (*chain)(const float* in, float* out, size_t n);
};

struct Adapter {
  const char* version;
  const AdapterFunction* functions;
  size_t count;
};

// Each unit is compiled once for every level of peers.h, with the namespace of the level in the macro
// ULPFORGE_PEER_LEVEL. Defined where the header of the library was found.
#define ULPFORGE_PEER_ADAPTERS                                                 \
  __attribute__((visibility("default"))) extern const Adapter kEigenAdapter;   \
  __attribute__((visibility("default"))) extern const Adapter kHighwayAdapter; \
  __attribute__((visibility("default"))) extern const Adapter kVdtAdapter;     \
  __attribute__((visibility("default"))) extern const Adapter kXsimdAdapter;

namespace native_level {
ULPFORGE_PEER_ADAPTERS
}
namespace x86_64_v3_level {
ULPFORGE_PEER_ADAPTERS
}

#undef ULPFORGE_PEER_ADAPTERS

}  // namespace ulpforge
