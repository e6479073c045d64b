#include "emit/emit_ir.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "base/check.h"
#include "dsl/numbers/round_to.h"
#include "dsl/text.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

// {n} is the name, {e} the scalar type, {i} the integer of its width, {a} its size in bytes, {F} the type of
// values (in {body} and {y}, the result of the body, too).
constexpr std::string_view kValueText = R"ir(
define {F} @{n}({F} %x) nounwind {{
{body}  ret {F} {y}
}}
)ir";

constexpr std::string_view kBlockText = R"ir(
define void @{n}(ptr %in, ptr %out) nounwind {{
  %x = load {F}, ptr %in, align {a}
{body}  store {F} {y}, ptr %out, align {a}
  ret void
}}
)ir";

constexpr std::string_view kArrayText = R"ir(
define void @{n}(ptr %in, ptr %out, i64 %n) nounwind {{
start:
  %empty = icmp eq i64 %n, 0
  br i1 %empty, label %end, label %loop
loop:
  %k = phi i64 [ 0, %start ], [ %next, %loop ]
  %from = getelementptr inbounds {e}, ptr %in, i64 %k
  %x = load {e}, ptr %from, align {a}, !llvm.access.group !0
{body}  %to = getelementptr inbounds {e}, ptr %out, i64 %k
  store {e} {y}, ptr %to, align {a}, !llvm.access.group !0
  %next = add nuw i64 %k, 1
  %done = icmp eq i64 %next, %n
  br i1 %done, label %end, label %loop, !llvm.loop !1
end:
  ret void
}}
)ir";
// Nothing is gained by unrolling a chain; it only takes time to compile.
constexpr std::string_view kMetadata = R"ir(
!0 = distinct !{}
!1 = distinct !{!1, !{!"llvm.loop.parallel_accesses", !0}}
!2 = distinct !{!2, !{!"llvm.loop.vectorize.enable", i1 false}, !{!"llvm.loop.unroll.disable"}}
)ir";

// The volatile loads hide that the memory is zero, and keep loads from being turned into loads of integers,
// which would take the logic, and with it the chain, out of the registers for floats.
constexpr std::string_view kChainText = R"ir(
define void @{n}(ptr %in, ptr %out, i64 %n) nounwind {{
start:
  %hidden = alloca {e}, align {a}
  store volatile {e} 0.0, ptr %hidden, align {a}
  %empty = icmp eq i64 %n, 0
  br i1 %empty, label %end, label %loop
loop:
  %k = phi i64 [ 0, %start ], [ %next, %loop ]
  %last = phi {e} [ 0.0, %start ], [ {y}, %loop ]
  %from = getelementptr inbounds {e}, ptr %in, i64 %k
  %value = load volatile {e}, ptr %from, align {a}
  %zero = load volatile {e}, ptr %hidden, align {a}
  %value.bits = bitcast {e} %value to {i}
  %zero.bits = bitcast {e} %zero to {i}
  %last.bits = bitcast {e} %last to {i}
  %nothing = and {i} %last.bits, %zero.bits
  %x.bits = or {i} %nothing, %value.bits
  %x = bitcast {i} %x.bits to {e}
{body}  %to = getelementptr inbounds {e}, ptr %out, i64 %k
  store {e} {y}, ptr %to, align {a}
  %next = add nuw i64 %k, 1
  %done = icmp eq i64 %next, %n
  br i1 %done, label %end, label %loop, !llvm.loop !2
end:
  ret void
}}
)ir";

bool IsName(std::string_view name) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && !is_digit(c)) return false;
  }
  return !name.empty() && !is_digit(name[0]);
}

// The statements of a program on values of `lanes` lanes.
template <class T>
class Body {
 public:
  Body(const Program& program, int lanes) : program_(program), lanes_(lanes) {}

  std::string_view scalar() const { return kSingle ? "float" : "double"; }
  std::string_view integer() const { return kSingle ? "i32" : "i64"; }
  std::string value_type() const { return TypeOfLanes(scalar()); }

