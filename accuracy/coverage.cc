#include "accuracy/coverage.h"

#include <bit>
#include <cmath>

namespace ulpforge {

Coverage::Coverage(const Contract& contract, ExactReference& exact)
    : contract_(contract), at_zero_{exact.Round(0.0f), exact.Round(-0.0f)} {}

bool Coverage::IsSubnormal(float value) const {
  return value != 0 && std::fabs(double{value}) < contract_.format->smallest_normal();
}

bool Coverage::Covers(float x, float correct) const {
  const bool nan = std::isnan(x) || std::isnan(correct);
  const bool infinite = std::isinf(x) || std::isinf(correct);
  const bool subnormal = IsSubnormal(x) || IsSubnormal(correct);
  return !(nan && contract_.nan == Policy::kUnspecified) &&
         !(infinite && contract_.infinity == Policy::kUnspecified) &&
         !(subnormal && contract_.subnormal == Policy::kUnspecified);
}

std::optional<float> Coverage::Flushed(float x, float correct) const {
  if (contract_.subnormal != Policy::kFlush) return std::nullopt;
  if (IsSubnormal(correct)) return std::copysign(0.0f, correct);
  if (IsSubnormal(x)) return at_zero_[std::signbit(x) ? 1 : 0];
  return std::nullopt;
}

Excuse Coverage::ExcuseOf(float x, float y, float correct) const {
  if (!Covers(x, correct)) return Excuse::kUncovered;
  const std::optional<float> flushed = Flushed(x, correct);
  if (!flushed) return Excuse::kNone;
  const bool same = std::bit_cast<uint32_t>(y) == std::bit_cast<uint32_t>(*flushed) ||
                    (std::isnan(y) && std::isnan(*flushed));
  return same ? Excuse::kFlushed : Excuse::kNone;
}

bool Coverage::ExcusesNothing() const {
  return contract_.nan == Policy::kIeee && contract_.infinity == Policy::kIeee &&
         contract_.subnormal == Policy::kIeee;
}

}  // namespace ulpforge
