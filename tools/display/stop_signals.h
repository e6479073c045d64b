// An orderly end on SIGINT and SIGTERM.
#pragma once

#include <signal.h>

#include <atomic>

namespace ulpforge {

// While it lives, the first SIGINT or SIGTERM asks the command to stop; the next one kills at once. Begin
// with it, before there is anything to lose. One at a time.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

  const std::atomic<bool>& requested() const;

 private:
  struct sigaction old_interrupt_;
  struct sigaction old_terminate_;
};

}  // namespace ulpforge
