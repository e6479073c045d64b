// Values and power series of Bessel functions of integer order.
//
// Thread safety: pure functions.
#pragma once

#include <arb.h>
#include <arb_poly.h>

namespace ulpforge {

enum class BesselKind { kJ, kY, kI, kK };

// The function of order `order` on the ball x; not finite where it is not real or not bounded on all of x.
void EncloseBessel(BesselKind kind, int order, arb_t result, const arb_t x, slong precision);

// The coefficients of the function at a(t) below t^length.
void ComposeBessel(BesselKind kind, int order, arb_poly_t result, const arb_poly_t a, slong length,
                   slong precision);

template <BesselKind kKind, int kOrder>
void BesselValue(arb_t result, const arb_t x, slong precision) {
  EncloseBessel(kKind, kOrder, result, x, precision);
}

template <BesselKind kKind, int kOrder>
void BesselSeries(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  ComposeBessel(kKind, kOrder, result, a, length, precision);
}

}  // namespace ulpforge
