// Emits a program as C99: one scalar and one array function, hexadecimal constants, one operation per
// line. The text defends itself against contraction and -ffast-math, so that it computes bit for bit what
// the interpreter computes (a NaN stays a NaN; its sign and payload are unspecified). The one thing it
// cannot defend itself against is clang's -ffp-contract=fast, also as part of -funsafe-math-optimizations. It
// compiles without warnings as C99 and as C++, and its array loop vectorises with plain -O3 where the machine
// has the ops.
//
// Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/numbers/float_format.h"
#include "dsl/program.h"

namespace ulpforge {

inline constexpr int kMostInFlight = 8;

struct EmitOptions {
  std::string name = "kernel";  // C identifier of the scalar function; the array function is name_array
  std::vector<std::string> header = {};  // lines of the comment at the top, without comment marks
  // float: the format of arguments and results, between conversions: of 16 bits the functions are those of
  // uint16_t, the bits of bfloat16, or for float16 those of _Float16, where the compiler has it, with the
  // same of uint16_t under the names name_u16 and name_u16_array.
  const FloatFormat* format = &kFloat32;
  // With `format` float32: the format of 16 bits, if there is one, to which the further functions
  // uint16_t name_FORMAT(float) and name_FORMAT_array round the results and store their bits.
  const FloatFormat* result = nullptr;
  // float: where the compiler may use AVX2 and FMA, the file also has name_avx2, the function of 8 values,
  // and the array loop computes so many of these at a time, one operation of each after the other; 0:
  // neither. The loop of a compiler runs the operations of one vector after those of another and leaves it to
  // the processor to find work that does not wait.
  int in_flight = 0;
};

// T: float, double or Float16, the working type. InvalidArgument if the name is no C identifier or is
// reserved, and for operations on bits in Float16. Constants are rounded to T. In Float16 the functions are
// those of _Float16, which C compilers have, and compute what processors with arithmetic of 16 bits compute:
// each operation is rounded. REQUIRES: Validate(program).ok().
template <class T>
absl::StatusOr<std::string> EmitC(const Program& program, const EmitOptions& options);

// OK if a C and C++ file can define a function of this name; otherwise an InvalidArgument with the mend.
absl::Status CheckCName(std::string_view name);

}  // namespace ulpforge
