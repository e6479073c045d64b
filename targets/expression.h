// Expression: a function of one real variable x as text, such as "log(1+exp(x))", and its rigorous values and
// power series in ball arithmetic. The language is that of docs/functions.md:
//
//   sum     = term { ("+" | "-") term }
//   term    = factor { ("*" | "/") factor }
//   factor  = ("-" | "+") factor | atom [ "^" factor ]
//   atom    = number | "x" | "pi" | "e" | name "(" sum { "," sum } ")" | "(" sum ")"
//   number  = decimal ("0.1", "2.5e-3": the real number that is written) or hexadecimal ("0x1.8p+3")
//
// Thread safety: immutable value.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "targets/arb_value.h"
#include "targets/expression_functions.h"
#include "targets/open_interval.h"

namespace ulpforge {

class Expression {
 public:
  static constexpr size_t kMostCharacters = 2000;
  static constexpr size_t kMostNodes = 500;
  static constexpr int kDeepest = 60;  // parentheses, calls and signs inside one another

  // InvalidArgument "function: expected ... at column N, found ...", with the text and a caret under the
  // place on two more lines. Also for expressions without x.
  static absl::StatusOr<Expression> Parse(std::string_view text);

  // The expression without spaces. Equal texts are equal functions.
  const std::string& text() const { return text_; }

  // A SeriesFunction, see targets/series.h. abs, min and max have a value, but no other coefficients, where
  // they are not smooth.
  void Series(arb_poly_t result, const arb_t x, slong length, slong precision) const;

  // The values on an interval, rounded outwards; x that occurs more than once is taken for different numbers.
  OpenInterval Range(const OpenInterval& x, slong precision) const;

  // What keeps the value at x from being finite, in words: "log(x-1) has no value for x-1 = -0.5". Empty if
  // it is finite.
  std::string Explain(double x) const;

 private:
  friend class ExpressionParser;

  enum class Kind { kVariable, kNumber, kPi, kE, kCall };

  struct Node {
    Kind kind = Kind::kVariable;
    const ExpressionFunction* function = nullptr;  // of calls
    std::array<uint16_t, 2> args = {};             // nodes before this one
    uint16_t begin = 0, end = 0;                   // in text_; of parts of definitions, nothing
    std::string number = {};                       // as it is written
  };

  Expression() = default;
  // Of a node that is one.
  static Ball ConstantOf(const Node& node, slong precision);
  std::vector<BallSeries> Evaluate(const arb_t x, slong length, slong precision) const;
  std::string_view TextOf(const Node& node) const {
    return std::string_view(text_).substr(node.begin, static_cast<size_t>(node.end - node.begin));
  }

  std::string text_;
  std::vector<Node> nodes_;  // operands before what uses them; the last one is the value
};

}  // namespace ulpforge
