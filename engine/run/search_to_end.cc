#include "engine/run/search_to_end.h"

#include "engine/schema/config.h"

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
  return (*run)->report();
}

}  // namespace ulpforge
