#include "engine/space/verifier.h"

#include <limits>
#include <utility>

#include "accuracy/exhaustive/relative_check.h"
#include "dsl/program_function.h"
#include "fmt/format.h"
#include "jit/compile/compiler.h"

namespace ulpforge {
namespace {

// Of the whole work that of a sweep which measures errors beside ULPs; a sweep for the contract takes the
// rest.
constexpr double kMeasuringShare = 0.2;

bool Stopped(const VerifyControl& control) { return control.stop.load(std::memory_order_relaxed); }

std::vector<std::string> BrokenClauses(const ContractReport& report) {
  std::vector<std::string> broken;
  for (const ClauseReport& clause : report.clauses()) {
    if (!clause.holds()) broken.push_back(clause.clause());
  }
  return broken;
}

}  // namespace

Verifier::Verifier(const FloatSpace& space, RefineOptions refine, Numbers numbers, Describe describe)
    : space_(space),
      refine_(std::move(refine)),
      numbers_(std::move(numbers)),
      describe_(std::move(describe)) {}

absl::Status Verifier::Verify(const std::vector<const FrontMember*>& members, const VerifyControl& control,
                              std::vector<FrontEntry>& entries) const {
  std::vector<const FrontMember*> open;
  std::vector<size_t> which;
  for (size_t k = 0; k < members.size(); ++k) {
    if (entries[k].level() == Level::exhaustive) continue;
    open.push_back(members[k]);
    which.push_back(k);
  }
  if (open.empty() || Stopped(control)) return absl::OkStatus();
  const std::vector<Program> programs = Refine(open, control);
  control.watch(0).Start();
  const absl::StatusOr<std::vector<Checked>> checked = Check(programs, control);
  control.watch(0).Lap(Phase::kVerify);
  if (absl::IsCancelled(checked.status())) return absl::OkStatus();
  if (!checked.ok()) return checked.status();
  for (size_t k = 0; k < open.size(); ++k) {
    const Checked& one = (*checked)[k];
    FrontEntry entry = describe_(*open[k], programs[k]);
    entry.set_level(Level::exhaustive);
    entry.set_error(one.broken.empty() ? one.error : std::numeric_limits<double>::infinity());
    entry.set_worst_input_hex(one.worst_input);
    for (const std::string& clause : one.broken) entry.add_broken(clause);
    entries[which[k]] = std::move(entry);
  }
  return absl::OkStatus();
}

std::vector<Program> Verifier::Refine(const std::vector<const FrontMember*>& members,
                                      const VerifyControl& control) const {
  std::vector<Program> programs(members.size());
  control.pool.ParallelFor(members.size(), [&](size_t worker, size_t k) {
    control.watch(worker).Start();
    const Program& program = members[k]->program;
    programs[k] = program;
    if (!Stopped(control)) {
      Refiner refiner(space_.objective(), space_.samples(), space_.more_samples(), refine_);
      programs[k] = refiner.Refine({program}, numbers_(*members[k]), std::nullopt).program;
    }
    control.watch(worker).Lap(Phase::kVerify);
  });
  return programs;
}

absl::StatusOr<std::vector<Verifier::Checked>> Verifier::Check(const std::vector<Program>& programs,
                                                               const VerifyControl& control) const {
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create();
  if (!compiler.ok()) return compiler.status();
  std::vector<CompiledKernel<float>> kernels;  // own the code that the functions run
  std::vector<ArrayFunction<float>> functions;
  const FloatFormat& compute = *space_.objective().compute;
  for (const Program& program : programs) {
    if (&compute != &kFloat32) {
      // Of all threads at once, so that each call has an interpreter of its own.
      functions.emplace_back(
          [&](const float* in, float* out, size_t n) { (*ProgramFunction(program, compute))(in, out, n); });
      continue;
    }
    absl::StatusOr<CompiledKernel<float>> compiled = compiler->Compile<float>(program);
    if (!compiled.ok()) return compiled.status();
    const ArrayFunction<float>& computed = compiled->function().array;
    const FloatFormat& result = *space_.objective().result;
    functions.push_back(&result == &kFloat32 ? computed : WithRoundedResults(computed, result));
    kernels.push_back(*std::move(compiled));
  }
  const MeasureInfo& measure = space_.measure();
  const bool measures = measure.measure != ErrorMeasure::kUlp && !measure.counts;
  ExhaustiveOptions options;
  options.threads = static_cast<int>(control.pool.size());
  options.progress = [&](const ExhaustiveProgress& progress) {
    const double share = static_cast<double>(progress.inputs_done) / static_cast<double>(progress.inputs);
    control.progress(share * (measures ? 1 - kMeasuringShare : 1));
    return !Stopped(control);
  };
  const absl::StatusOr<std::vector<ExhaustiveReport>> reports =
      CheckContracts(space_.target(), space_.contract(), functions, options);
  if (!reports.ok()) return reports.status();
  std::vector<Checked> checked;
  for (const ExhaustiveReport& report : *reports) {
    checked.push_back({.error = measure.counts ? report.misrounded() : report.max_ulp(),
                       .worst_input = measure.counts ? report.first_misrounded() : report.worst_input(),
                       .broken = BrokenClauses(report.contract())});
  }
  if (!measures) return checked;
  if (space_.has_all_inputs()) {
    MeasureOnSamples(programs, checked);
    return checked;
  }
  if (absl::Status status = Measure(functions, control, checked); !status.ok()) return status;
  return checked;
}

void Verifier::MeasureOnSamples(const std::vector<Program>& programs, std::vector<Checked>& checked) const {
  const UlpSamples& all = space_.more_samples();
  for (size_t k = 0; k < programs.size(); ++k) {
    Scorer scorer(space_.objective());
    checked[k].error = scorer.Error(programs[k], all);
    checked[k].worst_input = fmt::format("{:a}", scorer.WorstSamples(all, 1).x[0]);
  }
}

absl::Status Verifier::Measure(const std::vector<ArrayFunction<float>>& functions,
                               const VerifyControl& control, std::vector<Checked>& checked) const {
  for (size_t k = 0; k < functions.size(); ++k) {
    const auto go_on = [&] {
      const double share = static_cast<double>(k) / static_cast<double>(functions.size());
      control.progress(1 - kMeasuringShare * (1 - share));
      return !Stopped(control);
    };
    const absl::StatusOr<ErrorReport> report =
        CheckErrors(space_.target(), space_.domain(),
                    {.measure = space_.measure().error, .format = space_.objective().result}, functions[k],
                    static_cast<int>(control.pool.size()), go_on);
    if (!report.ok()) return report.status();
    checked[k].error = report->error;
    checked[k].worst_input = fmt::format("{:a}", report->worst_input);
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
