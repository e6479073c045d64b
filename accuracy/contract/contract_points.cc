#include "accuracy/contract/contract_points.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "accuracy/contract/coverage.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/reference/direction.h"
#include "base/check.h"

namespace ulpforge {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

uint32_t BitsOf(float value) { return std::bit_cast<uint32_t>(value); }

// Gathers bits of the format that the contract is about.
class InputGatherer {
 public:
  InputGatherer(const Target& target, const Contract& contract)
      : format_(*contract.format),
        exact_(target, contract.result_format()),
        blocks_(*InputBlocks::Create(format_, contract.domain)) {}

  void Add(uint32_t bits) {
    if (blocks_.Contains(bits)) bits_.insert(bits);
  }

  void AddNear(uint32_t bits) {
    for (uint32_t step = 0; step <= 3; ++step) {
      Add(bits + step);
      Add(bits - step);
    }
  }

  // The bits of the first quiet NaN, of the one with the most bits set, and of signalling ones.
  void AddNans() {
    const uint32_t quiet = uint32_t{1} << (format_.significand_bits - 2);
    for (const uint32_t payload : {quiet, quiet + 1, 2 * quiet - 1, uint32_t{1}, quiet - 1}) {
      for (const uint32_t sign : {uint32_t{0}, format_.sign_bit()})
        Add(sign | format_.infinity_bits() | payload);
    }
  }

  // Where the class of the correctly rounded value changes between values of a coarse grid, four to a binade.
  void AddThresholds(uint32_t sign) {
    const uint32_t grid = uint32_t{1} << (format_.significand_bits - 3);
    for (uint32_t low = 0; low < format_.infinity_bits(); low += grid) {
      if (low != 0 && !blocks_.Contains(sign | low) && !blocks_.Contains(sign | (low + grid))) continue;
      Bisect(sign | low, sign | (low + grid));
    }
  }

  void AddEnds() {
    for (size_t k = 0; k < blocks_.size(); ++k) {
      const InputBlock& block = blocks_[k];
      if (!blocks_.Contains(block.first - 1)) AddNear(block.first);
      if (!blocks_.Contains(block.first + block.size)) AddNear(block.first + block.size - 1);
    }
  }

  void AddMirrored() {
    for (const uint32_t bits : std::set(bits_)) Add(bits ^ format_.sign_bit());
  }

  std::vector<float> Values() const {
    std::vector<float> values;
    for (const uint32_t bits : bits_) {
      values.push_back(&format_ == &kFloat32 ? std::bit_cast<float>(bits) : FromBits(format_, bits));
    }
    return values;
  }

 private:
  FloatClass ClassAt(uint32_t bits) {
    const auto known = classes_.find(bits);
    if (known != classes_.end()) return known->second;
    return classes_[bits] = ClassOf(exact_.format(), exact_.Round(FromBits(format_, bits)));
  }

  void Bisect(uint32_t low, uint32_t high) {
    const FloatClass before = ClassAt(low);
    if (before == ClassAt(high)) return;
    while (high - low > 1) {
      const uint32_t middle = low + (high - low) / 2;
      (ClassAt(middle) == before ? low : high) = middle;
    }
    AddNear(low);
    AddNear(high);
  }

  const FloatFormat& format_;
  ExactReference exact_;
  InputBlocks blocks_;
  std::map<uint32_t, FloatClass> classes_;
  std::set<uint32_t> bits_;
};

std::vector<float> GatherInputs(const Target& target, const Contract& contract) {
  const FloatFormat& format = *contract.format;
  InputGatherer gatherer(target, contract);
  for (const uint32_t sign : {uint32_t{0}, format.sign_bit()}) {
    const uint32_t smallest_normal = RoundToBits(format, format.smallest_normal());
    for (const double magnitude : {0.0, format.smallest_normal(), format.largest(), 1.0}) {
      gatherer.AddNear(sign | RoundToBits(format, magnitude));
    }
    gatherer.Add(sign | format.infinity_bits());
    for (uint32_t bits = 1; bits < smallest_normal; bits *= 2) gatherer.Add(sign | bits);
    gatherer.AddThresholds(sign);
  }
  gatherer.AddNans();
  gatherer.AddEnds();
  for (const ExactPoint& point : contract.exact) gatherer.Add(RoundToBits(format, point.x));
  if (contract.symmetry != Symmetry::kNone) gatherer.AddMirrored();
  return gatherer.Values();
}

float Next(const FloatFormat& format, float value, float towards) {
  const uint32_t bits = RoundToBits(format, value);
  if (value == 0) return std::copysign(static_cast<float>(format.smallest_subnormal()), towards);
  return FromBits(format, (value < towards) == (value > 0) ? bits + 1 : bits - 1);
}

}  // namespace

