#include "accuracy/proof/certified_bound.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <queue>
#include <utility>

#include "accuracy/proof/algebraic_program.h"
#include "accuracy/proof/divisor_zeros.h"
#include "accuracy/proof/error_model.h"
#include "accuracy/proof/real_roots.h"
#include "accuracy/proof/root_operands.h"
#include "accuracy/taylor/taylor_box.h"
#include "targets/function_target.h"

namespace ulpforge {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr slong kFirstPrecision = 256;
constexpr slong kLastPrecision = 4096;
constexpr int kEnoughBits = 24;            // of the error, at the centre of a box
constexpr double kNegligible = 0x1p-1000;  // bounds below are not worth more work
constexpr double kIsolated = 0x1p-30;      // of the domain; zeros of divisors are enclosed so closely
constexpr int kFirstPoints = 32;
// Boxes without a finite enclosure are split down to this width, relative to the domain.
constexpr slong kSmallestWidth = -200;

struct Piece {
  Box box;
  double upper = 0;  // of |error| on it
  size_t number = 0;

  // The largest upper bound comes first, then the oldest.
  friend bool operator<(const Piece& a, const Piece& b) {
    return a.upper != b.upper ? a.upper < b.upper : a.number > b.number;
  }
};

// Whether every leaf, and so the denominator, is known to be continuous where it is defined.
bool IsContinuous(const AlgebraicProgram& program) {
  return std::all_of(program.leaves.begin(), program.leaves.end(), [](const AlgebraicProgram::Leaf& leaf) {
    const bool has_kinks_only = leaf.op == OpCode::kAbs || leaf.op == OpCode::kMin || leaf.op == OpCode::kMax;
    return has_kinks_only || Info(leaf.op).algebra == Algebra::kAnalytic;
  });
}

class Certifier {
 public:
  Certifier(const AlgebraicProgram& program, const Problem& problem, const CertifyOptions& options)
      : program_(program),
        problem_(problem),
        options_(options),
        roots_(CheckRootOperands(program, problem.domain)) {
    SetPrecision(kFirstPrecision);
  }

  absl::StatusOr<CertifiedBound> Run() {
    if (absl::Status status = model_->CheckOps(); !status.ok()) return status;
    result_.bound = kInfinity;
    result_.worst_input = NearestInput(problem_.domain, Ball(problem_.domain.lo));
    result_.continued = DivisorZeros(program_, *model_, problem_.domain);
    if (roots_.negative) {
      Fail(CertifyOutcome::kUndefined, *roots_.negative);
    } else if (!DividesByZeroOnAnInterval() && !FindPole() && StartAtPoints()) {
      Subdivide();
    }
    return result_;
  }

 private:
  void SetPrecision(slong precision) {
    model_ = std::make_unique<ErrorModel>(program_, problem_, roots_.nonnegative, precision);
  }
  slong precision() const { return model_->precision(); }

  bool Fail(CertifyOutcome outcome, const Enclosure& place) {
    result_.outcome = outcome;
    result_.place = place;
    return true;
  }

  // A divisor that could not be told from zero on more than a point: the program may have no limit there.
  bool DividesByZeroOnAnInterval() {
    const double width = problem_.domain.hi / 2 - problem_.domain.lo / 2;
    for (const Enclosure& zero : result_.continued) {
      if (zero.hi / 2 - zero.lo / 2 > kIsolated * width) return Fail(CertifyOutcome::kUndecided, zero);
    }
    return false;
  }

  // The poles of a program in lowest terms are the roots of its denominator. Where leaves are in the
  // numerator, it may be zero as well: at a root that is a double the domain is cut, so that boxes are
  // centred there.
  bool FindPole() {
    const Interval& domain = problem_.domain;
    cuts_ = {domain.lo, domain.hi};
    const MultiPoly& denominator = program_.output.denominator();
    if (!denominator.IsUnivariate()) return false;
    const IntegerPoly polynomial = denominator.ToIntegerPoly();
    const bool rational = program_.output.numerator().IsUnivariate();
    for (const Ball& root : RootsIn(domain, polynomial)) {
      if (rational || IsNonzeroAt(root)) return Fail(CertifyOutcome::kPole, Outward(root));
      const double x = arf_get_d(arb_midref(root.ptr()), ARF_RND_NEAR);
      if (arb_is_exact(root.ptr()) != 0 && domain.lo < x && x < domain.hi) cuts_.push_back(x);
    }
    std::sort(cuts_.begin(), cuts_.end());
    if (!rational) return false;
    for (const auto& [open, x] :
         {std::pair(domain.lo_open, domain.lo), std::pair(domain.hi_open, domain.hi)}) {
      if (open && RootMultiplicity(polynomial, x) > 0) return Fail(CertifyOutcome::kUnbounded, {x, x});
    }
    return false;
  }