  std::string Statements() const {
    std::string text;
    for (size_t k = 0; k < program_.instructions.size(); ++k) {
      const std::string statement = Statement(k);
      for (size_t begin = 0, end; begin < statement.size(); begin = end + 1) {
        end = std::min(statement.find('\n', begin), statement.size());
        text += "  " + statement.substr(begin, end - begin) + "\n";
      }
    }
    return text;
  }

  std::string Output() const { return Name(program_.output, Type::kFloat); }

 private:
  static constexpr bool kSingle = sizeof(T) == sizeof(float);
  static constexpr int kWidth = 8 * sizeof(T);

  std::string TypeOfLanes(std::string_view element) const {
    return lanes_ == 1 ? std::string(element) : fmt::format("<{} x {}>", lanes_, element);
  }

  std::string Constant(std::string_view element, const std::string& literal) const {
    return lanes_ == 1 ? literal : fmt::format("splat ({} {})", element, literal);
  }

  // A float is written as the double of the same value.
  std::string Float(T value) const {
    const double wide = std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : double{value};
    return Constant(scalar(), fmt::format("0x{:016X}", std::bit_cast<uint64_t>(wide)));
  }

  std::string Integer(int64_t value) const {
    return Constant(integer(), fmt::format("{}", static_cast<typename ScalarTraits<T>::Int>(value)));
  }

  std::string Name(Operand operand, Type type) const {
    if (const std::optional<size_t> k = ConstantOf(operand)) return Float(RoundTo<T>(program_.constants[*k]));
    const std::optional<size_t> integer = IntegerOf(operand);
    if (!integer) return "%" + OperandName(operand);
    const int64_t value = program_.integers[*integer];
    return Integer(type == Type::kIntegerAmount ? value & (kWidth - 1) : value);
  }

  std::string Statement(size_t k) const {
    const Instruction& instruction = program_.instructions[k];
    const OpInfo& op = Info(instruction.op);
    std::string args[kMaxArity];
    for (int i = 0; i < op.arity; ++i) args[i] = Name(instruction.args[i], op.operands[i]);
    return fmt::format(
        fmt::runtime(op.ir), args[0], args[1], args[2], fmt::arg("r", fmt::format("%v{}", k)),
        fmt::arg("F", value_type()), fmt::arg("I", TypeOfLanes(integer())), fmt::arg("B", TypeOfLanes("i1")),
        fmt::arg("f", fmt::format("{}f{}", lanes_ == 1 ? "" : fmt::format("v{}", lanes_), kWidth)),
        fmt::arg("one", Float(1)), fmt::arg("limit", Float(std::ldexp(T{1}, kWidth - 1))),
        fmt::arg("smallest", Integer(std::numeric_limits<typename ScalarTraits<T>::Int>::min())));
  }

  const Program& program_;
  int lanes_;
};

// What the shapes differ in.
struct Form {
  std::string_view text;
  bool loop;  // over single values
};
Form FormOf(IrShape shape) {
  switch (shape) {
    case IrShape::kValue:
      return {.text = kValueText, .loop = false};
    case IrShape::kBlock:
      return {.text = kBlockText, .loop = false};
    case IrShape::kArray:
      return {.text = kArrayText, .loop = true};
    case IrShape::kChain:
      break;
  }
  return {.text = kChainText, .loop = true};
}

}  // namespace

template <class T>
std::string EmitIr(const Program& program, std::span<const IrFunction> functions) {
  std::string text;
  bool loops = false;
  for (const IrFunction& function : functions) {
    ULPFORGE_CHECK(IsName(function.name) && function.lanes > 0);
    const Form form = FormOf(function.shape);
    loops = loops || form.loop;
    const Body<T> body(program, form.loop ? 1 : function.lanes);
    text +=
        fmt::format(fmt::runtime(form.text), fmt::arg("n", function.name), fmt::arg("e", body.scalar()),
                    fmt::arg("i", body.integer()), fmt::arg("a", sizeof(T)), fmt::arg("F", body.value_type()),
                    fmt::arg("body", body.Statements()), fmt::arg("y", body.Output()));
  }
  if (loops) text += kMetadata;
  return text;
}

template std::string EmitIr<float>(const Program&, std::span<const IrFunction>);
template std::string EmitIr<double>(const Program&, std::span<const IrFunction>);

}  // namespace ulpforge
