#include "native/c_definitions.h"

#include <algorithm>
#include <cctype>
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

// Whether a signature of the table has this word; names of parameters and qualifiers are none.
bool IsTypeWord(std::string_view token) {
  return !IsWord(token.front()) ||
         std::any_of(Spellings().begin(), Spellings().end(), [&](const Spelling& s) {
           return std::find(s.tokens.begin(), s.tokens.end(), token) != s.tokens.end();
         });
}

// The definition whose tokens, from the end of the one before to the brace, are these.
std::optional<CDefinition> ReadDefinition(std::span<const std::string_view> tokens) {
  if (std::find(tokens.begin(), tokens.end(), "static") != tokens.end()) return std::nullopt;
  // The parameters begin at the last parenthesis that opens: none of the table is a function itself.
  const auto last = std::find(tokens.rbegin(), tokens.rend(), "(");
  const size_t open = tokens.rend() - last - 1;
  if (last == tokens.rend() || open < 2) return std::nullopt;
  std::vector<std::string_view> signature = {tokens[open - 2]};
  for (const std::string_view token : tokens.subspan(open)) {
    if (IsTypeWord(token)) signature.push_back(token);
  }
  for (const Spelling& spelling : Spellings()) {
    if (spelling.tokens == signature) {
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
