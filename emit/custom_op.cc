#include "emit/custom_op.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "base/registry.h"
#include "dsl/program.h"
#include "emit/emit_c.h"
#include "emit/emit_ir.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr std::string_view kReserved[] = {"x", "const", "int", "return", "core", "tune"};

absl::Status Invalid(const CustomOp& op, std::string_view text) {
  return absl::InvalidArgumentError(fmt::format("op '{}': {}", op.name, text));
}

absl::Status Check(const CustomOp& op, int arity) {
  if (!IsRegistryName(op.name))
    return Invalid(op, "a name has lower-case letters, digits and _, a letter first");
  if (std::ranges::find(kReserved, op.name) != std::end(kReserved)) {
    return Invalid(op, "this word has another meaning in programs; choose another name");
  }
  if (FindOp(op.name)) return Invalid(op, "there is an op of this name; choose another");
  if (!(op.weight >= 0 && std::isfinite(op.weight))) {
    return Invalid(op, fmt::format("the weight {} is not a finite number of at least 0", op.weight));
  }
  if (op.commutative && arity < 2) return Invalid(op, "one operand cannot commute; clear `commutative`");
  if (op.guard && (*op.guard < 0 || *op.guard >= arity)) {
    return Invalid(op, fmt::format("the guard {} is no operand; use 0 to {}", *op.guard, arity - 1));
  }
  if (op.c.empty() || op.ir.empty()) return Invalid(op, "the texts `c` and `ir` must not be empty");
  return absl::OkStatus();
}

// OK if the texts of the op are formats with known fields. fmt reports the others by an exception.
absl::Status CheckTexts(const CustomOp& op, OpCode code) {
  const Program program{.constants = {},
                        .integers = {},
                        .instructions = {{.op = code, .args = {}}},
                        .output = InstructionOperand(0)};
  const IrFunction value{.name = "f", .shape = IrShape::kValue, .lanes = 1};
  std::string_view text = "c";
  try {
    if (absl::Status status = EmitC<float>(program, {.name = "f"}).status(); !status.ok()) return status;
    text = "avx2";
    if (absl::Status status = EmitC<float>(program, {.name = "f", .in_flight = 1}).status(); !status.ok())
      return status;
    text = "ir";
    EmitIr<float>(program, {&value, 1});
  } catch (const fmt::format_error& error) {
    return Invalid(
        op, fmt::format("the text `{}` is no format of a row of the op table: {}", text, error.what()));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> CustomOpLines() {
  std::vector<std::string> lines;
  for (const OpInfo& op : AllOps().subspan(kOps.size())) {
    lines.push_back(fmt::format("{}/{}: {}", op.name, op.arity, op.c));
  }
  return lines;
}

namespace op_table {

absl::StatusOr<OpCode> AddCustomOp(const CustomOp& op, int arity) {
  if (absl::Status status = Check(op, arity); !status.ok()) return status;
  if (count == kMaxOps) {
    return absl::ResourceExhaustedError(
        fmt::format("op '{}': there are {} ops already, no more are possible", op.name, kMaxOps));
  }
  static auto* const kTexts = new std::deque<CustomOp>;  // what the rows point into
  const CustomOp& kept = kTexts->emplace_back(op);
  OpInfo info{.code = static_cast<OpCode>(count),
              .name = kept.name,
              .arity = arity,
              .operands = {kF, kF, kF},
              .result = kF,
              .commutative = kept.commutative,
              .weight = kept.weight,
              .algebra = kept.smooth ? kAnalytic : kPiecewise,
              .c = kept.c,
              .ir = kept.ir,
              .avx2 = kept.avx2,
              .neutral = kept.neutral,
              .guard = kept.guard};
  const OpCode code = info.code;
  infos[count++] = info;
  absl::Status status = CheckTexts(kept, code);
  if (status.ok()) return code;
  infos[--count] = {};
  kTexts->pop_back();
  return status;
}

}  // namespace op_table
}  // namespace ulpforge
