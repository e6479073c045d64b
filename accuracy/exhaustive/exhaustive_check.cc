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
#include "accuracy/reference/exact_reference.h"
#include "base/flush_mode.h"
#include "targets/function_target.h"

namespace ulpforge {
namespace {

ExhaustiveState StartOf(const Target& target, const ExhaustiveOptions& options, const InputBlocks& blocks) {
  ExhaustiveState state;
  state.set_target(TitleOf(target));
  state.set_format(std::string(options.format->name));
  state.set_domain(FormatInputs(options.domain));
  state.set_function(options.function);
  if (options.contract) state.set_contract(FormatContract(*options.contract));
  state.set_done(std::string((blocks.size() + 7) / 8, '\0'));
  return state;
}

// The blocks that the threads share, and what they have found.
class Sweep {
 public:
  Sweep(const InputBlocks& blocks, const ExhaustiveOptions& options, ExhaustiveState state)
      : blocks_(blocks), options_(options), state_(std::move(state)) {}

  void Work(BlockCheck& check) {
    std::unique_lock lock(mutex_);
    while (const std::optional<size_t> block = NextBlock()) {
      const ExhaustiveTally known = state_.tally();
      lock.unlock();
      const ExhaustiveTally tally = check.Check(blocks_[*block], known);
      lock.lock();
      if (!stopped_) Finish(*block, tally);
    }
  }

  bool stopped() const { return stopped_; }
  const ExhaustiveState& state() const { return state_; }

 private:
  std::optional<size_t> NextBlock() {
    while (!stopped_ && visited_ < blocks_.size()) {
      const size_t block = blocks_.Visit(visited_++);
      if (!IsDone(state_, block)) return block;
    }
    return std::nullopt;
  }

  void Finish(size_t block, const ExhaustiveTally& tally) {
    Merge(tally, state_.mutable_tally());
    SetDone(block, &state_);
    if (!options_.progress) return;
    const ExhaustiveTally& all = state_.tally();
    stopped_ = !options_.progress({.inputs_done = all.inputs(),
                                   .inputs = blocks_.inputs(),
                                   .max_ulp = std::max(all.main().ulp(), all.subnormal().ulp()),
                                   .state = state_});
  }

  const InputBlocks& blocks_;
  const ExhaustiveOptions& options_;
  std::mutex mutex_;
  ExhaustiveState state_;
  size_t visited_ = 0;
  bool stopped_ = false;
};

}  // namespace

absl::StatusOr<ExhaustiveReport> CheckExhaustively(const Target& target, const FunctionFactory& make_function,
                                                   const ExhaustiveOptions& options, ExhaustiveTally* tally) {
  if (options.threads < 1) {
    return absl::InvalidArgumentError(
        fmt::format("exhaustive check on {} threads: expected at least 1", options.threads));
  }
  const absl::StatusOr<InputBlocks> blocks = InputBlocks::Create(*options.format, options.domain);
  if (!blocks.ok()) return blocks.status();
  ExhaustiveState state = StartOf(target, options, *blocks);
  if (options.resume) {
    if (absl::Status status = CheckState(*options.resume, state, *blocks); !status.ok()) return status;
    state = *options.resume;
  }

  const size_t threads = std::min<size_t>(options.threads, blocks->size());
  const bool flush = options.contract && options.contract->flush_mode;
  std::vector<ArrayFunction<float>> functions;
  for (size_t k = 0; k < threads; ++k) {
    absl::StatusOr<ArrayFunction<float>> function = make_function();
    if (!function.ok()) return function.status();
    functions.push_back(flush ? InFlushMode(*std::move(function)) : *std::move(function));
  }

  Sweep sweep(*blocks, options, std::move(state));
  const auto work = [&](size_t k) {
    BlockCheck check(target, *options.format, options.contract, functions[k]);
    sweep.Work(check);
  };
  std::vector<std::thread> others;
  for (size_t k = 1; k < threads; ++k) others.emplace_back(work, k);
  work(0);
  for (std::thread& thread : others) thread.join();
  if (sweep.stopped()) {
    return absl::CancelledError(fmt::format("exhaustive check stopped after {} of {} inputs",
                                            sweep.state().tally().inputs(), blocks->inputs()));
  }
  if (tally != nullptr) *tally = sweep.state().tally();
  ExactReference exact(target, *options.format);
  return MakeExhaustiveReport(sweep.state(), *options.format, options.contract, *blocks, functions[0], exact);
}

}  // namespace ulpforge
