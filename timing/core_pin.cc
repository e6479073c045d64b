#include "timing/core_pin.h"

#include <sched.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "timing/clock.h"
#include "timing/core_probe.h"
#include "timing/quiet.h"

namespace ulpforge {
namespace {

constexpr int kProbes = 64;
constexpr int kMostCores = 8192;  // that Linux can be built for

// The cpu_set_t of the C library ends at 1024 cores.
class CoreSet {
 public:
  CoreSet() : set_(CPU_ALLOC(kMostCores), [](cpu_set_t* set) { CPU_FREE(set); }) {
    CPU_ZERO_S(bytes(), get());
  }
  static size_t bytes() { return CPU_ALLOC_SIZE(kMostCores); }
  cpu_set_t* get() const { return set_.get(); }

 private:
  std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> set_;
};

bool Allow(const std::vector<int>& cores) {
  const CoreSet set;
  for (const int core : cores) CPU_SET_S(core, CoreSet::bytes(), set.get());
  return sched_setaffinity(/*pid=*/0, CoreSet::bytes(), set.get()) == 0;
}

}  // namespace

CorePin::CorePin() {
  const CoreSet set;
  if (sched_getaffinity(/*pid=*/0, CoreSet::bytes(), set.get()) != 0) return;
  for (int core = 0; core < kMostCores; ++core) {
    if (CPU_ISSET_S(core, CoreSet::bytes(), set.get())) allowed_.push_back(core);
  }
}

CorePin::~CorePin() {
  if (core_) Allow(allowed_);
}

bool CorePin::MoveTo(int core) {
  if (!Allow({core})) return false;
  core_ = core;
  return true;
}

void CorePin::MoveToQuietestCore() {
  struct Visit {
    int core = 0;
    std::vector<CoreProbe> probes;
    double ns = 0;
  };
  std::vector<Visit> visits;
  std::vector<CoreProbe> all;
  for (const int core : allowed_) {
    if (!MoveTo(core)) continue;
    Visit visit{.core = core};
    // Time in which another thread has the core counts, too.
    const double start = NowNs();
    for (int k = 0; k < kProbes; ++k) visit.probes.push_back(ProbeCore());
    visit.ns = NowNs() - start;
    all.insert(all.end(), visit.probes.begin(), visit.probes.end());
    visits.push_back(std::move(visit));
  }
  if (visits.empty()) return;
  const CoreProbe best = BestOf(all);
  const Visit* quietest = nullptr;
  double highest_rate = -1;
  for (const Visit& visit : visits) {
    const auto quiet =
        std::ranges::count_if(visit.probes, [&](const CoreProbe& p) { return IsQuiet(p, best); });
    const double rate = static_cast<double>(quiet) / visit.ns;
    if (rate <= highest_rate) continue;
    highest_rate = rate;
    quietest = &visit;
  }
  MoveTo(quietest->core);
}

}  // namespace ulpforge
