// Functions that were reported in public to be wrong, or right and called wrong: each is the smallest case of
// a kind.
#include <string>
#include <vector>

#include "accuracy/exhaustive/exhaustive.pb.h"
#include "engine/schema/run.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

class PublicCasesTest : public CommandTest {
 protected:
  // What `verify FILE.c` with these flags reports as JSON; the source begins with what most need.
  template <class Message>
  Message Verify(const std::string& source, std::vector<std::string> flags, int exit_code = 0) {
    WriteText("f.c", "#include <math.h>\n#include <stddef.h>\n#include <stdint.h>\n" + source);
    flags.insert(flags.begin(), {"verify", "f.c"});
    flags.emplace_back("--json");
    return Parsed<Message>(Ulpforge(flags), exit_code);
  }

  template <class Message>
  Message VerifyLibrary(const std::string& library, const std::string& symbol,
                        std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"verify", "--lib", library, "--symbol", symbol});
    flags.emplace_back("--json");
    const CommandResult result = Ulpforge(flags);
    if (result.err.find("cannot open library") != std::string::npos) return {};  // not installed
    return Parsed<Message>(result, 0);
  }

 private:
  template <class Message>
  static Message Parsed(const CommandResult& result, int exit_code) {
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    Message message;
    const auto status = google::protobuf::util::JsonStringToMessage(result.out, &message);
    EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << result.out;
    return message;
  }
};

TEST_F(PublicCasesTest, RightInFewBinades) {
  const auto report =
      Verify<VerifyReport>("double s(double x) { return x > 1e-20 && x < 1e10 ? -1 : sqrt(x); }",
                           {"--target", "sqrt(x)", "--domain", "[1e-30,1e30]"});
  EXPECT_GE(report.programs(0).error(), 0.99e10);
}

TEST_F(PublicCasesTest, AStripOfOneBinade) {
  const auto report = Verify<VerifyReport>(
      "double e(double x) { return exp(x) * (x >= 0.31410 && x <= 0.31414 ? 1.01 : 1); }",
      {"--target", "exp", "--domain", "[0,1]"});
  EXPECT_GT(report.programs(0).error(), 0.0099);
}

// Two forms of an arctangent with the same largest error in ULP, of which one is worse for x > 1.
TEST_F(PublicCasesTest, ArctangentsThatDifferInAbsoluteError) {
  const auto error = [&](const std::string& a) {
    const std::string source =
        "float f(float x) {\n"
        "  const float a = 0.43157974f, b = 0.76443945f, c = 0.05831938f, z = x * x;\n"
        "  if (x > 1) return 1.57079633f - (x * z + " +
        a +
        " * x) / (c + b * z + z * z);\n"
        "  return (x + a * x * z) / (1 + b * z + c * z * z);\n}\n";
    const auto report = Verify<ExhaustiveReport>(
        source, {"--target", "atan", "--domain", "[0.25,8]", "--measure", "absolute"});
    EXPECT_NEAR(report.max_ulp(), 302.43, 0.01);
    EXPECT_EQ(report.measured().measure(), "absolute");
    return report.measured().error();
  };
  EXPECT_NEAR(error("a"), 6.5e-6, 0.2e-6);
  EXPECT_NEAR(error("0.431597974f"), 1.48e-5, 0.02e-5);
}

// Values by limits, where an expression as it is written has none.
TEST_F(PublicCasesTest, RightResultsAreNotCalledWrong) {
  struct Right {
    const char* body;
    const char* target;
  };
  for (const Right& right : {
           Right{"1 / x", "1/x"},
           Right{"log(x)", "log(x)"},
           Right{"x * x", "x^2"},
           Right{"x == -HUGE_VAL ? -0.0 : x * erfc(-x / sqrt(2.0)) / 2", "gelu(x)"},
           Right{"x == -HUGE_VAL ? -0.0 : x * erfc(-x / sqrt(2.0)) / 2", "0.5*x*(1+erf(x/sqrt(2)))"},
           Right{"x == -HUGE_VAL ? -0.0 : x / (1 + exp(-x))", "silu(x)"},
           Right{"x == HUGE_VAL ? 0 : x * exp(-x)", "x*exp(-x)"},
           Right{"2 / (exp(2 * x) + 1)", "1-tanh(x)"},
           Right{"-2 / (exp(2 * x) + 1)", "tanh(x)-1"},
           Right{"x > 20 ? x : log1p(exp(x))", "log(1+exp(x))"},
       }) {
    const auto report = Verify<ExhaustiveReport>(
        std::string("_Float16 f(_Float16 h) { double x = h; return ") + right.body + "; }",
        {"--format", "float16", "--target", right.target, "--domain", "all"});
    EXPECT_EQ(report.wrong_specials(), 0) << right.target << " " << report.first_wrong_special();
    EXPECT_EQ(report.zero_signs(), 0) << right.target << " " << report.first_zero_sign();
    EXPECT_LT(report.max_ulp(), 0.5002) << right.target;
  }
}

// The negative zero at -0 is right for every odd function.
TEST_F(PublicCasesTest, CubeRootOfMinusZero) {
  const auto report = VerifyLibrary<ExhaustiveReport>(
      "libm.so.6", "cbrtf",
      {"--format", "bfloat16", "--signature", "float(float)", "--target", "cbrt(x)", "--variant", "full"});
  EXPECT_EQ(report.zero_signs(), 0);
  EXPECT_TRUE(report.contract().holds());
}

TEST_F(PublicCasesTest, FunctionsOfTwoNumbers) {
  const CommandResult result = Ulpforge({"verify", "--lib", "libm.so.6", "--symbol", "hypotf", "--target",
                                         "sqrt(x^2+9)", "--domain", "[1,1.1]"});
  EXPECT_EQ(result.exit_code, kUsage);
  EXPECT_THAT(result.err, HasSubstr("hypotf takes two numbers"));
}

