// The flush mode: set for one function on one thread, gone afterwards to the last bit of MXCSR.
#include "base/flush_mode.h"

#include <xmmintrin.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace ulpforge {
namespace {

constexpr float kSubnormal = 0x1p-130f;
constexpr float kSmallestNormal = 0x1p-126f;

// The compiler does not know the factor.
float Times(float x, float factor) {
  const volatile float unknown = factor;
  return x * unknown;
}

ArrayFunction<float> Scaling(float factor) {
  return [factor](const float* in, float* out, size_t n) {
    std::transform(in, in + n, out, [factor](float x) { return Times(x, factor); });
  };
}

float Call(const ArrayFunction<float>& function, float x) {
  float y = 1;
  function(&x, &y, 1);
  return y;
}

TEST(FlushModeTest, SubnormalOperandsAndResultsAreZeros) {
  EXPECT_EQ(Call(InFlushMode(Scaling(0x1p10f)), kSubnormal), 0);
  EXPECT_EQ(Call(InFlushMode(Scaling(0.5f)), kSmallestNormal), 0);
  EXPECT_TRUE(std::signbit(Call(InFlushMode(Scaling(0.5f)), -kSmallestNormal)));
  EXPECT_EQ(Call(InFlushMode(Scaling(2)), kSmallestNormal), 0x1p-125f);
}

TEST(FlushModeTest, NothingButTheFunctionRunsInIt) {
  const ArrayFunction<float> flushed = InFlushMode(Scaling(0.5f));
  for (int k = 0; k < 3; ++k) {
    EXPECT_EQ(Times(kSmallestNormal, 0.5f), 0x1p-127f);
    EXPECT_EQ(Call(flushed, kSmallestNormal), 0);
    EXPECT_EQ(Times(kSubnormal, 0x1p10f), 0x1p-120f);
  }
}

TEST(FlushModeTest, MxcsrIsRestoredToTheLastBit) {
  const unsigned before = _mm_getcsr();
  // Each rounding mode, with status flags set and not set, and within the mode itself.
  for (const unsigned csr : {0x1f80u, 0x3f80u, 0x5f80u, 0x7f80u, 0x1fbfu, 0x9fc0u, 0x1fc0u}) {
    _mm_setcsr(csr);
    const float y = Call(InFlushMode(Scaling(0x1p-20f)), 0x1.000002p-110f);
    const unsigned after = _mm_getcsr();
    _mm_setcsr(before);
    EXPECT_EQ(after, csr);
    EXPECT_EQ(y, 0);
  }
}

TEST(FlushModeTest, MxcsrIsRestoredAfterAnException) {
  const unsigned before = _mm_getcsr();
  const ArrayFunction<float> throws = [](const float*, float*, size_t) { throw std::runtime_error(""); };
  EXPECT_THROW(Call(InFlushMode(throws), 1), std::runtime_error);
  EXPECT_EQ(_mm_getcsr(), before);
}

TEST(FlushModeTest, OtherThreadsKeepTheirMode) {
  float elsewhere = 0;
  const ArrayFunction<float> function = [&](const float* in, float* out, size_t) {
    std::thread([&] {
      _mm_setcsr(0x1f80);
      elsewhere = Times(kSmallestNormal, 0.5f);
    }).join();
    out[0] = Times(in[0], 0.5f);
  };
  EXPECT_EQ(Call(InFlushMode(function), kSmallestNormal), 0);
  EXPECT_EQ(elsewhere, 0x1p-127f);
}

}  // namespace
}  // namespace ulpforge
