#include "dsl/text.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/nearest_name.h"
#include "dsl/numbers/number.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr std::string_view kVersion = "v1";
constexpr size_t kMaxIndex = std::numeric_limits<uint16_t>::max();
constexpr size_t kLongestShown = 40;

// A piece of a line: a name, a number or a single other character; empty at the end of the line.
struct Token {
  std::string_view text;
  size_t column = 1;
};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsNamePart(char c) { return IsNameStart(c) || IsDigit(c); }
bool IsName(std::string_view text) { return !text.empty() && IsNameStart(text[0]); }

// The length of the number at the start of `text`, which may have a sign inside after its exponent letter.
size_t NumberLength(std::string_view text) {
  size_t k = text[0] == '-' ? 1 : 0;
  const bool hex = k + 1 < text.size() && text[k] == '0' && (text[k + 1] | 0x20) == 'x';
  const char exponent = hex ? 'p' : 'e';
  while (k < text.size() && (IsNamePart(text[k]) || text[k] == '.')) {
    const bool at_exponent = (text[k] | 0x20) == exponent;
    ++k;
    if (at_exponent && k < text.size() && (text[k] == '+' || text[k] == '-')) ++k;
  }
  return k;
}

std::vector<Token> Tokenize(std::string_view line) {
  std::vector<Token> tokens;
  for (size_t k = 0; k < line.size() && line[k] != '#';) {
    if (IsSpace(line[k])) {
      ++k;
      continue;
    }
    const std::string_view rest = line.substr(k);
    size_t length = 1;
    if (IsNameStart(rest[0])) {
      while (length < rest.size() && IsNamePart(rest[length])) ++length;
    } else if (IsDigit(rest[0]) || rest[0] == '.' || rest[0] == '-') {
      length = std::max<size_t>(1, NumberLength(rest));
    }
    tokens.push_back({rest.substr(0, length), k + 1});
    k += length;
  }
  return tokens;
}

std::string Shown(std::string_view text) {
  if (text.empty()) return "the end of the line";
  std::string shown(text.substr(0, kLongestShown));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) c = '?';
  }
  return text.size() > kLongestShown ? shown + "..." : shown;
}

// "; did you mean ...?" for the name of an op, if one is near.
std::string OpHint(std::string_view name) {
  std::vector<std::string_view> names;
  for (const OpInfo& op : AllOps()) names.push_back(op.name);
  const std::string_view nearest = NearestName(name.substr(0, kLongestShown), names);
  return nearest.empty() ? "" : fmt::format(" (did you mean {}?)", nearest);
}

std::string_view TypeName(Type type) {
  switch (type) {
    case Type::kFloat:
      return "an F value";
    case Type::kInteger:
      return "an I value";
    case Type::kIntegerAmount:
      return "an integer constant";
  }
  return "";
}

class Parser {
 public:
  absl::StatusOr<Program> Run(std::string_view text);
  absl::StatusOr<HoledProgram> RunHoled(std::string_view text, size_t first_line);

 private:
  absl::Status ParseLines(std::string_view text);
  absl::Status ParseLine();
  absl::Status ParseVersion();
  absl::Status ParseConstant();
  absl::Status ParseInteger();
  absl::Status ParseInstruction();
  absl::Status ParseCore(std::string_view name);
  absl::Status ParseReturn();
  // Operand `number` of op `op`, from 1.
  absl::Status ParseOperand(std::string_view op, Type wanted, int number, Operand* operand);
  absl::Status ParseNumber(double* value);

  // The name that a line defines, and its "="; the operand becomes known with Define.
  absl::Status ParseNewName(std::string_view* name);
  absl::Status Define(std::string_view name, Operand operand, size_t count, std::string_view kind);
  std::optional<Operand> Find(std::string_view name) const;

  Token Peek() const { return next_ < tokens_.size() ? tokens_[next_] : Token{{}, end_column_}; }
  Token Take() {
    const Token token = Peek();
    ++next_;
    return token;
  }
  absl::Status Error(size_t column, std::string_view message) const {
    return absl::InvalidArgumentError(fmt::format("line {}, column {}: {}", line_, column, message));
  }
  absl::Status Expected(std::string_view what, const Token& found) const {
    return Error(found.column, fmt::format("expected {}, found {}", what, Shown(found.text)));
  }
  absl::Status ExpectEnd() const {
    return Peek().text.empty() ? absl::OkStatus() : Expected("the end of the line", Peek());
  }

  Program program_;
  std::vector<bool> tunable_;  // for each constant
  std::optional<size_t> hole_;
  bool holed_ = false;  // whether the text is that of a HoledProgram
  std::unordered_map<std::string_view, Operand> names_;
  bool has_version_ = false;
  bool has_return_ = false;
  size_t line_ = 0;
  size_t end_column_ = 1;
  std::vector<Token> tokens_;
  size_t next_ = 0;
};

