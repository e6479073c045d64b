// Objectives, samples and a program for the tests of fitting/format.
#pragma once

#include "dsl/text.h"
#include "fitting/format/objective.h"

namespace ulpforge {

inline Objective Exp2Objective(ErrorMeasure measure = ErrorMeasure::kUlp,
                               Ranking ranking = Ranking::kContractFirst) {
  Objective objective{.target = FindTarget("exp2"),
                      .domain = {-0.5, 0.5},
                      .measure = measure,
                      .limit = 4,
                      .ranking = ranking};
  objective.far = FarError(objective, {.x = {0}, .f = {1}, .per_ulp = {1}});
  return objective;
}

inline UlpSamples SamplesOf(const Objective& objective, uint64_t stream, size_t n = 2000) {
  Rng rng(3, stream);
  FastReference reference(*objective.target);
  return RandomSamples(objective, reference, n, rng);
}

// The Taylor polynomial of 2^x of degree 6, two of its constants one unit in the last place away.
inline Program Blurred() {
  return *Parse(
      "ulpforge program v1\nconst a = 0x1.430934p-13\nconst b = 0x1.5d87fep-10\nconst c = 0x1.3b2ab6p-7\n"
      "const d = 0x1.c6b08ep-5\nconst e = 0x1.ebfbep-3\nconst f = 0x1.62e42ep-1\nconst g = 0x1.000002p+0\n"
      "p = fma x a b\nq = fma p x c\nr = fma q x d\ns = fma r x e\nt = fma s x f\nu = fma t x g\nreturn u\n");
}

}  // namespace ulpforge
