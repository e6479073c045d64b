// Whole searches: what is found depends on the configuration and the number of candidates alone.
#include "engine/run/run.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "accuracy/dense/dense_check.h"
#include "base/atomic_file.h"
#include "dsl/text.h"
#include "engine/evolution/algorithm.h"
#include "engine/run/report.h"
#include "engine/run/search.h"
#include "engine/schema/config.h"
#include "engine/space/profile.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/directory_test.h"

namespace ulpforge {
namespace {

class RunTest : public DirectoryTest {
 protected:
  SearchConfig Config(const std::string& name) const {
    SearchConfig config;
    config.set_target("exp2");
    config.set_max_ops(6);
    config.set_population(50);
    config.set_patience(500);  // so that these short runs restart
    config.set_threads(1);
    config.set_budget("6000c");
    config.set_checkpoint_interval("0.01s");
    config.set_out(Path(name));
    return config;
  }

  // Runs to the end of the budget and returns front.json.
  static std::string Finish(ulpforge::Run& run) {
    const std::atomic<bool> stop = false;
    const absl::Status status = run.Continue(run.RemainingBudget(), stop, [](const Progress&) {});
    EXPECT_TRUE(status.ok()) << status;
    return *ReadFile(run.directory() + "/front.json");
  }

  static std::string CreateAndFinish(const SearchConfig& config) {
    absl::StatusOr<std::unique_ptr<ulpforge::Run>> run = ulpforge::Run::Create(config);
    EXPECT_TRUE(run.ok()) << run.status();
    return Finish(**run);
  }
};

TEST_F(RunTest, TheSameOnAnyNumberOfThreads) {
  for (const AlgorithmRow& row : Algorithms()) {
    SearchConfig one = Config(std::string(row.name) + "-1");
    one.set_algorithm(std::string(row.name));
    one.set_budget("2000c");
    SearchConfig three = one;
    three.set_out(Path(std::string(row.name) + "-3"));
    three.set_threads(3);
    const std::string front = CreateAndFinish(one);
    EXPECT_EQ(front, CreateAndFinish(three)) << row.name;
    SearchConfig other_seed = one;
    other_seed.set_out(one.out() + "-other");
    other_seed.set_seed(2);
    EXPECT_NE(front, CreateAndFinish(other_seed)) << row.name;
  }
}

TEST_F(RunTest, TheSameWithTheCacheOff) {
  SearchConfig one = Config("1"), two = Config("2");
  one.set_cache(false);
  one.set_budget("2000c");
  two.set_cache(false);
  two.set_budget("2000c");
  two.set_threads(2);
  EXPECT_EQ(CreateAndFinish(one), CreateAndFinish(two));
}

TEST_F(RunTest, TheEventOfTheEndSaysWhereTheTimeWent) {
  SearchConfig config = Config("phases");
  config.set_budget("2000c");
  config.set_threads(2);
  CreateAndFinish(config);
  const std::string events = *ReadFile(config.out() + "/events.jsonl");
  const std::string last = events.substr(events.rfind('\n', events.size() - 2) + 1);
  Event event;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(last, &event).ok()) << last;
  EXPECT_EQ(event.event(), "finished");
  ASSERT_EQ(event.phases_size(), static_cast<int>(kPhaseNames.size()) + 1);
  double shares = 0;
  for (const PhaseTime& time : event.phases()) {
    EXPECT_GE(time.seconds(), 0) << time.phase();
    EXPECT_GE(time.share(), 0) << time.phase();
    shares += time.share();
  }
  EXPECT_NEAR(shares, 1, 1e-3);
  for (const Phase phase : {Phase::kPropose, Phase::kKey, Phase::kCache, Phase::kFit, Phase::kVerify}) {
    EXPECT_GT(event.phases(static_cast<int>(phase)).seconds(), 0) << kPhaseNames[static_cast<size_t>(phase)];
  }
  EXPECT_EQ(ReadFile(config.out() + "/front.json")->find("seconds"), std::string::npos);
}

// Runs one session in a process of its own, which is killed after `microseconds`. True if it was.
bool RunAndKill(const SearchConfig& config, bool create, useconds_t microseconds) {
  const pid_t child = fork();
  if (child == 0) {
    std::string warning;
    absl::StatusOr<std::unique_ptr<ulpforge::Run>> run =
        create ? ulpforge::Run::Create(config) : ulpforge::Run::Open(config.out(), std::nullopt, &warning);
    if (!run.ok()) _exit(2);
    const std::atomic<bool> stop = false;
    _exit((*run)->Continue((*run)->RemainingBudget(), stop, [](const Progress&) {}).ok() ? 0 : 3);
  }
  usleep(microseconds);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
  return WIFSIGNALED(status);
}

TEST_F(RunTest, KilledAtRandomMomentsAndResumedItEndsTheSame) {
  const std::string expected = CreateAndFinish(Config("whole"));
  const SearchConfig config = Config("killed");
  Rng rng(1);
  for (int kills = 0; kills < 5; ++kills) {
    const bool begun = std::filesystem::exists(config.out() + "/config.textproto");
    ASSERT_TRUE(RunAndKill(config, !begun, static_cast<useconds_t>(30000 + rng.Below(70000))))
        << "the run ended after " << kills << " kills; give it a larger budget";
  }
  // On a busy machine every kill may have come before there was anything to resume.
  std::string warning;
  absl::StatusOr<std::unique_ptr<ulpforge::Run>> run =
      std::filesystem::exists(config.out() + "/config.textproto")
          ? ulpforge::Run::Open(config.out(), 2, &warning)
          : ulpforge::Run::Create(config);
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_EQ(Finish(**run), expected);
}

TEST_F(RunTest, KilledDuringVerificationItIsVerifiedOnResume) {
  const SearchConfig config = Config("killed");
  const std::string expected = CreateAndFinish(config);
  // What a process leaves that dies between its last checkpoint and the verification.
  FrontReport report = *ReadReport(config.out());
  for (FrontEntry& entry : *report.mutable_front()) entry.set_level(Level::sampled);
  ASSERT_TRUE(WriteFileAtomically(config.out() + "/front.json", FormatReportJson(report)).ok());
  std::string warning;
  absl::StatusOr<std::unique_ptr<ulpforge::Run>> run = ulpforge::Run::Open(config.out(), 2, &warning);
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_TRUE((*run)->RemainingBudget().IsUsedUp());
  EXPECT_EQ(Finish(**run), expected);
}

TEST_F(RunTest, KilledBeforeTheFirstCheckpointItBegins) {
  const SearchConfig config = Config("early");
  const std::string expected = CreateAndFinish(config);
  for (const char* file :
       {"checkpoint.bin", "checkpoint.prev.bin", "front.json", "front.csv", "events.jsonl"}) {
    std::filesystem::remove(config.out() + "/" + file);
  }
  std::string warning;
  absl::StatusOr<std::unique_ptr<ulpforge::Run>> run = ulpforge::Run::Open(config.out(), 2, &warning);
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_EQ(Finish(**run), expected);
}

// Files of this process cannot grow beyond `bytes`, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit = {.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { Free(); }
  void Free() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_;
};

