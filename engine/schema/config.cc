#include "engine/schema/config.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "base/alternatives.h"
#include "base/check.h"
#include "base/nearest_name.h"
#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/reflection.h"
#include "xxhash.h"

namespace ulpforge {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Reflection;

const FieldDescriptor* FindKey(std::string_view key) {
  return SearchConfig::descriptor()->FindFieldByName(std::string(key));
}

std::string_view TypeName(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return "SWITCH";
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return "NUMBER";
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return "INTEGER";
    default:
      return "TEXT";
  }
}

std::string Help(const FieldDescriptor& field) {
  std::string help = field.options().GetExtension(ulpforge::help);
  if (const std::vector<std::string_view> known = KnownValues(field.name()); !known.empty())
    help = fmt::format(fmt::runtime(help), Alternatives(known));
  if (field.options().HasExtension(at_least)) {
    help += fmt::format(" ({:.16g} to {:.16g})", field.options().GetExtension(at_least),
                        field.options().GetExtension(at_most));
  }
  return help;
}

ConfigKey Describe(const FieldDescriptor& field) {
  ConfigKey key;
  key.name = field.name();
  key.flag = field.name();
  std::replace(key.flag.begin(), key.flag.end(), '_', '-');
  key.type = TypeName(field);
  if (!field.is_repeated()) key.default_value = ConfigValue(SearchConfig(), key.name);
  key.help = Help(field);
  key.repeated = field.is_repeated();
  key.affects_result = field.options().GetExtension(affects_result);
  key.has_lines = field.options().GetExtension(lines);
  key.only = field.options().GetExtension(only);
  return key;
}

std::vector<ConfigKey> DescribeAll() {
  std::vector<ConfigKey> keys;
  const google::protobuf::Descriptor& schema = *SearchConfig::descriptor();
  for (int k = 0; k < schema.field_count(); ++k) keys.push_back(Describe(*schema.field(k)));
  return keys;
}

template <class T>
std::optional<T> ParseWhole(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

absl::Status WrongValue(std::string_view key, std::string_view text, std::string_view wanted) {
  return absl::InvalidArgumentError(fmt::format("{}: '{}' is not {}", key, text, wanted));
}

template <class T>
absl::StatusOr<T> ParseInteger(std::string_view key, std::string_view text) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits) return WrongValue(key, text, "a whole number");
  const std::optional<T> value = ParseWhole<T>(text);
  if (!value) {
    return absl::InvalidArgumentError(
        fmt::format("{}: {} is too large; at most {} is possible", key, text, std::numeric_limits<T>::max()));
  }
  return *value;
}

absl::StatusOr<double> ParseNumber(std::string_view key, std::string_view text) {
  const std::optional<double> value = ParseWhole<double>(text);
  if (!value || !std::isfinite(*value)) return WrongValue(key, text, "a number");
  return *value;
}

// The value is added, or replaces the entry with the same NAME= in front if entries are named.
void SetEntry(const FieldDescriptor& field, std::string_view text, SearchConfig* config) {
  const Reflection& reflection = *SearchConfig::GetReflection();
  if (!field.options().GetExtension(named)) return reflection.AddString(config, &field, std::string(text));
  const std::string_view name = text.substr(0, text.find('='));
  for (int k = 0; k < reflection.FieldSize(*config, &field); ++k) {
    const std::string entry = reflection.GetRepeatedString(*config, &field, k);
    if (entry.substr(0, entry.find('=')) != name) continue;
    return reflection.SetRepeatedString(config, &field, k, std::string(text));
  }
  reflection.AddString(config, &field, std::string(text));
}

template <class T, class Setter>
absl::Status SetParsed(const absl::StatusOr<T>& value, const Setter& set) {
  if (value.ok()) set(*value);
  return value.status();
}

}  // namespace

std::span<const ConfigKey> ConfigKeys() {
  static const std::vector<ConfigKey>& keys = *new std::vector<ConfigKey>(DescribeAll());
  return keys;
}

