// The kernels of results/float16_arithmetic: the C files, which compute in _Float16, and the programs in the
// emulated arithmetic have the errors that the fronts claim, at every input.
#include "accuracy/exhaustive/contract_check.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "tests/by_ops.h"

namespace ulpforge {
namespace {

TEST(Float16ArithmeticTest, ErrorsAreThoseOfTheFront) {
  const auto fronts = FrontsIn("float16_arithmetic");
  ASSERT_EQ(fronts.size(), 1);
  for (const auto& [folder, front] : fronts) {
    const SearchConfig& config = front.config();
    ASSERT_EQ(config.compute(), "float16");
    const Target& target = **TargetOf(config);
    const Contract contract = *MakeContract(target, ContractKeys(config));
    for (const FrontEntry& entry : front.front()) {
      SCOPED_TRACE(fmt::format("{} {} ops", folder.string(), entry.ops()));
      const absl::StatusOr<CompiledSource<float>> code = CodeOf(folder, front, entry);
      ASSERT_TRUE(code.ok()) << code.status();
      const ArrayFunction<float> emulated = *ProgramFunction(*Parse(entry.program()), kFloat16);
      for (const ArrayFunction<float>& function : {code->function().array, emulated}) {
        const absl::StatusOr<ExhaustiveReport> report = CheckContract(target, contract, Always(function), {});
        ASSERT_TRUE(report.ok()) << report.status();
        EXPECT_EQ(report->inputs(), 35074);
        EXPECT_EQ(report->max_ulp(), entry.error());
        EXPECT_TRUE(report->contract().holds());
      }
      if (entry.ops() == 7) {
        EXPECT_LT(entry.error(), 2);
      }
    }
  }
}

}  // namespace
}  // namespace ulpforge
