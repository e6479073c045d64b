#include "timing/placement.h"

#include <cstddef>
#include <set>

#include "gtest/gtest.h"

namespace ulpforge {
namespace {

TEST(PlacementAt, AlignsArraysAndStaysOnThePage) {
  for (const size_t alignment : {4, 16, 64, 256}) {
    for (size_t k = 0; k < kPlacements; ++k) {
      const Placement placement = PlacementAt(k, alignment);
      EXPECT_LT(placement.in, kPageBytes);
      EXPECT_LT(placement.out, kPageBytes);
      EXPECT_LT(placement.stack, kPageBytes);
      EXPECT_EQ(placement.in % alignment, 0);
      EXPECT_EQ(placement.out % alignment, 0);
      EXPECT_EQ(placement.stack % 16, 0);
    }
  }
}

TEST(PlacementAt, CoversThePageWithDistancesEvenly) {
  for (const size_t alignment : {4, 64, 256}) {
    std::set<size_t> strata;
    std::set<size_t> begins;
    for (size_t k = 0; k < kPlacements; ++k) {
      const Placement placement = PlacementAt(k, alignment);
      const size_t distance = (placement.out + kPageBytes - placement.in) % kPageBytes;
      strata.insert(distance / (kPageBytes / kPlacements));
      begins.insert(placement.in);
    }
    EXPECT_EQ(strata.size(), kPlacements);
    EXPECT_GT(begins.size(), kPlacements / 3);
  }
}

}  // namespace
}  // namespace ulpforge
