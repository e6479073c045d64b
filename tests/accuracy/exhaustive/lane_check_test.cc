#include "accuracy/exhaustive/lane_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<float> AllFloats() {
  return LaneInputs(kFloat32, *InputBlocks::Create(kFloat32, std::nullopt), {});
}

// Calls `block` with each full vector of 8, and with the last one padded.
template <class Block>
ArrayFunction<float> ByVectors(Block block) {
  return [block](const float* in, float* out, size_t n) {
    for (size_t i = 0; i < n; i += 8) {
      float v[8];
      for (size_t k = 0; k < 8; ++k) v[k] = in[std::min(i + k, n - 1)];
      block(v);
      std::copy_n(v, std::min<size_t>(8, n - i), out + i);
    }
  };
}

TEST(FindLaneFault, FindsNothingInAFunctionOfItsInputs) {
  const ArrayFunction<float> exp = [](const float* in, float* out, size_t n) {
    std::transform(in, in + n, out, [](float x) { return std::exp(x); });
  };
  EXPECT_FALSE(FindLaneFault<float>(exp, AllFloats()));
  const ArrayFunction<double> log = [](const double* in, double* out, size_t n) {
    std::transform(in, in + n, out, [](double x) { return std::log(x); });
  };
  EXPECT_FALSE(FindLaneFault<double>(log, std::vector<double>{-1, 0, 1e-310, 1, 1e300, HUGE_VAL}));
}

// 1% wrong for x < 0.9 in vectors with a lane at 1 or above, as where a branch asks for any lane.
TEST(FindLaneFault, FindsABranchThatOtherLanesDecide) {
  const ArrayFunction<float> function = ByVectors([](float* v) {
    const bool any_large = std::any_of(v, v + 8, [](float x) { return x >= 1; });
    const bool any_small = std::any_of(v, v + 8, [](float x) { return x < 1; });
    for (size_t k = 0; k < 8; ++k)
      v[k] = std::exp(v[k]) * (any_large && any_small && v[k] < 0.9F ? 1.01F : 1);
  });
  const std::optional<LaneFault> fault = FindLaneFault<float>(function, AllFloats());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->inputs_size(), 2);  // one that is wrong, and one that makes it so
  EXPECT_EQ(fault->start(), 0u);
  EXPECT_THAT(LaneFaultText(*fault), HasSubstr(" alone, but "));
  // In a domain on which there is none, there is none.
  const std::vector<float> small =
      LaneInputs(kFloat32, *InputBlocks::Create(kFloat32, Interval{0, 0.99}), {});
  EXPECT_FALSE(FindLaneFault<float>(function, small));
}

TEST(FindLaneFault, FindsOneSpecialValueThatSpoilsTheOthers) {
  const ArrayFunction<float> function = ByVectors([](float* v) {
    const bool any_nan = std::any_of(v, v + 8, [](float x) { return std::isnan(x); });
    for (size_t k = 0; k < 8; ++k) v[k] = any_nan ? NAN : v[k];
  });
  const std::optional<LaneFault> fault = FindLaneFault<float>(function, AllFloats());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->result(), "nan");
}

TEST(FindLaneFault, FindsResultsByPosition) {
  const ArrayFunction<float> third = ByVectors([](float* v) { v[3] += 1; });
  EXPECT_TRUE(FindLaneFault<float>(third, std::vector<float>{1}));
  // A tail of less than four that is computed in another way.
  const ArrayFunction<float> tail = [](const float* in, float* out, size_t n) {
    for (size_t i = 0; i < n; ++i) out[i] = i < n / 4 * 4 ? in[i] * 3 : in[i] * 3.0000002F;
  };
  const std::optional<LaneFault> fault = FindLaneFault<float>(tail, AllFloats());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->inputs_size(), 4);
  // By the address of the array, as a loop that peels up to an aligned one does.
  const ArrayFunction<float> peeled = [](const float* in, float* out, size_t n) {
    for (size_t i = 0; i < n; ++i) {
      const bool aligned = reinterpret_cast<uintptr_t>(in + i) % 16 == 0;
      out[i] = n > 1 && aligned ? in[i] + 1 : in[i];
    }
  };
  EXPECT_TRUE(FindLaneFault<float>(peeled, std::vector<float>{1, 2}));
}

TEST(FindLaneFault, FindsWhatIsWrittenBesideTheResults) {
  for (const int beside : {-1, 0}) {
    const ArrayFunction<float> function = [beside](const float* in, float* out, size_t n) {
      std::copy_n(in, n, out);
      if (n == 7) out[beside < 0 ? -1 : static_cast<std::ptrdiff_t>(n)] = 0;
    };
    const std::optional<LaneFault> fault = FindLaneFault<float>(function, std::vector<float>{1, 2});
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->inputs_size(), 7);
    EXPECT_FALSE(fault->has_element());
    EXPECT_THAT(LaneFaultText(*fault), HasSubstr("writes beside the results of {"));
  }
}

TEST(LaneInputs, StayInTheDomain) {
  const InputBlocks blocks = *InputBlocks::Create(kFloat16, Interval{1, 2});
  const std::vector<float> inputs = LaneInputs(kFloat16, blocks, {});
  EXPECT_TRUE(std::ranges::all_of(inputs, [](float x) { return x >= 1 && x <= 2; }));
  EXPECT_TRUE(std::ranges::any_of(AllFloats(), [](float x) { return std::isnan(x); }));
  EXPECT_TRUE(std::ranges::any_of(AllFloats(), [](float x) { return x == -HUGE_VALF; }));
}

}  // namespace
}  // namespace ulpforge
