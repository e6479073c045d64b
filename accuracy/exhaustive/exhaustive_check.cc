#include "accuracy/exhaustive/exhaustive_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/block_check.h"
#include "accuracy/exhaustive/exhaustive_report.h"
#include "accuracy/exhaustive/exhaustive_state.h"
#include "accuracy/exhaustive/exhaustive_tally.h"
#include "accuracy/exhaustive/lane_check.h"
#include "accuracy/reference/exact_reference.h"
#include "base/check.h"
#include "base/flush_mode.h"
#include "targets/function_target.h"

namespace ulpforge {
namespace {

const FloatFormat& ResultFormat(const ExhaustiveOptions& options) {
  return options.result == nullptr ? *options.format : *options.result;
}

// What is measured besides ULP.
std::optional<ResultError> MeasureOf(const ExhaustiveOptions& options) {
  if (options.measure == ErrorMeasure::kRelative) return ResultError{RelativeError, &ResultFormat(options)};
  if (options.measure == ErrorMeasure::kAbsolute) return ResultError{AbsoluteError, &ResultFormat(options)};
  return std::nullopt;
}

ExhaustiveState StartOf(const Target& target, const ExhaustiveOptions& options, const InputBlocks& blocks) {
  ExhaustiveState state;
  state.set_target(TitleOf(target));
  state.set_format(std::string(options.format->name));
  if (&ResultFormat(options) != options.format) state.set_result(std::string(options.result->name));
  state.set_domain(FormatInputs(options.domain));
  state.set_function(options.function);
  if (MeasureOf(options)) state.set_measure(std::string(NameOf(options.measure)));
  if (options.contract) state.set_contract(FormatContract(*options.contract));
  state.set_done(std::string((blocks.size() + 7) / 8, '\0'));
  return state;
}

// The blocks that the threads share, and what they have found. There is a state for each function; the same
// blocks are done in all of them.
class Sweep {
 public:
  Sweep(const InputBlocks& blocks, const ExhaustiveOptions& options, std::vector<ExhaustiveState> states)
      : blocks_(blocks), options_(options), states_(std::move(states)) {}

  void Work(BlockCheck& check) {
    std::unique_lock lock(mutex_);
    while (const std::optional<size_t> block = NextBlock()) {
      std::vector<ExhaustiveTally> known;
      for (const ExhaustiveState& state : states_) known.push_back(state.tally());
      lock.unlock();
      const std::vector<ExhaustiveTally> tallies = check.Check(blocks_[*block], known);
      lock.lock();
      if (!stopped_) Finish(*block, tallies);
    }
  }

  bool stopped() const { return stopped_; }
  const std::vector<ExhaustiveState>& states() const { return states_; }

 private:
  std::optional<size_t> NextBlock() {
    while (!stopped_ && visited_ < blocks_.size()) {
      const size_t block = blocks_.Visit(visited_++);
      if (!IsDone(states_[0], block)) return block;
    }
    return std::nullopt;
  }

  void Finish(size_t block, const std::vector<ExhaustiveTally>& tallies) {
    double max_ulp = 0;
    for (size_t k = 0; k < states_.size(); ++k) {
      Merge(tallies[k], states_[k].mutable_tally());
      SetDone(block, &states_[k]);
      const ExhaustiveTally& all = states_[k].tally();
      max_ulp = std::max({max_ulp, all.main().ulp(), all.subnormal().ulp()});
    }
    if (!options_.progress) return;
    stopped_ = !options_.progress({.inputs_done = states_[0].tally().inputs(),
                                   .inputs = blocks_.inputs(),
                                   .max_ulp = max_ulp,
                                   .state = states_[0]});
  }