TEST_F(RunTest, OnAFullDiskItEndsWithAnErrorAndIsResumedFromTheLastCheckpoint) {
  const std::string expected = CreateAndFinish(Config("whole"));
  SearchConfig config = Config("full");
  const std::atomic<bool> stop = false;
  {
    const std::unique_ptr<ulpforge::Run> run = *ulpforge::Run::Create(config);
    const FullDisk disk(2000);
    const absl::Status status = run->Continue(run->RemainingBudget(), stop, [](const Progress&) {});
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    EXPECT_NE(status.message().find("full/"), absl::string_view::npos) << status;
    EXPECT_GT(run->report().front_size(), 0);
  }
  EXPECT_TRUE(ReadReport(config.out()).ok());
  std::string warning;
  const std::unique_ptr<ulpforge::Run> run = *ulpforge::Run::Open(config.out(), 2, &warning);
  EXPECT_EQ(Finish(*run), expected);
}

TEST_F(RunTest, ADiskThatIsFullForAWhileDoesNotEndTheSearch) {
  SearchConfig config = Config("full-for-a-while");
  config.set_budget("1s");
  config.set_checkpoint_interval("0.02s");
  const std::unique_ptr<ulpforge::Run> run = *ulpforge::Run::Create(config);
  FullDisk disk(2000);
  bool was_full = false;
  const auto observe = [&](const Progress& progress) {
    if (progress.unsaved.ok()) return;
    was_full = true;
    disk.Free();
  };
  const std::atomic<bool> stop = false;
  EXPECT_TRUE(run->Continue(run->RemainingBudget(), stop, observe).ok());
  EXPECT_TRUE(was_full);
  const absl::StatusOr<FrontReport> report = ReadReport(config.out());
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->statistics().candidates(), run->report().statistics().candidates());
}

