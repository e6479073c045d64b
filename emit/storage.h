// How the numbers of an emitted function lie in its arrays and arguments: as they are computed, or in a
// format of 16 bits, between a conversion in and a conversion out, of which a function of floats may have the
// latter alone. For the sources of this folder only.
//
// Thread safety: immutable table, pure functions.
#pragma once

#include <string_view>

#include "dsl/numbers/float_format.h"

namespace ulpforge {

// C texts. {n} stands for the name of the function, {T} for the type that is computed in; {0} is the place of
// a load or a store of 8 floats, {1} the value.
struct StorageText {
  const FloatFormat* format = nullptr;  // null: as computed
  std::string_view scalar;              // head of the function of one value x
  std::string_view array;               // head of the function of arrays in and out
  std::string_view widen, narrow;       // around a value in and out; {0}
  std::string_view includes;
  // The conversions, before the kernel. The second out is for kernels that make no NaN which could be rounded
  // up, the third for those that have no tie either. All but the first may be empty.
  std::string_view widening, narrowing, narrowing_numbers, narrowing_without_ties;
  std::string_view twins;      // the functions that call those above, after them
  std::string_view results;    // those that round the results of functions of floats to the format
  std::string_view condition;  // for intrinsics, beside AVX2 and FMA
  std::string_view element;    // of in and out
  std::string_view load8, store8;
  // A loop that is faster than that of a compiler which does not vectorise the conversions, under a
  // condition; {hide} and {hidden} as in emit_c.cc.
  std::string_view loop_condition, loop;
};

// The row of a format, or that of numbers that lie as they are computed.
const StorageText& StorageOf(const FloatFormat& format);

}  // namespace ulpforge
