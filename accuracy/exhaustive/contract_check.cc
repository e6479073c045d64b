#include "accuracy/exhaustive/contract_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/counterexample.h"
#include "accuracy/reference/exact_reference.h"
#include "base/flush_mode.h"
#include "dsl/numbers/number.h"

namespace ulpforge {
namespace {

bool SameResult(float a, float b) {
  return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b) || (std::isnan(a) && std::isnan(b));
}

class ClauseJudge {
 public:
  ClauseJudge(const Target& target, const Contract& contract, const ArrayFunction<float>& function,
              const ExhaustiveTally& tally, ContractReport* report)
      : exact_(target, contract.result_format()),
        contract_(contract),
        function_(function),
        tally_(tally),
        report_(report) {}

  absl::Status JudgeAll() {
    const absl::StatusOr<InputBlocks> inputs = InputBlocks::Create(*contract_.format, contract_.domain);
    if (!inputs.ok()) return inputs.status();
    report_->set_contract(FormatContract(contract_));
    JudgeSpecials();
    JudgeErrors();
    for (const ExactPoint& point : contract_.exact) JudgeExact(point);
    JudgeSymmetry();
    if (contract_.monotonic)
      JudgeMonotonic(inputs->Contains(0) && inputs->Contains(contract_.format->sign_bit()));
    const auto& clauses = report_->clauses();
    report_->set_holds(
        std::all_of(clauses.begin(), clauses.end(), [](const ClauseReport& c) { return c.holds(); }));
    return absl::OkStatus();
  }

 private:
  ClauseReport* Add(std::string clause, std::string demand) {
    ClauseReport* added = report_->add_clauses();
    added->set_clause(std::move(clause));
    added->set_demand(std::move(demand));
    return added;
  }

  float Result(float x) const {
    float y = 0;
    function_(&x, &y, 1);
    return y;
  }

  float Input(uint32_t bits) const {
    return contract_.format == &kFloat32 ? std::bit_cast<float>(bits) : FromBits(*contract_.format, bits);
  }

  void SetCounterexample(float x, std::string expected, ClauseReport* clause) const {
    *clause->mutable_counterexample() =
        MakeCounterexample(*contract_.format, contract_.result_format(), x, Result(x), std::move(expected));
  }

  // A clause that holds if nothing was counted.
  void AddCounted(std::string name, std::string demand, const InputCount& count) {
    ClauseReport* clause = Add(std::move(name), std::move(demand));
    clause->set_holds(count.count() == 0);
    clause->set_violations(static_cast<double>(count.count()));
    if (count.count() == 0) return;
    const float x = Input(count.first());
    SetCounterexample(x, FormatHex(exact_.Round(x)), clause);
  }

  void JudgeSpecials() {
    const bool nan = contract_.nan == Policy::kIeee;
    AddCounted("nan", nan ? "NaN exactly where the function is" : "no NaN for a number", tally_.wrong_nans());
    const bool infinity = contract_.infinity == Policy::kIeee;
    AddCounted("infinity",
               infinity ? "infinite exactly where the correctly rounded value is"
                        : "finite where the "
                          "correctly rounded value is",
               tally_.wrong_infinities());
    if (contract_.variant == Variant::kFull) {
      AddCounted("zero", "zeros with the sign of the correctly rounded value", tally_.zero_signs());
    }
  }

  void AddBounded(std::string name, std::string demand, double bound, const UlpExtreme& extreme) {
    ClauseReport* clause = Add(std::move(name), std::move(demand));
    clause->set_holds(extreme.ulp() <= bound);
    if (clause->holds()) return;
    const float x = Input(extreme.input());
    SetCounterexample(x, fmt::format("{}, {:.6g} ULP away", FormatHex(exact_.Round(x)), extreme.ulp()),
                      clause);
  }

  void JudgeErrors() {
    const bool bounded = std::isfinite(contract_.max_ulp);
    const UlpExtreme& main = tally_.main();
    const UlpExtreme& subnormal = tally_.subnormal();
    if (contract_.subnormal != Policy::kUnspecified) {
      const double bound = bounded ? contract_.max_ulp : std::max(1.0, main.ulp());
      AddBounded("subnormal",
                 fmt::format("subnormal results within {:.6g} ULP{}", bound,
                             contract_.subnormal == Policy::kFlush ? ", or flushed to zero" : ""),
                 bound, subnormal);
    }
    if (!bounded) return;
    AddBounded("max error", fmt::format("at most {} ULP", contract_.max_ulp), contract_.max_ulp,
               subnormal.ulp() > main.ulp() ? subnormal : main);
  }

