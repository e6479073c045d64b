#include "fitting/real/scaling.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "dsl/op_table.h"
#include "fitting/real/tape.h"

namespace ulpforge {
namespace {

constexpr double kZero = 1e-9;  // coefficients are small fractions

// form[0] + sum form[1 + k] * (weight of constant k).
using Form = std::array<double, 1 + kMaxTapeConstants>;

Form Combination(const Form& a, double times, const Form& b) {
  Form sum = a;
  for (size_t k = 0; k < sum.size(); ++k) sum[k] += times * b[k];
  return sum;
}

// Linear equations in the weights, kept in echelon form.
class Equations {
 public:
  void RequireZero(Form form) {
    for (const Row& row : rows_) form = Combination(form, -form[row.pivot], row.form);
    const auto largest = std::max_element(form.begin() + 1, form.end(),
                                          [](double a, double b) { return std::fabs(a) < std::fabs(b); });
    if (std::fabs(*largest) < kZero) {
      consistent_ &= std::fabs(form[0]) < kZero;
      return;
    }
    const double scale = 1 / *largest;
    for (double& value : form) value *= scale;
    rows_.push_back({static_cast<size_t>(largest - form.begin()), form});
  }

  // One solution, its undetermined weights zero.
  std::optional<std::vector<double>> Solve(size_t unknowns) const {
    if (!consistent_) return std::nullopt;
    std::vector<double> weights(unknowns, 0.0);
    for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
      double value = -row->form[0];
      for (size_t k = 0; k < unknowns; ++k) {
        if (1 + k != row->pivot) value -= row->form[1 + k] * weights[k];
      }
      weights[row->pivot - 1] = value;
    }
    return weights;
  }

 private:
  struct Row {
    size_t pivot;
    Form form;  // 1 at the pivot, 0 at the pivots of earlier rows
  };

  std::vector<Row> rows_;
  bool consistent_ = true;
};

// The exponent of the unit of x in a value. Running an op on dimensions states what they must satisfy; ops
// for which an operator is missing here have no such law.
struct Dimension {
  Equations* equations = nullptr;
  Form exponent{};
};

Dimension operator+(const Dimension& a, const Dimension& b) {
  a.equations->RequireZero(Combination(a.exponent, -1, b.exponent));
  return a;
}
Dimension operator-(const Dimension& a, const Dimension& b) { return a + b; }
Dimension operator-(const Dimension& a) { return a; }
Dimension operator*(const Dimension& a, const Dimension& b) {
  return {a.equations, Combination(a.exponent, 1, b.exponent)};
}
Dimension operator/(const Dimension& a, const Dimension& b) {
  return {a.equations, Combination(a.exponent, -1, b.exponent)};
}
Dimension sqrt(const Dimension& a) { return {a.equations, Combination({}, 0.5, a.exponent)}; }
Dimension fabs(const Dimension& a) { return a; }
Dimension fma(const Dimension& a, const Dimension& b, const Dimension& c) { return a * b + c; }

}  // namespace

std::optional<std::vector<double>> ScalingWeights(const Program& program, Units units) {
  if (!Tape::Accepts(program)) return std::nullopt;
  Equations equations;
  std::vector<Dimension> values(program.instructions.size(), {&equations});
  const auto dimension = [&](Operand operand) {
    if (const std::optional<size_t> k = InstructionOf(operand)) return values[*k];
    Dimension d{&equations};
    if (const std::optional<size_t> k = ConstantOf(operand)) {
      d.exponent[1 + *k] = 1;
    } else {
      d.exponent[0] = units.input;
    }
    return d;
  };
  for (size_t i = 0; i < program.instructions.size(); ++i) {
    const Instruction& instruction = program.instructions[i];
    std::array<Dimension, kMaxArity> args;
    for (int k = 0; k < Info(instruction.op).arity; ++k) args[k] = dimension(instruction.args[k]);
    if (!Apply<Dimension>(instruction.op, &values[i], args.data())) return std::nullopt;
  }
  Form output = values.back().exponent;
  output[0] -= units.output;
  equations.RequireZero(output);
  return equations.Solve(program.constants.size());
}

std::vector<double> ScalingFactors(const std::vector<double>& weights, double doublings) {
  std::vector<double> factors;
  for (const double weight : weights) {
    const double halves = std::nearbyint(2 * weight * doublings);
    const double whole = std::floor(halves / 2);
    const double root = halves == 2 * whole ? 1 : std::sqrt(2.0);
    factors.push_back(std::ldexp(root, static_cast<int>(whole)));
  }
  return factors;
}

}  // namespace ulpforge
