#include "hashing/field_tape.h"

#include <algorithm>

#include "base/check.h"
#include "hashing/program_arguments.h"

namespace ulpforge {

// The scalar that the op table runs on to make a tape: a fraction of two registers.
class TapeFraction {
 public:
  TapeFraction() = default;
  TapeFraction(FieldTape* tape, FieldTape::Fraction value) : tape_(tape), value_(value) {}

  FieldTape::Fraction value() const { return value_; }

  TapeFraction Plus(TapeFraction b) const { return Combine(b, &FieldTape::Add); }
  TapeFraction Minus(TapeFraction b) const { return Combine(b, &FieldTape::Subtract); }
  TapeFraction Times(TapeFraction b) const {
    return Make(tape_->Multiply(value_.numerator, b.value_.numerator),
                tape_->Multiply(value_.denominator, b.value_.denominator));
  }
  TapeFraction Over(TapeFraction b) const {
    tape_->divisors_.push_back(b.value_.numerator);
    return Make(tape_->Multiply(value_.numerator, b.value_.denominator),
                tape_->Multiply(value_.denominator, b.value_.numerator));
  }
  TapeFraction Negated() const {
    return Make(tape_->Subtract(FieldTape::kZero, value_.numerator), value_.denominator);
  }

 private:
  TapeFraction Make(uint32_t numerator, uint32_t denominator) const {
    return {tape_, {numerator, denominator}};
  }

  // The sum or difference; a denominator that both have is kept.
  TapeFraction Combine(TapeFraction b, uint32_t (FieldTape::*operation)(uint32_t, uint32_t)) const {
    const FieldTape::Fraction u = value_, v = b.value_;
    if (u.denominator == v.denominator) {
      return Make((tape_->*operation)(u.numerator, v.numerator), u.denominator);
    }
    const uint32_t left = tape_->Multiply(u.numerator, v.denominator);
    const uint32_t right = tape_->Multiply(v.numerator, u.denominator);
    const uint32_t sum = (tape_->*operation)(left, right);
    return Make(sum, tape_->Multiply(u.denominator, v.denominator));
  }

