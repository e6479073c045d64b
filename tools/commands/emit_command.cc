#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/numbers.h"
#include "base/atomic_file.h"
#include "dsl/numbers/float_format.h"
#include "emit/emit_c.h"
#include "fmt/format.h"
#include "publish/asked_contract.h"
#include "publish/c_file.h"
#include "tools/commands/command.h"
#include "tools/display/exhaustive_session.h"
#include "tools/display/output.h"
#include "tools/sources/contract_flags.h"
#include "tools/sources/program_source.h"

namespace ulpforge {
namespace {

constexpr std::string_view kMeasured = "measured";

struct Options {
  SourceOptions source;
  CFileOptions file;
  bool time = false;
  std::string in_flight = "0";  // a number or kMeasured
  std::string test_path;        // where the self-check goes; empty: nowhere
};

const SourceProgram& MostAccurate(const ProgramSource& source) {
  return *std::min_element(source.programs.begin(), source.programs.end(),
                           [](const SourceProgram& a, const SourceProgram& b) {
                             return a.entry && b.entry && a.entry->error() < b.entry->error();
                           });
}

absl::StatusOr<std::optional<int>> ParseInFlight(const std::string& text) {
  int number = 0;
  if (text == kMeasured) return std::nullopt;
  if (absl::SimpleAtoi(text, &number)) return number;
  return absl::InvalidArgumentError(
      fmt::format("--in-flight {}: give a number from 0 to {} or {}", text, kMostInFlight, kMeasured));
}

absl::Status Emit(const Options& options) {
  const absl::StatusOr<ProgramSource> source = LoadPrograms(options.source);
  if (!source.ok()) return source.status();
  CFileOptions file_options = options.file;
  // Without a contract it is that of the problem.
  if (AsksForContract(file_options.contract)) file_options.contract.domain = options.source.domain;
  file_options.self_check = !options.test_path.empty();
  if (options.time) file_options.time = &MeasuredLines;
  file_options.check = &CheckWithProgress;
  file_options.count_subnormals = &CountWithSignals;
  const absl::StatusOr<std::optional<int>> in_flight = ParseInFlight(options.in_flight);
  if (!in_flight.ok()) return in_flight.status();
  file_options.in_flight = *in_flight;
  const SourceProgram& chosen = MostAccurate(*source);
  const absl::StatusOr<CFile> file = source->report
                                         ? MakeCFile(*source->report, *chosen.entry, file_options)
                                         : MakeCFile(chosen.program, source->problem, file_options);
  if (!file.ok()) return file.status();
  if (!options.test_path.empty()) {
    const std::string test_name = std::filesystem::path(options.test_path).filename().string();
    if (file->self_check.find(fmt::format("\"{}\"", test_name)) != std::string::npos) {
      return absl::InvalidArgumentError(fmt::format(
          "--with-test {}: the test includes the code from a file of that name; give it another one",
          options.test_path));
    }
    const absl::Status written = WriteFileAtomically(options.test_path, file->self_check);
    if (!written.ok()) return written;
  }
  const absl::Status written = WriteOutput(file->text);
  return written.ok() ? file->holds : written;
}

}  // namespace

Action DefineEmit(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  AddSourceOptions(app, &options->source);
  app.get_option("--ops")->description(
      "op count of the program to take from a run (default: the most accurate)");
  app.add_option("--name", options->file.name, "name of the C function (default: ulpforge_TARGET)")
      ->type_name("TEXT")
      ->check(CLI::Validator(
          [](const std::string& name) { return std::string(name.empty() ? "a function has a name" : ""); },
          ""));
  app.add_option(
         "--type", options->file.type,
         "type of the functions; those of 16 bits compute in float (default: that of the kernels of a "
         "run, else double)")
      ->type_name("TEXT")
      ->check(CLI::IsMember(CTypeNames()));
  std::vector<std::string> results = CTypeNames();
  std::erase_if(results, [](const std::string& name) {
    const FloatFormat* const format = FindFloatFormat(name);
    return format == nullptr || format == &kFloat32;
  });
  app.add_option(
         "--result", options->file.result,
         "float: the file also has NAME_RESULT, which rounds the results to this format of 16 bits and "
         "stores their bits, and its claims are those of the rounded results (default: that of a run)")
      ->type_name("TEXT")
      ->check(CLI::IsMember(results));
  app.add_option(
         "--in-flight", options->in_flight,
         "not double: vectors that the array loop computes side by side where the compiler may use AVX2 "
         "and FMA; 0: none, the plain loop alone; measured: what is fastest here")
      ->type_name("NUMBER")
      ->capture_default_str();
  app.add_flag("!--no-verify", options->file.verify,
               "not double: leave out the check of the code at every input");
  AddContractFlags(app, &options->file.contract);
  app.add_flag("--flush", options->file.flush,
               "float: check the code with flush-to-zero and denormals-are-zero set at every input as well, "
               "not at a sample (see docs/contracts.md)");
  app.add_flag("--time", options->time, "float: time the code against the C library and the best peer");
  app.add_option("--with-test", options->test_path,
                 "float: also write a C program that checks recorded results")
      ->type_name("FILE");
  return [options] { return Emit(*options); };
}

}  // namespace ulpforge
