#include "emit/emit_c.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <type_traits>

#include "base/check.h"
#include "dsl/interpreter.h"
#include "dsl/numbers/round_to.h"
#include "dsl/reads.h"
#include "dsl/text.h"
#include "emit/c_literal.h"
#include "emit/emit_avx2.h"
#include "emit/storage.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

// {n} stands for the name of the kernel, {T}, {u}, {s} and {l} are as in OpInfo::c.
constexpr std::string_view kIncludes = R"c(#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
)c";

constexpr std::string_view kRefusals = R"c(
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || defined(__NO_SIGNED_ZEROS__)
#error "{n} needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "{n} needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define {n}_restrict __restrict
#else
#define {n}_restrict restrict
#endif
)c";

// Inside the function, where they end with it. The first also undoes the reassociation and the
// reciprocals that clang may be asked for without telling the preprocessor. Nothing in the text can undo or
// detect clang's -ffp-contract=fast, which -funsafe-math-optimizations implies; so the header warns of it.
constexpr std::string_view kClangPragmas = R"c(#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
)c";

// The functions that C texts of ops name with {p}; each is emitted only if it is called.
struct Support {
  std::string_view call;  // the name without prefix
  std::string_view text;
};
constexpr Support kSupport[] = {
    {"bits", R"c(
static inline {u} {n}_bits({T} a) {{
  {u} b;
  memcpy(&b, &a, sizeof b);
  return b;
}}
)c"},
    {"frombits", R"c(
static inline {T} {n}_frombits({u} a) {{
  {T} b;
  memcpy(&b, &a, sizeof b);
  return b;
}}
)c"},
    {"toint", R"c(
/* Truncates; the smallest integer for NaN and for values out of range. */
static inline {u} {n}_toint({T} a) {{
  return a >= -{limit} && a < {limit} ? ({u})({s})a : {smallest};
}}
)c"},
    {"fma", R"c(
/* A sum of such numbers and their products has at most 53 bits wherever that matters: it is rounded once. */
static inline {T} {n}_fma({T} a, {T} b, {T} c) {{
#ifdef __AVX512FP16__
  return __builtin_fmaf16(a, b, c);
#else
  return ({T})fma((double)a, (double)b, (double)c);
#endif
}}
)c"},
    {"min", R"c(
static inline {T} {n}_min({T} a, {T} b) {{
  return a < b ? a : b;
}}
)c"},
    {"max", R"c(
static inline {T} {n}_max({T} a, {T} b) {{
  return b < a ? a : b;
}}
)c"},
    {"sqrt", R"c(
/* The square root instruction alone: the library function may set errno, which keeps loops from
 * vectorising. gcc takes that promise only from a declaration, and in C only. */
static inline {T} {n}_sqrt({T} a) {{
#ifdef __clang__
#if __has_builtin(__builtin_elementwise_sqrt)
#define {n}_HAS_SQRT
#endif
#elif defined(__GNUC__) && !defined(__cplusplus)
  extern {T} sqrt{l}({T}) __attribute__((const));
#endif
#ifdef {n}_HAS_SQRT
#undef {n}_HAS_SQRT
  return __builtin_elementwise_sqrt(a);
#else
  return sqrt{l}(a);
#endif
}}
)c"},
};

// What stands for the C text of an op in _Float16, for which there are no functions. The roots of numbers of
// 11 bits that float gives are rounded once more as if they were exact.
struct Float16Text {
  OpCode op;
  std::string_view c;
};
constexpr Float16Text kFloat16Texts[] = {
    {OpCode::kFma, "{p}fma({0}, {1}, {2})"},     {OpCode::kSqrt, "({T})sqrtf((float){0})"},
    {OpCode::kAbs, "({T})fabsf((float){0})"},    {OpCode::kRound, "({T})nearbyintf((float){0})"},
    {OpCode::kFloor, "({T})floorf((float){0})"},
};

