#include "accuracy/exhaustive/exhaustive_report.h"

#include <string>
#include <utility>
#include <vector>

#include "accuracy/contract/coverage.h"
#include "accuracy/exhaustive/exhaustive_tally.h"
#include "accuracy/exhaustive/lane_check.h"
#include "accuracy/exhaustive/special_values.h"
#include "base/check.h"
#include "base/flush_mode.h"
#include "dsl/numbers/number.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace ulpforge {
namespace {

class ReportMaker {
 public:
  ReportMaker(const FloatFormat& format, const ArrayFunction<float>& function, ExactReference& exact,
              ExhaustiveReport* report)
      : format_(format), function_(function), exact_(exact), report_(report) {}

  void AddUlps(const ExhaustiveTally& tally) {
    const UlpExtreme& main = tally.main();
    const UlpExtreme& subnormal = tally.subnormal();
    if (main.has_ulp()) SetExtreme(main, report_->mutable_main());
    if (subnormal.has_ulp()) SetExtreme(subnormal, report_->mutable_subnormal());
    if (!main.has_ulp() && !subnormal.has_ulp()) return;
    const bool is_main = !subnormal.has_ulp() || (main.has_ulp() && main.ulp() >= subnormal.ulp());
    SetExtreme(is_main ? main : subnormal, report_);
  }

  void AddCounts(const ExhaustiveTally& tally) {
    report_->set_misrounded(tally.misrounded().count());
    if (tally.misrounded().count() > 0) report_->set_first_misrounded(Hex(tally.misrounded().first()));
    const InputCount specials = WrongSpecials(tally);
    report_->set_wrong_specials(specials.count());
    if (specials.count() > 0) report_->set_first_wrong_special(Hex(specials.first()));

    if (tally.unknown().count() > 0) {
      report_->set_unknown(static_cast<double>(tally.unknown().count()));
      report_->set_first_unknown(Hex(tally.unknown().first()));
    }
    report_->set_zero_signs(tally.zero_signs().count());
    if (tally.zero_signs().count() > 0) report_->set_first_zero_sign(Hex(tally.zero_signs().first()));
  }

  void AddMeasured(ErrorMeasure measure, const ExhaustiveTally& tally) {
    MeasuredError* const measured = report_->mutable_measured();
    measured->set_measure(std::string(NameOf(measure)));
    switch (measure) {
      case ErrorMeasure::kUlp:
        if (!report_->has_max_ulp()) return;
        measured->set_error(report_->max_ulp());
        measured->set_input(report_->worst_input());
        measured->set_result(report_->worst_result());
        measured->set_correct(report_->worst_correct());
        return;
      case ErrorMeasure::kMisrounded: {
        const InputCount& count = tally.misrounded();
        measured->set_error(static_cast<double>(count.count()));
        if (count.count() == 0) return;
        const float x = FromBits(format_, count.first());
        SetExample(x, Result(x), measured);
        return;
      }
      case ErrorMeasure::kRelative:
      case ErrorMeasure::kAbsolute:
        if (!tally.has_error()) return;
        measured->set_error(tally.error().error());
        SetExample(FromBits(format_, tally.error().input()),
                   FromBits(exact_.format(), tally.error().result()), measured);
        return;
    }
  }

  void AddMonotonicity(const MonotonicityTally& tally) {
    report_->set_monotonicity_violations(tally.violations());
    report_->set_monotonicity_undecided(tally.undecided());
    if (tally.violations() == 0) return;
    const float a = FromBits(format_, tally.pair());
    const float b = FromBits(format_, tally.pair() + 1);
    const bool ascending = a < b;
    MonotonicityExample* example = report_->mutable_worst_violation();
    example->set_input(FormatHex(ascending ? a : b));
    example->set_next_input(FormatHex(ascending ? b : a));
    example->set_result(FormatHex(Result(ascending ? a : b)));
    example->set_next_result(FormatHex(Result(ascending ? b : a)));
    example->set_steps(tally.steps());
  }

 private:
  static InputCount WrongSpecials(const ExhaustiveTally& tally) {
    InputCount all;
    for (const InputCount& part : {tally.wrong_nans(), tally.wrong_infinities()}) {
      if (part.count() > 0) AddInputs(part.count(), part.first(), &all);
    }
    return all;
  }

