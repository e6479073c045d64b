// RegisterOp: an op of one's own, in every part of the engine: interpreter, fits, hashes, verification,
// proofs, emitted C and compiled code.
//
//   using namespace ulpforge;  // so that sqrt and the like are those of every scalar
//   absl::StatusOr<OpCode> rsqrt = RegisterOp(
//       {.name = "rsqrt", .weight = 4, .c = "1 / {p}sqrt({0})", .ir = ..., .guard = 0},
//       [](const auto& a) -> decltype(ConstantLike(a, 1) / sqrt(a)) {
//         return ConstantLike(a, 1) / sqrt(a);
//       });
//
// Thread safety: none, see emit/custom_op.h.
#pragma once

#include "absl/status/statusor.h"
#include "accuracy/taylor/taylor_model.h"
#include "emit/custom_op.h"
#include "targets/mpfr_real.h"

namespace ulpforge {

inline TaylorModel ConstantLike(const TaylorModel& like, double value) {
  return TaylorModel(like.box(), Ball(value));
}

namespace op_table {

// Calls with the scalars that a registered op must have; derivatives are taken in up to kMaxArity directions.
template <class Apply>
constexpr auto ForRequired(Apply apply) {
  static_assert(kMaxArity == 3);
  return apply
      .template operator()<float, double, Extended, MpfrReal, Dual<double, 1>, Dual<double, 2>,
                           Dual<double, 3>, Dual<Extended, 1>, Dual<Extended, 2>, Dual<Extended, 3>>();
}
template <class F, int arity>
constexpr bool HasRequired() {
  return ForRequired(
      []<class... T>() { return (IsCustomOpOf<F, T>(std::make_index_sequence<arity>()) && ...); });
}

// The number of operands of a lambda, 0 if it does not take one to three doubles.
template <class F>
constexpr int ArityOf() {
  if constexpr (std::is_invocable_v<F, double>) return 1;
  if constexpr (std::is_invocable_v<F, double, double>) return 2;
  if constexpr (std::is_invocable_v<F, double, double, double>) return 3;
  return 0;
}

}  // namespace op_table

// Adds the op; programs may use it from now on, and searches whose key `ops` names it. A run records the ops
// that it was made with, and is only resumed by a program that has registered the same ones.
//
// `apply` is a generic lambda without captures that computes with values of any scalar by + - * / < and by
// the functions of dsl/numbers/math.h, called without a namespace. Its return type is written out (->
// decltype(...)), so that a scalar for which it does not compile is seen not to have the op. It must compile
// for float, double, Extended, MPFR values and dual numbers. Where it compiles for Taylor models, which have
// no <, programs with the op can be certified. With NaN, infinities and zeros it must do what the texts do.
//
// Errors: those of op_table::AddCustomOp; nothing is added then.
template <class F>
absl::StatusOr<OpCode> RegisterOp(const CustomOp& op, F) {
  constexpr int kArity = op_table::ArityOf<F>();
  static_assert(std::is_empty_v<F> && std::is_default_constructible_v<F>,
                "the lambda of an op has no captures");
  static_assert(kArity > 0, "the lambda of an op takes one to three values of a scalar");
  static_assert(
      op_table::HasRequired<F, kArity>(),
      "the lambda of an op must compile, and return its scalar, for float, double, Extended, MpfrReal "
      "and dual numbers");
  const absl::StatusOr<OpCode> code = op_table::AddCustomOp(op, kArity);
  if (!code.ok()) return code;
  const auto instantiate = [&]<class... T>() { (op_table::Instantiate<F, kArity, T>(*code), ...); };
  op_table::ForRequired(instantiate);
  instantiate.template operator()<Float16, BFloat16, TaylorModel>();
  return code;
}

}  // namespace ulpforge
