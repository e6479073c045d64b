#include "hashing/bits_key.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "dsl/canonical.h"
#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "gtest/gtest.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

template <class T>
class BitsKeyTest : public ::testing::Test {
 protected:
  using Unsigned = typename ScalarTraits<T>::Unsigned;

  static Program RandomProgram(Rng& rng, size_t instructions) {
    return testing::RandomProgram(rng, {.ops = testing::OpsOf<T>(), .instructions = instructions});
  }

  // Of the interpreter; nothing where a NaN reached an op whose result is then unspecified.
  static std::vector<std::optional<uint64_t>> ExpectedTokens(const Program& program) {
    const auto probes = BitsProbes<T>();
    std::vector<T> out(probes.size());
    Interpreter<T>::Create(program)->Run(probes, out);
    std::vector<std::optional<uint64_t>> tokens;
    for (size_t i = 0; i < probes.size(); ++i) {
      const T canonical = std::isnan(out[i]) ? std::numeric_limits<T>::quiet_NaN() : out[i];
      const bool specified = !testing::EvaluateOne<T>(program, probes[i]).nan_reached_bits;
      tokens.push_back(specified ? std::optional<uint64_t>(std::bit_cast<Unsigned>(canonical))
                                 : std::nullopt);
    }
    return tokens;
  }
};
using Scalars = ::testing::Types<float, double>;
TYPED_TEST_SUITE(BitsKeyTest, Scalars);

TYPED_TEST(BitsKeyTest, TokensAreWhatTheInterpreterComputes) {
  using T = TypeParam;
  Rng rng(1);
  size_t unspecified = 0, nans = 0;
  for (int k = 0; k < 500; ++k) {
    const Program program = this->RandomProgram(rng, rng.Below(20));
    std::vector<uint64_t> tokens(kBitsProbes);
    BitsFingerprint<T>(program, tokens);
    const auto expected = this->ExpectedTokens(program);
    for (size_t i = 0; i < kBitsProbes; ++i) {
      if (!expected[i]) ++unspecified;
      if (!expected[i]) continue;
      ASSERT_EQ(tokens[i], *expected[i]) << Format(program) << "probe " << i << ": " << BitsProbes<T>()[i];
      nans += std::isnan(std::bit_cast<T>(static_cast<typename ScalarTraits<T>::Unsigned>(tokens[i])));
    }
  }
  EXPECT_GT(nans, 1000u);
  EXPECT_LT(unspecified, 500 * kBitsProbes / 4);
}

// Programs whose interpreter results agree get one key, others get others.
TYPED_TEST(BitsKeyTest, GroupsProgramsAsTheInterpreterDoes) {
  using T = TypeParam;
  Rng rng(2);
  std::map<std::vector<std::optional<uint64_t>>, FunctionKey> keys;
  std::map<FunctionKey, std::vector<std::optional<uint64_t>>> tokens;
  size_t equals = 0;
  for (int k = 0; k < 2000; ++k) {
    const Program program = this->RandomProgram(rng, 1 + rng.Below(3));
    const auto expected = this->ExpectedTokens(program);
    if (std::find(expected.begin(), expected.end(), std::nullopt) != expected.end()) continue;
    const FunctionKey key = BitsKey<T>(program, "");
    const auto [of_tokens, is_new] = keys.emplace(expected, key);
    equals += !is_new;
    ASSERT_EQ(of_tokens->second, key) << Format(program);
    ASSERT_EQ(tokens.emplace(key, expected).first->second, expected) << Format(program);
  }
  EXPECT_GT(equals, 200u);
  EXPECT_GT(keys.size(), 500u);
}

TYPED_TEST(BitsKeyTest, CanonicalFormKeepsTheKey) {
  using T = TypeParam;
  Rng rng(3);
  for (int k = 0; k < 500; ++k) {
    const Program program = this->RandomProgram(rng, 1 + rng.Below(12));
    EXPECT_EQ(BitsKey<T>(program, ""), BitsKey<T>(Canonicalize(program), "")) << Format(program);
  }
}

template <class T>
FunctionKey KeyOfText(const std::string& text, const std::string& context = "") {
  const absl::StatusOr<Program> program = Parse("ulpforge program v1\n" + text);
  EXPECT_TRUE(program.ok()) << program.status();
  return BitsKey<T>(*program, context);
}

TYPED_TEST(BitsKeyTest, OrderOfAdditionAndSignsOfZeroMatter) {
  using T = TypeParam;
  const auto key = [](const std::string& body) { return KeyOfText<T>(body); };
  const std::string constants = "const c0 = 0.1\nconst c1 = 33.3\n";
  EXPECT_NE(key(constants + "v0 = add x c0\nv1 = add v0 c1\nreturn v1\n"),
            key(constants + "v0 = add x c1\nv1 = add v0 c0\nreturn v1\n"));
  EXPECT_EQ(key(constants + "v0 = add x c0\nv1 = add v0 c1\nreturn v1\n"),
            key(constants + "v0 = add c0 x\nv1 = add c1 v0\nreturn v1\n"));
  // 0 - x and -x differ at x = +0 only.
  EXPECT_NE(key("const c0 = 0x0p+0\nv0 = sub c0 x\nreturn v0\n"), key("v0 = neg x\nreturn v0\n"));
  EXPECT_EQ(key("const c0 = -0x0p+0\nv0 = sub c0 x\nreturn v0\n"), key("v0 = neg x\nreturn v0\n"));
}

TYPED_TEST(BitsKeyTest, NansNeverSplitEquals) {
  using T = TypeParam;
  const auto key = [](const std::string& body) { return KeyOfText<T>(body); };
  // x - x is NaN for infinities; its sign depends on the compiler and on the order of operands.
  const std::string nan = "v0 = sub x x\nv1 = sqrt x\n";
  EXPECT_EQ(key(nan + "v2 = add v0 v1\nreturn v2\n"), key(nan + "v2 = add v1 v0\nreturn v2\n"));
  EXPECT_EQ(key("v0 = sqrt x\nv1 = bits v0\nv2 = frombits v1\nreturn v2\n"), key("v0 = sqrt x\nreturn v0\n"));
  // abs takes the sign from -NaN, and from -0, which is why it follows in both.
  EXPECT_EQ(key("v0 = sqrt x\nv1 = neg v0\nv2 = abs v1\nv3 = bits v2\nv4 = frombits v3\nreturn v4\n"),
            key("v0 = sqrt x\nv1 = abs v0\nreturn v1\n"));
}

TYPED_TEST(BitsKeyTest, ConstantsAreTakenAsRoundedAndContextMatters) {
  using T = TypeParam;
  Program program = *Parse("ulpforge program v1\nconst c0 = 0x1.8p-3\nv0 = add x c0\nreturn v0\n");
  const FunctionKey key = BitsKey<T>(program, "");
  program.constants[0].lo = 0x1p-70;  // below half an ulp of either format
  EXPECT_EQ(BitsKey<T>(program, ""), key);
  program.constants[0] = 0x1.8p-3 * (1 + static_cast<double>(std::numeric_limits<T>::epsilon()));
  EXPECT_NE(BitsKey<T>(program, ""), key);
  EXPECT_NE(BitsKey<T>(program, "other"), BitsKey<T>(program, ""));
}

TEST(BitsKeyOfBothFormatsTest, FormatsNeverShareAKey) {
  EXPECT_NE(KeyOfText<float>("return x\n"), KeyOfText<double>("return x\n"));
}

}  // namespace
}  // namespace ulpforge
