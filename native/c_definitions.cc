#include "native/c_definitions.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <span>

#include "native/signature.h"

namespace ulpforge {
namespace {

bool IsWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool IsSpace(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

// Splits C text into words and single other characters; comments, directives and literals are left out.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : rest_(text) {}

  // Empty at the end.
  std::string_view Next() {
    for (;;) {
      while (!rest_.empty() && IsSpace(rest_.front())) Take(1);
      if (rest_.starts_with("/*")) {
        TakeThrough("*/", 2);
      } else if (rest_.starts_with("//") || rest_.starts_with('#')) {
        TakeLine();
      } else if (rest_.starts_with('"') || rest_.starts_with('\'')) {
        TakeLiteral();
      } else {
        break;
      }
    }
    if (rest_.empty()) return rest_;
    if (!IsWord(rest_.front())) return Take(1);
    return Take(std::find_if_not(rest_.begin(), rest_.end(), IsWord) - rest_.begin());
  }

 private:
  std::string_view Take(size_t n) {
    const std::string_view taken = rest_.substr(0, n);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void TakeThrough(std::string_view end, size_t from) {
    const size_t at = rest_.find(end, from);
    Take(at == std::string_view::npos ? rest_.size() : at + end.size());
  }

  // With the lines that a backslash at the end continues it by.
  void TakeLine() {
    for (;;) {
      const size_t end = rest_.find('\n');
      const bool continued = end != std::string_view::npos && end > 0 && rest_[end - 1] == '\\';
      Take(end == std::string_view::npos ? rest_.size() : end + 1);
      if (!continued) return;
    }
  }

  void TakeLiteral() {
    const char quote = rest_.front();
    size_t i = 1;
    while (i < rest_.size() && rest_[i] != quote && rest_[i] != '\n') i += rest_[i] == '\\' ? 2 : 1;
    Take(i + 1);
  }

  std::string_view rest_;
};

struct Spelling {
  std::vector<std::string_view> tokens;  // "void", "(", "const", "float", "*", ...
  std::string_view text;
};

template <class T>
void AddSpellings(std::vector<Spelling>* spellings) {
  for (const Signature<T>& row : Signatures<T>()) {
    Spelling spelling = {.tokens = {}, .text = row.text};
    Tokens tokens(row.text);
    for (std::string_view token; !(token = tokens.Next()).empty();) spelling.tokens.push_back(token);
    spellings->push_back(std::move(spelling));
  }
}

const std::vector<Spelling>& Spellings() {
  static const auto* const spellings = [] {
    auto* all = new std::vector<Spelling>;
    AddSpellings<float>(all);
    AddSpellings<double>(all);
    return all;
  }();
  return *spellings;
}

template <size_t n>
bool IsOneOf(std::string_view token, const std::string_view (&words)[n]) {
  return std::find(std::begin(words), std::end(words), token) != std::end(words);
}

// What may stand before the name of a function and changes nothing about how it is called.
constexpr std::string_view kSpecifiers[] = {"extern", "inline", "__inline", "__inline__", "const"};

// Words that may follow a type and belong to it, so that they are no names.
constexpr std::string_view kNoNames[] = {
    "long",      "int",       "signed",     "unsigned", "short",    "complex",      "_Complex", "__complex__",
    "__complex", "imaginary", "_Imaginary", "const",    "volatile", "__volatile__", "_Atomic",  "register"};

// `restrict`, `__restrict`, `__restrict__`, and macros for them as the emitted C has: `ulpforge_restrict`.
bool IsRestrict(std::string_view token) { return token.ends_with("restrict") || token == "__restrict__"; }

bool IsName(std::string_view token) {
  return IsWord(token.front()) && !IsRestrict(token) && !IsOneOf(token, kNoNames);
}

// Appends the type of a parameter as the table spells it; its name is left out, and so is `const` where it is
// not what a pointer points to. False if there is anything else than one word for the type.
bool AppendType(std::span<const std::string_view> parameter, std::vector<std::string_view>* signature) {
  size_t i = 0;
  const auto take = [&](auto&& is_wanted) {
    return i < parameter.size() && is_wanted(parameter[i]) && ++i > 0;
  };
  const auto is_const = [](std::string_view token) { return token == "const"; };
  bool constant = false;
  while (take(is_const)) constant = true;
  if (!take(IsName)) return false;
  const std::string_view type = parameter[i - 1];
  while (take(is_const)) constant = true;
  const bool pointer = take([](std::string_view token) { return token == "*"; });
  while (pointer && take([](std::string_view token) { return IsRestrict(token) || token == "const"; }))
    continue;
  take(IsName);
  if (pointer && constant) signature->push_back("const");
  signature->push_back(type);
  if (pointer) signature->push_back("*");
  return i == parameter.size();
}

// "float", "(", "float", ")": what stands before the name and the parentheses with what is in them, as the
// table spells it.
std::optional<std::vector<std::string_view>> ReadSignature(std::span<const std::string_view> result,
                                                           std::span<const std::string_view> parameters) {
  std::vector<std::string_view> signature;
  std::copy_if(result.begin(), result.end(), std::back_inserter(signature),
               [](std::string_view token) { return !IsOneOf(token, kSpecifiers); });
  if (signature.size() != 1) return std::nullopt;
  while (!parameters.empty()) {
    signature.push_back(parameters.front());
    parameters = parameters.subspan(1);
    const auto end = std::find_if(parameters.begin(), parameters.end(),
                                  [](std::string_view token) { return token == "," || token == ")"; });
    const size_t size = end - parameters.begin();
    if (size > 0 && !AppendType(parameters.first(size), &signature)) return std::nullopt;
    parameters = parameters.subspan(size);
  }
  return signature;
}

// The definition whose tokens, from the end of the one before to the brace, are these.
std::optional<CDefinition> ReadDefinition(std::span<const std::string_view> tokens) {
  // The parameters begin at the last parenthesis that opens: none of the table is a function itself.
  const auto last = std::find(tokens.rbegin(), tokens.rend(), "(");
  if (last == tokens.rend()) return std::nullopt;
  const size_t open = tokens.rend() - last - 1;
  if (open < 2) return std::nullopt;
  const auto signature = ReadSignature(tokens.first(open - 1), tokens.subspan(open));
  if (!signature) return std::nullopt;
  for (const Spelling& spelling : Spellings()) {
    if (spelling.tokens == *signature) {
      return CDefinition{std::string(tokens[open - 1]), std::string(spelling.text)};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<CDefinition> FindCDefinitions(std::string_view text) {
  std::vector<CDefinition> definitions;
  std::vector<std::string_view> pending;
  int depth = 0;
  Tokens tokens(text);
  for (std::string_view token; !(token = tokens.Next()).empty();) {
    if (token == "}") {
      depth = std::max(0, depth - 1);
      pending.clear();
    } else if (token == "{") {
      if (depth++ > 0) continue;
      if (const auto definition = ReadDefinition(pending)) definitions.push_back(*definition);
    } else if (token == ";") {
      pending.clear();
    } else if (depth == 0) {
      pending.push_back(token);
    }
  }
  return definitions;
}

}  // namespace ulpforge
