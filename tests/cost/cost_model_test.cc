#include "cost/cost_model.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "jit/cycles/static_cycles.h"
#include "tests/kernel_shapes.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

TEST(CostModelTest, EveryModelCostsEveryShape) {
  const StaticCycles cycles = *StaticCycles::Create(*FindMachine({.cpu = "skylake"}));
  for (const CostModel& model : CostModels()) {
    for (const testing::KernelShape& shape : testing::KernelShapes()) {
      const Program program = testing::ProgramOf(shape);
      const StaticCycles* const machine = model.needs_machine ? &cycles : nullptr;
      const absl::StatusOr<double> single = model.Cost<float>(program, machine);
      const absl::StatusOr<double> twice = model.Cost<double>(program, machine);
      ASSERT_TRUE(single.ok() && twice.ok()) << model.name << ", " << shape.name;
      EXPECT_GT(*single, 0) << model.name << ", " << shape.name;
      EXPECT_GT(*twice, 0) << model.name << ", " << shape.name;
    }
  }
}

TEST(CostModelTest, ModelsHaveTheirNamesAndMeanings) {
  testing::KernelWriter writer;
  const Program program = writer.Return(writer("add", writer("div", "x", writer.Next()), writer.Next()));
  EXPECT_EQ(*(*FindCostModel("ops"))->Cost<float>(program, nullptr), 2);
  EXPECT_EQ(*(*FindCostModel("weighted-ops"))->Cost<float>(program, nullptr),
            Info(OpCode::kAdd).weight + Info(OpCode::kDiv).weight);
  const StaticCycles cycles = *StaticCycles::Create(*FindMachine({.cpu = "skylake"}));
  EXPECT_EQ(*(*FindCostModel("mca-throughput"))->Cost<double>(program, &cycles),
            *cycles.Throughput<double>(program));
  EXPECT_EQ(*(*FindCostModel("mca-latency"))->Cost<float>(program, &cycles), *cycles.Latency<float>(program));
}

TEST(CostModelTest, NamesAreDifferentAndFound) {
  std::set<std::string_view> names;
  for (const CostModel& model : CostModels()) {
    EXPECT_TRUE(names.insert(model.name).second);
    EXPECT_EQ(*FindCostModel(model.name), &model);
    EXPECT_FALSE(model.description.empty() || model.unit.empty());
  }
  const absl::StatusOr<const CostModel*> unknown = FindCostModel("mca-latancy");
  EXPECT_EQ(unknown.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(unknown.status().message()), HasSubstr("did you mean mca-latency?"));
  EXPECT_THAT(std::string(FindCostModel("price").status().message()), HasSubstr("ops, weighted-ops"));
}

}  // namespace
}  // namespace ulpforge
