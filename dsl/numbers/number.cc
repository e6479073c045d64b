#include "dsl/numbers/number.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <optional>

#include "fmt/format.h"

namespace ulpforge {
namespace {

// Far beyond every exponent of a double, and far from overflow.
constexpr int64_t kExponentLimit = 1'000'000;

absl::Status Expected(const char* what) { return absl::InvalidArgumentError(what); }

bool Skip(std::string_view& text, char lower) {
  if (text.empty() || (text[0] | 0x20) != lower) return false;
  text.remove_prefix(1);
  return true;
}

bool SkipHexPrefix(std::string_view& text) {
  if (text.size() < 2 || text[0] != '0' || (text[1] | 0x20) != 'x') return false;
  text.remove_prefix(2);
  return true;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The binary exponent at the end of a hexadecimal number; zero if there is none.
std::optional<int64_t> ReadExponent(std::string_view text) {
  if (text.empty()) return 0;
  if (!Skip(text, 'p')) return std::nullopt;
  if (!text.empty() && text[0] == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text[0] == '-') return std::nullopt;
  }
  int64_t exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return text[0] == '-' ? -kExponentLimit : kExponentLimit;
  if (error != std::errc()) return std::nullopt;
  return std::clamp(exponent, -kExponentLimit, kExponentLimit);
}

// `text` is what follows 0x. The digits are gathered as significand * 2^exponent with an odd significand.
absl::StatusOr<double> ReadHexDouble(std::string_view text) {
  uint64_t significand = 0;
  int64_t exponent = 0;
  int64_t zeros = 0;  // trailing zero digits not yet in the significand
  bool point = false;
  bool digits = false;
  bool too_long = false;
  size_t k = 0;
  for (; k < text.size(); ++k) {
    if (text[k] == '.' && !point) {
      point = true;
      continue;
    }
    const int digit = HexDigit(text[k]);
    if (digit < 0) break;
    digits = true;
    if (point) exponent -= 4;
    if (digit == 0) {
      if (significand != 0) ++zeros;
      continue;
    }
    if (significand != 0 && (zeros > 15 || std::bit_width(significand) + 4 * (zeros + 1) > 64)) {
      too_long = true;
      continue;
    }
    significand = (significand << (4 * (zeros + 1))) | static_cast<uint64_t>(digit);
    zeros = 0;
  }
  const std::optional<int64_t> written = ReadExponent(text.substr(k));
  if (!digits || !written) return Expected("a number");
  if (significand == 0) return 0.0;
  const int trailing = std::countr_zero(significand);
  significand >>= trailing;
  exponent += 4 * zeros + trailing + *written;
  if (too_long || std::bit_width(significand) > 53) {
    return Expected("a hexadecimal number of at most 53 bits (split it into a sum of two numbers)");
  }
  exponent = std::clamp(exponent, -kExponentLimit, kExponentLimit);
  const double exact = static_cast<double>(significand);
  const double value = std::ldexp(exact, static_cast<int>(exponent));
  if (std::isinf(value)) return Expected("a number below 2^1024");
  // 2^-1074 is the smallest positive double; multiples of it are exact.
  if (exponent < -1074) return Expected("a multiple of 2^-1074 (this one is too small for a double)");
  return value;
}

absl::StatusOr<double> ReadDecimalDouble(std::string_view text) {
  double value = 0;
  const char* const last = text.data() + text.size();
  if (text.empty() || !(text[0] == '.' || (text[0] >= '0' && text[0] <= '9'))) return Expected("a number");
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (end != last || error == std::errc::invalid_argument) return Expected("a number");
  const std::string_view significand = text.substr(0, text.find_first_of("eE"));
  const bool nonzero = significand.find_first_of("123456789") != std::string_view::npos;
  if (error == std::errc() && std::isfinite(value) && (value != 0 || !nonzero)) return value;
  return Expected("a number that a double can hold (between 2^-1074 and 2^1024)");
}

}  // namespace

absl::StatusOr<double> ReadDouble(std::string_view text) {
  const bool negative = Skip(text, '-');
  const absl::StatusOr<double> value = SkipHexPrefix(text) ? ReadHexDouble(text) : ReadDecimalDouble(text);
  if (!value.ok()) return value;
  return negative ? -*value : *value;
}

absl::StatusOr<int64_t> ReadInteger(std::string_view text) {
  const bool negative = Skip(text, '-');
  const bool hex = SkipHexPrefix(text);
  uint64_t magnitude = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, magnitude, hex ? 16 : 10);
  if (end != last || text.empty() || error == std::errc::invalid_argument) return Expected("an integer");
  const uint64_t limit = (uint64_t{1} << 63) - (negative ? 0 : 1);
  if (error != std::errc() || (magnitude > limit && (negative || !hex))) {
    return Expected("an integer of at most 64 bits");
  }
  return static_cast<int64_t>(negative ? -magnitude : magnitude);
}

std::string FormatHex(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  return fmt::format("{:a}", value);
}

}  // namespace ulpforge
