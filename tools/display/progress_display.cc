#include "tools/display/progress_display.h"

#include <algorithm>
#include <cmath>

#include "fmt/format.h"
#include "tools/display/summary.h"
#include "tools/display/tables.h"
#include "tools/display/terminal.h"

namespace ulpforge {
namespace {

constexpr std::string_view kClearLine = "\x1b[K";
constexpr std::string_view kClearBelow = "\x1b[J";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string Rate(uint64_t count, double seconds) {
  return seconds > 0 ? fmt::format("{:.0f}/s", static_cast<double>(count) / seconds) : "-/s";
}

std::string Best(const FrontReport& report) {
  const FrontEntry* best = nullptr;
  for (const FrontEntry& entry : report.front()) {
    if (best == nullptr || entry.error() < best->error()) best = &entry;
  }
  if (best == nullptr) return "nothing found yet";
  if (best->has_cost()) {
    return fmt::format("best {}, cheapest cost {:.3f}", FormatKernelError(report.config(), best->error()),
                       report.front(0).cost());
  }
  return fmt::format("best {} ({} ops, {})", FormatError(best->error()), best->ops(),
                     Level_Name(best->level()));
}

std::vector<std::string> SplitLines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::string FormatTime(double seconds) {
  if (!(seconds < 3.2e9)) return "forever";
  const auto whole = static_cast<int64_t>(std::ceil(std::max(seconds, 0.0)));
  if (whole < 60) return fmt::format("{}s", whole);
  if (whole < 3600) return fmt::format("{}m{:02}s", whole / 60, whole % 60);
  return fmt::format("{}h{:02}m", whole / 3600, whole % 3600 / 60);
}

std::string ProgressLine(const Progress& progress) {
  const std::string left =
      progress.remaining_seconds ? fmt::format(" ({} left)", FormatTime(*progress.remaining_seconds)) : "";
  if (progress.verified) {
    return fmt::format("{:.0f}s{}: verifying {} programs, {:.0f}% done", progress.elapsed_seconds, left,
                       progress.to_verify, 100 * *progress.verified);
  }
  const std::string line = fmt::format(
      "{:.0f}s{}: {} candidates ({}), {} evaluated ({}), cache hits {}, {}", progress.elapsed_seconds, left,
      progress.report.statistics().candidates(), Rate(progress.session_candidates, progress.elapsed_seconds),
      progress.report.statistics().evaluated(), Rate(progress.session_evaluated, progress.elapsed_seconds),
      HitRate(progress.report.statistics()), Best(progress.report));
  if (progress.unsaved.ok()) return line;
  return fmt::format("{}; not saved, will be tried again: {}", line, std::string(progress.unsaved.message()));
}

ProgressDisplay::ProgressDisplay(std::FILE* stream, double interval_seconds)
    : stream_(stream),
      interval_seconds_(interval_seconds),
      live_(IsLiveTerminal(stream)),
      next_line_seconds_(interval_seconds) {}

void ProgressDisplay::Update(const Progress& progress) {
  if (live_) return Redraw(progress);
  if (progress.elapsed_seconds < next_line_seconds_) return;
  next_line_seconds_ = (std::floor(progress.elapsed_seconds / interval_seconds_) + 1) * interval_seconds_;
  std::fputs((ProgressLine(progress) + "\n").c_str(), stream_);
  std::fflush(stream_);
}

void ProgressDisplay::Finish() {
  if (drawn_.empty()) return;
  std::fputs((MoveToTop(SizeOf(stream_).columns) + std::string(kClearBelow)).c_str(), stream_);
  std::fflush(stream_);
  drawn_.clear();
}

// To the start of the first line that was drawn. A terminal that became narrower has wrapped the lines.
std::string ProgressDisplay::MoveToTop(int columns) const {
  int height = 0;
  for (const int width : drawn_) height += std::max(1, (width + columns - 1) / columns);
  return height == 0 ? "" : fmt::format("\x1b[{}F", height);
}

// One write per frame, each line cleared behind its end: nothing flickers.
void ProgressDisplay::Redraw(const Progress& progress) {
  const TerminalSize size = SizeOf(stream_);
  if (table_.empty() || progress.front_changed) table_ = FrontTable(progress.report);
  std::vector<std::string> lines = SplitLines(table_);
  const size_t most = static_cast<size_t>(std::max(size.rows - 2, 2));
  // The longest programs are the news: of a front that is too high, the first lines are left out.
  if (lines.size() > most) lines.erase(lines.begin() + 1, lines.end() - static_cast<ptrdiff_t>(most - 1));
  lines.push_back(ProgressLine(progress));

  std::string frame = MoveToTop(size.columns);
  drawn_.clear();
  for (size_t k = 0; k < lines.size(); ++k) {
    const std::string line = ClipLines(lines[k], size.columns - 1);
    const bool bold = k == 0 && WantsColor();
    frame += fmt::format("{}{}{}{}\n", bold ? kBold : "", line, bold ? kPlain : "", kClearLine);
    drawn_.push_back(static_cast<int>(line.size()));
  }
  frame += kClearBelow;
  std::fwrite(frame.data(), 1, frame.size(), stream_);
  std::fflush(stream_);
}

}  // namespace ulpforge
