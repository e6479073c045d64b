// Properties that every row of the algorithm table has.
#include <algorithm>
#include <cmath>
#include <set>

#include "engine/algorithm.h"
#include "gtest/gtest.h"
#include "tests/fitting_problem.h"

namespace ulpforge {
namespace {

constexpr AlgorithmOptions kOptions = {.max_ops = 6, .population = 20, .tournament = 4};

// x^(ops+1) by repeated multiplication.
Individual Power(int ops, uint64_t birth, double error) {
  Individual individual{.error = error, .key = {birth, birth + 1}, .birth = birth};
  for (int k = 0; k < ops; ++k) {
    const Operand last = k == 0 ? InputOperand() : InstructionOperand(k - 1);
    individual.program.instructions.push_back({OpCode::kMul, {last, InputOperand()}});
  }
  individual.program.output = InstructionOperand(ops - 1);
  return individual;
}

Individual RandomIndividual(uint64_t birth, Rng& rng) {
  return Power(1 + static_cast<int>(rng.Below(kOptions.max_ops)), birth, rng.Uniform() + 1e-9);
}

// The births of the parents that 200 calls give; -1 for a program from scratch.
std::vector<int64_t> Parents(const SearchAlgorithm& algorithm) {
  std::vector<int64_t> births;
  for (uint64_t k = 0; k < 200; ++k) {
    Rng rng(9, k);
    const Individual* parent = algorithm.Ask(rng);
    births.push_back(parent == nullptr ? -1 : static_cast<int64_t>(parent->birth));
  }
  return births;
}

class AlgorithmTest : public ::testing::TestWithParam<AlgorithmRow> {};

TEST_P(AlgorithmTest, BeginsFromScratch) {
  for (const int64_t birth : Parents(*GetParam().create(kOptions))) EXPECT_EQ(birth, -1);
}

TEST_P(AlgorithmTest, ARestoredAlgorithmGoesOnLikeTheOriginal) {
  const auto original = GetParam().create(kOptions);
  Rng rng(1);
  for (uint64_t birth = 0; birth < 333; ++birth) original->Tell(RandomIndividual(birth, rng));
  const auto restored = GetParam().create(kOptions);
  ASSERT_TRUE(restored->Load(original->Save()).ok());
  for (uint64_t birth = 333; birth < 500; ++birth) {
    Rng a(2, birth), b(2, birth);
    original->Tell(RandomIndividual(birth, a));
    restored->Tell(RandomIndividual(birth, b));
    ASSERT_EQ(Parents(*original), Parents(*restored)) << birth;
  }
}

TEST_P(AlgorithmTest, RefusesAStateOfAnotherShape) {
  const auto algorithm = GetParam().create(kOptions);
  EXPECT_FALSE(algorithm->Load(std::vector<PopulationState>(17)).ok());
}

TEST_P(AlgorithmTest, IsFoundByName) {
  EXPECT_NE(CreateAlgorithm(GetParam().name, kOptions), nullptr);
  EXPECT_EQ(CreateAlgorithm("no such", kOptions), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Table, AlgorithmTest, ::testing::ValuesIn(Algorithms().begin(), Algorithms().end()),
                         [](const auto& row) {
                           std::string name(row.param.name);
                           std::erase(name, '-');
                           return name;
                         });

TEST(NicheAgingTest, EveryOpCountKeepsParentsAndTheOldestLeave) {
  const auto algorithm = CreateAlgorithm("niche-aging", kOptions);
  // One excellent but old program of 2 ops, then many poor ones of 2 and of 5 ops.
  algorithm->Tell(Power(2, 0, 1e-12));
  for (uint64_t birth = 1; birth < 19; ++birth) algorithm->Tell(Power(2, birth, 0.1 + 0.01 * birth));
  for (uint64_t birth = 100; birth < 140; ++birth) algorithm->Tell(Power(5, birth, 0.5 + 0.005 * birth));
  std::vector<int64_t> parents = Parents(*algorithm);
  std::set<int64_t> seen(parents.begin(), parents.end());
  EXPECT_TRUE(seen.contains(0));
  EXPECT_GT(*seen.rbegin(), 100);
  EXPECT_TRUE(seen.lower_bound(100) != seen.end() && *seen.lower_bound(100) >= 120);  // 20 fit
  for (uint64_t birth = 19; birth < 25; ++birth) algorithm->Tell(Power(2, birth, 0.1 + 0.01 * birth));
  parents = Parents(*algorithm);
  EXPECT_EQ(std::count(parents.begin(), parents.end(), 0), 0);  // died of age, good as it was
}

TEST(NicheAgingTest, RefusesTheSameFunctionAndTheSameError) {
  const auto algorithm = CreateAlgorithm("niche-aging", kOptions);
  algorithm->Tell(Power(3, 1, 0.5));
  Individual same_key = Power(3, 2, 0.25);
  same_key.key = {1, 2};
  algorithm->Tell(same_key);
  algorithm->Tell(Power(3, 3, 0.5));
  int members = 0;
  for (const PopulationState& niche : algorithm->Save()) members += niche.individuals_size();
  EXPECT_EQ(members, 1);
}

TEST(Nsga2Test, KeepsTheNonDominated) {
  const auto algorithm = CreateAlgorithm("nsga2", kOptions);
  for (int ops = 1; ops <= 6; ++ops) algorithm->Tell(Power(ops, ops, std::ldexp(1.0, -ops)));
  Rng rng(3);
  for (uint64_t birth = 10; birth < 400; ++birth) {
    Individual poor = RandomIndividual(birth, rng);
    poor.error += 1;
    algorithm->Tell(poor);
  }
  const PopulationState parents = algorithm->Save()[0];
  std::set<uint64_t> births;
  for (const IndividualState& parent : parents.individuals()) births.insert(parent.birth());
  for (uint64_t birth = 1; birth <= 6; ++birth) EXPECT_TRUE(births.contains(birth));
  EXPECT_EQ(parents.individuals_size(), 20);
}

}  // namespace
}  // namespace ulpforge
