#include "engine/space/verifier.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

#include "accuracy/exhaustive/exhaustive_check.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

// Polynomials for 2^x on [0.5,0.75], whose errors are some thousand ULP, and one that is wrong.
const char* const kPrograms[] = {
    "const a = 0.055\nconst b = 0.24\nconst c = 0.69\nconst d = 1\np = fma x a b\nq = fma p x c\nr = fma q x "
    "d\nreturn r\n",
    "const b = 0.34\nconst c = 0.65\nconst d = 1\np = fma x b c\nq = fma p x d\nreturn q\n",
    "const c = 1\nconst d = 1\np = sub x d\nq = div c p\nr = sqrt q\nreturn r\n",
};

SearchConfig Config(const std::string& measure) {
  SearchConfig config;
  config.set_target("exp2");
  config.set_format("float32");
  config.set_free(true);
  config.set_measure(measure);
  config.set_domain("[0.5,0.75]");
  config.set_cost("weighted-ops");
  config.set_max_ulp(1e6);
  config.set_max_error(0.1);
  return config;
}

class VerifierTest : public testing::TestWithParam<const char*> {
 protected:
  VerifierTest() : space_(*FloatSpace::Create(Config(GetParam()), ContractKeys(Config(GetParam())))) {
    for (const char* text : kPrograms) {
      members_.push_back(
          {.program = *Parse(std::string("ulpforge program v1\n") + text), .found_at = members_.size()});
    }
  }

  std::vector<FrontEntry> Verify(size_t threads, bool stopped, double* share) {
    const auto numbers = [](const FrontMember&) { return std::vector<TunableNumber>(); };
    const auto describe = [](const FrontMember& member, const Program& program) {
      FrontMember shown = member;
      shown.program = program;
      return SampledEntry(shown);
    };
    WorkerPool pool(threads);
    std::vector<Stopwatch> watches(threads);
    std::vector<const FrontMember*> members;
    std::vector<FrontEntry> entries;
    for (const FrontMember& member : members_)
      members.push_back(&member), entries.push_back(SampledEntry(member));
    std::atomic<bool> stop = stopped;
    double last = 0;
    const VerifyControl control{.pool = pool,
                                .watch = [&](size_t worker) -> Stopwatch& { return watches[worker]; },
                                .progress =
                                    [&](double done) {
                                      EXPECT_GE(done, last);
                                      EXPECT_LE(done, 1);
                                      last = done;
                                    },
                                .stop = stop};
    const RefineOptions refine{.rounds = 1, .scans = {16}, .takes_last = true};
    EXPECT_TRUE(Verifier(space_, refine, numbers, describe).Verify(members, control, entries).ok());
    if (share != nullptr) *share = last;
    return entries;
  }

  double Largest(const Program& program) {
    const ArrayFunction<float> function = *ProgramFunction(program, kFloat32);
    double largest = 0;
    for (float x = 0.5F; x <= 0.75F; x = std::nextafter(x, 1.0F)) {
      float y = 0;
      function(&x, &y, 1);
      largest = std::max(largest, space_.measure().error(kFloat32, y, std::exp2(static_cast<double>(x))));
    }
    return largest;
  }

  FloatSpace space_;
  std::vector<FrontMember> members_;
};

TEST_P(VerifierTest, ErrorsAreThoseOfAllInputs) {
  double share = 0;
  const std::vector<FrontEntry> entries = Verify(2, false, &share);
  EXPECT_GT(share, 0.9);
  for (size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(entries[k].level(), Level::exhaustive);
    const double largest = Largest(*Parse(entries[k].program()));
    EXPECT_NEAR(entries[k].error(), largest, 1e-6 * largest);
    EXPECT_EQ(entries[k].broken_size(), 0);
  }
  EXPECT_EQ(entries[2].error(), INFINITY);
  EXPECT_GT(entries[2].broken_size(), 0);
}

TEST_P(VerifierTest, TheNumberOfThreadsMakesNoDifference) {
  const std::vector<FrontEntry> one = Verify(1, false, nullptr), three = Verify(3, false, nullptr);
  for (size_t k = 0; k < one.size(); ++k) EXPECT_EQ(one[k].SerializeAsString(), three[k].SerializeAsString());
}

TEST_P(VerifierTest, AStoppedVerificationLeavesEntriesAsTheyAre) {
  for (const FrontEntry& entry : Verify(2, true, nullptr)) EXPECT_EQ(entry.level(), Level::sampled);
}

INSTANTIATE_TEST_SUITE_P(Measures, VerifierTest, testing::Values("ulp", "relative", "absolute"));

}  // namespace
}  // namespace ulpforge
