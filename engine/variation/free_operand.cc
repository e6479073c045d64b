#include "engine/variation/free_operand.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "dsl/numbers/round_to.h"

namespace ulpforge {
namespace {

constexpr double kConstantShare = 0.45;
constexpr double kNearestShare = 0.6;
constexpr double kTableShare = 0.4;

// What rounds, scales and takes floats apart: 2^23 and 1.5 2^23, also with the exponent bias in it, small
// numbers, ln 2 and its reciprocal, and the same in units of the last place of 1.
constexpr auto kFloats =
    std::to_array<double>({0x1p23, 0x1.8p23, 0x1.8p23 + 127, 1, 2, 0.5, -1, 0x1p-23, 0x1.62e42fefa39efp-1,
                           0x1.71547652b82fep+0, 0x1.71547652b82fep+23, 0x1.fcp29});
// Fields of a float, the bias, and the bits of 1, 1.5 2^23 and the root of 2.
constexpr auto kIntegers =
    std::to_array<int64_t>({1, -1, 127, 0x7fffff, 0x7f800000, -0x800000, 0x7fffffff, -0x7fffffff - 1,
                            0x3f800000, 0x4b400000, 0x3f3504f3, 0x3f000000});
constexpr auto kAmounts = std::to_array<int64_t>({23, 1, 8, 31, 22, 24, 16});

double Signed(double magnitude, Rng& rng) { return rng.Chance(0.5) ? magnitude : -magnitude; }

double RandomFloat(Rng& rng) {
  const bool from_table = rng.Chance(kTableShare);
  if (from_table) return kFloats[rng.Below(kFloats.size())];
  const bool moderate = rng.Chance(0.6);
  const int exponent = static_cast<int>(rng.Below(moderate ? 9 : 61)) - (moderate ? 6 : 30);
  const double significand = rng.Chance(0.2) ? 1 : 1 + rng.Uniform();
  return Signed(std::ldexp(significand, exponent), rng);
}

int64_t RandomInteger(Rng& rng) {
  const bool from_table = rng.Chance(kTableShare);
  if (from_table) return kIntegers[rng.Below(kIntegers.size())];
  if (rng.Chance(0.4)) return std::bit_cast<int32_t>(static_cast<float>(RandomFloat(rng)));
  const auto bits = static_cast<int32_t>(rng.Next());
  return bits >> rng.Below(32);
}

// Mostly v times 1 + 2^-k, k from 0 to 23.
double ChangedFloat(double v, Rng& rng) {
  const bool scaled = rng.Chance(0.15);
  if (scaled) return std::ldexp(v, rng.Chance(0.5) ? 1 : -1);
  if (rng.Chance(0.1)) return -v;
  if (rng.Chance(0.1)) {
    const auto bit = static_cast<uint32_t>(rng.Below(32));
    const float flipped = std::bit_cast<float>(std::bit_cast<uint32_t>(static_cast<float>(v)) ^ (1u << bit));
    return std::isfinite(flipped) ? flipped : v;
  }
  const double significand = 1 + rng.Uniform();
  const double step = std::ldexp(significand, -1 - static_cast<int>(rng.Below(23)));
  return v == 0 ? Signed(step, rng) : v * (1 + Signed(step, rng));
}

int64_t ChangedInteger(int64_t v, Rng& rng) {
  const bool flipped = rng.Chance(0.2);
  if (flipped) return static_cast<int32_t>(static_cast<uint32_t>(v) ^ (1u << rng.Below(32)));
  const double significand = 1 + rng.Uniform();
  const auto step = static_cast<int64_t>(std::ldexp(significand, static_cast<int>(rng.Below(28))));
  return static_cast<int32_t>(static_cast<uint32_t>(v) +
                              static_cast<uint32_t>(rng.Chance(0.5) ? step : -step));
}

}  // namespace

Type TypeOf(const Draft& draft, const DraftOperand& operand) {
  if (operand.IsInteger()) return Type::kInteger;
  return operand.IsNode() ? Info(draft[operand.node].op).result : Type::kFloat;
}

bool Takes(Type wanted, const Draft& draft, const DraftOperand& operand) {
  if (wanted == Type::kIntegerAmount) return operand.IsInteger();
  return TypeOf(draft, operand) == wanted;
}

DraftOperand RandomConstant(Type type, Rng& rng) {
  if (type == Type::kFloat) return DraftOperand::Constant(RoundTo<float>(Extended(RandomFloat(rng))));
  if (type == Type::kInteger) return DraftOperand::Integer(RandomInteger(rng));
  const bool usual = rng.Chance(0.7);
  if (usual) return DraftOperand::Integer(kAmounts[rng.Below(kAmounts.size())]);
  return DraftOperand::Integer(1 + static_cast<int64_t>(rng.Below(31)));
}

DraftOperand ChangedConstant(const DraftOperand& constant, Type type, Rng& rng) {
  if (type == Type::kIntegerAmount || rng.Chance(0.1)) return RandomConstant(type, rng);
  if (type == Type::kInteger) return DraftOperand::Integer(ChangedInteger(constant.integer, rng));
  const double changed = ChangedFloat(RoundTo<double>(constant.value), rng);
  const auto rounded = static_cast<float>(changed);
  return std::isfinite(rounded) ? DraftOperand::Constant(rounded) : constant;
}

DraftOperand RandomValue(const Draft& draft, int at, Type type, Rng& rng) {
  std::vector<DraftOperand> values;
  if (type == Type::kFloat) values.push_back(DraftOperand::Input());
  for (int k = 0; k < at; ++k) {
    if (Info(draft[k].op).result == type) values.push_back(DraftOperand::Node(k));
  }
  if (type == Type::kIntegerAmount || values.empty()) return RandomConstant(type, rng);
  return rng.Chance(kNearestShare) ? values.back() : values[rng.Below(values.size())];
}

DraftOperand RandomTypedOperand(const Draft& draft, int at, Type type, Rng& rng) {
  return rng.Chance(kConstantShare) ? RandomConstant(type, rng) : RandomValue(draft, at, type, rng);
}

}  // namespace ulpforge
