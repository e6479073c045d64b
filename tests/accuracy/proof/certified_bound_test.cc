// Proved bounds against published values, against MPFR at points, and against functions whose largest error
// is known.
#include "accuracy/proof/certified_bound.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "accuracy/dense/dense_check.h"
#include "accuracy/dense/dense_plan.h"
#include "accuracy/dense/real_error.h"
#include "engine/run/report.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/arb_value.h"
#include "targets/series.h"
#include "targets/target_table.h"
#include "tests/fitting_problem.h"
#include "tests/paths.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CertifiedBound MustCertify(const Program& program, const Problem& problem,
                           const CertifyOptions& options = {}) {
  const absl::StatusOr<CertifiedBound> result = Certify(program, problem, options);
  EXPECT_TRUE(result.ok()) << result.status();
  return *result;
}

CertifiedBound MustCertify(std::string_view body, const Problem& problem) {
  return MustCertify(ParseOrDie(body), problem);
}

Problem On(std::string_view target, std::string_view domain, std::string_view measure = "") {
  const absl::StatusOr<Problem> problem = MakeProblem(target, domain, measure);
  EXPECT_TRUE(problem.ok()) << problem.status();
  return *problem;
}

void ExpectTight(const CertifiedBound& result, double error, double tolerance = 1e-7) {
  ASSERT_EQ(result.outcome, CertifyOutcome::kProved) << DescribeFailure(result);
  EXPECT_TRUE(result.is_tight);
  EXPECT_GE(result.bound, result.sampled);
  EXPECT_NEAR(result.bound / error, 1, tolerance) << result.bound << " " << error;
  EXPECT_NEAR(result.sampled / error, 1, tolerance) << result.sampled << " " << error;
}

void ExpectPole(const CertifiedBound& result, double x) {
  EXPECT_EQ(result.outcome, CertifyOutcome::kPole);
  EXPECT_EQ(result.bound, HUGE_VAL);
  EXPECT_LE(result.place.lo, x);
  EXPECT_GE(result.place.hi, x);
  EXPECT_LE(result.place.hi - result.place.lo, 1e-15);
}

// Enough points for programs that are smooth.
constexpr DenseOptions kFew = {.points = 20000, .points_per_binade = 0};

// |p - f| <= bound at points between the boxes, at the ends and close to them.
void ExpectHoldsAtPoints(const Program& program, const Problem& problem, const CertifiedBound& result) {
  absl::StatusOr<RealError> error = RealError::Create(program, problem, 400);
  ASSERT_TRUE(error.ok()) << error.status();
  double largest = 0;
  const DensePlan plan =
      MakeDensePlan(problem.domain, {.points = 900, .points_per_binade = 0, .plan = 5}, 400);
  std::vector<MpfrReal> points = plan.towards;
  for (const double x : plan.doubles) points.emplace_back(x, 400);
  for (const MpfrReal& x : points) {
    const MpfrReal e = error->Error(x);
    const bool is_continued = std::any_of(
        result.continued.begin(), result.continued.end(),
        [&](const Enclosure& zero) { return !(x < MpfrReal(zero.lo)) && !(MpfrReal(zero.hi) < x); });
    if (is_continued && !e.IsFinite()) continue;
    ASSERT_TRUE(e.IsFinite()) << x.ToDouble();
    largest = std::fmax(largest, e.ToDouble(MPFR_RNDD));
  }
  EXPECT_LE(largest, result.bound);
}

// f3, f5 and f10 of arXiv 2312.08472.
constexpr std::string_view kF3 =
    "const a = -8.387819235563974\nconst b = 3.4355225277901402\nconst c = 1.4427239805682266\n"
    "v0 = sub x b\nv1 = div a v0\nv2 = sub v1 c\nreturn v2\n";
