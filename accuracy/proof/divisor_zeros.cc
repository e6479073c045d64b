#include "accuracy/proof/divisor_zeros.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "accuracy/proof/real_roots.h"
#include "accuracy/taylor/taylor_box.h"

namespace ulpforge {
namespace {

constexpr slong kOrder = 6;
constexpr int kDepth = 40;       // a box is halved so many times before it counts as a zero
constexpr size_t kBoxes = 2000;  // for one divisor; then larger boxes count

// The smallest multiple of the polynomials in x among the divisors.
IntegerPoly CommonMultiple(const AlgebraicProgram& program) {
  IntegerPoly multiple;
  fmpz_poly_set_coeff_si(multiple.ptr(), 0, 1);
  for (const MultiPoly& divisor : program.divisors) {
    if (!divisor.IsUnivariate()) continue;
    const IntegerPoly polynomial = divisor.ToIntegerPoly();
    if (polynomial.degree() > 0) fmpz_poly_lcm(multiple.ptr(), multiple.ptr(), polynomial.ptr());
  }
  return multiple;
}

bool IsNonzero(const Ball& range) {
  return arb_contains_zero(range.ptr()) == 0 && arb_is_finite(range.ptr()) != 0;
}

bool IsNonzeroOn(const ErrorModel& model, size_t divisor, const Box& box) {
  for (const slong order : {kOrder, slong{0}}) {
    if (IsNonzero(model.Divisor(Expand(box, order, model.precision()), divisor).Range())) return true;
  }
  return false;
}

// Whether the end of the domain that the box reaches is proved to be the only zero on it: the divisor is a
// power of the distance from there times what is not zero.
bool VanishesOnlyAtEnd(const ErrorModel& model, size_t divisor, Box box) {
  if (box.end == Box::End::kNone) return false;
  box.expand_at_end = true;
  const TaylorBox expansion = Expand(box, kOrder, model.precision());
  const TaylorModel value = model.Divisor(expansion, divisor);
  const slong multiplicity = value.Valuation();
  TaylorBox shifted = expansion;
  shifted.order -= multiplicity;
  return multiplicity > 0 && IsNonzero(value.Shifted(shifted, multiplicity).Range());
}

// The end of the domain that the box reaches, if it is a point of the domain.
std::optional<double> ClosedEnd(const Interval& domain, const Box& box) {
  const bool at_lo = box.end == Box::End::kLo;
  if (at_lo ? domain.lo_open : domain.hi_open) return std::nullopt;
  return at_lo ? domain.lo : domain.hi;
}

void AddBySubdivision(const ErrorModel& model, size_t divisor, const Interval& domain,
                      std::vector<Enclosure>* zeros) {
  std::deque<std::pair<Box, int>> boxes;
  for (Box& box : FirstBoxes(domain.lo, domain.hi)) boxes.emplace_back(std::move(box), 0);
  for (size_t count = 0; !boxes.empty(); ++count) {
    const auto [box, depth] = std::move(boxes.front());
    boxes.pop_front();
    if (IsNonzeroOn(model, divisor, box)) continue;
    if (VanishesOnlyAtEnd(model, divisor, box)) {
      if (const std::optional<double> end = ClosedEnd(domain, box)) zeros->push_back({*end, *end});
      continue;
    }
    if (depth == kDepth || count >= kBoxes) {
      zeros->push_back(Outward(box));
      continue;
    }
    for (Box& half : Halves(box)) boxes.emplace_back(std::move(half), depth + 1);
  }
}

// Ascending, with those that touch made one.
std::vector<Enclosure> Merged(std::vector<Enclosure> zeros) {
  std::sort(zeros.begin(), zeros.end(), [](const Enclosure& a, const Enclosure& b) {
    return std::pair(a.lo, a.hi) < std::pair(b.lo, b.hi);
  });
  std::vector<Enclosure> merged;
  for (const Enclosure& zero : zeros) {
    if (!merged.empty() && zero.lo <= merged.back().hi) {
      merged.back().hi = std::max(merged.back().hi, zero.hi);
    } else {
      merged.push_back(zero);
    }
  }
  return merged;
}

}  // namespace

std::vector<Enclosure> DivisorZeros(const AlgebraicProgram& program, const ErrorModel& model,
                                    const Interval& domain) {
  std::vector<Enclosure> zeros;
  for (const Ball& root : RootsIn(domain, CommonMultiple(program))) zeros.push_back(Outward(root));
  for (size_t k = 0; k < program.divisors.size(); ++k) {
    if (!program.divisors[k].IsUnivariate()) AddBySubdivision(model, k, domain, &zeros);
  }
  return Merged(std::move(zeros));
}

}  // namespace ulpforge
