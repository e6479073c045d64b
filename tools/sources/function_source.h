// Where `bench` and the exhaustive check take functions from: programs of runs and files, C files, functions
// of libraries, peers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "dsl/program.h"
#include "emit/emit_c.h"
#include "engine/schema/run.pb.h"
#include "targets/problem.h"

namespace ulpforge {

inline constexpr std::string_view kNativeCpu = "native";

// What the user says about the functions.
struct FunctionOptions {
  std::vector<std::string> paths;  // each RUN, PROGRAM.txt or FILE.c
  std::optional<uint32_t> ops;     // of the entries to take from runs
  std::optional<double> ulp;       // take the cheapest kernel with at most this error from each run
  std::string target;
  std::string domain;   // an interval, or "all"
  std::string library;  // LIB.so and the function in it
  std::string symbol;   // also of a C file
  std::string signature;
  std::string peers;                   // a target
  std::string format;                  // float32, float16, bfloat16 or float64; empty until it is resolved
  std::string result;                  // that results are rounded to; empty: that of a run, else the same
  std::string cpu{kNativeCpu};         // that C files are compiled for and peers are chosen for
  std::vector<std::string> compilers;  // of C files, and of the C that is emitted for programs
  std::vector<int> in_flight = {0};    // of the C that is emitted for programs, each a version
};

bool IsCFile(const std::string& path);

// The format that is meant if the user names none: that of a run of kernels, float64 if a C file is all in
// double, else float32.
std::string ResolveFormat(const FunctionOptions& options);

// The format that results are rounded to if the user names none: that of a run of kernels, else the other.
std::string ResolveResult(const FunctionOptions& options);

// The format that the programs of the options compute in: that of a run, else float32.
std::string ResolveCompute(const FunctionOptions& options);

// Nobody times or prices code of 16-bit arithmetic: an InvalidArgument if a run was searched for it.
absl::Status CheckComputesInFloat32(const std::vector<std::string>& paths);

void AddFunctionOptions(CLI::App& app, FunctionOptions* options);

// A named function with what it needs to live.
template <class T>
class Callable {
 public:
  // `owner`: an object with a member function() that gives a TimedFunction<T>, valid as long as the object
  // lives.
  template <class Owner>
  Callable(std::string name, Owner owner) : name_(std::move(name)) {
    auto owned = std::make_unique<Owner>(std::move(owner));
    function_ = owned->function();
    owner_ = {owned.release(), [](void* object) { delete static_cast<Owner*>(object); }};
  }

  Callable(std::string name, ArrayFunction<T> array) : name_(std::move(name)) {
    function_.array = std::move(array);
  }

  const std::string& name() const { return name_; }
  const TimedFunction<T>& function() const { return function_; }

  // The program that it computes, if it is one.
  std::optional<Program> program;
  // Otherwise what tells it from another version of itself: a hash of the file that it comes from.
  std::string origin;

 private:
  std::string name_;
  std::unique_ptr<void, void (*)(void*)> owner_{nullptr, [](void*) {}};
  TimedFunction<T> function_;
};

struct MissingFunction {
  std::string name;
  std::string reason;
};

template <class T>
struct FunctionSet {
  const Target* target = nullptr;  // none if nothing says what the functions approximate
  // That the user wants, else that of a run, else the target's for programs; none for all inputs.
  std::optional<Interval> domain;
  std::optional<SearchConfig>
      run;  // the configuration of the run that functions are from; of several, the first
  std::vector<Callable<T>> functions;
  std::vector<MissingFunction> missing;  // peers that cannot be loaded
};

// Makes a function of a program.
template <class T>
using ProgramLoader =
    std::function<absl::StatusOr<Callable<T>>(const std::string& name, const Program& program)>;

// All functions that the options name, peers last. Everything but a peer must be there. With compilers named,
// a program is followed by the C that is emitted for it, compiled by each. REQUIRES: the format is resolved.
template <class T>
absl::StatusOr<FunctionSet<T>> LoadFunctions(const FunctionOptions& options,
                                             const ProgramLoader<T>& load_program);

}  // namespace ulpforge
