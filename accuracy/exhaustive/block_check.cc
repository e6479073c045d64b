#include "accuracy/exhaustive/block_check.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "accuracy/exhaustive/exhaustive_tally.h"
#include "accuracy/exhaustive/extreme_search.h"
#include "accuracy/reference/ulp.h"

namespace ulpforge {
namespace {

constexpr size_t kChunkSize = 2048;

bool SameBits(float a, float b) { return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b); }

// All correctly rounded values, that of the input after the chunk included, are in one class.
bool IsUniform(const Chunk& chunk, const ChunkSummary& summary) {
  const FloatFormat& format = chunk.result_format();
  const FloatClass least = ClassOf(format, std::bit_cast<float>(summary.least_bits));
  if (least != ClassOf(format, std::bit_cast<float>(summary.most_bits))) return false;
  if (chunk.loaded() == chunk.size()) return true;
  return chunk.truth().decided(chunk.size()) && ClassOf(format, chunk.truth().lower(chunk.size())) == least;
}

}  // namespace

BlockCheck::BlockCheck(const Target& target, const FloatFormat& format, const FloatFormat& result,
                       const std::optional<Contract>& contract, std::vector<ArrayFunction<float>> functions,
                       const std::optional<ResultError>& measure)
    : result_(result),
      functions_(std::move(functions)),
      chunk_(target, format, result),
      exact_(target, result) {
  if (measure) meter_.emplace(*measure, exact_);
  if (contract) coverage_.emplace(*contract, exact_);
}

std::vector<ExhaustiveTally> BlockCheck::Check(const InputBlock& block,
                                               std::span<const ExhaustiveTally> known) {
  std::vector<ExhaustiveTally> tallies(functions_.size());
  for (size_t k = 0; k < functions_.size(); ++k) {
    *tallies[k].mutable_main() = known[k].main();
    *tallies[k].mutable_subnormal() = known[k].subnormal();
    if (known[k].has_error()) *tallies[k].mutable_error() = known[k].error();
    tallies[k].set_inputs(block.size);
  }
  for (uint32_t done = 0; done < block.size; done += kChunkSize) {
    const uint32_t size = std::min<uint32_t>(kChunkSize, block.size - done);
    chunk_.Load(block.first + done, size, done + size < block.size || block.has_next);
    correct_.clear();
    known_.clear();
    const bool uncovered = coverage_ && IsUncovered();
    for (size_t k = 0; k < functions_.size(); ++k) {
      tally_ = &tallies[k];
      if (uncovered) {
        AddInputs(chunk_.size(), chunk_.bits(0), tally_->mutable_excused());
        continue;
      }
      chunk_.Evaluate(functions_[k]);
      CheckChunk();
    }
  }
  return tallies;
}

void BlockCheck::CheckChunk() {
  excuses_.clear();
  const ChunkSummary summary = chunk_.Summary();
  const bool is_uniform = IsUniform(chunk_, summary);
  InputCount* misrounded = tally_->mutable_misrounded();
  // The first input with a property is looked for where the block has it for the first time.
  const bool first_misrounded = summary.misrounded > 0 && misrounded->count() == 0;
  bool all_decided = true;
  if (summary.needs_look || first_misrounded || !is_uniform || MayExcuse(summary, is_uniform)) {
    CountAll();
    all_decided = all_decided_;
  } else {
    misrounded->set_count(misrounded->count() + summary.misrounded);
  }
  // The summary does not cover what is not decided.
  if (!all_decided || MayHoldExtreme(summary)) FindExtremes(chunk_, correct_, excuses_, tally_);
  if (coverage_ && coverage_->contract().symmetry != Symmetry::kNone) CheckSymmetry();
  if (meter_) MeasureErrors();
}

void BlockCheck::MeasureErrors() {
  for (size_t i = 0; i < chunk_.size(); ++i) {
    if (!excuses_.empty() && excuses_[i] != Excuse::kNone) continue;
    const std::optional<double> error = meter_->Error(chunk_.f(i), chunk_.x(i), chunk_.y(i));
    if (!error || *error < tally_->error().error()) continue;
    AddError(*error, chunk_.bits(i), chunk_.result_bits(i), tally_->mutable_error());
  }
}

