#include <chrono>
#include <csignal>
#include <filesystem>
#include <iterator>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/run_command.h"

namespace ulpforge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class RunCommandTest : public CommandTest {
 protected:
  CommandResult Search(const std::string& out, const std::string& budget, const std::string& threads = "1") {
    return Ulpforge(
        {"search", "exp2", "--max-ops", "5", "--budget", budget, "--threads", threads, "--out", out});
  }

  // Starts a long search and returns when it has written a checkpoint.
  pid_t StartLongSearch(const std::string& out) {
    const pid_t child = Start({"search", "exp2", "--max-ops", "5", "--budget", "1h", "--checkpoint-interval",
                               "0.05s", "--threads", "1", "--out", out});
    while (!std::filesystem::exists(Path(out + "/checkpoint.prev.bin")) &&
           waitpid(child, nullptr, WNOHANG) == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return child;
  }
};

TEST_F(RunCommandTest, SearchEndsWithTheFront) {
  const CommandResult result = Search("r", "1000c");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(StartsWith("ops "), HasSubstr("certified"), HasSubstr("finished: 10"),
                                HasSubstr("\ncache: "), HasSubstr(" evaluations saved, "),
                                HasSubstr("\ntime: propose "), HasSubstr("run directory r\n")));
  EXPECT_THAT(Ulpforge({"front", "r"}).out, AllOf(HasSubstr("\ncache: "), Not(HasSubstr("time: "))));
  EXPECT_EQ(result.err, "");
  for (const char* file : {"config.textproto", "checkpoint.bin", "front.json", "front.csv", "events.jsonl"}) {
    EXPECT_TRUE(std::filesystem::exists(Path("r/" + std::string(file)))) << file;
  }
  EXPECT_EQ(Ulpforge({"front", "r", "--json"}).out, ReadText("r/front.json"));
  EXPECT_EQ(Ulpforge({"front", "r", "--csv"}).out, ReadText("r/front.csv"));
  EXPECT_EQ(Ulpforge({"verify", "r"}).exit_code, 0);
}

TEST_F(RunCommandTest, DefaultDirectoryNamesTargetAndSeed) {
  EXPECT_EQ(Ulpforge({"search", "exp2", "--max-ops", "2", "--budget", "128c", "--seed", "42"}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(Path("runs/exp2-s42/front.json")));
}

TEST_F(RunCommandTest, SeedProgramsComeFromFilesAndFromTheClassicalConstructions) {
  WriteText("cubic.txt", "ulpforge program v1\nconst c0 = 1\nv0 = add x c0\nreturn v0\n");
  const auto search = [&](const std::string& seed, const std::string& out) {
    return Ulpforge(
        {"search", "exp2", "--max-ops", "4", "--budget", "128c", "--seed-program", seed, "--out", out});
  };
  EXPECT_EQ(search("cubic.txt", "a").exit_code, 0);
  EXPECT_EQ(search("classical", "b").exit_code, 0);
  EXPECT_THAT(ReadText("a/config.textproto"), HasSubstr("add x c0"));
  EXPECT_THAT(ReadText("b/front.json"), HasSubstr("\"found_at\": \"0\""));
  EXPECT_EQ(Ulpforge({"resume", "b", "--budget", "128c"}).exit_code, 0);
  const CommandResult missing = search("quartic.txt", "c");
  EXPECT_NE(missing.exit_code, 0);
  EXPECT_THAT(missing.err, HasSubstr("quartic.txt"));
  EXPECT_FALSE(std::filesystem::exists(Path("c")));
}

TEST_F(RunCommandTest, ThreadsDoNotChangeTheResult) {
  ASSERT_EQ(Search("a", "3000c", "1").exit_code, 0);
  ASSERT_EQ(Search("b", "3000c", "2").exit_code, 0);
  EXPECT_EQ(ReadText("a/front.json"), ReadText("b/front.json"));
  EXPECT_EQ(ReadText("a/front.csv"), ReadText("b/front.csv"));
}

TEST_F(RunCommandTest, ResumeAddsABudget) {
  ASSERT_EQ(Search("whole", "2560c").exit_code, 0);
  ASSERT_EQ(Search("parts", "1280c").exit_code, 0);
  ASSERT_EQ(Ulpforge({"resume", "parts", "--budget", "1280c", "--threads", "2"}).exit_code, 0);
  EXPECT_EQ(ReadText("whole/front.json"), ReadText("parts/front.json"));
}

TEST_F(RunCommandTest, ResumeOfACompletedRunSaysSo) {
  ASSERT_EQ(Search("r", "1280c").exit_code, 0);
  const std::string before = ReadText("r/checkpoint.bin");
  const CommandResult result = Ulpforge({"resume", "r"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out,
            "nothing left to do: the budget of 1280c is used up (1280 candidates); --budget adds to it\n");
  EXPECT_EQ(ReadText("r/checkpoint.bin"), before);
}

TEST_F(RunCommandTest, ResumeVerifiesWhatIsLeftToVerify) {
  ASSERT_EQ(Search("r", "1280c").exit_code, 0);
  const std::string verified = ReadText("r/front.json");
  std::filesystem::remove(Path("r/front.json"));
  const CommandResult result = Ulpforge({"resume", "r"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("certified"), HasSubstr("finished: 1280 candidates")));
  EXPECT_EQ(ReadText("r/front.json"), verified);
}

TEST_F(RunCommandTest, EarlySignalsStopCleanly) {
  for (int k = 0; k < 5; ++k) {
    const std::string run = "early" + std::to_string(k);
    const pid_t child =
        Start({"search", "exp2", "--max-ops", "5", "--budget", "1h", "--threads", "1", "--out", run});
    while (!std::filesystem::exists(Path(run)) && waitpid(child, nullptr, WNOHANG) == 0) {
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
    kill(child, SIGINT);
    const CommandResult result = Wait(child);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("stopped: "));
  }
}

TEST_F(RunCommandTest, ExistingDirectoryIsLeftAlone) {
  WriteText("r/precious", "data");
  const CommandResult result = Search("r", "128c");
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.err, AllOf(StartsWith("ulpforge: "), HasSubstr("'r'"), HasSubstr("exists")));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(Path("r")), {}), 1);
}