absl::Status Parser::ParseLines(std::string_view text) {
  while (!text.empty()) {
    const size_t length = std::min(text.find('\n'), text.size());
    ++line_;
    tokens_ = Tokenize(text.substr(0, length));
    next_ = 0;
    end_column_ = tokens_.empty() ? 1 : tokens_.back().column + tokens_.back().text.size();
    if (!tokens_.empty()) {
      if (absl::Status status = ParseLine(); !status.ok()) return status;
    }
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  if (has_return_) return absl::OkStatus();
  ++line_;
  return Error(1, fmt::format("expected {}, found the end of the text",
                              has_version_ ? "return" : "ulpforge program v1"));
}

absl::StatusOr<Program> Parser::Run(std::string_view text) {
  if (absl::Status status = ParseLines(text); !status.ok()) return status;
  return std::move(program_);
}

absl::StatusOr<HoledProgram> Parser::RunHoled(std::string_view text, size_t first_line) {
  holed_ = true;
  has_version_ = true;
  line_ = first_line - 1;
  if (absl::Status status = ParseLines(text); !status.ok()) return status;
  if (!hole_) return Error(1, "expected an instruction with the op core before return, found none");
  return HoledProgram{std::move(program_), *hole_, std::move(tunable_)};
}

absl::Status Parser::ParseLine() {
  if (!has_version_) return ParseVersion();
  if (has_return_) return Expected("nothing after return", Peek());
  const std::string_view first = Peek().text;
  absl::Status status;
  if (first == "const" || (holed_ && first == "tune")) {
    status = ParseConstant();
  } else if (first == "int") {
    status = ParseInteger();
  } else if (first == "return") {
    status = ParseReturn();
  } else {
    status = ParseInstruction();
  }
  return status.ok() ? ExpectEnd() : status;
}

absl::Status Parser::ParseVersion() {
  for (const std::string_view word : {"ulpforge", "program"}) {
    if (Peek().text != word) return Expected("ulpforge program v1 as the first line", Peek());
    Take();
  }
  const Token version = Take();
  if (version.text != kVersion) {
    return Error(version.column,
                 fmt::format("expected version {}, found {}: this program reads version {} only", kVersion,
                             Shown(version.text), kVersion));
  }
  has_version_ = true;
  return ExpectEnd();
}

absl::Status Parser::ParseNewName(std::string_view* name) {
  const Token token = Take();
  const std::string_view text = token.text;
  if (!IsName(text) || text == "const" || text == "int" || text == "return") {
    return Expected("a name", token);
  }
  if (text == "x") return Expected("a name other than x, which is the input", token);
  if (names_.contains(text)) return Expected("a name that is not defined yet", token);
  if (Peek().text != "=") return Expected("=", Peek());
  Take();
  *name = text;
  return absl::OkStatus();
}

// `count` is how many values of that kind there are, this one not counted.
absl::Status Parser::Define(std::string_view name, Operand operand, size_t count, std::string_view kind) {
  if (count > kMaxIndex) {
    return Error(1, fmt::format("expected at most {} {}, found one more", kMaxIndex + 1, kind));
  }
  names_.emplace(name, operand);
  return absl::OkStatus();
}

absl::Status Parser::ParseNumber(double* value) {
  const Token token = Take();
  const absl::StatusOr<double> number = ReadDouble(token.text);
  if (!number.ok()) return Expected(std::string(number.status().message()), token);
  *value = *number;
  return absl::OkStatus();
}

absl::Status Parser::ParseConstant() {
  const bool tunable = Take().text == "tune";
  std::string_view name;
  if (absl::Status status = ParseNewName(&name); !status.ok()) return status;
  Extended value;
  if (absl::Status status = ParseNumber(&value.hi); !status.ok()) return status;
  if (Peek().text == "+") {
    Take();
    const Token low = Peek();
    if (absl::Status status = ParseNumber(&value.lo); !status.ok()) return status;
    if (value.hi + value.lo != value.hi) {
      return Expected("a second part of at most half an ulp of the first", low);
    }
  }
  const size_t count = program_.constants.size();
  program_.constants.push_back(value);
  tunable_.push_back(tunable);
  return Define(name, ConstantOperand(count), count, "constants");
}

absl::Status Parser::ParseInteger() {
  Take();
  std::string_view name;
  if (absl::Status status = ParseNewName(&name); !status.ok()) return status;
  const Token token = Take();
  const absl::StatusOr<int64_t> value = ReadInteger(token.text);
  if (!value.ok()) return Expected(std::string(value.status().message()), token);
  const size_t count = program_.integers.size();
  program_.integers.push_back(*value);
  return Define(name, IntegerOperand(count), count, "integers");
}

absl::Status Parser::ParseInstruction() {
  std::string_view name;
  if (!IsName(Peek().text)) return Expected("const, int, return or the name of a new value", Peek());
  if (absl::Status status = ParseNewName(&name); !status.ok()) return status;
  if (holed_ && Peek().text == "core") return ParseCore(name);
  const Token token = Take();
  const std::optional<OpCode> code = FindOp(token.text);
  if (!code) {
    if (!IsName(token.text)) return Expected("the name of an op", token);
    return Expected("the name of an op" + OpHint(token.text), token);
  }
  const OpInfo& op = Info(*code);
  Instruction instruction{.op = *code, .args = {}};
  for (int k = 0; k < op.arity; ++k) {
    absl::Status status = ParseOperand(op.name, op.operands[k], k + 1, &instruction.args[k]);
    if (!status.ok()) return status;
  }
  const size_t count = program_.instructions.size();
  program_.instructions.push_back(instruction);
  return Define(name, InstructionOperand(count), count, "instructions");
}

absl::Status Parser::ParseCore(std::string_view name) {
  const Token token = Take();
  if (hole_) return Expected("one core only", token);
  Instruction instruction{.op = OpCode::kNeg, .args = {}};
  if (absl::Status status = ParseOperand("core", Type::kFloat, 1, &instruction.args[0]); !status.ok())
    return status;
  hole_ = program_.instructions.size();
  program_.instructions.push_back(instruction);
  return Define(name, InstructionOperand(*hole_), *hole_, "instructions");
}

std::optional<Operand> Parser::Find(std::string_view name) const {
  if (name == "x") return InputOperand();
  const auto found = names_.find(name);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

absl::Status Parser::ParseOperand(std::string_view op, Type wanted, int number, Operand* operand) {
  const Token token = Take();
  const std::string what = fmt::format("{} as operand {} of {}", TypeName(wanted), number, op);
  if (!IsName(token.text)) return Expected(what, token);
  const std::optional<Operand> found = Find(token.text);
  if (!found) {
    return Error(token.column, fmt::format("expected {}, found {}, which is not defined before this line",
                                           what, Shown(token.text)));
  }
  const Type type = TypeOf(program_, *found);
  if (!Accepts(wanted, *found, type)) {
    return Error(token.column,
                 fmt::format("expected {}, found {}, which is {}", what, Shown(token.text), TypeName(type)));
  }
  *operand = *found;
  return absl::OkStatus();
}

absl::Status Parser::ParseReturn() {
  Take();
  const Token token = Take();
  if (!IsName(token.text)) return Expected("the name of the output", token);
  const std::optional<Operand> found = Find(token.text);
  if (!found) {
    return Error(token.column, fmt::format("expected the name of the output, found {}, which is not defined",
                                           Shown(token.text)));
  }
  if (TypeOf(program_, *found) != Type::kFloat) {
    return Error(token.column, fmt::format("expected an F value as the output, found {}, which is an I value",
                                           Shown(token.text)));
  }
  program_.output = *found;
  has_return_ = true;
  return absl::OkStatus();
}

// All lines after the version. `hole`: the index of the instruction that is the core, if there is one.
std::string FormatBody(const Program& program, size_t hole, const std::vector<bool>& tunable) {
  std::string text;
  for (size_t k = 0; k < program.constants.size(); ++k) {
    text +=
        fmt::format("{} c{} = {}\n", tunable[k] ? "tune" : "const", k, FormatConstant(program.constants[k]));
  }
  for (size_t k = 0; k < program.integers.size(); ++k) {
    text += fmt::format("int k{} = {}\n", k, program.integers[k]);
  }
  for (size_t k = 0; k < program.instructions.size(); ++k) {
    const OpInfo& op = Info(program.instructions[k].op);
    text += fmt::format("v{} = {}", k, k == hole ? "core" : op.name);
    for (const Operand operand : program.instructions[k].operands()) text += " " + OperandName(operand);
    text += "\n";
  }
  text += fmt::format("return {}\n", OperandName(program.output));
  return text;
}

}  // namespace

std::string OperandName(Operand operand) {
  switch (operand.source) {
    case Source::kInput:
      return "x";
    case Source::kConstant:
      return fmt::format("c{}", operand.index);
    case Source::kInteger:
      return fmt::format("k{}", operand.index);
    case Source::kInstruction:
      return fmt::format("v{}", operand.index);
  }
  return "";
}

std::string FormatConstant(const Extended& constant) {
  if (constant.lo == 0) return FormatHex(constant.hi);
  return fmt::format("{} + {}", FormatHex(constant.hi), FormatHex(constant.lo));
}

std::string Format(const Program& program) {
  return fmt::format("ulpforge program {}\n", kVersion) +
         FormatBody(program, program.instructions.size(), std::vector<bool>(program.constants.size()));
}

std::string FormatHoled(const HoledProgram& holed) {
  return FormatBody(holed.program, holed.hole, holed.tunable);
}

absl::StatusOr<Program> Parse(std::string_view text) { return Parser().Run(text); }

absl::StatusOr<HoledProgram> ParseHoled(std::string_view text, size_t first_line) {
  return Parser().RunHoled(text, first_line);
}

}  // namespace ulpforge
