#include "report/page.h"

#include "base/check.h"
#include "engine/run/report.h"

namespace ulpforge {
namespace {

constexpr std::string_view kPlace = "@MODEL@";

// JSON that may stand inside of a script element: no "</script" and no "<!--" in strings.
std::string InScript(const std::string& json) {
  std::string text;
  text.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      text += "\\u003c";
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> FormatPage(const ReportModel& model) {
  const std::string_view page = PageTemplate();
  if (page.empty()) {
    return absl::UnimplementedError(
        "this ulpforge was built with -DULPFORGE_REPORT=OFF and cannot write reports: build it without that");
  }
  const size_t place = page.find(kPlace);
  ULPFORGE_CHECK(place != std::string_view::npos);
  std::string text(page.substr(0, place));
  text += InScript(FormatJsonLine(model));
  text += page.substr(place + kPlace.size());
  return text;
}

}  // namespace ulpforge
