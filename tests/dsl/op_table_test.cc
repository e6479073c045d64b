// Rows of the op table against MPFR (F ops) and 128-bit integers (I ops), in every arithmetic, on all
// combinations of special values and on random bit patterns. An op that is made of others has no reference
// here: its lambda is compared with MPFR values in tests/targets/mpfr_real_test.cc, and with its texts,
// compiled, in tests/agreement, where every row is.
#include "dsl/op_table.h"

#include <mpfr.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "base/rng.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using testing::RandomBits;
using testing::SameValue;
using testing::SpecialValues;

constexpr int kRandomPoints = 3000;

template <class T>
struct Format;
template <>
struct Format<float> {
  static constexpr int kEmin = -148, kEmax = 128;
};
template <>
struct Format<double> {
  static constexpr int kEmin = -1073, kEmax = 1024;
};

template <>
struct Format<Float16> {
  static constexpr int kEmin = -23, kEmax = 16;
};
template <>
struct Format<BFloat16> {
  static constexpr int kEmin = -132, kEmax = 128;
};

using Reference = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_srcptr);
const std::map<OpCode, Reference>& References() {
  static const std::map<OpCode, Reference> references = {
      {OpCode::kAdd, [](auto r, auto a, auto b, auto) { return mpfr_add(r, a, b, MPFR_RNDN); }},
      {OpCode::kSub, [](auto r, auto a, auto b, auto) { return mpfr_sub(r, a, b, MPFR_RNDN); }},
      {OpCode::kMul, [](auto r, auto a, auto b, auto) { return mpfr_mul(r, a, b, MPFR_RNDN); }},
      {OpCode::kDiv, [](auto r, auto a, auto b, auto) { return mpfr_div(r, a, b, MPFR_RNDN); }},
      {OpCode::kSqrt, [](auto r, auto a, auto, auto) { return mpfr_sqrt(r, a, MPFR_RNDN); }},
      {OpCode::kFma, [](auto r, auto a, auto b, auto c) { return mpfr_fma(r, a, b, c, MPFR_RNDN); }},
      {OpCode::kNeg, [](auto r, auto a, auto, auto) { return mpfr_neg(r, a, MPFR_RNDN); }},
      {OpCode::kAbs, [](auto r, auto a, auto, auto) { return mpfr_abs(r, a, MPFR_RNDN); }},
      {OpCode::kMin,
       [](auto r, auto a, auto b, auto) { return mpfr_set(r, mpfr_less_p(a, b) ? a : b, MPFR_RNDN); }},
      {OpCode::kMax,
       [](auto r, auto a, auto b, auto) { return mpfr_set(r, mpfr_less_p(b, a) ? a : b, MPFR_RNDN); }},
      {OpCode::kRound, [](auto r, auto a, auto, auto) { return mpfr_rint(r, a, MPFR_RNDN); }},
      {OpCode::kFloor, [](auto r, auto a, auto, auto) { return mpfr_floor(r, a); }},
  };
  return references;
}

// The correctly rounded result of an F op in the format of T, subnormals included.
template <class T>
class MpfrOp {
 public:
  MpfrOp() : emin_(mpfr_get_emin()), emax_(mpfr_get_emax()) {
    for (mpfr_ptr v : values_) mpfr_init2(v, ScalarTraits<T>::kSignificandBits);
    mpfr_set_emin(Format<T>::kEmin);
    mpfr_set_emax(Format<T>::kEmax);
  }
  MpfrOp(const MpfrOp&) = delete;
  ~MpfrOp() {
    mpfr_set_emin(emin_);
    mpfr_set_emax(emax_);
    for (mpfr_ptr v : values_) mpfr_clear(v);
  }
  T operator()(Reference reference, const T* in) {
    for (int i = 0; i < kMaxArity; ++i) mpfr_set_d(values_[i], static_cast<double>(in[i]), MPFR_RNDN);
    const int ternary = reference(values_[3], values_[0], values_[1], values_[2]);
    mpfr_subnormalize(values_[3], ternary, MPFR_RNDN);
    return static_cast<T>(mpfr_get_d(values_[3], MPFR_RNDN));
  }

 private:
  mpfr_exp_t emin_, emax_;
  mpfr_t storage_[4];
  mpfr_ptr values_[4] = {storage_[0], storage_[1], storage_[2], storage_[3]};
};

