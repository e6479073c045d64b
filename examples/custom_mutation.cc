// A mutation of one's own: one more step of Horner's scheme at the end of a program.
// Usage: custom_mutation RUN_DIRECTORY
#include <ulpforge/ulpforge.h>

#include <cstdio>

#include "show.h"

namespace {

using namespace ulpforge;

// The output v becomes v x + c.
bool HornerStep(const SearchSpace& space, Rng& rng, Draft& draft) {
  if (draft.empty() || static_cast<int>(draft.size()) + 2 > space.max_ops) return false;
  const int last = static_cast<int>(draft.size()) - 1;
  const DraftOperand constant = DraftOperand::Constant(2 * rng.Uniform() - 1);
  draft.push_back({OpCode::kMul, {DraftOperand::Node(last), DraftOperand::Input()}});
  draft.push_back({OpCode::kAdd, {DraftOperand::Node(last + 1), constant}});
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: custom_mutation RUN_DIRECTORY\n"), 2;

  Require(RegisterMutation(
      {.name = "horner-step", .description = "the output v becomes v x + c", .apply = &HornerStep}));

  SearchConfig config;
  config.set_target("exp2");
  config.set_ops("add,mul");
  config.set_max_ops(8);
  config.add_mutation("horner-step=0.3");
  config.set_budget("20000c");
  config.set_out(argv[1]);
  const absl::StatusOr<FrontReport> report = SearchToEnd(config);
  Require(report.status());

  ShowFront(*report);
  WriteBest<double>(*report, "exp2_by_horner");
}