TEST_F(RunTest, ACheckpointOfAnotherTargetIsRefusedAndNothingWritten) {
  SearchConfig exp2 = Config("exp2"), log2 = Config("log2");
  exp2.set_budget("1000c");
  log2.set_budget("1000c");
  log2.set_target("log2");
  const std::string front = CreateAndFinish(exp2);
  CreateAndFinish(log2);
  std::filesystem::copy_file(log2.out() + "/checkpoint.bin", exp2.out() + "/checkpoint.bin",
                             std::filesystem::copy_options::overwrite_existing);
  std::string warning;
  const absl::StatusOr<std::unique_ptr<ulpforge::Run>> run =
      ulpforge::Run::Open(exp2.out(), std::nullopt, &warning);
  ASSERT_EQ(run.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_NE(run.status().message().find("log2"), absl::string_view::npos);
  EXPECT_EQ(*ReadFile(exp2.out() + "/front.json"), front);
}

TEST_F(RunTest, AVerifiedFrontStaysVerifiedWhenResumed) {
  SearchConfig config = Config("resumed");
  config.set_budget("1000c");
  CreateAndFinish(config);
  std::string warning;
  absl::StatusOr<std::unique_ptr<ulpforge::Run>> run =
      ulpforge::Run::Open(config.out(), std::nullopt, &warning);
  ASSERT_TRUE(run.ok());
  for (const FrontEntry& entry : (*run)->report().front()) EXPECT_EQ(entry.level(), Level::certified);
}

TEST_F(RunTest, TheScaleOfTheFunctionDoesNotMatter) {
  // exp on [5, 10] reaches 22026, exp on [-20, -15] at most 3.1e-7.
  for (const char* domain : {"[5,10]", "[-20,-15]"}) {
    SearchConfig config = Config(std::string("scale") + domain);
    config.set_target("exp");
    config.set_domain(domain);
    config.set_measure("absolute");
    config.set_budget("4000c");
    CreateAndFinish(config);
    const absl::StatusOr<FrontReport> report = ReadReport(config.out());
    ASSERT_TRUE(report.ok());
    EXPECT_GE(report->front_size(), 2) << domain;
  }
}

TEST_F(RunTest, SessionsAddUp) {
  SearchConfig halves = Config("halves");
  halves.set_budget("3000c");
  CreateAndFinish(halves);
  std::string warning;
  absl::StatusOr<std::unique_ptr<ulpforge::Run>> run =
      ulpforge::Run::Open(halves.out(), std::nullopt, &warning);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ((*run)->RemainingBudget().candidates, 0u);
  const std::atomic<bool> stop = false;
  // 3000 candidates are 24 batches of 128, so as many as are missing to 6000 (47 batches) are left.
  ASSERT_TRUE((*run)->Continue({.candidates = 6000 - 24 * 128}, stop, [](const Progress&) {}).ok());
  EXPECT_EQ(*ReadFile(halves.out() + "/front.json"), CreateAndFinish(Config("whole")));
}

TEST_F(RunTest, TheFrontIsVerifiedAndMonotone) {
  SearchConfig config = Config("run");
  config.set_target("log2");  // the best line has slope one, so two ops are no better than one
  CreateAndFinish(config);
  const absl::StatusOr<FrontReport> report = ReadReport(Path("run"));
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_GE(report->front_size(), 4);
  const Problem problem = *MakeProblem("log2", "", "");
  double previous = 1e300;
  for (const FrontEntry& entry : report->front()) {
    const Program program = *Parse(entry.program());
    EXPECT_EQ(entry.level(), Level::certified);
    EXPECT_EQ(static_cast<int>(entry.ops()), OpCount(program));
    EXPECT_EQ(static_cast<size_t>(entry.constants_size()), program.constants.size());
    EXPECT_TRUE(HasDoubleConstants(program));
    EXPECT_LT(entry.error(), previous * (1 - 1e-7));
    previous = entry.error();
    const DenseResult other_points = *CheckReal(program, problem, {.points = 7777, .points_per_binade = 0});
    EXPECT_NEAR(other_points.error, entry.error(), 1e-4 * entry.error());
  }
}

TEST_F(RunTest, ExtendedConstantsAreKept) {
  SearchConfig config = Config("extended");
  config.set_constants("extended");
  config.set_budget("4000c");
  CreateAndFinish(config);
  bool any = false;
  const FrontReport report = *ReadReport(config.out());
  for (const FrontEntry& entry : report.front()) any |= !HasDoubleConstants(*Parse(entry.program()));
  EXPECT_TRUE(any);
}

TEST_F(RunTest, OtherOpsAndDomainsAreSearched) {
  SearchConfig config = Config("sqrt");
  config.set_target("exp");
  config.set_ops("add,mul,sqrt,fma");
  config.set_domain("[-0.5,0.5]");
  config.set_measure("absolute");
  config.set_budget("4000c");
  CreateAndFinish(config);
  EXPECT_GE(ReadReport(config.out())->front_size(), 2);
}

TEST_F(RunTest, AnExistingDirectoryIsRefusedAndLeftAlone) {
  const SearchConfig config = Config("taken");
  std::filesystem::create_directory(config.out());
  std::ofstream(config.out() + "/mine.txt") << "mine";
  const absl::StatusOr<std::unique_ptr<ulpforge::Run>> run = ulpforge::Run::Create(config);
  EXPECT_EQ(run.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(config.out()), {}), 1);
}

