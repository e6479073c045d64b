#include "accuracy/exhaustive/relative_check.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "accuracy/samples/ulp_samples.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

ArrayFunction<float> Cubic() {
  return [](const float* x, float* y, size_t n) {
    for (size_t i = 0; i < n; ++i) y[i] = 1 + x[i] * (0.69F + x[i] * (0.24F + x[i] * 0.056F));
  };
}

TEST(RelativeCheckTest, AgreesWithLibmAtEveryInput) {
  const Interval domain{0.25, 0.5};
  double worst = 0;
  for (float x = 0.25F; x <= 0.5F; x = std::nextafter(x, 1.0F)) {
    float y = 0;
    Cubic()(&x, &y, 1);
    worst = std::max(worst, std::fabs(y / std::exp2(static_cast<double>(x)) - 1));
  }
  for (const int threads : {1, 3}) {
    const absl::StatusOr<ErrorReport> report =
        CheckErrors(*FindTarget("exp2"), domain, {RelativeError}, Cubic(), threads, [] { return true; });
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_NEAR(report->error, worst, 1e-12);
    float y = 0;
    Cubic()(&report->worst_input, &y, 1);
    EXPECT_NEAR(std::fabs(y / std::exp2(static_cast<double>(report->worst_input)) - 1), worst, 1e-12);
  }
}

TEST(RelativeCheckTest, AbsoluteErrorsAreThoseOfLibm) {
  double worst = 0;
  for (float x = 0.25F; x <= 0.5F; x = std::nextafter(x, 1.0F)) {
    float y = 0;
    Cubic()(&x, &y, 1);
    worst = std::max(worst, std::fabs(y - std::exp2(static_cast<double>(x))));
  }
  const absl::StatusOr<ErrorReport> report =
      CheckErrors(*FindTarget("exp2"), {0.25, 0.5}, {AbsoluteError}, Cubic(), 2, [] { return true; });
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_NEAR(report->error, worst, 1e-12);
}

TEST(RelativeCheckTest, ResultsThatAreNotFiniteAreInfinitelyWrong) {
  const auto nan = [](const float*, float* y, size_t n) {
    std::fill_n(y, n, std::numeric_limits<float>::quiet_NaN());
  };
  const absl::StatusOr<ErrorReport> report =
      CheckErrors(*FindTarget("exp2"), {1, 1.001}, {RelativeError}, nan, 1, [] { return true; });
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->error, std::numeric_limits<double>::infinity());
  EXPECT_EQ(report->worst_input, 1);
}

TEST(RelativeCheckTest, CanBeStopped) {
  const absl::Status status = CheckErrors(*FindTarget("exp2"), {0.25, 0.5}, {RelativeError}, Cubic(), 2, [] {
                                return false;
                              }).status();
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
}

}  // namespace
}  // namespace ulpforge
