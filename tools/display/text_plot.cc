#include "tools/display/text_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr int kMargin = 10;  // for the labels of y
constexpr double kLogFactor = 20;
constexpr int kMostLabels = 8;
constexpr int kLabelWidth = 12;  // of x

// One axis: values to places 0, 1, ..., last.
class Axis {
 public:
  Axis(double lo, double hi, bool is_log, int last) : is_log_(is_log), last_(last) {
    lo_ = Scaled(lo);
    hi_ = Scaled(hi);
    if (hi_ > lo_) return;
    lo_ -= 0.5;
    hi_ += 0.5;
  }

  int Place(double value) const {
    return static_cast<int>(std::lround((Scaled(value) - lo_) / (hi_ - lo_) * last_));
  }
  double ValueAt(int place) const {
    const double scaled = lo_ + (hi_ - lo_) * place / last_;
    return is_log_ ? std::pow(10, scaled) : scaled;
  }
  double decades() const { return is_log_ ? hi_ - lo_ : 0; }
  double lo() const { return lo_; }
  double hi() const { return hi_; }

 private:
  double Scaled(double value) const { return is_log_ ? std::log10(value) : value; }

  bool is_log_;
  int last_;
  double lo_, hi_;
};

struct Label {
  int place = 0;
  std::string text;
};

// Powers of ten where there are at least two, else even steps.
std::vector<Label> Labels(const Axis& axis, int last, int most) {
  std::vector<Label> labels;
  const int first_decade = static_cast<int>(std::ceil(axis.lo())),
            last_decade = static_cast<int>(std::floor(axis.hi()));
  if (axis.decades() >= 2) {
    const int step = (last_decade - first_decade) / most + 1;
    for (int decade = last_decade; decade >= first_decade; decade -= step) {
      labels.push_back({axis.Place(std::pow(10, decade)), fmt::format("1e{}", decade)});
    }
    return labels;
  }
  const int count = std::clamp(last, 1, most);
  for (int k = 0; k <= count; ++k) {
    const int place = last * k / count;
    labels.push_back({place, fmt::format("{:.3g}", axis.ValueAt(place))});
  }
  return labels;
}

bool IsShown(const TextPoint& point) {
  return point.x > 0 && point.y > 0 && std::isfinite(point.x) && std::isfinite(point.y);
}

std::vector<TextPoint> Shown(const std::vector<TextSeries>& series) {
  std::vector<TextPoint> points;
  for (const TextSeries& one : series) std::ranges::copy_if(one.points, std::back_inserter(points), IsShown);
  return points;
}

std::string Legend(const std::vector<TextSeries>& series, const TextPlotOptions& options) {
  std::string legend = fmt::format("{:>{}}", options.y_name, kMargin);
  for (const TextSeries& one : series) {
    if (std::ranges::any_of(one.points, IsShown)) legend += fmt::format("   {} {}", one.symbol, one.name);
  }
  return legend + "\n";
}

std::string BottomLabels(const std::vector<Label>& labels, int width) {
  std::string line(static_cast<size_t>(kMargin + 2 + width + kLabelWidth), ' ');
  size_t free = 0;
  for (const Label& label : labels) {
    const size_t at = static_cast<size_t>(kMargin + 2 + label.place) - label.text.size() / 2;
    if (at < free) continue;
    line.replace(at, label.text.size(), label.text);
    free = at + label.text.size() + 2;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string TextPlot(const std::vector<TextSeries>& series, const TextPlotOptions& options) {
  const std::vector<TextPoint> points = Shown(series);
  if (points.empty()) return "";
  const auto [left, right] = std::ranges::minmax(points, {}, &TextPoint::x);
  const auto [low, high] = std::ranges::minmax(points, {}, &TextPoint::y);
  const bool is_counted =
      std::ranges::all_of(points, [](const TextPoint& p) { return p.x == std::floor(p.x); });
  const int width = options.columns - kMargin - 3;
  const Axis x(left.x, right.x, !is_counted && right.x > kLogFactor * left.x, width - 1);
  const Axis y(low.y, high.y, true, options.rows - 1);

  std::vector<std::vector<std::string>> cells(static_cast<size_t>(options.rows),
                                              std::vector<std::string>(static_cast<size_t>(width), " "));
  std::vector<std::string> names(cells.size());
  for (const Label& label : Labels(y, options.rows - 1, kMostLabels)) {
    names[static_cast<size_t>(label.place)] = label.text;
    for (size_t column = 0; column < cells[0].size(); column += 4)
      cells[static_cast<size_t>(label.place)][column] = "·";
  }
  // The first series is drawn last.
  for (auto one = series.rbegin(); one != series.rend(); ++one) {
    for (const TextPoint& point : one->points) {
      if (!IsShown(point)) continue;
      cells[static_cast<size_t>(y.Place(point.y))][static_cast<size_t>(x.Place(point.x))] = one->symbol;
    }
  }

  std::string text = Legend(series, options);
  for (size_t row = cells.size(); row-- > 0;) {
    text += fmt::format("{:>{}} │", names[row], kMargin);
    std::string line;
    for (const std::string& cell : cells[row]) line += cell;
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  std::string floor;
  for (int column = 0; column < width; ++column) floor += "─";
  text += fmt::format("{:>{}} └{}\n", "", kMargin, floor);
  std::vector<Label> bottom;
  const int most = width / kLabelWidth;
  if (is_counted && right.x - left.x <= most * 2) {
    for (double k = left.x; k <= right.x; ++k) bottom.push_back({x.Place(k), fmt::format("{}", k)});
  } else {
    bottom = Labels(x, width - 1, most);
  }
  text += BottomLabels(bottom, width);
  return text + fmt::format("{:>{}}\n", options.x_name,
                            kMargin + 2 + (width + static_cast<int>(options.x_name.size())) / 2);
}

}  // namespace ulpforge
