#include "tools/sources/contract_flags.h"

#include <cmath>

#include "engine/schema/config.h"
#include "engine/space/float_space.h"

namespace ulpforge {
namespace {

// Sets the flags that were not given. What is subnormal in a run is flushed if that is what is asked for.
void Inherit(const ContractOptions& searched, ContractOptions& flags) {
  const auto inherit = [](auto& flag, const auto& key) {
    if (flag.empty()) flag = key;
  };
  inherit(flags.variant, searched.variant);
  if (flags.variant == searched.variant) flags.domain = searched.domain;
  inherit(flags.nan, searched.nan);
  inherit(flags.infinity, searched.infinity);
  if (!flags.flush_mode || searched.subnormal == FormatPolicy(Policy::kUnspecified))
    inherit(flags.subnormal, searched.subnormal);
  inherit(flags.exact, searched.exact);
  inherit(flags.symmetry, searched.symmetry);
  flags.monotonic |= searched.monotonic;
  if (std::isinf(flags.max_ulp)) flags.max_ulp = searched.max_ulp;
}

}  // namespace

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

bool AsksForContract(const ContractOptions& options) {
  return !options.variant.empty() || !options.nan.empty() || !options.infinity.empty() ||
         !options.subnormal.empty() || !options.exact.empty() || !options.symmetry.empty() ||
         options.monotonic || options.flush_mode || !std::isinf(options.max_ulp);
}

absl::StatusOr<Contract> ContractOfFlags(const Target& target, ContractOptions flags,
                                         const std::string& domain, const SearchConfig* run) {
  flags.domain = domain == "all" ? "" : domain;
  if (domain.empty() && run != nullptr && !IsReal(*run)) Inherit(ContractKeys(*run), flags);
  if (flags.variant.empty())
    flags.variant = FormatVariant(flags.domain.empty() ? Variant::kFull : Variant::kFinite);
  return MakeContract(target, flags);
}

}  // namespace ulpforge