template <class T>
std::string_view COf(const OpInfo& op) {
  if constexpr (std::is_same_v<T, Float16>) {
    for (const Float16Text& row : kFloat16Texts) {
      if (row.op == op.code) return row.c;
    }
  }
  return op.c;
}

constexpr std::string_view kFloat16Refusal = R"c(
#ifndef __FLT16_MAX__
#error "{n} computes in _Float16, which this compiler does not have for this processor"
#endif
)c";

// Before the loop, for the constants of min and max.
constexpr std::string_view kHide = R"c(
/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define {n}_hide(c) __asm__("" : "+m"(c))
#else
#define {n}_hide(c) ((void)0)
#endif
)c";

constexpr std::string_view kAvx2Includes = R"c(#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#endif
)c";

// {scalar} and {array}: heads of the functions; {one} and {each}: what they compute; {hide}: the definitions
// of the constants of min and max; {function}, {loop} and {end}: what stands under a condition before the
// array function, and in it; {twins}: further functions.
constexpr std::string_view kFunctions = R"c(
{scalar} {{
  return {one};
}}
{function}
{array} {{
{loop}  size_t i;
{hide}#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = {each};
{end}}}
{twins}
#undef {n}_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
)c";

// Text in a comment: no comment marks inside, one line each.
std::string CommentLines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += "\n * ";
    char previous = 0;
    for (const char c : line) {
      if ((previous == '*' && c == '/') || (previous == '/' && c == '*')) text += ' ';
      if (c == '\n') {
        text += "\n * ";
      } else if (c != '\r') {
        text += c;
      }
      previous = c;
    }
  }
  return text;
}

// The cheapest conversion out that is right for every result of the program. NaNs that arithmetic passes on
// or makes have a lower half of zeros whatever the operand they are from, so that nothing is rounded up to
// another number.
std::string_view NarrowingOf(const Program& program, const StorageText& storage) {
  if (storage.narrowing_numbers.empty()) return storage.narrowing;
  constexpr uint32_t kLower = 0xffff, kTie = 0x8000;
  absl::StatusOr<Interpreter<float>> interpreter = Interpreter<float>::Create(program);
  ULPFORGE_CHECK(interpreter.ok());
  std::vector<float> x(size_t{1} << storage.format->storage_bits), y(x.size());
  for (size_t i = 0; i < x.size(); ++i) x[i] = FromBits(*storage.format, static_cast<uint32_t>(i));
  interpreter->Run(x, y);
  bool has_ties = false;
  for (const float result : y) {
    const uint32_t lower = std::bit_cast<uint32_t>(result) & kLower;
    if (std::isnan(result) && lower != 0) return storage.narrowing;
    has_ties |= lower == kTie;
  }
  return has_ties ? storage.narrowing_numbers : storage.narrowing_without_ties;
}

template <class T>
class CEmitter {
 public:
  CEmitter(const Program& program, const EmitOptions& options)
      : program_(program),
        options_(options),
        reads_(FindReads(program)),
        storage_(StorageOf(*options.format)),
        results_(StorageOf(options.result == nullptr ? *options.format : *options.result)) {
    if constexpr (std::is_same_v<T, float>) {
      if (options.in_flight > 0) avx2_ = EmitAvx2(program, reads_, options.name, options.in_flight, storage_);
    }
  }

  std::string Run() {
    const std::string body = Conversions() + Body();
    std::string text = Header();
    text += kIncludes;
    text += storage_.includes;
    if (rounds()) text += results_.includes;
    if (avx2_ && storage_.includes.empty() && !text.ends_with(kAvx2Includes)) text += kAvx2Includes;
    text += Fill(kRefusals);
    if constexpr (std::is_same_v<T, Float16>) text += Fill(kFloat16Refusal);
    for (const Support& support : kSupport) {
      if (body.find(fmt::format("{}_{}(", options_.name, support.call)) == std::string::npos) continue;
      text += Fill(support.text);
    }
    if (!Clamps().empty()) text += Fill(kHide);
    return text + body + Functions() + (Clamps().empty() ? "" : Fill("#undef {n}_hide\n"));
  }