  void JudgeExact(const ExactPoint& point) {
    ClauseReport* clause = Add("exact", fmt::format("f({}) = {}", FormatHex(point.x), FormatHex(point.y)));
    clause->set_holds(SameResult(Result(point.x), point.y));
    if (!clause->holds()) SetCounterexample(point.x, FormatHex(point.y), clause);
  }

  void JudgeSymmetry() {
    if (contract_.symmetry == Symmetry::kNone) return;
    const bool odd = contract_.symmetry == Symmetry::kOdd;
    const InputCount& count = tally_.asymmetries();
    ClauseReport* clause = Add(std::string(FormatSymmetry(contract_.symmetry)),
                               odd ? "f(-x) = -f(x) to the bit" : "f(-x) = f(x) to the bit");
    clause->set_holds(count.count() == 0);
    clause->set_violations(static_cast<double>(count.count()));
    if (clause->holds()) return;
    const float x = Input(count.first());
    const float mirrored = Result(-x);
    SetCounterexample(x,
                      fmt::format("{}, as f({}) = {}", FormatHex(odd ? -mirrored : mirrored), FormatHex(-x),
                                  FormatHex(mirrored)),
                      clause);
  }

  // Neighbours are of one sign; the two zeros are one number.
  void JudgeMonotonic(bool has_zeros) {
    const MonotonicityTally& tally = tally_.monotonicity();
    const bool zeros_agree = !has_zeros || !(Result(0.0f) != Result(-0.0f));
    ClauseReport* clause = Add("monotonic", "no step between neighbours against the function");
    clause->set_violations(static_cast<double>(tally.violations() + tally.undecided()) +
                           (zeros_agree ? 0 : 1));
    clause->set_holds(clause->violations() == 0);
    if (clause->holds()) return;
    if (tally.violations() > 0) {
      const float x = Input(tally.pair());
      const float next = Input(tally.pair() + 1);
      SetCounterexample(
          x, fmt::format("the other side of f({}) = {}", FormatHex(next), FormatHex(Result(next))), clause);
    } else if (!zeros_agree) {
      SetCounterexample(-0.0f, FormatHex(Result(0.0f)), clause);
    }
  }

  ExactReference exact_;
  const Contract& contract_;
  const ArrayFunction<float>& function_;
  const ExhaustiveTally& tally_;
  ContractReport* report_;
};

absl::StatusOr<std::vector<ExhaustiveReport>> CheckAll(const Target& target, const Contract& contract,
                                                       std::span<const FunctionFactory> make_functions,
                                                       ExhaustiveOptions options) {
  options.format = contract.format;
  options.result = contract.result;
  options.domain = contract.domain;
  options.contract = contract;
  std::vector<ExhaustiveTally> tallies;
  absl::StatusOr<std::vector<ExhaustiveReport>> reports =
      CheckTogether(target, make_functions, options, &tallies);
  if (!reports.ok()) return reports;
  for (size_t k = 0; k < reports->size(); ++k) {
    absl::StatusOr<ArrayFunction<float>> function = make_functions[k]();
    if (!function.ok()) return function.status();
    if (contract.flush_mode) *function = InFlushMode(*std::move(function));
    ClauseJudge judge(target, contract, *function, tallies[k], (*reports)[k].mutable_contract());
    if (absl::Status status = judge.JudgeAll(); !status.ok()) return status;
  }
  return reports;
}

}  // namespace

absl::StatusOr<ExhaustiveReport> CheckContract(const Target& target, const Contract& contract,
                                               const FunctionFactory& make_function,
                                               ExhaustiveOptions options) {
  absl::StatusOr<std::vector<ExhaustiveReport>> reports =
      CheckAll(target, contract, {&make_function, 1}, std::move(options));
  if (!reports.ok()) return reports.status();
  return std::move((*reports)[0]);
}

absl::StatusOr<std::vector<ExhaustiveReport>> CheckContracts(
    const Target& target, const Contract& contract, const std::vector<ArrayFunction<float>>& functions,
    const ExhaustiveOptions& options) {
  std::vector<FunctionFactory> factories;
  for (const ArrayFunction<float>& function : functions) factories.push_back(Always(function));
  return CheckAll(target, contract, factories, options);
}

}  // namespace ulpforge
