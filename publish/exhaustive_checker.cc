#include "publish/exhaustive_checker.h"

#include "accuracy/exhaustive/contract_check.h"
#include "accuracy/exhaustive/subnormal_ops.h"
#include "base/worker_pool.h"

namespace ulpforge {

absl::StatusOr<ExhaustiveReport> CheckInSilence(const std::string& name, const Target& target,
                                                const FunctionFactory& make_function,
                                                const ExhaustiveOptions& options) {
  ExhaustiveOptions threaded = options;
  if (threaded.threads == 0) threaded.threads = static_cast<int>(ProcessorCount());
  absl::StatusOr<ExhaustiveReport> report =
      options.contract ? CheckContract(target, *options.contract, make_function, threaded)
                       : CheckExhaustively(target, make_function, threaded);
  if (report.ok()) report->set_function(name);
  return report;
}

absl::Status CountInSilence(const Program& program, const std::optional<Interval>& domain,
                            ExhaustiveReport* report) {
  const absl::StatusOr<SubnormalOps> met =
      CountSubnormalOps(program, domain, static_cast<int>(ProcessorCount()), [] { return true; });
  if (!met.ok()) return met.status();
  SetSubnormalOps(*met, report);
  return absl::OkStatus();
}

}  // namespace ulpforge