TEST_F(RunCommandTest, DirectoryThatCannotBeCreated) {
  WriteText("file", "");
  const CommandResult result = Search("file/r", "128c");
  EXPECT_EQ(result.exit_code, kFailure);
  EXPECT_THAT(result.err, AllOf(StartsWith("ulpforge: "), HasSubstr("file/r"), HasSubstr("Not a directory")));
}

TEST_F(RunCommandTest, SignalsCheckpointAndSayHowToResume) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const std::string run = "r" + std::to_string(signal);
    const pid_t child = StartLongSearch(run);
    kill(child, signal);
    const CommandResult result = Wait(child);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, AllOf(StartsWith("ops "), HasSubstr("stopped: "),
                                  HasSubstr("resume with: ulpforge resume " + run + "\n")));
    EXPECT_EQ(Ulpforge({"resume", run, "--budget", "128c"}).exit_code, 0);
  }
}

TEST_F(RunCommandTest, KilledRunResumesToTheSameFront) {
  const pid_t child = StartLongSearch("killed");
  kill(child, SIGKILL);
  EXPECT_EQ(Wait(child).exit_code, 128 + SIGKILL);
  ASSERT_EQ(Ulpforge({"resume", "killed", "--budget", "1280c"}).exit_code, 0);
  const std::string json = ReadText("killed/front.json");
  const size_t start = json.find("\"candidates\": \"") + 15;
  const std::string candidates = json.substr(start, json.find('"', start) - start);
  ASSERT_EQ(Search("whole", candidates + "c").exit_code, 0);
  EXPECT_EQ(ReadText("whole/front.csv"), ReadText("killed/front.csv"));
}

TEST_F(RunCommandTest, RunInUseIsRefused) {
  const pid_t child = StartLongSearch("r");
  const pid_t second = Start({"resume", "r"}, "second");
  EXPECT_EQ(Wait(second).exit_code, kFailure);
  EXPECT_EQ(ReadText("err"), "ulpforge: run directory r is in use by process " + std::to_string(child) +
                                 "; wait for it to end or stop it\n");
  const pid_t third = Start({"search", "exp2", "--out", "r"}, "third");
  EXPECT_EQ(Wait(third).exit_code, kFailure);
  EXPECT_EQ(ReadText("err"), "ulpforge: run directory r is in use by process " + std::to_string(child) +
                                 "; wait for it to end or stop it, or choose another directory with --out\n");
  kill(child, SIGKILL);
  Wait(child);
}

TEST_F(RunCommandTest, DamagedCheckpointFallsBackOrFails) {
  ASSERT_EQ(Search("r", "1280c").exit_code, 0);
  const std::string bytes = ReadText("r/checkpoint.bin");
  WriteText("r/checkpoint.bin", bytes.substr(0, bytes.size() / 2));
  const CommandResult result = Ulpforge({"resume", "r", "--budget", "128c"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, AllOf(StartsWith("ulpforge: warning: r/checkpoint.bin is truncated"),
                                HasSubstr("continuing from r/checkpoint.prev.bin")));
  std::string flipped = bytes;
  flipped[flipped.size() / 2] ^= 1;
  WriteText("r/checkpoint.bin", flipped);
  WriteText("r/checkpoint.prev.bin", "");
  const CommandResult failed = Ulpforge({"resume", "r", "--budget", "128c"});
  EXPECT_EQ(failed.exit_code, kFailure);
  EXPECT_EQ(failed.out, "");
  EXPECT_THAT(failed.err,
              AllOf(HasSubstr("checksum does not match"), HasSubstr("checkpoint.prev.bin is truncated")));
  EXPECT_EQ(ReadText("r/checkpoint.bin"), flipped);
}

TEST_F(RunCommandTest, ResumeOfNothing) {
  EXPECT_EQ(Ulpforge({"resume", "none"}).exit_code, kFailure);
  EXPECT_FALSE(std::filesystem::exists(Path("none")));
}

TEST_F(RunCommandTest, PlainLinesCarryTheRates) {
  const CommandResult result = Ulpforge(
      {"search", "exp2", "--max-ops", "4", "--budget", "0.7s", "--progress-interval", "0.2s", "--out", "r"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, AllOf(HasSubstr(" candidates ("), HasSubstr("/s), "), HasSubstr(" evaluated ("),
                                HasSubstr("cache hits "), HasSubstr(" left): "), Not(HasSubstr("\x1b"))));
}

TEST_F(RunCommandTest, WrongBudgetNeverStarts) {
  EXPECT_EQ(Search("r", "0s").exit_code, kUsage);
  EXPECT_FALSE(std::filesystem::exists(Path("r")));
}

}  // namespace
}  // namespace ulpforge
