// Chunk: some thousand consecutive inputs of an exhaustive check, with what is known about each.
//
// Thread safety: one per thread.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "accuracy/exhaustive/chunk_pass.h"
#include "accuracy/reference/direction.h"
#include "accuracy/reference/exact_reference.h"
#include "accuracy/reference/fast_reference.h"
#include "base/array_function.h"
#include "dsl/numbers/float_format.h"
#include "targets/target_table.h"

namespace ulpforge {

class Chunk {
 public:
  // Of inputs in `format` and results in `result`. REQUIRES: the row of the target and the formats outlive
  // this object.
  Chunk(const Target& target, const FloatFormat& format, const FloatFormat& result);

  // The inputs with the bits first_bits, first_bits + 1, ... of one sign; has_next: the one after them is
  // also loaded, as the neighbour of the last one. REQUIRES: size > 0.
  void Load(uint32_t first_bits, size_t size, bool has_next);

  // Takes the results of the function, which must outlive its use: all below that is about results is about
  // these.
  void Evaluate(const ArrayFunction<float>& function);

  size_t size() const { return size_; }
  size_t pairs() const { return loaded_ - 1; }  // (i, i + 1) are neighbours for i < pairs()
  size_t loaded() const { return loaded_; }
  uint32_t bits(size_t i) const { return first_bits_ + static_cast<uint32_t>(i); }
  float x(size_t i) const { return x_[i]; }
  float y(size_t i) const { return y_[i]; }
  uint32_t result_bits(size_t i) const { return RoundToBits(result_, y_[i]); }
  const FastValue& f(size_t i) const { return f_[i]; }
  Judgement judgement(size_t i) const { return Judge(result_, f_[i], y_[i]); }
  const TrueValues& truth() const { return truth_; }
  ChunkSummary Summary() const { return truth_.Compare(y_.data()); }
  const FloatFormat& format() const { return format_; }
  const FloatFormat& result_format() const { return result_; }

  // The results at -x(i) for i < size(); valid until the next call.
  std::span<const float> Mirrored();

  // How f runs with rising bits, if it is proved to be monotonic on the chunk; computed when first asked for.
  Direction direction();

  // What MPFR says about input i.
  RoundedValue ExactRound(size_t i) { return exact_.RoundIfKnown(x_[i]); }
  UlpError ExactError(size_t i) { return exact_.Error(x_[i], y_[i]); }
  std::partial_ordering ExactOrder(size_t i, size_t k) { return exact_.Compare(x_[i], x_[k]); }

 private:
  void LoadTrueValues();

  const Target& target_;
  const FloatFormat& format_;
  const FloatFormat& result_;
  const ArrayFunction<float>* function_ = nullptr;
  std::optional<FastReference> fast_;  // of float32; where inputs are few, MPFR gives every value
  ExactReference exact_;

  uint32_t first_bits_ = 0;
  size_t size_ = 0;
  size_t loaded_ = 0;
  std::vector<float> x_, y_;
  std::vector<float> mirrored_x_, mirrored_y_;
  std::vector<FastValue> f_;
  TrueValues truth_;
  std::optional<Direction> direction_;
};

}  // namespace ulpforge
