// verify and bench on functions that are no programs of a run: of libraries, C files, peers; and on programs
// in floating-point formats.
#include <string>
#include <vector>

#include "accuracy/exhaustive/exhaustive.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/run_command.h"
#include "tools/commands/bench.pb.h"
#include "tools/commands/cost.pb.h"
#include "tools/commands/verify_exhaustive.pb.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSquare[] = "ulpforge program v1\nv0 = mul x x\nreturn v0\n";
constexpr char kDoubleC[] = "#include <math.h>\ndouble my_exp2(double x) { return exp2(x) + 0x1p-40; }\n";

template <class Message>
Message ParseJson(const std::string& text) {
  Message message;
  const auto status = google::protobuf::util::JsonStringToMessage(text, &message);
  EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << text;
  return message;
}

class FunctionsTest : public CommandTest {
 protected:
  void ExpectError(const std::vector<std::string>& arguments, int exit_code, const std::string& part) {
    const CommandResult result = Ulpforge(arguments);
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    EXPECT_THAT(result.err, AllOf(HasSubstr(part), HasSubstr("ulpforge: ")));
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    EXPECT_EQ(result.out, "");
  }
};

// glibc's expf is off by 0.502 ULP at most (its own documentation), and nearly always correctly rounded.
TEST_F(FunctionsTest, ExhaustiveCheckOfALibraryFunction) {
  const std::vector<std::string> command = {"verify",   "--lib", "libm.so.6", "--symbol", "expf",
                                            "--target", "exp",   "--domain",  "[1,1.05]", "--exhaustive"};
  const CommandResult text = Ulpforge(command);
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, AllOf(HasSubstr("exhaustive"), HasSubstr("not monotone            nowhere"),
                              HasSubstr("libm.so.6 expf against exp in float32, 419431 inputs")));
  std::vector<std::string> with_json = command;
  with_json.insert(with_json.end(), {"--json", "--threads", "1"});
  const CommandResult json = Ulpforge(with_json);
  const auto report = ParseJson<ExhaustiveReport>(json.out);
  EXPECT_EQ(report.inputs(), 419431);
  EXPECT_EQ(report.level(), "exhaustive");
  EXPECT_GT(report.max_ulp(), 0.5);
  EXPECT_LT(report.max_ulp(), 0.502);
  EXPECT_THAT(json.out, AllOf(HasSubstr("\"inputs\": 419431,"), HasSubstr("\"worst_input\": \"0x1."),
                              HasSubstr("\"misrounded\": "), HasSubstr("\"monotonicity_violations\": 0,"),
                              HasSubstr("\"seconds\": ")));
}

