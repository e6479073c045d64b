#include "fitting/real/tape.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/check.h"
#include "dsl/numbers/round_to.h"

namespace ulpforge {
namespace {

// out[i] = op(in[.][i]) and partials[a][i] = its derivative with respect to operand a.
template <class T>
using PartialKernel = void (*)(T* out, T* const* partials, const T* const* in, size_t n);

template <class T, size_t k>
void RunPartial(T* out, T* const* partials, const T* const* in, size_t n) {
  constexpr int kArity = kOps[k].arity;
  using D = Dual<T, kArity>;
  constexpr auto kApply = std::get<k>(op_table::kRows).apply;
  T* __restrict value = out;
  const T* a = in[0];
  T* __restrict da = partials[0];
  if constexpr (kArity == 1) {
    for (size_t i = 0; i < n; ++i) {
      const D r = kApply(D::Variable(a[i], 0));
      value[i] = r.value;
      da[i] = r.partial[0];
    }
  } else if constexpr (kArity == 2) {
    const T* b = in[1];
    T* __restrict db = partials[1];
    for (size_t i = 0; i < n; ++i) {
      const D r = kApply(D::Variable(a[i], 0), D::Variable(b[i], 1));
      value[i] = r.value;
      da[i] = r.partial[0];
      db[i] = r.partial[1];
    }
  } else {
    const T* b = in[1];
    const T* c = in[2];
    T* __restrict db = partials[1];
    T* __restrict dc = partials[2];
    for (size_t i = 0; i < n; ++i) {
      const D r = kApply(D::Variable(a[i], 0), D::Variable(b[i], 1), D::Variable(c[i], 2));
      value[i] = r.value;
      da[i] = r.partial[0];
      db[i] = r.partial[1];
      dc[i] = r.partial[2];
    }
  }
}

template <class T, size_t k>
constexpr PartialKernel<T> PartialKernelOf() {
  if constexpr (kOps[k].algebra == Algebra::kMachine) {
    return nullptr;
  } else {
    return &RunPartial<T, k>;
  }
}

template <class T>
constexpr auto kPartialKernels = []<size_t... k>(std::index_sequence<k...>) {
  return std::array<PartialKernel<T>, op_table::kCount>{PartialKernelOf<T, k>()...};
}(std::make_index_sequence<op_table::kCount>());

// The same for a registered op, by its kernel for dual numbers.
template <class T, int arity>
void RunCustomPartial(OpCode op, T* out, T* const* partials, const T* const* in, size_t n) {
  constexpr size_t kBlock = 8;
  using D = Dual<T, arity>;
  std::array<std::array<D, kBlock>, arity> duals;
  std::array<const void*, arity> operands;
  std::array<D, kBlock> results;
  for (size_t begin = 0; begin < n; begin += kBlock) {
    for (int a = 0; a < arity; ++a) {
      for (size_t i = 0; i < kBlock; ++i) duals[a][i] = D::Variable(in[a][begin + i], a);
      operands[a] = duals[a].data();
    }
    FindArrayKernel<D>(op)(results.data(), operands.data(), kBlock);
    for (size_t i = 0; i < kBlock; ++i) {
      out[begin + i] = results[i].value;
      for (int a = 0; a < arity; ++a) partials[a][begin + i] = results[i].partial[a];
    }
  }
}

// REQUIRES: n is a multiple of 8.
template <class T>
void RunPartialOf(OpCode op, T* out, T* const* partials, const T* const* in, size_t n) {
  const auto row = static_cast<size_t>(op);
  if (row < kOps.size()) return kPartialKernels<T>[row](out, partials, in, n);
  const int arity = Info(op).arity;
  if (arity == 1) return RunCustomPartial<T, 1>(op, out, partials, in, n);
  if (arity == 2) return RunCustomPartial<T, 2>(op, out, partials, in, n);
  RunCustomPartial<T, 3>(op, out, partials, in, n);
}

template <class T>
void MultiplyInto(T* __restrict out, const T* a, const T* b, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] = a[i] * b[i];
}

template <class T>
void MultiplyAdd(T* __restrict out, const T* a, const T* b, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] += a[i] * b[i];
}

}  // namespace

template <class T>
TapeWorkspace::Arrays<T>::Arrays(size_t points)
    : values(kMaxTapeSteps * points),
      constants(kMaxTapeConstants * points),
      partials(kMaxTapeSteps * kMaxArity * points),
      adjoints(kMaxTapeSteps * points) {}

TapeWorkspace::TapeWorkspace(size_t points) : points_(points), double_(points), extended_(points) {
  ULPFORGE_CHECK(points > 0 && points % 8 == 0);
}

template <>
TapeWorkspace::Arrays<double>& TapeWorkspace::ArraysOf() {
  return double_;
}
template <>
TapeWorkspace::Arrays<Extended>& TapeWorkspace::ArraysOf() {
  return extended_;
}
template <class T>
T* TapeWorkspace::Values(int step) {
  return ArraysOf<T>().values.data() + step * points_;
}
template <class T>
T* TapeWorkspace::Constants(int slot) {
  return ArraysOf<T>().constants.data() + slot * points_;
}
template <class T>
T* TapeWorkspace::Partial(int step, int operand) {
  return ArraysOf<T>().partials.data() + (step * kMaxArity + operand) * points_;
}
template <class T>
T* TapeWorkspace::Adjoint(int step) {
  return ArraysOf<T>().adjoints.data() + step * points_;
}

