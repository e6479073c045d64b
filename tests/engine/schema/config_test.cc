#include "engine/schema/config.h"

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "engine/variation/mutation.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "hashing/function_key.h"

namespace ulpforge {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Message(const absl::Status& status) { return std::string(status.message()); }

SearchConfig ValidConfig() {
  SearchConfig config;
  config.set_target("exp2");
  return config;
}

// A value of the key that differs from its default.
std::string OtherValue(const ConfigKey& key) {
  if (key.type == "SWITCH") return key.default_value == "true" ? "false" : "true";
  if (key.type == "INTEGER") return "24";
  if (key.type == "NUMBER") return "0.12345678901234566";
  return "a \"quoted\"\ttext # with 'signs' \\ and \xc3\xa9";
}

TEST(ConfigKeysTest, EveryKeyIsDescribed) {
  std::set<std::string> flags;
  for (const ConfigKey& key : ConfigKeys()) {
    EXPECT_FALSE(key.help.empty()) << key.name;
    EXPECT_EQ(key.help.find('\n'), std::string::npos) << key.name;
    EXPECT_EQ(key.flag.find('_'), std::string::npos) << key.name;
    EXPECT_TRUE(flags.insert(key.flag).second) << key.name;
    EXPECT_EQ(key.help.find("{}"), std::string::npos) << key.name;
    for (const std::string_view value : KnownValues(key.name))
      EXPECT_THAT(key.help, HasSubstr(std::string(value)));
  }
  EXPECT_THAT(KnownValues("format"), ::testing::Contains(kFloat32.name));
  EXPECT_EQ(ConfigKeys().size(), static_cast<size_t>(SearchConfig::descriptor()->field_count()));
}

TEST(ConfigKeysTest, DefaultsAreValid) {
  const absl::Status status = ValidateConfig(ValidConfig());
  EXPECT_TRUE(status.ok()) << status;
}

TEST(ConfigTest, EveryKeyRoundTripsThroughTheFile) {
  SearchConfig config;
  for (const ConfigKey& key : ConfigKeys()) {
    const absl::Status status = SetConfigKey(key.name, OtherValue(key), &config);
    ASSERT_TRUE(status.ok()) << status;
    SearchConfig read;
    const absl::Status parsed = ParseConfig(FormatConfig(config), "file", &read);
    ASSERT_TRUE(parsed.ok()) << parsed << "\n" << FormatConfig(config);
    EXPECT_EQ(FormatConfig(read), FormatConfig(config));
    if (key.repeated) continue;
    EXPECT_EQ(ConfigValue(read, key.name), OtherValue(key)) << key.name;
  }
}

TEST(ConfigTest, PrintedFileNamesEveryKey) {
  const std::string text = FormatConfig(SearchConfig());
  for (const ConfigKey& key : ConfigKeys()) EXPECT_THAT(text, HasSubstr(key.name + ": "));
}

TEST(ConfigTest, PrintedFileStatesDefaults) {
  SearchConfig config;
  ASSERT_TRUE(ParseConfig(FormatConfig(SearchConfig()), "file", &config).ok());
  EXPECT_TRUE(config.has_max_ops());
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.repeated) continue;
    EXPECT_EQ(ConfigValue(config, key.name), key.default_value) << key.name;
  }
}

TEST(ConfigTest, ExtremeIntegersRoundTrip) {
  SearchConfig config;
  ASSERT_TRUE(SetConfigKey("seed", "18446744073709551615", &config).ok());
  EXPECT_EQ(config.seed(), UINT64_MAX);
  SearchConfig read;
  ASSERT_TRUE(ParseConfig(FormatConfig(config), "file", &read).ok());
  EXPECT_EQ(read.seed(), UINT64_MAX);
}

TEST(ConfigTest, FileIsReadOnTopOfWhatIsThere) {
  SearchConfig config;
  config.set_seed(5);
  config.set_max_ops(3);
  ASSERT_TRUE(ParseConfig("max_ops: 7", "file", &config).ok());
  EXPECT_EQ(config.seed(), 5u);
  EXPECT_EQ(config.max_ops(), 7u);
}

TEST(ConfigTest, EveryKeyOfTheCacheIsValid) {
  for (const KeyRow& row : RealKeys()) {
    SearchConfig config;
    config.set_target("exp2");
    config.set_cache_key(std::string(row.name));
    EXPECT_TRUE(ValidateConfig(config).ok()) << row.name;
  }
  SearchConfig config;
  config.set_target("exp2");
  config.set_cache_key("rounde");
  EXPECT_EQ(Message(ValidateConfig(config)),
            "cache_key: 'rounde' is unknown; use one of family, rounded, structure; the nearest is rounded");
  EXPECT_EQ(RealKeys()[0].name, SearchConfig().cache_key());
}