ContractPoints::ContractPoints(const Target& target, const Contract& contract) : contract_(contract) {
  ExactReference exact(target, contract.result_format());
  Coverage coverage(contract, exact);
  for (const float x : GatherInputs(target, contract)) {
    const RoundedValue correct = exact.RoundIfKnown(x);
    if (!correct.known || !coverage.Covers(x, correct.value)) continue;
    inputs_.push_back(x);
    accepted_.push_back(AcceptedAt(exact, coverage, x, correct));
  }
  std::map<uint32_t, size_t> places;
  for (size_t i = 0; i < inputs_.size(); ++i) places[BitsOf(inputs_[i])] = i;
  if (contract.symmetry != Symmetry::kNone) {
    for (const auto& [bits, i] : places) {
      const auto mirror = places.find(bits ^ 0x80000000u);
      if (bits < 0x80000000u && mirror != places.end()) mirrored_.emplace_back(i, mirror->second);
    }
  }
  if (!contract.monotonic) return;
  const Direction direction = contract.domain
                                  ? DirectionBetween(target, contract.domain->lo, contract.domain->hi)
                                  : DirectionBetween(target, 0, 1);
  direction_ = direction == Direction::kFalling ? -1 : 1;
  for (size_t i = 0; i < inputs_.size(); ++i) {
    if (!std::isnan(inputs_[i])) ascending_.push_back(i);
  }
  std::sort(ascending_.begin(), ascending_.end(),
            [&](size_t a, size_t b) { return inputs_[a] < inputs_[b]; });
}

ContractPoints::Accepted ContractPoints::AcceptedAt(ExactReference& exact, const Coverage& coverage, float x,
                                                    RoundedValue rounded) const {
  const float correct = rounded.value;
  Accepted accepted;
  for (const ExactPoint& point : contract_.exact) {
    if (BitsOf(point.x) != BitsOf(x)) continue;
    accepted.nan = std::isnan(point.y);
    if (!accepted.nan) accepted.bits = {BitsOf(point.y)};
    return accepted;
  }
  accepted.nan = std::isnan(correct);
  const FlushedResults flushed = coverage.Flushed(x, correct);
  for (const float good : flushed.values()) {
    accepted.nan |= std::isnan(good);
    accepted.bits.push_back(BitsOf(good));
  }
  if (std::isnan(correct)) return accepted;
  if (std::isinf(correct)) {
    accepted.least = accepted.most = correct;
    return accepted;
  }
  if (correct == 0 && rounded.sign_known && contract_.variant == Variant::kFull) {
    accepted.zero = BitsOf(correct);
  }
  SetRange(exact, x, correct, &accepted);
  return accepted;
}

void ContractPoints::SetRange(ExactReference& exact, float x, float correct, Accepted* accepted) const {
  const FloatFormat& format = contract_.result_format();
  const UlpError error = exact.Error(x, correct);
  const auto largest = static_cast<float>(format.largest());
  const bool bounded = std::isfinite(contract_.max_ulp);
  if (!bounded && error.subnormal && contract_.subnormal != Policy::kUnspecified && correct != 0) {
    // How good normal results are is not known here; zero is not as good as any other number.
    const auto most = static_cast<float>(format.smallest_normal());
    const float least = exact.Error(x, 0.0f).ulp <= 1 ? 0 : static_cast<float>(format.smallest_subnormal());
    accepted->least = correct < 0 ? -most : least;
    accepted->most = correct < 0 ? -least : most;
    return;
  }
  if (!bounded) {
    accepted->least = -largest;
    accepted->most = largest;
    return;
  }
  // From a little inside to the last value whose error MPFR finds small enough.
  const auto end = [&](float towards) {
    const double reach = std::ldexp(std::max(0.0, contract_.max_ulp - 2), error.ulp_exponent);
    const double start = double{correct} + std::copysign(reach, towards);
    float value = RoundToFormat(format, std::clamp(start, -format.largest(), format.largest()));
    while (std::isfinite(value)) {
      const float next = Next(format, value, towards);
      if (!std::isfinite(next) || exact.Error(x, next).ulp > contract_.max_ulp) break;
      value = next;
    }
    return value;
  };
  accepted->least = end(-kInfinity);
  accepted->most = end(kInfinity);
}

bool ContractPoints::Matches(const Accepted& accepted, float y) {
  if (std::isnan(y)) return accepted.nan;
  if (std::ranges::find(accepted.bits, BitsOf(y)) != accepted.bits.end()) return true;
  if (!(y >= accepted.least && y <= accepted.most)) return false;
  return y != 0 || !accepted.zero || BitsOf(y) == *accepted.zero;
}

bool ContractPoints::Accepts(size_t i, float y) const { return Matches(accepted_[i], y); }

size_t ContractPoints::Violations(std::span<const float> results) const {
  ULPFORGE_CHECK(results.size() == inputs_.size());
  size_t violations = 0;
  for (size_t i = 0; i < results.size(); ++i) violations += Accepts(i, results[i]) ? 0 : 1;
  const uint32_t sign = contract_.symmetry == Symmetry::kOdd ? 0x80000000u : 0;
  for (const auto& [right, left] : mirrored_) {
    const bool both_nan = std::isnan(results[right]) && std::isnan(results[left]);
    if (!both_nan && BitsOf(results[left]) != (BitsOf(results[right]) ^ sign)) ++violations;
  }
  for (size_t k = 1; k < ascending_.size(); ++k) {
    const float before = results[ascending_[k - 1]];
    const float after = results[ascending_[k]];
    if (inputs_[ascending_[k - 1]] == inputs_[ascending_[k]]) {
      if (before != after) ++violations;
    } else if (direction_ > 0 ? after < before : before < after) {
      ++violations;
    }
  }
  return violations;
}

}  // namespace ulpforge
