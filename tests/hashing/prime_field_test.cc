#include "hashing/prime_field.h"

#include <gmp.h>

#include <array>
#include <cstdint>
#include <vector>

#include "base/rng.h"
#include "dsl/op_table.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

constexpr uint64_t kP = prime_field::kModulus;

// The arithmetic of GMP modulo 2^61 - 1.
class Reference {
 public:
  Reference() { mpz_inits(p_, a_, b_, nullptr), mpz_set_ui(p_, kP); }
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;
  ~Reference() { mpz_clears(p_, a_, b_, nullptr); }

  template <class Operation>
  uint64_t Binary(uint64_t a, uint64_t b, Operation operation) {
    mpz_set_ui(a_, a);
    mpz_set_ui(b_, b);
    operation(a_, a_, b_);
    mpz_mod(a_, a_, p_);
    return mpz_get_ui(a_);
  }

  uint64_t Inverse(uint64_t a) {
    mpz_set_ui(a_, a);
    EXPECT_NE(mpz_invert(a_, a_, p_), 0);
    return mpz_get_ui(a_);
  }

 private:
  mpz_t p_, a_, b_;
};

std::vector<uint64_t> Elements() {
  std::vector<uint64_t> elements = {0, 1, 2, 3, kP - 1, kP - 2, kP / 2, kP / 2 + 1, uint64_t{1} << 60};
  Rng rng(1);
  for (int i = 0; i < 60; ++i) elements.push_back((rng.Next() >> (3 + rng.Below(60))) % kP);
  return elements;
}

TEST(PrimeFieldTest, AgreesWithGmp) {
  Reference reference;
  for (const uint64_t a : Elements()) {
    for (const uint64_t b : Elements()) {
      EXPECT_EQ((PrimeField(a) + PrimeField(b)).Token(), reference.Binary(a, b, mpz_add));
      EXPECT_EQ((PrimeField(a) - PrimeField(b)).Token(), reference.Binary(a, b, mpz_sub));
      EXPECT_EQ((PrimeField(a) * PrimeField(b)).Token(), reference.Binary(a, b, mpz_mul));
    }
    if (a == 0) continue;
    EXPECT_EQ(prime_field::Inverse(a), reference.Inverse(a));
    EXPECT_EQ((PrimeField(1) / PrimeField(a)).Token(), reference.Inverse(a));
  }
}

TEST(PrimeFieldTest, ReducesEveryWord) {
  EXPECT_EQ(PrimeField(kP), PrimeField(0));
  EXPECT_EQ(PrimeField(kP + 5), PrimeField(5));
  EXPECT_EQ(PrimeField(~uint64_t{0}).Token(), ~uint64_t{0} % kP);
  EXPECT_EQ(PrimeField(2 * kP).Token(), 0u);
}

TEST(PrimeFieldTest, UndefinedPropagatesThroughEveryFieldOp) {
  EXPECT_FALSE((PrimeField(1) / PrimeField(0)).IsDefined());
  EXPECT_FALSE((PrimeField(0) / PrimeField(0)).IsDefined());
  for (const OpInfo& op : kOps) {
    if (op.algebra != Algebra::kField) continue;
    for (int i = 0; i < op.arity; ++i) {
      std::array<PrimeField, kMaxArity> args = {PrimeField(0), PrimeField(3), PrimeField(5)};
      args[i] = PrimeField::Undefined();
      PrimeField result;
      ASSERT_TRUE(Apply(op.code, &result, args.data())) << op.name;
      EXPECT_EQ(result, PrimeField::Undefined()) << op.name;
    }
  }
}

TEST(PrimeFieldTest, HasExactlyTheFieldOps) {
  for (const OpInfo& op : kOps) {
    const std::array<PrimeField, kMaxArity> args = {PrimeField(7), PrimeField(3), PrimeField(5)};
    PrimeField result;
    EXPECT_EQ(Apply(op.code, &result, args.data()), op.algebra == Algebra::kField) << op.name;
  }
}

}  // namespace
}  // namespace ulpforge
