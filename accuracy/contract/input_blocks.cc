#include "accuracy/contract/input_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "absl/status/status.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

// A prime above every number of blocks, so that its multiples visit each block once; close to 2^32 divided by
// the golden ratio, so that they spread evenly if that number is a power of two.
constexpr uint64_t kStride = 2654435761;

// Small enough that two threads share a format of 16 bits evenly.
uint32_t BlockSize(const FloatFormat& format) { return uint32_t{1} << (format.storage_bits / 2); }

struct Magnitudes {
  uint32_t first = 0;
  uint32_t last = 0;
};

// The bits of the values v >= 0 between two numbers that are not negative.
std::optional<Magnitudes> MagnitudesBetween(const FloatFormat& format, double lo, bool lo_open, double hi,
                                            bool hi_open) {
  const auto value = [&](uint32_t bits) { return FromBits(format, bits); };
  uint32_t first = RoundToBits(format, std::fabs(lo));
  if (value(first) < lo || (lo_open && value(first) == lo)) ++first;
  int64_t last = RoundToBits(format, std::fabs(hi));
  if (value(static_cast<uint32_t>(last)) > hi || (hi_open && value(static_cast<uint32_t>(last)) == hi))
    --last;
  if (last < int64_t{first}) return std::nullopt;
  return Magnitudes{first, static_cast<uint32_t>(last)};
}

}  // namespace

absl::StatusOr<InputBlocks> InputBlocks::Create(const FloatFormat& format,
                                                const std::optional<Interval>& domain) {
  InputBlocks blocks;
  const uint32_t sign = format.sign_bit();
  if (!domain) {
    blocks.Add(format, 0, sign - 1);
    blocks.Add(format, sign, sign + (sign - 1));
    return blocks;
  }
  const Interval& d = *domain;
  if (d.hi >= 0) {
    const auto part = MagnitudesBetween(format, std::fmax(d.lo, 0), d.lo_open && d.lo >= 0, d.hi, d.hi_open);
    if (part) blocks.Add(format, part->first, part->last);
  }
  if (d.lo <= 0) {
    const auto part =
        MagnitudesBetween(format, std::fmax(-d.hi, 0), d.hi_open && d.hi <= 0, -d.lo, d.lo_open);
    if (part) blocks.Add(format, sign + part->first, sign + part->last);
  }
  if (blocks.inputs() == 0) {
    return absl::InvalidArgumentError(
        fmt::format("domain '{}' contains no {} value; take a wider one", FormatInterval(d), format.name));
  }
  return blocks;
}

void InputBlocks::Add(const FloatFormat& format, uint32_t first, uint32_t last) {
  const uint32_t block_size = BlockSize(format);
  inputs_ += uint64_t{last - first} + 1;
  for (uint64_t begin = first; begin <= last;) {
    const uint64_t end = std::min<uint64_t>((begin / block_size + 1) * block_size, uint64_t{last} + 1);
    const bool next_is_number = (end & (format.sign_bit() - 1)) <= format.infinity_bits();
    blocks_.push_back(
        {static_cast<uint32_t>(begin), static_cast<uint32_t>(end - begin), end <= last && next_is_number});
    begin = end;
  }
}

size_t InputBlocks::Visit(size_t k) const { return static_cast<size_t>(k * kStride % blocks_.size()); }

bool InputBlocks::Contains(uint32_t bits) const {
  const auto after =
      std::upper_bound(blocks_.begin(), blocks_.end(), bits,
                       [](uint32_t value, const InputBlock& block) { return value < block.first; });
  return after != blocks_.begin() && bits - std::prev(after)->first < std::prev(after)->size;
}

std::string FormatInputs(const std::optional<Interval>& domain) {
  return domain ? FormatInterval(*domain) : "all";
}

}  // namespace ulpforge
