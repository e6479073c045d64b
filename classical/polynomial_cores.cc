#include "classical/polynomial_cores.h"

#include <cmath>
#include <utility>

#include "dsl/program_builder.h"

namespace ulpforge {
namespace {

// The program of sum a_k x^k for k <= degree.
class Core {
 public:
  Core(int degree, bool fma) : degree_(degree), fma_(fma) {
    for (int k = 0; k <= degree; ++k) builder_.Constant(std::ldexp(1.0, -k));
  }

  Program Horner() && {
    Operand sum = Coefficient(degree_);
    for (int k = degree_ - 1; k >= 0; --k) sum = Step(sum, InputOperand(), Coefficient(k));
    return std::move(builder_).Build(sum);
  }

  Program Pairs() && {
    const Operand square = builder_.Mul(InputOperand(), InputOperand());
    const int last = degree_ / 2 * 2;
    Operand sum = Pair(last);
    for (int k = last - 2; k >= 0; k -= 2) sum = Step(sum, square, Pair(k));
    return std::move(builder_).Build(sum);
  }

 private:
  Operand Coefficient(int k) const { return ConstantOperand(static_cast<size_t>(k)); }

  // a_k + a_k+1 x
  Operand Pair(int k) {
    return k == degree_ ? Coefficient(k) : Step(Coefficient(k + 1), InputOperand(), Coefficient(k));
  }

  // a b + c
  Operand Step(Operand a, Operand b, Operand c) {
    return fma_ ? builder_.Apply(OpCode::kFma, {a, b, c}) : builder_.Add(builder_.Mul(a, b), c);
  }

  int degree_;
  bool fma_;
  ProgramBuilder builder_;
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
