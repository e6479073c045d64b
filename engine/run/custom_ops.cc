#include "engine/run/custom_ops.h"

#include <string>
#include <vector>

#include "emit/custom_op.h"
#include "fmt/format.h"

namespace ulpforge {

void SaveCustomOps(Checkpoint* checkpoint) {
  for (std::string& line : CustomOpLines()) checkpoint->add_custom_ops(std::move(line));
}

absl::Status CheckCustomOps(const Checkpoint& checkpoint) {
  const std::vector<std::string> registered = CustomOpLines();
  for (int k = 0; k < checkpoint.custom_ops_size(); ++k) {
    const auto place = static_cast<size_t>(k);
    if (place < registered.size() && registered[place] == checkpoint.custom_ops(k)) continue;
    return absl::FailedPreconditionError(fmt::format(
        "the checkpoint was written with the registered op {} as number {}, which is {} here: use a "
        "program that registers the same ops in the same order",
        checkpoint.custom_ops(k), k + 1,
        place < registered.size() ? registered[place] : std::string("not registered")));
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
