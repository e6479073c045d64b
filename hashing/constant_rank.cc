#include "hashing/constant_rank.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "base/check.h"
#include "base/rng.h"
#include "hashing/extended_probe.h"
#include "hashing/field_samples.h"
#include "hashing/field_tape.h"
#include "hashing/function_key.h"
#include "hashing/program_arguments.h"

namespace ulpforge {
namespace {

constexpr uint64_t kInputSeed = 0x6a09e667f3bcc909;
constexpr uint64_t kConstantSeed = 0xbb67ae8584caa73b;

// A matrix by rows. Sized so that up to 12 constants need no heap.
template <class T>
struct Matrix {
  size_t columns = 0;
  absl::InlinedVector<T, 160> elements;

  size_t rows() const { return columns == 0 ? 0 : elements.size() / columns; }
  T* row(size_t i) { return elements.data() + i * columns; }
};

// Gaussian elimination without divisions: row <- row * pivot - pivot_row * row[c]. A field has no growth
// that would speak for dividing.
int FieldRank(Matrix<uint64_t> m) {
  size_t rank = 0;
  for (size_t c = 0; c < m.columns && rank < m.rows(); ++c) {
    size_t pivot = rank;
    while (pivot < m.rows() && m.row(pivot)[c] == 0) ++pivot;
    if (pivot == m.rows()) continue;
    if (pivot != rank) std::swap_ranges(m.row(pivot), m.row(pivot) + m.columns, m.row(rank));
    const uint64_t* top = m.row(rank++);
    for (size_t i = rank; i < m.rows(); ++i) {
      uint64_t* row = m.row(i);
      if (row[c] == 0) continue;
      for (size_t j = c + 1; j < m.columns; ++j) {
        row[j] = prime_field::Subtract(prime_field::Multiply(row[j], top[c]),
                                       prime_field::Multiply(top[j], row[c]));
      }
    }
  }
  return static_cast<int>(rank);
}

// Multiplies `count` elements, `stride` apart, by the power of two that brings the largest into [1, 2).
void Normalize(Extended* first, size_t count, size_t stride) {
  double largest = 0;
  for (size_t i = 0; i < count; ++i) largest = std::max(largest, std::fabs(first[i * stride].hi));
  if (largest == 0) return;
  const int exponent = std::ilogb(largest);
  for (size_t i = 0; i < count; ++i) {
    Extended& a = first[i * stride];
    a = {std::ldexp(a.hi, -exponent), std::ldexp(a.lo, -exponent)};
  }
}

void Equilibrate(Matrix<Extended>* m) {
  for (size_t j = 0; j < m->columns; ++j) Normalize(m->row(0) + j, m->rows(), m->columns);
  for (size_t i = 0; i < m->rows(); ++i) Normalize(m->row(i), m->columns, 1);
}

// Gaussian elimination with complete pivoting.
int NumericRank(Matrix<Extended> m) {
  constexpr double kTolerance = 1e-20;
  Equilibrate(&m);
  const size_t full = std::min(m.rows(), m.columns);
  double first_pivot = 0;
  for (size_t rank = 0; rank < full; ++rank) {
    size_t row = rank, column = rank;
    for (size_t i = rank; i < m.rows(); ++i) {
      for (size_t j = rank; j < m.columns; ++j) {
        if (std::fabs(m.row(i)[j].hi) > std::fabs(m.row(row)[column].hi)) row = i, column = j;
      }
    }
    const double pivot = std::fabs(m.row(row)[column].hi);
    if (rank == 0) first_pivot = pivot;
    if (!(pivot > kTolerance * first_pivot)) return static_cast<int>(rank);
    std::swap_ranges(m.row(row), m.row(row) + m.columns, m.row(rank));
    for (size_t i = 0; i < m.rows(); ++i) std::swap(m.row(i)[column], m.row(i)[rank]);
    const Extended* top = m.row(rank);
    for (size_t i = rank + 1; i < m.rows(); ++i) {
      const Extended factor = m.row(i)[rank] / top[rank];
      for (size_t j = rank + 1; j < m.columns; ++j) m.row(i)[j] -= factor * top[j];
    }
  }
  return static_cast<int>(full);
}

// The derivatives of an op by its operands.
template <int arity>
std::array<Extended, kMaxArity> LocalDerivatives(OpCode op, const std::array<Extended, kMaxArity>& values) {
  std::array<Dual<Extended, arity>, arity> args;
  for (int i = 0; i < arity; ++i) args[i] = Dual<Extended, arity>::Variable(values[i], i);
  Dual<Extended, arity> result;
  ULPFORGE_CHECK(Apply(op, &result, args.data()));
  std::array<Extended, kMaxArity> partials;
  std::copy(result.partial.begin(), result.partial.end(), partials.begin());
  return partials;
}

std::array<Extended, kMaxArity> LocalDerivatives(OpCode op, const std::array<Extended, kMaxArity>& values) {
  static_assert(kMaxArity == 3);
  return Info(op).arity <= 2 ? LocalDerivatives<2>(op, values) : LocalDerivatives<3>(op, values);
}

// A sum of products of derivatives along paths, with the sum of their absolute values: a derivative that is
// zero because paths cancel leaves rounding errors, which are small only against the latter.
struct Adjoint {
  Extended value;
  double magnitude = 0;

