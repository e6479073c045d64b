// Every peer that can be loaded computes its target, and every other says why it is missing.
#include "peers/peers.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/problem.h"
#include "targets/target_table.h"
#include "tests/evaluate_one.h"

namespace ulpforge {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr size_t kLongest = 40;
constexpr double kTolerance = 1e-3;  // so that a mix-up is found; how good a peer is, is not tested here

std::vector<float> InputsOf(const Interval& domain) {
  Rng rng(5);
  std::vector<float> inputs;
  while (inputs.size() < 200) {
    inputs.push_back(static_cast<float>(domain.lo + (domain.hi - domain.lo) * rng.Uniform()));
  }
  return inputs;
}

void ExpectComputes(const TimedFunction<float>& peer, const Target& target) {
  const std::vector<float> in = InputsOf(target.domain);
  std::vector<float> out(in.size());
  peer.array(in.data(), out.data(), in.size());
  for (size_t i = 0; i < in.size(); ++i) {
    const double f = ReferenceValue(target, in[i]).hi;
    // Relative, but absolute near a zero of f.
    ASSERT_NEAR(out[i], f, kTolerance * std::max(0.01, std::fabs(f))) << "at " << in[i];
  }
}

// The same value wherever it stands, in place too.
void ExpectOneFunction(const TimedFunction<float>& peer, const Target& target) {
  const std::vector<float> in = InputsOf(target.domain);
  std::vector<float> whole(in.size());
  peer.array(in.data(), whole.data(), in.size());
  for (size_t n = 0; n <= kLongest; ++n) {
    std::vector<float> out(n + 1, -77);
    peer.array(in.data(), out.data(), n);
    EXPECT_EQ(out[n], -77);
    std::vector<float> in_place(in.begin(), in.begin() + static_cast<ptrdiff_t>(n));
    peer.array(in_place.data(), in_place.data(), n);
    for (size_t i = 0; i < n; ++i) {
      ASSERT_NEAR(out[i], whole[i], kTolerance * std::max(1.0f, std::fabs(whole[i]))) << n;
      ASSERT_NEAR(in_place[i], whole[i], kTolerance * std::max(1.0f, std::fabs(whole[i]))) << n;
    }
  }
  if (!peer.chain) return;
  std::vector<float> chained(in.size());
  peer.chain(in.data(), chained.data(), in.size());
  for (size_t i = 0; i < in.size(); ++i) {
    ASSERT_TRUE(testing::SameValue(chained[i], whole[i])) << in[i] << ": " << chained[i] << ", " << whole[i];
  }
}

class PeersAtLevelTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(PeersAtLevelTest, EveryPeerComputesItsTargetOrSaysWhyNot) {
  const absl::StatusOr<PeerLevel> level = FindPeerLevel(GetParam());
  ASSERT_TRUE(level.ok()) << level.status();
  EXPECT_EQ(CpuOf(*level), GetParam());
  for (const Target& target : Targets()) {
    for (const Peer& peer : PeersOf(target.name, *level)) {
      SCOPED_TRACE(peer.Name() + ", " + std::string(target.name));
      const absl::StatusOr<LoadedPeer> loaded = peer.Load();
      if (loaded.ok()) {
        EXPECT_FALSE(peer.version.empty());
        ExpectComputes(loaded->function(), target);
        ExpectOneFunction(loaded->function(), target);
        continue;
      }
      const std::string reason(loaded.status().message());
      EXPECT_THAT(reason, ::testing::StartsWith(peer.Name()));
      EXPECT_THAT(reason, Not(HasSubstr("\n")));
      EXPECT_THAT(reason, AnyOf(HasSubstr("has no " + std::string(target.name)), HasSubstr("install "),
                                HasSubstr("needs a CPU with "), HasSubstr("uses AVX-512")));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AllLevels, PeersAtLevelTest, ::testing::ValuesIn(kPeerLevels), [](const auto& info) {
  std::string name(info.param);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(PeersTest, NoPeerOfX86_64V3UsesAvx512) {
  for (const Peer& peer : PeersOf("exp", PeerLevel::kX86_64V3)) {
    if (peer.variant.find("AVX-512") == std::string::npos) continue;
    EXPECT_FALSE(peer.Load().ok()) << peer.Name();
  }
  EXPECT_THAT(std::string(FindPeerLevel("znver3").status().message()), HasSubstr("native and x86-64-v3"));
}

TEST(PeersTest, NamesDiffer) {
  for (const Target& target : Targets()) {
    std::set<std::string> names;
    for (const Peer& peer : PeersOf(target.name)) {
      EXPECT_TRUE(names.insert(peer.Name()).second) << peer.Name();
      EXPECT_EQ(peer.target, target.name);
    }
    EXPECT_GE(names.size(), 10);
  }
}

// What comes with the C library is there on every machine; its function is the one that C programs call.
TEST(PeersTest, LibmIsThere) {
  const std::vector<Peer> peers = PeersOf("exp");
  ASSERT_FALSE(peers.empty());
  EXPECT_EQ(peers[0].library, "glibc");
  EXPECT_EQ(peers[0].variant, "libm");
  const absl::StatusOr<LoadedPeer> libm = peers[0].Load();
  ASSERT_TRUE(libm.ok()) << libm.status();
  for (const float x : InputsOf({-100, 100})) {
    float y = 0;
    libm->function().array(&x, &y, 1);
    EXPECT_EQ(y, expf(x));
  }
}

TEST(PeersTest, NobodyHasAFunctionThatDoesNotExist) {
  for (const Peer& peer : PeersOf("nosuch")) EXPECT_FALSE(peer.Load().ok()) << peer.Name();
}

}  // namespace
}  // namespace ulpforge
