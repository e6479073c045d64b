#include "fitting/format/float_tuner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <vector>

#include "dsl/numbers/round_to.h"

namespace ulpforge {
namespace {

constexpr size_t kHard = 96;              // samples that a move is tried on first
constexpr int kSteps[] = {-1, 1, -4, 4};  // of single moves, in units in the last place

class Walk {
 public:
  Walk(const UlpSamples& samples, const ContractPoints* points, std::span<const size_t> constants,
       Program& program)
      : samples_(samples), meter_(points), hard_meter_(nullptr), constants_(constants), program_(program) {
    for (const size_t k : constants_) program_.constants[k] = RoundTo<float>(program_.constants[k]);
    Settle(meter_.Measure(program_, samples_));
  }

  FloatScore Run(const TuningOptions& options) {
    for (size_t moves = options.sweeps * constants_.size(); moves > 0; --moves) {
      if (!TakeBestMove() && !(options.pairs && TakeAnyPair())) break;
    }
    return score_;
  }

 private:
  // The best of all moves of one constant. The first that helps leads into dead ends, where many constants
  // make up for one that is wrong.
  bool TakeBestMove() {
    FloatScore best = score_;
    size_t which = 0;
    int steps = 0;
    for (size_t k = 0; k < constants_.size(); ++k) {
      for (const int step : kSteps) {
        const Extended before = program_.constants[constants_[k]];
        Move(k, step);
        if (const std::optional<FloatScore> score = Better(best)) best = *score, which = k, steps = step;
        program_.constants[constants_[k]] = before;
      }
    }
    if (steps == 0) return false;
    Move(which, steps);
    Settle(meter_.Measure(program_, samples_));
    return true;
  }

  bool TakeAnyPair() {
    for (size_t a = 0; a < constants_.size(); ++a) {
      for (size_t b = 0; b < a; ++b) {
        for (const int da : {-1, 1}) {
          for (const int db : {-1, 1}) {
            if (Accept(a, da, b, db)) return true;
          }
        }
      }
    }
    return false;
  }

  void Settle(const FloatScore& score) {
    score_ = score;
    hard_ = HardestSamples(samples_, meter_.Errors(samples_), kHard);
  }

  // The score with the present constants if it is better than `than`. Most moves are bad already where the
  // error is largest now.
  std::optional<FloatScore> Better(const FloatScore& than) {
    if (than.violations == 0 && hard_meter_.Measure(program_, hard_).ulp > than.ulp) return std::nullopt;
    const FloatScore score = meter_.Measure(program_, samples_);
    if (!score.IsBetterThan(than)) return std::nullopt;
    return score;
  }

  bool Accept(size_t a, int da, size_t b, int db) {
    const Extended old_a = program_.constants[constants_[a]], old_b = program_.constants[constants_[b]];
    Move(a, da);
    Move(b, db);
    if (Better(score_)) {
      Settle(meter_.Measure(program_, samples_));
      return true;
    }
    program_.constants[constants_[b]] = old_b;
    program_.constants[constants_[a]] = old_a;
    return false;
  }

  void Move(size_t k, int steps) {
    Extended& constant = program_.constants[constants_[k]];
    float value = RoundTo<float>(constant);
    const float towards =
        steps < 0 ? -std::numeric_limits<float>::infinity() : std::numeric_limits<float>::infinity();
    for (int step = 0; step < std::abs(steps); ++step) value = std::nextafter(value, towards);
    if (std::isfinite(value)) constant = value;
  }

  const UlpSamples& samples_;
  UlpSamples hard_;
  FloatMeter meter_;
  FloatMeter hard_meter_;
  std::span<const size_t> constants_;
  Program& program_;
  FloatScore score_;
};

}  // namespace

FloatScore TuneConstants(const UlpSamples& samples, const ContractPoints* points,
                         std::span<const size_t> constants, const TuningOptions& options, Program& program) {
  return Walk(samples, points, constants, program).Run(options);
}

UlpSamples HardestSamples(const UlpSamples& samples, std::span<const double> errors, size_t count) {
  std::vector<size_t> order(samples.size());
  std::iota(order.begin(), order.end(), size_t{0});
  count = std::min(count, order.size());
  const auto harder = [&](size_t a, size_t b) {
    return errors[a] != errors[b] ? errors[a] > errors[b] : a < b;
  };
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(), harder);
  UlpSamples hardest;
  for (size_t k = 0; k < count; ++k) {
    hardest.x.push_back(samples.x[order[k]]);
    hardest.f.push_back(samples.f[order[k]]);
    hardest.per_ulp.push_back(samples.per_ulp[order[k]]);
  }
  return hardest;
}

}  // namespace ulpforge