constexpr std::string_view kF5 =
    "const a = 25.596749740144819\nconst b = 8.8505996518073289\nconst c = 17.746150088734609\n"
    "const d = 0.99999366143081858\n"
    "v0 = div a x\nv1 = add x v0\nv2 = sub v1 b\nv3 = div c v2\nv4 = add v3 d\nreturn v4\n";
constexpr std::string_view kF10 =
    "const a = 5783.5330096027765\nconst b = 15141.981176922711\nconst c = 250.55247494972059\n"
    "const d = 501.10494991027866\nconst e = 0.99999999999999956\n"
    "v0 = div a x\nv1 = add x v0\nv2 = div b v1\nv3 = add v1 v2\nv4 = sub v3 c\nv5 = div d v4\n"
    "v6 = add v5 e\nv7 = mul v6 v6\nv8 = mul v7 v7\nv9 = mul v8 v8\nreturn v9\n";

// All three are worst in the limit x -> 0; the figures are from Python's decimal module in 80 digits.
TEST(Certify, PublishedPrograms) {
  const Problem exp2 = ProblemOf("exp2");
  ExpectTight(MustCertify(kF3, exp2), 1.226604924662e-03);
  ExpectTight(MustCertify(kF5, exp2), 6.338569181419e-06);
  const CertifiedBound f10 = MustCertify(kF10, exp2);
  ExpectTight(f10, 3.552713678800e-15);
  EXPECT_LE(f10.bound, 5.40e-15);  // what its authors prove
  EXPECT_THAT(f10.continued, IsEmpty());
}

TEST(Certify, CommittedFronts) {
  for (const std::string name : {"exp2", "log2"}) {
    const absl::StatusOr<FrontReport> report = ReadReport(SourcePath("results/real/" + name));
    ASSERT_TRUE(report.ok()) << report.status();
    const Problem problem = On(name, report->config().domain(), report->config().measure());
    for (const FrontEntry& entry : report->front()) {
      const Program program = *Parse(entry.program());
      ExpectTight(MustCertify(program, problem), CheckReal(program, problem, kFew)->error);
    }
  }
}

TEST(Certify, FindsPoles) {
  ExpectPole(
      MustCertify("const a = 0.3\nconst b = 1\nv0 = sub x a\nv1 = div b v0\nreturn v1\n", ProblemOf("exp2")),
      0.3);
  // At the irrational root of x^2 - 0.5, and at its double root.
  for (const char* end : {"v2 = div b v1\nreturn v2\n", "v2 = mul v1 v1\nv3 = div b v2\nreturn v3\n"}) {
    ExpectPole(MustCertify("const a = 0.5\nconst b = 1e-20\nv0 = mul x x\nv1 = sub v0 a\n" + std::string(end),
                           ProblemOf("exp2")),
               std::sqrt(0.5));
  }
  // At a closed end, and not at all.
  const std::string reciprocal = "const b = 1e-20\nv0 = div b x\nv1 = add v0 x\nreturn v1\n";
  ExpectPole(MustCertify(reciprocal, On("exp2", "[0,1]")), 0);
  EXPECT_EQ(MustCertify(reciprocal, On("exp2", "[0x1p-60,1]")).outcome, CertifyOutcome::kProved);
}

// No sample sees 1e-30 / (x - 0.3) beside 1 + x.
TEST(Certify, ASpikeIsNotMissed) {
  ExpectPole(MustCertify("const a = 0.3\nconst b = 1e-30\nconst c = 1\nv0 = sub x a\nv1 = div b v0\n"
                         "v2 = add x c\nv3 = add v1 v2\nreturn v3\n",
                         ProblemOf("exp2")),
             0.3);
  // 1e-12 / ((x - 0.3)^2 + 1e-16) + 1 + x reaches 1e4 at 0.3.
  const CertifiedBound spike = MustCertify(
      "const a = 0.3\nconst b = 1e-12\nconst c = 1\nconst d = 1e-16\nv0 = sub x a\nv1 = mul v0 v0\n"
      "v2 = add v1 d\nv3 = div b v2\nv4 = add x c\nv5 = add v3 v4\nreturn v5\n",
      On("exp2", "[0,1]", "absolute"));
  ExpectTight(spike, 1e4 + 1.3 - std::exp2(0.3));
}