TEST(ConfigTest, LaterEntryOfTheSameNameReplaces) {
  SearchConfig config;
  for (const char* entry : {"insert=1", "remove=2", "insert=3"}) {
    ASSERT_TRUE(SetConfigKey("mutation", entry, &config).ok());
  }
  EXPECT_THAT(ConfigEntries(config, "mutation"), ::testing::ElementsAre("insert=3", "remove=2"));
}

struct WrongText {
  const char* key;
  const char* text;
  const char* message;
};

TEST(ConfigTest, WrongTextsAreRefusedAndChangeNothing) {
  const WrongText cases[] = {
      {"max_opps", "3", "unknown key 'max_opps'; the nearest known key is 'max_ops'"},
      {"zzzzzzzzz", "3", "unknown key 'zzzzzzzzz'; `ulpforge search --print-config` shows all keys"},
      {"max_ops", "ten", "max_ops: 'ten' is not a whole number"},
      {"max_ops", "", "max_ops: '' is not a whole number"},
      {"max_ops", "-1", "max_ops: '-1' is not a whole number"},
      {"max_ops", "1.5", "max_ops: '1.5' is not a whole number"},
      {"max_ops", " 5", "max_ops: ' 5' is not a whole number"},
      {"max_ops", "4294967296", "max_ops: 4294967296 is too large; at most 4294967295 is possible"},
      {"seed", "18446744073709551616",
       "seed: 18446744073709551616 is too large; at most 18446744073709551615 is possible"},
      {"audit_rate", "nan", "audit_rate: 'nan' is not a number"},
      {"audit_rate", "inf", "audit_rate: 'inf' is not a number"},
      {"audit_rate", "0.1x", "audit_rate: '0.1x' is not a number"},
      {"cache", "maybe", "cache: 'maybe' is not true or false"},
  };
  for (const WrongText& c : cases) {
    SearchConfig config;
    const absl::Status status = SetConfigKey(c.key, c.text, &config);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(Message(status), c.message);
    EXPECT_TRUE(MessageDifferencer::Equals(config, SearchConfig()));
  }
}

struct WrongFile {
  const char* text;
  const char* message;  // its beginning
};

TEST(ConfigTest, WrongFilesAreRefusedWithThePlace) {
  const WrongFile cases[] = {
      {"seed: 1\n  max_opps: 3\n", "f:2:3: unknown key 'max_opps'; the nearest known key is 'max_ops'"},
      {"arith: \"real\"", "f:1:1: unknown key 'arith'; it is called 'format' now"},
      {"seed: 1 max_opps: 3", "f:1:9: unknown key 'max_opps'; the nearest known key is 'max_ops'"},
      {"seed: 1\nseed: 2", "f:2:"},
      {"seed: \"one\"", "f:1:7: Expected integer"},
      {"seed: -1", "f:1:7: Expected integer"},
      {"max_ops: 4294967296", "f:1:10: Integer out of range"},
      {"cache: 7", "f:1:8: "},
      {"target: \"exp2", "f:1:14: "},
      {"target { }", "f:1:8: "},
      {"target", "f:1:7: "},
      {"}", "f:1:1: "},
      {"\x01\xff", "f:1:1: "},
  };
  for (const WrongFile& c : cases) {
    SearchConfig config;
    config.set_seed(3);
    const SearchConfig before = config;
    const absl::Status status = ParseConfig(c.text, "f", &config);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.text;
    EXPECT_THAT(Message(status), ::testing::StartsWith(c.message)) << c.text;
    EXPECT_THAT(Message(status), Not(HasSubstr("\n")));
    EXPECT_TRUE(MessageDifferencer::Equals(config, before));
  }
}

TEST(ConfigTest, MissingFileIsNamed) {
  SearchConfig config;
  const absl::Status status = LoadConfig("/nonexistent/x.textproto", &config);
  EXPECT_EQ(Message(status), "cannot read /nonexistent/x.textproto: No such file or directory");
  EXPECT_THAT(Message(LoadConfig("/", &config)), HasSubstr("cannot read /: Is a directory"));
}

