#include "classical/constructions.h"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <utility>

#include "accuracy/dense/samples.h"
#include "classical/frame.h"
#include "fitting/real/tape.h"

namespace ulpforge {
namespace {

constexpr size_t kPoints = 96;
constexpr Plan kPlans[] = {Plan::kCore, Plan::kOddFraction};

// How the coefficients of a core come about.
struct Method {
  std::string_view polynomial;
  std::string_view rational;
  bool has_free_constants;
};
constexpr Method kExpansion = {"Taylor polynomial", "Pade", false};
constexpr Method kMinimax = {"minimax polynomial", "rational minimax", true};

std::string Describe(const Method& method, RationalType type, Plan plan) {
  if (type.denominator == 0 && plan == Plan::kCore) {
    return fmt::format("{} degree {}, Horner", method.polynomial, type.numerator);
  }
  return fmt::format("{} ({},{}), continued fraction", method.rational, type.numerator, type.denominator);
}

// The constructions in one frame.
class FrameEnumerator {
 public:
  FrameEnumerator(const Problem& problem, const Frame& frame, int max_ops,
                  std::vector<Construction>& constructions)
      : frame_(frame), max_ops_(max_ops), constructions_(constructions) {
    for (const Extended& x : FitSamples(problem, kPoints).x) {
      if (const std::optional<WeightedPoint> point = frame.CoreAt(Classical(x.hi))) points_.push_back(*point);
    }
    for (const double centre : frame.Centres()) {
      if (auto series = frame.CoreSeries(centre, 2 * max_ops + 1)) {
        expansions_.push_back({centre, *std::move(series)});
      }
    }
  }

  void Run() {
    for (int n = 0; n <= max_ops_; ++n) {
      for (int m = 0; m <= max_ops_; ++m) {
        if (Fits({m, n})) AddType({m, n});
      }
    }
  }

 private:
  struct Expansion {
    double centre;
    std::vector<MpfrReal> series;
  };

  bool Fits(Plan plan, RationalType type) const {
    return frame_.Allows(plan, type) && frame_.LeastOps(plan, type) <= max_ops_;
  }
  bool Fits(RationalType type) const { return Fits(Plan::kCore, type) || Fits(Plan::kOddFraction, type); }

  void AddType(RationalType type) {
    if (points_.size() > 2 * static_cast<size_t>(type.numerator + type.denominator + 1)) {
      Add(NearMinimax(points_, type), type, kMinimax, "");
    }
    for (const Expansion& expansion : expansions_) {
      Add(PadeApproximant(expansion.series, Classical(expansion.centre), type), type, kExpansion,
          CentreText(expansion));
    }
  }

  // The centre is understood where there is no choice.
  std::string CentreText(const Expansion& expansion) const {
    return expansions_.size() == 1 ? "" : fmt::format(", about {:.4g}", expansion.centre);
  }

  void Add(const std::optional<Rational>& core, RationalType type, const Method& method,
           std::string_view centre) {
    if (!core) return;
    for (const Plan plan : kPlans) {
      if (!Fits(plan, type)) continue;
      std::optional<Program> program = frame_.Build(*core, plan);
      if (!program || !Tape::Accepts(*program) || OpCount(*program) > max_ops_) continue;
      constructions_.push_back(
          {fmt::format("{}{}{}", Describe(method, type, plan), centre, frame_.Describe(plan)),
           *std::move(program), method.has_free_constants});
    }
  }

  const Frame& frame_;
  int max_ops_;
  std::vector<Construction>& constructions_;
  std::vector<WeightedPoint> points_;
  std::vector<Expansion> expansions_;
};

}  // namespace

std::vector<Construction> EnumerateConstructions(const Problem& problem, int max_ops) {
  std::vector<Construction> constructions;
  for (const FrameKind& kind : FramesOf(problem.target->name)) {
    const int first = FirstRepeat(kind);
    const int last = IsRepeated(kind) ? max_ops : first;
    for (int repeats = first; repeats <= last; ++repeats) {
      const std::optional<Frame> frame = Frame::Create(problem, kind, repeats);
      if (!frame || frame->LeastOps(Plan::kCore, {}) > max_ops) continue;
      FrameEnumerator(problem, *frame, max_ops, constructions).Run();
    }
  }
  return constructions;
}

}  // namespace ulpforge