bool BlockCheck::MayExcuse(const ChunkSummary& summary, bool is_uniform) const {
  if (!coverage_ || coverage_->ExcusesNothing()) return false;
  const Contract& contract = coverage_->contract();
  const auto affected = [&](FloatClass value_class) {
    return (value_class == FloatClass::kSubnormal && contract.subnormal != Policy::kIeee) ||
           (value_class == FloatClass::kInfinite && contract.infinity == Policy::kUnspecified) ||
           (value_class == FloatClass::kNan && contract.nan == Policy::kUnspecified);
  };
  const auto affected_input = [&](size_t i) { return affected(ClassOf(chunk_.format(), chunk_.x(i))); };
  const auto least = std::bit_cast<float>(summary.least_bits);
  // Magnitudes ascend, so that subnormal inputs are at an end, or follow zero.
  return !is_uniform || affected(ClassOf(result_, least)) || affected_input(0) ||
         affected_input(chunk_.loaded() - 1) ||
         (contract.subnormal != Policy::kIeee && (chunk_.x(0) == 0 || coverage_->IsFlushed(least)));
}

bool BlockCheck::IsUncovered() const {
  const auto all = [&](bool (*property)(double)) {
    for (size_t i = 0; i < chunk_.loaded(); ++i) {
      if (!property(chunk_.f(i).hi)) return false;
    }
    return true;
  };
  const Contract& contract = coverage_->contract();
  return (contract.nan == Policy::kUnspecified && all([](double f) { return std::isnan(f); })) ||
         (contract.infinity == Policy::kUnspecified && all([](double f) { return std::isinf(f); }));
}

void BlockCheck::FindExcuses() {
  const bool by_contract = coverage_ && !coverage_->ExcusesNothing();
  if (!by_contract && known_.empty()) return;
  excuses_.resize(chunk_.loaded());
  for (size_t i = 0; i < chunk_.loaded(); ++i) {
    excuses_[i] = IsUnknown(i)  ? Excuse::kUnknown
                  : by_contract ? coverage_->ExcuseOf(chunk_.x(i), chunk_.y(i), correct_[i])
                                : Excuse::kNone;
  }
}

bool BlockCheck::IsExempt(size_t i) const {
  return !excuses_.empty() && (excuses_[i] == Excuse::kUncovered || excuses_[i] == Excuse::kUnknown);
}

// Pairs are counted where the input without a sign is.
void BlockCheck::CheckSymmetry() {
  if ((chunk_.bits(0) & chunk_.format().sign_bit()) != 0) return;
  const std::span<const float> mirrored = chunk_.Mirrored();
  const uint32_t sign = coverage_->contract().symmetry == Symmetry::kOdd ? 0x80000000u : 0;
  for (size_t i = 0; i < mirrored.size(); ++i) {
    const uint32_t expected = std::bit_cast<uint32_t>(chunk_.y(i)) ^ sign;
    if (std::bit_cast<uint32_t>(mirrored[i]) == expected) continue;
    if (std::isnan(mirrored[i]) && std::isnan(chunk_.y(i))) continue;
    if (IsExempt(i)) continue;
    AddInputs(1, chunk_.bits(i), tally_->mutable_asymmetries());
  }
}

bool BlockCheck::MayHoldExtreme(const ChunkSummary& summary) const {
  const auto reached = [&](const UlpExtreme& extreme) {
    if (!extreme.has_ulp()) return true;
    if (summary.most_ulp >= kNegligibleUlp) return summary.most_ulp >= extreme.ulp();
    return extreme.ulp() == 0 && chunk_.bits(0) < extreme.input();
  };
  const auto smallest_normal = std::bit_cast<uint32_t>(static_cast<float>(result_.smallest_normal()));
  return (summary.most_bits >= smallest_normal && reached(tally_->main())) ||
         (summary.least_bits <= smallest_normal && reached(tally_->subnormal()));
}

void BlockCheck::CountAll() {
  if (correct_.empty()) FindCorrect();
  FindExcuses();
  for (size_t i = 0; i < chunk_.size(); ++i) CountInput(i);
  for (size_t i = 0; i < chunk_.pairs(); ++i) CheckPair(i);
}

void BlockCheck::FindCorrect() {
  correct_.resize(chunk_.loaded());
  std::vector<size_t> open;
  for (size_t i = 0; i < chunk_.loaded(); ++i) {
    correct_[i] = chunk_.truth().lower(i);
    if (!chunk_.truth().decided(i)) open.push_back(i);
  }
  ResolveCorrect(open);
  all_decided_ = open.empty();
}

