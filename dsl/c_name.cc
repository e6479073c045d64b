#include <algorithm>
#include <array>
#include <string_view>

#include "dsl/emit_c.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr std::string_view kKeywords[] = {"alignas",
                                          "alignof",
                                          "and",
                                          "and_eq",
                                          "asm",
                                          "auto",
                                          "bitand",
                                          "bitor",
                                          "bool",
                                          "break",
                                          "case",
                                          "catch",
                                          "char",
                                          "char16_t",
                                          "char32_t",
                                          "char8_t",
                                          "class",
                                          "co_await",
                                          "co_return",
                                          "co_yield",
                                          "compl",
                                          "concept",
                                          "const",
                                          "const_cast",
                                          "consteval",
                                          "constexpr",
                                          "constinit",
                                          "continue",
                                          "decltype",
                                          "default",
                                          "delete",
                                          "do",
                                          "double",
                                          "dynamic_cast",
                                          "else",
                                          "enum",
                                          "explicit",
                                          "export",
                                          "extern",
                                          "false",
                                          "float",
                                          "for",
                                          "friend",
                                          "goto",
                                          "if",
                                          "inline",
                                          "int",
                                          "long",
                                          "mutable",
                                          "namespace",
                                          "new",
                                          "noexcept",
                                          "not",
                                          "not_eq",
                                          "nullptr",
                                          "operator",
                                          "or",
                                          "or_eq",
                                          "private",
                                          "protected",
                                          "public",
                                          "register",
                                          "reinterpret_cast",
                                          "requires",
                                          "restrict",
                                          "return",
                                          "short",
                                          "signed",
                                          "sizeof",
                                          "static",
                                          "static_assert",
                                          "static_cast",
                                          "struct",
                                          "switch",
                                          "template",
                                          "this",
                                          "thread_local",
                                          "throw",
                                          "true",
                                          "try",
                                          "typedef",
                                          "typeid",
                                          "typename",
                                          "typeof",
                                          "typeof_unqual",
                                          "union",
                                          "unsigned",
                                          "using",
                                          "virtual",
                                          "void",
                                          "volatile",
                                          "wchar_t",
                                          "while",
                                          "xor",
                                          "xor_eq"};

// Names of <math.h>, each also with the suffixes f and l; and what else the emitted text or the headers
// that it includes mention.
constexpr std::string_view kMath[] = {
    "acos",   "acosh",       "asin",      "asinh",   "atan",  "atan2",     "atanh",     "cbrt",
    "ceil",   "copysign",    "cos",       "cosh",    "erf",   "erfc",      "exp",       "exp10",
    "exp2",   "expm1",       "fabs",      "fdim",    "floor", "fma",       "fmax",      "fmin",
    "fmod",   "frexp",       "gamma",     "hypot",   "ilogb", "j0",        "j1",        "jn",
    "ldexp",  "lgamma",      "llrint",    "llround", "log",   "log10",     "log1p",     "log2",
    "logb",   "lrint",       "lround",    "modf",    "nan",   "nearbyint", "nextafter", "nexttoward",
    "pow",    "pow10",       "remainder", "remquo",  "rint",  "round",     "scalb",     "scalbln",
    "scalbn", "significand", "sin",       "sincos",  "sinh",  "sqrt",      "tan",       "tanh",
    "tgamma", "trunc",       "y0",        "y1",      "yn"};
constexpr std::string_view kOther[] = {
    "main",     "memcpy",   "memset",    "memmove",         "memcmp", "abs",     "abort",   "exit",
    "printf",   "malloc",   "free",      "index",           "linux",  "unix",    "NULL",    "NAN",
    "INFINITY", "HUGE_VAL", "HUGE_VALF", "FLT_EVAL_METHOD", "size_t", "int32_t", "int64_t", "uint32_t",
    "uint64_t", "UINT64_C"};

template <class Names>
bool Contains(const Names& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool IsIdentifier(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (name.empty() || !letter(name[0])) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

bool IsMathFunction(std::string_view name) {
  if (Contains(kMath, name)) return true;
  const char last = name.back();
  return (last == 'f' || last == 'l') && Contains(kMath, name.substr(0, name.size() - 1));
}

}  // namespace

absl::Status CheckCName(std::string_view name) {
  const auto refuse = [&](std::string_view why, std::string_view mend) {
    return absl::InvalidArgumentError(fmt::format("function name '{}' {}; {}", name, why, mend));
  };
  if (!IsIdentifier(name)) {
    return refuse("is no C identifier", "use letters, digits and underscores, a letter first");
  }
  if (name[0] == '_') return refuse("is reserved for the compiler", "let it start with a letter");
  if (Contains(kKeywords, name)) {
    return refuse("is a keyword of C or C++", fmt::format("use another, such as my_{}", name));
  }
  if (IsMathFunction(name) || Contains(kOther, name)) {
    return refuse("belongs to the C library", fmt::format("use another, such as my_{}", name));
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
