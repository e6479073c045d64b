// The inputs of a program at many points.
//
// Thread safety: a value type; it does not own the arrays.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>

namespace ulpforge {

// The most inputs that a program can have: it has one, x.
inline constexpr size_t kMostInputs = 1;

// One array of size() values for each input.
template <class T>
class Inputs {
 public:
  // Implicit, so that an array of values of x can stand for the inputs.
  template <class Array>
    requires std::convertible_to<const Array&, std::span<const T>>
  Inputs(const Array& x) : Inputs(std::span<const T>(x)) {}     // NOLINT(google-explicit-constructor)
  Inputs(std::span<const T> x) : Inputs(x.data(), x.size()) {}  // NOLINT(google-explicit-constructor)
  Inputs(const T* x, size_t size) : columns_{x}, size_(size) {}

  size_t size() const { return size_; }
  std::span<const T* const> columns() const { return columns_; }

  // The next `size` points from point `begin` on.
  Inputs From(size_t begin, size_t size) const {
    Inputs part = *this;
    for (const T*& column : part.columns_) column += begin;
    part.size_ = size;
    return part;
  }

 private:
  std::array<const T*, kMostInputs> columns_;
  size_t size_;
};

}  // namespace ulpforge
