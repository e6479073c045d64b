// A Draft is a program in the form that mutations edit: every operand carries its own constant, so an
// edit never has to renumber constant slots. Node operands always name earlier nodes; the last node is the
// output.
//
// Thread safety: a value type.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/rng.h"
#include "dsl/program.h"

namespace ulpforge {

// What programs of a search may be made of.
struct SearchSpace {
  std::vector<OpCode> ops;
  int max_ops = 10;
  int max_constants = 12;
};

struct DraftOperand {
  Source source = Source::kInput;
  int node = 0;         // of kInstruction
  Extended value;       // of kConstant
  int64_t integer = 0;  // of kInteger

  static DraftOperand Input() { return {}; }
  static DraftOperand Node(int node) { return {Source::kInstruction, node, {}}; }
  static DraftOperand Constant(Extended value) { return {Source::kConstant, 0, value}; }
  static DraftOperand Integer(int64_t value) { return {Source::kInteger, 0, {}, value}; }

  bool IsNode() const { return source == Source::kInstruction; }
  bool IsNode(int k) const { return IsNode() && node == k; }
  bool IsConstant() const { return source == Source::kConstant; }
  bool IsInteger() const { return source == Source::kInteger; }
  bool IsNumber() const { return IsConstant() || IsInteger(); }
  // The same place: the same node, the input, or any constant.
  bool SamePlace(const DraftOperand& other) const { return source == other.source && node == other.node; }
};

struct DraftNode {
  OpCode op = OpCode::kAdd;
  std::array<DraftOperand, kMaxArity> args{};

  int arity() const { return Info(op).arity; }
  std::span<DraftOperand> operands() { return {args.data(), static_cast<size_t>(arity())}; }
  std::span<const DraftOperand> operands() const { return {args.data(), static_cast<size_t>(arity())}; }
};

using Draft = std::vector<DraftNode>;

// REQUIRES: the output is the last instruction.
Draft ToDraft(const Program& program);
Program ToProgram(const Draft& draft);

// Inserts `nodes` before node `at`, moving references to later nodes along. Operands of `nodes` are in
// the new numbering.
void InsertNodes(Draft& draft, int at, std::span<const DraftNode> nodes);

// A random operand of an op on floats for node `at`: a constant, the input or an earlier node, the nearest
// more often.
DraftOperand RandomOperand(int at, Rng& rng);

// A random program of `ops` ops before simplification. REQUIRES: the ops of the space are real ops.
Draft RandomDraft(const SearchSpace& space, int ops, Rng& rng);

OpCode RandomOp(const SearchSpace& space, Rng& rng);

}  // namespace ulpforge
