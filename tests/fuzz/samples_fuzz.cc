// Any text is a table of samples or is refused with one line; a table is sorted, and survives its own text
// form.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "targets/sample_table.h"

namespace ulpforge {
namespace {

void RunOne(std::string_view text) {
  const absl::StatusOr<SampleTable> table = SampleTable::Parse(text);
  if (!table.ok()) {
    const absl::string_view message = table.status().message();
    ULPFORGE_CHECK(!message.empty() && message.find('\n') == absl::string_view::npos);
    return;
  }
  const std::vector<double>& x = table->x();
  ULPFORGE_CHECK(x.size() >= 2 && table->y().size() == x.size() && table->weight().size() == x.size());
  ULPFORGE_CHECK(std::adjacent_find(x.begin(), x.end(), std::greater_equal<>()) == x.end());
  for (size_t k = 0; k < x.size(); ++k) {
    ULPFORGE_CHECK(std::isfinite(x[k]) && std::isfinite(table->y()[k]) && table->weight()[k] > 0);
    ULPFORGE_CHECK(table->Find(x[k]) == k && table->Nearest(x[k]) == k);
  }
  const std::vector<size_t> spread = table->Spread(5);
  ULPFORGE_CHECK(std::is_sorted(spread.begin(), spread.end()) && spread.back() < x.size());

  const absl::StatusOr<SampleTable> again = SampleTable::Parse(table->Format());
  ULPFORGE_CHECK(again.ok());
  ULPFORGE_CHECK(again->x() == x && again->y() == table->y() && again->weight() == table->weight());
}

}  // namespace
}  // namespace ulpforge

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ulpforge::RunOne(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
