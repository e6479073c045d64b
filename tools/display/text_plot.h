// A scatter plot of characters, for a quick look in the terminal.
#pragma once

#include <string>
#include <vector>

namespace ulpforge {

struct TextPoint {
  double x = 0;
  double y = 0;
};

struct TextSeries {
  std::string name;    // in the legend
  std::string symbol;  // one character wide
  std::vector<TextPoint> points;
};

struct TextPlotOptions {
  int columns = 80;  // of the whole plot, labels included; at least 40
  int rows = 20;     // of the plot area, at least 5
  std::string x_name;
  std::string y_name;
};

// The points whose coordinates are positive and finite; y and, where it spans more than a factor of 20
// without being counted, x on logarithmic axes. Of points on one character the first series stays visible.
// Empty if there are no points.
std::string TextPlot(const std::vector<TextSeries>& series, const TextPlotOptions& options);

}  // namespace ulpforge