 private:
  using Traits = ScalarTraits<T>;
  static constexpr int kWidth = 8 * sizeof(T);

  std::string Header() const {
    std::string text = "/* " + options_.name + CommentLines(options_.header);
    if (!options_.header.empty()) text += "\n *";
    return text +
           "\n * Computes the same bits with gcc and clang: the emitter, not this file, is tested for that "
           "at\n"
           " * -O3 -march=native without any other flag. Sign and payload of a NaN are unspecified. Never "
           "give\n"
           " * clang -ffp-contract=fast or -funsafe-math-optimizations: they override the pragmas below and\n"
           " * cannot be detected. */\n";
  }

  std::string Fill(std::string_view text) const {
    return fmt::format(fmt::runtime(text), fmt::arg("n", options_.name), fmt::arg("T", Traits::kC),
                       fmt::arg("u", Traits::kCUnsigned), fmt::arg("s", Traits::kCSigned),
                       fmt::arg("l", Traits::kLibmSuffix),
                       fmt::arg("limit", CLiteral(T(std::ldexp(1.0, kWidth - 1)))),
                       fmt::arg("smallest", Integer(std::numeric_limits<int64_t>::min() >> (64 - kWidth))));
  }

  // The constants that live min and max read.
  std::vector<uint32_t> Clamps() const {
    std::set<uint32_t> clamps;
    for (size_t k = 0; k < reads_.live.size(); ++k) {
      const Instruction& instruction = program_.instructions[k];
      if (!reads_.live[k] || (instruction.op != OpCode::kMin && instruction.op != OpCode::kMax)) continue;
      for (const Operand operand : instruction.operands()) {
        if (const std::optional<size_t> c = ConstantOf(operand)) clamps.insert(static_cast<uint32_t>(*c));
      }
    }
    return {clamps.begin(), clamps.end()};
  }

  std::string Constant(uint32_t k) const { return CLiteral(RoundTo<T>(program_.constants[k])); }

  std::string Functions() const {
    std::string plain;
    std::string hidden;
    std::string hide;
    for (const uint32_t k : Clamps()) {
      plain += ", " + Constant(k);
      hidden += fmt::format(", c{}", k);
      hide += fmt::format("  {} c{} = {};\n", Traits::kC, k, Constant(k));
    }
    for (const uint32_t k : Clamps()) hide += fmt::format("  {}_hide(c{});\n", options_.name, k);
    std::string function;
    std::string loop;
    if (avx2_) {
      const std::string condition =
          fmt::format("#if defined(__AVX2__) && defined(__FMA__){}", storage_.condition);
      function = fmt::format("\n{}{}#endif\n", condition, avx2_->function);
      loop = fmt::format("{}\n{}#else\n", condition, avx2_->loop);
    } else if (!storage_.loop.empty()) {
      loop = fmt::format("#if {}\n{}#else\n", storage_.loop_condition,
                         fmt::format(fmt::runtime(storage_.loop), fmt::arg("n", options_.name),
                                     fmt::arg("hide", hide), fmt::arg("hidden", hidden)));
    }
    return fmt::format(fmt::runtime(kFunctions), fmt::arg("n", options_.name),
                       fmt::arg("scalar", Fill(storage_.scalar)), fmt::arg("array", Fill(storage_.array)),
                       fmt::arg("one", Converted("x", plain)), fmt::arg("each", Converted("in[i]", hidden)),
                       fmt::arg("hide", hide), fmt::arg("function", function), fmt::arg("loop", loop),
                       fmt::arg("end", loop.empty() ? "" : "#endif\n"),
                       fmt::arg("twins", Fill(storage_.twins) + (rounds() ? Fill(results_.results) : "")));
  }

  std::string Conversions() const {
    return Fill(storage_.widening) + Fill(NarrowingOf(program_, storage_)) +
           (rounds() ? Fill(results_.narrowing) : "");
  }

  // Whether there are functions of floats that round their results.
  bool rounds() const { return &results_ != &storage_; }

