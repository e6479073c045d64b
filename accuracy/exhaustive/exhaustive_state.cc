#include "accuracy/exhaustive/exhaustive_state.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <cstdint>

namespace ulpforge {
namespace {

constexpr std::string_view kMagic = "ULPFEXH1";

std::string Checksum(std::string_view bytes) {
  XXH64_canonical_t canonical;
  XXH64_canonicalFromHash(&canonical, XXH3_64bits(bytes.data(), bytes.size()));
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof(canonical.digest));
}

constexpr size_t kHeader = kMagic.size() + sizeof(XXH64_canonical_t);

}  // namespace

std::string EncodeExhaustiveState(const ExhaustiveState& state) {
  const std::string message = state.SerializeAsString();
  return std::string(kMagic) + Checksum(message) + message;
}

absl::StatusOr<ExhaustiveState> DecodeExhaustiveState(std::string_view bytes, std::string_view name) {
  ExhaustiveState state;
  const bool has_header = bytes.size() >= kHeader && bytes.substr(0, kMagic.size()) == kMagic;
  if (has_header) {
    const std::string_view message = bytes.substr(kHeader);
    const bool intact = bytes.substr(kMagic.size(), kHeader - kMagic.size()) == Checksum(message);
    if (intact && state.ParseFromArray(message.data(), static_cast<int>(message.size()))) return state;
  }
  return absl::DataLossError(fmt::format(
      "{}: {}; delete it to check from the beginning", name,
      has_header ? "the state of an exhaustive check, but damaged" : "not the state of an exhaustive check"));
}

absl::Status CheckState(const ExhaustiveState& state, const ExhaustiveState& start,
                        const InputBlocks& blocks) {
  struct Part {
    std::string_view name;
    const std::string& got;
    const std::string& expected;
  };
  for (const Part& part : std::array{
           Part{"target", state.target(), start.target()}, Part{"format", state.format(), start.format()},
           Part{"result", state.result(), start.result()}, Part{"domain", state.domain(), start.domain()},
           Part{"contract", state.contract(), start.contract()},
           Part{"measure", state.measure(), start.measure()},
           Part{"function", state.function(), start.function()}}) {
    if (part.got == part.expected) continue;
    return absl::FailedPreconditionError(fmt::format(
        "the saved state is that of another exhaustive check: its {} is '{}', not '{}'; delete it to "
        "check from the beginning",
        part.name, part.got, part.expected));
  }
  uint64_t inputs = 0;
  const bool complete = state.done().size() == start.done().size();
  for (size_t k = 0; complete && k < blocks.size(); ++k) {
    if (IsDone(state, k)) inputs += blocks[k].size;
  }
  if (complete && inputs == state.tally().inputs()) return absl::OkStatus();
  return absl::DataLossError(
      "the saved state of the exhaustive check contradicts itself; delete it to check from the beginning");
}

bool IsDone(const ExhaustiveState& state, size_t block) {
  return ((static_cast<unsigned char>(state.done()[block / 8]) >> (block % 8)) & 1) != 0;
}

void SetDone(size_t block, ExhaustiveState* state) {
  char& byte = (*state->mutable_done())[block / 8];
  byte = static_cast<char>(static_cast<unsigned char>(byte) | (1u << (block % 8)));
}

}  // namespace ulpforge
