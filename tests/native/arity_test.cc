#include "native/arity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "native/shared_library.h"

namespace ulpforge {
namespace {

using testing::HasSubstr;

TEST(CheckTakesOneArgument, RefusesWhatTakesMore) {
  for (const char* symbol : {"pow",
                             "powf",
                             "powl",
                             "__powf_finite",
                             "atan2",
                             "atan2f",
                             "hypot",
                             "hypotf",
                             "fmod",
                             "fmodf",
                             "remainderf",
                             "remquof",
                             "fdimf",
                             "fmaxf",
                             "fminf",
                             "fma",
                             "fmaf",
                             "copysignf",
                             "nextafterf",
                             "nexttowardf",
                             "ldexpf",
                             "scalbnf",
                             "scalblnf",
                             "frexp",
                             "frexpf",
                             "modf",
                             "modff",
                             "sincos",
                             "sincosf",
                             "jn",
                             "jnf",
                             "yn",
                             "ynf",
                             "lgamma_r",
                             "lgammaf_r",
                             "Sleef_pow_u10",
                             "Sleef_powf_u10",
                             "Sleef_powf8_u10avx2",
                             "Sleef_atan2f8_u35",
                             "Sleef_finz_powd4_u10avx2",
                             "Sleef_hypotd2_u05",
                             "Sleef_fmodf16",
                             "Sleef_sincosf8_u10avx2",
                             "Sleef_ldexpf4_sse2",
                             "_ZGVbN4vv_powf",
                             "_ZGVdN4vv_pow",
                             "_ZGVeN16vv_atan2f",
                             "_ZGVdN4vl8l8_sincos"}) {
    const absl::Status status = CheckTakesOneArgument(symbol);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << symbol;
    EXPECT_THAT(status.message(), HasSubstr(symbol));
  }
}

TEST(CheckTakesOneArgument, AcceptsFunctionsOfX) {
  for (const char* symbol : {"exp",
                             "expf",
                             "exp2f",
                             "exp10f",
                             "log1p",
                             "log1pf",
                             "cbrtf",
                             "tgammaf",
                             "lgammaf",
                             "j0",
                             "j0f",
                             "y1f",
                             "logbf",
                             "floorf",
                             "fabsf",
                             "Sleef_expf8_u10avx2",
                             "Sleef_sinf8_u35",
                             "Sleef_log2d4_u10avx2",
                             "_ZGVbN4v_expf",
                             "_ZGVdN4v_log2",
                             "_ZGVeN16v_sinf",
                             "pow_2_4",
                             "powder",
                             "fmap",
                             "my_pow_fast",
                             "sincosine"}) {
    EXPECT_TRUE(CheckTakesOneArgument(symbol).ok()) << symbol;
  }
}

// No function of x in libm is refused: the others are few.
TEST(CheckTakesOneArgument, OfLibm) {
  const auto libm = SharedLibrary::Open("libm.so.6");
  ASSERT_TRUE(libm.ok()) << libm.status();
  const auto functions = libm->Functions();
  ASSERT_TRUE(functions.ok()) << functions.status();
  size_t refused = 0, accepted = 0;
  for (const std::string& function : *functions) {
    (CheckTakesOneArgument(function).ok() ? accepted : refused) += 1;
  }
  EXPECT_GT(refused, 40u);
  EXPECT_GT(accepted, 150u);
}

}  // namespace
}  // namespace ulpforge
