#include "accuracy/exhaustive/extreme_search.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "accuracy/exhaustive/exhaustive_tally.h"

namespace ulpforge {
namespace {

// Fewer candidates are settled one by one.
constexpr size_t kFew = 8;

struct Candidate {
  size_t index = 0;
  double least_ulp = 0;
  double most_ulp = 0;
};

double Threshold(const UlpExtreme& extreme) { return extreme.has_ulp() ? extreme.ulp() : 0; }

class Search {
 public:
  Search(Chunk& chunk, UlpExtreme* extreme) : chunk_(chunk), extreme_(extreme) {}

  void Run(std::vector<Candidate> candidates) {
    // Of those that are certainly negligible the first is enough.
    const auto negligible = [](const Candidate& c) { return c.most_ulp < kNegligibleUlp; };
    const auto first = std::find_if(candidates.begin(), candidates.end(), negligible);
    if (first != candidates.end()) Add(first->index, 0);
    std::erase_if(candidates, negligible);
    if (candidates.empty()) return;
    const auto likely =
        std::max_element(candidates.begin(), candidates.end(),
                         [](const Candidate& a, const Candidate& b) { return a.least_ulp < b.least_ulp; });
    Settle(likely->index);
    std::erase_if(candidates, [&](const Candidate& c) { return c.most_ulp < extreme_->ulp(); });
    SettleAll(candidates);
  }

 private:
  void Settle(size_t i) { Add(i, chunk_.ExactError(i).ulp); }

  void Add(size_t i, double error) {
    const double ulp = error < kNegligibleUlp ? 0 : error;
    AddUlp(ulp, chunk_.bits(i), chunk_.result_bits(i), extreme_);
  }

  void SettleAll(std::span<const Candidate> candidates) {
    if (candidates.size() <= kFew) {
      for (const Candidate& candidate : candidates) Settle(candidate.index);
      return;
    }
    if (SettleByEnds(candidates)) return;
    const size_t half = candidates.size() / 2;
    SettleAll(candidates.first(half));
    SettleAll(candidates.subspan(half));
  }

  // Where the result is the same, f is monotonic and of one sign, and the ulp is the same at both ends and so
  // in between, the error falls to its minimum and rises from there, so the largest one is at an end. It may
  // be attained at more inputs near the last one; bisection finds the first of them. Errors below
  // kNegligibleUlp are all the same, so that the first input stands for them.
  bool SettleByEnds(std::span<const Candidate> candidates) {
    const float y = chunk_.y(candidates.front().index);
    const bool same_result =
        std::all_of(candidates.begin(), candidates.end(),
                    [&](const Candidate& candidate) { return chunk_.y(candidate.index) == y; });
    if (!same_result || chunk_.direction() == Direction::kUnknown) return false;
    if (!HaveOneSign(candidates.front().index, candidates.back().index)) return false;
    const UlpError first = chunk_.ExactError(candidates.front().index);
    const UlpError last = chunk_.ExactError(candidates.back().index);
    if (first.ulp_exponent != last.ulp_exponent) return false;
    if (last.ulp < kNegligibleUlp || first.ulp >= last.ulp) {
      Add(candidates.front().index, first.ulp);
      return true;
    }
    const auto found = std::partition_point(
        candidates.begin(), candidates.end(),
        [&](const Candidate& candidate) { return chunk_.ExactError(candidate.index).ulp < last.ulp; });
    Add(found->index, last.ulp);
    return true;
  }

  // The sign of f, or of the zero that it rounds to.
  bool HaveOneSign(size_t i, size_t k) {
    return std::signbit(chunk_.ExactRound(i).value) == std::signbit(chunk_.ExactRound(k).value);
  }

  Chunk& chunk_;
  UlpExtreme* extreme_;
};

bool IsSubnormalRegion(Chunk& chunk, size_t i, const Judgement& judgement) {
  const double smallest_normal = chunk.result_format().smallest_normal();
  if (judgement.most_magnitude < smallest_normal) return true;
  if (judgement.least_magnitude >= smallest_normal) return false;
  return chunk.ExactError(i).subnormal;
}

}  // namespace

void FindExtremes(Chunk& chunk, std::span<const float> correct, std::span<const Excuse> excuses,
                  ExhaustiveTally* tally) {
  std::vector<Candidate> main;
  std::vector<Candidate> subnormal;
  const double least_threshold = std::min(Threshold(tally->main()), Threshold(tally->subnormal()));
  for (size_t i = 0; i < chunk.size(); ++i) {
    if (!excuses.empty() && excuses[i] != Excuse::kNone) continue;
    const Judgement judgement = chunk.judgement(i);
    if (judgement.most_ulp < least_threshold) continue;
    const float value = judgement.decided() ? judgement.lower : correct[i];
    if (!std::isfinite(chunk.y(i)) || !std::isfinite(value)) continue;
    const bool is_subnormal = IsSubnormalRegion(chunk, i, judgement);
    if (judgement.most_ulp < Threshold(is_subnormal ? tally->subnormal() : tally->main())) continue;
    (is_subnormal ? subnormal : main).push_back({i, judgement.least_ulp, judgement.most_ulp});
  }
  Search(chunk, tally->mutable_main()).Run(std::move(main));
  Search(chunk, tally->mutable_subnormal()).Run(std::move(subnormal));
}

}  // namespace ulpforge
