#include <algorithm>
#include <string>

#include "base/atomic_file.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/text_format.h"

namespace ulpforge {
namespace {

// Keeps the first error; line and column count from one.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column, const std::string& message) override {
    if (!message_.empty()) return;
    line_ = line + 1;
    column_ = column + 1;
    message_ = message;
  }

  int line() const { return line_; }
  int column() const { return column_; }
  const std::string& message() const { return message_; }

 private:
  int line_ = 0;
  int column_ = 0;
  std::string message_;
};

std::string_view LineOf(std::string_view text, int line) {
  for (int k = 1; k < line; ++k) text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
  return text.substr(0, text.find('\n'));
}

// The key in "... has no field named "KEY".", or empty.
std::string_view UnknownKeyIn(std::string_view message) {
  constexpr std::string_view kBefore = "has no field named \"";
  const size_t start = message.find(kBefore);
  if (start == std::string_view::npos) return {};
  message.remove_prefix(start + kBefore.size());
  return message.substr(0, message.find('"'));
}

absl::Status ParseError(std::string_view text, std::string_view source, const FirstError& error) {
  std::string_view message = error.message();
  int column = error.column();
  std::string explanation;
  if (const std::string_view key = UnknownKeyIn(message); !key.empty()) {
    // The parser reports the token after the key.
    const size_t start = LineOf(text, error.line()).substr(0, static_cast<size_t>(column)).rfind(key);
    if (start != std::string_view::npos) column = static_cast<int>(start) + 1;
    explanation = fmt::format("unknown key '{}'{}", key, NearestKeyHint(key));
  } else {
    if (message.ends_with('.')) message.remove_suffix(1);
    explanation = message;
    std::replace(explanation.begin(), explanation.end(), '\n', ' ');
  }
  return absl::InvalidArgumentError(fmt::format("{}:{}:{}: {}", source, error.line(), column, explanation));
}

std::string Quoted(std::string_view text) {
  google::protobuf::TextFormat::Printer printer;
  SearchConfig value;
  value.set_target(std::string(text));
  std::string line;
  printer.SetSingleLineMode(true);
  printer.PrintFieldValueToString(value, SearchConfig::descriptor()->FindFieldByName("target"), -1, &line);
  return line;
}

std::string Line(const ConfigKey& key, std::string_view value) {
  const std::string text = key.type == "TEXT" ? Quoted(value) : std::string(value);
  return fmt::format("{:<42} # {}\n", fmt::format("{}: {}", key.name, text), key.help);
}

}  // namespace

absl::Status ParseConfig(std::string_view text, std::string_view source, SearchConfig* config) {
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  SearchConfig parsed;
  google::protobuf::io::ArrayInputStream stream(text.data(), static_cast<int>(text.size()));
  if (!parser.Parse(&stream, &parsed)) return ParseError(text, source, error);
  config->MergeFrom(parsed);
  return absl::OkStatus();
}

absl::Status LoadConfig(const std::string& path, SearchConfig* config) {
  absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) return text.status();
  return ParseConfig(*text, path, config);
}

std::string FormatConfig(const SearchConfig& config) {
  std::string text;
  for (const ConfigKey& key : ConfigKeys()) {
    if (!key.repeated) {
      text += Line(key, ConfigValue(config, key.name));
      continue;
    }
    for (const std::string& entry : ConfigEntries(config, key.name)) text += Line(key, entry);
    if (ConfigEntries(config, key.name).empty()) text += fmt::format("# {}: {}\n", key.name, key.help);
  }
  return text;
}

}  // namespace ulpforge