TEST_F(RunTest, ADirectoryWithoutARunIsTaken) {
  const SearchConfig config = Config("killed-at-once");
  std::filesystem::create_directory(config.out());
  std::ofstream(config.out() + "/lock") << "1\n";
  std::ofstream(config.out() + "/config.textproto.tmp") << "target:";
  EXPECT_TRUE(Run::Create(config).ok());
  EXPECT_EQ(Run::Create(config).status().code(), absl::StatusCode::kAlreadyExists);
}

TEST_F(RunTest, ADirectoryThatCannotBeMadeIsRefused) {
  SearchConfig config = Config("x");
  std::ofstream(Path("file")) << "no directory";
  config.set_out(Path("file/run"));
  const absl::StatusOr<std::unique_ptr<ulpforge::Run>> run = ulpforge::Run::Create(config);
  ASSERT_FALSE(run.ok());
  EXPECT_NE(run.status().message().find("file/run"), absl::string_view::npos);
}

TEST_F(RunTest, ABadConfigurationWritesNothing) {
  SearchConfig config = Config("bad");
  config.set_target("exp3");
  EXPECT_FALSE(ulpforge::Run::Create(config).ok());
  config.set_target("exp2");
  config.set_max_ops(1000);
  EXPECT_FALSE(ulpforge::Run::Create(config).ok());
  EXPECT_FALSE(std::filesystem::exists(config.out()));
}

TEST_F(RunTest, ASecondProcessIsRefused) {
  const SearchConfig config = Config("locked");
  const absl::StatusOr<std::unique_ptr<ulpforge::Run>> run = ulpforge::Run::Create(config);
  ASSERT_TRUE(run.ok());
  const pid_t child = fork();
  if (child == 0) {
    std::string warning;
    _exit(ulpforge::Run::Open(config.out(), std::nullopt, &warning).ok() ? 0 : 3);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 3);
}

TEST_F(RunTest, ADamagedCheckpointFallsBackToThePreviousOne) {
  const SearchConfig config = Config("damaged");
  const std::string expected = CreateAndFinish(config);
  const std::string path = config.out() + "/checkpoint.bin";
  std::string bytes = *ReadFile(path);
  bytes[bytes.size() / 2] ^= 4;
  std::ofstream(path, std::ios::binary) << bytes;
  std::string warning;
  absl::StatusOr<std::unique_ptr<ulpforge::Run>> run =
      ulpforge::Run::Open(config.out(), std::nullopt, &warning);
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_NE(warning.find("checkpoint"), std::string::npos);
  EXPECT_EQ(Finish(**run), expected);
}

TEST_F(RunTest, StopEndsTheSessionWithACheckpoint) {
  SearchConfig config = Config("stopped");
  config.set_budget("1h");
  absl::StatusOr<std::unique_ptr<ulpforge::Run>> run = ulpforge::Run::Create(config);
  ASSERT_TRUE(run.ok());
  std::atomic<bool> stop = false;
  int calls = 0;
  ASSERT_TRUE(
      (*run)->Continue((*run)->RemainingBudget(), stop, [&](const Progress&) { stop = ++calls == 2; }).ok());
  EXPECT_LT(calls, 10);
  const uint64_t candidates = (*run)->report().statistics().candidates();
  run->reset();
  std::string warning;
  run = ulpforge::Run::Open(config.out(), std::nullopt, &warning);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ((*run)->report().statistics().candidates(), candidates);
}

}  // namespace
}  // namespace ulpforge
