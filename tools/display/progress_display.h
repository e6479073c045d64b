// Shows how a search is doing: a display that is redrawn in place on a terminal, one plain line per
// interval elsewhere.
//
// Thread safety: none.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "engine/run/run.h"

namespace ulpforge {

class ProgressDisplay {
 public:
  ProgressDisplay(std::FILE* stream, double interval_seconds);

  void Update(const Progress& progress);
  // Removes the display that is redrawn; plain lines stay.
  void Finish();

 private:
  void Redraw(const Progress& progress);
  std::string MoveToTop(int columns) const;

  std::FILE* stream_;
  double interval_seconds_;
  bool live_;
  double next_line_seconds_;
  std::string table_;       // of the front
  std::vector<int> drawn_;  // widths of the lines that are on the screen
};

// "48s", "3m12s", "2h05m".
std::string FormatTime(double seconds);

// Rates, cache hits, best error and time left on one line.
std::string ProgressLine(const Progress& progress);

}  // namespace ulpforge
