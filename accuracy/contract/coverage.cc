#include "accuracy/contract/coverage.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace ulpforge {
namespace {

bool IsSubnormal(const FloatFormat& format, float value) {
  return value != 0 && std::fabs(double{value}) < format.smallest_normal();
}

}  // namespace

Coverage::Coverage(const Contract& contract, ExactReference& exact)
    : contract_(contract), at_zero_{exact.Round(0.0f), exact.Round(-0.0f)} {}

bool Coverage::IsFlushed(float correct) const {
  const FloatFormat& format = contract_.result_format();
  return IsSubnormal(format, correct) ||
         (contract_.flush_mode && std::fabs(double{correct}) == format.smallest_normal());
}

bool Coverage::Covers(float x, float correct) const {
  const bool nan = std::isnan(x) || std::isnan(correct);
  const bool infinite = std::isinf(x) || std::isinf(correct);
  const bool subnormal = IsSubnormal(*contract_.format, x) || IsSubnormal(contract_.result_format(), correct);
  return !(nan && contract_.nan == Policy::kUnspecified) &&
         !(infinite && contract_.infinity == Policy::kUnspecified) &&
         !(subnormal && contract_.subnormal == Policy::kUnspecified);
}

FlushedResults Coverage::Flushed(float x, float correct) const {
  FlushedResults results;
  if (contract_.subnormal != Policy::kFlush) return results;
  if (IsFlushed(correct)) results.Add(std::copysign(0.0f, correct));
  if (!IsSubnormal(*contract_.format, x)) return results;
  const float at_zero = at_zero_[std::signbit(x) ? 1 : 0];
  results.Add(at_zero);
  if (IsFlushed(at_zero)) results.Add(std::copysign(0.0f, at_zero));
  return results;
}

Excuse Coverage::ExcuseOf(float x, float y, float correct) const {
  if (!Covers(x, correct)) return Excuse::kUncovered;
  const FlushedResults flushed = Flushed(x, correct);
  const auto same = [&](float good) {
    return std::bit_cast<uint32_t>(y) == std::bit_cast<uint32_t>(good) || (std::isnan(y) && std::isnan(good));
  };
  return std::ranges::any_of(flushed.values(), same) ? Excuse::kFlushed : Excuse::kNone;
}

bool Coverage::ExcusesNothing() const {
  return contract_.nan == Policy::kIeee && contract_.infinity == Policy::kIeee &&
         contract_.subnormal == Policy::kIeee;
}

}  // namespace ulpforge
