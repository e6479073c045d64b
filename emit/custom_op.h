// Ops of other people's programs: real functions of one to three F values that are registered at run time and
// stand behind the rows of the op table. accuracy/proof/register_op.h has the call, RegisterOp, which also
// instantiates the op for the scalars that this folder does not know.
//
// Thread safety: none. Register before the first search, parse or evaluation, from one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/op_table.h"

namespace ulpforge {

// What a row of the op table says of an op, but for its types, which are F throughout, and for its lambda.
struct CustomOp {
  std::string name;          // lower-case letters, digits and _, as in programs and in the key `ops`
  bool commutative = false;  // the first two operands commute, to the bit
  double weight = 1;         // relative cost; an addition is 1
  bool smooth = true;        // false for kinks and jumps
  // Texts as OpInfo::c and OpInfo::ir; both must compute the bits that the lambda computes.
  std::string c;
  std::string ir;
  std::string avx2 = {};  // as OpInfo::avx2; empty: emitted array loops have no such part
  std::optional<double> neutral = std::nullopt;  // as OpInfo::neutral
  std::optional<int> guard = std::nullopt;       // as OpInfo::guard
};

// A number as a value of the scalar of `like`, rounded to it: what the lambda of an op writes for a constant.
template <class T>
  requires requires(double value) { T(value); }
T ConstantLike(const T&, double value) {
  return T(value);
}

// What the registered ops are, in the order of their codes, as one line each: programs in packed form
// (hashing/structure.h) mean the same where these lines are the same.
std::vector<std::string> CustomOpLines();

namespace op_table {

// Adds an op without any scalar. InvalidArgument if the name is no name, or is taken or reserved, if a number
// is out of range or a text is no format; ResourceExhausted beyond kMaxOps.
absl::StatusOr<OpCode> AddCustomOp(const CustomOp& op, int arity);

template <class F, class T, size_t... a>
constexpr bool IsCustomOpOf(std::index_sequence<a...>) {
  if constexpr (std::is_invocable_v<F, decltype(static_cast<void>(a), std::declval<const T&>())...>) {
    using Result = std::invoke_result_t<F, decltype(static_cast<void>(a), std::declval<const T&>())...>;
    return std::same_as<std::decay_t<Result>, T>;
  } else {
    return false;
  }
}

template <class F, class T, size_t... a>
void RunCustomArray(void* out, const void* const* in, size_t n, std::index_sequence<a...>) {
  T* __restrict result = static_cast<T*>(out);
  for (size_t i = 0; i < n; ++i) result[i] = F{}(static_cast<const T*>(in[a])[i]...);
}

template <class F, class T, size_t... a>
void ApplyCustomTo(T* out, const T* in, std::index_sequence<a...>) {
  *out = F{}(in[a]...);
}

// Gives scalar T the op, if its lambda compiles for T.
template <class F, int arity, class T>
void Instantiate(OpCode code) {
  using Operands = std::make_index_sequence<arity>;
  if constexpr (IsCustomOpOf<F, T>(Operands())) {
    array_kernels<T>[static_cast<size_t>(code)] = [](void* out, const void* const* in, size_t n) {
      RunCustomArray<F, T>(out, in, n, Operands());
    };
    custom_applies<T>[static_cast<size_t>(code)] = [](T* out, const T* in) {
      ApplyCustomTo<F, T>(out, in, Operands());
    };
  }
}

}  // namespace op_table

}  // namespace ulpforge