  bool IsNonzeroAt(const Ball& root) const {
    const TaylorBox box = AroundMidpoint(root, precision());
    return arb_contains_zero(model_->Numerator(box).Range().ptr()) == 0;
  }

  // A lower bound of the maximum from a few points; order and precision follow from it. False after Fail.
  bool StartAtPoints() {
    for (;;) {
      double scale = 0, blur = 0;
      for (int k = 0; k < kFirstPoints; ++k) {
        const TaylorBox point = PointAt(problem_.domain, 2 * k + 1, 2 * kFirstPoints, precision());
        TaylorBox shifted;
        const ErrorEnclosure enclosure = model_->Error(point, &shifted);
        if (enclosure.state == ErrorState::kUndefined) {
          Fail(CertifyOutcome::kUndefined, Outward(point.center));
          return false;
        }
        if (enclosure.state != ErrorState::kEnclosed) continue;
        const Ball error = enclosure.error.Range();
        Attain(error, point.center);
        blur = std::fmax(blur, mag_get_d(arb_radref(error.ptr())));
        scale = std::fmax(scale, UpperBound(TaylorModel(point, *problem_.target).Range()));
      }
      const bool clear = std::ldexp(blur, kEnoughBits) <= result_.sampled;
      if (clear || precision() >= kLastPrecision) {
        ChooseOrder(problem_.measure == Measure::kRelative ? 1 : scale);
        return true;
      }
      SetPrecision(2 * precision());
    }
  }

  // The remainder of order n on a box is about (width / 8)^n of the function, and has to be far smaller than
  // the error.
  void ChooseOrder(double scale) {
    const bool known = result_.sampled > 0 && std::isfinite(scale) && scale > 0;
    const int bits = known ? std::ilogb(scale) - std::ilogb(result_.sampled) : 0;
    order_ = std::clamp(5 + bits / 5, 8, 64);
  }

  void Attain(const Ball& error, const Ball& x) {
    const double attained = LowerBound(error);
    if (!(attained > result_.sampled)) return;
    result_.sampled = attained;
    result_.worst_input = NearestInput(problem_.domain, x);
  }

  void Subdivide() {
    for (size_t k = 0; k + 1 < cuts_.size(); ++k) {
      for (Box& box : FirstBoxes(cuts_[k], cuts_[k + 1])) {
        box.expand_at_end = box.end != Box::End::kNone &&
                            model_->DivisorVanishesAt(box.end == Box::End::kLo ? cuts_[k] : cuts_[k + 1]);
        if (!Push(std::move(box))) return;
      }
    }
    for (;;) {
      const Piece worst = pieces_.top();
      const double enough = std::fmax(result_.sampled * (1 + options_.tolerance), kNegligible);
      const bool stop = result_.boxes + 2 > options_.boxes;
      if (worst.upper <= enough || ((stop || IsTiny(worst.box)) && std::isfinite(worst.upper))) {
        result_.outcome = CertifyOutcome::kProved;
        result_.bound = worst.upper;
        result_.is_tight = worst.upper <= enough;
        return;
      }
      if (stop || IsTiny(worst.box)) {
        Settle(worst.box);
        return;
      }
      pieces_.pop();
      for (Box& half : Halves(worst.box)) {
        if (!Push(std::move(half))) return;
      }
    }
  }

  bool IsTiny(const Box& box) const {
    const Ball lo(problem_.domain.lo), hi(problem_.domain.hi);
    Ball width, all;
    arb_sub(width.ptr(), box.hi.ptr(), box.lo.ptr(), precision());
    arb_sub(all.ptr(), hi.ptr(), lo.ptr(), precision());
    arb_mul_2exp_si(all.ptr(), all.ptr(), kSmallestWidth);
    return arb_le(width.ptr(), all.ptr()) != 0;
  }

  // Adds a box with its upper bound. False after Fail.
  bool Push(Box box) {
    ++result_.boxes;
    const std::optional<double> upper = Enclose(box);
    if (!upper) return false;
    pieces_.push({std::move(box), *upper, result_.boxes});
    return true;
  }

  std::optional<double> Enclose(const Box& box) {
    for (const slong order : {order_, slong{0}}) {
      const TaylorBox domain = Expand(box, order, precision());
      TaylorBox shifted;
      const ErrorEnclosure enclosure = model_->Error(domain, &shifted);
      if (enclosure.state == ErrorState::kUndefined) {
        Fail(CertifyOutcome::kUndefined, Outward(box));
        return std::nullopt;
      }
      if (enclosure.state == ErrorState::kUnbounded) {
        FailAtCenter(domain.center);
        return std::nullopt;
      }
      if (enclosure.state == ErrorState::kUnknown) continue;
      if (order > 0 && IsBlurred(enclosure.error) && precision() < kLastPrecision) {
        SetPrecision(2 * precision());
        return Enclose(box);
      }
      if (enclosure.error.box().order > 0) {
        AttainOn(enclosure.error);
      } else {
        AttainAround(box);
      }
      return UpperBound(enclosure.error.Magnitude());
    }
    return kInfinity;
  }

