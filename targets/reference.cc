#include <algorithm>
#include <cmath>

#include "targets/mpfr_real.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

// x exactly, in no more bits than it needs: MPFR's functions get slower with the length of their operand.
MpfrReal Exactly(Extended x) {
  const MpfrReal wide(x, MpfrReal::kMaxPrecision);
  return wide.WithPrecision(std::max(static_cast<int>(mpfr_min_prec(wide.ptr())), 53));
}

}  // namespace

// Ziv's strategy: more bits until every real between the truncated value and its successor has the same
// two parts. Exact values end it too; at the largest precision the truncated value is good enough.
Extended ReferenceValue(const Target& target, Extended x) {
  const MpfrReal exact_x = Exactly(x);
  for (int precision = 192;; precision = std::min(2 * precision, MpfrReal::kMaxPrecision)) {
    MpfrReal truncated = MpfrReal::OfPrecision(precision);
    const int ternary = target.reference(truncated.ptr(), exact_x.ptr(), MPFR_RNDZ);
    const bool exact = ternary == 0 || ternary == kUnknownZeroSign;
    const Extended value = truncated.ToExtended();
    if (exact || !std::isfinite(value.hi) || precision == MpfrReal::kMaxPrecision) return value;
    if (truncated.IsNegative()) {
      mpfr_nextbelow(truncated.ptr());
    } else {
      mpfr_nextabove(truncated.ptr());
    }
    if (truncated.ToExtended() == value) return value;
  }
}

}  // namespace ulpforge