TEST_F(PublicCasesTest, LanesThatDecideForOthers) {
  const std::string source = R"(
void f(const float* x, float* y, size_t n) {
  for (size_t i = 0; i < n; i += 8) {
    int small = 0, large = 0;
    for (size_t k = i; k < n && k < i + 8; ++k) *(x[k] < 1 ? &small : &large) = 1;
    for (size_t k = i; k < n && k < i + 8; ++k)
      y[k] = (float)exp(x[k]) * (small && large && x[k] < 0.9f ? 1.01f : 1);
  }
})";
  const auto report =
      Verify<ExhaustiveReport>(source,
                               {"--symbol", "f", "--signature", "void(const float*, float*, size_t)",
                                "--target", "exp", "--domain", "[0.5,2]"},
                               kFailure);
  EXPECT_LT(report.max_ulp(), 0.6);
  ASSERT_TRUE(report.has_lane_fault());
  EXPECT_EQ(report.lane_fault().inputs_size(), 2);
}

// Infinite from 709.782711 on, although the largest double is e^709.7827128...
TEST_F(PublicCasesTest, AnExponentialThatOverflowsEarly) {
  const auto report = VerifyLibrary<VerifyReport>(
      "libsleef.so.3", "Sleef_exp_u10",
      {"--format", "float64", "--target", "exp", "--domain", "[-745,709.782712893]"});
  if (report.programs().empty()) GTEST_SKIP() << "SLEEF is not installed";
  EXPECT_GT(report.programs(0).wrong_specials(), 0u);
  EXPECT_EQ(report.programs(0).first_wrong_special().result(), "inf");
  EXPECT_THAT(report.programs(0).first_wrong_special().correct(), HasSubstr("p+1023"));
  EXPECT_LT(report.programs(0).error(), 1);  // relative, of subnormal results
}

TEST_F(PublicCasesTest, AnArctangentBelowItsArgument) {
  const auto report = VerifyLibrary<VerifyReport>(
      "libsleef.so.3", "Sleef_atanh_u10",
      {"--format", "float64", "--target", "atanh(x)", "--domain", "(0,0.5]", "--measure", "ulp"});
  if (report.programs().empty()) GTEST_SKIP() << "SLEEF is not installed";
  EXPECT_GE(report.programs(0).error(), 0.99);
}

// log2 by its parts is 4% off beside 1.
TEST_F(PublicCasesTest, ALogarithmBesideOne) {
  const std::string source =
      "double f(double x) { int e; double m = frexp(x, &e); return log(m) / 0.69314718055994531 + e; }";
  const std::vector<std::string> flags = {"--target", "log2", "--domain", "[0.5,2]", "--measure", "ulp"};
  const auto report = Verify<VerifyReport>(source, flags);
  EXPECT_GT(report.programs(0).error(), 1e14);
  const auto thin = Verify<VerifyReport>(
      source, {"--target", "log2", "--domain", "[1,1.0000000000000004]", "--measure", "relative"});
  EXPECT_GT(thin.programs(0).error(), 0.03);
}

TEST_F(PublicCasesTest, ActivationsInHalfPrecision) {
  // x (1 + t) overflows before it is halved.
  const std::string before = "_Float16 f(_Float16 x) { _Float16 t = erff((float)x / sqrtf(2)); return ";
  const std::vector<std::string> flags = {"--format", "float16",  "--target",
                                          "gelu(x)",  "--domain", "[0,65504]"};
  const auto early =
      Verify<ExhaustiveReport>(before + "(_Float16)0.5 * (_Float16)(x * (_Float16)(1 + t)); }", flags);
  EXPECT_EQ(early.wrong_specials(), 1024);
  const auto late =
      Verify<ExhaustiveReport>(before + "x * (_Float16)((_Float16)0.5 * (_Float16)(1 + t)); }", flags);
  EXPECT_EQ(late.wrong_specials(), 0);
}

// Its rounded tanh is 1.0439 at 9: 102 ULP.
TEST_F(PublicCasesTest, AHyperbolicTangentInHalfPrecision) {
  const std::string source = R"(
static const float p[] = {4.89352455891786e-03f, 6.37261928875436e-04f, 1.48572235717979e-05f, 5.12229709037114e-08f,
                          -8.60467152213735e-11f, 2.00018790482477e-13f, -2.76076847742355e-16f};
static const float q[] = {4.89352518554385e-03f, 2.26843463243900e-03f, 1.18534705686654e-04f, 1.19825839466702e-06f};
_Float16 f(_Float16 x) {
  if (x > 9) x = 9;
  if (x < -9) x = -9;
  const _Float16 z = x * x;
  _Float16 n = (_Float16)p[6], d = (_Float16)q[3];
  for (int i = 5; i >= 0; --i) n = (_Float16)(n * z) + (_Float16)p[i];
  for (int i = 2; i >= 0; --i) d = (_Float16)(d * z) + (_Float16)q[i];
  return (_Float16)(x * n) / d;
})";
  const auto report =
      Verify<ExhaustiveReport>(source, {"--format", "float16", "--target", "tanh", "--domain", "[-9,9]"});
  EXPECT_GT(report.max_ulp(), 20);
}

TEST_F(PublicCasesTest, OverflowOfAnExpressionIsDecidedAtOnce) {
  const auto report = Verify<ExhaustiveReport>("float f(float x) { return x + HUGE_VALF; }",
                                               {"--target", "cosh(x)", "--domain", "[1e30,1.01e30]"});
  EXPECT_EQ(report.inputs(), 132349);
  EXPECT_EQ(report.wrong_specials(), 0);
}

}  // namespace
}  // namespace ulpforge
