#include "classical/frame.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "accuracy/dense/samples.h"
#include "fitting/real/model.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

struct Case {
  std::string_view target;
  FrameKind kind;
  int repeats;
};

// Every frame of every target, where something is repeated, also twice more.
std::vector<Case> Cases() {
  std::vector<Case> cases;
  for (const Target& target : Targets()) {
    for (const FrameKind& kind : FramesOf(target.name)) {
      cases.push_back({target.name, kind, FirstRepeat(kind)});
      if (IsRepeated(kind)) cases.push_back({target.name, kind, FirstRepeat(kind) + 2});
    }
  }
  return cases;
}

class EveryFrame : public testing::TestWithParam<Case> {
 protected:
  EveryFrame()
      : problem_(*MakeProblem(GetParam().target, "", "")),
        frame_(*Frame::Create(problem_, GetParam().kind, GetParam().repeats)) {}

  std::vector<WeightedPoint> Points(size_t n) const {
    std::vector<WeightedPoint> points;
    for (const Extended& x : FitSamples(problem_, n).x) {
      if (const auto point = frame_.CoreAt(Classical(x.hi))) points.push_back(*point);
    }
    return points;
  }

  double ErrorOf(const Program& program) const {
    const FitPoints points(SelectionSamples(problem_, 64));
    TapeWorkspace workspace(points.size());
    std::vector<double> residuals(points.size());
    const double error = Model(Tape(program), points, workspace)
                             .Residuals(program.constants, Precision::kExtended, residuals.data());
    return error / points.magnitude();
  }

  Problem problem_;
  Frame frame_;
};

// A good approximation of the core is a good program for the function, of the promised op count.
TEST_P(EveryFrame, BuildsProgramsForTheFunction) {
  const std::vector<WeightedPoint> points = Points(96);
  ASSERT_GT(points.size(), 90);
  for (const Plan plan : {Plan::kCore, Plan::kOddFraction}) {
    double best = kNoFit;
    for (const RationalType type : {RationalType{6, 6}, {6, 5}, {5, 6}, {3, 3}, {9, 0}}) {
      if (!frame_.Allows(plan, type)) continue;
      const auto core = NearMinimax(points, type);
      ASSERT_TRUE(core);
      const auto program = frame_.Build(*core, plan);
      ASSERT_TRUE(program);
      EXPECT_EQ(OpCount(*program), frame_.LeastOps(plan, type)) << frame_.Describe(plan);
      if (Tape::Accepts(*program)) best = std::min(best, ErrorOf(*program));
    }
    // What a rational function of type (6,6) reaches for the function that is hardest to approximate.
    EXPECT_TRUE(best < 3e-3 || !frame_.Allows(plan, {3, 3})) << frame_.Describe(plan) << ": " << best;
  }
}

// The series of the core and its values are computed in different ways.
TEST_P(EveryFrame, SeriesHasTheValuesOfTheCore) {
  for (const double centre : frame_.Centres()) {
    const auto series = frame_.CoreSeries(centre, 60);
    if (!series) continue;
    double distance = std::numeric_limits<double>::infinity();
    std::optional<WeightedPoint> nearest;
    for (const WeightedPoint& point : Points(48)) {
      const double d = std::fabs(point.u.ToDouble() - centre);
      if (d < distance) distance = d, nearest = point;
    }
    ASSERT_TRUE(nearest);
    const MpfrReal value = Evaluate(*series, nearest->u - MpfrReal(centre));
    const double wanted = nearest->value.ToDouble();
    EXPECT_NEAR(value.ToDouble(), wanted, 1e-15 * (1 + std::fabs(wanted))) << frame_.Describe(Plan::kCore);
  }
}

INSTANTIATE_TEST_SUITE_P(Classical, EveryFrame, testing::ValuesIn(Cases()), [](const auto& info) {
  return std::string(info.param.target) + std::to_string(info.index);
});

TEST(FrameTest, NamesOfTheTableAreTargets) {
  for (const std::string_view name : {"exp2", "exp", "log2", "log"}) {
    ASSERT_NE(FindTarget(name), nullptr);
    EXPECT_GT(FramesOf(name).size(), 2);
  }
  EXPECT_EQ(FramesOf("unknown"), std::vector<FrameKind>{FrameKind{}});
}

TEST(FrameTest, ExistsOnlyWhereItsArgumentIsFinite) {
  Target atan = *FindTarget("exp2");
  atan.name = "atan";
  atan.reference = &mpfr_atan;
  const FrameKind mobius = {Argument::kMobiusMiddle, Form::kOdd, Ending::kOffset};
  EXPECT_TRUE(Frame::Create({&atan, {0, 1, false, false}, Measure::kAbsolute}, mobius, 0));
  // d = 1 / c, and c = 0.
  EXPECT_FALSE(Frame::Create({&atan, {-1, 1, false, false}, Measure::kAbsolute}, mobius, 0));
}

}  // namespace
}  // namespace ulpforge
