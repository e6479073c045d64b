#include "emit/emit_avx2.h"

#include <array>
#include <string_view>

#include "base/check.h"
#include "dsl/numbers/round_to.h"
#include "dsl/op_table.h"
#include "dsl/text.h"
#include "emit/c_literal.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr int kLanes = 8;

// {n} is the name, {constants} and {body} are statements, {y} is the output.
constexpr std::string_view kFunction = R"c(
/* 8 values at a time. */
static inline __m256 {n}_avx2(__m256 x) {{
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
{constants}{body}  return {y};
}}
)c";

// {block} values are computed at a time.
constexpr std::string_view kLoop = R"c(#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
{constants}  size_t i = 0;
  for (; n - i >= {block}; i += {block}) {{
{loads}{body}{stores}  }}
  for (; n - i >= 8; i += 8) {one};
  if (i < n) {{
    {element} rest[8] = {{0}};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    {last};
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }}
)c";

class Emitter {
 public:
  Emitter(const Program& program, const Reads& reads) : program_(program), reads_(reads) {}

  bool HasTexts() const {
    for (size_t k = 0; k < reads_.live.size(); ++k) {
      if (reads_.live[k] && Info(program_.instructions[k].op).avx2.empty()) return false;
    }
    return reads_.input;
  }

  std::string Constants() const {
    std::string text;
    for (size_t k = 0; k < reads_.constants.size(); ++k) {
      if (!reads_.constants[k]) continue;
      text += fmt::format("  const __m256 c{} = _mm256_set1_ps({});\n", k,
                          CLiteral(RoundTo<float>(program_.constants[k])));
    }
    return text;
  }

  // The live instructions in their order, each for every vector; the names of a vector end with its suffix.
  std::string Body(std::string_view indent, const std::vector<std::string>& suffixes) const {
    std::string text;
    for (size_t k = 0; k < reads_.live.size(); ++k) {
      if (!reads_.live[k]) continue;
      for (const std::string& suffix : suffixes) text += fmt::format("{}{}\n", indent, Statement(k, suffix));
    }
    return text;
  }

  std::string Output(const std::string& suffix) const { return Name(program_.output, Type::kFloat, suffix); }

 private:
  std::string Name(Operand operand, Type type, const std::string& suffix) const {
    const std::optional<size_t> integer = IntegerOf(operand);
    if (!integer) return OperandName(operand) + (IsNumber(operand) ? "" : suffix);
    const int64_t value = program_.integers[*integer];
    if (type == Type::kIntegerAmount) return fmt::format("{}", value & 31);
    return fmt::format("_mm256_set1_epi32((int32_t){:#x}u)", static_cast<uint32_t>(value));
  }

  std::string Statement(size_t k, const std::string& suffix) const {
    const Instruction& instruction = program_.instructions[k];
    const OpInfo& op = Info(instruction.op);
    std::array<std::string, kMaxArity> args;
    for (int i = 0; i < op.arity; ++i) args[i] = Name(instruction.args[i], op.operands[i], suffix);
    return fmt::format("const {} v{}{} = {};", op.result == Type::kFloat ? "__m256" : "__m256i", k, suffix,
                       fmt::format(fmt::runtime(op.avx2), args[0], args[1], args[2]));
  }

  const Program& program_;
  const Reads& reads_;
};

}  // namespace

std::optional<Avx2Text> EmitAvx2(const Program& program, const Reads& reads, const std::string& name,
                                 int in_flight, const StorageText& storage) {
  ULPFORGE_CHECK(in_flight > 0);
  const Emitter emitter(program, reads);
  if (!emitter.HasTexts()) return std::nullopt;
  const auto fill = [&](std::string_view text, const auto&... args) {
    return fmt::format(fmt::runtime(text), fmt::arg("n", name), fmt::arg("constants", emitter.Constants()),
                       args...);
  };
  const auto load = [&](std::string_view place) {
    return fmt::format(fmt::runtime(storage.load8), place, fmt::arg("n", name));
  };
  const auto store = [&](std::string_view place, std::string_view value) {
    return fmt::format(fmt::runtime(storage.store8), place, value, fmt::arg("n", name));
  };
  const auto computed = [&](std::string_view in, std::string_view out) {
    return store(out, fmt::format("{}_avx2({})", name, load(in)));
  };
  std::vector<std::string> suffixes;
  std::string loads;
  std::string stores;
  for (int k = 0; k < in_flight; ++k) {
    suffixes.push_back(fmt::format("_{}", k));
    loads += fmt::format("    const __m256 x_{} = {};\n", k, load(fmt::format("in + i + {}", kLanes * k)));
    stores +=
        fmt::format("    {};\n", store(fmt::format("out + i + {}", kLanes * k), emitter.Output(suffixes[k])));
  }
  return Avx2Text{
      .function =
          fill(kFunction, fmt::arg("body", emitter.Body("  ", {""})), fmt::arg("y", emitter.Output(""))),
      .loop = fill(kLoop, fmt::arg("body", emitter.Body("    ", suffixes)), fmt::arg("loads", loads),
                   fmt::arg("stores", stores), fmt::arg("block", kLanes * in_flight),
                   fmt::arg("one", computed("in + i", "out + i")), fmt::arg("last", computed("rest", "rest")),
                   fmt::arg("element", fmt::format(fmt::runtime(storage.element), fmt::arg("n", name))))};
}

}  // namespace ulpforge
