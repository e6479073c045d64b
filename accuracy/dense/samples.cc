#include "accuracy/dense/samples.h"

#include <cmath>

#include "base/check.h"
#include "targets/mpfr_real.h"
#include "targets/sample_table.h"

namespace ulpforge {
namespace {

constexpr int kPrecision = 256;
constexpr double kOpenEndDistance = 0x1p-24;
constexpr double kSelectionEndDistance = 0x1.3c6ef372fe95p-21;  // 2^-20 / golden ratio: on no other plan

// The point at `fraction` of the domain, rounded to double.
double PointAt(const Interval& domain, const MpfrReal& fraction) {
  const MpfrReal lo(domain.lo, kPrecision);
  const MpfrReal hi(domain.hi, kPrecision);
  return (lo + (hi - lo) * fraction).ToDouble();
}

double PointAt(const Interval& domain, double fraction) {
  return PointAt(domain, MpfrReal(fraction, kPrecision));
}

// (1 - cos(pi t)) / 2, written as a sine so that 1/2 is exact and the points lie symmetrically.
MpfrReal ChebyshevFraction(const MpfrReal& t) {
  MpfrReal pi = MpfrReal::OfPrecision(kPrecision);
  mpfr_const_pi(pi.ptr(), MPFR_RNDN);
  MpfrReal sine = MpfrReal::OfPrecision(kPrecision);
  mpfr_sin(sine.ptr(), (pi * (t - MpfrReal(0.5))).ptr(), MPFR_RNDN);
  return Scaled(MpfrReal(1) + sine, -1);
}

Extended Scale(Measure measure, const Extended& f) {
  if (measure == Measure::kAbsolute) return Extended(1);
  if (f.hi == 0) return Extended(0);
  return (MpfrReal(1, kPrecision) / MpfrReal(f, kPrecision)).ToExtended();
}

// Weighted.
Samples SamplesOf(const Problem& problem, std::span<const size_t> indices) {
  const SampleTable& table = *problem.target->samples;
  Samples samples;
  for (const size_t i : indices) {
    samples.x.push_back(table.x()[i]);
    samples.f.push_back(table.y()[i]);
    samples.scale.push_back(Scale(problem.measure, table.y()[i]) * Extended(table.weight()[i]));
  }
  return samples;
}

}  // namespace

Samples SamplesAt(const Problem& problem, std::span<const double> points) {
  if (problem.target->samples != nullptr) {
    std::vector<size_t> nearest;
    for (const double x : points) nearest.push_back(problem.target->samples->Nearest(x));
    return SamplesOf(problem, nearest);
  }
  Samples samples;
  for (const double x : points) {
    const Extended f = ReferenceValue(*problem.target, x);
    samples.x.push_back(x);
    samples.f.push_back(f);
    samples.scale.push_back(Scale(problem.measure, f));
  }
  return samples;
}

Samples FitSamples(const Problem& problem, size_t n) {
  ULPFORGE_CHECK(n >= 2 && n <= 4096);
  if (problem.target->samples != nullptr) return SamplesOf(problem, problem.target->samples->Spread(n));
  const Interval& domain = problem.domain;
  std::vector<double> points;
  points.push_back(domain.lo_open ? PointAt(domain, kOpenEndDistance) : domain.lo);
  for (size_t i = 1; i + 1 < n; ++i) {
    const MpfrReal t = MpfrReal(static_cast<double>(i), kPrecision) / MpfrReal(static_cast<double>(n - 1));
    points.push_back(PointAt(domain, ChebyshevFraction(t)));
  }
  points.push_back(domain.hi_open ? PointAt(domain, 1 - kOpenEndDistance) : domain.hi);
  return SamplesAt(problem, points);
}

Samples SelectionSamples(const Problem& problem, size_t n) {
  ULPFORGE_CHECK(n >= 2 && n <= 4096);
  if (problem.target->samples != nullptr) return SamplesOf(problem, problem.target->samples->Spread(n));
  const Interval& domain = problem.domain;
  std::vector<double> points;
  points.push_back(PointAt(domain, kSelectionEndDistance));
  for (size_t i = 1; i + 1 < n; ++i) {
    // One point in the middle four fifths of each stratum, by the golden ratio sequence: no rational
    // multiple of pi, hence on no plan of extrema.
    const double sequence = static_cast<double>(i) * 0x1.3c6ef372fe95p-1;
    const double jitter = 0.1 + 0.8 * (sequence - std::floor(sequence));
    const MpfrReal t =
        MpfrReal(static_cast<double>(i) + jitter, kPrecision) / MpfrReal(static_cast<double>(n));
    points.push_back(PointAt(domain, ChebyshevFraction(t)));
  }
  points.push_back(PointAt(domain, 1 - kSelectionEndDistance));
  return SamplesAt(problem, points);
}

}  // namespace ulpforge
