#include "dsl/numbers/float_format.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/rng.h"
#include "dsl/numbers/ordinal.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

// Doubles of every binade, ties of the format and their neighbours, ends of its range and what is no number.
std::vector<double> Doubles(const FloatFormat& format) {
  std::vector<double> values = {0,
                                std::numeric_limits<double>::infinity(),
                                format.overflow_threshold(),
                                std::nextafter(format.overflow_threshold(), 0),
                                format.largest(),
                                std::numeric_limits<double>::max(),
                                format.smallest_subnormal() / 2,
                                std::numeric_limits<double>::denorm_min()};
  Rng rng(1);
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    for (int k = 0; k < 8; ++k) values.push_back(std::ldexp(1 + rng.Uniform(), exponent));
  }
  for (int k = 0; k < 4000; ++k) {
    const auto bits = static_cast<uint32_t>(rng.Below(format.infinity_bits()));
    const double tie = (double{FromBits(format, bits)} + FromBits(format, bits + 1)) / 2;
    for (const double value : {tie, std::nextafter(tie, 0.0), std::nextafter(tie, 1e300)})
      values.push_back(value);
  }
  for (size_t i = 0, n = values.size(); i < n; ++i) values.push_back(-values[i]);
  return values;
}

TEST(RoundToFormatTest, IsTheValueOfTheRoundedBits) {
  for (const FloatFormat* format : FloatFormats()) {
    for (const double value : Doubles(*format)) {
      const float expected = FromBits(*format, RoundToBits(*format, value));
      EXPECT_EQ(std::bit_cast<uint32_t>(RoundToFormat(*format, value)), std::bit_cast<uint32_t>(expected))
          << format->name << " " << value;
    }
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(std::isnan(RoundToFormat(*format, nan)));
    EXPECT_EQ(std::signbit(RoundToFormat(*format, -nan)), std::signbit(-nan));
  }
}

// By the processor.
TEST(RoundToFormatTest, RoundsToFloatAsConversionsDo) {
  for (const double value : Doubles(kFloat32)) {
    if (std::fabs(value) < kFloat32.overflow_threshold()) {
      EXPECT_EQ(RoundToFormat(kFloat32, value), static_cast<float>(value)) << value;
    }
  }
}

TEST(OrdinalTest, NeighboursOfAFormatDifferByOne) {
  for (const FloatFormat* format : FloatFormats()) {
    for (const float value : {0.0F, 1.0F, -1.5F, static_cast<float>(format->smallest_normal())}) {
      const int64_t ordinal = ToOrdinal(*format, value);
      EXPECT_EQ(FromOrdinal(*format, ordinal), value);
      const double step = double{FromOrdinal(*format, ordinal + 1)} - value;
      const double unit = std::fmax(std::fabs(value), format->smallest_normal());
      EXPECT_EQ(step, std::ldexp(1.0, std::ilogb(unit) - format->significand_bits + 1))
          << format->name << value;
    }
  }
  EXPECT_EQ(ToOrdinal(kFloat32, -0.75F), ToOrdinal(-0.75F));
}

}  // namespace
}  // namespace ulpforge
