#include "publish/search_to_end.h"

#include <memory>

#include "publish/ranking.h"

namespace ulpforge {

absl::StatusOr<FrontReport> SearchToEnd(const SearchConfig& config, const SearchControl& control) {
  const absl::StatusOr<std::unique_ptr<Run>> run = Run::Create(config);
  if (!run.ok()) return run.status();
  const std::atomic<bool> never = false;
  const Observer observe = control.observe ? control.observe : [](const Progress&) {};
  const std::atomic<bool>& stop = control.stop != nullptr ? *control.stop : never;
  if (absl::Status status = (*run)->Continue((*run)->RemainingBudget(), stop, observe); !status.ok()) {
    return status;
  }
  if (stop) return (*run)->report();
  absl::Status why_not;
  FrontReport report = RankedReport(**run, {.threads = (*run)->threads(), .stop = &stop}, &why_not);
  if (control.not_ranked != nullptr) *control.not_ranked = why_not;
  return report;
}

}  // namespace ulpforge
