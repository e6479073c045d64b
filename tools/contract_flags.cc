#include "tools/contract_flags.h"

#include <cmath>
#include <vector>

#include "fmt/format.h"

namespace ulpforge {

void AddContractFlags(CLI::App& app, ContractOptions* options) {
  app.add_option(
         "--variant", options->variant,
         "contract: finite, for the inputs in the domain, or full, for every input (see docs/contracts.md)")
      ->type_name("TEXT");
  app.add_option("--nan", options->nan, "contract: NaNs, ieee or any")->type_name("TEXT");
  app.add_option("--inf", options->infinity, "contract: infinities, ieee or any")->type_name("TEXT");
  app.add_option("--subnormal", options->subnormal, "contract: subnormal numbers, ieee, flush or any")
      ->type_name("TEXT");
  app.add_option("--exact", options->exact, "contract: the result at X is exactly Y; repeatable")
      ->type_name("X=Y")
      ->allow_extra_args(false);
  app.add_option("--symmetry", options->symmetry,
                 "contract: f(-x) is -f(x) or f(x) to the bit; odd, even or none")
      ->type_name("TEXT");
  app.add_flag("--monotonic", options->monotonic,
               "contract: no step between neighbours goes against the function");
  app.add_option("--max-ulp", options->max_ulp, "contract: the largest error in ULP")->type_name("NUMBER");
}

bool AsksForContract(const ContractOptions& options) {
  return !options.variant.empty() || !options.nan.empty() || !options.infinity.empty() ||
         !options.subnormal.empty() || !options.exact.empty() || !options.symmetry.empty() ||
         options.monotonic || !std::isinf(options.max_ulp);
}

absl::StatusOr<Contract> ContractOfFlags(const Target& target, ContractOptions options,
                                         const std::string& domain) {
  options.domain = domain == "all" ? "" : domain;
  if (options.variant.empty())
    options.variant = FormatVariant(options.domain.empty() ? Variant::kFull : Variant::kFinite);
  return MakeContract(target, options);
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

absl::Status CheckHolds(const ExhaustiveReport& report) {
  if (!report.has_contract() || report.contract().holds()) return absl::OkStatus();
  std::vector<std::string> broken;
  for (const ClauseReport& clause : report.contract().clauses()) {
    if (!clause.holds()) broken.push_back(clause.clause());
  }
  return absl::FailedPreconditionError(
      fmt::format("{} breaks its contract: {}", report.function(), fmt::join(broken, ", ")));
}

}  // namespace ulpforge
