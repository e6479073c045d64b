#include "fitting/real/rounding.h"

#include <cmath>
#include <limits>
#include <vector>

#include "dsl/numbers/round_to.h"
#include "fitting/real/minimax.h"

namespace ulpforge {
namespace {

constexpr int kRefitIterations = 3;
constexpr int kSweeps = 6;
constexpr double kWorthwhile = 1 - 1e-6;

template <class T>
double Ulp(const Extended& value) {
  const T magnitude = std::fabs(RoundTo<T>(value));
  return std::nextafter(magnitude, std::numeric_limits<T>::infinity()) - magnitude;
}

// The active constant whose rounding can change a residual most; one that T cannot hold comes last. REQUIRES:
// one is active.
template <class T>
int MostHarmful(const Model& model, std::span<const Extended> constants, const std::vector<bool>& active,
                std::vector<double>& jacobian) {
  model.Jacobian(constants, jacobian.data());
  constexpr double kUnknown = -1;  // of a constant that overflows T, whose ulp is no number
  int worst = -1;
  double worst_harm = 0;
  for (size_t k = 0; k < constants.size(); ++k) {
    if (!active[k]) continue;
    double slope = 0;
    for (size_t i = 0; i < model.points(); ++i) {
      slope = std::fmax(slope, std::fabs(jacobian[k * model.points() + i]));
    }
    const double product = slope * Ulp<T>(constants[k]);
    const double harm = std::isnan(product) ? kUnknown : product;
    if (worst < 0 || harm > worst_harm) worst = static_cast<int>(k), worst_harm = harm;
  }
  return worst;
}

// Walks to better neighbours: one constant, or two at once, moved by one unit in the last place.
template <class T>
class Neighbourhood {
 public:
  Neighbourhood(const Model& model, Precision precision, std::span<Extended> constants)
      : model_(model), precision_(precision), constants_(constants), residuals_(model.points()) {
    error_ = Measure();
  }

  double Descend() {
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      const double before = error_;
      for (size_t a = 0; a < constants_.size(); ++a) {
        for (const int da : {-1, 1}) {
          while (Accept(a, da, a, 0)) {
          }
          for (size_t b = 0; b < a; ++b) {
            for (const int db : {-1, 1}) Accept(a, da, b, db);
          }
        }
      }
      if (!(error_ < kWorthwhile * before)) break;
    }
    return error_;
  }

 private:
  double Measure() { return model_.Residuals(constants_, precision_, residuals_.data()); }

  bool Accept(size_t a, int da, size_t b, int db) {
    const Extended old_a = constants_[a], old_b = constants_[b];
    Move(a, da);
    Move(b, db);
    const double error = Measure();
    if (error < kWorthwhile * error_) {
      error_ = error;
      return true;
    }
    constants_[b] = old_b;
    constants_[a] = old_a;
    return false;
  }

  void Move(size_t k, int direction) {
    if (direction == 0) return;
    const T towards = static_cast<T>(direction) * std::numeric_limits<T>::infinity();
    constants_[k] = std::nextafter(RoundTo<T>(constants_[k]), towards);
  }

  const Model& model_;
  Precision precision_;
  std::span<Extended> constants_;
  std::vector<double> residuals_;
  double error_;
};

}  // namespace

template <class T>
double RoundConstants(const Model& model, Precision precision, std::span<Extended> constants) {
  std::vector<double> jacobian(constants.size() * model.points());
  std::vector<bool> active(constants.size(), true);
  for (size_t rounded = 0; rounded < constants.size(); ++rounded) {
    const int k = MostHarmful<T>(model, constants, active, jacobian);
    constants[k] = RoundTo<T>(constants[k]);
    active[k] = false;
    FitMinimax(model, {.precision = precision, .iterations = kRefitIterations}, active, constants);
  }
  return Neighbourhood<T>(model, precision, constants).Descend();
}

template double RoundConstants<double>(const Model&, Precision, std::span<Extended>);
template double RoundConstants<float>(const Model&, Precision, std::span<Extended>);

}  // namespace ulpforge
