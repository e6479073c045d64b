#include "timing/sampling.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "base/rng.h"
#include "timing/quiet.h"

namespace ulpforge {
namespace {

// A look at the cores every so many nanoseconds, if fewer than this share of the probes since then were
// quiet.
constexpr double kWatchNs = 20e6;
constexpr double kQuietShare = 0.5;

void Shuffle(std::vector<size_t>& order, Rng& rng) {
  for (size_t k = order.size(); k > 1; --k) std::swap(order[k - 1], order[rng.Below(k)]);
}

// Says when the core has become noisy.
class CoreWatch {
 public:
  explicit CoreWatch(double now) : since_(now) {}

  void Add(const CoreProbe& probe) { probes_.push_back(probe); }

  bool IsNoisy(double now) {
    if (probes_.empty() || now - since_ < kWatchNs) return false;
    const CoreProbe best = BestOf(probes_);
    if (!best_) best_ = best;
    best_->nops_per_cycle = std::max(best_->nops_per_cycle, best.nops_per_cycle);
    best_->ns_per_cycle = std::min(best_->ns_per_cycle, best.ns_per_cycle);
    const auto quiet = std::ranges::count_if(probes_, [&](const CoreProbe& p) { return IsQuiet(p, *best_); });
    const bool noisy = static_cast<double>(quiet) < kQuietShare * static_cast<double>(probes_.size());
    probes_.clear();
    since_ = now;
    return noisy;
  }

 private:
  std::vector<CoreProbe> probes_;  // since_
  std::optional<CoreProbe> best_;  // ever
  double since_;
};

}  // namespace

std::vector<Round> TakeRounds(SampleSource& source, const SamplingOptions& options) {
  const double start = source.Now();
  Rng rng(options.seed);
  std::vector<size_t> order(source.lanes());
  std::iota(order.begin(), order.end(), size_t{0});
  std::vector<Round> rounds;
  source.MoveToQuietestCore();
  CoreWatch watch(source.Now());
  do {
    if (watch.IsNoisy(source.Now())) source.MoveToQuietestCore();
    source.StartRound(rounds.size());
    Round round(order.size());
    Shuffle(order, rng);
    CoreProbe probe = source.Probe();
    watch.Add(probe);
    for (const size_t lane : order) {
      Sample& sample = round[lane];
      sample.before = probe;
      sample.ns = source.Run(lane);
      sample.after = probe = source.Probe();
      watch.Add(probe);
    }
    rounds.push_back(std::move(round));
  } while (rounds.size() < options.rounds && source.Now() - start < options.seconds * 1e9);
  return rounds;
}

}  // namespace ulpforge
