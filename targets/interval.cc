#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

// Reads an interval from left to right; the first error sticks.
class IntervalReader {
 public:
  explicit IntervalReader(std::string_view text) : text_(text) {}

  // One of the two characters. True if it is the first.
  bool Bracket(char first, char second) {
    SkipSpace();
    const char c = place_ < text_.size() ? text_[place_] : '\0';
    if (c == first || c == second) {
      ++place_;
    } else {
      Expected(first == second ? fmt::format("'{}'", first) : fmt::format("'{}' or '{}'", first, second));
    }
    return c == first;
  }

  // A finite number, decimal or hexadecimal.
  double Number() {
    SkipSpace();
    const size_t start = place_;
    size_t digits = place_;
    const bool negative = digits < text_.size() && text_[digits] == '-';
    if (digits < text_.size() && (text_[digits] == '-' || text_[digits] == '+')) ++digits;
    const std::string_view prefix = text_.substr(digits, 2);
    const bool hexadecimal = prefix == "0x" || prefix == "0X";
    if (hexadecimal) digits += 2;
    // from_chars would take a second sign and a leading point of its own accord.
    const bool begins = digits < text_.size() && text_[digits] != '-';
    const char* end = text_.data() + text_.size();
    double value = 0;
    const auto format = hexadecimal ? std::chars_format::hex : std::chars_format::general;
    const auto [rest, error] =
        std::from_chars(text_.data() + (begins ? digits : text_.size()), end, value, format);
    if (!begins || error == std::errc::invalid_argument) {
      Expected("a number");
      return 0;
    }
    place_ = static_cast<size_t>(rest - text_.data());
    const std::string_view token = text_.substr(start, place_ - start);
    if (error == std::errc::result_out_of_range) {
      Fail(fmt::format("'{}' is out of the range of double", token));
    } else if (!std::isfinite(value)) {
      Fail(fmt::format("'{}' is no finite number", token));
    }
    return value == 0 ? 0 : negative ? -value : value;
  }

  void End() {
    SkipSpace();
    if (place_ < text_.size()) Expected("the end");
  }

  void Fail(std::string_view problem) {
    if (!status_.ok()) return;
    status_ = absl::InvalidArgumentError(
        fmt::format("domain '{}': {}; write an interval such as '(0,1]' or '[1,2]'", text_, problem));
  }

  const absl::Status& status() const { return status_; }

 private:
  void SkipSpace() {
    while (place_ < text_.size() && (text_[place_] == ' ' || text_[place_] == '\t')) ++place_;
  }

  void Expected(std::string_view what) {
    const std::string found = place_ < text_.size() ? fmt::format("'{}'", text_[place_]) : "the end";
    Fail(fmt::format("expected {} at column {}, found {}", what, place_ + 1, found));
  }

  std::string_view text_;
  size_t place_ = 0;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<Interval> ParseInterval(std::string_view text) {
  IntervalReader reader(text);
  Interval interval;
  interval.lo_open = reader.Bracket('(', '[');
  interval.lo = reader.Number();
  reader.Bracket(',', ',');
  interval.hi = reader.Number();
  interval.hi_open = reader.Bracket(')', ']');
  reader.End();
  if (!(interval.lo < interval.hi)) {
    reader.Fail("the interval is empty, its lower end must be less than its upper end");
  }
  if (!reader.status().ok()) return reader.status();
  return interval;
}

std::string FormatInterval(const Interval& interval) {
  return fmt::format("{}{},{}{}", interval.lo_open ? '(' : '[', interval.lo, interval.hi,
                     interval.hi_open ? ')' : ']');
}

}  // namespace ulpforge
