#include "fitting/format/tuner.h"

#include <cmath>
#include <optional>

#include "dsl/numbers/round_to.h"
#include "fitting/format/minimax_step.h"

namespace ulpforge {
namespace {

constexpr size_t kWorst = 96;             // samples that a move is tried on first
constexpr int kUnits[] = {-1, 1, -4, 4};  // of best moves
constexpr int kLargestPower = 24;         // of two: random moves, and single moves in the first round
constexpr int kLaterPower = 6;            // single moves in later rounds
constexpr int kMinimaxSteps = 8;          // in a round
constexpr double kWorthwhile = 0.999;     // of the objective, for another round
constexpr double kOtherConstant = 0.25;   // share of random moves to another constant

// The moves of one program on one set of samples.
class Moves {
 public:
  Moves(Scorer& scorer, const UlpSamples& samples, std::span<const TunableNumber> numbers, Program& program)
      : scorer_(scorer), samples_(samples), numbers_(numbers), program_(program) {
    score_ = scorer_.Measure(program_, samples_);
  }

  const Score& score() const { return score_; }

  // From now on a move is tried on the samples that are worst now before it is tried on all of them.
  // REQUIRES: nothing was moved yet.
  void TryWorstFirst() { worst_ = scorer_.WorstSamples(samples_, kWorst); }

  // Moves the number if that is better.
  bool Move(const TunableNumber& number, int64_t units) {
    const NumberValue before = Step(number, units);
    if (const std::optional<Score> better = Better(score_)) {
      Settle(*better);
      return true;
    }
    SetValue(number, before, program_);
    return false;
  }

  bool TakeMinimaxStep() {
    if (!ulpforge::TakeMinimaxStep(scorer_, samples_, numbers_, score_, program_)) return false;
    Settle(score_);
    return true;
  }

  // Of every number by steps of powers of two, from 2^largest down to one unit.
  void WalkNumbers(int largest) {
    for (const TunableNumber& number : numbers_) {
      for (int power = largest; power >= 0; --power) {
        const int64_t units = int64_t{1} << power;
        if (!Move(number, units)) Move(number, -units);
      }
    }
  }

  // The best of all moves of one number. The first that helps leads into dead ends, where many constants make
  // up for one that is wrong.
  bool TakeBestMove() {
    Score best = score_;
    TunableNumber which;
    int units = 0;
    for (const TunableNumber& number : numbers_) {
      for (const int tried : kUnits) {
        const NumberValue before = Step(number, tried);
        if (const std::optional<Score> better = Better(best)) best = *better, which = number, units = tried;
        SetValue(number, before, program_);
      }
    }
    if (units == 0) return false;
    Step(which, units);
    Settle(scorer_.Measure(program_, samples_));
    return true;
  }

  bool TakeAnyPair() {
    for (size_t a = 0; a < numbers_.size(); ++a) {
      for (size_t b = 0; b < a; ++b) {
        for (const int units_a : {-1, 1}) {
          for (const int units_b : {-1, 1}) {
            if (MovePair(numbers_[a], units_a, numbers_[b], units_b)) return true;
          }
        }
      }
    }
    return false;
  }

 private:
  // Moves the number; its value before.
  NumberValue Step(const TunableNumber& number, int64_t units) {
    const NumberValue before = ValueOf(program_, number);
    const FloatFormat& format = scorer_.compute();
    SetOrdinal(format, number, Ordinal(format, program_, number) + units, program_);
    return before;
  }

  bool MovePair(const TunableNumber& a, int units_a, const TunableNumber& b, int units_b) {
    const NumberValue before_a = Step(a, units_a), before_b = Step(b, units_b);
    if (const std::optional<Score> better = Better(score_)) {
      Settle(*better);
      return true;
    }
    SetValue(b, before_b, program_);
    SetValue(a, before_a, program_);
    return false;
  }

  // The score with the present numbers if it is better than `than`. Most moves are bad already where the
  // error is largest now.
  std::optional<Score> Better(const Score& than) {
    if (than.tier == 0 && than.objective == 0) return std::nullopt;
    if (worst_ && than.violations == 0 && than.is_close && scorer_.Error(program_, *worst_) > than.error) {
      return std::nullopt;
    }
    const Score score = scorer_.Measure(program_, samples_);
    if (!score.IsBetterThan(than)) return std::nullopt;
    return score;
  }

  // REQUIRES: the scorer measured the program on the samples last.
  void Settle(const Score& score) {
    score_ = score;
    if (worst_) worst_ = scorer_.WorstSamples(samples_, kWorst);
  }

  Scorer& scorer_;
  const UlpSamples& samples_;
  std::span<const TunableNumber> numbers_;
  Program& program_;
  Score score_;
  std::optional<UlpSamples> worst_;
};

// Of any size, or to a constant that bit tricks are made of.
int64_t RandomUnits(const FloatFormat& format, const Program& program, const TunableNumber& number,
                    const std::function<int64_t(bool, Rng&)>& draw, Rng& rng) {
  if (rng.Chance(kOtherConstant)) return draw(number.is_integer, rng) - Ordinal(format, program, number);
  int64_t units = int64_t{1} << rng.Below(kLargestPower);
  units += static_cast<int64_t>(rng.Below(static_cast<uint64_t>(units)));
  return rng.Chance(0.5) ? units : -units;
}

}  // namespace

Score Tuner::Tune(const UlpSamples& samples, std::span<const TunableNumber> numbers,
                  const TuneOptions& options, Program& program) {
  for (const TunableNumber& number : numbers) {
    if (number.is_integer) continue;
    Extended& constant = program.constants[number.index];
    constant = RoundToFormat(scorer_.compute(), RoundTo<float>(constant));
  }
  Moves moves(scorer_, samples, numbers, program);
  moves.TryWorstFirst();
  for (int round = 0; round < options.rounds; ++round) {
    const double before = moves.score().objective;
    for (int step = 0; step < kMinimaxSteps && moves.TakeMinimaxStep(); ++step) {
    }
    moves.WalkNumbers(round == 0 ? kLargestPower : kLaterPower);
    if (!(moves.score().objective < kWorthwhile * before)) break;
  }
  for (size_t left = options.best_moves * numbers.size(); left > 0; --left) {
    if (!moves.TakeBestMove() && !(options.pairs && moves.TakeAnyPair())) break;
  }
  return moves.score();
}

Score Tuner::TakeMinimaxSteps(const UlpSamples& samples, int steps, Program& program) {
  const std::vector<TunableNumber> numbers = TunableNumbers(program);
  Moves moves(scorer_, samples, numbers, program);
  while (steps-- > 0 && moves.TakeMinimaxStep()) {
  }
  return moves.score();
}

Score Tuner::TryRandomMoves(const UlpSamples& samples, int moves,
                            const std::function<int64_t(bool, Rng&)>& draw, Rng& rng, Program& program) {
  const std::vector<TunableNumber> numbers = TunableNumbers(program);
  Moves tried(scorer_, samples, numbers, program);
  if (numbers.empty()) return tried.score();
  TunableNumber number;
  int64_t units = 0;
  for (int move = 0; move < moves; ++move) {
    if (units == 0) {
      number = numbers[rng.Below(numbers.size())];
      units = RandomUnits(scorer_.compute(), program, number, draw, rng);
    }
    units = tried.Move(number, units) ? 2 * units : 0;
  }
  return tried.score();
}

}  // namespace ulpforge
