// How well ratios of times repeat: times a few kernels for exp in one process after another and prints, for
// every pair, the median and the extremes of the ratio over the processes.
//
// Usage: timing_repeatability [--runs N] [--seconds S] [--max-spread R]      (S: per function)
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "timing/chain.h"
#include "timing/inputs.h"
#include "timing/timing.h"

#if defined(__x86_64__) && defined(__AVX2__) && defined(__GLIBC__)
#define HAVE_LIBMVEC
using Vector8 [[gnu::vector_size(32)]] = float;
extern "C" Vector8 LibmvecExp(Vector8) asm("_ZGVdN8v_expf");
#endif

namespace ulpforge {
namespace {

// exp(x) = 2^n (1 + r + r^2 / 2 + ...), |r| <= log(2) / 2, for arguments whose result is a normal number.
// What it is worth as an approximation does not matter here. `Copy` makes functions of their own of the same
// code.
template <int Degree, int Copy = 0>
inline float Polynomial(float x) {
  constexpr std::array kCoefficients = {1.0F,      1.0F,       0.5F,       1 / 6.0F,
                                        1 / 24.0F, 1 / 120.0F, 1 / 720.0F, 1 / 5040.0F};
  constexpr float kShift = 0x1.8p23F;
  const float shifted = std::fma(x, 0x1.715476p0F, kShift);
  const float n = shifted - kShift;
  const float r = std::fma(n, -0x1.7f7d1cp-20F, std::fma(n, -0x1.62e4p-1F, x));
  float p = kCoefficients[Degree];
#pragma GCC unroll 8
  for (int k = Degree - 1; k >= 0; --k) p = std::fma(p, r, kCoefficients[k]);
  return std::bit_cast<float>(std::bit_cast<uint32_t>(p) + (std::bit_cast<uint32_t>(shifted) << 23));
}

template <class F>
TimedFunction<float> FunctionOf(F f) {
  const auto array = [f](const float* in, float* out, size_t n) {
#pragma GCC ivdep
    for (size_t i = 0; i < n; ++i) out[i] = f(in[i]);
  };
  return {.array = array, .chain = [f](const float* in, float* out, size_t n) { RunChain(in, out, n, f); }};
}

std::vector<NamedFunction<float>> Kernels() {
  std::vector<NamedFunction<float>> kernels = {
      {"polynomial 6", FunctionOf([](float x) { return Polynomial<6>(x); })},
      {"polynomial 6 again", FunctionOf([](float x) { return Polynomial<6, 1>(x); })},
      {"polynomial 7", FunctionOf([](float x) { return Polynomial<7>(x); })},
      {"expf", FunctionOf([](float x) { return expf(x); })},
  };
#ifdef HAVE_LIBMVEC
  const auto libmvec = [](const float* in, float* out, size_t n) {
    for (size_t i = 0; i + 8 <= n; i += 8) {
      Vector8 x;
      std::memcpy(&x, in + i, sizeof(x));
      x = LibmvecExp(x);
      std::memcpy(out + i, &x, sizeof(x));
    }
  };
  kernels.push_back({"libmvec expf", {.array = libmvec}});
#endif
  return kernels;
}

// One process: times every kernel against the first, alone with it, and prints one line
// "name<TAB>form<TAB>ratio<TAB> median ratio<TAB>refused" per figure.
int TimePairs(const TimingOptions& options) {
  const std::vector<NamedFunction<float>> kernels = Kernels();
  const std::vector<float> inputs = UniformInputs<float>(-80, 80, 1 << 16, 1);
  for (size_t k = 1; k < kernels.size(); ++k) {
    const std::vector<NamedFunction<float>> pair = {kernels[0], kernels[k]};
    const auto report = Time<float>(pair, 0, inputs, options);
    if (!report.ok()) {
      fmt::print(stderr, "{}\n", std::string(report.status().message()));
      return 1;
    }
    const auto print = [&](std::string_view form, const Figure& figure) {
      fmt::print("{}\t{}\t{:.6g}\t{:.6g}\t{}\n", kernels[k].name, form, figure.ratio.value,
                 figure.ratio.median, figure.refused);
    };
    const Timing& timing = report->functions[1];
    print("throughput", timing.throughput);
    if (timing.latency) print("latency", *timing.latency);
  }
  return 0;
}

// All processes.
struct Series {
  std::string name;
  std::string form;
  std::vector<double> ratios;
  std::vector<double> medians;
  int refused = 0;
};

std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\n') continue;
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

void Add(const std::vector<std::string>& fields, std::vector<Series>& all) {
  auto series =
      std::ranges::find_if(all, [&](const Series& s) { return s.name == fields[0] && s.form == fields[1]; });
  if (series == all.end()) series = all.insert(all.end(), {.name = fields[0], .form = fields[1]});
  if (!fields[4].empty()) {
    ++series->refused;
    return;
  }
  series->ratios.push_back(std::atof(fields[2].c_str()));
  series->medians.push_back(std::atof(fields[3].c_str()));
}

std::string Spread(std::vector<double> values) {
  if (values.empty()) return fmt::format("{:>8} {:>6}", "-", "-");
  std::ranges::sort(values);
  return fmt::format("{:8.4f} {:5.2f}%", values[values.size() / 2],
                     (values.back() / values.front() - 1) * 100);
}

int Repeat(const std::string& command, int runs) {
  std::vector<Series> all;
  for (int run = 0; run < runs; ++run) {
    std::FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return 1;
    std::array<char, 1024> line;
    while (std::fgets(line.data(), line.size(), pipe) != nullptr) Add(Fields(line.data()), all);
    if (pclose(pipe) != 0) return 1;
  }
  fmt::print("Ratios to \"polynomial 6\" in {} processes: median over the processes, max / min - 1.\n", runs);
  fmt::print("{:<20} {:<11} {:>15} {:>17} {:>8}\n", "", "", "lower quartiles", "median of pairs", "refused");
  for (const Series& series : all) {
    fmt::print("{:<20} {:<11} {} {:>17} {:>8}\n", series.name, series.form, Spread(series.ratios),
               Spread(series.medians), series.refused);
  }
  return all.empty() ? 1 : 0;
}

int Main(int argc, char** argv) {
  int runs = 10;
  bool once = false;
  TimingOptions options;
  for (int k = 1; k < argc; ++k) {
    const std::string_view flag = argv[k];
    if (flag == "--once") {
      once = true;
    } else if (flag == "--runs" && k + 1 < argc) {
      runs = std::atoi(argv[++k]);
    } else if (flag == "--seconds" && k + 1 < argc) {
      options.seconds_per_function = std::atof(argv[++k]);
    } else if (flag == "--max-spread" && k + 1 < argc) {
      options.max_spread = std::atof(argv[++k]);
    } else {
      fmt::print(stderr, "usage: {} [--runs N] [--seconds S] [--max-spread R]\n", argv[0]);
      return 2;
    }
  }
  if (once) return TimePairs(options);
  return Repeat(fmt::format("'{}' --once --seconds {} --max-spread {}", argv[0], options.seconds_per_function,
                            options.max_spread),
                runs);
}

}  // namespace
}  // namespace ulpforge

int main(int argc, char** argv) { return ulpforge::Main(argc, argv); }
