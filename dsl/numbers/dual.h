// Dual numbers: a value with its partial derivatives in `n` directions. Running the generic lambda of an
// op on duals gives the op's local derivatives, so no op states its derivative twice (forward-mode
// automatic differentiation; Griewank, Walther, "Evaluating Derivatives", ch. 3).
#pragma once

#include <array>

#include "dsl/numbers/math.h"

namespace ulpforge {

template <class T, int n>
struct Dual {
  T value{};
  std::array<T, n> partial{};

  Dual() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a constant is a dual with zero derivatives.
  Dual(T v) : value(v) {}

  // The variable `v` whose derivative in direction `direction` is one.
  static Dual Variable(T v, int direction) {
    Dual d(v);
    d.partial[direction] = T(1);
    return d;
  }
};

namespace dual {

// value with partials da * a' + db * b'.
template <class T, int n>
Dual<T, n> Chain(T value, T da, const Dual<T, n>& a) {
  Dual<T, n> r(value);
  for (int i = 0; i < n; ++i) r.partial[i] = da * a.partial[i];
  return r;
}

template <class T, int n>
Dual<T, n> Chain(T value, T da, const Dual<T, n>& a, T db, const Dual<T, n>& b) {
  Dual<T, n> r(value);
  for (int i = 0; i < n; ++i) r.partial[i] = da * a.partial[i] + db * b.partial[i];
  return r;
}

}  // namespace dual

template <class T, int n>
Dual<T, n> operator+(const Dual<T, n>& a, const Dual<T, n>& b) {
  Dual<T, n> r(a.value + b.value);
  for (int i = 0; i < n; ++i) r.partial[i] = a.partial[i] + b.partial[i];
  return r;
}
template <class T, int n>
Dual<T, n> operator-(const Dual<T, n>& a, const Dual<T, n>& b) {
  Dual<T, n> r(a.value - b.value);
  for (int i = 0; i < n; ++i) r.partial[i] = a.partial[i] - b.partial[i];
  return r;
}
template <class T, int n>
Dual<T, n> operator-(const Dual<T, n>& a) {
  Dual<T, n> r(-a.value);
  for (int i = 0; i < n; ++i) r.partial[i] = -a.partial[i];
  return r;
}
template <class T, int n>
Dual<T, n> operator*(const Dual<T, n>& a, const Dual<T, n>& b) {
  return dual::Chain(a.value * b.value, b.value, a, a.value, b);
}
template <class T, int n>
Dual<T, n> operator/(const Dual<T, n>& a, const Dual<T, n>& b) {
  const T q = a.value / b.value;
  const T reciprocal = T(1) / b.value;
  return dual::Chain(q, reciprocal, a, -q * reciprocal, b);
}
template <class T, int n>
Dual<T, n> fma(const Dual<T, n>& a, const Dual<T, n>& b, const Dual<T, n>& c) {
  Dual<T, n> r(fma(a.value, b.value, c.value));
  for (int i = 0; i < n; ++i) {
    r.partial[i] = b.value * a.partial[i] + a.value * b.partial[i] + c.partial[i];
  }
  return r;
}
template <class T, int n>
  requires requires(T v) { sqrt(v); }
Dual<T, n> sqrt(const Dual<T, n>& a) {
  const T root = sqrt(a.value);
  return dual::Chain(root, T(0.5) / root, a);
}
template <class T, int n>
  requires requires(T v) { v < v; }
Dual<T, n> fabs(const Dual<T, n>& a) {
  return a.value < T(0) ? -a : a;
}
template <class T, int n>
  requires requires(T v) { v < v; }
bool operator<(const Dual<T, n>& a, const Dual<T, n>& b) {
  return a.value < b.value;
}
// Piecewise constant: the derivative is zero wherever it exists.
template <class T, int n>
  requires requires(T v) { floor(v); }
Dual<T, n> floor(const Dual<T, n>& a) {
  return Dual<T, n>(floor(a.value));
}
template <class T, int n>
  requires requires(T v) { nearbyint(v); }
Dual<T, n> nearbyint(const Dual<T, n>& a) {
  return Dual<T, n>(nearbyint(a.value));
}

}  // namespace ulpforge