TEST_F(FunctionsTest, ProgramsInEveryFormat) {
  WriteText("square.txt", kSquare);
  for (const std::string format : {"float16", "bfloat16"}) {
    const CommandResult result = Ulpforge({"verify", "square.txt", "--target", "exp2", "--exhaustive",
                                           "--format", format, "--domain", "all", "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const auto report = ParseJson<ExhaustiveReport>(result.out);
    EXPECT_EQ(report.inputs(), 65536);
    EXPECT_EQ(report.format(), format);
    EXPECT_GT(report.misrounded(), 1000);  // a square is no exponential
    EXPECT_GT(report.wrong_specials(), 0);
  }
}

TEST_F(FunctionsTest, FunctionsOfFloatsMayServeNarrowerFormats) {
  const CommandResult result =
      Ulpforge({"verify", "--lib", "libm.so.6", "--symbol", "expf", "--target", "exp", "--format", "bfloat16",
                "--signature", "float(float)", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto report = ParseJson<ExhaustiveReport>(result.out);
  EXPECT_EQ(report.inputs(), 65536);
  EXPECT_LE(report.max_ulp(), 0.5001);  // one rounding of a nearly exact result
  EXPECT_EQ(report.wrong_specials(), 0);
}

TEST_F(FunctionsTest, FunctionsOfDoublesAreCheckedDensely) {
  WriteText("exp2.c", kDoubleC);
  const CommandResult result = Ulpforge({"verify", "exp2.c", "--target", "exp2"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("exp2.c my_exp2  9.09"), HasSubstr("relative error")));
  const CommandResult library = Ulpforge(
      {"verify", "--lib", "libm.so.6", "--symbol", "exp2", "--target", "exp2", "--format", "float64"});
  EXPECT_THAT(library.out, HasSubstr("libm.so.6 exp2"));
  ExpectError({"verify", "exp2.c", "--target", "exp2", "--exhaustive"}, kUsage,
              "nobody can check 2^64 inputs");
  WriteText("square.txt", kSquare);
  ExpectError({"verify", "square.txt", "--target", "exp2", "--format", "float64"}, kUsage,
              "without --format");
}

// What a verification does not look at is refused, not dropped.
TEST_F(FunctionsTest, FlagsOfOtherVerificationsAreRefused) {
  WriteText("square.txt", kSquare);
  WriteText("exp2.c", kDoubleC);
  struct Verification {
    std::vector<std::string> command;
    std::vector<std::vector<std::string>> refused;
  };
  const Verification verifications[] = {
      {{"verify", "square.txt", "--target", "exp2"},
       {{"--threads", "2"},
        {"--state", "s"},
        {"--cc", "gcc"},
        {"--cpu", "native"},
        {"--in-flight", "1"},
        {"--measure", "banana"},
        {"--measure", "ulp"},
        {"--measure", "misrounded"}}},
      {{"verify", "square.txt", "--target", "exp2", "--exhaustive", "--domain", "[1,1.001]"},
       {{"--measure", "banana"}, {"--points", "5"}, {"--certify"}}},
      {{"verify", "exp2.c", "--target", "exp2"},
       {{"--threads", "2"}, {"--state", "s"}, {"--certify"}, {"--in-flight", "1"}}},
  };
  for (const auto& [command, refused] : verifications) {
    for (const std::vector<std::string>& flag : refused) {
      std::vector<std::string> arguments = command;
      arguments.insert(arguments.end(), flag.begin(), flag.end());
      ExpectError(arguments, kUsage, flag[0]);
    }
  }
  ExpectError({"verify", "--lib", "libm.so.6", "--symbol", "hypotf", "--target", "exp"}, kUsage,
              "hypotf takes two numbers");
}

TEST_F(FunctionsTest, PeersAreCheckedAndMissingOnesNamed) {
  const CommandResult result = Ulpforge({"verify", "--peers", "erfc", "--domain", "[1,1.001]", "--json"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto reports = ParseJson<ExhaustiveReports>(result.out);
  ASSERT_GT(reports.functions_size(), 0);
  EXPECT_THAT(reports.functions(0).function(), HasSubstr("libm"));
  EXPECT_LT(reports.functions(0).max_ulp(), 5);
  EXPECT_GT(reports.missing_size(), 0);  // Highway has no erfc, for one
  const CommandResult table = Ulpforge({"verify", "--peers", "erfc", "--domain", "[1,1.001]"});
  for (const MissingPeer& missing : reports.missing()) EXPECT_THAT(table.out, HasSubstr(missing.reason()));
}

TEST_F(FunctionsTest, BenchComparesProgramsFilesAndFunctions) {
  WriteText("square.txt", kSquare);
  WriteText("cube.c", "float cube(float x) { return x * x * x; }\n");
  const std::vector<std::string> command = {
      "bench", "square.txt",   "cube.c", "--lib",      "libm.so.6", "--symbol",
      "sinf",  "--domain",     "[0,1]",  "--model",    "znver3",    "--seconds",
      "0.02",  "--max-spread", "1",      "--baseline", "3"};
  std::vector<std::string> with_json = command;
  with_json.push_back("--json");
  const CommandResult json = Ulpforge(with_json);
  ASSERT_EQ(json.exit_code, 0) << json.err;
  const auto report = ParseJson<BenchReport>(json.out);
  ASSERT_EQ(report.functions_size(), 3);
  EXPECT_EQ(report.functions(0).name(), "square.txt");
  EXPECT_EQ(report.functions(1).name(), "cube.c cube");
  EXPECT_EQ(report.baseline(), "libm.so.6 sinf");
  EXPECT_GT(report.functions(0).static_throughput(), 0);
  EXPECT_FALSE(report.functions(1).has_static_throughput());
  EXPECT_THAT(report.machine(), HasSubstr("znver3"));
  const CommandResult table = Ulpforge(command);
  EXPECT_THAT(table.out, AllOf(HasSubstr("square.txt"), HasSubstr("identity"), HasSubstr("latency"),
                               HasSubstr("ratio: time over that of libm.so.6 sinf")));
}

// Everything in one comparison is for one CPU, and a program is also timed as the C that its user gets.
TEST_F(FunctionsTest, BenchCompilesForTheCpu) {
  WriteText("square.txt", kSquare);
  WriteText("cube.c",
            "#ifdef __AVX512F__\n#error too much\n#endif\nfloat cube(float x) { return x * x * x; }\n");
  if (__builtin_cpu_supports("avx2") == 0 || __builtin_cpu_supports("fma") == 0) GTEST_SKIP() << "no AVX2";
  const CommandResult json =
      Ulpforge({"bench", "square.txt", "cube.c", "--peers", "exp", "--domain", "[0,1]", "--cpu", "x86-64-v3",
                "--cc", "gcc", "--cc", "clang-19", "--seconds", "0.01", "--max-spread", "1", "--json"});
  ASSERT_EQ(json.exit_code, 0) << json.err;
  const auto report = ParseJson<BenchReport>(json.out);
  EXPECT_EQ(report.cpu(), "x86-64-v3");
  ASSERT_GT(report.functions_size(), 5);
  const std::vector<std::string> names = {"square.txt", "square.txt, gcc", "square.txt, clang-19",
                                          "cube.c cube, gcc", "cube.c cube, clang-19"};
  for (size_t k = 0; k < names.size(); ++k) {
    EXPECT_EQ(report.functions(static_cast<int>(k)).name(), names[k]);
  }
  for (const BenchEntry& entry : report.functions()) EXPECT_THAT(entry.name(), Not(HasSubstr("AVX-512")));
  ExpectError({"bench", "--peers", "exp", "--cpu", "znver3"}, kUsage, "native and x86-64-v3");
}

TEST_F(FunctionsTest, CostsOfProgramsOnAnyCpu) {
  WriteText("square.txt", kSquare);
  const CommandResult json =
      Ulpforge({"cost", "square.txt", "--cpu", "skylake", "--cpu", "apple-m1", "--json"});
  ASSERT_EQ(json.exit_code, 0) << json.err;
  const auto report = ParseJson<CostReport>(json.out);
  ASSERT_EQ(report.programs_size(), 1);
  ASSERT_EQ(report.programs(0).costs_size(), 8);  // two that count, two of formulas, and two for each CPU
  EXPECT_EQ(report.programs(0).costs(0).cost(), 1);
  EXPECT_EQ(report.programs(0).costs(5).model(), "mca-latency");
  EXPECT_EQ(report.programs(0).costs(5).cost(), 4);  // of a multiplication on Skylake
  EXPECT_EQ(report.programs(0).costs(7).cpu(), "apple-m1");
  const CommandResult table = Ulpforge({"cost", "square.txt", "--cpu", "skylake"});
  EXPECT_THAT(table.out, AllOf(HasSubstr("skylake, x86_64"), HasSubstr("skylake mca-throughput")));
  ExpectError({"cost", "square.txt", "--cpu", "skylark"}, kUsage, "did you mean skylake?");
  ExpectError({"cost", "cube.txt"}, kFailure, "cube.txt");
}

TEST_F(FunctionsTest, MistakesAreOneLine) {
  WriteText("square.txt", kSquare);
  WriteText("broken.c", "float f(float x) { return x * ; }\n");
  ExpectError({"verify", "--lib", "libm.so.6", "--symbol", "expq", "--target", "exp"}, kFailure,
              "no function 'expq'");
  ExpectError({"verify", "--lib", "libnone.so", "--symbol", "f", "--target", "exp"}, kFailure, "libnone.so");
  ExpectError({"verify", "--lib", "libm.so.6", "--target", "exp"}, kUsage, "--lib libm.so.6 needs --symbol");
  ExpectError({"verify", "--lib", "libm.so.6", "--symbol", "expf"}, kUsage, "give --target");
  ExpectError({"verify", "--lib", "libm.so.6", "--symbol", "expf", "--target", "exq"}, kUsage,
              "unknown target 'exq'");
  ExpectError(
      {"verify", "--lib", "libm.so.6", "--symbol", "expf", "--target", "exp", "--signature", "int(int)"},
      kUsage, "unknown signature 'int(int)'");
  ExpectError({"verify", "--lib", "libm.so.6", "--symbol", "expf", "--target", "exp", "--domain", "(1,0)"},
              kUsage, "(1,0)");
  ExpectError({"verify", "square.txt", "--symbol", "f", "--exhaustive"}, kUsage, "--lib or a C file");
  ExpectError({"verify", "broken.c", "--target", "exp"}, kUsage, "broken.c");
  ExpectError({"verify", "--peers", "exp", "--target", "log"}, kUsage, "two functions");
  ExpectError({"verify", "--peers", "exp", "--state", "s"}, kUsage, "--state is for one function");
  ExpectError({"verify", "--peers", "exp", "--certify"}, kUsage, "--certify: it is for programs");
  ExpectError({"verify", "square.txt", "--target", "exp", "--state", "s"}, kUsage,
              "--state: it is for the exhaustive");
  ExpectError({"verify", "square.txt", "--target", "exp", "--exhaustive", "--ops", "3"}, kUsage,
              "--ops and --ulp select");
  ExpectError({"bench", "square.txt"}, kUsage, "give --domain, or --target with a name");
  ExpectError({"bench", "square.txt", "--domain", "all"}, kUsage, "--domain all is for verify");
  ExpectError({"bench", "square.txt", "--domain", "[1,1e39]"}, kUsage, "beyond the working type");
  ExpectError({"bench", "square.txt", "--target", "exp", "--cpu", "znver33"}, kUsage, "znver3");
  ExpectError({"bench", "square.txt", "--target", "exp", "--model", "znver33"}, kUsage, "znver3");
  ExpectError({"bench", "square.txt", "--target", "exp", "--cc", "nosuchcc"}, kFailure, "'nosuchcc'");
  ExpectError({"bench", "square.txt", "--target", "exp", "--baseline", "2"}, kUsage, "--baseline 2");
}

TEST_F(FunctionsTest, AForeignStateIsRefusedAndKept) {
  WriteText("state", "not a state");
  ExpectError({"verify", "--lib", "libm.so.6", "--symbol", "expf", "--target", "exp", "--state", "state"},
              kFailure, "state");
  EXPECT_EQ(ReadText("state"), "not a state");
}

}  // namespace
}  // namespace ulpforge
