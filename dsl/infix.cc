#include "dsl/infix.h"

#include <cmath>
#include <string_view>
#include <vector>

#include "dsl/program_operands.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

// Longer programs are unreadable as one expression, and their text could grow without bound.
constexpr int kMostInstructions = 64;

// In place of a number of digits: constants are c0, c1, ...
constexpr int kNames = -1;

// How tightly the outermost operation binds.
enum Binding { kSum, kProduct, kSign, kAtom };

struct Term {
  std::string text;
  Binding binding = kAtom;
};

std::string InParentheses(const Term& term, bool needed) {
  return needed ? "(" + term.text + ")" : term.text;
}

class InfixWriter {
 public:
  InfixWriter(const Program& program, int digits)
      : program_(program), digits_(digits), uses_(program.instructions.size()) {
    ForEachOperand(program, [&](Operand operand) {
      if (const std::optional<size_t> k = InstructionOf(operand)) ++uses_[*k];
    });
    for (size_t k = 0; k < program.constants.size(); ++k) terms_.constants.push_back(ConstantTerm(k));
    for (const int64_t integer : program.integers)
      terms_.integers.push_back({fmt::format("{}", integer), kAtom});
  }

  std::string Write() {
    for (size_t k = 0; k < program_.instructions.size(); ++k) {
      Term term = Apply(program_.instructions[k]);
      if (uses_[k] > 1) term = Name(term);
      terms_.instructions.push_back(std::move(term));
    }
    return names_text_ + terms_[program_.output].text;
  }

 private:
  Term Name(const Term& term) {
    static constexpr std::string_view kLetters = "tuvwabcd";
    const std::string name =
        names_ < kLetters.size() ? std::string(1, kLetters[names_]) : fmt::format("t{}", names_);
    ++names_;
    names_text_ += fmt::format("{} = {}; ", name, term.text);
    return {name, kAtom};
  }

  Term ConstantTerm(size_t index) const {
    if (digits_ == kNames) return {fmt::format("c{}", index), kAtom};
    const double value = program_.constants[index].hi;
    return {fmt::format("{:.{}g}", value, digits_), std::signbit(value) ? kSign : kAtom};
  }

  // a + b or a - b; a minus sign in front of b goes into the operator.
  Term Sum(Operand left, Operand right, bool minus) const {
    Term b = terms_[right];
    if (b.binding != kSum && b.text.starts_with('-')) {
      b.text.erase(0, 1);
      minus = !minus;
    }
    return {fmt::format("{} {} {}", terms_[left].text, minus ? '-' : '+',
                        InParentheses(b, minus && b.binding == kSum)),
            kSum};
  }

  Term Product(Operand left, Operand right, bool divide) const {
    const Term& a = terms_[left];
    const Term& b = terms_[right];
    const bool tight = b.binding == kSum || (divide && b.binding == kProduct);
    return {fmt::format("{} {} {}", InParentheses(a, a.binding == kSum), divide ? '/' : '*',
                        InParentheses(b, tight)),
            kProduct};
  }

  Term Apply(const Instruction& instruction) const {
    const auto& args = instruction.args;
    switch (instruction.op) {
      case OpCode::kAdd:
        return Sum(args[0], args[1], false);
      case OpCode::kSub:
        return Sum(args[0], args[1], true);
      case OpCode::kMul:
        return Product(args[0], args[1], false);
      case OpCode::kDiv:
        return Product(args[0], args[1], true);
      case OpCode::kNeg: {
        const Term& a = terms_[args[0]];
        return {"-" + InParentheses(a, a.binding != kAtom), kSign};
      }
      default:
        return Call(instruction);
    }
  }

  Term Call(const Instruction& instruction) const {
    const OpInfo& op = Info(instruction.op);
    std::string text = fmt::format("{}(", op.name);
    for (int k = 0; k < op.arity; ++k) text += (k > 0 ? ", " : "") + terms_[instruction.args[k]].text;
    return {text + ")", kAtom};
  }

  const Program& program_;
  int digits_;
  std::vector<int> uses_;
  OperandValues<Term> terms_{.input = {"x", kAtom}, .constants = {}, .integers = {}, .instructions = {}};
  std::string names_text_;
  size_t names_ = 0;
};

}  // namespace

std::string Infix(const Program& program, int digits) {
  if (OpCount(program) > kMostInstructions) return fmt::format("{} instructions", OpCount(program));
  return InfixWriter(program, digits).Write();
}

std::string InfixOfStructure(const Program& program) { return Infix(program, kNames); }

}  // namespace ulpforge