std::string NearestKeyHint(std::string_view key) {
  // A name in JSON that is not the usual one is a former name of the key.
  for (int k = 0; k < SearchConfig::descriptor()->field_count(); ++k) {
    const FieldDescriptor& field = *SearchConfig::descriptor()->field(k);
    if (field.has_json_name() && field.json_name() == key)
      return fmt::format("; it is called '{}' now", std::string_view(field.name()));
  }
  std::vector<std::string_view> names;
  for (const ConfigKey& known : ConfigKeys()) names.push_back(known.name);
  const std::string_view nearest = NearestName(key, names);
  if (nearest.empty()) return "; `ulpforge search --print-config` shows all keys";
  return fmt::format("; the nearest known key is '{}'", nearest);
}

std::string ConfigValue(const SearchConfig& config, std::string_view key) {
  const FieldDescriptor* field = FindKey(key);
  ULPFORGE_CHECK(field != nullptr && !field->is_repeated());
  const Reflection& reflection = *SearchConfig::GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(config, field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return fmt::format("{}", reflection.GetDouble(config, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return fmt::format("{}", reflection.GetUInt32(config, field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return fmt::format("{}", reflection.GetUInt64(config, field));
    default:
      return reflection.GetString(config, field);
  }
}

std::vector<std::string> ConfigEntries(const SearchConfig& config, std::string_view key) {
  const FieldDescriptor* field = FindKey(key);
  ULPFORGE_CHECK(field != nullptr && field->is_repeated());
  const auto entries = SearchConfig::GetReflection()->GetRepeatedFieldRef<std::string>(config, field);
  return {entries.begin(), entries.end()};
}

absl::Status SetConfigKey(std::string_view key, std::string_view text, SearchConfig* config) {
  const FieldDescriptor* field = FindKey(key);
  if (field == nullptr) {
    return absl::InvalidArgumentError(fmt::format("unknown key '{}'{}", key, NearestKeyHint(key)));
  }
  const Reflection& reflection = *SearchConfig::GetReflection();
  if (field->is_repeated()) {
    SetEntry(*field, text, config);
    return absl::OkStatus();
  }
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      if (text != "true" && text != "false") return WrongValue(key, text, "true or false");
      reflection.SetBool(config, field, text == "true");
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return SetParsed(ParseNumber(key, text),
                       [&](double value) { reflection.SetDouble(config, field, value); });
    case FieldDescriptor::CPPTYPE_UINT32:
      return SetParsed(ParseInteger<uint32_t>(key, text),
                       [&](uint32_t value) { reflection.SetUInt32(config, field, value); });
    case FieldDescriptor::CPPTYPE_UINT64:
      return SetParsed(ParseInteger<uint64_t>(key, text),
                       [&](uint64_t value) { reflection.SetUInt64(config, field, value); });
    default:
      reflection.SetString(config, field, std::string(text));
      return absl::OkStatus();
  }
}

std::vector<std::string> ConfigTexts(const SearchConfig& config, const ConfigKey& key) {
  if (key.repeated) return ConfigEntries(config, key.name);
  return {ConfigValue(config, key.name)};
}

SearchConfig ResultConfig(const SearchConfig& config) {
  SearchConfig result;
  for (const ConfigKey& key : ConfigKeys()) {
    if (!key.affects_result) continue;
    for (const std::string& value : ConfigTexts(config, key)) {
      ULPFORGE_CHECK(value.empty() || SetConfigKey(key.name, value, &result).ok());
    }
  }
  return result;
}

uint64_t ConfigFingerprint(const SearchConfig& config) {
  std::string text;
  for (const ConfigKey& key : ConfigKeys()) {
    if (!key.affects_result) continue;
    for (const std::string& value : ConfigTexts(config, key))
      text += fmt::format("{}={}:{}\n", key.name, value.size(), value);
  }
  return XXH3_64bits(text.data(), text.size());
}

}  // namespace ulpforge