// Rounding is monotonic: where f is, and the ends of a range round to the same value, so does what lies
// between. This settles many inputs, around a plateau of f for instance, with few calls of MPFR.
void BlockCheck::ResolveCorrect(std::span<const size_t> open) {
  if (open.empty()) return;
  Ask(open.front());
  Ask(open.back());
  if (open.size() <= 2) return;
  const float value = correct_[open.front()];
  if (SameBits(value, correct_[open.back()]) &&
      (AreZeros(open) || chunk_.direction() != Direction::kUnknown)) {
    for (const size_t i : open) {
      correct_[i] = value;
      if (!known_.empty()) known_[i] = known_[open.front()];
    }
    return;
  }
  const size_t half = open.size() / 2;
  ResolveCorrect(open.first(half));
  ResolveCorrect(open.subspan(half));
}

// f is exactly zero there, as max(x,0) is.
bool BlockCheck::AreZeros(std::span<const size_t> open) const {
  return std::ranges::all_of(open, [&](size_t i) {
    const FastValue& f = chunk_.f(i);
    return f.hi == 0 && f.lo == 0 && f.bound == 0;
  });
}

void BlockCheck::Ask(size_t i) {
  const RoundedValue rounded = chunk_.ExactRound(i);
  correct_[i] = rounded.value;
  if (rounded.known && rounded.sign_known) return;
  known_.resize(chunk_.loaded());
  known_[i] = rounded;
}

void BlockCheck::CountInput(size_t i) {
  const float y = chunk_.y(i);
  const float correct = correct_[i];
  if (!excuses_.empty() && excuses_[i] != Excuse::kNone) {
    const bool unknown = excuses_[i] == Excuse::kUnknown;
    AddInputs(1, chunk_.bits(i), unknown ? tally_->mutable_unknown() : tally_->mutable_excused());
    return;
  }
  if (std::isnan(y) && std::isnan(correct)) return;
  if (y == correct) {
    const bool sign_known = known_.empty() || known_[i].sign_known;
    if (sign_known && !SameBits(y, correct)) AddInputs(1, chunk_.bits(i), tally_->mutable_zero_signs());
    return;
  }
  AddInputs(1, chunk_.bits(i), tally_->mutable_misrounded());
  if (std::isnan(y) || std::isnan(correct)) {
    AddInputs(1, chunk_.bits(i), tally_->mutable_wrong_nans());
  } else if (std::isinf(y) || std::isinf(correct)) {
    AddInputs(1, chunk_.bits(i), tally_->mutable_wrong_infinities());
  }
}

void BlockCheck::CheckPair(size_t i) {
  if (std::isnan(chunk_.x(i + 1))) return;
  const bool both_known = !IsUnknown(i) && !IsUnknown(i + 1);
  if (both_known && ClassOf(result_, correct_[i]) != ClassOf(result_, correct_[i + 1])) {
    tally_->add_class_changes(chunk_.bits(i));
  }
  if (IsExempt(i) || IsExempt(i + 1)) return;
  const std::partial_ordering results = chunk_.y(i) <=> chunk_.y(i + 1);
  if (results == std::partial_ordering::equivalent || results == std::partial_ordering::unordered) return;
  if (std::isnan(correct_[i]) || std::isnan(correct_[i + 1])) return;
  const std::partial_ordering values = Order(i);
  if (values == results) return;
  MonotonicityTally* monotonicity = tally_->mutable_monotonicity();
  if (values == std::partial_ordering::unordered) {
    monotonicity->set_undecided(monotonicity->undecided() + 1);
  } else {
    AddViolation(StepsBetween(result_, chunk_.y(i), chunk_.y(i + 1)), chunk_.bits(i), monotonicity);
  }
}

// f at input i compared with f at the next one.
std::partial_ordering BlockCheck::Order(size_t i) {
  // Rounding is monotonic.
  const std::partial_ordering rounded = correct_[i] <=> correct_[i + 1];
  if (rounded != std::partial_ordering::equivalent) return rounded;
  const int certain = CertainOrder(chunk_.f(i), chunk_.f(i + 1));
  if (certain != 0) return certain <=> 0;
  if (chunk_.direction() == Direction::kRising) return std::partial_ordering::less;
  if (chunk_.direction() == Direction::kFalling) return std::partial_ordering::greater;
  return chunk_.ExactOrder(i, i + 1);
}

}  // namespace ulpforge
