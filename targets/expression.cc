#include "targets/expression.h"

#include <fmt/format.h>
#include <mpfr.h>

#include "targets/function_image.h"

namespace ulpforge {
namespace {

constexpr slong kExplainPrecision = 192;

// Exactly the hexadecimal number: it has at most kMostCharacters digits.
void SetHexadecimal(arb_t result, const std::string& text) {
  mpfr_t value;
  mpfr_init2(value, static_cast<mpfr_prec_t>(4 * text.size() + 64));
  mpfr_set_str(value, text.c_str(), 16, MPFR_RNDN);
  arf_set_mpfr(arb_midref(result), value);
  mpfr_clear(value);
}

Ball Number(const std::string& text, slong precision) {
  Ball result;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    SetHexadecimal(result.ptr(), text);
  } else {
    arb_set_str(result.ptr(), text.c_str(), precision);
  }
  return result;
}

Ball Constant(const BallSeries& series) {
  Ball value;
  arb_poly_get_coeff_arb(value.ptr(), series.ptr(), 0);
  return value;
}

bool IsFinite(const BallSeries& series) { return arb_is_finite(Constant(series).ptr()) != 0; }

void MakeIndeterminate(BallSeries& series, slong from, slong length) {
  Ball unknown;
  arb_indeterminate(unknown.ptr());
  for (slong k = from; k < length; ++k) arb_poly_set_coeff_arb(series.ptr(), k, unknown.ptr());
}

// f(a(t)) or f(a(t), b(t)). Where the value is not finite the rest is not either. The value is computed on
// its own: Arb's are tighter, and exact for more arguments, than coefficient 0 of its series.
BallSeries Call(const ExpressionFunction& f, const BallSeries& a, const BallSeries& b, slong length,
                slong precision) {
  BallSeries result;
  const bool constant = arb_poly_length(a.ptr()) <= 1 && (f.arity() == 1 || arb_poly_length(b.ptr()) <= 1);
  if (length > 1 && !constant) {
    if (f.arity() == 1) {
      f.series1(result.ptr(), a.ptr(), length, precision);
    } else {
      f.series2(result.ptr(), a.ptr(), b.ptr(), length, precision);
    }
  }
  Ball value;
  if (f.arity() == 1) {
    f.value1(value.ptr(), Constant(a).ptr(), precision);
  } else {
    f.value2(value.ptr(), Constant(a).ptr(), Constant(b).ptr(), precision);
  }
  arb_poly_set_coeff_arb(result.ptr(), 0, value.ptr());
  if (arb_is_finite(value.ptr()) == 0 && length > 1) MakeIndeterminate(result, 1, length);
  return result;
}

}  // namespace

Ball Expression::ConstantOf(const Node& node, slong precision) {
  if (node.kind == Kind::kNumber) return Number(node.number, precision);
  Ball constant;
  (node.kind == Kind::kPi ? arb_const_pi : arb_const_e)(constant.ptr(), precision);
  return constant;
}

std::vector<BallSeries> Expression::Evaluate(const arb_t x, slong length, slong precision) const {
  std::vector<BallSeries> values(nodes_.size());
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    Ball constant;
    switch (node.kind) {
      case Kind::kVariable:
        arb_set(constant.ptr(), x);
        if (length > 1) arb_poly_set_coeff_si(values[i].ptr(), 1, 1);
        break;
      case Kind::kNumber:
      case Kind::kPi:
      case Kind::kE:
        constant = ConstantOf(node, precision);
        break;
      case Kind::kCall:
        values[i] = Call(*node.function, values[node.args[0]], values[node.args[1]], length, precision);
        continue;
    }
    arb_poly_set_coeff_arb(values[i].ptr(), 0, constant.ptr());
  }
  return values;
}

void Expression::Series(arb_poly_t result, const arb_t x, slong length, slong precision) const {
  std::vector<BallSeries> values = Evaluate(x, length, precision);
  arb_poly_swap(result, values.back().ptr());
}

OpenInterval Expression::Range(const OpenInterval& x, slong precision) const {
  std::vector<OpenInterval> values;
  for (const Node& node : nodes_) {
    if (node.kind == Kind::kVariable) {
      values.push_back(x);
    } else if (node.kind == Kind::kCall) {
      const ExpressionFunction& f = *node.function;
      const OpenInterval& a = values[node.args[0]];
      values.push_back(f.arity() == 1 ? Image(f, a, precision)
                                      : f.range2(a, values[node.args[1]], precision));
    } else {
      values.push_back(IntervalOf(ConstantOf(node, precision), precision));
    }
  }
  return values.back();
}

std::string Expression::Explain(double x) const {
  const std::vector<BallSeries> values = Evaluate(Ball(x).ptr(), 1, kExplainPrecision);
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    if (IsFinite(values[i]) || node.kind != Kind::kCall || TextOf(node).empty()) continue;
    // What a function is asked for, and of a quotient the divisor.
    const size_t cause = node.args[node.function->name == "/" ? 1 : 0];
    if (TextOf(nodes_[cause]).empty() || !IsFinite(values[cause])) {
      return fmt::format("{} has no value for x = {:.6g}", TextOf(node), x);
    }
    const double value = arf_get_d(arb_midref(Constant(values[cause]).ptr()), ARF_RND_NEAR);
    return fmt::format("{} has no value for {} = {:.6g}", TextOf(node), TextOf(nodes_[cause]), value);
  }
  return "";
}

}  // namespace ulpforge
