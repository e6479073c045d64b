#include "timing/inputs.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "gtest/gtest.h"

namespace ulpforge {
namespace {

template <class T>
class InputsTest : public ::testing::Test {};
using Scalars = ::testing::Types<float, double>;
TYPED_TEST_SUITE(InputsTest, Scalars);

TYPED_TEST(InputsTest, UniformInputsCoverTheIntervalEvenly) {
  using T = TypeParam;
  const std::vector<T> inputs = UniformInputs<T>(-80, 20, 10000, 1);
  ASSERT_EQ(inputs.size(), 10000);
  std::vector<int> tenths(10);
  for (const T input : inputs) {
    ASSERT_GE(input, -80);
    ASSERT_LE(input, 20);
    ++tenths[static_cast<size_t>(std::min((input + 80) / 10, T{9}))];
  }
  for (const int count : tenths) EXPECT_NEAR(count, 1000, 150);
}

TYPED_TEST(InputsTest, TakeTheWholeRange) {
  using T = TypeParam;
  constexpr T kMax = std::numeric_limits<T>::max();
  for (const T input : UniformInputs<T>(-kMax, kMax, 1000, 1)) EXPECT_TRUE(std::isfinite(input));
}

TYPED_TEST(InputsTest, AreOneNumberWhereTheIntervalIsOne) {
  using T = TypeParam;
  EXPECT_EQ(UniformInputs<T>(3, 3, 2, 1), (std::vector<T>{3, 3}));
}

TYPED_TEST(InputsTest, DependOnTheSeedAlone) {
  using T = TypeParam;
  EXPECT_EQ(UniformInputs<T>(0, 1, 100, 7), UniformInputs<T>(0, 1, 100, 7));
  EXPECT_NE(UniformInputs<T>(0, 1, 100, 7), UniformInputs<T>(0, 1, 100, 8));
}

}  // namespace
}  // namespace ulpforge
