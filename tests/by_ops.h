// Kernels of results/ whose folders have the whole front as C, one file for each op count: NAME_OPS.c.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/report.h"
#include "engine/schema/run.pb.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "native/compiled_source.h"
#include "tests/paths.h"

namespace ulpforge {

// The fronts of the folders in results/FOLDER.
inline std::vector<std::pair<std::filesystem::path, FrontReport>> FrontsIn(const std::string& folder) {
  std::vector<std::pair<std::filesystem::path, FrontReport>> fronts;
  for (const auto& entry : std::filesystem::directory_iterator(SourcePath("results") / folder)) {
    std::ifstream stream(entry.path() / "front.json", std::ios::binary);
    if (!stream) continue;
    const std::string json(std::istreambuf_iterator<char>(stream), {});
    absl::StatusOr<FrontReport> front = ParseReportJson(json, entry.path().string());
    EXPECT_TRUE(front.ok()) << front.status();
    if (front.ok()) fronts.emplace_back(entry.path(), *std::move(front));
  }
  std::ranges::sort(fronts, {}, [](const auto& front) { return front.first; });
  return fronts;
}

// The C file of an entry of the front in this folder, compiled.
inline absl::StatusOr<CompiledSource<float>> CodeOf(const std::filesystem::path& folder,
                                                    const FrontReport& front, const FrontEntry& entry) {
  const std::string name = fmt::format("{}_{}", folder.filename().string(), entry.ops());
  return CompiledSource<float>::Open((folder / (name + ".c")).string(),
                                     {.symbol = name, .format = front.config().format()});
}

}  // namespace ulpforge