// All combinations of special values for `arity` operands, then random ones.
template <class T>
std::vector<std::array<T, kMaxArity>> Points(int arity, bool finite_random = false) {
  const std::vector<T> special = SpecialValues<T>();
  std::vector<std::array<T, kMaxArity>> points;
  size_t combinations = 1;
  for (int i = 0; i < arity; ++i) combinations *= special.size();
  for (size_t k = 0; k < combinations; ++k) {
    std::array<T, kMaxArity> point{};
    size_t rest = k;
    for (int i = 0; i < arity; ++i, rest /= special.size()) point[i] = special[rest % special.size()];
    points.push_back(point);
  }
  Rng rng(1);
  for (int k = 0; k < kRandomPoints; ++k) {
    std::array<T, kMaxArity> point{};
    for (T& value : point) {
      value = finite_random ? testing::RandomFinite<T>(rng) : RandomBits<T>(rng);
      if (rng.Chance(0.5)) value = static_cast<T>(testing::RandomModerate(rng));
    }
    points.push_back(point);
  }
  return points;
}

template <class V>
std::vector<V> Column(const std::vector<std::array<V, kMaxArity>>& points, int i) {
  std::vector<V> column;
  for (const auto& point : points) column.push_back(point[i]);
  return column;
}

template <class T>
std::string Values(const std::array<T, kMaxArity>& values) {
  std::string text;
  for (const T value : values) text += fmt::format("{:a} ", static_cast<double>(value));
  return text;
}

template <class T>
void CheckFloatOps() {
  MpfrOp<T> mpfr;
  for (const OpInfo& op : kOps) {
    if (!IsFloatOp(op)) continue;
    SCOPED_TRACE(op.name);
    const auto reference = References().find(op.code);
    const auto points = Points<T>(op.arity);
    std::vector<T> columns[kMaxArity];
    const void* in[kMaxArity];
    for (int i = 0; i < kMaxArity; ++i) in[i] = (columns[i] = Column(points, i)).data();
    std::vector<T> out(points.size());
    FindArrayKernel<T>(op.code)(out.data(), in, points.size());
    for (size_t k = 0; k < points.size(); ++k) {
      T one{};
      ASSERT_TRUE(Apply<T>(op.code, &one, points[k].data()));
      const T expected = reference == References().end() ? one : mpfr(reference->second, points[k].data());
      ASSERT_TRUE(SameValue(out[k], expected)) << Values(points[k]) << ": " << Values<T>({out[k], expected});
      ASSERT_TRUE(SameValue(one, expected));
      if (!op.commutative) continue;
      const std::array<T, kMaxArity> swapped = {points[k][1], points[k][0], points[k][2]};
      ASSERT_TRUE(Apply<T>(op.code, &one, swapped.data()));
      ASSERT_TRUE(SameValue(one, expected)) << "operands do not commute";
    }
  }
}

TEST(OpTableTest, FloatOpsRoundCorrectlyInFloat) { CheckFloatOps<float>(); }
TEST(OpTableTest, FloatOpsRoundCorrectlyInDouble) { CheckFloatOps<double>(); }
TEST(OpTableTest, FloatOpsRoundCorrectlyInFloat16) { CheckFloatOps<Float16>(); }
TEST(OpTableTest, FloatOpsRoundCorrectlyInBFloat16) { CheckFloatOps<BFloat16>(); }

// Extended results are within the largest bound of double_double.h, where nothing over- or underflows.
TEST(OpTableTest, FloatOpsKeepTheirErrorBoundInExtended) {
  constexpr double kBound = 16 * 0x1p-106;
  Rng rng(2);
  mpfr_t v[4];
  for (auto& value : v) mpfr_init2(value, 2200);
  for (const OpInfo& op : kOps) {
    const ArrayKernel kernel = FindArrayKernel<Extended>(op.code);
    ASSERT_EQ(kernel != nullptr, IsFloatOp(op)) << op.name;
    if (kernel == nullptr || !References().contains(op.code)) continue;
    SCOPED_TRACE(op.name);
    for (int k = 0; k < kRandomPoints; ++k) {
      std::array<Extended, kMaxArity> at;
      const void* in[kMaxArity];
      for (int i = 0; i < kMaxArity; ++i) {
        at[i] = testing::RandomPair(rng, testing::RandomModerate(rng));
        if (op.code == OpCode::kSqrt) at[i] = fabs(at[i]);
        if (op.code == OpCode::kFma && i == 2 && (at[0] * at[1]).hi * at[2].hi < 0) at[2] = -at[2];
        in[i] = &at[i];
        mpfr_set_d(v[i], at[i].hi, MPFR_RNDN);
        mpfr_add_d(v[i], v[i], at[i].lo, MPFR_RNDN);
      }
      Extended out;
      kernel(&out, in, 1);
      References().at(op.code)(v[3], v[0], v[1], v[2]);
      const double scale = std::abs(mpfr_get_d(v[3], MPFR_RNDN));
      mpfr_sub_d(v[3], v[3], out.hi, MPFR_RNDN);
      mpfr_sub_d(v[3], v[3], out.lo, MPFR_RNDN);
      ASSERT_LE(std::abs(mpfr_get_d(v[3], MPFR_RNDA)), scale * kBound);
    }
  }
  for (auto& value : v) mpfr_clear(value);
}

