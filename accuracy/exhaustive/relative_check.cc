#include "accuracy/exhaustive/relative_check.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/error_meter.h"
#include "accuracy/reference/exact_reference.h"
#include "accuracy/reference/fast_reference.h"

namespace ulpforge {
namespace {

constexpr size_t kRun = 2048;

void Note(double error, float x, ErrorReport* report) {
  const bool earlier = std::bit_cast<uint32_t>(x) < std::bit_cast<uint32_t>(report->worst_input);
  if (error > report->error || (error == report->error && earlier)) *report = {error, x};
}

// One worker.
class ErrorCheck {
 public:
  ErrorCheck(const Target& target, const ResultError& measure, const ArrayFunction<float>& function)
      : function_(function),
        fast_(target),
        exact_(target, *measure.format),
        meter_(measure, exact_),
        values_(kRun),
        x_(kRun),
        y_(kRun) {}

  void Check(const InputBlock& block, ErrorReport* report) {
    for (uint32_t done = 0; done < block.size; done += kRun) {
      const size_t n = std::min<size_t>(kRun, block.size - done);
      const uint32_t first = block.first + done;
      for (size_t i = 0; i < n; ++i) x_[i] = std::bit_cast<float>(first + static_cast<uint32_t>(i));
      // Infinities and NaN come last among the bits of a sign.
      const auto finite =
          static_cast<size_t>(std::find_if(x_.begin(), x_.begin() + static_cast<std::ptrdiff_t>(n),
                                           [](float x) { return !std::isfinite(x); }) -
                              x_.begin());
      if (finite > 0) CheckRun(first, finite, report);
    }
  }

 private:
  void CheckRun(uint32_t first, size_t n, ErrorReport* report) {
    fast_.Evaluate(first, std::span(values_).first(n));
    function_(x_.data(), y_.data(), n);
    for (size_t i = 0; i < n; ++i) {
      const std::optional<double> error = meter_.Error(values_[i], x_[i], y_[i]);
      if (error) Note(*error, x_[i], report);
    }
  }

  const ArrayFunction<float>& function_;
  FastReference fast_;
  ExactReference exact_;
  ErrorMeter meter_;
  std::vector<FastValue> values_;
  std::vector<float> x_, y_;
};

}  // namespace

absl::StatusOr<ErrorReport> CheckErrors(const Target& target, const Interval& domain,
                                        const ResultError& measure, const ArrayFunction<float>& function,
                                        int threads, const std::function<bool()>& go_on) {
  const absl::StatusOr<InputBlocks> blocks = InputBlocks::Create(kFloat32, domain);
  if (!blocks.ok()) return blocks.status();
  std::mutex mutex;
  size_t next = 0;
  bool stopped = false;
  ErrorReport all{.error = 0, .worst_input = std::bit_cast<float>((*blocks)[0].first)};
  const auto work = [&] {
    ErrorCheck check(target, measure, function);
    std::unique_lock lock(mutex);
    ErrorReport mine = all;
    while (!stopped && next < blocks->size()) {
      const size_t block = next++;
      lock.unlock();
      check.Check((*blocks)[block], &mine);
      lock.lock();
      stopped = stopped || !go_on();
    }
    Note(mine.error, mine.worst_input, &all);
  };
  std::vector<std::thread> others;
  for (int k = 1; k < threads; ++k) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
  if (stopped) return absl::CancelledError("check of the errors stopped");
  return all;
}

}  // namespace ulpforge