// floor x - 0.5 changes its sign at 1 by a jump from -1/2 to 1/2, and is zero nowhere.
TEST(Certify, AJumpOfTheDenominatorIsNoPole) {
  for (const char* op : {"floor", "round"}) {
    const CertifiedBound result =
        MustCertify(fmt::format("const a = 0.5\nconst b = 1\nv0 = {} x\nv1 = sub v0 a\nv2 = div b v1\n"
                                "return v2\n",
                                op),
                    On("exp2", op[0] == 'f' ? "[0.5,1.5]" : "[0.25,0.75]", "absolute"));
    EXPECT_EQ(result.outcome, CertifyOutcome::kUndecided) << op;
  }
}

// Zero is a root that no halving of these domains meets.
TEST(Certify, RootsAtZeroInsideTheDomain) {
  for (const char* domain : {"[-1,2]", "[-0.5,1]", "[-1,1.5]", "[-1e-300,3]"}) {
    const Problem problem = On("exp2", domain, "absolute");
    for (const char* pole :
         {"const a = 0.7\nv0 = div a x\nv1 = add x v0\nreturn v1\n",
          "const a = 1\nv0 = mul x x\nv1 = div a v0\nreturn v1\n",
          "const a = 1\nconst b = 1e-9\nv0 = add x b\nv1 = mul v0 x\nv2 = div a v1\nv3 = div v2 v0\n"
          "v4 = mul v3 v0\nreturn v4\n"}) {
      const CertifiedBound result = MustCertify(pole, problem);
      EXPECT_EQ(result.outcome, CertifyOutcome::kPole) << domain << pole;
    }
    ExpectPole(MustCertify("const a = 1\nv0 = div a x\nreturn v0\n", problem), 0);
    // x^2 / x is continued there.
    const CertifiedBound line = MustCertify("v0 = mul x x\nv1 = div v0 x\nreturn v1\n", problem);
    EXPECT_EQ(line.outcome, CertifyOutcome::kProved) << domain;
    EXPECT_THAT(line.continued, ElementsAre(Enclosure{0, 0}));
  }
  // Between other roots, in order: (x^2 - 1/2) x (x + 0.25) / ((x^2 - 1/2) x (x + 0.25)).
  const CertifiedBound one = MustCertify(
      "const a = 0.5\nconst b = 0.25\nv0 = mul x x\nv1 = sub v0 a\nv2 = mul v1 x\nv3 = add x b\n"
      "v4 = mul v2 v3\nv5 = div v4 v4\nreturn v5\n",
      On("exp2", "[-1,2]", "absolute"));
  ASSERT_EQ(one.continued.size(), 4u);
  EXPECT_NEAR(one.continued[0].lo, -std::sqrt(0.5), 1e-15);
  EXPECT_EQ(one.continued[1], (Enclosure{-0.25, -0.25}));
  EXPECT_EQ(one.continued[2], (Enclosure{0, 0}));
  EXPECT_NEAR(one.continued[3].lo, std::sqrt(0.5), 1e-15);
}

