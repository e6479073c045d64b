#include "publish/code_claims.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <set>
#include <utility>

#include "accuracy/contract/contract_points.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/exhaustive_report.h"
#include "base/rng.h"
#include "dsl/numbers/number.h"
#include "dsl/program_function.h"
#include "fmt/format.h"
#include "publish/code_timing.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

constexpr size_t kSpreadInputs = 256;
constexpr uint64_t kInputSeed = 1;

std::string HexBits(const FloatFormat& format, float value) {
  return fmt::format("{:#0{}x}", RoundToBits(format, value), format.storage_bits / 4 + 2);
}

// A float as a report writes it.
float ReadHex(const std::string& text) {
  const absl::StatusOr<double> value = ReadDouble(text);
  return value.ok() ? static_cast<float>(*value) : std::numeric_limits<float>::quiet_NaN();
}

std::string Share(double part, double all) { return fmt::format("{:.4f}%", 100 * part / all); }

}  // namespace

absl::StatusOr<CheckedCode> CheckCode(const std::string& text, const std::string& name, const Target& target,
                                      const Contract& contract, const ExhaustiveChecker& check) {
  absl::StatusOr<CompiledSource<float>> code = CompiledSource<float>::OpenText(
      text, name + ".c", {.symbol = name, .format = std::string(contract.format->name)});
  if (!code.ok()) return code.status();
  ExhaustiveOptions options;
  options.threads = 0;
  options.function = name;
  options.contract = contract;
  const ArrayFunction<float>& array = code->function().array;
  absl::StatusOr<ExhaustiveReport> report = check(
      name, target, Always(contract.result == nullptr ? array : WithRoundedResults(array, *contract.result)),
      options);
  if (!report.ok()) return report.status();
  return CheckedCode{*std::move(code), *std::move(report)};
}

std::vector<std::string> ClaimLines(const CheckedCode& checked) {
  const ExhaustiveReport& report = checked.report;
  std::vector<std::string> lines = {fmt::format("Contract: {}", report.contract().contract())};
  const double judged = report.inputs() - report.excused();
  lines.push_back(fmt::format(
      "Level: exhaustive, {:.0f} inputs{}", report.inputs(),
      report.excused() == 0 ? "" : fmt::format(", of which the contract excuses {:.0f}", report.excused())));
  if (report.has_result()) {
    lines.push_back(
        fmt::format("Results are those of the float32 function rounded to {}, as are ULPs", report.result()));
  }
  if (report.has_max_ulp()) {
    lines.push_back(fmt::format("Max error: {:.6f} ULP at x = {} ({}): {}, correct {}", report.max_ulp(),
                                report.worst_input(),
                                HexBits(*FindFloatFormat(report.format()), ReadHex(report.worst_input())),
                                report.worst_result(), report.worst_correct()));
  }
  lines.push_back(report.misrounded() == 0 ? "Correctly rounded: at every input"
                                           : fmt::format("Correctly rounded: {} of the inputs",
                                                         Share(judged - report.misrounded(), judged)));
  lines.push_back(report.monotonicity_violations() == 0 && report.monotonicity_undecided() == 0
                      ? "Monotonic: every step between neighbouring inputs is as that of the function"
                      : fmt::format("Not monotonic at {:.0f} pairs of neighbouring inputs",
                                    report.monotonicity_violations() + report.monotonicity_undecided()));
  if (report.has_subnormal_ops())
    lines.push_back(
        report.subnormal_ops() == 0
            ? "No subnormal operands: none at inputs and results that are not subnormal themselves"
            : fmt::format("Subnormal operands {}", SubnormalOpsText(report)));
  lines.push_back("Clauses:");
  for (const std::string& line : ClauseLines(report.contract())) lines.push_back("  " + line);
  lines.push_back("Special values:");
  std::set<std::string> seen;
  for (const SpecialValue& value : report.special_values()) {
    if (!seen.insert(value.input()).second) continue;
    lines.push_back(
        fmt::format("  f({}) = {}{}", value.input(), value.result(),
                    value.result() == value.correct() ? "" : fmt::format(", correct {}", value.correct())));
  }
  lines.push_back(fmt::format("Checked as compiled with: {}", checked.code.command()));
  return lines;
}

std::vector<RecordedResult> RecordResults(const CheckedCode& checked, const Target& target,
                                          const Contract& contract) {
  const ContractPoints points(target, contract);
  std::vector<float> inputs(points.inputs().begin(), points.inputs().end());
  if (checked.report.has_worst_input()) inputs.push_back(ReadHex(checked.report.worst_input()));
  const absl::StatusOr<InputBlocks> blocks = InputBlocks::Create(*contract.format, contract.domain);
  Rng rng(kInputSeed);
  for (size_t k = 0; blocks.ok() && k < kSpreadInputs; ++k) {
    const InputBlock& block = (*blocks)[rng.Below(blocks->size())];
    inputs.push_back(std::bit_cast<float>(block.first + static_cast<uint32_t>(rng.Below(block.size))));
  }
  const absl::StatusOr<Interval> ordinary = OrdinaryInputs(target, contract);
  for (size_t k = 0; ordinary.ok() && k < kSpreadInputs; ++k) {
    const auto x = static_cast<float>(ordinary->lo + rng.Uniform() * (ordinary->hi - ordinary->lo));
    if (blocks.ok() && blocks->Contains(std::bit_cast<uint32_t>(x))) inputs.push_back(x);
  }
  std::vector<float> results(inputs.size());
  checked.code.function().array(inputs.data(), results.data(), inputs.size());
  std::vector<RecordedResult> recorded;
  for (size_t i = 0; i < inputs.size(); ++i) {
    recorded.push_back({std::bit_cast<uint32_t>(inputs[i]), std::bit_cast<uint32_t>(results[i])});
  }
  return recorded;
}

}  // namespace ulpforge
