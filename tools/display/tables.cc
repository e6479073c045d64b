#include "tools/display/tables.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "dsl/infix.h"
#include "dsl/text.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "publish/real_claims.h"

namespace ulpforge {
namespace {

// The number of characters; every byte that does not continue a UTF-8 character starts one.
size_t Width(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string ExpressionOf(const FrontEntry& entry) {
  const absl::StatusOr<Program> program = Parse(entry.program());
  return program.ok() ? Infix(*program) : "(unreadable program)";
}

}  // namespace

std::string AlignedTable(const std::vector<std::string>& headings,
                         const std::vector<std::vector<std::string>>& rows) {
  std::vector<bool> right;
  std::vector<std::vector<std::string>> lines(1);
  for (const std::string& heading : headings) {
    right.push_back(heading.starts_with('>'));
    lines[0].push_back(heading.substr(right.back() ? 1 : 0));
  }
  lines.insert(lines.end(), rows.begin(), rows.end());
  std::vector<size_t> widths(headings.size());
  for (const auto& line : lines) {
    for (size_t k = 0; k < line.size(); ++k) widths[k] = std::max(widths[k], Width(line[k]));
  }
  std::string table;
  for (const auto& line : lines) {
    for (size_t k = 0; k < line.size(); ++k) {
      const std::string padding(widths[k] - Width(line[k]), ' ');
      const bool last = k + 1 == line.size();
      table += right[k] ? padding + line[k] : line[k] + (last ? "" : padding);
      table += last ? "\n" : "  ";
    }
  }
  return table;
}

std::string FormatError(double error) { return fmt::format("{:.3g}", error); }

std::string FormatDigits(double error) { return fmt::format("{:.2f}", -std::log10(error)); }

namespace {

constexpr std::string_view kUlp = "ULP";

}  // namespace

std::string KernelUnit(const SearchConfig& config) {
  return config.measure().empty() || config.measure() == "ulp" ? std::string(kUlp) : config.measure();
}

namespace {

// A kernel has a core in a template, a free program neither.
std::string KernelTable(const FrontReport& report) {
  const bool is_ranked = report.has_timed_on();
  const bool is_free = report.config().free();
  const std::string unit = KernelUnit(report.config());
  std::vector<std::string> head;
  if (is_ranked) head.emplace_back(">measured");
  head.insert(head.end(), {">" + report.config().cost(), ">" + unit, "level", ">ops"});
  if (!is_free) head.emplace_back("template");
  head.emplace_back(is_free ? "expression" : "core");
  std::vector<std::vector<std::string>> rows;
  for (const FrontEntry& entry : report.front()) {
    const absl::StatusOr<Program> shown = Parse(is_free ? entry.program() : entry.core());
    std::vector<std::string>& row = rows.emplace_back();
    if (is_ranked) row.push_back(fmt::format("{:.4f}", entry.measured()));
    row.insert(row.end(), {fmt::format("{:.4f}", entry.cost()),
                           unit == kUlp ? fmt::format("{:.4f}", entry.error()) : FormatError(entry.error()),
                           Level_Name(entry.level()), fmt::format("{}", entry.ops())});
    if (!is_free) row.push_back(entry.template_());
    row.push_back(shown.ok() ? Infix(*shown) : "(unreadable program)");
  }
  const std::string note = is_ranked ? fmt::format("measured: cycles on {}\n", report.timed_on()) : "";
  return AlignedTable(head, rows) + note;
}

}  // namespace

std::string FormatKernelError(const SearchConfig& config, double error) {
  const std::string unit = KernelUnit(config);
  return fmt::format("{} {}", unit == kUlp ? fmt::format("{:.3f}", error) : FormatError(error), unit);
}

std::string FrontTable(const FrontReport& report) {
  if (!IsReal(report.config())) return KernelTable(report);
  std::vector<const FrontEntry*> entries;
  for (const FrontEntry& entry : report.front()) entries.push_back(&entry);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const FrontEntry* a, const FrontEntry* b) { return a->ops() < b->ops(); });
  std::vector<std::vector<std::string>> rows;
  for (const FrontEntry* entry : entries) {
    rows.push_back({fmt::format("{}", entry->ops()), FormatError(entry->error()),
                    FormatDigits(entry->error()), Level_Name(entry->level()),
                    entry->bound().has_number_value() ? FormatBound(entry->bound().number_value()) : "-",
                    ExpressionOf(*entry)});
  }
  return AlignedTable({">ops", ">error", ">digits", "level", ">bound", "expression"}, rows);
}

std::string ClipLines(std::string_view text, int columns) {
  std::string clipped;
  int column = 0;
  for (const char c : text) {
    if (c == '\n') {
      column = 0;
    } else if ((c & 0xc0) != 0x80) {
      ++column;
    }
    if (column <= columns) clipped += c;
  }
  return clipped;
}

}  // namespace ulpforge
