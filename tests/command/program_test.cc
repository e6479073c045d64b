#include <cmath>
#include <string>

#include "dsl/text.h"
#include "engine/run/report.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// exp2(x) = f5(x) of arXiv 2312.08472, with a published error of 6.34e-6 on (0,1].
constexpr char kF5[] = R"(ulpforge program v1
const a = 25.596749740144819
const b = 8.8505996518073289
const c = 17.746150088734609
const d = 0.99999366143081858
v0 = div a x
v1 = add x v0
v2 = sub v1 b
v3 = div c v2
v4 = add v3 d
return v4
)";

constexpr char kCubic[] = R"(ulpforge program v1
const a = 1
const b = 1
const c = 1
const d = 1
v0 = mul a x
v1 = add v0 b
v2 = mul v1 x
v3 = add v2 c
v4 = mul v3 x
v5 = add v4 d
return v5
)";

class ProgramCommandTest : public CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    WriteText("f5.txt", kF5);
  }

  // A run directory as far as `front`, `emit` and `verify` read it.
  void WriteRun(double claimed_error) {
    FrontReport report;
    report.mutable_config()->set_target("exp2");
    report.mutable_config()->set_seed(7);
    report.mutable_config()->set_domain("(0,1]");
    report.mutable_statistics()->set_candidates(1280);
    FrontEntry* entry = report.add_front();
    entry->set_ops(5);
    entry->set_error(claimed_error);
    entry->set_level(sampled);
    entry->set_program(Format(*Parse(kF5)));
    entry = report.add_front();
    entry->set_ops(1);
    entry->set_error(0.0615);
    entry->set_level(sampled);
    entry->set_program("ulpforge program v1\nconst c0 = 0x1p+0\nv0 = add x c0\nreturn v0\n");
    WriteText("run/front.json", FormatReportJson(report));
  }
};

TEST_F(ProgramCommandTest, VerifyFindsThePublishedError) {
  const CommandResult result = Ulpforge({"verify", "f5.txt", "--target", "exp2"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("exp2 on (0,1], relative error"), HasSubstr(" 6.339e-06  dense ")));
}

TEST_F(ProgramCommandTest, VerifyTakesDomainMeasureAndPoints) {
  const CommandResult result = Ulpforge({"verify", "f5.txt", "--target", "exp2", "--domain", "[0.5,1]",
                                         "--measure", "absolute", "--points", "500", "--json"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("\"domain\": \"[0.5,1]\""), HasSubstr("\"measure\": \"absolute\""),
                                HasSubstr("\"level\": \"dense\""), HasSubstr("\"worst_input_hex\": \"0x1"),
                                Not(HasSubstr("claimed_error"))));
}

TEST_F(ProgramCommandTest, VerifyConfirmsAClaim) {
  WriteRun(6.34e-6);
  const CommandResult result = Ulpforge({"verify", "run", "--ops", "5"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("  5  "), Not(HasSubstr("\n  1  "))));
}