TEST(Certify, RemovablePointsAreNamed) {
  // (x^2 - 0.25) / (x - 0.5) = x + 0.5
  const CertifiedBound line = MustCertify(
      "const a = 0.25\nconst b = 0.5\nv0 = mul x x\nv1 = sub v0 a\nv2 = sub x b\nv3 = div v1 v2\n"
      "return v3\n",
      On("exp2", "(0,1]", "absolute"));
  ExpectTight(line, 0.5);
  EXPECT_THAT(line.continued, ElementsAre(Enclosure{0.5, 0.5}));
  // 1 / (1 / (x^2 - 0.5)) is continued at an irrational point.
  const CertifiedBound square = MustCertify(
      "const a = 0.5\nconst b = 1\nv0 = mul x x\nv1 = sub v0 a\nv2 = div b v1\nv3 = div b v2\n"
      "return v3\n",
      On("exp2", "[0,1]", "absolute"));
  ExpectTight(square, 1.6643608709);
  ASSERT_EQ(square.continued.size(), 1u);
  EXPECT_LT(square.continued[0].lo, square.continued[0].hi);
  EXPECT_NEAR(square.continued[0].lo, std::sqrt(0.5), 1e-15);
  // x / x and x^2 / x at the end: continued if it belongs to the domain.
  EXPECT_THAT(MustCertify("v0 = div x x\nreturn v0\n", ProblemOf("exp2")).continued, IsEmpty());
  EXPECT_THAT(MustCertify("v0 = div x x\nreturn v0\n", On("exp2", "[0,1]")).continued,
              ElementsAre(Enclosure{0, 0}));
  // x / (sqrt(1 + x) - 1) likewise.
  const std::string root =
      "const a = 1\nv0 = add x a\nv1 = sqrt v0\nv2 = sub v1 a\nv3 = div x v2\nreturn v3\n";
  EXPECT_THAT(MustCertify(root, ProblemOf("exp2")).continued, IsEmpty());
  EXPECT_THAT(MustCertify(root, On("exp2", "[0,1]")).continued, ElementsAre(Enclosure{0, 0}));
}

TEST(Certify, UnboundedAtAnOpenEnd) {
  const CertifiedBound result =
      MustCertify("const a = 1e-300\nv0 = div a x\nv1 = add v0 x\nreturn v1\n", ProblemOf("exp2"));
  EXPECT_EQ(result.outcome, CertifyOutcome::kUnbounded);
  EXPECT_EQ(result.place, (Enclosure{0, 0}));
  EXPECT_EQ(result.bound, HUGE_VAL);
}

// exp2 / 2 + 1/2 by pieces: the largest error is known.
TEST(Certify, OpsThatAreNotRational) {
  const Problem unit = On("exp2", "[0,1]", "absolute");
  // |x - 0.5| is farthest from 2^x at 1, min(x, 0.5) as well.
  ExpectTight(MustCertify("const a = 0.5\nv0 = sub x a\nv1 = abs v0\nreturn v1\n", unit), 1.5);
  ExpectTight(MustCertify("const a = 0.5\nv0 = min x a\nreturn v0\n", unit), 1.5);
  ExpectTight(MustCertify("const a = 0.5\nv0 = max a x\nreturn v0\n", unit), 1);
  // floor(2 x) jumps at 0.5: 2^0.5 - 0 before.
  ExpectTight(MustCertify("v0 = add x x\nv1 = floor v0\nreturn v1\n", On("exp2", "[0.25,1]", "absolute")),
              std::sqrt(2.0));
  ExpectTight(MustCertify("v0 = add x x\nv1 = round v0\nreturn v1\n", unit), std::exp2(0.25));
  // sqrt(x) at its end, and sqrt(1 + x).
  ExpectTight(MustCertify("v0 = sqrt x\nreturn v0\n", unit), 1);
  ExpectTight(MustCertify("const a = 1\nv0 = add x a\nv1 = sqrt v0\nreturn v1\n", unit), 2 - std::sqrt(2.0));
  // x sqrt(x) / sqrt(x) is x, and x / sqrt(x) is sqrt(x), also towards the end that is not in the domain.
  const Problem open = On("exp2", "(0,1]", "absolute");
  const CertifiedBound product = MustCertify("v0 = sqrt x\nv1 = mul x v0\nv2 = div v1 v0\nreturn v2\n", open);
  ExpectTight(product, CheckReal(ParseOrDie("return x\n"), open, kFew)->error);
  EXPECT_THAT(product.continued, IsEmpty());
  ExpectTight(MustCertify("v0 = sqrt x\nv1 = div x v0\nreturn v1\n", open), 1);
  // (sqrt(1 + x) - 1) / x is continued at 0 by 1/2, and at 1 by sqrt(2) - 1.
  const CertifiedBound quotient =
      MustCertify("const a = 1\nv0 = add x a\nv1 = sqrt v0\nv2 = sub v1 a\nv3 = div v2 x\nreturn v3\n", unit);
  ExpectTight(quotient, 3 - std::sqrt(2.0));
  EXPECT_THAT(quotient.continued, ElementsAre(Enclosure{0, 0}));
  // The same at 0.5 inside the domain.
  const CertifiedBound inside = MustCertify(
      "const a = 0.5\nconst b = 1\nv0 = add x a\nv1 = sqrt v0\nv2 = sub v1 b\nv3 = sub x a\nv4 = div v2 v3\n"
      "return v4\n",
      unit);
  ExpectTight(inside, 2 - 2 * (std::sqrt(1.5) - 1));
  EXPECT_THAT(inside.continued, ElementsAre(Enclosure{0.5, 0.5}));
}

