#include "fitting/format/minimax_step.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "fitting/solvers/basis.h"
#include "fitting/solvers/chebyshev.h"

namespace ulpforge {
namespace {

constexpr int64_t kDifference = 1 << 10;  // units in the last place of float32, of derivatives
constexpr int kShorter = 5;               // halvings of a step that is too long
constexpr double kWorthwhile = 0.999;
constexpr size_t kMostNumbers = 20;

// How far to move each number, in units in the last place.
using Direction = std::array<double, kMaxUnknowns>;

// The first samples, as many as the basis can take.
size_t Usable(const UlpSamples& samples) { return samples.size() - samples.size() % 8; }

std::optional<Direction> Solve(Scorer& scorer, const UlpSamples& samples,
                               std::span<const TunableNumber> numbers, Program program) {
  const size_t n = Usable(samples);
  if (n == 0) return std::nullopt;
  scorer.Measure(program, samples);
  const std::vector<double> residuals = scorer.Residuals(samples);
  std::vector<double> rows(numbers.size() * n);
  std::vector<bool> active(numbers.size());
  const FloatFormat& format = scorer.compute();
  const int64_t difference =
      std::max<int64_t>(1, kDifference >> (kFloat32.significand_bits - format.significand_bits));
  for (size_t k = 0; k < numbers.size(); ++k) {
    const NumberValue before = ValueOf(program, numbers[k]);
    SetOrdinal(format, numbers[k], Ordinal(format, program, numbers[k]) + difference, program);
    active[k] = scorer.Measure(program, samples).is_close;  // else a magic number or a mask
    if (active[k]) {
      const std::vector<double> moved = scorer.Residuals(samples);
      for (size_t i = 0; i < n; ++i)
        rows[k * n + i] = (moved[i] - residuals[i]) / static_cast<double>(difference);
    }
    SetValue(numbers[k], before, program);
  }
  Basis<double> basis;
  basis.Reset(rows.data(), active, n);
  if (basis.size() == 0) return std::nullopt;
  return basis.Back(SolveChebyshev(basis, residuals.data()).coordinates);
}

Program Moved(const FloatFormat& format, const Program& program, std::span<const TunableNumber> numbers,
              const Direction& direction, double length) {
  Program moved = program;
  for (size_t k = 0; k < numbers.size(); ++k) {
    const double step = std::nearbyint(length * direction[k]);
    if (std::fabs(step) < 0x1p31) {
      SetOrdinal(format, numbers[k], Ordinal(format, program, numbers[k]) + static_cast<int64_t>(step),
                 moved);
    }
  }
  return moved;
}

}  // namespace

bool TakeMinimaxStep(Scorer& scorer, const UlpSamples& samples, std::span<const TunableNumber> numbers,
                     Score& score, Program& program) {
  if (numbers.empty() || numbers.size() > kMostNumbers || !score.is_close) return false;
  const std::optional<Direction> direction = Solve(scorer, samples, numbers, program);
  if (!direction) return false;
  double length = 1;
  for (int attempt = 0; attempt < kShorter; ++attempt, length /= 2) {
    Program moved = Moved(scorer.compute(), program, numbers, *direction, length);
    const Score moved_score = scorer.Measure(moved, samples);
    if (!(moved_score.objective < kWorthwhile * score.objective)) continue;
    score = moved_score;
    program = std::move(moved);
    return true;
  }
  return false;
}

}  // namespace ulpforge
