#include "accuracy/exhaustive/counterexample.h"

#include <fmt/format.h>

#include <bit>
#include <utility>

#include "dsl/numbers/number.h"

namespace ulpforge {
namespace {

std::string HexBits(const FloatFormat& format, float value) {
  const uint32_t bits = &format == &kFloat32 ? std::bit_cast<uint32_t>(value) : RoundToBits(format, value);
  return fmt::format("0x{:0{}x}", bits, format.storage_bits / 4);
}

}  // namespace

Counterexample MakeCounterexample(const FloatFormat& format, const FloatFormat& result, float x, float y,
                                  std::string expected) {
  Counterexample example;
  example.set_input(FormatHex(x));
  example.set_input_bits(HexBits(format, x));
  example.set_result(FormatHex(y));
  example.set_result_bits(HexBits(result, y));
  example.set_expected(std::move(expected));
  return example;
}

}  // namespace ulpforge