// The operand of a root is infinite at an end, where the program has a limit.
TEST(Certify, RootsOfFractionsThatAreInfiniteAtAnEnd) {
  for (const char* domain : {"(0,1]", "[0,1]"}) {
    const Problem bessel = On("bessel_i_half", domain, "absolute");
    const Program program = ParseOrDie(
        "const a = 1.55069\nconst b = 3.72207\nv0 = div b x\nv1 = sub v0 x\nv2 = sqrt v1\nv3 = div a v2\n"
        "return v3\n");
    const CertifiedBound result = MustCertify(program, bessel);
    ExpectTight(result, CheckReal(program, On("bessel_i_half", "(0,1]", "absolute"), kFew)->error, 1e-6);
    ExpectHoldsAtPoints(program, bessel, result);
  }
  // sqrt(1 / x) / (1 + sqrt(1 / x)) = 1 / (1 + sqrt(x)) is farthest from 2^x at 1, and so is its reflection
  // sqrt(1 / -x) / (1 + sqrt(1 / -x)) on [-1,0) at 0.
  const std::string tail = "v1 = sqrt v0\nv2 = add v1 a\nv3 = div v1 v2\nreturn v3\n";
  ExpectTight(MustCertify("const a = 1\nv0 = div a x\n" + tail, On("exp2", "(0,1]", "absolute")), 1.5);
  const Problem left = On("exp2", "[-1,0)", "absolute");
  const Program reflected = ParseOrDie("const a = 1\nconst b = -1\nv0 = div b x\n" + tail);
  ExpectTight(MustCertify(reflected, left), CheckReal(reflected, left, kFew)->error, 1e-6);
  // sqrt(1 / x) itself has no bound.
  EXPECT_NE(MustCertify("const a = 1\nv0 = div a x\nv1 = sqrt v0\nreturn v1\n", ProblemOf("exp2")).outcome,
            CertifyOutcome::kProved);
}

TEST(Certify, PolesAndRootsOfNegativeNumbersBesideRoots) {
  const Problem unit = On("exp2", "[0,1]", "absolute");
  // 1 / (sqrt(x) - 0.7)
  ExpectPole(
      MustCertify("const a = 0.7\nconst b = 1\nv0 = sqrt x\nv1 = sub v0 a\nv2 = div b v1\nreturn v2\n", unit),
      0.7 * 0.7);
  // sqrt(1 + x) / (x^2 - 0.5)
  ExpectPole(
      MustCertify("const a = 0.5\nconst b = 1\nv0 = add x b\nv1 = sqrt v0\nv2 = mul x x\nv3 = sub v2 a\n"
                  "v4 = div v1 v3\nreturn v4\n",
                  unit),
      std::sqrt(0.5));
  const CertifiedBound negative = MustCertify("const a = 0.3\nv0 = sub x a\nv1 = sqrt v0\nreturn v1\n", unit);
  EXPECT_EQ(negative.outcome, CertifyOutcome::kUndefined);
  EXPECT_LT(negative.place.hi, 0.3);
}

