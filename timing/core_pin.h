// Keeps the thread on one core while it is timed.
#pragma once

#include <optional>
#include <vector>

namespace ulpforge {

// Remembers the cores on which the calling thread may run, and gives them back when it is destroyed.
// Construct, use and destroy it in one thread.
class CorePin {
 public:
  CorePin();
  ~CorePin();
  CorePin(const CorePin&) = delete;
  CorePin& operator=(const CorePin&) = delete;

  // Moves the thread to the core of those allowed on which most probes were undisturbed, about 0.2 ms per
  // core, and keeps it there. Where the system refuses that, the thread stays unpinned.
  void MoveToQuietestCore();

  // The core that the thread is bound to.
  std::optional<int> core() const { return core_; }

 private:
  bool MoveTo(int core);

  std::vector<int> allowed_;
  std::optional<int> core_;
};

}  // namespace ulpforge
