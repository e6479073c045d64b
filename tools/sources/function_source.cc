#include "tools/sources/function_source.h"

#include <algorithm>
#include <type_traits>

#include "base/atomic_file.h"
#include "dsl/numbers/float_format.h"
#include "dsl/program_function.h"
#include "emit/emit_c.h"
#include "engine/run/report.h"
#include "fmt/format.h"
#include "native/c_definitions.h"
#include "native/compiled_source.h"
#include "native/library_function.h"
#include "native/signature.h"
#include "peers/peers.h"
#include "targets/function_target.h"
#include "targets/problem.h"
#include "tools/sources/program_source.h"
#include "xxhash.h"

namespace ulpforge {
namespace {

std::string HashOf(const std::string& bytes) {
  return fmt::format("{:016x}", XXH3_64bits(bytes.data(), bytes.size()));
}

// Empty if the file cannot be read.
std::string HashOfFile(const std::string& path) {
  const absl::StatusOr<std::string> bytes = ReadFile(path);
  return bytes.ok() ? HashOf(*bytes) : "";
}

// A library does not say what its functions take, but names do: exp and expf stand side by side.
absl::Status CheckType(const FunctionOptions& options, const SharedLibrary& library) {
  if (!options.signature.empty()) return absl::OkStatus();
  const std::string& symbol = options.symbol;
  const std::string shorter = symbol.substr(0, symbol.size() - 1);
  if (options.format == "float32" && library.Find(symbol + "f").ok()) {
    return absl::InvalidArgumentError(
        fmt::format("{} is a function of doubles, since there is {}f; check that, or give --format float64 "
                    "or --signature",
                    symbol, symbol));
  }
  if (options.format == "float64" && symbol.ends_with('f') && library.Find(shorter).ok()) {
    return absl::InvalidArgumentError(fmt::format(
        "{} is a function of floats, since there is {}; check that, or give --format float32 or --signature",
        symbol, shorter));
  }
  if (options.format == "float16" || options.format == "bfloat16") {
    return absl::InvalidArgumentError(fmt::format(
        "--format {} needs --signature: nothing says how {} takes its values", options.format, symbol));
  }
  return absl::OkStatus();
}

absl::Status CheckOptions(const FunctionOptions& options) {
  if (options.paths.empty() && options.library.empty() && options.peers.empty()) {
    return absl::InvalidArgumentError("names no function: give a run, a program, a C file, --lib or --peers");
  }
  if ((options.ops || options.ulp) && std::none_of(options.paths.begin(), options.paths.end(), IsRun)) {
    return absl::InvalidArgumentError("--ops and --ulp select from a run; a program file holds one program");
  }
  if (!options.library.empty() && options.symbol.empty()) {
    return absl::InvalidArgumentError(fmt::format("--lib {} needs --symbol", options.library));
  }
  const bool has_c = std::any_of(options.paths.begin(), options.paths.end(), IsCFile);
  if (options.library.empty() && !has_c && (!options.symbol.empty() || !options.signature.empty())) {
    return absl::InvalidArgumentError("--symbol and --signature need --lib or a C file");
  }
  if (!options.peers.empty() && !options.target.empty() && options.peers != options.target) {
    return absl::InvalidArgumentError(fmt::format(
        "--peers {} and --target {} are two functions; leave one out", options.peers, options.target));
  }
  return absl::OkStatus();
}

// What the flags say that the functions approximate; nullptr if they do not.
absl::StatusOr<const Target*> TargetOfFlags(const FunctionOptions& options) {
  const std::string& name = options.target.empty() ? options.peers : options.target;
  if (name.empty()) return nullptr;
  absl::StatusOr<const Target*> target = ResolveTarget(name);
  if (!target.ok()) return absl::InvalidArgumentError(std::string(target.status().message()));
  return target;
}

// The flags say which function of a C file is meant unless they say it of a library.
CompileOptions OptionsOfCFile(const FunctionOptions& options, const std::string& compiler) {
  const bool of_library = !options.library.empty();
  return {.compiler = compiler,
          .cpu = options.cpu,
          .symbol = of_library ? "" : options.symbol,
          .signature = of_library ? "" : options.signature,
          .format = options.format};
}

template <class T>
EmitOptions EmitOptionsOf(const FunctionOptions& options, int in_flight) {
  EmitOptions emit{.in_flight = in_flight};
  if constexpr (std::is_same_v<T, float>) emit.format = FindFloatFormat(options.format);
  return emit;
}

// The program as the user of its C gets it.
template <class T>
absl::Status LoadEmittedInto(const std::string& name, const Program& program, const FunctionOptions& options,
                             FunctionSet<T>* set) {
  for (const std::string& compiler : options.compilers) {
    for (const int in_flight : options.in_flight) {
      const absl::StatusOr<std::string> text = EmitC<T>(program, EmitOptionsOf<T>(options, in_flight));
      if (!text.ok()) return text.status();
      absl::StatusOr<CompiledSource<T>> source = CompiledSource<T>::OpenText(
          *text, name, {.compiler = compiler, .cpu = options.cpu, .format = options.format});
      if (!source.ok()) return source.status();
      std::string origin = HashOf(*text) + " " + source->command();
      const std::string version =
          options.in_flight.size() == 1 ? compiler : fmt::format("{}, {} in flight", compiler, in_flight);
      set->functions.emplace_back(fmt::format("{}, {}", name, version), *std::move(source)).origin =
          std::move(origin);
    }
  }
  return absl::OkStatus();
}

template <class T>
absl::Status LoadProgramsInto(const std::string& path, const FunctionOptions& options,
                              const ProgramLoader<T>& load_program, FunctionSet<T>* set) {
  SourceOptions source_options{.path = path};
  if (IsRun(path)) {
    source_options.ops = options.ops;
    source_options.ulp = options.ulp;
  }
  const absl::StatusOr<ProgramSource> source = LoadPrograms(source_options);
  if (!source.ok()) return source.status();
  if (source->problem) {
    const Target* target = source->problem->target;
    if (set->target != nullptr && set->target != target) {
      return absl::InvalidArgumentError(
          fmt::format("{} approximates {}, other functions here {}", path, target->name, set->target->name));
    }
    if (set->domain && *set->domain != source->problem->domain && options.domain.empty()) {
      return absl::InvalidArgumentError(fmt::format("{} is for {}, another run for {}; give --domain", path,
                                                    FormatInterval(source->problem->domain),
                                                    FormatInterval(*set->domain)));
    }
    set->target = target;
    if (!set->domain) set->domain = source->problem->domain;
  }
  if (source->report && !set->run) set->run = source->report->config();
  for (const SourceProgram& entry : source->programs) {
    const std::string name = ProgramName(path, entry);
    absl::StatusOr<Callable<T>> callable = load_program(name, entry.program);
    if (!callable.ok()) return callable.status();
    callable->program = entry.program;
    set->functions.push_back(*std::move(callable));
    absl::Status status = LoadEmittedInto(name, entry.program, options, set);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

template <class T>
absl::Status LoadCFileInto(const std::string& path, const FunctionOptions& options, FunctionSet<T>* set) {
  const std::vector<std::string> usual = {""};
  for (const std::string& compiler : options.compilers.empty() ? usual : options.compilers) {
    absl::StatusOr<CompiledSource<T>> source =
        CompiledSource<T>::Open(path, OptionsOfCFile(options, compiler));
    if (!source.ok()) return source.status();
    std::string name =
        fmt::format("{} {}{}{}", path, source->symbol(), compiler.empty() ? "" : ", ", compiler);
    std::string origin = HashOfFile(path) + " " + source->command();
    set->functions.emplace_back(std::move(name), *std::move(source)).origin = std::move(origin);
  }
  return absl::OkStatus();
}

// A function of floats between a load and a store of 16-bit numbers.
class RoundedFunction {
 public:
  RoundedFunction(LibraryFunction<float> inner, const FloatFormat& format) : inner_(std::move(inner)) {
    rounded_.array = WithRoundedResults(inner_.function().array, format);
  }
  const TimedFunction<float>& function() const { return rounded_; }

 private:
  LibraryFunction<float> inner_;
  TimedFunction<float> rounded_;
};

bool HasFloatSignature(const FunctionOptions& options) {
  return !options.signature.empty() && FindSignature<float>(options.signature, kFloat32.name).ok();
}

absl::Status LoadRoundedInto(const FunctionOptions& options, FunctionSet<float>* set) {
  absl::StatusOr<LibraryFunction<float>> function =
      LibraryFunction<float>::Open(options.library, options.symbol, options.signature);
  if (!function.ok()) return function.status();
  std::string origin = HashOfFile(function->library().Path());
  std::string name = fmt::format("{} {}", options.library, options.symbol);
  const FloatFormat& format = *FindFloatFormat(options.format);
  set->functions.emplace_back(std::move(name), RoundedFunction(*std::move(function), format)).origin =
      std::move(origin);
  return absl::OkStatus();
}

template <class T>
absl::Status LoadLibraryInto(const FunctionOptions& options, FunctionSet<T>* set) {
  if constexpr (std::is_same_v<T, float>) {
    if (options.format != kFloat32.name && HasFloatSignature(options)) return LoadRoundedInto(options, set);
  }
  absl::StatusOr<LibraryFunction<T>> function =
      LibraryFunction<T>::Open(options.library, options.symbol, options.signature, options.format);
  if (!function.ok()) return function.status();
  if (absl::Status status = CheckType(options, function->library()); !status.ok()) return status;
  std::string origin = HashOfFile(function->library().Path());
  set->functions.emplace_back(fmt::format("{} {}", options.library, options.symbol), *std::move(function))
      .origin = std::move(origin);
  return absl::OkStatus();
}

template <class T>
absl::Status LoadPeersInto(const FunctionOptions& options, FunctionSet<T>* set) {
  if constexpr (std::is_same_v<T, float>) {
    if (options.format == "float32") {
      const absl::StatusOr<PeerLevel> level = FindPeerLevel(options.cpu);
      if (!level.ok()) {
        return absl::InvalidArgumentError(
            fmt::format("--cpu {} with --peers: {}", options.cpu, std::string(level.status().message())));
      }
      for (const Peer& peer : PeersOf(options.peers, *level)) {
        absl::StatusOr<LoadedPeer> loaded = peer.Load();
        if (loaded.ok()) {
          set->functions.emplace_back(peer.Name(), *std::move(loaded));
        } else {
          set->missing.push_back({peer.Name(), std::string(loaded.status().message())});
        }
      }
      return absl::OkStatus();
    }
  }
  return absl::InvalidArgumentError(
      fmt::format("--peers are float32 functions; leave out --format {}", options.format));
}

}  // namespace

bool IsCFile(const std::string& path) { return path.ends_with(".c"); }

std::string ResolveFormat(const FunctionOptions& options) {
  if (!options.format.empty()) return options.format;
  for (const std::string& path : options.paths) {
    if (IsKernelRun(path)) return std::string(ReadReport(path)->config().format());
    if (!IsCFile(path)) continue;
    const absl::StatusOr<std::string> text = ReadFile(path);
    if (!text.ok()) continue;  // whoever loads it says so
    const std::vector<CDefinition> definitions = FindCDefinitions(*text);
    const bool all_double =
        !definitions.empty() &&
        std::all_of(definitions.begin(), definitions.end(), [](const CDefinition& definition) {
          return definition.signature.find("double") != std::string::npos;
        });
    if (all_double) return "float64";
  }
  return std::string(kFloat32.name);
}

std::string ResolveResult(const FunctionOptions& options) {
  if (!options.result.empty()) return options.result;
  for (const std::string& path : options.paths) {
    if (!IsKernelRun(path)) continue;
    const std::string result = ReadReport(path)->config().result();
    return result.empty() ? options.format : result;
  }
  return options.format;
}

std::string ResolveCompute(const FunctionOptions& options) {
  for (const std::string& path : options.paths) {
    if (IsKernelRun(path)) return ReadReport(path)->config().compute();
  }
  return std::string(kFloat32.name);
}

absl::Status CheckComputesInFloat32(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const std::string compute = ResolveCompute({.paths = {path}});
    if (compute == kFloat32.name) continue;
    return absl::InvalidArgumentError(fmt::format(
        "{} computes in {}; only code that computes in float32 is timed and priced", path, compute));
  }
  return absl::OkStatus();
}

void AddFunctionOptions(CLI::App& app, FunctionOptions* options) {
  app.add_option("--ops", options->ops, "take the program of this op count from a run")->type_name("INTEGER");
  app.add_option("--ulp", options->ulp, "take the cheapest kernel with at most this error from a run")
      ->type_name("NUMBER");
  app.add_option("--target", options->target, "function that files and libraries compute")->type_name("TEXT");
  app.add_option(
         "--domain", options->domain,
         "inputs: an interval, or 'all' (default: that of a run, else the target's; of libraries all)")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  app.add_option("--lib", options->library, "shared library, a file or a name such as libm.so.6")
      ->type_name("LIB");
  app.add_option("--symbol", options->symbol, "function of the library, or of a C file that has several")
      ->type_name("NAME");
  app.add_option("--signature", options->signature,
                 "how the function is called, as 'float(float)' or '__m256(__m256)' (default: one value)")
      ->type_name("TYPE");
  app.add_option("--peers", options->peers, "also what users would pick instead for this target")
      ->type_name("TARGET");
  app.add_option(
         "--cpu", options->cpu,
         "CPU that code is compiled for and peers are chosen for, as x86-64-v3; this machine must run it")
      ->type_name("TEXT")
      ->capture_default_str();
  app.add_option(
         "--cc", options->compilers,
         "compiler of C files; programs are taken as the C that is emitted for them as well (repeatable)")
      ->type_name("COMMAND")
      ->allow_extra_args(false);
  app.add_option(
         "--in-flight", options->in_flight,
         "vectors in flight in the C that is emitted for programs, as of `ulpforge emit` (repeatable)")
      ->type_name("INTEGER")
      ->check(CLI::Range(0, kMostInFlight))
      ->allow_extra_args(false)
      ->capture_default_str();
}

template <class T>
absl::StatusOr<FunctionSet<T>> LoadFunctions(const FunctionOptions& options,
                                             const ProgramLoader<T>& load_program) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  FunctionSet<T> set;
  const absl::StatusOr<const Target*> target = TargetOfFlags(options);
  if (!target.ok()) return target.status();
  set.target = *target;
  for (const std::string& path : options.paths) {
    absl::Status status = IsCFile(path) ? LoadCFileInto(path, options, &set)
                                        : LoadProgramsInto(path, options, load_program, &set);
    if (!status.ok()) return status;
  }
  if (!options.library.empty()) {
    if (absl::Status status = LoadLibraryInto(options, &set); !status.ok()) return status;
  }
  if (!options.peers.empty()) {
    if (absl::Status status = LoadPeersInto(options, &set); !status.ok()) return status;
  }
  const bool has_program =
      std::any_of(set.functions.begin(), set.functions.end(),
                  [](const Callable<T>& function) { return function.program.has_value(); });
  if (!set.domain && has_program && set.target != nullptr) {
    if (set.target->expression != nullptr && options.domain.empty()) {
      return absl::InvalidArgumentError(
          fmt::format("{} has no domain of its own; give one with --domain", TitleOf(*set.target)));
    }
    set.domain = set.target->domain;
  }
  if (options.domain.empty()) return set;
  set.domain = std::nullopt;
  if (options.domain == "all") return set;
  const absl::StatusOr<Interval> domain = ParseInterval(options.domain);
  if (!domain.ok()) return domain.status();
  set.domain = *domain;
  return set;
}

template absl::StatusOr<FunctionSet<float>> LoadFunctions(const FunctionOptions&,
                                                          const ProgramLoader<float>&);
template absl::StatusOr<FunctionSet<double>> LoadFunctions(const FunctionOptions&,
                                                           const ProgramLoader<double>&);

}  // namespace ulpforge