TEST(Certify, EveryOpIsEnclosedOrRefused) {
  const Problem problem = On("exp2", "[0.25,1]", "absolute");
  int enclosed = 0;
  for (const OpInfo& op : kOps) {
    Program program;
    program.constants = {0.75};
    program.instructions.push_back({op.code, {InputOperand(), ConstantOperand(0), InputOperand()}});
    program.output = InstructionOperand(0);
    if (!Validate(program).ok()) continue;  // integers
    const absl::StatusOr<CertifiedBound> result = Certify(program, problem);
    if (absl::IsUnimplemented(result.status())) {
      EXPECT_EQ(result.status().message(), fmt::format("cannot certify op '{}'", op.name));
      continue;
    }
    ASSERT_TRUE(result.ok()) << op.name << ": " << result.status();
    ExpectTight(*result, CheckReal(program, problem, kFew)->error, 1e-4);
    ++enclosed;
  }
  EXPECT_GE(enclosed, 12);
}

TEST(Certify, Refusals) {
  const Problem problem = ProblemOf("exp2");
  const auto message = [&](std::string_view body) {
    return std::string(Certify(ParseOrDie(body), problem).status().message());
  };
  EXPECT_EQ(message("b = bits x\ny = frombits b\nreturn y\n"),
            "instruction 0: op 'bits' is not defined over the reals, so there is no bound to prove");
  EXPECT_EQ(message("v0 = sub x x\nv1 = div x v0\nreturn v1\n"),
            "instruction 1: the divisor is zero for every x; remove the division");
  EXPECT_EQ(message("v0 = sub x x\nv1 = sqrt v0\nv2 = div v1 v1\nreturn v2\n"),
            "instruction 2: the divisor is zero for every x; remove the division");
  EXPECT_EQ(message("v0 = sqrt x\nv1 = mul v0 v0\nv2 = sub v1 x\nv3 = div x v2\nreturn v3\n"),
            "instruction 3: the divisor is zero for every x; remove the division");
  Program infinite = ParseOrDie("const a = 1\nv0 = add x a\nreturn v0\n");
  infinite.constants[0] = HUGE_VAL;
  EXPECT_EQ(std::string(Certify(infinite, problem).status().message()),
            "constant 0 is not finite; a bound needs real numbers");
  std::string powers = "v0 = mul x x\n";
  for (int k = 1; k < 30; ++k) powers += fmt::format("v{} = mul v{} v{}\n", k, k - 1, k - 1);
  EXPECT_THAT(message(powers + "return v29\n"), HasSubstr("instruction 8: cannot certify"));
}

TEST(Certify, ABoxLimitIsStated) {
  const CertifiedBound loose = MustCertify(ParseOrDie(kF10), ProblemOf("exp2"), {.boxes = 10});
  EXPECT_FALSE(loose.is_tight);
  EXPECT_LE(loose.boxes, 10u);
  EXPECT_GE(loose.bound, 3.5527e-15);
  // The divisor is zero everywhere, which the algebra does not see.
  const CertifiedBound undecided =
      MustCertify("v0 = abs x\nv1 = sub v0 x\nv2 = div x v1\nreturn v2\n", ProblemOf("exp2"));
  EXPECT_EQ(undecided.outcome, CertifyOutcome::kUndecided);
  EXPECT_EQ(undecided.bound, HUGE_VAL);
  EXPECT_THAT(DescribeFailure(undecided), HasSubstr("undecided: no finite bound was proved "));
}