  FieldTape* tape_ = nullptr;
  FieldTape::Fraction value_;
};

TapeFraction operator+(TapeFraction a, TapeFraction b) { return a.Plus(b); }
TapeFraction operator-(TapeFraction a, TapeFraction b) { return a.Minus(b); }
TapeFraction operator*(TapeFraction a, TapeFraction b) { return a.Times(b); }
TapeFraction operator/(TapeFraction a, TapeFraction b) { return a.Over(b); }
TapeFraction operator-(TapeFraction a) { return a.Negated(); }
TapeFraction fma(TapeFraction a, TapeFraction b, TapeFraction c) { return a * b + c; }

FieldTape::FieldTape(const Program& program)
    : first_step_(static_cast<uint32_t>(kFirstInput + 1 + program.constants.size())) {
  absl::InlinedVector<TapeFraction, 64> values;
  values.reserve(program.instructions.size());
  const auto value_of = [&](Operand operand) {
    if (const std::optional<size_t> k = InstructionOf(operand)) return values[*k];
    return TapeFraction(this, {static_cast<uint32_t>(InputRegister(ArgumentOf(operand))), kOne});
  };
  for (const Instruction& instruction : program.instructions) {
    std::array<TapeFraction, kMaxArity> args;
    for (int i = 0; i < Info(instruction.op).arity; ++i) args[i] = value_of(instruction.args[i]);
    TapeFraction result;
    ULPFORGE_CHECK(Apply<TapeFraction>(instruction.op, &result, args.data()));
    values.push_back(result);
  }
  output_ = value_of(program.output).value();
}

uint32_t FieldTape::Record(Kind kind, uint32_t a, uint32_t b) {
  steps_.push_back({kind, a, b});
  return first_step_ + static_cast<uint32_t>(steps_.size()) - 1;
}

uint32_t FieldTape::Add(uint32_t a, uint32_t b) { return Record(Kind::kAdd, a, b); }
uint32_t FieldTape::Subtract(uint32_t a, uint32_t b) { return Record(Kind::kSubtract, a, b); }

uint32_t FieldTape::Multiply(uint32_t a, uint32_t b) {
  if (a == kOne) return b;
  if (b == kOne) return a;
  return Record(Kind::kMultiply, a, b);
}

void FieldTape::Evaluate(std::span<const Lanes> inputs, Registers* registers) const {
  ULPFORGE_CHECK(kFirstInput + inputs.size() == first_step_);
  registers->resize(first_step_ + steps_.size());
  Lanes* const r = registers->data();
  r[kZero].fill(0);
  r[kOne].fill(1);
  std::copy(inputs.begin(), inputs.end(), r + kFirstInput);
  Lanes* result = r + first_step_;
  for (const Step& step : steps_) {
    const Lanes& a = r[step.a];
    const Lanes& b = r[step.b];
    Lanes& c = *result++;
    switch (step.kind) {
      case Kind::kAdd:
        for (size_t i = 0; i < kLanes; ++i) c[i] = prime_field::Add(a[i], b[i]);
        break;
      case Kind::kSubtract:
        for (size_t i = 0; i < kLanes; ++i) c[i] = prime_field::Subtract(a[i], b[i]);
        break;
      case Kind::kMultiply:
        for (size_t i = 0; i < kLanes; ++i) c[i] = prime_field::Multiply(a[i], b[i]);
        break;
    }
  }
}

bool FieldTape::IsDefined(const Registers& registers, size_t lane) const {
  return std::none_of(divisors_.begin(), divisors_.end(),
                      [&](uint32_t divisor) { return registers[divisor][lane] == 0; });
}

std::array<PrimeField, FieldTape::kLanes> FieldTape::Outputs(const Registers& registers) const {
  const Lanes& numerator = registers[output_.numerator];
  std::array<PrimeField, kLanes> outputs;
  if (divisors_.empty()) {
    for (size_t i = 0; i < kLanes; ++i) outputs[i] = PrimeField(numerator[i]);
    return outputs;
  }

  // Montgomery's trick: the inverse of the product of all denominators, taken apart from behind.
  Lanes denominator = registers[output_.denominator];
  std::array<bool, kLanes> defined;
  Lanes before;  // the product of the denominators before this one
  uint64_t product = 1;
  for (size_t i = 0; i < kLanes; ++i) {
    defined[i] = IsDefined(registers, i);
    if (!defined[i]) denominator[i] = 1;
    before[i] = product;
    product = prime_field::Multiply(product, denominator[i]);
  }
  uint64_t inverse = prime_field::Inverse(product);
  for (size_t i = kLanes; i-- > 0;) {
    const uint64_t reciprocal = prime_field::Multiply(inverse, before[i]);
    inverse = prime_field::Multiply(inverse, denominator[i]);
    outputs[i] =
        defined[i] ? PrimeField(prime_field::Multiply(numerator[i], reciprocal)) : PrimeField::Undefined();
  }
  return outputs;
}

void FieldTape::Gradient(const Registers& registers, Registers* adjoints) const {
  adjoints->assign(registers.size(), Lanes{});
  const Lanes* const r = registers.data();
  Lanes* const bar = adjoints->data();
  // d(N / D) = (D dN - N dD) / D^2.
  for (size_t i = 0; i < kLanes; ++i) {
    uint64_t& n = bar[output_.numerator][i];
    n = prime_field::Add(n, r[output_.denominator][i]);
    uint64_t& d = bar[output_.denominator][i];
    d = prime_field::Subtract(d, r[output_.numerator][i]);
  }
  const Lanes* result = bar + registers.size();
  for (size_t k = steps_.size(); k-- > 0;) {
    const Step& step = steps_[k];
    const Lanes c = *--result;
    Lanes& a_bar = bar[step.a];
    Lanes& b_bar = bar[step.b];
    switch (step.kind) {
      case Kind::kAdd:
        for (size_t i = 0; i < kLanes; ++i) a_bar[i] = prime_field::Add(a_bar[i], c[i]);
        for (size_t i = 0; i < kLanes; ++i) b_bar[i] = prime_field::Add(b_bar[i], c[i]);
        break;
      case Kind::kSubtract:
        for (size_t i = 0; i < kLanes; ++i) a_bar[i] = prime_field::Add(a_bar[i], c[i]);
        for (size_t i = 0; i < kLanes; ++i) b_bar[i] = prime_field::Subtract(b_bar[i], c[i]);
        break;
      case Kind::kMultiply: {
        const Lanes& a = r[step.a];
        const Lanes& b = r[step.b];
        for (size_t i = 0; i < kLanes; ++i) {
          a_bar[i] = prime_field::Add(a_bar[i], prime_field::Multiply(c[i], b[i]));
        }
        for (size_t i = 0; i < kLanes; ++i) {
          b_bar[i] = prime_field::Add(b_bar[i], prime_field::Multiply(c[i], a[i]));
        }
        break;
      }
    }
  }
}

bool IsFieldProgram(const Program& program) {
  return std::all_of(program.instructions.begin(), program.instructions.end(),
                     [](const Instruction& i) { return Info(i.op).algebra == Algebra::kField; });
}

}  // namespace ulpforge
