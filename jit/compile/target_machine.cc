#include "jit/compile/target_machine.h"

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"

namespace ulpforge {

void RegisterTargets() {
  static const bool registered = [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    return true;
  }();
  static_cast<void>(registered);
}

std::string HostFeatures() {
  llvm::SubtargetFeatures features;
  for (const auto& feature : llvm::sys::getHostCPUFeatures()) {
    features.AddFeature(feature.first(), feature.second);
  }
  return features.getString();
}

namespace {

// LLVM itself only warns, on the standard error, and ignores what it does not know.
absl::Status CheckNames(const llvm::Target& target, const TargetSpec& spec) {
  const std::unique_ptr<llvm::MCSubtargetInfo> known(target.createMCSubtargetInfo(spec.triple, "", ""));
  if (known == nullptr) {
    return absl::InvalidArgumentError(fmt::format("triple '{}': LLVM has no code generator", spec.triple));
  }
  if (!spec.cpu.empty() && !known->isCPUStringValid(spec.cpu)) {
    return absl::InvalidArgumentError(
        fmt::format("cpu '{}': LLVM does not know it for {}; see `llc -mtriple={} -mcpu=help`", spec.cpu,
                    spec.triple, spec.triple));
  }
  const llvm::SubtargetFeatures features(spec.features);
  for (const std::string& feature : features.getFeatures()) {
    const llvm::StringRef name = llvm::SubtargetFeatures::StripFlag(feature);
    bool found = false;
    for (const llvm::SubtargetFeatureKV& row : known->getAllProcessorFeatures()) found |= name == row.Key;
    if (found) continue;
    return absl::InvalidArgumentError(
        fmt::format("feature '{}': LLVM does not know it for {}; see `llc -mtriple={} -mattr=help`",
                    name.str(), spec.triple, spec.triple));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<llvm::TargetMachine>> MakeTargetMachine(const TargetSpec& spec) {
  RegisterTargets();
  TargetSpec full = spec;
  if (full.triple.empty()) {
    full.triple = llvm::sys::getProcessTriple();
    if (full.cpu.empty()) {
      full.cpu = llvm::sys::getHostCPUName().str();
      full.features = HostFeatures() + (spec.features.empty() ? "" : "," + spec.features);
    }
  }
  std::string error;
  const llvm::Target* const target = llvm::TargetRegistry::lookupTarget(full.triple, error);
  if (target == nullptr) {
    return absl::InvalidArgumentError(fmt::format("triple '{}': {}", full.triple, error));
  }
  TargetSpec named = full;
  named.features = spec.features;
  if (absl::Status status = CheckNames(*target, named); !status.ok()) return status;
  llvm::TargetOptions options;
  options.AllowFPOpFusion = llvm::FPOpFusion::Strict;
  std::unique_ptr<llvm::TargetMachine> machine(
      target->createTargetMachine(full.triple, full.cpu, full.features, options, llvm::Reloc::PIC_,
                                  std::nullopt, llvm::CodeGenOptLevel::Aggressive));
  if (machine == nullptr) {
    return absl::InvalidArgumentError(fmt::format("triple '{}': LLVM has no code generator", full.triple));
  }
  return machine;
}

}  // namespace ulpforge
