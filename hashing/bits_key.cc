#include "hashing/bits_key.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <vector>

#include "base/check.h"
#include "base/rng.h"
#include "dsl/numbers/round_to.h"
#include "dsl/program_operands.h"
#include "hashing/key_hash.h"

namespace ulpforge {
namespace {

constexpr uint64_t kProbeSeed = 0x452821e638d01377;

// F and I values of one width, by their bits.
template <class T>
using Bits = typename ScalarTraits<T>::Unsigned;

// One value, F or I, at every probe.
template <class T>
struct alignas(64) Values {
  std::byte bytes[kBitsProbes * sizeof(T)];

  Bits<T> Get(size_t i) const {
    Bits<T> value;
    std::memcpy(&value, bytes + i * sizeof(T), sizeof(T));
    return value;
  }
  void Set(size_t i, Bits<T> value) { std::memcpy(bytes + i * sizeof(T), &value, sizeof(T)); }
  void Fill(Bits<T> value) {
    for (size_t i = 0; i < kBitsProbes; ++i) Set(i, value);
  }
  void MakeNansEqual();
};

template <class T>
constexpr Bits<T> kNan = std::bit_cast<Bits<T>>(std::numeric_limits<T>::quiet_NaN());

template <class T>
constexpr auto kSpecial = std::to_array<T>({
    0,
    1,
    2,
    T{0.5},
    T{1.5},
    T{2.5},
    std::numeric_limits<T>::min(),
    std::numeric_limits<T>::denorm_min(),
    std::numeric_limits<T>::max(),
    std::numeric_limits<T>::epsilon(),
    std::numeric_limits<T>::infinity(),
    std::numeric_limits<T>::quiet_NaN(),
});

template <class T>
T Draw(Rng& rng, bool moderate) {
  if (!moderate) return std::bit_cast<T>(static_cast<Bits<T>>(rng.Next()));
  const int exponent = static_cast<int>(rng.Below(16)) - 8;
  const double magnitude = std::ldexp(1 + rng.Uniform(), exponent);
  return static_cast<T>(rng.Chance(0.5) ? -magnitude : magnitude);
}

template <class T>
std::array<T, kBitsProbes> DrawProbes() {
  static_assert(2 * kSpecial<T>.size() < kBitsProbes / 2);
  std::array<T, kBitsProbes> probes;
  size_t k = 0;
  for (const T special : kSpecial<T>) {
    probes[k++] = special;
    probes[k++] = -special;
  }
  Rng rng(kProbeSeed);
  for (; k < kBitsProbes; ++k) probes[k] = Draw<T>(rng, k >= kBitsProbes / 2);
  return probes;
}

template <class T>
void Values<T>::MakeNansEqual() {
  for (size_t i = 0; i < kBitsProbes; ++i) {
    if (std::isnan(std::bit_cast<T>(Get(i)))) Set(i, kNan<T>);
  }
}

// The values of a program at the probes, one array for each value that it names.
template <class T>
class Evaluation {
 public:
  explicit Evaluation(const Program& program) {
    values_.constants.resize(program.constants.size());
    values_.integers.resize(program.integers.size());
    values_.instructions.resize(program.instructions.size());
    std::memcpy(values_.input.bytes, BitsProbes<T>().data(), sizeof(values_.input.bytes));
    values_.input.MakeNansEqual();
    for (size_t k = 0; k < program.constants.size(); ++k) {
      values_.constants[k].Fill(std::bit_cast<Bits<T>>(RoundTo<T>(program.constants[k])));
      values_.constants[k].MakeNansEqual();
    }
    for (size_t k = 0; k < program.integers.size(); ++k) {
      values_.integers[k].Fill(static_cast<Bits<T>>(program.integers[k]));
    }
    for (size_t k = 0; k < program.instructions.size(); ++k)
      Run(program.instructions[k], values_.instructions[k]);
  }

  const Values<T>& Of(Operand operand) const { return values_[operand]; }

 private:
  void Run(const Instruction& instruction, Values<T>& result) const {
    const OpInfo& op = Info(instruction.op);
    std::array<const void*, kMaxArity> in{};
    for (int i = 0; i < op.arity; ++i) in[i] = Of(instruction.args[i]).bytes;
    FindArrayKernel<T>(op.code)(result.bytes, in.data(), kBitsProbes);
    if (op.result == Type::kFloat) result.MakeNansEqual();
  }

  OperandValues<Values<T>> values_;
};

}  // namespace

template <class T>
std::span<const T> BitsProbes() {
  static const std::array<T, kBitsProbes> probes = DrawProbes<T>();
  return probes;
}

template <class T>
void BitsFingerprint(const Program& program, std::span<uint64_t> out) {
  ULPFORGE_CHECK(out.size() == kBitsProbes);
  const Evaluation<T> evaluation(program);
  const Values<T>& output = evaluation.Of(program.output);
  for (size_t i = 0; i < kBitsProbes; ++i) out[i] = output.Get(i);
}

template <class T>
FunctionKey BitsKey(const Program& program, const std::string& context) {
  std::array<uint64_t, kBitsProbes> tokens;
  BitsFingerprint<T>(program, tokens);
  const auto scheme = std::is_same_v<T, float> ? KeyScheme::kBitsOfFloat : KeyScheme::kBitsOfDouble;
  return HashKey(scheme, 0, context, std::as_bytes(std::span(tokens)));
}

template std::span<const float> BitsProbes<float>();
template std::span<const double> BitsProbes<double>();
template void BitsFingerprint<float>(const Program&, std::span<uint64_t>);
template void BitsFingerprint<double>(const Program&, std::span<uint64_t>);
template FunctionKey BitsKey<float>(const Program&, const std::string&);
template FunctionKey BitsKey<double>(const Program&, const std::string&);

}  // namespace ulpforge
