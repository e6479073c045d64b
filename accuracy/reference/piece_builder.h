// Builds TaylorPieces from the power series of a function.
//
// Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <optional>

#include "accuracy/reference/fast_value.h"
#include "accuracy/reference/taylor_piece.h"
#include "targets/arb_value.h"
#include "targets/target_table.h"

namespace ulpforge {

// What has to be known about a function to enclose it; see Target.
struct RealFunction {
  SeriesFunction series;
  Interval defined = kAllReals;
  Monotonicity monotonicity = Monotonicity::kNone;
  const Expression* expression = nullptr;  // if it is one
  // The relative error of the arguments at which its pieces will be evaluated. If it is not 0, zeros of the
  // function other than 0 are not supported: no piece is found beside them.
  double argument_error = 0;
};

// The floats with the bits first_bits, ..., first_bits + 2^log2_size - 1, infinities and NaN left out.
// REQUIRES: first_bits is a multiple of 2^log2_size and belongs to a finite float; log2_size <= 31.
struct FloatRange {
  uint32_t first_bits;
  int log2_size;
};

// The piece for all reals between the floats of `range`, if one value with a bound of at most 2^-58 |f|
// stands for all of them or Taylor's polynomial has such a bound, or all are NaN, huge or tiny (see
// FastValue).
std::optional<TaylorPiece> BuildPiece(const RealFunction& f, FloatRange range);

// The middle of an enclosure as a value, if its bound is at most 2^-58 |f|, or all of it is huge or tiny.
std::optional<FastValue> ValueOfEnclosure(const Ball& enclosure);

}  // namespace ulpforge
