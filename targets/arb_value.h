// Owners of the numbers of Arb (Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval
// arithmetic", IEEE Trans. Computers 66, 2017): balls, and power series whose coefficients are balls.
//
// Arb keeps caches for each thread: FreeArbCachesWithThread.
//
// Thread safety: value types.
#pragma once

#include <arb.h>
#include <arb_poly.h>

namespace ulpforge {

// A ball: an interval that is guaranteed to contain the true value.
class Ball {
 public:
  Ball() { arb_init(value_); }  // exactly zero
  explicit Ball(double value) : Ball() { arb_set_d(value_, value); }
  Ball(const Ball& other) : Ball() { arb_set(value_, other.value_); }
  Ball(Ball&& other) noexcept : Ball() { arb_swap(value_, other.value_); }
  Ball& operator=(Ball other) noexcept {
    arb_swap(value_, other.value_);
    return *this;
  }
  ~Ball() { arb_clear(value_); }

  arb_ptr ptr() { return value_; }
  arb_srcptr ptr() const { return value_; }

 private:
  arb_t value_;
};

// A truncated power series (or a polynomial) over balls.
class BallSeries {
 public:
  BallSeries() { arb_poly_init(value_); }  // exactly zero
  BallSeries(const BallSeries& other) : BallSeries() { arb_poly_set(value_, other.value_); }
  BallSeries(BallSeries&& other) noexcept : BallSeries() { arb_poly_swap(value_, other.value_); }
  BallSeries& operator=(BallSeries other) noexcept {
    arb_poly_swap(value_, other.value_);
    return *this;
  }
  ~BallSeries() { arb_poly_clear(value_); }

  arb_poly_struct* ptr() { return value_; }
  const arb_poly_struct* ptr() const { return value_; }

 private:
  arb_poly_t value_;
};

// Frees the caches of Arb and FLINT when the calling thread ends, which nothing else does.
inline void FreeArbCachesWithThread() {
  struct Caches {
    ~Caches() { flint_cleanup(); }
  };
  thread_local const Caches caches;
  static_cast<void>(caches);
}

}  // namespace ulpforge