// Where double has a finite result, Extended has it too, and where it has not, neither has Extended.
TEST(OpTableTest, ExtendedAgreesWithDoubleOnWhatIsFinite) {
  for (const OpInfo& op : kOps) {
    if (!IsFloatOp(op) || op.code == OpCode::kMin || op.code == OpCode::kMax) continue;
    SCOPED_TRACE(op.name);
    for (const auto& point : Points<double>(op.arity)) {
      bool finite_operands = true;
      std::array<Extended, kMaxArity> at;
      for (int i = 0; i < op.arity; ++i) {
        at[i] = point[i];
        finite_operands = finite_operands && std::isfinite(point[i]);
      }
      double expected = 0;
      Extended value;
      ASSERT_TRUE(Apply<double>(op.code, &expected, point.data()));
      ASSERT_TRUE(Apply<Extended>(op.code, &value, at.data()));
      if (!std::isfinite(expected)) {
        ASSERT_FALSE(IsFinite(value)) << point[0] << " " << point[1];
      }
      // Beyond these an intermediate value may overflow.
      if (!finite_operands || !(std::abs(expected) < 0x1p960)) continue;
      bool moderate = true;
      for (int i = 0; i < op.arity; ++i) moderate = moderate && std::abs(point[i]) < 0x1p480;
      if (moderate) {
        ASSERT_TRUE(IsFinite(value)) << point[0] << " " << point[1];
      }
    }
  }
}

using Wide = unsigned __int128;
using IntegerReference = Wide (*)(Wide a, Wide b, int width);
const std::map<OpCode, IntegerReference>& IntegerReferences() {
  static const std::map<OpCode, IntegerReference> references = {
      {OpCode::kIntAdd, [](Wide a, Wide b, int) { return a + b; }},
      {OpCode::kIntSub, [](Wide a, Wide b, int) { return a - b; }},
      {OpCode::kIntAnd, [](Wide a, Wide b, int) { return a & b; }},
      {OpCode::kIntOr, [](Wide a, Wide b, int) { return a | b; }},
      {OpCode::kIntXor, [](Wide a, Wide b, int) { return a ^ b; }},
      {OpCode::kShiftLeft, [](Wide a, Wide b, int width) { return a << (b % width); }},
      {OpCode::kShiftRight, [](Wide a, Wide b, int width) { return a >> (b % width); }},
      {OpCode::kShiftRightSigned,
       [](Wide a, Wide b, int width) {
         const Wide sign = (a >> (width - 1)) & 1;
         return (a | (sign == 0 ? Wide{0} : ~Wide{0} << width)) >> (b % width);
       }},
  };
  return references;
}

template <class T>
void CheckIntegerOps() {
  using U = typename ScalarTraits<T>::Unsigned;
  constexpr int kWidth = 8 * sizeof(U);
  Rng rng(3);
  for (const OpInfo& op : kOps) {
    const auto reference = IntegerReferences().find(op.code);
    if (reference == IntegerReferences().end()) continue;
    SCOPED_TRACE(op.name);
    for (int k = 0; k < kRandomPoints; ++k) {
      U a = static_cast<U>(rng.Next() >> rng.Below(64));
      U b = static_cast<U>(rng.Next() >> rng.Below(64));
      if (rng.Chance(0.1)) a = std::numeric_limits<U>::max();
      if (rng.Chance(0.1)) b = U{1} << (kWidth - 1);
      const void* in[] = {&a, &b, nullptr};
      U out = 0;
      FindArrayKernel<T>(op.code)(&out, in, 1);
      ASSERT_EQ(out, static_cast<U>(reference->second(a, b, kWidth))) << a << " " << b;
    }
  }
}

TEST(OpTableTest, IntegerOpsWrapInFloatWidth) { CheckIntegerOps<float>(); }
TEST(OpTableTest, IntegerOpsWrapInDoubleWidth) { CheckIntegerOps<double>(); }
TEST(OpTableTest, IntegerOpsWrapInFloat16Width) { CheckIntegerOps<Float16>(); }

