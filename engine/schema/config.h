// The configuration of a search, by reflection over SearchConfig: its keys, their texts, the file format
// (protobuf text format) and what is a valid value. run.proto is the only place that names a key.
//
// Every error is one line that names the key, the value and the mend.
//
// Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "dsl/numbers/float_format.h"
#include "engine/schema/budget.h"
#include "engine/schema/run.pb.h"
#include "targets/problem.h"

namespace ulpforge {

struct ConfigKey {
  std::string name;           // "max_ops", as in a configuration file
  std::string flag;           // "max-ops", as on the command line, without dashes in front
  std::string type;           // "TEXT", "INTEGER", "NUMBER" or "SWITCH"
  std::string default_value;  // as text; empty if there is none
  std::string help;           // one line, range included
  bool repeated = false;
  bool affects_result = true;  // false if the key only says how to run
  bool has_lines = false;      // true if a value may have several lines
  std::string only;            // "real" or "float": what it is for; empty: all
};

// The values of a key whose values are names of rows of a table, registered ones included; none of other
// keys.
std::vector<std::string_view> KnownValues(std::string_view key);

// All keys, in the order of run.proto. Tables are read at the first call.
std::span<const ConfigKey> ConfigKeys();

// Sets one key from text; to a repeated key it adds an entry, where NAME=VALUE replaces the one with the same
// NAME if the entries of the key are named.
// InvalidArgument if the key is unknown or the text is not of its type.
absl::Status SetConfigKey(std::string_view key, std::string_view text, SearchConfig* config);

// The value of a key as text, set or default, and of a repeated key. REQUIRES: the key exists.
std::string ConfigValue(const SearchConfig& config, std::string_view key);
std::vector<std::string> ConfigEntries(const SearchConfig& config, std::string_view key);

// The entries of a repeated key, the one value of every other.
std::vector<std::string> ConfigTexts(const SearchConfig& config, const ConfigKey& key);

// "; the nearest known key is 'max_ops'", or where to find the keys if none is near.
std::string NearestKeyHint(std::string_view key);

// Reads protobuf text format on top of `config`. `source` is the file name for errors, which are of the
// form "SOURCE:LINE:COLUMN: ...".
absl::Status ParseConfig(std::string_view text, std::string_view source, SearchConfig* config);
absl::Status LoadConfig(const std::string& path, SearchConfig* config);

// Text format with every key, set or default, and its help as a comment. ParseConfig reads it back.
std::string FormatConfig(const SearchConfig& config);

// Whether programs are searched over the reals; if not, the formats of the inputs, the results and the
// operations. REQUIRES of the latter: the configuration is valid and not of the reals.
bool IsReal(const SearchConfig& config);
const FloatFormat& FormatOf(const SearchConfig& config);
const FloatFormat& ResultFormatOf(const SearchConfig& config);
const FloatFormat& ComputeFormatOf(const SearchConfig& config);  // of the programs

// The names of the ops, those of the reals or of the formats if the configuration names none.
std::vector<std::string_view> OpNames(const SearchConfig& config);

// Checks every value, the names of algorithms and mutations against their tables.
absl::Status ValidateConfig(const SearchConfig& config);

// "60s", "1.5h", "10m" or, for budgets, "200000c" (candidates). More than zero.
absl::StatusOr<Budget> ParseBudget(std::string_view text);
absl::StatusOr<double> ParseDuration(std::string_view text);  // in seconds

// "NAME=WEIGHT" with a finite weight of at least zero.
struct MutationWeight {
  std::string name;
  double weight = 0;
};
absl::StatusOr<MutationWeight> ParseMutationWeight(std::string_view text);

// "add,sub" as its parts, without surrounding spaces.
std::vector<std::string_view> SplitList(std::string_view text);

// Only the keys that affect the result.
SearchConfig ResultConfig(const SearchConfig& config);

// The target of a search: the one that is named, or the samples. Errors name the key.
absl::StatusOr<const Target*> TargetOf(const SearchConfig& config);

// The problem of a search over the reals. Errors as MakeProblem and MakeSampleProblem.
absl::StatusOr<Problem> RealProblem(const SearchConfig& config);

// A hash of the keys that affect the result, set or default; equal for searches that find the same.
uint64_t ConfigFingerprint(const SearchConfig& config);

}  // namespace ulpforge