// Random rational programs, and random programs with roots and pieces.
TEST(Certify, RandomProgramsNeverExceedTheBound) {
  Rng rng(11);
  const Problem problems[] = {ProblemOf("exp2"),
                              ProblemOf("log2"),
                              On("exp", "[-1,1)"),
                              On("log", "(1,2]"),
                              On("exp2", "[-1,2]"),
                              On("exp2", "[-0.5,1]"),
                              On("sin", "[-0.5,1]", "absolute")};
  int proved = 0;
  int refuted = 0;
  for (int i = 0; i < 400; ++i) {
    testing::RandomProgramOptions options{.ops = testing::RealOps(), .instructions = 2 + rng.Below(8)};
    if (i % 4 != 0) options.ops = {OpCode::kAdd, OpCode::kSub, OpCode::kMul, OpCode::kDiv};
    if (i % 5 == 0) options.kind = testing::ConstantKind::kBits;
    const Program program = testing::RandomProgram(rng, options);
    const Problem& problem = problems[i % std::size(problems)];
    const absl::StatusOr<CertifiedBound> result =
        Certify(program, problem, {.tolerance = 1e-3, .boxes = 400});
    if (!result.ok()) continue;
    if (result->outcome != CertifyOutcome::kProved) {
      ++refuted;
      continue;
    }
    ++proved;
    SCOPED_TRACE(Format(program));
    ExpectHoldsAtPoints(program, problem, *result);
  }
  EXPECT_GT(proved, 150);
  EXPECT_GT(refuted, 15);
}

// A pole that is claimed is one: the error is large beside it.
TEST(Certify, RandomPolesAreThere) {
  Rng rng(12);
  const Problem problems[] = {On("exp2", "[0,1]", "absolute"), On("exp2", "[-1,2]", "absolute"),
                              On("exp2", "[-0.5,1]", "absolute")};
  int poles = 0;
  for (int i = 0; i < 600; ++i) {
    testing::RandomProgramOptions options{.ops = testing::RealOps(), .instructions = 6};
    if (i % 4 != 0) options.ops = {OpCode::kAdd, OpCode::kSub, OpCode::kMul, OpCode::kDiv};
    const Program program = testing::RandomProgram(rng, options);
    const Problem& problem = problems[i % std::size(problems)];
    const absl::StatusOr<CertifiedBound> result = Certify(program, problem);
    if (!result.ok() || result->outcome != CertifyOutcome::kPole) continue;
    ++poles;
    absl::StatusOr<RealError> error = RealError::Create(program, problem, 1280);
    const double x = result->place.lo;
    const MpfrReal near = error->Error(MpfrReal(x, 1280) - MpfrReal(0x1p-40));
    const MpfrReal nearer = error->Error(MpfrReal(x, 1280));
    EXPECT_TRUE(!nearer.IsFinite() || near < nearer) << Format(program) << x;
  }
  EXPECT_GT(poles, 20);
}

class CertifiedBoundOfEveryTarget : public ::testing::TestWithParam<size_t> {};

