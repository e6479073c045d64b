// Which functions a C file defines, as far as they can be called with the signatures of the table.
//
// Thread safety: pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ulpforge {

struct CDefinition {
  std::string name;
  std::string signature;  // "void(const float*, float*, size_t)", spelled as in native/signature.h

  friend bool operator==(const CDefinition&, const CDefinition&) = default;
};

// The functions, not static, whose signature is one of the table, of whatever format, in the order of the
// text. The text is read without the preprocessor: a definition that it removes or makes is read as it
// stands. Names of parameters, `extern`, `inline`, `restrict` and what is `const` by value do not count; a
// definition with any other word is left out, for it may be of another type (`long double`, `float
// _Complex`).
std::vector<CDefinition> FindCDefinitions(std::string_view text);

}  // namespace ulpforge
