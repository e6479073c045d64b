#include "hashing/same_family.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "base/rng.h"
#include "hashing/extended_probe.h"

namespace ulpforge {
namespace {

enum class Verdict { kSame, kDifferent, kBothUndefined, kUndecided };

Verdict Compare(const ProbeResult& a, const ProbeResult& b) {
  if (a.defined == Defined::kOutOfRange || b.defined == Defined::kOutOfRange) return Verdict::kUndecided;
  if (a.defined != b.defined) return Verdict::kDifferent;
  if (a.defined == Defined::kNo) return Verdict::kBothUndefined;
  const double magnitude = std::max(std::fabs(a.value.hi), std::fabs(b.value.hi));
  const double error = a.error + b.error;
  const double difference = std::fabs((a.value - b.value).hi);
  if (difference > 1e-22 * magnitude + 8 * error) return Verdict::kDifferent;
  return error <= 1e-12 * magnitude ? Verdict::kSame : Verdict::kUndecided;
}

double DrawSigned(Rng& rng, double half_width, int binary_scale) {
  const double magnitude = std::ldexp(1 + half_width * (2 * rng.Uniform() - 1), binary_scale);
  return rng.Chance(0.5) ? magnitude : -magnitude;
}

}  // namespace

bool SameFamily(const Program& a, const Program& b, uint64_t seed) {
  constexpr int kBlocks = 12;
  constexpr int kSpreadBlocks = 6;
  constexpr int kAgreements = 48;
  Rng rng(seed);
  std::vector<ProbeValues> inputs(1 + std::max(a.constants.size(), b.constants.size()));
  int agreements = 0;
  bool both_undefined = false;
  for (int block = 0; block < kBlocks && agreements < kAgreements; ++block) {
    // The first points are spread over several magnitudes, the later ones come nearer and nearer to -1
    // and 1, where high powers stay in range.
    const bool spread = block < kSpreadBlocks;
    const double half_width = spread ? 0.9 : std::ldexp(0.9, 2 * (kSpreadBlocks - block));
    for (ProbeValues& values : inputs) {
      for (Extended& v : values) {
        v = DrawSigned(rng, half_width, spread ? static_cast<int>(rng.Below(7)) - 3 : 0);
      }
    }
    const auto of_a = ProbeExtended(a, inputs);
    const auto of_b = ProbeExtended(b, inputs);
    for (size_t p = 0; p < kProbePoints; ++p) {
      const Verdict verdict = Compare(of_a[p], of_b[p]);
      if (verdict == Verdict::kDifferent) return false;
      if (verdict == Verdict::kSame) ++agreements;
      if (verdict == Verdict::kBothUndefined) both_undefined = true;
    }
  }
  return agreements > 0 || both_undefined;
}

}  // namespace ulpforge
