#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/nearest_name.h"
#include "targets/expression.h"

namespace ulpforge {
namespace {

constexpr std::string_view kVariable = "x";
constexpr std::string_view kPi = "pi";
constexpr std::string_view kE = "e";
constexpr int kLargestExponent = 10000;  // of constants, to either base

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsSpace(char c) { return c == ' ' || c == '\t'; }

std::string WithoutSpaces(std::string_view text) {
  std::string packed;
  std::ranges::copy_if(text, std::back_inserter(packed), [](char c) { return !IsSpace(c); });
  return packed;
}

// For a terminal: what is no ASCII text would move the caret.
std::string Printable(std::string_view text) {
  std::string shown(text);
  std::ranges::replace_if(shown, [](char c) { return c < ' ' || c > '~'; }, '?');
  return shown;
}

}  // namespace

// Recursive descent; the first error sticks and everything after it does nothing.
class ExpressionParser {
 public:
  explicit ExpressionParser(std::string_view text) : text_(text) { result_.text_ = WithoutSpaces(text); }

  absl::StatusOr<Expression> Run();

  // Parses a definition of the function table in place of a call: its x is the node `argument`.
  ExpressionParser(std::string_view definition, Expression into, uint16_t argument, int depth)
      : text_(definition), result_(std::move(into)), argument_(argument), depth_(depth) {}

 private:
  using Kind = Expression::Kind;
  using Node = Expression::Node;

  uint16_t Sum();
  uint16_t Term();
  uint16_t Factor();
  uint16_t Atom();
  uint16_t Number();
  uint16_t Name();
  uint16_t Call(const ExpressionFunction& function, size_t name_place);
  uint16_t Inlined(const ExpressionFunction& function, uint16_t argument);

  uint16_t Add(Node node);
  uint16_t Apply(const ExpressionFunction& function, uint16_t a, uint16_t b);
  const ExpressionFunction& Stabler(const ExpressionFunction& function, uint16_t* a, uint16_t* b) const;
  bool IsOne(uint16_t node) const {
    return result_.nodes_[node].kind == Kind::kNumber && result_.nodes_[node].number == "1";
  }

  char Next() {
    while (place_ < text_.size() && IsSpace(text_[place_])) ++place_;
    return place_ < text_.size() ? text_[place_] : '\0';
  }
  bool Take(char c) {
    if (Next() != c || place_ >= text_.size()) return false;
    ++place_;
    return true;
  }
  // The place in the text without spaces.
  uint16_t Packed(size_t place) const {
    return static_cast<uint16_t>(std::count_if(text_.begin(),
                                               text_.begin() + static_cast<std::ptrdiff_t>(place),
                                               [](char c) { return !IsSpace(c); }));
  }

  uint16_t Fail(size_t place, std::string_view problem);
  uint16_t Expected(std::string_view what, std::string_view mend = "");
  uint16_t TooLong() {
    return Fail(place_, fmt::format("the expression has more than {} operations and operands",
                                    Expression::kMostNodes));
  }