TEST(BudgetTest, TimesAndCandidates) {
  EXPECT_EQ(ParseBudget("60s")->seconds, 60);
  EXPECT_EQ(ParseBudget("10m")->seconds, 600);
  EXPECT_EQ(ParseBudget("4h")->seconds, 14400);
  EXPECT_EQ(ParseBudget("1.5h")->seconds, 5400);
  EXPECT_EQ(ParseBudget("0.25s")->seconds, 0.25);
  EXPECT_FALSE(ParseBudget("60s")->candidates.has_value());
  EXPECT_EQ(ParseBudget("200000c")->candidates, 200000u);
  EXPECT_EQ(ParseBudget("18446744073709551615c")->candidates, UINT64_MAX);
  EXPECT_FALSE(ParseBudget("200000c")->seconds.has_value());
  EXPECT_EQ(*ParseDuration("30s"), 30);
}

TEST(BudgetTest, WrongOnesAreRefused) {
  for (const char* text : {"",      "s",      "c",         "h4",    "60 s",
                           "60s ",  " 60s",   "-5s",       "0s",    "0c",
                           "-1c",   "nans",   "infs",      "inf",   "1e3s",
                           "1.5c",  "60x",    "60sec",     "1m30s", "99999999999999999999c",
                           "0x10s", "1e400h", "100000000h"}) {
    const absl::StatusOr<Budget> budget = ParseBudget(text);
    ASSERT_FALSE(budget.ok()) << text;
    EXPECT_THAT(Message(budget.status()),
                AllOf(HasSubstr(fmt::format("'{}'", text)), HasSubstr("60s"), HasSubstr("200000c")));
  }
  EXPECT_THAT(Message(ParseBudget("90").status()), HasSubstr("has no unit"));
  EXPECT_THAT(Message(ParseBudget("60x").status()), HasSubstr("unknown unit 'x'"));
  EXPECT_THAT(Message(ParseBudget("0s").status()), HasSubstr("more than zero"));
  EXPECT_FALSE(ParseDuration("200000c").ok());
}

TEST(MutationWeightTest, NameAndWeight) {
  EXPECT_EQ(ParseMutationWeight("insert=2.5")->name, "insert");
  EXPECT_EQ(ParseMutationWeight("insert=2.5")->weight, 2.5);
  EXPECT_EQ(ParseMutationWeight("insert=0")->weight, 0);
  for (const char* text : {"", "insert", "=1", "insert=", "insert=-1", "insert=nan", "insert=inf",
                           "insert=1x", "insert=1e10", "insert=1=2"}) {
    EXPECT_FALSE(ParseMutationWeight(text).ok()) << text;
  }
}

TEST(ValidateConfigTest, ListsAreSplit) {
  EXPECT_THAT(SplitList(" add, sub ,,mul"), ::testing::ElementsAre("add", "sub", "mul"));
  EXPECT_THAT(SplitList(""), ::testing::IsEmpty());
}

struct WrongValue {
  const char* key;
  const char* text;
  const char* mend;
};

TEST(ValidateConfigTest, WrongValuesAreRefused) {
  const WrongValue cases[] = {
      {"target", "", "`ulpforge targets`"},
      {"target", "exq2", "exp2"},
      {"domain", "(1,0]", "(1,0]"},
      {"domain", "nonsense", "nonsense"},
      {"measure", "relativ", "relative"},
      {"format", "reel",
       "format: 'reel' is unknown; use one of real, float32, float16, bfloat16; the nearest is real"},
      {"ops", " , ", "names no op"},
      {"ops", "add,sup", "the nearest is sub"},
      {"ops", "add,iadd", "'iadd' is not defined over the reals"},
      {"ops", "add,add", "'add' is listed twice"},
      {"constants", "f32", "use one of f64, extended"},
      {"algorithm", "randum", "the nearest is random"},
      {"mutation", "insert", "NAME=WEIGHT"},
      {"mutation", "insret=1", "the nearest is insert"},
      {"mutation", "insert=-1", "from 0 to"},
      {"budget", "90", "no unit"},
      {"checkpoint_interval", "0s", "checkpoint_interval: '0s' must be more than zero"},
      {"progress_interval", "soon", "progress_interval: 'soon' is not a time"},
      {"seed_program", "square.txt", "seed_program 1: line 1, column 1: expected"},
      {"seed_program", "ulpforge program v1\nv0 = neg x\nreturn v0\n", "uses the op neg; add it to ops"},
      {"seed_program", "ulpforge program v1\nreturn x\n", "computes a constant or x"},
      {"seed_program", "ulpforge program v1\nconst c = 1\nreturn c\n", "computes a constant or x"},
      {"seed_program", "ulpforge program v1\nconst c = 1\nv0 = add c c\nreturn v0\n",
       "computes a constant or x"},
      {"fit_points", "31", "fit_points: '31' is not a multiple of 8"},
      {"max_ops", "33", "max_ops: '33' is out of range; use 1 to 32"},
      {"max_ops", "0", "max_ops: '0' is out of range; use 1 to 32"},
      {"audit_rate", "-0.5", "audit_rate: '-0.5' is out of range; use 0 to 1"},
  };
  for (const WrongValue& c : cases) {
    SearchConfig config = ValidConfig();
    ASSERT_TRUE(SetConfigKey(c.key, c.text, &config).ok()) << c.key;
    const absl::Status status = ValidateConfig(config);
    EXPECT_FALSE(status.ok()) << c.key << " " << c.text;
    EXPECT_THAT(Message(status), AllOf(HasSubstr(c.mend), Not(HasSubstr("\n")))) << c.key << " " << c.text;
  }
}