TEST_F(ProgramCommandTest, VerifyRefutesAClaim) {
  WriteRun(6.3e-6);
  const CommandResult result = Ulpforge({"verify", "run", "--json"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.out, AllOf(HasSubstr("\"holds\": false"), HasSubstr("\"claimed_error\": 6.3e-06")));
  EXPECT_THAT(result.err,
              ::testing::StartsWith("ulpforge: the program of 5 ops claims an error of 6.3e-06, but"));
}

TEST_F(ProgramCommandTest, VerifyProvesABound) {
  WriteRun(6.34e-6);
  const CommandResult result = Ulpforge({"verify", "run", "--certify"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("  6.339e-06  certified  6.339e-06  "),
                                HasSubstr("A bound holds at every real x in (0,1].\n")));
  const std::string json = Ulpforge({"verify", "run", "--ops", "5", "--certify", "--json"}).out;
  EXPECT_THAT(json, AllOf(HasSubstr("\"level\": \"certified\""), HasSubstr("\"bound\": 6.3385"),
                          HasSubstr("\"sampled\": 6.3385"), HasSubstr("\"bound_ratio\": 1.0000000"),
                          HasSubstr("\"covers\": \"(0,1]\""), HasSubstr("\"boxes\": ")));
  WriteRun(6.33e-6);
  EXPECT_EQ(Ulpforge({"verify", "run", "--certify"}).exit_code, kFailure);
}

TEST_F(ProgramCommandTest, VerifyNamesWhereALimitIsMeant) {
  WriteText("line.txt",
            "ulpforge program v1\nconst a = 0.25\nconst b = 0.5\nv0 = mul x x\nv1 = sub v0 a\nv2 = sub x b\n"
            "v3 = div v1 v2\nreturn v3\n");
  const CommandResult result = Ulpforge({"verify", "line.txt", "--target", "exp2", "--certify"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out,
              HasSubstr("divides by zero at x = 0x1p-1 (0.5); there the bound is that of its limit"));
}

TEST_F(ProgramCommandTest, VerifyTellsZerosOfDivisorsFromPlacesOfPerhapsOne) {
  const auto certified = [&](const std::string& divisor, const char* domain) {
    WriteText("one.txt", "ulpforge program v1\n" + divisor + "v3 = div v2 v2\nreturn v3\n");
    const CommandResult result =
        Ulpforge({"verify", "one.txt", "--target", "exp2", "--domain", domain, "--certify"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
  };
  const std::string irrational = "const a = 0.5\nv1 = mul x x\nv2 = sub v1 a\n";
  EXPECT_THAT(certified(irrational, "[0,1]"), HasSubstr("\n3 ops: may divide by zero between x = 0x1.6a09e"));
  // sqrt x - x has no power series at 0, and (1 + x)^(1/2) - 1 has one.
  const std::string singular = "v1 = sqrt x\nv2 = sub v1 x\n";
  const std::string no_series = certified(singular, "(0,0.5]");
  EXPECT_THAT(no_series, AllOf(HasSubstr("may divide by zero between x = 0x0p+0 and "),
                               Not(HasSubstr("divides by zero"))));
  const std::string smooth = "const a = 1\nv0 = add x a\nv1 = sqrt v0\nv2 = sub v1 a\n";
  EXPECT_THAT(certified(smooth, "[0,1]"), HasSubstr("divides by zero at x = 0x0p+0 (0)"));
  EXPECT_THAT(certified(smooth, "(0,1]"), Not(HasSubstr("by zero")));
}

TEST_F(ProgramCommandTest, VerifyStatesWhatIsInTheWayOfABound) {
  const std::string head = "ulpforge program v1\nconst a = 0.5\nconst b = 1e-30\n";
  WriteText("pole.txt", head + "v0 = sub x a\nv1 = div b v0\nv2 = add x v1\nreturn v2\n");
  CommandResult result = Ulpforge({"verify", "pole.txt", "--target", "exp2", "--certify", "--json"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.out, AllOf(HasSubstr("\"obstacle\": \"a pole at x = "), Not(HasSubstr("\"bound\""))));
  EXPECT_EQ(result.err,
            "ulpforge: the program of 3 ops has no certified bound: a pole at x = 0x1p-1 (0.5)\n");
  WriteText("zero.txt", head + "v0 = abs x\nv1 = sub v0 x\nv2 = div b v1\nreturn v2\n");
  result = Ulpforge({"verify", "zero.txt", "--target", "exp2", "--certify"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.err, HasSubstr("has no certified bound: undecided: no finite bound was proved "));
}

// The bound of a function with 3000 jumps is loose, and so is what the proof attains; the dense check finds
// 1, the limit at 0.
TEST_F(ProgramCommandTest, VerifyHoldsClaimsAgainstTheDenseCheckToo) {
  FrontReport report;
  report.mutable_config()->set_target("exp2");
  report.mutable_config()->set_measure("absolute");
  FrontEntry* entry = report.add_front();
  entry->set_error(0.9999);
  entry->set_level(::ulpforge::certified);
  entry->set_program(
      "ulpforge program v1\nconst a = 2999.7\nv0 = mul x a\nv1 = floor v0\nv2 = sub v0 v1\nv3 = mul v2 v2\n"
      "v4 = mul v3 x\nv5 = add v4 x\nreturn v5\n");
  WriteText("run/front.json", FormatReportJson(report));
  const CommandResult result = Ulpforge({"verify", "run", "--certify", "--json"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.out, AllOf(HasSubstr("\"holds\": false"), HasSubstr("\"sampled\": 0.99")));
  EXPECT_THAT(
      result.err,
      HasSubstr(
          "the program of 6 ops claims an error of 0.9999, but it is 1 at x = 0x0.0000000000001p-1022 "));
}

// A program that is too large for a proof does not take the proofs of the others along.
TEST_F(ProgramCommandTest, VerifyCertifiesTheRestOfAFront) {
  FrontReport report;
  report.mutable_config()->set_target("exp2");
  FrontEntry* entry = report.add_front();
  entry->set_error(1);
  std::string power = "ulpforge program v1\nv0 = mul x x\n";
  for (int k = 1; k < 10; ++k) power += fmt::format("v{} = mul v{} v{}\n", k, k - 1, k - 1);
  entry->set_program(power + "return v9\n");
  entry = report.add_front();
  entry->set_error(0.0615);
  entry->set_program("ulpforge program v1\nconst c0 = 0x1p+0\nv0 = add x c0\nreturn v0\n");
  WriteText("run/front.json", FormatReportJson(report));
  const CommandResult result = Ulpforge({"verify", "run", "--certify", "--json"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.out, AllOf(HasSubstr("\"obstacle\": \"instruction 8: cannot certify"),
                                HasSubstr("\"bound\": 0.0614"), Not(HasSubstr("\"holds\": false"))));
  EXPECT_THAT(result.err, ::testing::MatchesRegex("ulpforge: the program of 10 ops has no certified bound: "
                                                  "instruction 8: cannot certify [^\n]+\n"));
}

// Rounded up, so that what is shown is proved.
TEST_F(ProgramCommandTest, FrontShowsBounds) {
  FrontReport report;
  report.mutable_config()->set_target("exp2");
  for (const double bound : {0.25, 1.0000001e-5, 9.9999e-7, 4.94e-324}) {
    FrontEntry* entry = report.add_front();
    entry->set_ops(static_cast<uint32_t>(report.front_size()));
    entry->set_error(bound);
    entry->set_level(certified);
    entry->mutable_bound()->set_number_value(bound);
    entry->set_program("ulpforge program v1\nreturn x\n");
  }
  WriteText("run/front.json", FormatReportJson(report));
  EXPECT_THAT(Ulpforge({"front", "run"}).out,
              AllOf(HasSubstr("certified   2.500e-01  x\n"), HasSubstr("certified   1.001e-05  x\n"),
                    HasSubstr("certified   1.000e-06  x\n"), HasSubstr("certified  4.941e-324  x\n")));
}

TEST_F(ProgramCommandTest, FrontShowsReadableExpressions) {
  WriteRun(6.34e-6);
  EXPECT_EQ(Ulpforge({"front", "run"}).out,
            "ops     error  digits  level    bound  expression\n"
            "  1    0.0615    1.21  sampled      -  x + 1\n"
            "  5  6.34e-06    5.20  sampled      -  17.7462 / (x + 25.5967 / x - 8.8506) + 0.999994\n");
  EXPECT_THAT(Ulpforge({"front", "run", "--json"}).out, HasSubstr("\"bound\": null"));
  EXPECT_THAT(Ulpforge({"front", "run", "--csv"}).out, ::testing::StartsWith("ops,error,level,"));
}

TEST_F(ProgramCommandTest, EmitStatesWhatIsKnown) {
  WriteRun(6.34e-6);
  const CommandResult result = Ulpforge({"emit", "run", "--name", "my_exp2"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(
      result.out,
      AllOf(
          HasSubstr("exp2(x) on (0,1]"),
          HasSubstr(
              "Error over the reals: at most 6.339e-06 relative at every x of the domain (level: certified)"),
          HasSubstr("Error of this code: 6.339e-06 relative (level: dense"), HasSubstr("Seed: 7"),
          HasSubstr("ulpforge search exp2 --domain '(0,1]' --seed 7 --budget 1280c\n"),
          HasSubstr("ulpforge emit runs/exp2-s7 --ops 5 --name my_exp2 --type double"), HasSubstr("yours"),
          HasSubstr("double my_exp2(double x)"), HasSubstr("my_exp2_array")));
}

TEST_F(ProgramCommandTest, EmittedSourceCompilesAndComputes) {
  ASSERT_EQ(Ulpforge({"emit", "f5.txt", "--target", "exp2", "--name", "my_exp2"}, "my_exp2.c").exit_code, 0);
  WriteText("main.c",
            "#include <math.h>\ndouble my_exp2(double);\n"
            "int main(void) { return fabs(my_exp2(0.5) / sqrt(2.0) - 1) < 6.4e-6 ? 0 : 1; }\n");
  const std::string command =
      "cd " + directory_ + " && cc -std=c99 -O2 -Wall -Wextra -Werror my_exp2.c main.c -o main -lm && ./main";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(ProgramCommandTest, EmitWithoutATargetClaimsNothing) {
  const std::string text = Ulpforge({"emit", "f5.txt", "--type", "float"}).out;
  EXPECT_THAT(text, AllOf(HasSubstr("Error: not measured"), HasSubstr("float kernel(float x)"),
                          Not(HasSubstr("Seed"))));
}

TEST_F(ProgramCommandTest, WrongSources) {
  WriteRun(6.34e-6);
  ExpectError({"emit", "run", "--ops", "4"}, kUsage, "run has no program of 4 ops; it has 1, 5");
  ExpectError(
      {"verify", "run", "--target", "exp2"}, kUsage,
      "run is a run and has its target, domain and measure; leave out --target, --domain and --measure");
  ExpectError({"verify", "f5.txt"}, kUsage, "f5.txt does not say what it approximates; give --target");
  ExpectError({"verify", "f5.txt", "--domain", "[0,1]"}, kUsage, "--domain and --measure need --target");
  ExpectError({"verify", "f5.txt", "--ops", "5"}, kUsage,
              "--ops and --ulp select from a run; a program file holds one program");
  ExpectError({"verify", "f5.txt", "--target", "exq2"}, kUsage,
              "unknown target 'exq2'; did you mean 'exp2'?");
  ExpectError({"verify", "none.txt", "--target", "exp2"}, kFailure,
              "cannot read none.txt: No such file or directory");
  ExpectError({"front", "none"}, kFailure,
              "'none' is no run directory: cannot read none/front.json: No such file or directory");
  ExpectError({"resume", "none"}, kFailure,
              "'none' is no run directory: cannot read none/config.textproto: No such file or directory");
  EXPECT_EQ(Ulpforge({"emit", "f5.txt", "--name", "2x"}).exit_code, kUsage);
  for (const std::vector<std::string>& empty :
       {std::vector<std::string>{"emit", "f5.txt", "--name", ""}, {"emit", "f5.txt", "--name="}}) {
    const CommandResult result = Ulpforge(empty);
    EXPECT_EQ(result.exit_code, kUsage);
    EXPECT_EQ(result.out, "");
  }
  EXPECT_EQ(Ulpforge({"emit", "f5.txt"}, "/dev/full").exit_code, kFailure);
}

TEST_F(ProgramCommandTest, EmitsVectorsInFlightWhereTheyAreAskedFor) {
  EXPECT_THAT(Ulpforge({"emit", "f5.txt", "--type", "float"}).out, Not(HasSubstr("__m256")));
  const CommandResult result =
      Ulpforge({"emit", "f5.txt", "--type", "float", "--in-flight", "2", "--name", "f"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("static inline __m256 f_avx2(__m256 x) {"));
  EXPECT_THAT(result.out, HasSubstr("for (; n - i >= 16; i += 16) {"));
  for (const char* bad : {"9", "-1", "many", ""}) {
    ExpectError({"emit", "f5.txt", "--type", "float", "--in-flight", bad}, kUsage,
                fmt::format("--in-flight {}: give a number from 0 to 8 or measured", bad));
  }
  ExpectError({"emit", "f5.txt", "--in-flight", "2"}, kUsage,
              "--in-flight is not for double; give --type float");
}

TEST_F(ProgramCommandTest, MalformedProgramsNameThePlace) {
  WriteText("bad.txt", "ulpforge program v1\nv0 = add x\nreturn v0\n");
  const CommandResult result = Ulpforge({"emit", "bad.txt"});
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, ::testing::StartsWith("ulpforge: bad.txt: line 2, column "));
  WriteText("run/front.json",
            R"({"config": {"target": "exp2"}, "front": [{"ops": 1, "program": "nonsense"}]})");
  EXPECT_THAT(Ulpforge({"verify", "run"}).err,
              ::testing::StartsWith("ulpforge: run/front.json: program of 1 ops: line 1, column "));
  WriteText("run/front.json", R"({"config": {"target": "exq2"}, "front": []})");
  EXPECT_THAT(Ulpforge({"verify", "run"}).err,
              ::testing::StartsWith("ulpforge: run/front.json is not a report of Ulpforge: unknown target"));
}

TEST_F(ProgramCommandTest, DamagedReportsAreFailuresWithTheMend) {
  for (const char* text : {"", "{}", R"({"front": [)", R"({"config": {"target": "exq2"}})",
                           R"({"config": {"target": "exp2", "domain": "[1,"}})", R"({"a": 1})"}) {
    WriteText("run/front.json", text);
    for (const char* command : {"front", "verify", "emit"}) {
      const CommandResult result = Ulpforge({command, "run"});
      EXPECT_EQ(result.exit_code, kFailure) << command << text;
      EXPECT_EQ(result.out, "");
      EXPECT_THAT(result.err,
                  ::testing::MatchesRegex("ulpforge: run/front\\.json is not a report of Ulpforge: [^\n]+; "
                                          "resume the run to write it again\n"));
    }
  }
}

// The smallest worst relative error of a cubic for exp2 on (0,1], from Sollya: remez(1, 3, [0;1], 2^(-x)).
TEST_F(ProgramCommandTest, FitFindsTheMinimaxCubic) {
  WriteText("cubic.txt", kCubic);
  const CommandResult result = Ulpforge({"fit", "cubic.txt", "--target", "exp2"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const size_t at = result.out.find("relative error ");
  ASSERT_NE(at, std::string::npos) << result.out;
  EXPECT_NEAR(std::stod(result.out.substr(at + 15)), 7.47816313e-05, 1e-10);
  WriteText("fitted.txt", result.out);
  EXPECT_THAT(Ulpforge({"verify", "fitted.txt", "--target", "exp2"}).out, HasSubstr(" 7.478e-05  dense "));
  EXPECT_EQ(Ulpforge({"fit", "cubic.txt", "--target", "exp2"}).out, result.out);
}

TEST_F(ProgramCommandTest, FitRefusesWrongInputs) {
  WriteText("cubic.txt", kCubic);
  ExpectError({"fit", "cubic.txt"}, kUsage, "cubic.txt does not say what it approximates; give --target");
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{"--seed", "-1"},
                                             {"--seed=-1"},
                                             {"--seed", "x"},
                                             {"--starts", "-1"},
                                             {"--starts", "0"},
                                             {"--constants", "f16"}}) {
    std::vector<std::string> arguments = {"fit", "cubic.txt", "--target", "exp2"};
    arguments.insert(arguments.end(), wrong.begin(), wrong.end());
    const CommandResult result = Ulpforge(arguments);
    EXPECT_EQ(result.exit_code, kUsage) << wrong[0] << " " << wrong.back();
    EXPECT_THAT(result.err, ::testing::MatchesRegex("ulpforge: [^\n]+\n"));
    EXPECT_EQ(result.out, "");
  }
  WriteText("bits.txt", "ulpforge program v1\nb = bits x\ny = frombits b\nreturn y\n");
  EXPECT_THAT(Ulpforge({"fit", "bits.txt", "--target", "exp2"}).err, HasSubstr("cannot be fitted"));
  WriteRun(6.34e-6);
  ExpectError({"fit", "run"}, kUsage, "run has several programs; choose one with --ops");
}

TEST_F(ProgramCommandTest, FloatCodeStatesTheErrorOfFloatConstants) {
  // The double nearest to 1 + 2^-30 is exact, the float is 1.
  WriteText("line.txt", "ulpforge program v1\nconst c = 0x1.00000004p+0\nv = add x c\nreturn v\n");
  const auto error_of = [&](const char* type) {
    const std::string text =
        Ulpforge({"emit", "line.txt", "--target", "exp2", "--domain", "[0,0x1p-40]", "--type", type}).out;
    const size_t at = text.find("Error over the reals: at most ");
    return at == std::string::npos ? -1.0 : std::stod(text.substr(at + 30));
  };
  EXPECT_NEAR(error_of("double"), 0x1p-30, 1e-12);
  EXPECT_LT(error_of("float"), 0x1p-39);
  EXPECT_GE(error_of("float"), 0);
  EXPECT_THAT(
      Ulpforge({"emit", "line.txt", "--target", "exp2", "--type", "float", "--no-verify"}).out,
      AllOf(HasSubstr("constants to float is included"), HasSubstr("Error of this code: not verified")));
}

}  // namespace
}  // namespace ulpforge
