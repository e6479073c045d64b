#include "publish/flush_claim.h"

#include <utility>

#include "accuracy/exhaustive/contract_sample.h"
#include "base/flush_mode.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr std::string_view kMode = "Flush-to-zero and denormals-are-zero";

// What the header claims, asked for in the flush mode.
Contract InMode(const CheckedCode& checked, Contract contract) {
  contract.flush_mode = true;
  if (contract.subnormal == Policy::kIeee) contract.subnormal = Policy::kFlush;
  if (checked.report.has_max_ulp()) contract.max_ulp = checked.report.max_ulp();
  return contract;
}

FlushClaim Claim(const std::string& name, const std::string& broken, const std::string& looked_at) {
  FlushClaim claim;
  claim.line = fmt::format("{}: {} ({})", kMode,
                           broken.empty() ? "special values and errors of normal inputs hold"
                                          : fmt::format("do not hold: {}", broken),
                           looked_at);
  if (!broken.empty()) {
    claim.holds = absl::FailedPreconditionError(
        fmt::format("{} breaks its contract under {}: {}", name, kFlushModeText, broken));
  }
  return claim;
}

std::string ResultText(const Counterexample& example) {
  return fmt::format("f({}) = {}, correct {}", example.input(), example.result(), example.expected());
}

std::string FirstBroken(const ContractReport& contract) {
  for (const ClauseReport& clause : contract.clauses()) {
    if (clause.holds()) continue;
    return clause.has_counterexample() ? ResultText(clause.counterexample()) : clause.demand();
  }
  return "";
}

}  // namespace

absl::StatusOr<FlushClaim> CheckFlushMode(const CheckedCode& checked, const std::string& name,
                                          const Target& target, const Contract& contract, bool exhaustive,
                                          const ExhaustiveChecker& check) {
  if (!kHasFlushMode) return FlushClaim{fmt::format("{}: not checked, this CPU has no MXCSR", kMode), {}};
  const ArrayFunction<float>& function = checked.code.function().array;
  const Contract in_mode = InMode(checked, contract);
  if (exhaustive) {
    ExhaustiveOptions options;
    options.threads = 0;
    options.function = name;
    options.contract = in_mode;
    const absl::StatusOr<ExhaustiveReport> report = check(name, target, Always(function), options);
    if (!report.ok()) return report.status();
    return Claim(name, FirstBroken(report->contract()),
                 fmt::format("level: exhaustive, {:.0f} inputs", report->inputs()));
  }
  const absl::StatusOr<ContractSample> sample = CheckSample(target, in_mode, function);
  if (!sample.ok()) return sample.status();
  return Claim(name, sample->counterexample ? ResultText(*sample->counterexample) : "",
               fmt::format("level: sampled, {} special inputs and {} spread evenly by their bits",
                           sample->points, sample->inputs));
}

}  // namespace ulpforge