// A constant, and a line, on the natural domain of the target.
TEST_P(CertifiedBoundOfEveryTarget, AgreesWithTheDenseCheck) {
  const Target& target = Targets()[GetParam()];
  for (const char* measure : {"absolute", ""}) {
    const Problem problem = On(target.name, "", measure);
    for (const char* body : {"const c = 0.625\nv0 = mul x c\nreturn v0\n",
                             "const c = 0.625\nconst d = 0.125\nv0 = mul x c\nv1 = add v0 d\nreturn v1\n"}) {
      const Program program = ParseOrDie(body);
      const double dense = CheckReal(program, problem, kFew)->error;
      const CertifiedBound result = MustCertify(program, problem);
      if (std::isinf(dense)) {
        EXPECT_EQ(result.outcome, CertifyOutcome::kUnbounded);
      } else {
        ExpectTight(result, dense, 1e-6);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(TargetTable, CertifiedBoundOfEveryTarget,
                         ::testing::Range<size_t>(0, Targets().size()),
                         [](const auto& info) { return std::string(Targets()[info.param].name); });

constexpr Interval kFromZero = {0, 1, true, false};
const Target kSqrt = {
    "sqrt", "", kFromZero, Measure::kAbsolute, &mpfr_sqrt, "", &Series<&arb_poly_sqrt_series>};

// x (1 + a x^2): f vanishes at the open end, where the error has a limit.
TEST(Certify, RelativeErrorWhereTheFunctionVanishesAtAnOpenEnd) {
  const Program odd = ParseOrDie(
      "const a = -0.1875\nconst b = 0.984375\nv0 = mul x x\nv1 = mul v0 a\nv2 = add v1 b\nv3 = mul v2 x\n"
      "return v3\n");
  for (const char* name : {"sin", "erf", "atan"}) {
    const Target* const target = FindTarget(name);
    for (const Interval domain : {kFromZero, Interval{-0.75, 0, false, true}, Interval{0, 0.7, true, true}}) {
      const Problem problem = {target, domain, Measure::kRelative};
      const CertifiedBound result = MustCertify(odd, problem);
      ExpectTight(result, CheckReal(odd, problem, kFew)->error);
      ExpectHoldsAtPoints(odd, problem, result);
    }
  }
  // p(0) = 1e-30 is not zero.
  const CertifiedBound shifted = MustCertify("const a = 1e-30\nv0 = add x a\nreturn v0\n",
                                             Problem{FindTarget("sin"), kFromZero, Measure::kRelative});
  EXPECT_EQ(shifted.outcome, CertifyOutcome::kUnbounded);
  EXPECT_EQ(shifted.place, (Enclosure{0, 0}));
  // log on (1, 2] vanishes at an end that is not zero: (x - 1) / x.
  const Problem log = On("log", "(1,1.7]", "relative");
  const Program quotient = ParseOrDie("const a = 1\nv0 = sub x a\nv1 = div v0 x\nreturn v1\n");
  ExpectTight(MustCertify(quotient, log), CheckReal(quotient, log, kFew)->error);
}

TEST(Certify, FunctionsWithSingularEnds) {
  // sqrt(x + c) is farthest from sqrt(x) at 0, where neither has a Taylor series.
  const Program root = ParseOrDie("const c = 0x1p-40\nv0 = add x c\nv1 = sqrt v0\nreturn v1\n");
  ExpectTight(MustCertify(root, {&kSqrt, kFromZero, Measure::kAbsolute}), 0x1p-20);
  // c sqrt(x) at 1, and beside it an end that is not a short binary number.
  const Program scaled = ParseOrDie("const c = 0.99\nv0 = sqrt x\nv1 = mul v0 c\nreturn v1\n");
  ExpectTight(MustCertify(scaled, {&kSqrt, {0, 1.1, true, false}, Measure::kAbsolute}),
              std::sqrt(1.1) * 0.01);
}

TEST(Certify, IsDeterministic) {
  const CertifiedBound a = MustCertify(kF10, ProblemOf("exp2"));
  const CertifiedBound b = MustCertify(kF10, ProblemOf("exp2"));
  EXPECT_EQ(a.bound, b.bound);
  EXPECT_EQ(a.sampled, b.sampled);
  EXPECT_EQ(a.worst_input, b.worst_input);
  EXPECT_EQ(a.boxes, b.boxes);
}

TEST(Certify, ExtendedConstantsCount) {
  const CertifiedBound result =
      MustCertify("const c = 0x1p+0+0x1p-90\nv0 = mul c c\nreturn v0\n", On("exp2", "[0,1e-30]", "absolute"));
  ExpectTight(result, 0x1p-89);
  EXPECT_EQ(result.worst_input, 0);
}

}  // namespace
}  // namespace ulpforge