  void Add(Extended derivative, double absolute) {
    value += derivative;
    magnitude += absolute;
  }
  bool IsZero() const { return !(std::fabs(value.hi) > 1e-24 * magnitude); }
};

// One reverse sweep: d(output) / d(constants) at one point. False, and `gradient` unspecified, where
// something is not finite. REQUIRES: `nodes` are the values of the program for these inputs.
bool ExtendedGradient(const Program& program, const std::vector<ProbeValues>& inputs, const ProbeNodes& nodes,
                      size_t point, Extended* gradient) {
  absl::InlinedVector<Adjoint, 32> adjoints(nodes.size());
  absl::InlinedVector<Adjoint, 32> of_constants(program.constants.size());
  const auto value_of = [&](Operand operand) {
    if (const std::optional<size_t> k = InstructionOf(operand)) return nodes[*k].values[point];
    return inputs[ArgumentOf(operand)][point];
  };
  const auto accumulate = [&](Operand operand, Extended derivative, double absolute) {
    if (const std::optional<size_t> k = InstructionOf(operand)) adjoints[*k].Add(derivative, absolute);
    if (const std::optional<size_t> k = ConstantOf(operand)) of_constants[*k].Add(derivative, absolute);
  };
  accumulate(program.output, 1, 1);
  for (size_t k = nodes.size(); k-- > 0;) {
    const Adjoint& adjoint = adjoints[k];
    if (adjoint.IsZero()) continue;
    const Instruction& instruction = program.instructions[k];
    const int arity = Info(instruction.op).arity;
    std::array<Extended, kMaxArity> values;
    for (int i = 0; i < arity; ++i) values[i] = value_of(instruction.args[i]);
    const std::array<Extended, kMaxArity> partials = LocalDerivatives(instruction.op, values);
    for (int i = 0; i < arity; ++i) {
      const Extended partial = partials[i];
      accumulate(instruction.args[i], adjoint.value * partial, adjoint.magnitude * std::fabs(partial.hi));
    }
  }
  std::transform(of_constants.begin(), of_constants.end(), gradient,
                 [](const Adjoint& a) { return a.IsZero() ? Extended(0) : a.value; });
  return std::all_of(of_constants.begin(), of_constants.end(), [](const Adjoint& a) {
    return std::isfinite(a.value.hi) && std::isfinite(a.value.lo) && std::isfinite(a.magnitude);
  });
}

}  // namespace

int FieldConstantRank(const Program& program) {
  const size_t n = program.constants.size();
  if (n == 0) return 0;
  // The constants are the same at every point: the rank is that of one map from the constants to the
  // values at all points.
  static const FieldSamples x_samples(kInputSeed);
  static const FieldSamples constant_samples(kConstantSeed);
  absl::InlinedVector<FieldTape::Lanes, 32> inputs(1 + n);
  for (size_t k = 0; k < n; ++k) inputs[1 + k].fill(constant_samples[k]);

  const FieldTape tape(program);
  FieldTape::Registers registers, adjoints;
  Matrix<uint64_t> jacobian{n, {}};
  for (size_t point = 0; point < n + 1; point += FieldTape::kLanes) {
    for (size_t i = 0; i < FieldTape::kLanes; ++i) inputs[0][i] = x_samples[point + i];
    tape.Evaluate(inputs, &registers);
    tape.Gradient(registers, &adjoints);
    for (size_t i = 0; i < std::min(FieldTape::kLanes, n + 1 - point); ++i) {
      if (!tape.IsDefined(registers, i)) continue;
      for (size_t k = 0; k < n; ++k) {
        jacobian.elements.push_back(adjoints[FieldTape::InputRegister(1 + k)][i]);
      }
    }
  }
  return FieldRank(std::move(jacobian));
}

int ExtendedConstantRank(const Program& program) {
  constexpr int kConstantSets = 4;
  constexpr int kBlocksPerSet = 3;
  const size_t n = program.constants.size();
  std::vector<ProbeValues> inputs(1 + n);
  std::vector<Extended> gradient(n);
  ProbeNodes nodes;
  int rank = 0;
  for (int set = 0; set < kConstantSets && rank < static_cast<int>(n); ++set) {
    Rng rng(kConstantSeed, set);
    for (size_t k = 0; k < n; ++k) {
      // The first set is positive, so that square roots of constants are defined.
      const double magnitude = 0.25 + 2 * rng.Uniform();
      inputs[1 + k].fill(set > 0 && rng.Chance(0.5) ? -magnitude : magnitude);
    }
    Matrix<Extended> jacobian{n, {}};
    const size_t blocks = kBlocksPerSet + n / kProbePoints;
    for (size_t block = 0; block < blocks && jacobian.rows() < n + 2; ++block) {
      for (size_t p = 0; p < kProbePoints; ++p) inputs[0][p] = rng.Uniform() * 4 - (p % 3 == 0 ? 4 : 0);
      const ProbeResults results = ProbeExtended(program, inputs, &nodes);
      for (size_t p = 0; p < kProbePoints && jacobian.rows() < n + 2; ++p) {
        if (results[p].defined != Defined::kYes) continue;
        if (!ExtendedGradient(program, inputs, nodes, p, gradient.data())) continue;
        jacobian.elements.insert(jacobian.elements.end(), gradient.begin(), gradient.end());
      }
    }
    rank = std::max(rank, NumericRank(std::move(jacobian)));
  }
  return rank;
}

int ConstantRank(const Program& canonical) {
  return IsFieldProgram(canonical) ? FieldConstantRank(canonical) : ExtendedConstantRank(canonical);
}

}  // namespace ulpforge
