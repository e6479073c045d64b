#include "fitting/real/finisher.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "fitting/real/rounding.h"

namespace ulpforge {
namespace {

constexpr size_t kGridPoints = 256;
constexpr size_t kMaxExtrema = 56;
constexpr int kExchanges = 3;
constexpr double kConverged = 1 + 1e-6;
constexpr MinimaxOptions kGridFit = {.precision = Precision::kExtended, .iterations = 20, .tolerance = 1e-7};

// The vertex of the parabola through three points, kept inside them.
double Vertex(const double* x, const double* y) {
  const double left = (y[1] - y[0]) / (x[1] - x[0]);
  const double right = (y[2] - y[1]) / (x[2] - x[1]);
  const double curvature = (right - left) / (x[2] - x[0]);
  const double vertex = 0.5 * (x[0] + x[1]) - 0.5 * left / curvature;
  return vertex > x[0] && vertex < x[2] ? vertex : x[1];
}

bool IsLocalMaximum(const std::vector<double>& magnitude, size_t i) {
  return magnitude[i] >= magnitude[i - 1] && magnitude[i] >= magnitude[i + 1];
}

}  // namespace

Finisher::Finisher(const Problem& problem)
    : problem_(problem),
      grid_(FitSamples(problem, kGridPoints)),
      grid_points_(grid_),
      workspace_(grid_points_.size()) {}

FitPoints Finisher::WithExtrema(const Tape& tape, std::span<const Extended> constants) {
  std::vector<double> magnitude(grid_points_.size());
  Model(tape, grid_points_, workspace_).Residuals(constants, Precision::kExtended, magnitude.data());
  for (double& value : magnitude) value = std::fabs(value);
  std::vector<std::pair<double, double>> extrema;  // magnitude, place
  for (size_t i = 1; i + 1 < grid_.x.size(); ++i) {
    if (IsLocalMaximum(magnitude, i)) {
      extrema.emplace_back(magnitude[i], Vertex(&grid_points_.x[i - 1], &magnitude[i - 1]));
    }
  }
  std::sort(extrema.begin(), extrema.end(), std::greater<>());
  if (extrema.size() > kMaxExtrema) extrema.resize(kMaxExtrema);
  std::vector<double> places;
  for (const auto& [value, place] : extrema) places.push_back(place);
  const Samples added = SamplesAt(problem_, places);
  Samples samples = grid_;
  samples.x.insert(samples.x.end(), added.x.begin(), added.x.end());
  samples.f.insert(samples.f.end(), added.f.begin(), added.f.end());
  samples.scale.insert(samples.scale.end(), added.scale.begin(), added.scale.end());
  return FitPoints(samples);
}

double Finisher::Finish(ConstantFormat format, Program& program, double wanted) {
  const Tape tape(program);
  const std::vector<bool> active(program.constants.size(), true);
  double error = FitMinimax(Model(tape, grid_points_, workspace_), kGridFit, active, program.constants);
  for (int exchange = 0; exchange < kExchanges && error < wanted; ++exchange) {
    const FitPoints points = WithExtrema(tape, program.constants);
    TapeWorkspace workspace(points.size());
    const Model model(tape, points, workspace);
    const double before = error;
    error = FitMinimax(model, kGridFit, active, program.constants);
    const bool last = exchange + 1 == kExchanges || error < kConverged * before;
    if (last && format == ConstantFormat::kDouble && error < wanted)
      return RoundConstants<double>(model, Precision::kExtended, program.constants);
    if (last) break;
  }
  return error;
}

}  // namespace ulpforge
