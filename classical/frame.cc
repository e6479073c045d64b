#include "classical/frame.h"

#include <cmath>

namespace ulpforge {
namespace {

MpfrReal Power(int base, int exponent) {
  MpfrReal power = Classical(1);
  for (int k = 0; k < exponent; ++k) power = power * MpfrReal(base);
  return power;
}

MpfrReal Root(MpfrReal x, int repeats) {
  for (int k = 0; k < repeats; ++k) x = sqrt(x);
  return x;
}

MpfrReal ValueAt(const Target& target, const MpfrReal& x) {
  MpfrReal value = MpfrReal::OfPrecision(kClassicalBits);
  target.reference(value.ptr(), x.ptr(), MPFR_RNDN);
  return value;
}

// The point of the domain where a monotone f is half way between its values at the ends, to double precision.
double MiddleByValue(const Problem& problem) {
  const Target& target = *problem.target;
  double lo = problem.domain.lo, hi = problem.domain.hi;
  const MpfrReal at_lo = ValueAt(target, Classical(lo)), at_hi = ValueAt(target, Classical(hi));
  const MpfrReal wanted = Scaled(at_lo + at_hi, -1);
  for (int step = 0; step < 64; ++step) {
    const double middle = lo / 2 + hi / 2;
    const MpfrReal value = ValueAt(target, Classical(middle));
    if (value == wanted) return middle;
    const bool left = (value < wanted) == (at_lo < at_hi);
    (left ? lo : hi) = middle;
  }
  return lo;
}

// The factor before a step that leaves `after`; see the programs of the steps in frame_program.cc.
MpfrReal FactorBefore(Ending ending, const MpfrReal& after) {
  switch (ending) {
    case Ending::kDoubleCosine:  // s cos(x) -> (s^2 / 2) cos(2 x)
      return sqrt(Scaled(after, 1));
    case Ending::kTripleSine:  // s sin(x) -> (s^3 / 4) sin(3 x)
    case Ending::kTripleSinh: {
      MpfrReal root = Scaled(after, 2);
      mpfr_cbrt(root.ptr(), root.ptr(), MPFR_RNDN);
      return root;
    }
    case Ending::kDoubleTangent:  // s tan(x) -> tan(2 x) / (2 s)
    case Ending::kDoubleTanh:
      return Classical(1) / Scaled(after, 1);
    default:
      return Classical(1);
  }
}

}  // namespace

std::optional<Frame> Frame::Create(const Problem& problem, const FrameKind& kind, int repeats) {
  const Frame frame(problem, kind, repeats);
  if (!std::isfinite(frame.pole_) || !frame.offset_.IsFinite()) return std::nullopt;
  return frame;
}

Frame::Frame(const Problem& problem, const FrameKind& kind, int repeats)
    : problem_(problem), kind_(kind), repeats_(repeats), offset_(Classical(0)) {
  const Target& target = *problem.target;
  const Interval& domain = problem.domain;
  if (kind.argument == Argument::kShiftedToMiddle) point_ = domain.lo / 2 + domain.hi / 2;
  if (kind.argument == Argument::kMobiusMiddle) point_ = MiddleByValue(problem);
  if (kind.argument == Argument::kMobius || kind.argument == Argument::kRootsMobius) {
    point_ = NaturalPoint(target.name);
  }
  if (HasMobius()) pole_ = MobiusPole(target.name, point_);
  if (kind.ending == Ending::kOffset) offset_ = ValueAt(target, Classical(point_));
  factors_.assign(static_cast<size_t>(repeats) + 1, Classical(1));
  for (size_t j = factors_.size() - 1; j-- > 0;) factors_[j] = FactorBefore(kind.ending, factors_[j + 1]);
}

bool Frame::IsOfSquare() const { return kind_.form != Form::kGeneral && kind_.form != Form::kVanishing; }

bool Frame::HasMobius() const {
  return kind_.argument == Argument::kMobius || kind_.argument == Argument::kMobiusMiddle ||
         kind_.argument == Argument::kRootsMobius;
}

bool Frame::IsSymmetric() const {
  return kind_.form == Form::kSymmetric || kind_.form == Form::kScaledSymmetric ||
         kind_.form == Form::kSymmetricLessOne;
}

int Frame::Division() const {
  switch (kind_.ending) {
    case Ending::kSquarings:
    case Ending::kDoubleMinusOne:
    case Ending::kDoubleCosine:
    case Ending::kDoubleTangent:
    case Ending::kDoubleTanh:
      return 2;
    case Ending::kTripleSine:
    case Ending::kTripleSinh:
      return 3;
    default:
      return 1;
  }
}

MpfrReal Frame::MiddleValue() const {
  return ValueAt(*problem_.target, Classical(point_) / Power(Division(), repeats_));
}

MpfrReal Frame::V(const MpfrReal& x) const {
  const MpfrReal c(point_), d(pole_);
  switch (kind_.argument) {
    case Argument::kInput:
      return x;
    case Argument::kShiftedToMiddle:
      return x - c;
    case Argument::kRoots:
      return Root(x, repeats_);
    case Argument::kRootsMobius: {
      const MpfrReal root = Root(x, repeats_);
      return (root - c) / (root + d);
    }
    case Argument::kMobius:
    case Argument::kMobiusMiddle:
      return (x - c) / (x + d);
  }
  return x;
}

MpfrReal Frame::Y(const MpfrReal& x) const {
  const Target& target = *problem_.target;
  const MpfrReal one(1);
  switch (kind_.ending) {
    case Ending::kNone:
      return ValueAt(target, x);
    case Ending::kOffset:
      return ValueAt(target, x) - offset_;
    case Ending::kSquareRootFactor:
      return ValueAt(target, x) / sqrt(x);
    case Ending::kArcsine:
      return (HalfPi() - ValueAt(target, x)) / sqrt(one - x);
    case Ending::kPowers:
      return Root(ValueAt(target, x), repeats_);
    case Ending::kComplementPowers:
      return Root(Classical(1) - ValueAt(target, x), repeats_);
    default:
      return factors_[0] * ValueAt(target, x / Power(Division(), repeats_));
  }
}

MpfrReal Frame::EndingSlope(const MpfrReal& x, const MpfrReal& f, const MpfrReal& y) const {
  const MpfrReal one(1);
  switch (kind_.ending) {
    case Ending::kSquareRootFactor:
      return sqrt(x);
    case Ending::kArcsine:
      return sqrt(one - x);
    case Ending::kSquarings:
    case Ending::kPowers:
      return f / y;
    case Ending::kComplementPowers:
      return (one - f) / y;
    default:
      return Classical(1);
  }
}

std::optional<WeightedPoint> Frame::CoreAt(const MpfrReal& x) const {
  const MpfrReal one(1), two(2);
  const MpfrReal v = V(x);
  const MpfrReal f = ValueAt(*problem_.target, x);
  MpfrReal y = Y(x);
  MpfrReal weight = EndingSlope(x, f, y);
  if (problem_.measure == Measure::kRelative) weight = weight / f;
  WeightedPoint point = {IsOfSquare() ? v * v : v, y, weight};
  switch (kind_.form) {
    case Form::kGeneral:
    case Form::kEven:
      break;
    case Form::kVanishing:
    case Form::kOdd:
      point.value = y / v;
      point.weight = weight * v;
      break;
    case Form::kScaledSymmetric:
      y = y / MiddleValue();
      [[fallthrough]];
    case Form::kSymmetric:
      point.value = v * (y + one) / (y - one);
      point.weight = weight * (y - one) * (y - one) / v;
      break;
    case Form::kSymmetricLessOne:
      point.value = v * (y + two) / y;
      point.weight = weight * y * y / v;
      break;
  }
  point.weight = fabs(point.weight);
  if (!point.u.IsFinite() || !point.value.IsFinite() || !point.weight.IsFinite()) return std::nullopt;
  return point;
}

}  // namespace ulpforge
