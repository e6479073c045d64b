#include "engine/run/resolve.h"

#include <fstream>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "dsl/text.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kernels/built_in_templates.h"
#include "tests/directory_test.h"
#include "tests/paths.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

constexpr char kSquare[] = "ulpforge program v1\nv0 = mul x x\nreturn v0\n";

class ResolveTest : public DirectoryTest {
 protected:
  // The file of that name with this text.
  std::string File(const std::string& name, const std::string& text) const {
    std::ofstream(Path(name)) << text;
    return Path(name);
  }

  static SearchConfig Config(const std::string& format = "real") {
    SearchConfig config;
    config.set_target("exp2");
    config.set_format(format);
    return config;
  }

  static std::string Message(SearchConfig config) {
    const std::string before = config.SerializeAsString();
    const absl::Status status = ResolveConfig(&config);
    EXPECT_EQ(config.SerializeAsString(), before) << "changed in spite of " << status;
    return std::string(status.message());
  }
};

FrontReport CommittedReport(const std::string& run) {
  const absl::StatusOr<FrontReport> report = ReadReport(SourcePath("results/" + run).string());
  EXPECT_TRUE(report.ok()) << report.status();
  return report.ok() ? *report : FrontReport();
}

// What committed runs were started with.
TEST_F(ResolveTest, ClassicalSeedsAreThoseOfCommittedRuns) {
  for (const std::string run : {"float32/exp", "float16/tanh", "bfloat16/exp"}) {
    const SearchConfig committed = CommittedReport(run).config();
    ASSERT_GT(committed.seed_program_size(), 0) << run;
    SearchConfig config = committed;
    config.clear_seed_program();
    config.add_seed_program("classical");
    ASSERT_TRUE(ResolveConfig(&config).ok()) << run;
    EXPECT_EQ(FormatConfig(config), FormatConfig(committed)) << run;
  }
}

TEST_F(ResolveTest, ClassicalSeedsOverTheRealsAreConstructions) {
  SearchConfig config = Config();
  config.set_max_ops(4);
  config.add_seed_program("classical");
  ASSERT_TRUE(ResolveConfig(&config).ok());
  EXPECT_GT(config.seed_program_size(), 1);
  for (const std::string& text : config.seed_program()) {
    const absl::StatusOr<Program> program = Parse(text);
    ASSERT_TRUE(program.ok()) << program.status();
    EXPECT_LE(OpCount(*program), 4);
  }
  EXPECT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
}

TEST_F(ResolveTest, ARunStandsForItsFrontOrItsCores) {
  const std::string run = SourcePath("results/bfloat16/exp").string();
  const absl::StatusOr<FrontReport> report = ReadRankedReport(run);
  ASSERT_TRUE(report.ok()) << report.status();
  SearchConfig config = Config("bfloat16");
  config.add_seed_program(run);
  ASSERT_TRUE(ResolveConfig(&config).ok());
  ASSERT_EQ(config.seed_program_size(), report->front_size());
  EXPECT_EQ(config.seed_program(0), report->front(0).core());

  SearchConfig free = Config("float32");
  free.set_free(true);
  free.add_seed_program(run);
  ASSERT_TRUE(ResolveConfig(&free).ok());
  EXPECT_EQ(free.seed_program(0), report->front(0).program());
}

TEST_F(ResolveTest, FilesAreReadAndTextsStay) {
  SearchConfig config = Config("float32");
  config.add_template_("exp2-magic-finite");
  config.add_template_(File("mine.tmpl", std::string(TemplateText("exp2-round-finite"))));
  config.add_seed_program(File("square.txt", std::string("# a comment\n") + kSquare));
  config.add_seed_program(kSquare);
  ASSERT_TRUE(ResolveConfig(&config).ok());
  EXPECT_EQ(config.template_(0), "exp2-magic-finite");
  EXPECT_EQ(config.template_(1), FormatTemplate(*FindTemplate("exp2-round-finite")));
  EXPECT_EQ(config.seed_program(0), kSquare);
  EXPECT_EQ(config.seed_program(1), kSquare);

  SearchConfig samples;
  samples.set_samples(File("data.csv", "2,4\n1,1\n3,9\n"));
  ASSERT_TRUE(ResolveConfig(&samples).ok());
  EXPECT_THAT(samples.samples(), HasSubstr("\n"));
  SearchConfig function;
  function.set_target("log( 1 + exp(x) )");
  ASSERT_TRUE(ResolveConfig(&function).ok());
  EXPECT_EQ(function.target(), "log(1+exp(x))");

  for (SearchConfig resolved : {config, samples, function}) {
    const std::string once = FormatConfig(resolved);
    ASSERT_TRUE(ResolveConfig(&resolved).ok());
    EXPECT_EQ(FormatConfig(resolved), once);
  }
}

TEST_F(ResolveTest, ErrorsNameTheSource) {
  SearchConfig config = Config();
  config.add_seed_program("nowhere.txt");
  EXPECT_THAT(Message(config), HasSubstr("nowhere.txt"));
  config.set_seed_program(0, File("bad.txt", "ulpforge program v1\nv0 = foo x\n"));
  EXPECT_THAT(Message(config), HasSubstr("bad.txt: line 2, column 6"));
  config.set_seed_program(0, directory_);
  EXPECT_THAT(Message(config), HasSubstr("no run directory"));
  config.set_max_ops(0);
  EXPECT_THAT(Message(config), HasSubstr("max_ops"));

  SearchConfig kernels = Config("float32");
  kernels.add_template_("exp2-magik-finite");
  EXPECT_THAT(Message(kernels), HasSubstr("did you mean exp2-magic-finite?"));
  kernels.set_template_(0, File("bad.tmpl", "ulpforge template v1\nnom exp2\n"));
  EXPECT_THAT(Message(kernels), HasSubstr("bad.tmpl: line 2"));

  SearchConfig samples;
  samples.set_samples(File("bad.csv", "1;2\n"));
  EXPECT_THAT(Message(samples), HasSubstr("bad.csv: "));
  samples.set_samples(File("data.csv", "1,1\n2,4\n3,9\n"));
  samples.add_seed_program("classical");
  EXPECT_THAT(Message(samples), HasSubstr("'classical' needs a function"));
}

}  // namespace
}  // namespace ulpforge
