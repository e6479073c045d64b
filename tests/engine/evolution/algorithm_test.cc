// Properties that every row of the algorithm table has.
#include "engine/evolution/algorithm.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "gtest/gtest.h"
#include "tests/fitting_problem.h"

namespace ulpforge {
namespace {

constexpr AlgorithmOptions kOptions = {.sizes = 6, .population = 20, .tournament = 4};

// x^(ops+1) by repeated multiplication.
Individual Power(int ops, uint64_t birth, double error) {
  Individual individual{.size = ops, .error = error, .key = {birth, birth + 1}, .birth = birth};
  for (int k = 0; k < ops; ++k) {
    const Operand last = k == 0 ? InputOperand() : InstructionOperand(k - 1);
    individual.program.instructions.push_back({OpCode::kMul, {last, InputOperand()}});
  }
  individual.program.output = InstructionOperand(ops - 1);
  return individual;
}

Individual RandomIndividual(uint64_t birth, Rng& rng) {
  return Power(1 + static_cast<int>(rng.Below(kOptions.sizes)), birth, rng.Uniform() + 1e-9);
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

struct AlgorithmCase {
  AlgorithmRow row;
  uint64_t patience;

  std::unique_ptr<SearchAlgorithm> Create() const {
    AlgorithmOptions options = kOptions;
    options.patience = patience;
    return CreateAlgorithm(row.name, options);
  }
};

std::vector<AlgorithmCase> AllCases() {
  std::vector<AlgorithmCase> cases;
  for (const AlgorithmRow& row : Algorithms()) {
    for (const uint64_t patience : {0, 20}) cases.push_back({row, patience});
  }
  return cases;
}

class AlgorithmTest : public ::testing::TestWithParam<AlgorithmCase> {};

TEST_P(AlgorithmTest, BeginsFromScratch) {
  for (const int64_t birth : Parents(*GetParam().Create())) EXPECT_EQ(birth, -1);
}

TEST_P(AlgorithmTest, ARestoredAlgorithmGoesOnLikeTheOriginal) {
  const auto original = GetParam().Create();
  Rng rng(1);
  for (uint64_t birth = 0; birth < 333; ++birth) original->Tell(RandomIndividual(birth, rng));
  const auto restored = GetParam().Create();
  ASSERT_TRUE(restored->Load(original->Save()).ok());
  for (uint64_t birth = 333; birth < 500; ++birth) {
    Rng a(2, birth), b(2, birth);
    original->Tell(RandomIndividual(birth, a));
    restored->Tell(RandomIndividual(birth, b));
    ASSERT_EQ(Parents(*original), Parents(*restored)) << birth;
  }
}

TEST_P(AlgorithmTest, RefusesAStateOfAnotherShape) {
  const auto algorithm = GetParam().Create();
  AlgorithmState state;
  for (int k = 0; k < 17; ++k) state.add_populations();
  EXPECT_FALSE(algorithm->Load(state).ok());
}

TEST_P(AlgorithmTest, IsFoundByName) {
  EXPECT_NE(GetParam().Create(), nullptr);
  EXPECT_EQ(CreateAlgorithm("no such", kOptions), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Table, AlgorithmTest, ::testing::ValuesIn(AllCases()), [](const auto& info) {
  std::string name(info.param.row.name);
  std::erase(name, '-');
  return name + (info.param.patience > 0 ? "Restarting" : "");
});

TEST(RestartingTest, EpochsBeginInTurnFromScratchAndFromTheElites) {
  AlgorithmOptions options = kOptions;
  options.patience = 20;
  const auto algorithm = CreateAlgorithm("niche-aging", options);
  const auto tell = [&](uint64_t first, uint64_t last, double error) {
    for (uint64_t birth = first; birth <= last; ++birth) {
      algorithm->Tell(Power(3, birth, error * (1 + static_cast<double>(birth))));
    }
  };
  algorithm->Tell(Power(2, 0, 0.5));
  algorithm->Tell(Power(3, 10, 0.25));  // the last progress, after 10 candidates
  tell(11, 30, 0.25);
  EXPECT_NE(Parents(*algorithm)[0], -1);
  tell(31, 31, 0.25);  // 21 candidates later
  const std::vector<int64_t> seeded = Parents(*algorithm);
  const std::set<int64_t> births(seeded.begin(), seeded.end());
  EXPECT_EQ(births, (std::set<int64_t>{-1, 31}));  // the elites, told again as of now; or an empty niche
  tell(32, 52, 0.25);
  for (const int64_t birth : Parents(*algorithm)) EXPECT_EQ(birth, -1);
  // Progress that took long to make is waited for as long again.
  algorithm->Tell(Power(3, 53, 0.9));
  algorithm->Tell(Power(3, 153, 0.8));
  tell(154, 254, 1);
  EXPECT_NE(Parents(*algorithm)[0], -1);
  tell(255, 255, 1);
  for (const int64_t birth : Parents(*algorithm)) EXPECT_TRUE(birth == -1 || birth == 255) << birth;
}

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
  const AlgorithmState state = algorithm->Save();
  for (const PopulationState& niche : state.populations()) members += niche.individuals_size();
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
  const PopulationState parents = algorithm->Save().populations(0);
  std::set<uint64_t> births;
  for (const IndividualState& parent : parents.individuals()) births.insert(parent.birth());
  for (uint64_t birth = 1; birth <= 6; ++birth) EXPECT_TRUE(births.contains(birth));
  EXPECT_EQ(parents.individuals_size(), 20);
}

}  // namespace
}  // namespace ulpforge
