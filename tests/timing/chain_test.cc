#include "timing/chain.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "gtest/gtest.h"

namespace ulpforge {
namespace {

template <class T>
class ChainTest : public ::testing::Test {};
using Scalars = ::testing::Types<float, double>;
TYPED_TEST_SUITE(ChainTest, Scalars);

// The link must not change an argument, whatever the last result was: bits are compared.
TYPED_TEST(ChainTest, GivesTheBitsOfTheFunction) {
  using T = TypeParam;
  using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
  constexpr T kInfinity = std::numeric_limits<T>::infinity();
  const std::vector<T> values = {0,
                                 -T{0},
                                 1,
                                 -3,
                                 kInfinity,
                                 -kInfinity,
                                 std::numeric_limits<T>::denorm_min(),
                                 std::numeric_limits<T>::quiet_NaN(),
                                 std::numeric_limits<T>::max()};
  for (const T last : values) {
    for (const T value : values) {
      const std::vector<T> in = {last, value};
      std::vector<T> out(2);
      RunChain(in.data(), out.data(), 2, [](T x) { return x; });
      EXPECT_EQ(std::bit_cast<Bits>(out[0]), std::bit_cast<Bits>(last));
      EXPECT_EQ(std::bit_cast<Bits>(out[1]), std::bit_cast<Bits>(value)) << last << " " << value;
    }
  }
}

TYPED_TEST(ChainTest, MayWorkInPlace) {
  std::vector<TypeParam> values = {1, 4, 9};
  RunChain(values.data(), values.data(), 3, [](TypeParam x) { return std::sqrt(x); });
  EXPECT_EQ(values, (std::vector<TypeParam>{1, 2, 3}));
}

}  // namespace
}  // namespace ulpforge
