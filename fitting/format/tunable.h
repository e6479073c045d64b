// Tunable numbers of a program: its constants, and its integers but for shift counts, each as a whole number
// whose neighbours are the neighbouring values. 1.0F is 0x3f800000, the next float 0x3f800001.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "dsl/numbers/float_format.h"
#include "dsl/program.h"

namespace ulpforge {

struct TunableNumber {
  bool is_integer = false;
  size_t index = 0;  // in constants or integers

  bool operator==(const TunableNumber&) const = default;
};

// All tunable numbers of the program. REQUIRES: Validate(program).ok().
std::vector<TunableNumber> TunableNumbers(const Program& program);

// The ordinal of a constant among the values of the format, to which it is rounded; an integer itself.
int64_t Ordinal(const FloatFormat& format, const Program& program, const TunableNumber& number);

// Sets the number to the value with this ordinal, or to the finite value or 32-bit integer nearest to it.
void SetOrdinal(const FloatFormat& format, const TunableNumber& number, int64_t ordinal, Program& program);

// The value of a number, to the bit: that a move can be taken back.
struct NumberValue {
  Extended constant;
  int64_t integer = 0;
};
NumberValue ValueOf(const Program& program, const TunableNumber& number);
void SetValue(const TunableNumber& number, const NumberValue& value, Program& program);

}  // namespace ulpforge