TEST(ValidateConfigTest, EveryRangeIsEnforced) {
  int ranges = 0;
  const google::protobuf::Descriptor& schema = *SearchConfig::descriptor();
  for (int k = 0; k < schema.field_count(); ++k) {
    const google::protobuf::FieldDescriptor& field = *schema.field(k);
    if (!field.options().HasExtension(at_least)) continue;
    ++ranges;
    const double low = field.options().GetExtension(at_least);
    const double high = field.options().GetExtension(at_most);
    for (const double value : {low - 1, low, high, high + 1}) {
      SearchConfig config = ValidConfig();
      const std::string& only = field.options().GetExtension(ulpforge::only);
      if (!only.empty()) config.set_format(only == "float" ? "bfloat16" : only);
      if (field.name() == "max_error") config.set_measure("relative");
      if (field.name().starts_with("max_misrounded")) config.set_measure("misrounded");
      if (!SetConfigKey(field.name(), fmt::format("{:.17g}", value), &config).ok()) continue;
      const absl::Status status = ValidateConfig(config);
      EXPECT_EQ(status.ok(), value >= low && value <= high) << field.name() << " " << value << " " << status;
    }
  }
  EXPECT_GE(ranges, 10);
}

// Input, compute and result format are three choices, of which not all go together.
TEST(ValidateConfigTest, FormatsMustGoTogether) {
  struct Formats {
    std::string format, compute, result, cost, mend;
  };
  const std::vector<Formats> wrong = {
      {"real", "float32", "bfloat16", "", "result: 'bfloat16' is for number formats only"},
      {"real", "float16", "", "", "compute: 'float16' is for number formats only"},
      {"bfloat16", "float32", "float16", "", "functions of bfloat16 have results of bfloat16; leave it out"},
      {"float32", "float32", "bfloat", "",
       "result: 'bfloat' is unknown; use one of float32, float16, bfloat16"},
      {"float32", "float16", "float16", "", "programs of float32 compute in float32"},
      {"float16", "bfloat16", "", "ops", "programs of float16 compute in float32 or in float16"},
      {"float16", "half", "", "", "compute: 'half' is unknown"},
      {"float16", "float16", "", "zen5-latency", "cost: 'zen5-latency' is the time of float32 code"},
  };
  for (const Formats& c : wrong) {
    SearchConfig config = ValidConfig();
    config.set_format(c.format);
    config.set_compute(c.compute);
    config.set_result(c.result);
    if (!c.cost.empty()) config.set_cost(c.cost);
    EXPECT_THAT(Message(ValidateConfig(config)), AllOf(HasSubstr(c.mend), Not(HasSubstr("\n")))) << c.mend;
  }
  const std::vector<Formats> right = {{"float32", "float32", "bfloat16", "", ""},
                                      {"float32", "float32", "float32", "", ""},
                                      {"float16", "float16", "", "weighted-ops", ""}};
  for (const Formats& c : right) {
    SearchConfig config = ValidConfig();
    config.set_format(c.format);
    config.set_compute(c.compute);
    config.set_result(c.result);
    if (!c.cost.empty()) config.set_cost(c.cost);
    EXPECT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
  }
}