  std::string_view text_;
  size_t place_ = 0;
  Expression result_;
  std::optional<uint16_t> argument_;  // of definitions
  int depth_ = 0;
  absl::Status status_;
};

uint16_t ExpressionParser::Fail(size_t place, std::string_view problem) {
  if (status_.ok()) {
    status_ = absl::InvalidArgumentError(
        fmt::format("function: {}\n  {}\n  {}^", problem, Printable(text_), std::string(place, ' ')));
  }
  place_ = text_.size();
  return 0;
}

uint16_t ExpressionParser::Expected(std::string_view what, std::string_view mend) {
  Next();
  const size_t place = std::min(place_, text_.size());
  const std::string found =
      place < text_.size() ? fmt::format("'{}'", Printable(text_.substr(place, 1))) : "the end";
  return Fail(place, fmt::format("expected {} at column {}, found {}{}", what, place + 1, found, mend));
}

absl::StatusOr<Expression> ExpressionParser::Run() {
  if (text_.size() > Expression::kMostCharacters) {
    return absl::InvalidArgumentError(
        fmt::format("function: the expression has {} characters; at most {} are taken", text_.size(),
                    Expression::kMostCharacters));
  }
  Sum();
  if (Next() != '\0' || place_ < text_.size()) {
    const bool begins_factor = IsLetter(Next()) || IsDigit(Next()) || Next() == '(';
    const bool begins_star = Next() == '*';
    Expected("an operator or the end", begins_factor ? "; write * for a product"
                                       : begins_star ? "; write ^ for a power"
                                                     : "");
  }
  if (!status_.ok()) return status_;
  const bool has_x =
      std::ranges::any_of(result_.nodes_, [](const Node& n) { return n.kind == Kind::kVariable; });
  if (!has_x) Fail(0, "expected a function of x, found a constant");
  if (!status_.ok()) return status_;
  return std::move(result_);
}

uint16_t ExpressionParser::Add(Node node) {
  if (!status_.ok()) return 0;
  if (result_.nodes_.size() >= Expression::kMostNodes) {
    return TooLong();
  }
  result_.nodes_.push_back(std::move(node));
  return static_cast<uint16_t>(result_.nodes_.size() - 1);
}

// log(1 + a) and exp(a) - 1 as functions that lose nothing where a is small.
const ExpressionFunction& ExpressionParser::Stabler(const ExpressionFunction& function, uint16_t* a,
                                                    uint16_t* b) const {
  const Node& first = result_.nodes_[*a];
  if (first.kind != Kind::kCall) return function;
  const auto call = [&](std::string_view name, uint16_t argument) -> const ExpressionFunction& {
    *a = argument;
    *b = argument;
    return *FindExpressionFunction(name);
  };
  if (function.name == "log" && first.function->name == "+") {
    const auto [left, right] = first.args;
    if (!IsOne(left) && !IsOne(right)) return function;
    *a = IsOne(left) ? right : left;
    return Stabler(call("log1p", *a), a, b);
  }
  if (function.name == "log1p" && first.function->name == "exp") return call("softplus", first.args[0]);
  if (function.name == "log" && first.function->name == "cosh") return call("logcosh", first.args[0]);
  if (function.name == "-" && first.function->name == "exp" && IsOne(*b)) return call("expm1", first.args[0]);
  return function;
}

uint16_t ExpressionParser::Apply(const ExpressionFunction& function, uint16_t a, uint16_t b) {
  if (!status_.ok()) return 0;
  const ExpressionFunction& stabler = Stabler(function, &a, &b);
  return Add({.kind = Kind::kCall, .function = &stabler, .args = {a, b}});
}

uint16_t ExpressionParser::Sum() {
  Next();
  const uint16_t begin = Packed(place_);
  uint16_t left = Term();
  while (status_.ok() && (Next() == '+' || Next() == '-')) {
    const char symbol = text_[place_++];
    const uint16_t right = Term();
    left = Apply(ExpressionOperator(symbol), left, right);
    if (!status_.ok() || argument_) continue;
    result_.nodes_[left].begin = begin;
    result_.nodes_[left].end = Packed(place_);
  }
  return left;
}

uint16_t ExpressionParser::Term() {
  Next();
  const uint16_t begin = Packed(place_);
  uint16_t left = Factor();
  while (status_.ok() && (Next() == '*' || Next() == '/')) {
    const char symbol = text_[place_++];
    if (symbol == '*' && Next() == '*') {
      return Expected("an operand", "; write ^ for a power");
    }
    const uint16_t right = Factor();
    left = Apply(ExpressionOperator(symbol), left, right);
    if (!status_.ok() || argument_) continue;
    result_.nodes_[left].begin = begin;
    result_.nodes_[left].end = Packed(place_);
  }
  return left;
}

// -a^b is -(a^b), and a^b^c is a^(b^c).
uint16_t ExpressionParser::Factor() {
  const char c = Next();
  const uint16_t begin = Packed(place_);
  if (++depth_ > Expression::kDeepest) {
    return Fail(place_,
                fmt::format("column {} is nested deeper than {} levels", place_ + 1, Expression::kDeepest));
  }
  uint16_t value = 0;
  if (c == '-' || c == '+') {
    ++place_;
    value = Factor();
    if (c == '-') value = Apply(ExpressionOperator('~'), value, value);
  } else {
    value = Atom();
    if (status_.ok() && Take('^')) {
      const uint16_t exponent = Factor();
      value = Apply(ExpressionOperator('^'), value, exponent);
    }
  }
  --depth_;
  if (status_.ok() && !argument_) {
    result_.nodes_[value].begin = begin;
    result_.nodes_[value].end = Packed(place_);
  }
  return value;
}

uint16_t ExpressionParser::Atom() {
  const char c = Next();
  if (IsDigit(c) || c == '.') return Number();
  if (IsLetter(c)) return Name();
  if (!Take('(')) return Expected("a number, x, a function or '('");
  const uint16_t inner = Sum();
  if (status_.ok() && !Take(')')) return Expected("')' or an operator");
  return inner;
}

uint16_t ExpressionParser::Number() {
  const size_t begin = place_;
  const bool hexadecimal = text_.substr(place_, 2) == "0x" || text_.substr(place_, 2) == "0X";
  if (hexadecimal) place_ += 2;
  const auto is_digit = hexadecimal ? &IsHexDigit : &IsDigit;
  size_t digits = 0;
  for (bool point = false; place_ < text_.size(); ++place_) {
    if (text_[place_] == '.' && !point) {
      point = true;
    } else if (is_digit(text_[place_])) {
      ++digits;
    } else {
      break;
    }
  }
  if (digits == 0) return Expected("a digit");
  // An e without digits is the constant, and the error is that there is no operator before it.
  const std::string_view marks = hexadecimal ? "pP" : "eE";
  size_t after = place_;
  if (after < text_.size() && marks.find(text_[after]) != std::string_view::npos) {
    ++after;
    if (after < text_.size() && (text_[after] == '-' || text_[after] == '+')) ++after;
    const size_t exponent = after;
    while (after < text_.size() && IsDigit(text_[after])) ++after;
    int value = 0;
    const auto [end, error] = std::from_chars(text_.data() + exponent, text_.data() + after, value);
    if (after > exponent && (error != std::errc() || value > kLargestExponent)) {
      return Fail(exponent,
                  fmt::format("the exponent at column {} is above {}", exponent + 1, kLargestExponent));
    }
    if (after > exponent) place_ = after;
  }
  return Add({.kind = Kind::kNumber, .number = std::string(text_.substr(begin, place_ - begin))});
}

uint16_t ExpressionParser::Name() {
  const size_t begin = place_;
  while (place_ < text_.size() && (IsLetter(text_[place_]) || IsDigit(text_[place_]))) ++place_;
  const std::string_view name = text_.substr(begin, place_ - begin);
  if (name == kVariable) return argument_ ? *argument_ : Add({.kind = Kind::kVariable});
  if (name == kPi) return Add({.kind = Kind::kPi});
  if (name == kE) return Add({.kind = Kind::kE});
  if (const ExpressionFunction* function = FindExpressionFunction(name)) return Call(*function, begin);
  std::vector<std::string_view> names = {kVariable, kPi, kE};
  for (const ExpressionFunction& function : ExpressionFunctions()) names.push_back(function.name);
  const std::string_view nearest = NearestName(name, names);
  return Fail(begin,
              fmt::format("unknown name '{}' at column {}{}", name, begin + 1,
                          nearest.empty() ? "; docs/functions.md lists the functions, the variable is x"
                                          : fmt::format("; did you mean '{}'?", nearest)));
}

uint16_t ExpressionParser::Call(const ExpressionFunction& function, size_t name_place) {
  const std::string arguments = function.arity() == 2 ? "(A, B)" : "(A)";
  const std::string usage = fmt::format("; write {}{}", function.name, arguments);
  if (!Take('(')) return Expected(fmt::format("'(' after {}", function.name), usage);
  const uint16_t a = Sum();
  uint16_t b = a;
  if (function.arity() == 2) {
    if (status_.ok() && !Take(',')) return Expected("',' and a second argument", usage);
    b = Sum();
  }
  if (status_.ok() && !Take(')')) {
    return Expected("')' or an operator", Next() == ',' ? usage : std::string());
  }
  if (!status_.ok()) return 0;
  const uint16_t value = function.definition.empty() ? Apply(function, a, b) : Inlined(function, a);
  if (!status_.ok() || argument_) return value;
  result_.nodes_[value].begin = Packed(name_place);
  result_.nodes_[value].end = Packed(place_);
  return value;
}

uint16_t ExpressionParser::Inlined(const ExpressionFunction& function, uint16_t argument) {
  ExpressionParser inner(function.definition, std::move(result_), argument, 0);
  const uint16_t value = inner.Sum();
  result_ = std::move(inner.result_);
  if (!inner.status_.ok()) return TooLong();
  return value;
}

absl::StatusOr<Expression> Expression::Parse(std::string_view text) { return ExpressionParser(text).Run(); }

}  // namespace ulpforge
