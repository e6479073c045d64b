// Owners of the numbers of Arb (Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval
// arithmetic", IEEE Trans. Computers 66, 2017): balls, and power series whose coefficients are balls.
//
// Thread safety: value types.
#pragma once

#include <arb.h>
#include <arb_poly.h>

namespace ulpforge {

// Arb keeps constants such as pi for each thread; after this call they end with the calling thread.
inline void FreeArbCachesWithThread() {
  struct CacheOwner {
    ~CacheOwner() { flint_cleanup(); }
  };
  thread_local const CacheOwner owner;
  static_cast<void>(owner);
}

// A floating-point number of any size, or an infinity.
class Arf {
 public:
  Arf() { arf_init(value_); }  // zero
  explicit Arf(double value) : Arf() { arf_set_d(value_, value); }
  Arf(const Arf& other) : Arf() { arf_set(value_, other.value_); }
  Arf(Arf&& other) noexcept : Arf() { arf_swap(value_, other.value_); }
  Arf& operator=(Arf other) noexcept {
    arf_swap(value_, other.value_);
    return *this;
  }
  ~Arf() { arf_clear(value_); }

  arf_ptr ptr() { return value_; }
  arf_srcptr ptr() const { return value_; }

 private:
  arf_t value_ = {};
};

// A ball: an interval that is guaranteed to contain the true value.
class Ball {
 public:
  Ball() {  // exactly zero
    FreeArbCachesWithThread();
    arb_init(value_);
  }
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
  BallSeries() {  // exactly zero
    FreeArbCachesWithThread();
    arb_poly_init(value_);
  }
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

}  // namespace ulpforge
