// Where commands take programs from: the front of a run directory, or a program file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "dsl/program.h"
#include "engine/schema/run.pb.h"
#include "targets/problem.h"

namespace ulpforge {

// What the user says about the programs.
struct SourceOptions {
  std::string path;             // RUN or PROGRAM.txt
  std::optional<uint32_t> ops;  // of the entry to take
  std::optional<double> ulp;    // of a run of kernels: take the cheapest with at most this error
  std::string target;           // for program files, as the next two
  std::string domain;
  std::string measure;
};

void AddSourceOptions(CLI::App& app, SourceOptions* options);

struct SourceProgram {
  Program program;
  std::optional<FrontEntry> entry;  // of a run
};

struct ProgramSource {
  std::optional<FrontReport> report;    // of a run
  std::optional<Problem> problem;       // none for a program file without a target
  std::vector<SourceProgram> programs;  // by rising op count; at least one
};

bool IsRun(const std::string& path);

// Whether it is a run of float32 kernels.
bool IsKernelRun(const std::string& path);

// For display: "runs/exp2 10 ops", "runs/exp 0.41 cycles", "cubic.txt".
std::string ProgramName(const std::string& path, const SourceProgram& program);

// The program that the options name, or all of them.
absl::StatusOr<ProgramSource> LoadPrograms(const SourceOptions& options);

}  // namespace ulpforge
