// Programs that are written one instruction after the other, and parts of others put into them. What a
// builder returns names the operands of what is appended later.
//
// Thread safety: none.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include "dsl/program.h"

namespace ulpforge {

class ProgramBuilder {
 public:
  Operand Constant(const Extended& value);
  Operand Integer(int64_t value);

  // REQUIRES: as many operands as the op takes, all of this builder, of the types that the op wants.
  Operand Apply(OpCode op, std::span<const Operand> operands);
  Operand Apply(OpCode op, std::initializer_list<Operand> operands) {
    return Apply(op, std::span(operands.begin(), operands.size()));
  }
  Operand Add(Operand a, Operand b) { return Apply(OpCode::kAdd, {a, b}); }
  Operand Sub(Operand a, Operand b) { return Apply(OpCode::kSub, {a, b}); }
  Operand Mul(Operand a, Operand b) { return Apply(OpCode::kMul, {a, b}); }
  Operand Div(Operand a, Operand b) { return Apply(OpCode::kDiv, {a, b}); }

  // What is written so far, without an output.
  const Program& program() const { return program_; }

  // The program that returns `output`.
  Program Build(Operand output) && {
    program_.output = output;
    return std::move(program_);
  }

 private:
  Program program_;
};

// Writes the instructions of a program with other operands: its input is a value of the builder, and an
// instruction may be left out for one.
class Splicer {
 public:
  // Appends the constants and the integers. REQUIRES: builder and program outlive this object.
  Splicer(ProgramBuilder* into, const Program& from, Operand input);

  // The next instruction of `from` with the operands that it has in the builder.
  Instruction Next() const;

  // Appends the next instruction of `from`.
  void Append();

  // The next instruction of `from` has the value `operand` of the builder.
  void Replace(Operand operand) { values_.push_back(operand); }

  // What an operand of `from` is in the builder. REQUIRES: not the result of an instruction that is to come.
  Operand Moved(Operand operand) const;

 private:
  ProgramBuilder* into_;
  const Program& from_;
  Operand input_;
  size_t first_constant_;
  size_t first_integer_;
  std::vector<Operand> values_;  // of the instructions of `from` so far
};

}  // namespace ulpforge
