#include "targets/sample_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>

#include "absl/synchronization/mutex.h"
#include "dsl/numbers/number.h"
#include "targets/mpfr_real.h"

namespace ulpforge {
namespace {

constexpr std::string_view kSpace = " \t\r";
constexpr std::array<std::string_view, 3> kColumns = {"x", "y", "weight"};

struct Field {
  std::string_view text;
  size_t column;  // from 1
};

std::vector<Field> Fields(std::string_view line) {
  std::vector<Field> fields;
  for (size_t begin = 0; begin <= line.size();) {
    const size_t comma = std::min(line.find(',', begin), line.size());
    size_t first = begin;
    size_t last = comma;
    while (first < last && kSpace.find(line[first]) != std::string_view::npos) ++first;
    while (last > first && kSpace.find(line[last - 1]) != std::string_view::npos) --last;
    fields.push_back({line.substr(first, last - first), first + 1});
    begin = comma + 1;
  }
  return fields;
}

bool IsHeader(const std::vector<Field>& fields) {
  if (fields.size() < 2 || fields.size() > kColumns.size()) return false;
  for (size_t k = 0; k < fields.size(); ++k) {
    if (fields[k].text != kColumns[k]) return false;
  }
  return true;
}

// The table and its target, which refers to it.
class OwnedSamples {
 public:
  explicit OwnedSamples(const SampleTable& table) : table_(table) {
    target_.name = "samples";
    target_.description = "a function known by samples";
    target_.domain = {.lo = table_.x().front(), .hi = table_.x().back()};
    target_.measure = Measure::kRelative;
    target_.reference = [this](mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
      const std::optional<size_t> index = table_.Find(mpfr_get_d(x, MPFR_RNDN));
      if (index && mpfr_cmp_d(x, table_.x()[*index]) == 0)
        return mpfr_set_d(result, table_.y()[*index], rounding);
      mpfr_set_nan(result);
      return 0;
    };
    target_.reference_name = "samples";
    target_.samples = &table_;
  }
  OwnedSamples(const OwnedSamples&) = delete;
  OwnedSamples& operator=(const OwnedSamples&) = delete;

  const Target& target() const { return target_; }

 private:
  SampleTable table_;
  Target target_;
};

}  // namespace

class SampleReader {
 public:
  absl::StatusOr<SampleTable> Run(std::string_view text) {
    while (!text.empty() && status_.ok()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      ++line_;
      ReadLine(line.substr(0, line.find('#')));
    }
    if (status_.ok() && rows_.size() < 2) {
      status_ = absl::InvalidArgumentError(
          fmt::format("samples: {} points; at least 2 lines such as 0.5,1.6487 are needed", rows_.size()));
    }
    if (status_.ok()) SortRows();
    if (!status_.ok()) return status_;
    SampleTable table;
    for (const Row& row : rows_) {
      table.x_.push_back(row.values[0]);
      table.y_.push_back(row.values[1]);
      table.weight_.push_back(row.values[2]);
    }
    return table;
  }

 private:
  struct Row {
    std::array<double, 3> values = {0, 0, 1};
    size_t line = 0;
  };

  void Fail(size_t line, size_t column, std::string_view problem) {
    if (!status_.ok()) return;
    status_ =
        absl::InvalidArgumentError(fmt::format("samples: line {}, column {}: {}", line, column, problem));
  }

  void ReadLine(std::string_view line) {
    if (line.find_first_not_of(kSpace) == std::string_view::npos) return;
    const std::vector<Field> fields = Fields(line);
    if (rows_.empty() && IsHeader(fields)) return;
    if (fields.size() < 2 || fields.size() > kColumns.size()) {
      return Fail(line_, 1, fmt::format("expected x,y or x,y,weight, found {} values", fields.size()));
    }
    Row row{.line = line_};
    for (size_t k = 0; k < fields.size(); ++k) row.values[k] = Number(fields[k], kColumns[k]);
    if (!(row.values[2] > 0)) Fail(line_, fields[2].column, "expected a weight above zero");
    if (rows_.size() == SampleTable::kMostSamples) {
      Fail(line_, 1, fmt::format("more than {} points", SampleTable::kMostSamples));
    }
    rows_.push_back(row);
  }

  double Number(const Field& field, std::string_view name) {
    const absl::StatusOr<double> value = ReadDouble(field.text);
    if (value.ok() && std::isfinite(*value)) return *value == 0 ? 0 : *value;
    Fail(line_, field.column, fmt::format("expected a finite number for {}, found '{}'", name, field.text));
    return 1;
  }

  void SortRows() {
    std::ranges::stable_sort(rows_, {}, [](const Row& row) { return row.values[0]; });
    for (size_t i = 1; i < rows_.size(); ++i) {
      if (rows_[i].values[0] != rows_[i - 1].values[0]) continue;
      return Fail(rows_[i].line, 1,
                  fmt::format("a second value at x = {}, after that of line {}", rows_[i].values[0],
                              rows_[i - 1].line));
    }
  }

  size_t line_ = 0;
  std::vector<Row> rows_;
  absl::Status status_;
};

absl::StatusOr<SampleTable> SampleTable::Parse(std::string_view text) { return SampleReader().Run(text); }

std::optional<size_t> SampleTable::Find(double x) const {
  const auto place = std::ranges::lower_bound(x_, x);
  if (place == x_.end() || *place != x) return std::nullopt;
  return static_cast<size_t>(place - x_.begin());
}

size_t SampleTable::Nearest(double x) const {
  const auto above = static_cast<size_t>(std::ranges::lower_bound(x_, x) - x_.begin());
  if (above == 0) return 0;
  if (above == x_.size()) return above - 1;
  return x - x_[above - 1] < x_[above] - x ? above - 1 : above;
}

std::vector<size_t> SampleTable::Spread(size_t n) const {
  std::vector<size_t> chosen(std::min(n, size()));
  if (size() <= n) {
    std::iota(chosen.begin(), chosen.end(), size_t{0});
    return chosen;
  }
  // Chebyshev's places up to a smooth change: 3 t^2 - 2 t^3 is as flat at both ends as (1 - cos(pi t)) / 2.
  for (size_t i = 0; i < n; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(n - 1);
    const double place = t * t * (3 - 2 * t);
    chosen[i] = Nearest(x_.front() * (1 - place) + x_.back() * place);
  }
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

std::string SampleTable::Format() const {
  std::string text = "x,y,weight\n";
  for (size_t i = 0; i < size(); ++i) text += fmt::format("{},{},{}\n", x_[i], y_[i], weight_[i]);
  return text;
}

const Target* SampleTarget(const SampleTable& table) {
  static auto* const kMutex = new absl::Mutex;
  static auto* const kTargets = new std::map<std::string, std::unique_ptr<OwnedSamples>>;
  const absl::MutexLock lock(kMutex);
  std::unique_ptr<OwnedSamples>& owned = (*kTargets)[table.Format()];
  if (owned == nullptr) owned = std::make_unique<OwnedSamples>(table);
  return &owned->target();
}

}  // namespace ulpforge
