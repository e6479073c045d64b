#include <fmt/format.h>

#include <utility>

#include "classical/frame.h"
#include "dsl/canonical.h"
#include "dsl/fold.h"

namespace ulpforge {
namespace {

// One step of a functional equation on s y, s the factor before the step.
Operand WriteStep(Ending ending, const MpfrReal& s, Operand y, ProgramBuilder& builder) {
  if (ending == Ending::kDoubleMinusOne) {
    return builder.Mul(builder.Add(y, WriteConstant(builder, Classical(2))), y);
  }
  const Operand square = builder.Mul(y, y);
  const MpfrReal s2 = s * s;
  switch (ending) {
    case Ending::kDoubleCosine:
      return builder.Add(square, WriteConstant(builder, -Scaled(s2, -1)));
    case Ending::kTripleSine:
      return builder.Mul(y, builder.Sub(WriteConstant(builder, Scaled(s2 * MpfrReal(3), -2)), square));
    case Ending::kTripleSinh:
      return builder.Mul(y, builder.Add(WriteConstant(builder, Scaled(s2 * MpfrReal(3), -2)), square));
    case Ending::kDoubleTangent:
      return builder.Div(y, builder.Sub(WriteConstant(builder, s2), square));
    case Ending::kDoubleTanh:
      return builder.Div(y, builder.Add(WriteConstant(builder, s2), square));
    default:
      return square;
  }
}

int OpsOfStep(Ending ending) {
  switch (ending) {
    case Ending::kSquarings:
    case Ending::kPowers:
    case Ending::kComplementPowers:
      return 1;
    case Ending::kDoubleMinusOne:
    case Ending::kDoubleCosine:
      return 2;
    case Ending::kTripleSine:
    case Ending::kTripleSinh:
    case Ending::kDoubleTangent:
    case Ending::kDoubleTanh:
      return 3;
    default:
      return 0;
  }
}

std::string_view StepName(Ending ending) {
  switch (ending) {
    case Ending::kSquarings:
    case Ending::kPowers:
    case Ending::kComplementPowers:
      return "squaring";
    case Ending::kTripleSine:
    case Ending::kTripleSinh:
      return "angle tripling";
    default:
      return "angle doubling";
  }
}

std::string Plural(int count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

int OpsOfCore(RationalType type) {
  const int m = type.numerator, n = type.denominator;
  if (n == 0) return 2 * m;
  if (m >= n) return 3 * n + 2 * (m - n);
  return m == n - 1 ? 3 * n - 1 : 2 * n + m;
}

}  // namespace

bool Frame::Allows(Plan plan, RationalType type) const {
  if (plan == Plan::kCore) return true;
  const int excess = type.numerator - type.denominator;
  if (kind_.form == Form::kOdd) return type.denominator > 0 && (excess == 0 || excess == -1);
  return IsSymmetric() && (excess == 1 || (excess == 0 && type.denominator > 0));
}

int Frame::FrameOps(Plan plan) const {
  const bool core = plan == Plan::kCore;
  int ops = repeats_ * OpsOfStep(kind_.ending);
  if (kind_.argument == Argument::kRoots || kind_.argument == Argument::kRootsMobius) ops += repeats_;
  if (kind_.argument == Argument::kShiftedToMiddle && point_ != 0) ops += 1;
  if (HasMobius()) ops += point_ == 0 ? 2 : 3;
  if (core && IsOfSquare()) ops += 1;
  if (core && (kind_.form == Form::kOdd || kind_.form == Form::kVanishing)) ops += 1;
  if (IsSymmetric()) ops += !core && kind_.form == Form::kSymmetricLessOne ? 2 : 3;
  if (core && kind_.form == Form::kScaledSymmetric) ops += 1;
  if (kind_.ending == Ending::kComplementPowers) ops += 1;
  if (kind_.ending == Ending::kOffset && !offset_.IsZero()) ops += 1;
  if (kind_.ending == Ending::kSquareRootFactor) ops += 2;
  if (kind_.ending == Ending::kArcsine) ops += 4;
  return ops;
}

int Frame::LeastOps(Plan plan, RationalType type) const {
  if (plan == Plan::kCore) {
    // A constant in place of the core leaves its variable unused.
    const bool constant = type == RationalType{} && IsOfSquare();
    return FrameOps(plan) + OpsOfCore(type) - (constant ? 1 : 0);
  }
  const int n = type.denominator;
  const bool shorter = IsSymmetric() ? type.numerator == n : type.numerator < n;
  const int longest = IsSymmetric() ? 4 * n + 2 : 4 * n + 1;
  return FrameOps(plan) + longest - (shorter ? (IsSymmetric() ? 1 : 2) : 0);
}

Operand Frame::WriteV(ProgramBuilder& builder) const {
  Operand v = InputOperand();
  if (kind_.argument == Argument::kRoots || kind_.argument == Argument::kRootsMobius) {
    for (int k = 0; k < repeats_; ++k) v = builder.Apply(OpCode::kSqrt, {v});
  }
  const bool moved = point_ != 0 && (HasMobius() || kind_.argument == Argument::kShiftedToMiddle);
  const Operand numerator = moved ? builder.Add(v, WriteConstant(builder, Classical(-point_))) : v;
  if (!HasMobius()) return numerator;
  return builder.Div(numerator, builder.Add(v, WriteConstant(builder, Classical(pole_))));
}

Operand Frame::WriteY(const ContinuedFraction& fraction, Operand v, ProgramBuilder& builder) const {
  const Operand u = IsOfSquare() ? builder.Mul(v, v) : v;
  const Operand core = fraction.Write(u, builder);
  switch (kind_.form) {
    case Form::kGeneral:
    case Form::kEven:
      return core;
    case Form::kVanishing:
    case Form::kOdd:
      return builder.Mul(core, v);
    case Form::kSymmetric:
      return builder.Div(builder.Add(core, v), builder.Sub(core, v));
    case Form::kScaledSymmetric:
      return builder.Mul(WriteConstant(builder, MiddleValue()),
                         builder.Div(builder.Add(core, v), builder.Sub(core, v)));
    case Form::kSymmetricLessOne:
      return builder.Div(builder.Add(v, v), builder.Sub(core, v));
  }
  return core;
}

// With W = S / v, an odd function of v = l w: (S + v) / (S - v) = 1 + 2 / (W - 1) = 1 + (2 / l) / (w - 1 /
// l).
std::optional<Operand> Frame::WriteOddFraction(const Rational& core, Operand v,
                                               ProgramBuilder& builder) const {
  Rational odd = {OfSquare(core.numerator), OfSquare(core.denominator)};
  (IsSymmetric() ? odd.denominator : odd.numerator) =
      TimesVariable(std::move(IsSymmetric() ? odd.denominator : odd.numerator));
  std::optional<ContinuedFraction> fraction = ContinuedFraction::Of(odd);
  if (!fraction) return std::nullopt;
  if (!IsSymmetric()) return fraction->Write(v, builder);
  const MpfrReal scale = fraction->LeadingDegree() > 0 ? fraction->MakeMonic() : Classical(1);
  const Operand w = fraction->Write(v, builder);
  const Operand below = builder.Add(w, WriteConstant(builder, Classical(-1) / scale));
  const MpfrReal middle = kind_.form == Form::kScaledSymmetric ? MiddleValue() : Classical(1);
  const Operand less_one = builder.Div(WriteConstant(builder, Scaled(middle, 1) / scale), below);
  if (kind_.form == Form::kSymmetricLessOne) return less_one;
  return builder.Add(less_one, WriteConstant(builder, middle));
}

Operand Frame::WriteEnding(Operand y, ProgramBuilder& builder) const {
  if (OpsOfStep(kind_.ending) > 0) {
    for (size_t j = 0; j + 1 < factors_.size(); ++j) y = WriteStep(kind_.ending, factors_[j], y, builder);
  }
  switch (kind_.ending) {
    case Ending::kOffset:
      return offset_.IsZero() ? y : builder.Add(y, WriteConstant(builder, offset_));
    case Ending::kSquareRootFactor:
      return builder.Mul(builder.Apply(OpCode::kSqrt, {InputOperand()}), y);
    case Ending::kArcsine: {
      const Operand distance = builder.Sub(WriteConstant(builder, Classical(1)), InputOperand());
      const Operand rest = builder.Mul(builder.Apply(OpCode::kSqrt, {distance}), y);
      return builder.Sub(WriteConstant(builder, HalfPi()), rest);
    }
    case Ending::kComplementPowers:
      return builder.Sub(WriteConstant(builder, Classical(1)), y);
    default:
      return y;
  }
}

std::optional<Program> Frame::Build(const Rational& core, Plan plan) const {
  ProgramBuilder builder;
  const Operand v = WriteV(builder);
  std::optional<Operand> y;
  if (plan == Plan::kOddFraction) {
    y = WriteOddFraction(core, v, builder);
  } else if (const std::optional<ContinuedFraction> fraction = ContinuedFraction::Of(core)) {
    y = WriteY(*fraction, v, builder);
  }
  if (!y) return std::nullopt;
  const Operand f = WriteEnding(*y, builder);
  return Canonicalize(FoldConstants(std::move(builder).Build(f)));
}

std::string Frame::DescribeArgument() const {
  switch (kind_.argument) {
    case Argument::kInput:
      return "";
    case Argument::kShiftedToMiddle:
      return fmt::format(", v = x - {:.4g}", point_);
    case Argument::kRoots:
      return fmt::format(", v = x^(1/{})", 1LL << repeats_);
    case Argument::kRootsMobius:
      return fmt::format(", v = (r - {:.4g}) / (r + {:.4g}), r = x^(1/{})", point_, pole_, 1LL << repeats_);
    case Argument::kMobius:
    case Argument::kMobiusMiddle:
      if (point_ == 0) return fmt::format(", v = x / (x + {:.4g})", pole_);
      return fmt::format(", v = (x - {:.4g}) / (x + {:.4g})", point_, pole_);
  }
  return "";
}

std::string Frame::DescribeForm(Plan plan) const {
  const std::string v = kind_.argument == Argument::kInput ? "x" : "v";
  switch (kind_.form) {
    case Form::kGeneral:
      return kind_.argument == Argument::kInput ? "" : ", R(v)";
    case Form::kVanishing:
      return fmt::format(", {0} R({0})", v);
    case Form::kEven:
      return fmt::format(", R({}^2)", v);
    case Form::kOdd:
      return plan == Plan::kCore ? fmt::format(", {0} R({0}^2)", v)
                                 : fmt::format(", {0} R({0}^2) as one fraction", v);
    case Form::kSymmetric:
    case Form::kScaledSymmetric:
      if (plan == Plan::kOddFraction) return fmt::format(", a + b / (S - c), S = R({0}^2) / {0}", v);
      return fmt::format(", (S + {0}) / (S - {0}), S = R({0}^2)", v);
    case Form::kSymmetricLessOne:
      if (plan == Plan::kOddFraction) return fmt::format(", b / (S - c), S = R({0}^2) / {0}", v);
      return fmt::format(", 2 {0} / (S - {0}), S = R({0}^2)", v);
  }
  return "";
}

std::string Frame::Describe(Plan plan) const {
  std::string text = DescribeForm(plan) + DescribeArgument();
  if (repeats_ > 0 && OpsOfStep(kind_.ending) > 0) {
    text += fmt::format(", {}", Plural(repeats_, StepName(kind_.ending)));
  }
  if (kind_.ending == Ending::kOffset && !offset_.IsZero()) text += ", plus a constant";
  if (kind_.ending == Ending::kSquareRootFactor) text += ", times sqrt(x)";
  if (kind_.ending == Ending::kArcsine) text += ", pi / 2 less sqrt(1 - x) times that";
  if (kind_.ending == Ending::kComplementPowers) text += ", 1 less that";
  return text;
}

}  // namespace ulpforge
