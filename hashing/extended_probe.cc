#include "hashing/extended_probe.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "base/check.h"
#include "base/rng.h"
#include "hashing/program_arguments.h"

namespace ulpforge {
namespace {

using Errors = decltype(ProbeNode::errors);
constexpr Errors kNoErrors{};

// The values of one operand at every point.
struct OperandValues {
  const ProbeValues* values = nullptr;
  const Errors* errors = &kNoErrors;
};

bool IsWhollyFinite(Extended a) { return std::isfinite(a.hi) && std::isfinite(a.lo); }

// sum of |d op / d args[i]| * error of args[i], by the derivatives in double.
template <int arity>
Errors PropagateErrors(OpCode op, const std::array<OperandValues, kMaxArity>& args) {
  using Local = Dual<double, arity>;
  std::array<std::array<Local, kProbePoints>, arity> duals;
  std::array<const void*, arity> in;
  for (int i = 0; i < arity; ++i) {
    for (size_t p = 0; p < kProbePoints; ++p) duals[i][p] = Local::Variable((*args[i].values)[p].hi, i);
    in[i] = duals[i].data();
  }
  std::array<Local, kProbePoints> results;
  FindArrayKernel<Local>(op)(results.data(), in.data(), kProbePoints);
  Errors errors{};
  for (int i = 0; i < arity; ++i) {
    for (size_t p = 0; p < kProbePoints; ++p) {
      const double error = (*args[i].errors)[p];
      if (error > 0) errors[p] += std::fabs(results[p].partial[i]) * error;
    }
  }
  return errors;
}

Errors PropagateErrors(OpCode op, const std::array<OperandValues, kMaxArity>& args) {
  static_assert(kMaxArity == 3);
  const int arity = Info(op).arity;
  const auto is_exact = [](const OperandValues& operand) { return operand.errors == &kNoErrors; };
  if (std::all_of(args.begin(), args.begin() + arity, is_exact)) return kNoErrors;
  if (arity == 1) return PropagateErrors<1>(op, args);
  return arity == 2 ? PropagateErrors<2>(op, args) : PropagateErrors<3>(op, args);
}

// Why an op with these operands has no finite result: IEEE 754 gives NaN for what has no value, and an
// infinity for a division by zero and for overflow.
Defined Reason(OpCode op, const std::array<OperandValues, kMaxArity>& args, size_t point) {
  std::array<double, kMaxArity> high{};
  bool zero_operand = false;
  for (int i = 0; i < Info(op).arity; ++i) {
    const Extended value = (*args[i].values)[point];
    if (!IsWhollyFinite(value)) return Defined::kNo;  // the reason lies before
    high[i] = value.hi;
    zero_operand = zero_operand || high[i] == 0;
  }
  double result = 0;
  Apply(op, &result, high.data());
  return std::isnan(result) || zero_operand ? Defined::kNo : Defined::kOutOfRange;
}

// True if nothing can be concluded from the value: products of smaller ones lose their low halves, and an
// error bound that is neither small nor relatively small leaves noise.
bool IsOutOfRange(Extended value, double error) {
  const double magnitude = std::fabs(value.hi);
  if (magnitude < 1e-250 && magnitude != 0) return true;
  return !(error < 0x1p-10) && !(error < 0x1p-40 * magnitude);
}

// Makes the value the multiple of 1/2 that it cannot be told from, if there is one.
void Snap(Extended& value, double& error) {
  constexpr double kRoundToInteger = 0x1.8p52;  // its addition rounds numbers below 2^51
  const double twice = 2 * value.hi;
  if (!(error < 0x1p-10) || !(std::fabs(twice) < 0x1p50)) return;
  const double nearest = ((twice + kRoundToInteger) - kRoundToInteger) / 2;
  if (!(std::fabs((value.hi - nearest) + value.lo) <= error)) return;
  value = nearest;
  error = 0;
}

void Finish(OpCode op, const std::array<OperandValues, kMaxArity>& args, ProbeNode* node,
            std::array<Defined, kProbePoints>* defined) {
  constexpr double kRoundingError = 0x1p-100;  // relative, of every operation on Extended
  for (size_t p = 0; p < kProbePoints; ++p) {
    Extended& value = node->values[p];
    double& error = node->errors[p];
    if (!IsWhollyFinite(value)) {
      if (Reason(op, args, p) == Defined::kOutOfRange) (*defined)[p] = Defined::kOutOfRange;
      value = std::numeric_limits<double>::quiet_NaN();
      error = 0;
      continue;
    }
    error += kRoundingError * std::fabs(value.hi);
    if (IsOutOfRange(value, error)) (*defined)[p] = Defined::kOutOfRange;
    Snap(value, error);
  }
}

}  // namespace

ProbeResults ProbeExtended(const Program& program, std::span<const ProbeValues> inputs) {
  ProbeNodes nodes;
  return ProbeExtended(program, inputs, &nodes);
}

ProbeResults ProbeExtended(const Program& program, std::span<const ProbeValues> inputs,
                           ProbeNodes* kept_nodes) {
  std::array<Defined, kProbePoints> defined{};
  ProbeNodes& nodes = *kept_nodes;
  nodes.resize(program.instructions.size());
  const auto values_of = [&](Operand operand) -> OperandValues {
    if (const std::optional<size_t> k = InstructionOf(operand)) return {&nodes[*k].values, &nodes[*k].errors};
    return {&inputs[ArgumentOf(operand)]};
  };
  for (size_t k = 0; k < nodes.size(); ++k) {
    const Instruction& instruction = program.instructions[k];
    std::array<OperandValues, kMaxArity> args;
    std::array<const void*, kMaxArity> in{};
    for (int i = 0; i < Info(instruction.op).arity; ++i) {
      args[i] = values_of(instruction.args[i]);
      in[i] = args[i].values->data();
    }
    const ArrayKernel kernel = FindArrayKernel<Extended>(instruction.op);
    ULPFORGE_CHECK(kernel != nullptr);
    kernel(nodes[k].values.data(), in.data(), kProbePoints);
    nodes[k].errors = PropagateErrors(instruction.op, args);
    Finish(instruction.op, args, &nodes[k], &defined);
  }
  ProbeResults results;
  const OperandValues output = values_of(program.output);
  for (size_t p = 0; p < kProbePoints; ++p) {
    const Extended value = (*output.values)[p];
    if (defined[p] == Defined::kYes && !IsWhollyFinite(value)) defined[p] = Defined::kNo;
    results[p] = {defined[p], value, (*output.errors)[p]};
  }
  return results;
}

namespace {

constexpr uint64_t kExtendedSeed = 0x9d2c5680f1e3a7b5;
constexpr uint64_t kTokenUndefined = ~uint64_t{0};
constexpr uint64_t kTokenOutOfRange = ~uint64_t{1};

// Where x is taken, in turn: inside and outside of usual domains, near one for high powers, further out
// for the branches of min and max.
struct Range {
  double lo, hi;
};
constexpr std::array<Range, 16> kRanges = {{
    {0, 1},
    {-1, 0},
    {1, 8},
    {-8, -1},
    {0, 1},
    {-1, 0},
    {1, 2},
    {-2, -1},
    {0.9, 1.1},
    {16, 64},
    {1, 8},
    {-4, 4},
    {0, 1},
    {-64, -16},
    {0.01, 0.1},
    {-4, 4},
}};

double DrawPoint(size_t point) {
  const Range range = kRanges[point % kRanges.size()];
  return range.lo + (range.hi - range.lo) * Rng(kExtendedSeed, point).Uniform();
}

// Both signs and magnitudes in [1/8, 8).
double DrawConstant(size_t slot, size_t point) {
  Rng rng(kExtendedSeed + 1 + slot, point);
  const int exponent = static_cast<int>(rng.Below(6)) - 3;
  const double magnitude = std::ldexp(1 + rng.Uniform(), exponent);
  return rng.Chance(0.5) ? magnitude : -magnitude;
}

// The inputs of one block of points: x and the first `constants` constants.
std::vector<ProbeValues> DrawInputs(size_t block, size_t constants) {
  std::vector<ProbeValues> inputs(1 + constants);
  for (size_t p = 0; p < kProbePoints; ++p) {
    const size_t point = block * kProbePoints + p;
    inputs[0][p] = DrawPoint(point);
    for (size_t k = 0; k < constants; ++k) inputs[1 + k][p] = DrawConstant(k, point);
  }
  return inputs;
}

constexpr size_t kTableSlots = 32;
constexpr size_t kBlocks = kExtendedPoints / kProbePoints;

std::array<std::vector<ProbeValues>, kBlocks> DrawTable() {
  std::array<std::vector<ProbeValues>, kBlocks> table;
  for (size_t block = 0; block < kBlocks; ++block) table[block] = DrawInputs(block, kTableSlots);
  return table;
}

// The value to the nearest of `bits` bits after the leading one, +0 and -0 the same. Only dyadic numbers of
// bits + 1 bits lie halfway between two roundings, and those are exactly `hi` whatever the last errors in
// `lo` were; so results that are exact by algebra do not depend on the order of evaluation.
uint64_t RoundedToken(Extended value, int bits) {
  if (value.hi == 0) return 0;
  const int dropped = 52 - bits;
  const uint64_t half = dropped > 0 ? uint64_t{1} << (dropped - 1) : 0;
  return (std::bit_cast<uint64_t>(value.hi) + half) >> dropped;
}

uint64_t Token(const ProbeResult& result, int bits) {
  if (result.defined == Defined::kNo) return kTokenUndefined;
  if (result.defined == Defined::kOutOfRange) return kTokenOutOfRange;
  const bool is_resolved = result.error <= std::ldexp(std::fabs(result.value.hi), -bits - 6);
  return is_resolved ? RoundedToken(result.value, bits) : kTokenOutOfRange;
}

}  // namespace

void ExtendedFingerprint(const Program& program, int mantissa_bits, std::span<uint64_t> out) {
  ULPFORGE_CHECK(mantissa_bits >= 1 && mantissa_bits <= 52 && out.size() == kExtendedPoints);
  static const std::array<std::vector<ProbeValues>, kBlocks> table = DrawTable();
  const size_t constants = program.constants.size();
  auto token = out.begin();
  for (size_t block = 0; block < kBlocks; ++block) {
    const auto results = constants <= kTableSlots ? ProbeExtended(program, table[block])
                                                  : ProbeExtended(program, DrawInputs(block, constants));
    for (const ProbeResult& result : results) *token++ = Token(result, mantissa_bits);
  }
}

}  // namespace ulpforge
