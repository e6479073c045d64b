#include "targets/packed_reals.h"

#include <algorithm>

namespace ulpforge {

PackedReals::PackedReals(int precision, size_t size)
    : precision_(precision),
      limbs_per_number_((static_cast<size_t>(precision) + GMP_NUMB_BITS - 1) / GMP_NUMB_BITS),
      headers_(size),
      limbs_(size * limbs_per_number_) {}

MpfrReal PackedReals::operator[](size_t i) const {
  MpfrReal value = MpfrReal::OfPrecision(precision_);
  mpfr_t stored;
  // MPFR takes limbs that it may write, and only reads these.
  auto* const limbs = const_cast<mp_limb_t*>(limbs_.data() + i * limbs_per_number_);
  mpfr_custom_init_set(stored, headers_[i].kind, headers_[i].exponent, precision_, limbs);
  mpfr_set(value.ptr(), stored, MPFR_RNDN);
  return value;
}

void PackedReals::Truncate(size_t size) {
  headers_.resize(size);
  limbs_.resize(size * limbs_per_number_);
}

void PackedReals::Set(size_t i, const MpfrReal& value) {
  MpfrReal rounded = value.WithPrecision(precision_);
  headers_[i] = {mpfr_custom_get_kind(rounded.ptr()), mpfr_custom_get_exp(rounded.ptr())};
  const auto* const limbs = static_cast<const mp_limb_t*>(mpfr_custom_get_significand(rounded.ptr()));
  std::copy_n(limbs, limbs_per_number_, limbs_.data() + i * limbs_per_number_);
}

}  // namespace ulpforge
