#include "tools/display/summary.h"

#include <cstdint>
#include <vector>

#include "fmt/format.h"

namespace ulpforge {
namespace {

uint64_t Asked(const Statistics& statistics) {
  return statistics.cache_hits() + statistics.cache_misses() + statistics.cache_refits();
}

std::string FalseMerges(const Statistics& statistics) {
  const uint64_t audited = statistics.audited();
  const uint64_t wrong = statistics.false_merges();
  if (audited == 0) return "no hit checked";
  const std::string counts =
      fmt::format("{} of {} checked hit{} false", wrong, audited, audited == 1 ? "" : "s");
  const double per_hit = 1 / static_cast<double>(audited);
  if (wrong > 0) return fmt::format("{} ({:.2g})", counts, static_cast<double>(wrong) * per_hit);
  return 3 * per_hit < 1 ? fmt::format("{} (below {:.2g})", counts, 3 * per_hit) : counts;
}

}  // namespace

std::string HitRate(const Statistics& statistics) {
  const uint64_t asked = Asked(statistics);
  if (asked == 0) return "-";
  return fmt::format("{:.1f}%",
                     100.0 * static_cast<double>(statistics.cache_hits()) / static_cast<double>(asked));
}

std::string CacheSummary(const Statistics& statistics) {
  if (Asked(statistics) == 0) return "";
  return fmt::format(
      "cache: {} hits, {} of {} evaluations saved, {} repeated, {}; {} entries, {:.1f} MB, {} evicted\n",
      HitRate(statistics), statistics.cache_hits(), Asked(statistics), statistics.cache_refits(),
      FalseMerges(statistics), statistics.cache_entries(),
      static_cast<double>(statistics.cache_bytes()) / 1e6, statistics.cache_evictions());
}

std::string TimeSummary(std::span<const PhaseTime> phases) {
  if (phases.empty()) return "";
  std::vector<std::string> shares;
  for (const PhaseTime& time : phases) {
    shares.push_back(fmt::format("{} {:.1f}%", time.phase(), 100 * time.share()));
  }
  return fmt::format("time: {}\n", fmt::join(shares, ", "));
}

}  // namespace ulpforge