  std::string Hex(uint32_t bits) const { return FormatHex(FromBits(format_, bits)); }

  float Result(float x) const {
    float y = 0;
    function_(&x, &y, 1);
    return y;
  }

  void SetExample(float x, float result, MeasuredError* measured) {
    measured->set_input(FormatHex(x));
    measured->set_result(FormatHex(result));
    measured->set_correct(FormatHex(exact_.Round(x)));
  }

  template <class Report>
  void SetExtreme(const UlpExtreme& extreme, Report* report) {
    report->set_max_ulp(extreme.ulp());
    report->set_worst_input(Hex(extreme.input()));
    report->set_worst_result(FormatHex(FromBits(exact_.format(), extreme.result())));
    report->set_worst_correct(FormatHex(exact_.Round(FromBits(format_, extreme.input()))));
  }

  const FloatFormat& format_;
  const ArrayFunction<float>& function_;
  ExactReference& exact_;
  ExhaustiveReport* report_;
};

}  // namespace

ExhaustiveReport MakeExhaustiveReport(const ExhaustiveState& state, const FloatFormat& format,
                                      const std::optional<Contract>& contract, ErrorMeasure measure,
                                      const InputBlocks& inputs, const ArrayFunction<float>& function,
                                      ExactReference& exact) {
  const ExhaustiveTally& tally = state.tally();
  ULPFORGE_CHECK(tally.inputs() == inputs.inputs());
  ExhaustiveReport report;
  report.set_target(state.target());
  report.set_format(state.format());
  if (state.has_result()) report.set_result(state.result());
  report.set_domain(state.domain());
  report.set_inputs(tally.inputs());
  report.set_level("exhaustive");
  if (contract && contract->flush_mode) report.set_floating_point_mode(std::string(kFlushModeText));
  if (contract) report.set_excused(static_cast<double>(tally.excused().count()));
  ReportMaker maker(format, function, exact, &report);
  maker.AddUlps(tally);
  maker.AddCounts(tally);
  maker.AddMeasured(measure, tally);
  maker.AddMonotonicity(tally.monotonicity());
  const std::vector<NamedInput> specials = SpecialInputs(format, inputs, tally, exact);
  std::optional<Coverage> coverage;
  if (contract) coverage.emplace(*contract, exact);
  for (SpecialValue& value : CheckSpecialInputs(specials, function, exact, coverage ? &*coverage : nullptr)) {
    *report.add_special_values() = std::move(value);
  }
  return report;
}

std::vector<std::string> ClauseLines(const ContractReport& report) {
  std::vector<std::string> lines;
  for (const ClauseReport& clause : report.clauses()) {
    std::string line =
        fmt::format("{}: {}: {}", clause.clause(), clause.demand(), clause.holds() ? "holds" : "BROKEN");
    if (clause.violations() > 0) line += fmt::format(", {} times", clause.violations());
    if (clause.has_counterexample()) {
      const Counterexample& example = clause.counterexample();
      line += fmt::format(", at x = {} ({}): {} ({}), expected {}", example.input(), example.input_bits(),
                          example.result(), example.result_bits(), example.expected());
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string SubnormalOpsText(const ExhaustiveReport& report) {
  if (report.subnormal_ops() == 0) return "none";
  return fmt::format("at {:.0f} inputs, first at x = {}: slow on Intel", report.subnormal_ops(),
                     report.first_subnormal_ops());
}

absl::Status CheckHolds(const ExhaustiveReport& report) {
  if (report.has_lane_fault()) {
    return absl::FailedPreconditionError(fmt::format("{}: a result depends on the array around its input: {}",
                                                     report.function(), LaneFaultText(report.lane_fault())));
  }
  if (!report.has_contract() || report.contract().holds()) return absl::OkStatus();
  std::vector<std::string> broken;
  for (const ClauseReport& clause : report.contract().clauses()) {
    if (!clause.holds()) broken.push_back(clause.clause());
  }
  return absl::FailedPreconditionError(
      fmt::format("{} breaks its contract: {}", report.function(), fmt::join(broken, ", ")));
}

}  // namespace ulpforge
