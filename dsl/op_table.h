// The op table: one row per operation, everything any module needs to know about it. An op is a name,
// the types of its operands and result, whether operands commute, what it costs, its C text and one
// generic lambda. The lambda is instantiated for every scalar: float, double, extended, dual numbers,
// MPFR values, the prime field; a scalar for which it does not compile does not have that op.
//
// Behind the ops of the table stand those that a program of somebody else registered (emit/custom_op.h);
// AllOps, Info, FindOp, FindArrayKernel and Apply know them as well, kOps does not.
//
// Thread safety: immutable once all ops are registered.
//
// Semantics. F values follow IEEE 754, rounding to nearest. `min` and `max` are `a < b ? a : b` and
// `b < a ? a : b`: they return b when an operand is NaN and when both are zeros. I values are two's
// complement integers of the width of F and wrap; a shift takes its constant amount modulo the width.
// `less` is all ones where a < b and 0 elsewhere, NaN included; `select` is b where its mask is negative,
// else c: one blend. `toint` truncates and gives the smallest integer for NaN and for values out of range.
// The bits of a NaN that reaches `bits` are unspecified; everything else is exact to the bit.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "dsl/numbers/dual.h"
#include "dsl/numbers/math.h"
#include "dsl/numbers/scalar_table.h"

namespace ulpforge {

enum class Type : uint8_t {
  kFloat,          // F, the working float
  kInteger,        // I, an integer of the same width
  kIntegerAmount,  // operands only: an integer constant, the amount of a shift
};

inline constexpr int kMaxArity = 3;

enum class OpCode : uint8_t {
  kAdd,
  kSub,
  kMul,
  kDiv,
  kSqrt,
  kFma,
  kNeg,
  kAbs,
  kMin,
  kMax,
  kRound,
  kFloor,
  kIntAdd,
  kIntSub,
  kIntAnd,
  kIntOr,
  kIntXor,
  kShiftLeft,
  kShiftRight,
  kShiftRightSigned,
  kBits,
  kFromBits,
  kToInt,
  kFromInt,
  kLess,
  kSelect,
};

// What an op is over the reals.
enum class Algebra : uint8_t {
  kField,      // a rational function of its operands: exact over a prime field
  kAnalytic,   // a smooth real function that is not rational
  kPiecewise,  // a real function with kinks or jumps
  kMachine,    // defined on representations only: integers, bit casts
};

struct OpInfo {
  OpCode code;
  std::string_view name;
  int arity;
  std::array<Type, kMaxArity> operands;  // the first `arity` count
  Type result;
  bool commutative;  // the first two operands commute
  double weight;     // relative cost of the weighted op count; an addition is 1
  Algebra algebra;
  // C99 text: {0} {1} {2} operands, {T} the float type, {u} and {s} the unsigned and signed integer of its
  // width (I values are unsigned in C), {l} the libm suffix, {p} the prefix of the functions that the emitter
  // brings along.
  std::string_view c;
  // LLVM IR text, for scalars and vectors alike: {r} the result, with a suffix (as in {r}.c) a temporary, {0}
  // {1} {2} operands, {F}, {I} and {B} the types of F values, I values and comparisons, {f} the name of {F}
  // in intrinsics, {one} and {limit} 1 and 2^(width - 1) as F values and {smallest} the smallest I value.
  std::string_view ir;
  // C text for 8 floats at a time, in intrinsics of AVX2 and FMA: {0} {1} {2} as in `c`, of the types __m256
  // and __m256i; an amount is an integer.
  // Empty if there is none; the array loops of programs with the op are then plain C.
  std::string_view avx2 = {};
  // The constant c with a op c = a for every a, if there is one.
  std::optional<double> neutral = std::nullopt;
  // The operand that must not be zero, for a root not negative either, for the result to be finite and
  // smooth.
  std::optional<int> guard = std::nullopt;
  // Copies an F value, or changes its sign, without arithmetic: a subnormal one costs no more than others.
  bool moves_bits = false;
  // Multiplies its first two operands, so that a product may be lost to underflow; a third one is added to
  // it.
  bool multiplies = false;
};

namespace op_table {

template <class F>
struct Row {
  OpInfo info;
  F apply;
};

using enum OpCode;
using enum Algebra;
inline constexpr Type kF = Type::kFloat;
inline constexpr Type kI = Type::kInteger;
inline constexpr Type kN = Type::kIntegerAmount;

template <class I>
using Unsigned = std::make_unsigned_t<I>;
template <class T>
using IntOf = typename ScalarTraits<T>::Int;

// What `frombits` and `fromint` make of an integer: the value of whichever scalar has this integer as its
// partner, of which 16 bits have two.
template <std::integral I>
struct ValueWithBits {
  I bits;
  template <MachineScalar T>
    requires std::same_as<IntOf<T>, I>
  constexpr operator T() const {  // NOLINT(google-explicit-constructor): where it is stored decides
    return std::bit_cast<T>(bits);
  }
};
template <std::integral I>
struct ValueOfInteger {
  I value;
  template <MachineScalar T>
    requires std::same_as<IntOf<T>, I>
  constexpr operator T() const {  // NOLINT(google-explicit-constructor): where it is stored decides
    return static_cast<T>(value);
  }
};

template <std::integral I>
constexpr int Amount(I amount) {
  return static_cast<int>(amount & static_cast<I>(8 * sizeof(I) - 1));
}

template <MachineScalar T>
constexpr IntOf<T> Truncate(T a) {
  constexpr T kLimit = -static_cast<T>(std::numeric_limits<IntOf<T>>::min());
  return a >= -kLimit && a < kLimit ? static_cast<IntOf<T>>(a) : std::numeric_limits<IntOf<T>>::min();
}

// clang-format off
inline constexpr auto kRows = std::tuple{
  Row{OpInfo{kAdd, "add", 2, {kF, kF}, kF, true, 1, kField, "{0} + {1}",
             "{r} = fadd {F} {0}, {1}",
             "_mm256_add_ps({0}, {1})", 0},
      [](auto a, auto b) -> decltype(a + b) { return a + b; }},
  Row{OpInfo{kSub, "sub", 2, {kF, kF}, kF, false, 1, kField, "{0} - {1}",
             "{r} = fsub {F} {0}, {1}",
             "_mm256_sub_ps({0}, {1})", 0},
      [](auto a, auto b) -> decltype(a - b) { return a - b; }},
  Row{OpInfo{kMul, "mul", 2, {kF, kF}, kF, true, 1, kField, "{0} * {1}",
             "{r} = fmul {F} {0}, {1}",
             "_mm256_mul_ps({0}, {1})", 1, {}, false, true},
      [](auto a, auto b) -> decltype(a * b) { return a * b; }},
  Row{OpInfo{kDiv, "div", 2, {kF, kF}, kF, false, 4, kField, "{0} / {1}",
             "{r} = fdiv {F} {0}, {1}",
             "_mm256_div_ps({0}, {1})", 1, 1},
      [](auto a, auto b) -> decltype(a / b) { return a / b; }},
  Row{OpInfo{kSqrt, "sqrt", 1, {kF}, kF, false, 4, kAnalytic, "{p}sqrt({0})",
             "{r} = call {F} @llvm.sqrt.{f}({F} {0})",
             "_mm256_sqrt_ps({0})", std::nullopt, 0},
      [](auto a) -> decltype(sqrt(a)) { return sqrt(a); }},
  Row{OpInfo{kFma, "fma", 3, {kF, kF, kF}, kF, true, 1, kField, "fma{l}({0}, {1}, {2})",
             "{r} = call {F} @llvm.fma.{f}({F} {0}, {F} {1}, {F} {2})",
             "_mm256_fmadd_ps({0}, {1}, {2})", {}, {}, false, true},
      [](auto a, auto b, auto c) -> decltype(fma(a, b, c)) { return fma(a, b, c); }},
  Row{OpInfo{kNeg, "neg", 1, {kF}, kF, false, 1, kField, "-{0}",
             "{r} = fneg {F} {0}",
             "_mm256_xor_ps({0}, _mm256_set1_ps(-0.0f))", {}, {}, true},
      [](auto a) -> decltype(-a) { return -a; }},
  Row{OpInfo{kAbs, "abs", 1, {kF}, kF, false, 1, kPiecewise, "fabs{l}({0})",
             "{r} = call {F} @llvm.fabs.{f}({F} {0})",
             "_mm256_andnot_ps(_mm256_set1_ps(-0.0f), {0})", {}, {}, true},
      [](auto a) -> decltype(fabs(a)) { return fabs(a); }},
  Row{OpInfo{kMin, "min", 2, {kF, kF}, kF, false, 1, kPiecewise, "{p}min({0}, {1})",
             "{r}.less = fcmp olt {F} {0}, {1}\n"
             "{r} = select {B} {r}.less, {F} {0}, {F} {1}",
             "_mm256_min_ps({0}, {1})"},
      [](auto a, auto b) -> std::decay_t<decltype(a < b ? a : b)> { return a < b ? a : b; }},
  Row{OpInfo{kMax, "max", 2, {kF, kF}, kF, false, 1, kPiecewise, "{p}max({0}, {1})",
             "{r}.less = fcmp olt {F} {1}, {0}\n"
             "{r} = select {B} {r}.less, {F} {0}, {F} {1}",
             "_mm256_max_ps({0}, {1})"},
      [](auto a, auto b) -> std::decay_t<decltype(b < a ? a : b)> { return b < a ? a : b; }},
  Row{OpInfo{kRound, "round", 1, {kF}, kF, false, 1, kPiecewise, "nearbyint{l}({0})",
             "{r} = call {F} @llvm.roundeven.{f}({F} {0})",
             "_mm256_round_ps({0}, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)"},
      [](auto a) -> decltype(nearbyint(a)) { return nearbyint(a); }},
  Row{OpInfo{kFloor, "floor", 1, {kF}, kF, false, 1, kPiecewise, "floor{l}({0})",
             "{r} = call {F} @llvm.floor.{f}({F} {0})",
             "_mm256_floor_ps({0})"},
      [](auto a) -> decltype(floor(a)) { return floor(a); }},
  Row{OpInfo{kIntAdd, "iadd", 2, {kI, kI}, kI, true, 1, kMachine, "{0} + {1}",
             "{r} = add {I} {0}, {1}",
             "_mm256_add_epi32({0}, {1})"},
      []<std::integral I>(I a, I b) { return static_cast<I>(Unsigned<I>(a) + Unsigned<I>(b)); }},
  Row{OpInfo{kIntSub, "isub", 2, {kI, kI}, kI, false, 1, kMachine, "{0} - {1}",
             "{r} = sub {I} {0}, {1}",
             "_mm256_sub_epi32({0}, {1})"},
      []<std::integral I>(I a, I b) { return static_cast<I>(Unsigned<I>(a) - Unsigned<I>(b)); }},
  Row{OpInfo{kIntAnd, "and", 2, {kI, kI}, kI, true, 1, kMachine, "{0} & {1}",
             "{r} = and {I} {0}, {1}",
             "_mm256_and_si256({0}, {1})"},
      []<std::integral I>(I a, I b) { return static_cast<I>(a & b); }},
  Row{OpInfo{kIntOr, "or", 2, {kI, kI}, kI, true, 1, kMachine, "{0} | {1}",
             "{r} = or {I} {0}, {1}",
             "_mm256_or_si256({0}, {1})"},
      []<std::integral I>(I a, I b) { return static_cast<I>(a | b); }},
  Row{OpInfo{kIntXor, "xor", 2, {kI, kI}, kI, true, 1, kMachine, "{0} ^ {1}",
             "{r} = xor {I} {0}, {1}",
             "_mm256_xor_si256({0}, {1})"},
      []<std::integral I>(I a, I b) { return static_cast<I>(a ^ b); }},
  Row{OpInfo{kShiftLeft, "shl", 2, {kI, kN}, kI, false, 1, kMachine, "{0} << {1}",
             "{r} = shl {I} {0}, {1}",
             "_mm256_slli_epi32({0}, {1})"},
      []<std::integral I>(I a, I b) { return static_cast<I>(Unsigned<I>(a) << Amount(b)); }},
  Row{OpInfo{kShiftRight, "shr", 2, {kI, kN}, kI, false, 1, kMachine, "{0} >> {1}",
             "{r} = lshr {I} {0}, {1}",
             "_mm256_srli_epi32({0}, {1})"},
      []<std::integral I>(I a, I b) { return static_cast<I>(Unsigned<I>(a) >> Amount(b)); }},
  Row{OpInfo{kShiftRightSigned, "sar", 2, {kI, kN}, kI, false, 1, kMachine, "({u})(({s}){0} >> {1})",
             "{r} = ashr {I} {0}, {1}",
             "_mm256_srai_epi32({0}, {1})"},
      []<std::integral I>(I a, I b) { return static_cast<I>(a >> Amount(b)); }},
  Row{OpInfo{kBits, "bits", 1, {kF}, kI, false, 0, kMachine, "{p}bits({0})",
             "{r} = bitcast {F} {0} to {I}",
             "_mm256_castps_si256({0})", {}, {}, true},
      []<MachineScalar T>(T a) { return std::bit_cast<IntOf<T>>(a); }},
  Row{OpInfo{kFromBits, "frombits", 1, {kI}, kF, false, 0, kMachine, "{p}frombits({0})",
             "{r} = bitcast {I} {0} to {F}",
             "_mm256_castsi256_ps({0})", {}, {}, true},
      []<std::integral I>(I a) { return ValueWithBits<I>{a}; }},
  Row{OpInfo{kToInt, "toint", 1, {kF}, kI, false, 1, kMachine, "{p}toint({0})",
             "{r}.size = call {F} @llvm.fabs.{f}({F} {0})\n"
             "{r}.fits = fcmp olt {F} {r}.size, {limit}\n"
             "{r}.cut = fptosi {F} {0} to {I}\n"
             "{r} = select {B} {r}.fits, {I} {r}.cut, {I} {smallest}",
             "_mm256_cvttps_epi32({0})"},
      []<MachineScalar T>(T a) { return Truncate(a); }},
  Row{OpInfo{kFromInt, "fromint", 1, {kI}, kF, false, 1, kMachine, "({T})({s}){0}",
             "{r} = sitofp {I} {0} to {F}",
             "_mm256_cvtepi32_ps({0})"},
      []<std::integral I>(I a) { return ValueOfInteger<I>{a}; }},
  Row{OpInfo{kLess, "less", 2, {kF, kF}, kI, false, 1, kMachine, "-({u})({0} < {1})",
             "{r}.less = fcmp olt {F} {0}, {1}\n"
             "{r} = sext {B} {r}.less to {I}",
             "_mm256_castps_si256(_mm256_cmp_ps({0}, {1}, _CMP_LT_OQ))"},
      []<MachineScalar T>(T a, T b) { return static_cast<IntOf<T>>(a < b ? -1 : 0); }},
  Row{OpInfo{kSelect, "select", 3, {kI, kF, kF}, kF, false, 1, kMachine, "({s}){0} < 0 ? {1} : {2}",
             "{r}.set = icmp slt {I} {0}, zeroinitializer\n"
             "{r} = select {B} {r}.set, {F} {1}, {F} {2}",
             "_mm256_blendv_ps({2}, {1}, _mm256_castsi256_ps({0}))", {}, {}, true},
      []<std::integral I, MachineScalar T>(I a, T b, T c) { return a < 0 ? b : c; }},
};
// clang-format on

inline constexpr size_t kCount = std::tuple_size_v<decltype(kRows)>;
template <size_t... k>
constexpr std::array<OpInfo, kCount> Infos(std::index_sequence<k...>) {
  return {std::get<k>(kRows).info...};
}

}  // namespace op_table

inline constexpr std::array<OpInfo, op_table::kCount> kOps =
    op_table::Infos(std::make_index_sequence<op_table::kCount>());

// The most ops there can be, the registered ones included.
inline constexpr size_t kMaxOps = 64;

namespace op_table {

template <class Row, size_t... k>
constexpr std::array<Row, kMaxOps> WithRoom(const std::array<Row, sizeof...(k)>& rows,
                                            std::index_sequence<k...>) {
  return {rows[k]...};
}
template <class Row>
constexpr std::array<Row, kMaxOps> WithRoom(const std::array<Row, kCount>& rows) {
  return WithRoom(rows, std::make_index_sequence<kCount>());
}

// Indexed by OpCode.
inline constinit std::array<OpInfo, kMaxOps> infos = WithRoom(kOps);
inline constinit size_t count = kCount;

}  // namespace op_table

// Every op, in the order of OpCode.
inline std::span<const OpInfo> AllOps() { return {op_table::infos.data(), op_table::count}; }

inline const OpInfo& Info(OpCode code) { return op_table::infos[static_cast<size_t>(code)]; }

static_assert(
    [] {
      for (size_t k = 0; k < kOps.size(); ++k) {
        if (kOps[k].code != static_cast<OpCode>(k)) return false;
      }
      return true;
    }(),
    "the rows stand in the order of OpCode");

// The op named `name`, or nothing.
inline std::optional<OpCode> FindOp(std::string_view name) {
  for (const OpInfo& op : AllOps()) {
    if (op.name == name) return op.code;
  }
  return std::nullopt;
}

// True if every operand and the result are F values.
constexpr bool IsFloatOp(const OpInfo& op) { return op.algebra != Algebra::kMachine; }

// out[i] = op(in[0][i], ...) for i < n. The arrays have the element types of the op's operand types for
// one scalar; `out` may not overlap an input.
using ArrayKernel = void (*)(void* out, const void* const* in, size_t n);

namespace op_table {

template <class T, Type type>
struct ElementOf {
  using type_ = T;
};
template <MachineScalar T, Type t>
  requires(t != Type::kFloat)
struct ElementOf<T, t> {
  using type_ = IntOf<T>;
};
template <class T, size_t k, int operand>
using OperandElement = typename ElementOf<T, kOps[k].operands[operand]>::type_;

template <class T, size_t k>
void RunArray(void* out, const void* const* in, size_t n) {
  constexpr auto kApply = std::get<k>(kRows).apply;
  auto* __restrict result = static_cast<typename ElementOf<T, kOps[k].result>::type_*>(out);
  const auto* a = static_cast<const OperandElement<T, k, 0>*>(in[0]);
  if constexpr (kOps[k].arity == 1) {
    for (size_t i = 0; i < n; ++i) result[i] = kApply(a[i]);
  } else if constexpr (kOps[k].arity == 2) {
    const auto* b = static_cast<const OperandElement<T, k, 1>*>(in[1]);
    for (size_t i = 0; i < n; ++i) result[i] = kApply(a[i], b[i]);
  } else {
    const auto* b = static_cast<const OperandElement<T, k, 1>*>(in[1]);
    const auto* c = static_cast<const OperandElement<T, k, 2>*>(in[2]);
    for (size_t i = 0; i < n; ++i) result[i] = kApply(a[i], b[i], c[i]);
  }
}

// Whether scalar T has row k: machine ops exist for machine scalars, the others where the lambda does.
template <class T, size_t k>
constexpr bool HasRow() {
  using F = decltype(std::get<k>(kRows).apply);
  if constexpr (kOps[k].algebra == kMachine) {
    return MachineScalar<T>;
  } else {
    return (kOps[k].arity == 1 && std::is_invocable_v<F, T>) ||
           (kOps[k].arity == 2 && std::is_invocable_v<F, T, T>) ||
           (kOps[k].arity == 3 && std::is_invocable_v<F, T, T, T>);
  }
}

template <class T, size_t k>
constexpr ArrayKernel ArrayKernelOf() {
  if constexpr (HasRow<T, k>()) {
    return &RunArray<T, k>;
  } else {
    return nullptr;
  }
}

template <class T, size_t... k>
constexpr std::array<ArrayKernel, kCount> ArrayKernelsOf(std::index_sequence<k...>) {
  return {ArrayKernelOf<T, k>()...};
}

template <class T, size_t k>
bool ApplyRow(T* out, const T* in) {
  if constexpr (HasRow<T, k>() && kOps[k].algebra != kMachine) {
    constexpr auto kApply = std::get<k>(kRows).apply;
    if constexpr (kOps[k].arity == 1) *out = kApply(in[0]);
    if constexpr (kOps[k].arity == 2) *out = kApply(in[0], in[1]);
    if constexpr (kOps[k].arity == 3) *out = kApply(in[0], in[1], in[2]);
    return true;
  } else {
    return false;
  }
}

template <class T, size_t... k>
bool ApplyAny(OpCode code, T* out, const T* in, std::index_sequence<k...>) {
  bool done = false;
  static_cast<void>(((code == static_cast<OpCode>(k) && (done = ApplyRow<T, k>(out, in), true)) || ...));
  return done;
}

}  // namespace op_table

namespace op_table {

// Indexed by OpCode; nullptr where T does not have the op.
template <class T>
inline constinit std::array<ArrayKernel, kMaxOps> array_kernels =
    WithRoom(ArrayKernelsOf<T>(std::make_index_sequence<kCount>()));

// *out = op(in[0], ...) of the registered ops.
template <class T>
inline constinit std::array<void (*)(T* out, const T* in), kMaxOps> custom_applies{};

template <class T>
bool ApplyCustom(OpCode code, T* out, const T* in) {
  const auto apply = custom_applies<T>[static_cast<size_t>(code)];
  if (apply == nullptr) return false;
  apply(out, in);
  return true;
}

}  // namespace op_table

// The array kernel of an op for scalar T; nullptr if T does not have the op.
template <class T>
ArrayKernel FindArrayKernel(OpCode code) {
  return op_table::array_kernels<T>[static_cast<size_t>(code)];
}

// *out = op(in[0], ...) for one value of scalar T; false if T does not have the op.
template <class T>
bool Apply(OpCode code, T* out, const T* in) {
  if (static_cast<size_t>(code) >= op_table::kCount) return op_table::ApplyCustom(code, out, in);
  return op_table::ApplyAny(code, out, in, std::make_index_sequence<op_table::kCount>());
}

}  // namespace ulpforge