  bool IsBlurred(const TaylorModel& error) const {
    const Ball at_center = error.Coefficient(0);
    const double size = std::fmax(UpperBound(at_center), result_.sampled);
    return error.box().order > 0 && std::ldexp(mag_get_d(arb_radref(at_center.ptr())), kEnoughBits) > size;
  }

  void FailAtCenter(const Ball& center) {
    const double x = arf_get_d(arb_midref(center.ptr()), ARF_RND_NEAR);
    const Interval& domain = problem_.domain;
    const bool outside = (x == domain.lo && domain.lo_open) || (x == domain.hi && domain.hi_open);
    Fail(outside ? CertifyOutcome::kUnbounded : CertifyOutcome::kPole, Outward(center));
  }

  // The error is largest at an end of the box or near the vertex of its quadratic part.
  void AttainOn(const TaylorModel& error) {
    for (const Ball& t : LikelyMaxima(error)) {
      Ball x;
      arf_add(arb_midref(x.ptr()), arb_midref(error.box().center.ptr()), arb_midref(t.ptr()), ARF_PREC_EXACT,
              ARF_RND_DOWN);
      Attain(error.At(t), x);
    }
  }

  // An enclosure of order 0 says little of the error at a point, above all at a jump, where the largest error
  // may be that on the other side.
  void AttainAround(const Box& box) {
    for (const Ball& x : PointsAround(box, problem_.domain)) {
      const TaylorBox point{.center = x, .t = {}, .order = 0, .precision = precision()};
      TaylorBox shifted;
      const ErrorEnclosure enclosure = model_->Error(point, &shifted);
      if (enclosure.state == ErrorState::kEnclosed) Attain(enclosure.error.Range(), x);
    }
  }

  // The place that resists: a pole if the denominator changes sign without a jump and the numerator is not
  // zero.
  void Settle(const Box& box) {
    const auto sign_at = [&](const Ball& x) {
      const TaylorBox point{.center = x, .t = {}, .order = 0, .precision = precision()};
      return arb_sgn_nonzero(model_->Denominator(point).Range().ptr());
    };
    const TaylorBox whole = Expand(box, 0, precision());
    const bool nonzero = arb_contains_zero(model_->Numerator(whole).Range().ptr()) == 0 &&
                         arb_is_finite(model_->Denominator(whole).Range().ptr()) != 0;
    const bool pole = nonzero && IsContinuous(program_) && sign_at(box.lo) * sign_at(box.hi) < 0;
    Fail(pole ? CertifyOutcome::kPole : CertifyOutcome::kUndecided, Outward(box));
  }

  const AlgebraicProgram& program_;
  Problem problem_;
  CertifyOptions options_;
  RootOperands roots_;
  std::unique_ptr<ErrorModel> model_;
  slong order_ = 0;
  std::vector<double> cuts_;
  std::priority_queue<Piece> pieces_;
  CertifiedBound result_;
};

}  // namespace

absl::StatusOr<CertifiedBound> Certify(const Program& program, const Problem& problem,
                                       const CertifyOptions& options) {
  if (problem.target->samples != nullptr) {
    return absl::InvalidArgumentError(fmt::format(
        "nothing can be proved of a function that is known by {} only", TitleOf(*problem.target)));
  }
  if (!problem.target->series) {
    return absl::UnimplementedError(
        fmt::format("nothing can be proved of target {}: it was registered without a power series",
                    problem.target->name));
  }
  FreeArbCachesWithThread();
  const auto algebraic = AlgebraicProgram::Create(program, problem.domain);
  if (!algebraic.ok()) return algebraic.status();
  return Certifier(**algebraic, problem, options).Run();
}

std::string DescribeFailure(const CertifiedBound& result) {
  const auto [lo, hi] = result.place;
  const std::string place = lo == hi ? fmt::format("at x = {:a} ({:.17g})", lo, lo)
                                     : fmt::format("between x = {:a} and {:a} ({:.17g})", lo, hi, lo);
  switch (result.outcome) {
    case CertifyOutcome::kPole:
      return "a pole " + place;
    case CertifyOutcome::kUnbounded:
      return "an error that grows without bound towards the end of the domain " + place;
    case CertifyOutcome::kUndefined:
      return "the square root of a negative number " + place;
    default:
      return "undecided: no finite bound was proved " + place;
  }
}

}  // namespace ulpforge
