#include "accuracy/exhaustive/lane_check.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/rng.h"
#include "dsl/numbers/number.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace ulpforge {
namespace {

constexpr uint64_t kSeed = 0x6c616e65;
constexpr size_t kRounds = 20000;
constexpr size_t kLongest = 80;    // four vectors of 16 lanes and some
constexpr size_t kAlignment = 16;  // starts at each of so many elements
constexpr size_t kGuard = 64;      // elements around the results that must stay as they are
constexpr size_t kSpreadInputs = 2000;

template <class T>
bool SameResult(T a, T b) {
  return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

// One array, where it starts, and what is wrong with it.
template <class T>
struct Finding {
  std::vector<T> block;
  size_t start = 0;  // elements after an aligned address
  size_t place = 0;  // of the element with another result; the length if something else was written
  T result = 0;
  T alone = 0;
};

template <class T>
class LaneChecker {
 public:
  explicit LaneChecker(const ArrayFunction<T>& function)
      : function_(function), in_(kAlignment + kLongest), out_(2 * kGuard + kAlignment + kLongest) {}

  T Alone(T x) const {
    T y = 0;
    function_(&x, &y, 1);
    return y;
  }

  // What is wrong with an array; `alone` are the results of its elements alone.
  std::optional<Finding<T>> Check(std::span<const T> block, std::span<const T> alone, size_t start) {
    std::copy(block.begin(), block.end(), in_.begin() + static_cast<std::ptrdiff_t>(start));
    std::fill(out_.begin(), out_.end(), kUntouched);
    T* const out = out_.data() + kGuard + start;
    function_(in_.data() + start, out, block.size());
    for (size_t i = 0; i < block.size(); ++i) {
      if (SameResult(out[i], alone[i])) continue;
      return Finding<T>{{block.begin(), block.end()}, start, i, out[i], alone[i]};
    }
    const T* const end = out + block.size();
    const auto written = [](T value) { return std::memcmp(&value, &kUntouched, sizeof value) != 0; };
    if (std::any_of<const T*>(out_.data(), out, written) ||
        std::any_of<const T*>(end, out_.data() + out_.size(), written)) {
      return Finding<T>{{block.begin(), block.end()}, start, block.size()};
    }
    return std::nullopt;
  }

  std::optional<Finding<T>> Check(const std::vector<T>& block, size_t start) {
    std::vector<T> alone(block.size());
    std::transform(block.begin(), block.end(), alone.begin(), [&](T x) { return Alone(x); });
    return Check(block, alone, start);
  }

  // Fewer elements, and fewer that differ, as long as something is wrong.
  Finding<T> Shrink(Finding<T> finding) {
    const auto try_block = [&](const std::vector<T>& block, size_t start) {
      std::optional<Finding<T>> smaller = Check(block, start);
      if (smaller) finding = *std::move(smaller);
      return smaller.has_value();
    };
    try_block(finding.block, 0);
    for (bool shrunk = true; shrunk;) {
      shrunk = false;
      while (finding.block.size() > 1 &&
             try_block({finding.block.begin(), finding.block.end() - 1}, finding.start)) {
        shrunk = true;
      }
      while (finding.block.size() > 1 &&
             try_block({finding.block.begin() + 1, finding.block.end()}, finding.start)) {
        shrunk = true;
      }
    }
    for (size_t i = 0; i < finding.block.size() && finding.place < finding.block.size(); ++i) {
      const T x = finding.block[finding.place];
      if (SameResult(finding.block[i], x)) continue;
      std::vector<T> block = finding.block;
      block[i] = x;
      try_block(block, finding.start);
    }
    return finding;
  }

 private:
  static constexpr T kUntouched = static_cast<T>(-0x1.23456p+77);

  const ArrayFunction<T>& function_;
  std::vector<T> in_, out_;
};

// Fills an array with places of inputs, in one of the mixtures.
class Mixture {
 public:
  explicit Mixture(size_t inputs) : inputs_(inputs) {}

  std::vector<size_t> Next(size_t size) {
    std::vector<size_t> places(size);
    const size_t a = rng_.Below(inputs_);
    const size_t b = rng_.Below(inputs_);
    const uint64_t kind = rng_.Below(4);
    const size_t single = size == 0 ? 0 : rng_.Below(size);
    for (size_t i = 0; i < size; ++i) {
      const size_t near_a = (a + rng_.Below(8)) % inputs_;
      places[i] = kind == 0   ? rng_.Below(inputs_)
                  : kind == 1 ? (rng_.Chance(0.5) ? a : b)
                  : kind == 2 ? (i == single ? b : near_a)
                              : (i == single ? b : a);
    }
    return places;
  }

  size_t Below(size_t n) { return rng_.Below(n); }

 private:
  size_t inputs_;
  Rng rng_ = Rng(kSeed);
};

template <class T>
LaneFault FaultOf(const Finding<T>& finding) {
  LaneFault fault;
  for (const T x : finding.block) fault.add_inputs(FormatHex(x));
  fault.set_start(static_cast<uint32_t>(finding.start));
  if (finding.place == finding.block.size()) return fault;
  fault.set_element(static_cast<uint32_t>(finding.place));
  fault.set_result(FormatHex(finding.result));
  fault.set_alone(FormatHex(finding.alone));
  return fault;
}

}  // namespace

template <class T>
std::optional<LaneFault> FindLaneFault(const ArrayFunction<T>& function, std::span<const T> inputs) {
  LaneChecker<T> checker(function);
  std::vector<T> alone;
  for (const T x : inputs) alone.push_back(checker.Alone(x));
  Mixture mixture(inputs.size());
  for (size_t round = 0; round < kRounds; ++round) {
    // All lengths come before the random ones.
    const size_t size = round <= kLongest ? round : mixture.Below(kLongest + 1);
    std::vector<T> block, results;
    for (const size_t place : mixture.Next(size)) {
      block.push_back(inputs[place]);
      results.push_back(alone[place]);
    }
    const std::optional<Finding<T>> finding = checker.Check(block, results, mixture.Below(kAlignment));
    if (finding) return FaultOf(checker.Shrink(*finding));
  }
  return std::nullopt;
}

template std::optional<LaneFault> FindLaneFault(const ArrayFunction<float>&, std::span<const float>);
template std::optional<LaneFault> FindLaneFault(const ArrayFunction<double>&, std::span<const double>);

std::vector<float> LaneInputs(const FloatFormat& format, const InputBlocks& blocks,
                              std::span<const uint32_t> others) {
  const auto value = [&](uint32_t bits) {
    return &format == &kFloat32 ? std::bit_cast<float>(bits) : FromBits(format, bits);
  };
  std::vector<float> inputs;
  Rng rng(kSeed);
  for (size_t k = 0; k < kSpreadInputs; ++k) {
    const InputBlock& block = blocks[blocks.size() * k / kSpreadInputs];
    inputs.push_back(value(block.first + static_cast<uint32_t>(rng.Below(block.size))));
  }
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<uint32_t> special(others.begin(), others.end());
  for (const double magnitude : {0.0, format.smallest_subnormal(), format.largest_subnormal(),
                                 format.smallest_normal(), 0.5, 1.0, 2.0, format.largest(), kInfinity}) {
    special.push_back(RoundToBits(format, magnitude));
    special.push_back(RoundToBits(format, -magnitude));
  }
  special.push_back(RoundToBits(format, std::numeric_limits<double>::quiet_NaN()));
  for (const uint32_t bits : special) {
    if (blocks.Contains(bits)) inputs.push_back(value(bits));
  }
  return inputs;
}

std::string LaneFaultText(const LaneFault& fault) {
  const std::string array = fmt::format("{{{}}}", fmt::join(fault.inputs(), ", "));
  const std::string start =
      fault.start() == 0 ? ""
                         : fmt::format(" that starts {} elements after an aligned address", fault.start());
  if (!fault.has_element()) return fmt::format("writes beside the results of {}{}", array, start);
  return fmt::format("f({}) = {} alone, but {} as element {} of {}{}",
                     fault.inputs(static_cast<int>(fault.element())), fault.alone(), fault.result(),
                     fault.element(), array, start);
}

}  // namespace ulpforge
