#include "tools/sources/contract_flags.h"

namespace ulpforge {
void AddContractFlags(CLI::App& app, ContractOptions* options) {
  app.add_option(
         "--variant", options->variant,
         "contract: finite, for the inputs in the domain, or full, for every input (see docs/contracts.md)")
      ->type_name("TEXT");
  app.add_option("--nan", options->nan, "contract: NaNs, ieee or any")->type_name("TEXT");
  app.add_option("--inf", options->infinity, "contract: infinities, ieee or any")->type_name("TEXT");
  app.add_option("--subnormal", options->subnormal, "contract: subnormal numbers, ieee, flush or any")
      ->type_name("TEXT");
  app.add_option("--exact", options->exact, "contract: the result at X is exactly Y; repeatable")
      ->type_name("X=Y")
      ->allow_extra_args(false);
  app.add_option("--symmetry", options->symmetry,
                 "contract: f(-x) is -f(x) or f(x) to the bit; odd, even or none")
      ->type_name("TEXT");
  app.add_flag("--monotonic", options->monotonic,
               "contract: no step between neighbours goes against the function");
  app.add_option("--max-ulp", options->max_ulp, "contract: the largest error in ULP")->type_name("NUMBER");
}

}  // namespace ulpforge
