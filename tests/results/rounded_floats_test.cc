// ctest-label: exhaustive
// The kernels of results/float32_to_bfloat16, floats in and results rounded to bfloat16, at every input of
// their contracts: as many results as their fronts say are not correctly rounded.
#include "accuracy/exhaustive/contract_check.h"
#include "dsl/program_function.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "tests/by_ops.h"

namespace ulpforge {
namespace {

TEST(RoundedFloatsTest, AsManyResultsAreMisroundedAsTheFrontSays) {
  const auto fronts = FrontsIn("float32_to_bfloat16");
  ASSERT_EQ(fronts.size(), 2);
  for (const auto& [folder, front] : fronts) {
    const SearchConfig& config = front.config();
    const Target& target = **TargetOf(config);
    const Contract contract = *MakeContract(target, ContractKeys(config));
    ASSERT_EQ(contract.result, &kBFloat16);
    std::vector<CompiledSource<float>> codes;
    std::vector<ArrayFunction<float>> functions;
    for (const FrontEntry& entry : front.front()) {
      absl::StatusOr<CompiledSource<float>> code = CodeOf(folder, front, entry);
      ASSERT_TRUE(code.ok()) << code.status();
      functions.push_back(WithRoundedResults(code->function().array, kBFloat16));
      codes.push_back(*std::move(code));
    }
    const absl::StatusOr<std::vector<ExhaustiveReport>> reports =
        CheckContracts(target, contract, functions, {.threads = 2});
    ASSERT_TRUE(reports.ok()) << reports.status();
    for (size_t k = 0; k < functions.size(); ++k) {
      const ExhaustiveReport& report = (*reports)[k];
      SCOPED_TRACE(fmt::format("{} {} ops", folder.string(), front.front(static_cast<int>(k)).ops()));
      EXPECT_EQ(report.inputs(), 0x3f800001);  // both zeros
      EXPECT_EQ(report.misrounded(), front.front(static_cast<int>(k)).error());
      EXPECT_TRUE(report.contract().holds());
    }
    EXPECT_LE(reports->front().misrounded(), 0.01 * reports->front().inputs());
    EXPECT_LE(reports->back().misrounded(), folder.filename() == "exp2_unit" ? 500 : 12);
  }
}

}  // namespace
}  // namespace ulpforge
