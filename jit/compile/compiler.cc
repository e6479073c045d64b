#include "jit/compile/compiler.h"

#include <array>
#include <cstdint>
#include <utility>

#include "base/check.h"
#include "emit/emit_ir.h"
#include "fmt/format.h"
#include "jit/compile/llvm_error.h"
#include "jit/compile/optimize.h"
#include "jit/compile/target_machine.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

namespace ulpforge {
namespace {

// The functions of a kernel as IR; every kernel has names of its own.
template <class T>
std::string KernelIr(const Program& program, const std::string& array, const std::string& chain) {
  const std::array<IrFunction, 2> functions = {IrFunction{array, IrShape::kArray},
                                               IrFunction{chain, IrShape::kChain}};
  return EmitIr<T>(program, functions);
}

// Calls machine code without the sanitizer's check of the function's type, which reads what stands before the
// function: here that may be the end of mapped memory.
template <class T>
struct Call {
  __attribute__((no_sanitize("undefined"))) void operator()(const T* in, T* out, size_t n) const {
    function(in, out, n);
  }
  void (*function)(const T*, T*, size_t);
};

// What LLVM's code for float kernels may need of an x86 CPU.
constexpr const char* kVectorFeatures[] = {"+sse4.2",  "+avx",      "+avx2",     "+fma",     "+bmi2",
                                           "+avx512f", "+avx512vl", "+avx512dq", "+avx512bw"};

// FailedPrecondition if this CPU lacks something that code for the machine may use.
absl::Status CheckRunsHere(const llvm::TargetMachine& machine, const std::string& cpu) {
  if (!machine.getTargetTriple().isX86()) return absl::OkStatus();
  const absl::StatusOr<std::unique_ptr<llvm::TargetMachine>> here = MakeTargetMachine({});
  if (!here.ok()) return here.status();
  for (const char* const feature : kVectorFeatures) {
    if (!machine.getMCSubtargetInfo()->checkFeatures(feature)) continue;
    if ((*here)->getMCSubtargetInfo()->checkFeatures(feature)) continue;
    return absl::FailedPreconditionError(
        fmt::format("code for cpu '{}' cannot run here: this CPU lacks {}", cpu, feature + 1));
  }
  return absl::OkStatus();
}

}  // namespace

struct KernelCompiler::State {
  absl::StatusOr<llvm::SmallVector<char, 0>> Generate(const std::string& ir,
                                                      llvm::CodeGenFileType type) const;
  absl::StatusOr<llvm::orc::ExecutorAddr> Find(const std::string& name) const;

  std::unique_ptr<llvm::TargetMachine> machine;
  absl::Status runs_here;
  std::unique_ptr<llvm::orc::LLJIT> jit;
  uint64_t kernels = 0;
};

// Object file or assembly text of a module.
absl::StatusOr<llvm::SmallVector<char, 0>> KernelCompiler::State::Generate(const std::string& ir,
                                                                           llvm::CodeGenFileType type) const {
  auto context = std::make_unique<llvm::LLVMContext>();
  std::string error;
  KeepFirstError(context.get(), &error);
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> module =
      llvm::parseAssembly(llvm::MemoryBufferRef(ir, "kernel"), diagnostic, *context);
  if (module == nullptr) {
    return absl::InternalError(fmt::format("kernel, line {}: LLVM cannot read IR: {}", diagnostic.getLineNo(),
                                           diagnostic.getMessage().str()));
  }
  Optimize(machine.get(), module.get());
  llvm::SmallVector<char, 0> text;
  llvm::raw_svector_ostream stream(text);
  auto passes = std::make_unique<llvm::legacy::PassManager>();
  if (machine->addPassesToEmitFile(*passes, stream, nullptr, type)) {
    return absl::InternalError(fmt::format("LLVM cannot emit code for {}", machine->getTargetTriple().str()));
  }
  if (RunUntilError([&] { passes->run(*module); })) return text;
  passes.release();
  module.release();
  context.release();
  return CannotCompile(error);
}

absl::StatusOr<llvm::orc::ExecutorAddr> KernelCompiler::State::Find(const std::string& name) const {
  llvm::Expected<llvm::orc::ExecutorAddr> address = jit->lookup(name);
  if (!address) return ToStatus(address.takeError(), "linking a kernel");
  return *address;
}

template <class T>
struct CompiledKernel<T>::Code {
  Code(llvm::orc::LLJIT* the_jit, llvm::orc::ResourceTrackerSP the_tracker)
      : jit(the_jit), tracker(std::move(the_tracker)) {}
  Code(const Code&) = delete;
  Code& operator=(const Code&) = delete;

