// Rigorous power series of the functions that Arb has no series for, and an adaptor for those that it has.
//
// Thread safety: pure functions.
#pragma once

#include <arb_poly.h>

#include <functional>

#include "targets/arb_value.h"

namespace ulpforge {

// Sets `result` to the first `length` Taylor coefficients of a function f: coefficient k contains
// f^(k)(y) / k! for every y in the ball x; coefficient 0 is not finite where f is not analytic on all of x,
// nor are the others where x contains a singular point. `precision` in bits. REQUIRES: length >= 1.
using SeriesFunction = std::function<void(arb_poly_t result, const arb_t x, slong length, slong precision)>;
using SeriesPointer = void (*)(arb_poly_t result, const arb_t x, slong length, slong precision);

// The polynomial x + t in t.
BallSeries Variable(const arb_t x);

// A function that Arb composes with power series.
template <void (*kCompose)(arb_poly_t, const arb_poly_t, slong, slong)>
void Series(arb_poly_t result, const arb_t x, slong length, slong precision) {
  kCompose(result, Variable(x).ptr(), length, precision);
}

void Exp2Series(arb_poly_t result, const arb_t x, slong length, slong precision);
void Expm1Series(arb_poly_t result, const arb_t x, slong length, slong precision);
void Log2Series(arb_poly_t result, const arb_t x, slong length, slong precision);
void Log2p1Series(arb_poly_t result, const arb_t x, slong length, slong precision);
void CotSeries(arb_poly_t result, const arb_t x, slong length, slong precision);
void TanhSeries(arb_poly_t result, const arb_t x, slong length, slong precision);
void SigmoidSeries(arb_poly_t result, const arb_t x, slong length, slong precision);

// The Airy function Ai(-7 x).
void AiryAi7xSeries(arb_poly_t result, const arb_t x, slong length, slong precision);

// The modified Bessel function I_{1/2}(x) = sqrt(2 / (pi x)) sinh x (DLMF 10.39.1).
void BesselIHalfSeries(arb_poly_t result, const arb_t x, slong length, slong precision);

}  // namespace ulpforge
