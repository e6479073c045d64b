#include "jit/cycles/machine.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "base/nearest_name.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "jit/compile/target_machine.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/TargetParser/AArch64TargetParser.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include "llvm/TargetParser/Triple.h"

namespace ulpforge {
namespace {

// Where CPUs are looked for when the user gives no triple: in this order, the first platform whose CPUs
// include one of that name. A platform with a prefix has only the CPUs that begin with it. LLVM's code
// generators for 32-bit ARM and POWER are not here: they end the process when they meet a vector op that they
// lack.
struct Platform {
  std::string_view prefix;
  std::string_view triple;
};
constexpr std::array kPlatforms = {
    Platform{"", "x86_64-unknown-linux-gnu"},
    Platform{"apple-", "arm64-apple-macosx"},
    Platform{"", "aarch64-unknown-linux-gnu"},
    Platform{"", "s390x-unknown-linux-gnu"},
};

void SortUnique(std::vector<std::string>* names) {
  std::sort(names->begin(), names->end());
  names->erase(std::unique(names->begin(), names->end()), names->end());
}

// What LLVM knows about a CPU of a triple, or, without a name, about all of them; null if it does not know
// the triple. REQUIRES: it knows the CPU.
std::unique_ptr<llvm::MCSubtargetInfo> CpusOf(std::string_view triple, llvm::StringRef cpu = "") {
  std::string error;
  const std::string name(triple);
  const llvm::Target* const target = llvm::TargetRegistry::lookupTarget(name, error);
  return std::unique_ptr<llvm::MCSubtargetInfo>(
      target == nullptr ? nullptr : target->createMCSubtargetInfo(name, cpu, ""));
}

// LLVM ends the process when it has to compile 64-bit code for a 32-bit CPU.
bool IsTooOld(const llvm::MCSubtargetInfo& cpu) {
  return cpu.getTargetTriple().getArch() == llvm::Triple::x86_64 && !cpu.checkFeatures("+64bit");
}

// The CPUs of one triple that have a model, without LLVM's second spelling core_avx2 of core-avx2.
void AppendCpus(std::string_view triple, std::string_view prefix, std::vector<std::string>* names) {
  const std::unique_ptr<llvm::MCSubtargetInfo> cpus = CpusOf(triple);
  if (cpus == nullptr) return;
  llvm::SmallVector<llvm::StringRef> all;
  for (const llvm::SubtargetSubTypeKV& cpu : cpus->getAllProcessorDescriptions()) all.push_back(cpu.Key);
  // Other tables hold the second names of these, as apple-m1 for apple-a14.
  if (cpus->getTargetTriple().isAArch64()) llvm::AArch64::fillValidCPUArchList(all);
  for (const llvm::StringRef name : all) {
    if (!name.starts_with(prefix) || name.contains('_') || !cpus->isCPUStringValid(name)) continue;
    const std::unique_ptr<llvm::MCSubtargetInfo> cpu = CpusOf(triple, name);
    if (cpu->getSchedModel().hasInstrSchedModel() && !IsTooOld(*cpu)) names->emplace_back(name);
  }
}

absl::Status UnknownCpu(std::string_view cpu, std::string_view where, const std::vector<std::string>& known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view nearest = NearestName(cpu, names);
  const std::string mend = nearest.empty() ? "names are those of llc -mcpu=help, as skylake or neoverse-v1"
                                           : fmt::format("did you mean {}?", nearest);
  return absl::InvalidArgumentError(fmt::format("cpu '{}': LLVM does not know it{}; {}", cpu, where, mend));
}

// The features that users may change. LLVM ends the process where it meets some of the others, as -64bit,
// -sse2 and -neon, or +avx512f on a CPU that has no part of AVX-512.
constexpr std::array<std::string_view, 9> kFeatures = {
    "+prefer-128-bit", "+prefer-256-bit", "-prefer-256-bit", "+fma", "-fma", "-avx512f", "-avx2", "-avx",
    "-sse4.1"};

absl::Status CheckFeatures(const MachineName& name, const std::string& triple) {
  if (name.features.empty()) return absl::OkStatus();
  if (llvm::Triple(triple).getArch() != llvm::Triple::x86_64) {
    return absl::InvalidArgumentError(fmt::format(
        "features '{}': only those of x86-64 can be changed, not those of {}", name.features, triple));
  }
  const llvm::SubtargetFeatures features(name.features);
  for (const std::string& feature : features.getFeatures()) {
    if (std::find(kFeatures.begin(), kFeatures.end(), feature) != kFeatures.end()) continue;
    return absl::InvalidArgumentError(fmt::format("feature '{}': it cannot be changed; use some of {}",
                                                  feature, fmt::join(kFeatures, ",")));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> TripleOf(const std::string& cpu) {
  for (const Platform& platform : kPlatforms) {
    const std::unique_ptr<llvm::MCSubtargetInfo> cpus = CpusOf(platform.triple);
    const bool here = cpus != nullptr && cpu.starts_with(platform.prefix) && cpus->isCPUStringValid(cpu);
    if (here) return std::string(platform.triple);
  }
  return UnknownCpu(cpu, "", KnownCpus());
}

// OK if programs can be compiled for the CPU and LLVM has a model of it.
absl::Status CheckCpu(const std::string& triple, const std::string& cpu) {
  const llvm::Triple::ArchType arch = llvm::Triple(triple).getArch();
  const bool supported = std::any_of(kPlatforms.begin(), kPlatforms.end(), [arch](const Platform& platform) {
    return llvm::Triple(platform.triple).getArch() == arch;
  });
  const std::unique_ptr<llvm::MCSubtargetInfo> cpus = supported ? CpusOf(triple) : nullptr;
  if (cpus == nullptr) {
    std::vector<std::string_view> triples;
    for (const Platform& platform : kPlatforms) triples.push_back(platform.triple);
    return absl::InvalidArgumentError(
        fmt::format("triple '{}': no such platform; use one like {}", triple, fmt::join(triples, ", ")));
  }
  if (!cpus->isCPUStringValid(cpu)) {
    std::vector<std::string> known;
    AppendCpus(triple, "", &known);
    return UnknownCpu(cpu, fmt::format(" on {}", triple), known);
  }
  const std::unique_ptr<llvm::MCSubtargetInfo> known = CpusOf(triple, cpu);
  if (!known->getSchedModel().hasInstrSchedModel()) {
    return absl::InvalidArgumentError(fmt::format(
        "cpu '{}': LLVM has no model of its timing; use a CPU that it describes, as skylake or neoverse-v1",
        cpu));
  }
  if (IsTooOld(*known)) {
    return absl::InvalidArgumentError(
        fmt::format("cpu '{}': it has no 64-bit mode; use a CPU that has, as skylake", cpu));
  }
  return absl::OkStatus();
}

std::vector<std::string> SameModel(const std::string& triple, const std::string& cpu) {
  std::vector<std::string> names;
  AppendCpus(triple, "", &names);
  names.push_back(cpu);
  const llvm::MCSchedModel* const model = &CpusOf(triple, cpu)->getSchedModel();
  std::erase_if(names,
                [&](const std::string& name) { return &CpusOf(triple, name)->getSchedModel() != model; });
  SortUnique(&names);
  return names;
}

int VectorBits(llvm::TargetMachine& machine) {
  llvm::LLVMContext context;
  llvm::Module module("vector_bits", context);
  module.setDataLayout(machine.createDataLayout());
  llvm::Function* const function =
      llvm::Function::Create(llvm::FunctionType::get(llvm::Type::getVoidTy(context), false),
                             llvm::Function::ExternalLinkage, "f", module);
  const llvm::TypeSize width = machine.getTargetTransformInfo(*function).getRegisterBitWidth(
      llvm::TargetTransformInfo::RGK_FixedWidthVector);
  return static_cast<int>(width.getFixedValue());
}

}  // namespace

absl::StatusOr<Machine> FindMachine(const MachineName& name) {
  RegisterTargets();
  Machine machine{.cpu = name.cpu, .triple = name.triple, .features = name.features};
  if (name.cpu == "native") {
    machine.cpu = llvm::sys::getHostCPUName().str();
    machine.features = HostFeatures() + (name.features.empty() ? "" : "," + name.features);
    if (name.triple.empty()) machine.triple = llvm::sys::getProcessTriple();
  }
  if (machine.triple.empty()) {
    absl::StatusOr<std::string> triple = TripleOf(machine.cpu);
    if (!triple.ok()) return triple.status();
    machine.triple = *std::move(triple);
  }
  if (absl::Status status = CheckCpu(machine.triple, machine.cpu); !status.ok()) return status;
  if (absl::Status status = CheckFeatures(name, machine.triple); !status.ok()) return status;
  const absl::StatusOr<std::unique_ptr<llvm::TargetMachine>> target =
      MakeTargetMachine({.triple = machine.triple, .cpu = machine.cpu, .features = machine.features});
  if (!target.ok()) return target.status();
  machine.vector_bits = VectorBits(**target);
  machine.same_model = SameModel(machine.triple, machine.cpu);
  return machine;
}

std::string Describe(const Machine& machine) {
  constexpr size_t kShown = 4;
  std::string text = fmt::format("{}, {}, ", machine.cpu, machine.triple);
  text += machine.vector_bits == 0 ? "no vectors" : fmt::format("{}-bit vectors", machine.vector_bits);
  std::vector<std::string> others = machine.same_model;
  std::erase(others, machine.cpu);
  if (!others.empty()) {
    const bool cut = others.size() > kShown;
    if (cut) others.resize(kShown);
    text += fmt::format(", model shared with {}{}", fmt::join(others, ", "), cut ? ", ..." : "");
  }
  return text + ", LLVM " LLVM_VERSION_STRING;
}

std::vector<std::string> KnownCpus() {
  RegisterTargets();
  std::vector<std::string> names;
  for (const Platform& platform : kPlatforms) AppendCpus(platform.triple, platform.prefix, &names);
  SortUnique(&names);
  return names;
}

}  // namespace ulpforge
