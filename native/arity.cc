#include "native/arity.h"

#include <regex>
#include <string>

#include "fmt/format.h"

namespace ulpforge {
namespace {

struct Arguments {
  std::string_view name;  // of the function of doubles, as a regular expression
  std::string_view taken;
};

constexpr Arguments kArguments[] = {
    {"atan2", "y and x"},
    {"copysign", "two numbers"},
    {"drem", "two numbers"},
    {"fdim", "two numbers"},
    {"fma", "three numbers"},
    {"fmax", "two numbers"},
    {"fmin", "two numbers"},
    {"fmod", "two numbers"},
    {"frexp", "x and a pointer"},
    {"hypot", "two numbers"},
    {"jn", "an order and x"},
    {"ldexp", "x and an exponent"},
    {"lgamma(?=[fl]?_r)", "x and a pointer"},
    {"modf", "x and a pointer"},
    {"nextafter", "two numbers"},
    {"nexttoward", "two numbers"},
    {"pow", "a base and an exponent"},
    {"remainder", "two numbers"},
    {"remquo", "two numbers and a pointer"},
    {"scalb", "x and an exponent"},
    {"scalbln", "x and an exponent"},
    {"scalbn", "x and an exponent"},
    {"sincos", "x and pointers, or gives two results"},
    {"sincospi", "x and pointers, or gives two results"},
    {"yn", "an order and x"},
};

absl::Status Refusal(std::string_view symbol, std::string_view taken) {
  return absl::InvalidArgumentError(fmt::format(
      "{} takes {}; only functions of x alone can be called: write a C file with a function that gives it "
      "the rest",
      symbol, taken));
}

}  // namespace

absl::Status CheckTakesOneArgument(std::string_view symbol) {
  // The letters after the lanes name the parameters: one "v" is one vector.
  static const std::regex kVectorAbi("_ZGV[a-zA-Z][NM][0-9x]+([a-zA-Z0-9]+)_(.+)");
  std::string name(symbol);
  std::smatch parts;
  if (std::regex_match(name, parts, kVectorAbi)) {
    const std::string parameters = parts[1];
    if (parameters.size() > 1) return Refusal(symbol, fmt::format("{} arguments", parameters.size()));
    name = std::string(parts[2]);
  }
  // After the name: what its type adds, and in SLEEF the lanes, the error and the instruction set.
  for (const auto& [row, taken] : kArguments) {
    const std::regex pattern(fmt::format(
        "(?:__)?{0}[fdl]?[0-9x]*(?:_finite|_r)?|Sleef_(?:finz_|cinz_)?{0}[fd]?[0-9]*(?:_.*)?", row));
    if (std::regex_match(name, pattern)) return Refusal(symbol, taken);
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
