// SampleTable: a function that is known by values at some points only, read from comma separated text:
//
//     x,y,weight     a line with the names may come first; the column weight may be left out
//     0,1,1          decimal or hexadecimal numbers; # begins a comment
//     0.5,1.6487
//
// Errors at a point count times its weight (1 if there is none).
//
// Thread safety: immutable value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "targets/target_table.h"

namespace ulpforge {

class SampleTable {
 public:
  static constexpr size_t kMostSamples = 100000;

  // InvalidArgument "samples: line L, column C: ..." for what is no table of numbers, for numbers that are
  // not finite, weights that are not positive, and two values at one point. At least two points.
  static absl::StatusOr<SampleTable> Parse(std::string_view text);

  // Ascending.
  const std::vector<double>& x() const { return x_; }
  const std::vector<double>& y() const { return y_; }
  const std::vector<double>& weight() const { return weight_; }
  size_t size() const { return x_.size(); }

  // The index of the point x, if it is one, and of the nearest one.
  std::optional<size_t> Find(double x) const;
  size_t Nearest(double x) const;

  // Ascending indices of about n points that lie as the extrema of a minimax error; all of at most n.
  std::vector<size_t> Spread(size_t n) const;

  // Parse(Format()) is the same table.
  std::string Format() const;

 private:
  friend class SampleReader;
  std::vector<double> x_, y_, weight_;
};

// The target of a table, which lives as long as the process; the same for the same table. It has values at
// the points of the table only, and no power series. Its domain reaches from the first point to the last one.
const Target* SampleTarget(const SampleTable& table);

}  // namespace ulpforge
