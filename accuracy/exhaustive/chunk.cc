#include "accuracy/exhaustive/chunk.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>

#include "base/check.h"

namespace ulpforge {

Chunk::Chunk(const Target& target, const FloatFormat& format, const FloatFormat& result)
    : target_(target), format_(format), result_(result), exact_(target, result) {
  if (&format == &kFloat32) fast_.emplace(target);
}

void Chunk::Load(uint32_t first_bits, size_t size, bool has_next) {
  ULPFORGE_CHECK(size > 0);
  first_bits_ = first_bits;
  size_ = size;
  loaded_ = size + (has_next ? 1 : 0);
  direction_.reset();
  x_.resize(loaded_);
  y_.resize(loaded_);
  f_.resize(loaded_);
  if (&format_ == &kFloat32) {
    // With the payload of each NaN.
    for (size_t i = 0; i < loaded_; ++i) x_[i] = std::bit_cast<float>(bits(i));
  } else {
    for (size_t i = 0; i < loaded_; ++i) x_[i] = FromBits(format_, bits(i));
  }
  LoadTrueValues();
  truth_.Load(result_, f_, size_);
}

void Chunk::Evaluate(const ArrayFunction<float>& function) {
  function_ = &function;
  function(x_.data(), y_.data(), loaded_);
}

void Chunk::LoadTrueValues() {
  const uint32_t magnitude = first_bits_ & (format_.sign_bit() - 1);
  const uint32_t finite_bits = format_.infinity_bits() - std::min(magnitude, format_.infinity_bits());
  const size_t finite = std::min<size_t>(loaded_, finite_bits);
  if (fast_) {
    if (finite > 0) fast_->Evaluate(first_bits_, std::span(f_).first(finite));
  } else {
    for (size_t i = 0; i < finite; ++i) f_[i] = exact_.Approximate(x_[i]);
  }
  // Then infinity, perhaps, and NaNs, which are all alike.
  for (size_t i = finite; i < loaded_; ++i) {
    f_[i] = i > finite && std::isnan(x_[i - 1]) ? f_[i - 1] : exact_.Approximate(x_[i]);
  }
}

std::span<const float> Chunk::Mirrored() {
  mirrored_x_.resize(size_);
  mirrored_y_.resize(size_);
  for (size_t i = 0; i < size_; ++i) {
    mirrored_x_[i] = std::bit_cast<float>(std::bit_cast<uint32_t>(x_[i]) ^ 0x80000000u);
  }
  (*function_)(mirrored_x_.data(), mirrored_y_.data(), size_);
  return mirrored_y_;
}

Direction Chunk::direction() {
  if (!direction_) {
    const float a = x_[0];
    const float b = x_[loaded_ - 1];
    direction_ = std::isfinite(a) && std::isfinite(b) ? DirectionBetween(target_, a, b) : Direction::kUnknown;
    const bool descending = (first_bits_ & format_.sign_bit()) != 0;
    if (descending && direction_ == Direction::kRising) {
      direction_ = Direction::kFalling;
    } else if (descending && direction_ == Direction::kFalling) {
      direction_ = Direction::kRising;
    }
  }
  return *direction_;
}

}  // namespace ulpforge