  // The kernel at a stored value, as it is stored.
  std::string Converted(std::string_view value, const std::string& constants) const {
    const auto around = [&](std::string_view text, std::string_view what) {
      return fmt::format(fmt::runtime(text), what, fmt::arg("n", options_.name));
    };
    return around(storage_.narrow,
                  fmt::format("{}_at({}{})", options_.name, around(storage_.widen, value), constants));
  }

  static std::string Integer(int64_t value) {
    if constexpr (kWidth == 32) return fmt::format("{:#x}u", static_cast<uint32_t>(value));
    return fmt::format("UINT64_C({:#x})", static_cast<uint64_t>(value));
  }

  std::string Name(Operand operand, Type type) const {
    const std::optional<size_t> integer = IntegerOf(operand);
    if (!integer) return OperandName(operand);
    const int64_t value = program_.integers[*integer];
    if (type == Type::kIntegerAmount) return fmt::format("{}", value & (kWidth - 1));
    return Integer(value);
  }

  std::string Statement(size_t k) const {
    const Instruction& instruction = program_.instructions[k];
    const OpInfo& op = Info(instruction.op);
    std::array<std::string, kMaxArity> args;
    for (int i = 0; i < op.arity; ++i) args[i] = Name(instruction.args[i], op.operands[i]);
    const std::string value =
        fmt::format(fmt::runtime(COf<T>(op)), args[0], args[1], args[2], fmt::arg("T", Traits::kC),
                    fmt::arg("u", Traits::kCUnsigned), fmt::arg("s", Traits::kCSigned),
                    fmt::arg("l", Traits::kLibmSuffix), fmt::arg("p", options_.name + "_"));
    const std::string_view type = op.result == Type::kFloat ? Traits::kC : Traits::kCUnsigned;
    return fmt::format("  const {} v{} = {};\n", type, k, value);
  }

  std::string Parameters() const {
    std::string parameters;
    for (const uint32_t k : Clamps()) parameters += fmt::format(", {} c{}", Traits::kC, k);
    return parameters;
  }

  std::string Body() const {
    std::string text = fmt::format("\nstatic inline {} {}_at({} x{}) {{\n", Traits::kC, options_.name,
                                   Traits::kC, Parameters());
    text += kClangPragmas;
    const std::vector<uint32_t> clamps = Clamps();
    for (size_t k = 0; k < reads_.constants.size(); ++k) {
      if (!reads_.constants[k] || std::count(clamps.begin(), clamps.end(), k) > 0) continue;
      text += fmt::format("  const {} c{} = {};\n", Traits::kC, k, Constant(static_cast<uint32_t>(k)));
    }
    for (size_t k = 0; k < reads_.live.size(); ++k) {
      if (reads_.live[k]) text += Statement(k);
    }
    if (!reads_.input) text += "  (void)x;\n";
    return text + fmt::format("  return {};\n}}\n", Name(program_.output, Type::kFloat));
  }

  const Program& program_;
  const EmitOptions& options_;
  Reads reads_;
  const StorageText& storage_;
  const StorageText& results_;
  std::optional<Avx2Text> avx2_;
};

}  // namespace

template <class T>
absl::StatusOr<std::string> EmitC(const Program& program, const EmitOptions& options) {
  if (absl::Status status = CheckCName(options.name); !status.ok()) return status;
  if constexpr (std::is_same_v<T, Float16>) {
    for (const Instruction& instruction : program.instructions) {
      if (Info(instruction.op).algebra != Algebra::kMachine) continue;
      return absl::InvalidArgumentError(
          fmt::format("the operation {} on bits is not emitted in _Float16", Info(instruction.op).name));
    }
  }
  return CEmitter<T>(program, options).Run();
}

template absl::StatusOr<std::string> EmitC<float>(const Program&, const EmitOptions&);
template absl::StatusOr<std::string> EmitC<double>(const Program&, const EmitOptions&);
template absl::StatusOr<std::string> EmitC<Float16>(const Program&, const EmitOptions&);

}  // namespace ulpforge
