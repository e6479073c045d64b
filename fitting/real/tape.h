// A Tape is a program compiled for fitting: a flat list of array operations over the fit points, which
// gives the values of the program and, by one reverse sweep, its derivatives with respect to every
// constant at every point (reverse-mode automatic differentiation; Griewank, Walther, "Evaluating
// Derivatives", ch. 3). The local derivatives of an op are its generic lambda on dual numbers.
//
// Values and derivatives come in double or in extended precision. The first constants of a program may be
// fixed: they keep the values that the program gives them, and what is below called constants are the others.
//
// Thread safety: a Tape is immutable after construction; a Workspace belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "dsl/program.h"
#include "fitting/solvers/linear_algebra.h"

namespace ulpforge {

inline constexpr int kMaxTapeSteps = 32;

// Arrays of `points` elements for every step of a tape.
class TapeWorkspace {
 public:
  // REQUIRES: points is a positive multiple of 8.
  explicit TapeWorkspace(size_t points);

  size_t points() const { return points_; }

 private:
  friend class Tape;
  template <class T>
  T* Values(int step);
  template <class T>
  T* Constants(int slot);
  template <class T>
  T* Partial(int step, int operand);
  template <class T>
  T* Adjoint(int step);

  template <class T>
  struct Arrays {
    explicit Arrays(size_t points);

    std::vector<T> values;     // kMaxTapeSteps x points
    std::vector<T> constants;  // kMaxTapeConstants x points, each constant broadcast
    std::vector<T> partials;   // kMaxTapeSteps x kMaxArity x points
    std::vector<T> adjoints;   // kMaxTapeSteps x points
  };
  template <class T>
  Arrays<T>& ArraysOf();

  size_t points_;
  Arrays<double> double_;
  Arrays<Extended> extended_;
};

class Tape {
 public:
  // True if the program fits the limits above, has real ops only and ends in an instruction. The canonical
  // form of such a program can be compiled.
  static bool Accepts(const Program& program);

  // The first `fixed` constants are fixed.
  // REQUIRES: Accepts(program), no dead instruction, no unused constant that is not fixed.
  explicit Tape(const Program& program, int fixed = 0);

  int constants() const { return constants_; }
  int steps() const { return static_cast<int>(steps_.size()); }

  // The program's values at x[0 .. points) with the given constants; valid until the workspace is used
  // again. T: double or Extended.
  template <class T>
  const T* Evaluate(const T* x, const T* constants, TapeWorkspace& workspace) const;

  // jacobian[k][i] = scale[i] * d program(x[i]) / d constants[k], for each slot k, rows of `points`
  // elements. T: double or Extended.
  template <class T>
  void Differentiate(const T* x, const T* constants, const T* scale, TapeWorkspace& workspace,
                     T* jacobian) const;

 private:
  struct Step {
    OpCode op;
    int arity;
    std::array<Operand, kMaxArity> args;
    std::array<bool, kMaxArity> accumulate;  // the reverse sweep adds to what is there already
  };

  template <class T>
  std::array<const T*, kMaxArity> Inputs(const Step& step, const T* x, TapeWorkspace& workspace) const;
  template <class T>
  void Broadcast(const T* constants, TapeWorkspace& workspace) const;
  // True for what the program is not differentiated by: x and fixed constants.
  bool IsFixed(Operand arg) const {
    const std::optional<size_t> constant = ConstantOf(arg);
    return constant ? *constant >= static_cast<size_t>(constants_) : arg == InputOperand();
  }

  std::vector<Step> steps_;
  int constants_;                // in the first slots
  std::vector<Extended> fixed_;  // in the slots after them
};

}  // namespace ulpforge
