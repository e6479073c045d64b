// Where the time of a search goes: one Stopwatch per worker adds up the seconds of each phase. Times never
// influence what is found, nor stand in any file but the event log.
//
// Thread safety: one Stopwatch per thread; PhaseSeconds is a value type.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ulpforge {

enum class Phase : uint8_t {
  kPropose,  // parent, mutation, canonical form
  kKey,      // key, redundancy of constants
  kCache,    // look-ups, insertions, audit
  kFit,      // constants on the fit points
  kMeasure,  // kernels in float32, on samples
  kFinish,   // minimax, rounding and pole check of what may enter the front
  kTell,     // front and populations
  kVerify,   // dense check and certification of the front
};

inline constexpr std::array<std::string_view, 8> kPhaseNames = {"propose", "key",    "cache", "fit",
                                                                "measure", "finish", "tell",  "verify"};

// Indexed by phase.
using PhaseSeconds = std::array<double, kPhaseNames.size()>;

// A reading of the clock costs some 20 ns, so a phase is closed by one reading that opens the next.
class alignas(64) Stopwatch {
 public:
  // Begins to count; what happened since the last lap belongs to no phase.
  void Start() { last_ = Clock::now(); }

  // Adds the time since the last Start or Lap to `phase`.
  void Lap(Phase phase) {
    const Clock::time_point now = Clock::now();
    spent_[static_cast<size_t>(phase)] += now - last_;
    last_ = now;
  }

  void AddTo(PhaseSeconds& seconds) const {
    for (size_t k = 0; k < spent_.size(); ++k) {
      seconds[k] += std::chrono::duration<double>(spent_[k]).count();
    }
  }

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point last_ = Clock::now();
  std::array<Clock::duration, kPhaseNames.size()> spent_{};
};

}  // namespace ulpforge