TEST(ValidateConfigTest, MisroundedResultsAreOf16BitsAndHaveOneLimit) {
  SearchConfig config = ValidConfig();
  config.set_format("float32");
  config.set_measure("misrounded");
  EXPECT_THAT(Message(ValidateConfig(config)), HasSubstr("is for results of 16 bits"));
  config.set_result("float16");
  EXPECT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
  config.set_max_misrounded_percent(1);
  EXPECT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
  config.set_max_misrounded(7);
  EXPECT_THAT(Message(ValidateConfig(config)),
              HasSubstr("and max_misrounded are two limits; give one of them"));
  config.set_measure("ulp");
  EXPECT_THAT(Message(ValidateConfig(config)), HasSubstr("is not for --measure ulp; use max_ulp"));
}

TEST(ValidateConfigTest, NumbersWithoutARangeInTheSchemaAreOnlyTheSeed) {
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.type != "INTEGER" && key.type != "NUMBER") continue;
    const auto* field = SearchConfig::descriptor()->FindFieldByName(key.name);
    EXPECT_EQ(field->options().HasExtension(at_least), key.name != "seed") << key.name;
    EXPECT_EQ(field->options().HasExtension(at_least), field->options().HasExtension(at_most)) << key.name;
  }
}

TEST(ValidateConfigTest, NotANumberFromAFileIsRefused) {
  SearchConfig config = ValidConfig();
  ASSERT_TRUE(ParseConfig("audit_rate: nan", "file", &config).ok());
  EXPECT_THAT(Message(ValidateConfig(config)), HasSubstr("audit_rate: 'nan' is out of range"));
}

TEST(ValidateConfigTest, SecondWeightInAFileIsRefused) {
  SearchConfig config = ValidConfig();
  ASSERT_TRUE(ParseConfig("mutation: 'insert=1' mutation: 'insert=2'", "file", &config).ok());
  EXPECT_THAT(Message(ValidateConfig(config)), HasSubstr("second weight"));
}

TEST(ValidateConfigTest, SeedProgramsMustBeInTheSearchSpace) {
  SearchConfig config = ValidConfig();
  const std::string two_ops = "ulpforge program v1\nconst c0 = 3\nv0 = mul x x\nv1 = add v0 c0\nreturn v1\n";
  for (int k = 0; k < 2; ++k) ASSERT_TRUE(SetConfigKey("seed_program", two_ops, &config).ok());
  EXPECT_EQ(config.seed_program_size(), 2);
  EXPECT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
  config.set_max_constants(0);
  EXPECT_THAT(Message(ValidateConfig(config)),
              HasSubstr("seed_program 1: has 1 constants; raise max_constants"));
  config.set_max_ops(1);
  EXPECT_THAT(Message(ValidateConfig(config)), HasSubstr("seed_program 1: has 2 ops; raise max_ops"));
}

TEST(ValidateConfigTest, AllMutationsSwitchedOffIsRefused) {
  SearchConfig config = ValidConfig();
  for (const Mutation& mutation : Mutations()) {
    EXPECT_TRUE(ValidateConfig(config).ok());
    config.add_mutation(std::string(mutation.name) + "=0");
  }
  EXPECT_THAT(Message(ValidateConfig(config)), HasSubstr("at least one"));
}

TEST(ConfigFingerprintTest, ChangesWithExactlyTheKeysThatAffectTheResult) {
  const uint64_t base = ConfigFingerprint(SearchConfig());
  int without_effect = 0;
  for (const ConfigKey& key : ConfigKeys()) {
    SearchConfig config;
    ASSERT_TRUE(SetConfigKey(key.name, OtherValue(key), &config).ok());
    EXPECT_EQ(ConfigFingerprint(config) != base, key.affects_result) << key.name;
    if (!key.affects_result) ++without_effect;
  }
  EXPECT_EQ(without_effect, 6);
}

TEST(ConfigFingerprintTest, DefaultsThatAreSetCountAsDefaults) {
  SearchConfig config;
  ASSERT_TRUE(ParseConfig(FormatConfig(SearchConfig()), "file", &config).ok());
  EXPECT_EQ(ConfigFingerprint(config), ConfigFingerprint(SearchConfig()));
}

TEST(ConfigFingerprintTest, TextsCannotRunIntoEachOther) {
  SearchConfig a;
  SearchConfig b;
  a.add_mutation("insert=1\nmutation=8:remove=1");
  b.add_mutation("insert=1");
  b.add_mutation("remove=1");
  EXPECT_NE(ConfigFingerprint(a), ConfigFingerprint(b));
}

}  // namespace
}  // namespace ulpforge