template <class T>
void CheckConversions() {
  using I = typename ScalarTraits<T>::Int;
  const auto run = [](OpCode op, auto in_value, auto out_value) {
    const void* in[] = {&in_value, nullptr, nullptr};
    FindArrayKernel<T>(op)(&out_value, in, 1);
    return out_value;
  };
  mpfr_t v;
  mpfr_init2(v, 64);
  for (const auto& point : Points<T>(1)) {
    const T a = point[0];
    I bits;
    std::memcpy(&bits, &a, sizeof(T));
    if (!std::isnan(static_cast<double>(a))) {
      ASSERT_EQ(run(OpCode::kBits, a, I{}), bits);
      ASSERT_TRUE(SameValue(run(OpCode::kFromBits, bits, T{}), a));
    }
    mpfr_set_d(v, static_cast<double>(a), MPFR_RNDN);
    mpfr_trunc(v, v);
    const bool in_range = mpfr_number_p(v) && mpfr_cmp_si_2exp(v, 1, 8 * sizeof(I) - 1) < 0 &&
                          mpfr_cmp_si_2exp(v, -1, 8 * sizeof(I) - 1) >= 0;
    const I expected = in_range ? static_cast<I>(mpfr_get_si(v, MPFR_RNDZ)) : std::numeric_limits<I>::min();
    ASSERT_EQ(run(OpCode::kToInt, a, I{}), expected) << static_cast<double>(a);
    mpfr_set_si(v, bits, MPFR_RNDN);
    const T converted = std::is_same_v<T, float> ? static_cast<T>(mpfr_get_flt(v, MPFR_RNDN))
                                                 : static_cast<T>(mpfr_get_d(v, MPFR_RNDN));
    ASSERT_TRUE(SameValue(run(OpCode::kFromInt, bits, T{}), converted)) << bits;
  }
  mpfr_clear(v);
}

TEST(OpTableTest, ConversionsInFloat) { CheckConversions<float>(); }
TEST(OpTableTest, ConversionsInDouble) { CheckConversions<double>(); }
TEST(OpTableTest, ConversionsInFloat16) { CheckConversions<Float16>(); }
TEST(OpTableTest, ConversionsInBFloat16) { CheckConversions<BFloat16>(); }

// `less` as MPFR compares, NaN being less than nothing; `select` copies bits.
template <class T>
void CheckMasks() {
  using I = typename ScalarTraits<T>::Int;
  const ArrayKernel less = FindArrayKernel<T>(OpCode::kLess);
  const ArrayKernel select = FindArrayKernel<T>(OpCode::kSelect);
  for (const auto& point : Points<T>(2)) {
    const void* in[] = {&point[0], &point[1], nullptr};
    I mask = 7;
    less(&mask, in, 1);
    mpfr_t a;
    mpfr_t b;
    mpfr_inits2(64, a, b, static_cast<mpfr_ptr>(nullptr));
    mpfr_set_d(a, static_cast<double>(point[0]), MPFR_RNDN);
    mpfr_set_d(b, static_cast<double>(point[1]), MPFR_RNDN);
    ASSERT_EQ(mask, mpfr_less_p(a, b) ? I{-1} : I{0}) << Values<T>(point);
    mpfr_clears(a, b, static_cast<mpfr_ptr>(nullptr));
    for (const I any : {mask, I{1}, std::numeric_limits<I>::min()}) {
      const void* operands[] = {&any, &point[0], &point[1]};
      T out{};
      select(&out, operands, 1);
      ASSERT_TRUE(SameValue(out, any < 0 ? point[0] : point[1])) << Values<T>(point);
    }
  }
}

TEST(OpTableTest, MasksInFloat) { CheckMasks<float>(); }
TEST(OpTableTest, MasksInDouble) { CheckMasks<double>(); }
TEST(OpTableTest, MasksInFloat16) { CheckMasks<Float16>(); }
TEST(OpTableTest, MasksInBFloat16) { CheckMasks<BFloat16>(); }

TEST(OpTableTest, EveryRowIsFoundAndRuns) {
  for (const OpInfo& op : kOps) {
    EXPECT_EQ(FindOp(op.name), op.code);
    EXPECT_NE(FindArrayKernel<float>(op.code), nullptr);
    EXPECT_NE(FindArrayKernel<double>(op.code), nullptr);
    EXPECT_NE(FindArrayKernel<Float16>(op.code), nullptr);
    EXPECT_NE(FindArrayKernel<BFloat16>(op.code), nullptr);
  }
  EXPECT_EQ(FindOp("nosuchop"), std::nullopt);
}

// Rounding an extended constant to float is one rounding, as MPFR does it.
TEST(RoundToTest, FloatIsRoundedOnce) {
  Rng rng(4);
  mpfr_t v;
  mpfr_init2(v, 200);
  for (int k = 0; k < 20000; ++k) {
    double hi = testing::RandomModerate(rng);
    if (rng.Chance(0.7)) {  // on or next to a tie of float
      const float f = static_cast<float>(hi);
      hi = 0.5 * (double{f} + double{std::nextafter(f, 100.0f)});
    }
    const Extended pair = testing::RandomPair(rng, hi);
    mpfr_set_d(v, pair.hi, MPFR_RNDN);
    mpfr_add_d(v, v, pair.lo, MPFR_RNDN);
    ASSERT_EQ(RoundTo<float>(pair), mpfr_get_flt(v, MPFR_RNDN)) << pair.hi << " " << pair.lo;
  }
  mpfr_clear(v);
}

}  // namespace
}  // namespace ulpforge