  const InputBlocks& blocks_;
  const ExhaustiveOptions& options_;
  std::mutex mutex_;
  std::vector<ExhaustiveState> states_;
  size_t visited_ = 0;
  bool stopped_ = false;
};

void AddLanes(const ExhaustiveTally& tally, const FloatFormat& format, const InputBlocks& blocks,
              const ArrayFunction<float>& function, ExhaustiveReport* report) {
  std::vector<uint32_t> others(tally.class_changes().begin(), tally.class_changes().end());
  for (const UlpExtreme* extreme : {&tally.main(), &tally.subnormal()}) {
    if (extreme->has_ulp()) others.push_back(extreme->input());
  }
  const std::vector<float> inputs = LaneInputs(format, blocks, others);
  report->set_lanes_checked(true);
  if (std::optional<LaneFault> fault = FindLaneFault<float>(function, inputs)) {
    *report->mutable_lane_fault() = *std::move(fault);
  }
}

}  // namespace

absl::StatusOr<ExhaustiveReport> CheckExhaustively(const Target& target, const FunctionFactory& make_function,
                                                   const ExhaustiveOptions& options, ExhaustiveTally* tally) {
  std::vector<ExhaustiveTally> tallies;
  absl::StatusOr<std::vector<ExhaustiveReport>> reports =
      CheckTogether(target, {&make_function, 1}, options, &tallies);
  if (!reports.ok()) return reports.status();
  if (tally != nullptr) *tally = tallies[0];
  return std::move((*reports)[0]);
}

absl::StatusOr<std::vector<ExhaustiveReport>> CheckTogether(const Target& target,
                                                            std::span<const FunctionFactory> make_functions,
                                                            const ExhaustiveOptions& options,
                                                            std::vector<ExhaustiveTally>* tallies) {
  ULPFORGE_CHECK(!make_functions.empty() && (make_functions.size() == 1 || !options.resume));
  if (options.threads < 1) {
    return absl::InvalidArgumentError(
        fmt::format("exhaustive check on {} threads: expected at least 1", options.threads));
  }
  const absl::StatusOr<InputBlocks> blocks = InputBlocks::Create(*options.format, options.domain);
  if (!blocks.ok()) return blocks.status();
  std::vector<ExhaustiveState> states(make_functions.size(), StartOf(target, options, *blocks));
  if (options.resume) {
    if (absl::Status status = CheckState(*options.resume, states[0], *blocks); !status.ok()) return status;
    states[0] = *options.resume;
  }

  const size_t threads = std::min<size_t>(options.threads, blocks->size());
  const bool flush = options.contract && options.contract->flush_mode;
  std::vector<std::vector<ArrayFunction<float>>> functions(threads);
  for (size_t k = 0; k < threads; ++k) {
    for (const FunctionFactory& make_function : make_functions) {
      absl::StatusOr<ArrayFunction<float>> function = make_function();
      if (!function.ok()) return function.status();
      functions[k].push_back(flush ? InFlushMode(*std::move(function)) : *std::move(function));
    }
  }

  Sweep sweep(*blocks, options, std::move(states));
  const auto work = [&](size_t k) {
    BlockCheck check(target, *options.format, ResultFormat(options), options.contract, functions[k],
                     MeasureOf(options));
    sweep.Work(check);
  };
  std::vector<std::thread> others;
  for (size_t k = 1; k < threads; ++k) others.emplace_back(work, k);
  work(0);
  for (std::thread& thread : others) thread.join();
  if (sweep.stopped()) {
    return absl::CancelledError(fmt::format("exhaustive check stopped after {} of {} inputs",
                                            sweep.states()[0].tally().inputs(), blocks->inputs()));
  }
  ExactReference exact(target, ResultFormat(options));
  std::vector<ExhaustiveReport> reports;
  for (size_t k = 0; k < make_functions.size(); ++k) {
    const ExhaustiveState& state = sweep.states()[k];
    tallies->push_back(state.tally());
    reports.push_back(MakeExhaustiveReport(state, *options.format, options.contract, options.measure, *blocks,
                                           functions[0][k], exact));
    if (options.check_lanes)
      AddLanes(state.tally(), *options.format, *blocks, functions[0][k], &reports.back());
  }
  return reports;
}

}  // namespace ulpforge
