// The kernels that results/float32 has as C files, as programs.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "dsl/text.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "gtest/gtest.h"
#include "targets/problem.h"
#include "tests/paths.h"

namespace ulpforge {

inline std::filesystem::path CommittedKernelsFolder() { return SourcePath("results/float32"); }

struct CommittedKernel {
  double limit = 0;  // the error that the C file is for, in ULP
  Interval domain;
  Program program;
};

// Names of the folders that have C files of Ulpforge.
inline std::vector<std::string> CommittedKernelFolders() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(CommittedKernelsFolder())) {
    if (std::filesystem::exists(entry.path() / "ranked.json"))
      names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// The errors that C files of a folder are for: 1 and 2 of "exp_1_ulp.c" and "exp_2_ulp.c".
inline std::vector<double> CommittedLimits(const std::filesystem::path& folder) {
  std::vector<double> limits;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::string name = file.path().filename().string();
    if (!name.ends_with("_ulp.c")) continue;
    name.resize(name.size() - std::string("_ulp.c").size());
    if (name.ends_with("_0_654")) {
      limits.push_back(0.654);
    } else {
      limits.push_back(std::stod(name.substr(name.rfind('_') + 1)));
    }
  }
  return limits;
}

// What `emit --ulp` takes from the front of the folder for each of its C files.
inline std::vector<CommittedKernel> CommittedKernels(const std::string& name) {
  std::vector<CommittedKernel> kernels;
  const std::filesystem::path folder = CommittedKernelsFolder() / name;
  std::ifstream stream(folder / "ranked.json", std::ios::binary);
  const std::string json(std::istreambuf_iterator<char>(stream), {});
  const absl::StatusOr<FrontReport> report = ParseReportJson(json, folder.string());
  EXPECT_TRUE(report.ok()) << report.status();
  if (!report.ok()) return kernels;
  const std::string& domain = report->config().domain();
  for (const double limit : CommittedLimits(folder)) {
    // The front is ordered by measured time.
    const auto entry =
        std::ranges::find_if(report->front(), [&](const FrontEntry& e) { return e.error() <= limit; });
    EXPECT_NE(entry, report->front().end()) << limit;
    if (entry == report->front().end()) continue;
    absl::StatusOr<Program> program = Parse(entry->program());
    EXPECT_TRUE(program.ok()) << program.status();
    if (!program.ok()) continue;
    kernels.push_back({limit, domain.empty() ? kAllReals : *ParseInterval(domain), *std::move(program)});
  }
  EXPECT_FALSE(kernels.empty());
  return kernels;
}

}  // namespace ulpforge
