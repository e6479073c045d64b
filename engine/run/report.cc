#include "engine/run/report.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/atomic_file.h"
#include "base/check.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

constexpr std::string_view kRankedFile = "ranked.json";

void ReplaceAll(std::string_view from, std::string_view to, std::string* text) {
  for (size_t at = text->find(from); at != std::string::npos; at = text->find(from, at + to.size())) {
    text->replace(at, from.size(), to);
  }
}

std::string ToJson(const google::protobuf::Message& message, bool add_whitespace) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = add_whitespace;
  options.preserve_proto_field_names = true;
  std::string json;
  ULPFORGE_CHECK(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
  return json;
}

}  // namespace

std::string FormatJsonLine(const google::protobuf::Message& message) { return ToJson(message, false); }

std::string FormatJson(const google::protobuf::Message& message) {
  std::string json = ToJson(message, true);
  // protobuf prints minus zero as the integer -0, which reads back as zero. Line ends are never inside a
  // string.
  ReplaceAll(": -0\n", ": -0.0\n", &json);
  ReplaceAll(": -0,\n", ": -0.0,\n", &json);
  return json;
}

namespace {

bool IsCertified(const FrontEntry& entry) { return entry.level() == certified && entry.has_bound(); }

// What a front is sorted by: cycles by the clock in a ranking, else the price of kernels or the op count.
double CostOf(const FrontEntry& entry) {
  if (entry.has_measured()) return entry.measured();
  return entry.has_cost() ? entry.cost() : entry.ops();
}

// Sorted by cost, then by error, with a null bound where none is proved.
FrontReport Normalized(const FrontReport& report) {
  FrontReport sorted = report;
  std::stable_sort(sorted.mutable_front()->begin(), sorted.mutable_front()->end(),
                   [](const FrontEntry& a, const FrontEntry& b) {
                     return CostOf(a) != CostOf(b) ? CostOf(a) < CostOf(b) : a.error() < b.error();
                   });
  for (FrontEntry& entry : *sorted.mutable_front()) {
    if (!IsCertified(entry)) entry.mutable_bound()->set_null_value(google::protobuf::NULL_VALUE);
  }
  return sorted;
}

// RFC 4180: quoted where a comma, a quote or a line end is inside.
std::string CsvField(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string OnOneLine(std::string_view program) {
  std::string line;
  while (!program.empty()) {
    const size_t end = std::min(program.find('\n'), program.size());
    if (end > 0) line += (line.empty() ? "" : "; ") + std::string(program.substr(0, end));
    program.remove_prefix(std::min(end + 1, program.size()));
  }
  return line;
}

std::string CsvLine(const FrontEntry& entry) {
  const std::string bound = IsCertified(entry) ? fmt::format("{}", entry.bound().number_value()) : "";
  const std::string worst = entry.has_worst_input() ? fmt::format("{}", entry.worst_input()) : "";
  return fmt::format("{},{},{},{},{},{},{},{}\n", entry.ops(), entry.error(), Level_Name(entry.level()),
                     bound, worst, entry.found_at(),
                     CsvField(fmt::format("{}", fmt::join(entry.constants(), "; "))),
                     CsvField(OnOneLine(entry.program())));
}

}  // namespace

std::string FormatReportJson(const FrontReport& report) {
  std::string json = FormatJson(Normalized(report));
  // protobuf leaves out an empty list, but readers count on the front.
  if (report.front().empty())
    json.insert(1, json == "{}\n" || json == "{}" ? "\n \"front\": []\n" : "\n \"front\": [],");
  return json;
}

std::string FormatReportCsv(const FrontReport& report) {
  std::string csv = "ops,error,level,bound,worst_input,found_at,constants,program\n";
  const FrontReport sorted = Normalized(report);
  for (const FrontEntry& entry : sorted.front()) csv += CsvLine(entry);
  return csv;
}

namespace {

absl::Status NoReport(std::string_view source, std::string_view reason) {
  return absl::DataLossError(fmt::format("{} is not a report of Ulpforge: {}", source, reason));
}

// A front belongs to a problem.
absl::StatusOr<FrontReport> CheckProblem(const FrontReport& report, std::string_view source) {
  const SearchConfig& config = report.config();
  if (config.target().empty() && config.samples().empty()) {
    return NoReport(source, "it does not say what it approximates");
  }
  const absl::Status status = IsReal(config) ? RealProblem(config).status() : TargetOf(config).status();
  if (status.ok()) return report;
  const bool has_target = TargetOf(config).ok();
  return NoReport(
      source, fmt::format("{}{}", std::string(status.message()),
                          has_target ? "" : "; if another program registered it, read the run with that"));
}

}  // namespace

absl::StatusOr<FrontReport> ParseReportJson(std::string_view json, std::string_view source) {
  FrontReport report;
  const auto status = google::protobuf::util::JsonStringToMessage({json.data(), json.size()}, &report, {});
  if (status.ok()) return report;
  // The parser adds an excerpt on lines of its own.
  std::string reason(status.message().data(), status.message().size());
  reason.resize(std::min(reason.find('\n'), reason.size()));
  return NoReport(source, reason);
}

absl::StatusOr<FrontReport> ReadReport(const std::string& directory) {
  const std::string path = directory + "/front.json";
  absl::StatusOr<std::string> json = ReadFile(path);
  if (absl::IsNotFound(json.status())) {
    return absl::NotFoundError(
        fmt::format("'{}' is no run directory: {}", directory, std::string(json.status().message())));
  }
  if (!json.ok()) return json.status();
  absl::StatusOr<FrontReport> report = ParseReportJson(*json, path);
  if (report.ok()) report = CheckProblem(*report, path);
  if (report.ok()) return report;
  return absl::DataLossError(
      fmt::format("{}; resume the run to write it again", std::string(report.status().message())));
}

absl::Status WriteRanking(const std::string& directory, const FrontReport& ranked) {
  return WriteFileAtomically(fmt::format("{}/{}", directory, kRankedFile), FormatReportJson(ranked));
}

absl::StatusOr<FrontReport> ReadRankedReport(const std::string& directory) {
  absl::StatusOr<FrontReport> report = ReadReport(directory);
  const std::string path = fmt::format("{}/{}", directory, kRankedFile);
  if (!report.ok() || !std::filesystem::exists(path)) return report;
  const absl::StatusOr<std::string> json = ReadFile(path);
  if (!json.ok()) return json.status();
  absl::StatusOr<FrontReport> ranked = ParseReportJson(*json, path);
  if (!ranked.ok()) return ranked.status();
  const bool is_current = ranked->statistics().candidates() == report->statistics().candidates();
  return is_current ? ranked : report;
}

}  // namespace ulpforge