  // The names stay in the session's pool until it is told to look for those without use.
  ~Code() {
    ULPFORGE_CHECK(ToStatus(tracker->remove(), "freeing a kernel").ok());
    jit->getExecutionSession().getSymbolStringPool()->clearDeadEntries();
  }

  llvm::orc::LLJIT* jit;
  llvm::orc::ResourceTrackerSP tracker;
};

template <class T>
CompiledKernel<T>::CompiledKernel(std::unique_ptr<Code> code, TimedFunction<T> function)
    : code_(std::move(code)), function_(std::move(function)) {}
template <class T>
CompiledKernel<T>::CompiledKernel(CompiledKernel&&) noexcept = default;
template <class T>
CompiledKernel<T>& CompiledKernel<T>::operator=(CompiledKernel&&) noexcept = default;
template <class T>
CompiledKernel<T>::~CompiledKernel() = default;

KernelCompiler::KernelCompiler(std::unique_ptr<State> state) : state_(std::move(state)) {}
KernelCompiler::KernelCompiler(KernelCompiler&&) noexcept = default;
KernelCompiler& KernelCompiler::operator=(KernelCompiler&&) noexcept = default;
KernelCompiler::~KernelCompiler() = default;

absl::StatusOr<KernelCompiler> KernelCompiler::Create(const CompilerOptions& options) {
  absl::StatusOr<std::unique_ptr<llvm::TargetMachine>> machine =
      MakeTargetMachine({.cpu = options.cpu, .features = options.features});
  if (!machine.ok()) return machine.status();
  auto state = std::make_unique<State>();
  state->machine = *std::move(machine);
  if (!options.cpu.empty()) state->runs_here = CheckRunsHere(*state->machine, options.cpu);
  llvm::Expected<std::unique_ptr<llvm::orc::LLJIT>> jit = llvm::orc::LLJITBuilder().create();
  if (!jit) return ToStatus(jit.takeError(), "starting LLVM's JIT");
  state->jit = std::move(*jit);
  return KernelCompiler(std::move(state));
}

template <class T>
absl::StatusOr<CompiledKernel<T>> KernelCompiler::Compile(const Program& program) {
  if (!state_->runs_here.ok()) return state_->runs_here;
  const std::string array = fmt::format("array{}", state_->kernels);
  const std::string chain = fmt::format("chain{}", state_->kernels);
  ++state_->kernels;
  absl::StatusOr<llvm::SmallVector<char, 0>> object =
      state_->Generate(KernelIr<T>(program, array, chain), llvm::CodeGenFileType::ObjectFile);
  if (!object.ok()) return object.status();
  auto code = std::make_unique<typename CompiledKernel<T>::Code>(
      state_->jit.get(), state_->jit->getMainJITDylib().createResourceTracker());
  llvm::Error error = state_->jit->addObjectFile(
      code->tracker, std::make_unique<llvm::SmallVectorMemoryBuffer>(*std::move(object)));
  if (error) return ToStatus(std::move(error), "linking a kernel");
  TimedFunction<T> function;
  for (const auto& [name, form] : {std::pair(array, &function.array), std::pair(chain, &function.chain)}) {
    const absl::StatusOr<llvm::orc::ExecutorAddr> address = state_->Find(name);
    if (!address.ok()) return address.status();
    *form = Call<T>{address->template toPtr<void (*)(const T*, T*, size_t)>()};
  }
  return CompiledKernel<T>(std::move(code), std::move(function));
}

template <class T>
absl::StatusOr<std::string> KernelCompiler::Assembly(const Program& program) {
  const absl::StatusOr<llvm::SmallVector<char, 0>> text =
      state_->Generate(KernelIr<T>(program, "array", "chain"), llvm::CodeGenFileType::AssemblyFile);
  if (!text.ok()) return text.status();
  return std::string(text->begin(), text->end());
}

template class CompiledKernel<float>;
template class CompiledKernel<double>;
template absl::StatusOr<CompiledKernel<float>> KernelCompiler::Compile(const Program&);
template absl::StatusOr<CompiledKernel<double>> KernelCompiler::Compile(const Program&);
template absl::StatusOr<std::string> KernelCompiler::Assembly<float>(const Program&);
template absl::StatusOr<std::string> KernelCompiler::Assembly<double>(const Program&);

}  // namespace ulpforge
