#include "classical/polynomial_cores.h"

#include <array>
#include <cmath>
#include <utility>

namespace ulpforge {
namespace {

// The program of sum a_k x^k for k <= degree.
class Core {
 public:
  Core(int degree, bool fma) : degree_(degree), fma_(fma) {
    for (int k = 0; k <= degree; ++k) program_.constants.emplace_back(std::ldexp(1.0, -k));
  }

  Program Horner() && {
    Operand sum = Coefficient(degree_);
    for (int k = degree_ - 1; k >= 0; --k) sum = Step(sum, InputOperand(), Coefficient(k));
    return std::move(*this).Build(sum);
  }

  Program Pairs() && {
    const Operand square = Append(OpCode::kMul, {InputOperand(), InputOperand()});
    const int last = degree_ / 2 * 2;
    Operand sum = Pair(last);
    for (int k = last - 2; k >= 0; k -= 2) sum = Step(sum, square, Pair(k));
    return std::move(*this).Build(sum);
  }

 private:
  Operand Coefficient(int k) const { return ConstantOperand(static_cast<size_t>(k)); }

  // a_k + a_k+1 x
  Operand Pair(int k) {
    return k == degree_ ? Coefficient(k) : Step(Coefficient(k + 1), InputOperand(), Coefficient(k));
  }

  // a b + c
  Operand Step(Operand a, Operand b, Operand c) {
    if (fma_) return Append(OpCode::kFma, {a, b, c});
    return Append(OpCode::kAdd, {Append(OpCode::kMul, {a, b}), c});
  }

  Operand Append(OpCode op, std::array<Operand, 3> args) {
    program_.instructions.push_back({op, args});
    return InstructionOperand(program_.instructions.size() - 1);
  }

  Program Build(Operand output) && {
    program_.output = output;
    return std::move(program_);
  }

  int degree_;
  bool fma_;
  Program program_;
};

}  // namespace

std::vector<Program> PolynomialCores(int max_ops, int max_constants, bool fma) {
  std::vector<Program> cores;
  const auto add = [&](Program core) {
    const bool fits = OpCount(core) <= max_ops;
    if (fits) cores.push_back(std::move(core));
    return fits;
  };
  for (int degree = 2; degree < max_constants; ++degree) {
    if (!add(Core(degree, fma).Horner())) break;
    if (degree >= 4) add(Core(degree, fma).Pairs());
  }
  return cores;
}

}  // namespace ulpforge
