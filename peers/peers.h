// What users would pick instead: for a target, the float32 functions of the C library and of the packaged
// vector libraries. One table; what is missing on this machine stays in the list, with the reason.
//
// Thread safety: the functions of loaded peers may be called from several threads at once.
#pragma once

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
  size_t row = 0;  // of the table

  // For display: "SLEEF 3.5.1 u10 AVX2".
  std::string Name() const;

  // NotFound if the library is not installed, or was not when Ulpforge was built, with the package that has
  // it, and if it has no such function; FailedPrecondition if this CPU lacks what it needs. One line that
  // names the peer.
  absl::StatusOr<LoadedPeer> Load() const;
};

// All rows of the table for a target, in a fixed order, loadable or not.
std::vector<Peer> PeersOf(std::string_view target);

}  // namespace ulpforge
