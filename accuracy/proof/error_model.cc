#include "accuracy/proof/error_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "accuracy/proof/real_roots.h"
#include "dsl/op_table.h"

namespace ulpforge {
namespace {

// The generic lambda of the op; those of min and max compare, which enclosures cannot.
bool ApplyToModels(OpCode op, TaylorModel* result, const TaylorModel* operands) {
  if (op == OpCode::kMin) {
    *result = Min(operands[0], operands[1]);
    return true;
  }
  if (op == OpCode::kMax) {
    *result = Max(operands[0], operands[1]);
    return true;
  }
  return Apply<TaylorModel>(op, result, operands);
}

bool IsExactDouble(const Ball& x) {
  return arb_is_exact(x.ptr()) != 0 &&
         arf_cmp_d(arb_midref(x.ptr()), arf_get_d(arb_midref(x.ptr()), ARF_RND_NEAR)) == 0;
}

}  // namespace

ErrorModel::ErrorModel(const AlgebraicProgram& program, const Problem& problem,
                       const std::vector<bool>& nonnegative, slong precision)
    : program_(program),
      problem_(problem),
      precision_(precision),
      numerator_(Convert(program.output.numerator())),
      denominator_(Convert(program.output.denominator())) {
  for (size_t k = 0; k < program.leaves.size(); ++k) {
    const AlgebraicProgram::Leaf& leaf = program.leaves[k];
    Leaf& converted = leaves_.emplace_back(Leaf{leaf.op, nonnegative[k], {}});
    for (const RationalFunction& operand : leaf.operands) {
      converted.operands.push_back({Convert(operand.numerator()), Convert(operand.denominator())});
    }
  }
  for (const MultiPoly& divisor : program.divisors) divisors_.push_back(Convert(divisor));
}

absl::Status ErrorModel::CheckOps() const {
  const TaylorBox box{.center = Ball(1), .t = {}, .order = 0, .precision = precision_};
  for (const Leaf& leaf : leaves_) {
    const std::vector<TaylorModel> ones(leaf.operands.size(), TaylorModel(box, Ball(1)));
    TaylorModel result = ones[0];
    if (ApplyToModels(leaf.op, &result, ones.data())) continue;
    return absl::UnimplementedError(fmt::format("cannot certify op '{}'", Info(leaf.op).name));
  }
  return absl::OkStatus();
}

ErrorModel::Polynomial ErrorModel::Convert(const MultiPoly& p) const {
  Polynomial converted;
  for (MultiPoly::Part& part : p.Parts()) {
    Part& last = converted.emplace_back(Part{std::move(part.exponents), {}});
    arb_poly_set_fmpz_poly(last.coefficient.ptr(), part.coefficient.ptr(), precision_);
  }
  return converted;
}

TaylorModel ErrorModel::Value(const TaylorBox& box, const Polynomial& p, const Leaves& leaves) const {
  TaylorModel sum(box, Ball());
  for (const Part& part : p) {
    TaylorModel product(box, part.coefficient);
    for (size_t k = 0; k < part.exponents.size(); ++k) {
      for (slong power = 0; power < part.exponents[k]; ++power) product = product * leaves[k];
    }
    sum = sum + product;
  }
  return sum;
}

TaylorModel ErrorModel::Value(const Leaf& leaf, const std::vector<TaylorModel>& operands) const {
  if (leaf.op == OpCode::kSqrt && leaf.nonnegative) return SqrtOfNonnegative(operands[0]);
  TaylorModel result = operands[0];
  ApplyToModels(leaf.op, &result, operands.data());
  return result;
}

ErrorModel::Leaves ErrorModel::EvaluateLeaves(const TaylorBox& box, bool* undefined) const {
  Leaves leaves;
  for (const Leaf& leaf : leaves_) {
    std::vector<TaylorModel> operands;
    for (const auto& [numerator, denominator] : leaf.operands) {
      operands.push_back(Value(box, numerator, leaves) / Value(box, denominator, leaves));
    }
    if (leaf.op == OpCode::kSqrt && arb_is_negative(operands[0].Range().ptr()) != 0) *undefined = true;
    leaves.push_back(Value(leaf, operands));
  }
  return leaves;
}

// Leading coefficients of a polynomial of x that are zero, but that rounding may have blurred.
void ErrorModel::ClearZeros(const MultiPoly& p, TaylorModel* model) const {
  const Ball& center = model->box().center;
  if (p.IsZero() || !p.IsUnivariate() || !IsExactDouble(center)) return;
  const slong multiplicity =
      RootMultiplicity(p.ToIntegerPoly(), arf_get_d(arb_midref(center.ptr()), ARF_RND_NEAR));
  for (slong k = 0; k < std::min(multiplicity, model->box().order); ++k) model->ClearCoefficient(k);
}

ErrorEnclosure ErrorModel::Error(const TaylorBox& box, TaylorBox* shifted) const {
  bool undefined = false;
  const Leaves leaves = EvaluateLeaves(box, &undefined);
  TaylorModel numerator = Value(box, numerator_, leaves);
  if (undefined) return {ErrorState::kUndefined, numerator};
  TaylorModel denominator = Value(box, denominator_, leaves);
  const TaylorModel f(box, *problem_.target);
  const slong zeros = f.Valuation();
  const bool at_zero = zeros > 0 || arb_contains_zero(denominator.Coefficient(0).ptr()) != 0;
  if (at_zero && box.order > 0) {
    ClearZeros(program_.output.numerator(), &numerator);
    ClearZeros(program_.output.denominator(), &denominator);
  }
  const TaylorModel product = f * denominator;
  const TaylorModel difference = numerator - product;
  const TaylorModel& divisor = problem_.measure == Measure::kRelative ? product : denominator;
  const slong shift = divisor.Valuation();
  if (shift > 0) {
    if (shift == box.order) return {ErrorState::kUnknown, difference};  // perhaps it is zero everywhere
    const slong first = difference.Valuation();
    if (first < shift) {
      const bool unbounded = arb_contains_zero(difference.Coefficient(first).ptr()) == 0;
      return {unbounded ? ErrorState::kUnbounded : ErrorState::kUnknown, difference};
    }
    *shifted = box;
    shifted->order -= shift;
    TaylorModel error = difference.Shifted(*shifted, shift) / divisor.Shifted(*shifted, shift);
    return {error.IsFinite() ? ErrorState::kEnclosed : ErrorState::kUnknown, std::move(error)};
  }
  TaylorModel error = difference / divisor;
  return {error.IsFinite() ? ErrorState::kEnclosed : ErrorState::kUnknown, std::move(error)};
}

bool ErrorModel::DivisorVanishesAt(double x) const {
  const TaylorBox point{.center = Ball(x), .t = {}, .order = 1, .precision = precision_};
  bool undefined = false;
  const Leaves leaves = EvaluateLeaves(point, &undefined);
  TaylorModel denominator = Value(point, denominator_, leaves);
  ClearZeros(program_.output.denominator(), &denominator);
  if (denominator.Valuation() > 0) return true;
  return problem_.measure == Measure::kRelative && TaylorModel(point, *problem_.target).Valuation() > 0;
}

TaylorModel ErrorModel::Numerator(const TaylorBox& box) const {
  bool undefined = false;
  return Value(box, numerator_, EvaluateLeaves(box, &undefined));
}

TaylorModel ErrorModel::Denominator(const TaylorBox& box) const {
  bool undefined = false;
  return Value(box, denominator_, EvaluateLeaves(box, &undefined));
}

TaylorModel ErrorModel::Divisor(const TaylorBox& box, size_t k) const {
  bool undefined = false;
  return Value(box, divisors_[k], EvaluateLeaves(box, &undefined));
}

}  // namespace ulpforge
