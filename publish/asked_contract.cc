#include "publish/asked_contract.h"

#include <cmath>
#include <string>

#include "engine/schema/config.h"
#include "engine/space/float_space.h"

namespace ulpforge {
namespace {

// Sets the options that were not given. What is subnormal in a run is flushed if that is what is asked for.
void Inherit(const ContractOptions& searched, ContractOptions& options) {
  const auto inherit = [](auto& flag, const auto& key) {
    if (flag.empty()) flag = key;
  };
  inherit(options.variant, searched.variant);
  if (options.variant == searched.variant) options.domain = searched.domain;
  inherit(options.nan, searched.nan);
  inherit(options.infinity, searched.infinity);
  if (!options.flush_mode || searched.subnormal == FormatPolicy(Policy::kUnspecified))
    inherit(options.subnormal, searched.subnormal);
  inherit(options.exact, searched.exact);
  inherit(options.symmetry, searched.symmetry);
  options.monotonic |= searched.monotonic;
  if (std::isinf(options.max_ulp)) options.max_ulp = searched.max_ulp;
}

}  // namespace

bool AsksForContract(const ContractOptions& options) {
  return !options.variant.empty() || !options.domain.empty() || !options.nan.empty() ||
         !options.infinity.empty() || !options.subnormal.empty() || !options.exact.empty() ||
         !options.symmetry.empty() || options.monotonic || options.flush_mode || !std::isinf(options.max_ulp);
}

absl::StatusOr<Contract> AskedContract(const Target& target, ContractOptions options,
                                       const SearchConfig* run) {
  const bool has_domain = !options.domain.empty();
  if (options.domain == "all") options.domain.clear();
  if (!has_domain && run != nullptr && !IsReal(*run)) Inherit(ContractKeys(*run), options);
  if (options.variant.empty())
    options.variant = FormatVariant(options.domain.empty() ? Variant::kFull : Variant::kFinite);
  return MakeContract(target, options);
}

}  // namespace ulpforge