bool Tape::Accepts(const Program& program) {
  if (program.instructions.empty() || program.instructions.size() > kMaxTapeSteps) return false;
  if (program.constants.size() > kMaxTapeConstants) return false;
  if (program.output != InstructionOperand(program.instructions.size() - 1)) return false;
  return std::all_of(program.instructions.begin(), program.instructions.end(),
                     [](const Instruction& i) { return IsFloatOp(Info(i.op)); });
}

Tape::Tape(const Program& program, int fixed)
    : constants_(static_cast<int>(program.constants.size()) - fixed),
      fixed_(program.constants.begin(), program.constants.begin() + fixed) {
  ULPFORGE_CHECK(Accepts(program));
  const auto slot = [&](Operand arg) {
    const std::optional<size_t> constant = ConstantOf(arg);
    if (!constant) return arg;
    const int k = static_cast<int>(*constant);
    return ConstantOperand(k < fixed ? k + constants_ : k - fixed);
  };
  for (const Instruction& instruction : program.instructions) {
    Step step{instruction.op, Info(instruction.op).arity, instruction.args, {}};
    std::transform(step.args.begin(), step.args.end(), step.args.begin(), slot);
    steps_.push_back(step);
  }
  // In the reverse sweep the first write to an adjoint or a Jacobian row assigns, later ones add.
  std::array<bool, kMaxTapeSteps> step_written{};
  std::array<bool, kMaxTapeConstants> constant_written{};
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    for (int a = 0; a < step->arity; ++a) {
      const Operand arg = step->args[a];
      if (IsFixed(arg)) continue;
      const std::optional<size_t> constant = ConstantOf(arg);
      bool& written = constant ? constant_written[*constant] : step_written[*InstructionOf(arg)];
      step->accumulate[a] = std::exchange(written, true);
    }
  }
  ULPFORGE_CHECK(
      std::all_of(constant_written.begin(), constant_written.begin() + constants_, std::identity()));
  ULPFORGE_CHECK(std::all_of(step_written.begin(), step_written.begin() + steps() - 1, std::identity()));
}

template <class T>
std::array<const T*, kMaxArity> Tape::Inputs(const Step& step, const T* x, TapeWorkspace& workspace) const {
  std::array<const T*, kMaxArity> in{};
  for (int a = 0; a < step.arity; ++a) {
    const Operand arg = step.args[a];
    in[a] = x;
    if (const std::optional<size_t> k = ConstantOf(arg)) in[a] = workspace.Constants<T>(static_cast<int>(*k));
    if (const std::optional<size_t> k = InstructionOf(arg)) in[a] = workspace.Values<T>(static_cast<int>(*k));
  }
  return in;
}

template <class T>
void Tape::Broadcast(const T* constants, TapeWorkspace& workspace) const {
  for (int k = 0; k < constants_; ++k) {
    std::fill_n(workspace.Constants<T>(k), workspace.points_, constants[k]);
  }
  for (size_t k = 0; k < fixed_.size(); ++k) {
    std::fill_n(workspace.Constants<T>(constants_ + static_cast<int>(k)), workspace.points_,
                RoundTo<T>(fixed_[k]));
  }
}

template <class T>
const T* Tape::Evaluate(const T* x, const T* constants, TapeWorkspace& workspace) const {
  Broadcast(constants, workspace);
  for (int k = 0; k < steps(); ++k) {
    const auto in = Inputs(steps_[k], x, workspace);
    const std::array<const void*, kMaxArity> erased = {in[0], in[1], in[2]};
    FindArrayKernel<T>(steps_[k].op)(workspace.Values<T>(k), erased.data(), workspace.points_);
  }
  return workspace.Values<T>(steps() - 1);
}

template const double* Tape::Evaluate(const double*, const double*, TapeWorkspace&) const;
template const Extended* Tape::Evaluate(const Extended*, const Extended*, TapeWorkspace&) const;

template <class T>
void Tape::Differentiate(const T* x, const T* constants, const T* scale, TapeWorkspace& workspace,
                         T* jacobian) const {
  const size_t n = workspace.points_;
  Broadcast(constants, workspace);
  for (int k = 0; k < steps(); ++k) {
    const auto in = Inputs(steps_[k], x, workspace);
    const std::array<T*, kMaxArity> partials = {workspace.Partial<T>(k, 0), workspace.Partial<T>(k, 1),
                                                workspace.Partial<T>(k, 2)};
    RunPartialOf<T>(steps_[k].op, workspace.Values<T>(k), partials.data(), in.data(), n);
  }
  std::copy_n(scale, n, workspace.Adjoint<T>(steps() - 1));
  for (int k = steps() - 1; k >= 0; --k) {
    const T* adjoint = workspace.Adjoint<T>(k);
    for (int a = 0; a < steps_[k].arity; ++a) {
      const Operand arg = steps_[k].args[a];
      if (IsFixed(arg)) continue;
      const std::optional<size_t> constant = ConstantOf(arg);
      T* out =
          constant ? jacobian + *constant * n : workspace.Adjoint<T>(static_cast<int>(*InstructionOf(arg)));
      if (steps_[k].accumulate[a]) {
        MultiplyAdd(out, adjoint, workspace.Partial<T>(k, a), n);
      } else {
        MultiplyInto(out, adjoint, workspace.Partial<T>(k, a), n);
      }
    }
  }
}

template void Tape::Differentiate(const double*, const double*, const double*, TapeWorkspace&, double*) const;
template void Tape::Differentiate(const Extended*, const Extended*, const Extended*, TapeWorkspace&,
                                  Extended*) const;

}  // namespace ulpforge
