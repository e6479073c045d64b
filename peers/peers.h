// What users would pick instead: for a target, the float32 functions of the C library and of the packaged
// vector libraries. One table; what is missing on this machine stays in the list, with the reason.
//
// A peer is compared with code for a CPU, so it may use what code for that CPU may use: the libraries of
// headers are compiled for each level, and functions that need more are left out.
//
// Thread safety: the functions of loaded peers may be called from several threads at once.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "native/library_function.h"

namespace ulpforge {

enum class PeerLevel {
  kNative,    // this machine's CPU (the -march of the build)
  kX86_64V3,  // AVX2 and FMA, no AVX-512
};

// The CPUs of the levels, as compilers name them.
inline constexpr std::array<std::string_view, 2> kPeerLevels = {"native", "x86-64-v3"};

std::string_view CpuOf(PeerLevel level);

// The level of a CPU; InvalidArgument, with those there are, if it is no level's.
absl::StatusOr<PeerLevel> FindPeerLevel(std::string_view cpu);

// A peer that can be called. Copies of its function are valid as long as it lives.
class LoadedPeer {
 public:
  explicit LoadedPeer(LibraryFunction<float> library) : library_(std::move(library)) {}
  explicit LoadedPeer(TimedFunction<float> linked) : linked_(std::move(linked)) {}

  // The chain is empty for functions over arrays.
  const TimedFunction<float>& function() const { return library_ ? library_->function() : linked_; }

 private:
  std::optional<LibraryFunction<float>> library_;
  TimedFunction<float> linked_;
};

struct Peer {
  std::string library;  // "SLEEF"
  std::string version;  // of what is installed, found at run or build time; empty if it is not there
  std::string variant;  // "u10 AVX2"; may be empty
  std::string target;
  PeerLevel level = PeerLevel::kNative;
  size_t row = 0;  // of the table

  // For display: "SLEEF 3.5.1 u10 AVX2".
  std::string Name() const;

  // NotFound if the library is not installed, or was not when Ulpforge was built, with the package that has
  // it, and if it has no such function; FailedPrecondition if this CPU or the level lacks what it needs. One
  // line that names the peer.
  absl::StatusOr<LoadedPeer> Load() const;
};

// All rows of the table for a target, in a fixed order, loadable or not.
std::vector<Peer> PeersOf(std::string_view target, PeerLevel level = PeerLevel::kNative);

}  // namespace ulpforge
