#include "accuracy/exhaustive/exhaustive_tally.h"

#include <algorithm>
#include <vector>

namespace ulpforge {
namespace {

void MergeExtreme(const UlpExtreme& from, UlpExtreme* to) {
  if (from.has_ulp()) AddUlp(from.ulp(), from.input(), from.result(), to);
}

void MergeCount(const InputCount& from, InputCount* to) {
  if (from.count() > 0) AddInputs(from.count(), from.first(), to);
}

void MergeMonotonicity(const MonotonicityTally& from, MonotonicityTally* to) {
  to->set_undecided(to->undecided() + from.undecided());
  if (from.violations() == 0) return;
  AddViolation(from.steps(), from.pair(), to);
  to->set_violations(to->violations() + from.violations() - 1);
}

void MergeClassChanges(const ExhaustiveTally& from, ExhaustiveTally* to) {
  if (from.class_changes().empty()) return;
  auto* changes = to->mutable_class_changes();
  changes->MergeFrom(from.class_changes());
  std::sort(changes->begin(), changes->end());
  if (changes->size() > kMaxClassChanges) changes->Truncate(kMaxClassChanges);
}

}  // namespace

void AddUlp(double ulp, uint32_t input, uint32_t result, UlpExtreme* extreme) {
  if (extreme->has_ulp() && (ulp < extreme->ulp() || (ulp == extreme->ulp() && input >= extreme->input()))) {
    return;
  }
  extreme->set_ulp(ulp);
  extreme->set_input(input);
  extreme->set_result(result);
}

void AddError(double error, uint32_t input, uint32_t result, ErrorExtreme* extreme) {
  const bool known = extreme->has_error();
  if (known && (error < extreme->error() || (error == extreme->error() && input >= extreme->input()))) return;
  extreme->set_error(error);
  extreme->set_input(input);
  extreme->set_result(result);
}

void AddInputs(uint64_t count, uint32_t first, InputCount* total) {
  if (total->count() == 0 || first < total->first()) total->set_first(first);
  total->set_count(total->count() + count);
}

void AddViolation(uint32_t steps, uint32_t pair, MonotonicityTally* total) {
  if (steps > total->steps() || (steps == total->steps() && pair < total->pair())) {
    total->set_steps(steps);
    total->set_pair(pair);
  }
  total->set_violations(total->violations() + 1);
}

void Merge(const ExhaustiveTally& from, ExhaustiveTally* to) {
  to->set_inputs(to->inputs() + from.inputs());
  MergeExtreme(from.main(), to->mutable_main());
  MergeExtreme(from.subnormal(), to->mutable_subnormal());
  if (from.has_error()) {
    AddError(from.error().error(), from.error().input(), from.error().result(), to->mutable_error());
  }
  MergeCount(from.misrounded(), to->mutable_misrounded());
  MergeCount(from.wrong_nans(), to->mutable_wrong_nans());
  MergeCount(from.wrong_infinities(), to->mutable_wrong_infinities());
  MergeCount(from.excused(), to->mutable_excused());
  MergeCount(from.asymmetries(), to->mutable_asymmetries());
  MergeCount(from.zero_signs(), to->mutable_zero_signs());
  MergeCount(from.unknown(), to->mutable_unknown());
  MergeMonotonicity(from.monotonicity(), to->mutable_monotonicity());
  MergeClassChanges(from, to);
}

}  // namespace ulpforge
