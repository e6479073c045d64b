// PackedReals: many MPFR numbers of one precision in little memory, 56 bytes each at 320 bits, where an
// MpfrReal has room for every precision and takes 300.
//
// Thread safety: distinct elements may be set from different threads at once.
#pragma once

#include <mpfr.h>

#include <cstddef>
#include <vector>

#include "targets/mpfr_real.h"

namespace ulpforge {

class PackedReals {
 public:
  // `size` numbers, NaN each, of `precision` bits.
  PackedReals(int precision, size_t size);

  int precision() const { return precision_; }
  size_t size() const { return headers_.size(); }

  // REQUIRES: i < size().
  MpfrReal operator[](size_t i) const;

  // Forgets all but the first `size`.
  void Truncate(size_t size);

  // Rounds the value to the precision.
  void Set(size_t i, const MpfrReal& value);

 private:
  struct Header {
    int kind = MPFR_NAN_KIND;  // as mpfr_custom_get_kind says it
    mpfr_exp_t exponent = 0;
  };

  int precision_;
  size_t limbs_per_number_;
  std::vector<Header> headers_;
  std::vector<mp_limb_t> limbs_;
};

}  // namespace ulpforge
