#include "dsl/text.h"

#include <cmath>
#include <cstring>
#include <string>

#include "base/rng.h"
#include "dsl/numbers/number.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

TEST(TextTest, ParseUndoesFormat) {
  Rng rng(1);
  for (int k = 0; k < 5000; ++k) {
    const Program program = testing::RandomProgram(rng, {.ops = testing::OpsOf<double>(),
                                                         .instructions = rng.Below(30),
                                                         .constants = rng.Below(8),
                                                         .integers = rng.Below(5),
                                                         .kind = testing::ConstantKind::kBits});
    const absl::StatusOr<Program> parsed = Parse(Format(program));
    ASSERT_TRUE(parsed.ok()) << parsed.status() << "\n" << Format(program);
    ASSERT_EQ(*parsed, program) << Format(program);
    for (size_t i = 0; i < program.constants.size(); ++i) {  // == takes -0 for 0
      ASSERT_EQ(std::signbit(parsed->constants[i].hi), std::signbit(program.constants[i].hi));
    }
  }
}

TEST(TextTest, TheExampleOfTheHeader) {
  const absl::StatusOr<Program> program = Parse(
      "# comments run to the end of the line\n"
      "ulpforge program v1\n"
      "const c0 = 0x1.8p+0\n"
      "const c1 = 0x1.62e42fefa39efp-1 + 0x1.abc9e3b39803fp-56\n"
      "int k0 = 23\n"
      "v0 = add x c0\n"
      "v1 = mul v0 v0\n"
      "return v1\n");
  ASSERT_TRUE(program.ok()) << program.status();
  EXPECT_EQ(program->constants[0], Extended(1.5));
  EXPECT_EQ(program->constants[1], Extended(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56));
  EXPECT_EQ(program->integers, std::vector<int64_t>{23});
  EXPECT_EQ(program->instructions.size(), 2);
  EXPECT_EQ(program->output, InstructionOperand(1));
}

TEST(TextTest, WhiteSpaceAndLineEndsAreFree) {
  const absl::StatusOr<Program> program = Parse(
      "\r\n  # first\r\n\tulpforge\tprogram v1 # here\r\n\r\nconst a=1.5#x\r\n v = add\tx   a\r\nreturn v");
  ASSERT_TRUE(program.ok()) << program.status();
  EXPECT_EQ(program->constants[0], Extended(1.5));
}

TEST(TextTest, UnusedDefinitionsAndConstantOutputsAreFine) {
  EXPECT_TRUE(Parse("ulpforge program v1\nconst a = 1\nint k = 2\nv = neg x\nreturn a\n").ok());
  EXPECT_TRUE(Parse("ulpforge program v1\nreturn x").ok());
}

TEST(TextTest, SumsRoundTripOfSubnormalAndExtremeConstants) {
  for (const double value :
       {0.0, -0.0, 0x1p-1074, 0x1.fffffffffffffp-1023, 0x1p-1022, 0x1.fffffffffffffp+1023}) {
    const absl::StatusOr<double> read = ReadDouble(FormatHex(value));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(std::memcmp(&*read, &value, sizeof value), 0) << FormatHex(value);
  }
}

// glibc's strtod is the reference; it rounds correctly.
TEST(TextTest, NumbersAreThoseOfStrtod) {
  Rng rng(2);
  for (int k = 0; k < 20000; ++k) {
    const double value = testing::RandomFinite<double>(rng);
    for (const std::string& text : {fmt::format("{:.{}e}", value, rng.Below(25)), fmt::format("{:a}", value),
                                    fmt::format("{:A}", value)}) {
      const double expected = std::strtod(text.c_str(), nullptr);
      if (!std::isfinite(expected) || (expected == 0 && value != 0)) continue;
      const absl::StatusOr<double> read = ReadDouble(text);
      ASSERT_TRUE(read.ok()) << text << " " << read.status();
      ASSERT_EQ(*read, expected) << text;
    }
  }
  for (const char* text : {"1", "1.", ".5", "1e3", "1E+3", "-2.5e-3", "0x.8p1", "0x1.p0", "0X1P+2", "0x10",
                           "0x0.00000000000000000000000001p100", "0x100000000000000000000000000000p-100",
                           "000.10", "0x0p99999999999999999999", "4.9e-324"}) {
    const absl::StatusOr<double> read = ReadDouble(text);
    ASSERT_TRUE(read.ok()) << text << " " << read.status();
    EXPECT_EQ(*read, std::strtod(text, nullptr)) << text;
  }
  for (const char* text : {"",
                           "-",
                           "+1",
                           "--1",
                           "e5",
                           "1e",
                           "1e+",
                           "0x",
                           "0x.",
                           "0xp1",
                           "0x1p",
                           "0x1p+",
                           "0x1p+-1",
                           "1.2.3",
                           "inf",
                           "nan",
                           "-inf",
                           "infinity",
                           "1f",
                           "0x1p5x",
                           "1e400",
                           "-1e400",
                           "1e-400",
                           "0x1p1024",
                           "0x1p-1075",
                           "0x1.8p-1074",
                           "0x1.00000000000001p0",
                           "0x1p99999999999999999999",
                           "0x1p-99999999999999999999",
                           "0x123456789abcdef01",
                           "1 "}) {
    EXPECT_FALSE(ReadDouble(text).ok()) << text;
  }
}

TEST(TextTest, Integers) {
  EXPECT_EQ(*ReadInteger("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(*ReadInteger("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(*ReadInteger("0xffffffffffffffff"), -1);
  EXPECT_EQ(*ReadInteger("-0x10"), -16);
  for (const char* text : {"", "-", "9223372036854775808", "-9223372036854775809", "0x1ffffffffffffffff",
                           "1.5", "0x", "+3", "--3", "three", "-0xffffffffffffffff"}) {
    EXPECT_FALSE(ReadInteger(text).ok()) << text;
  }
}

struct BadText {
  const char* text;  // after the version line, unless it holds one
  const char* message;
};
constexpr BadText kBad[] = {
    {"const c = nan\nreturn c\n", "line 2, column 11: expected a number, found nan"},
    {"const c = 1e999\nreturn c\n", "line 2, column 11: expected a number that a double can hold"},
    {"const c = 0x1p-1080\nreturn c\n", "expected a multiple of 2^-1074"},
    {"const c = 1 + 1\nreturn c\n", "line 2, column 15: expected a second part of at most half an ulp"},
    {"const c = 1 + 0x1.0000000000001p-53\nreturn c\n", "expected a second part of at most half an ulp"},
    {"const c = 0 + 0x1p-60\nreturn c\n", "expected a second part of at most half an ulp"},
    {"const c 1\nreturn c\n", "line 2, column 9: expected =, found 1"},
    {"const = 1\n", "line 2, column 7: expected a name, found ="},
    {"const x = 1\n", "expected a name other than x"},
    {"const int = 1\n", "expected a name, found int"},
    {"const c = 1\nint c = 2\n", "line 3, column 5: expected a name that is not defined yet, found c"},
    {"v = neg x\nv = neg x\n", "line 3, column 1: expected a name that is not defined yet, found v"},
    {"const c = 1 2\n", "line 2, column 13: expected the end of the line, found 2"},
    {"int k = 1.5\n", "line 2, column 9: expected an integer, found 1.5"},
    {"v = ad x x\n", "line 2, column 5: expected the name of an op (did you mean add?), found ad"},
    {"v = sqr x\n", "did you mean sqrt?"},
    {"v = = x\n", "line 2, column 5: expected the name of an op, found ="},
    {"v = add x\n", "line 2, column 10: expected an F value as operand 2 of add, found the end of the line"},
    {"v = add x x x\n", "line 2, column 13: expected the end of the line, found x"},
    {"v = add x 1\n", "line 2, column 11: expected an F value as operand 2 of add, found 1"},
    {"v = add x w\nw = neg x\nreturn v\n", "found w, which is not defined before this line"},
    {"v = neg v\n", "found v, which is not defined before this line"},
    {"b = bits x\nv = neg b\n",
     "line 3, column 9: expected an F value as operand 1 of neg, found b, which is an I"},
    {"b = bits x\nv = shl b b\n",
     "expected an integer constant as operand 2 of shl, found b, which is an I value"},
    {"b = bits x\nreturn b\n", "line 3, column 8: expected an F value as the output, found b"},
    {"return y\n", "line 2, column 8: expected the name of the output, found y, which is not defined"},
    {"return\n", "line 2, column 7: expected the name of the output, found the end of the line"},
    {"return x\nv = neg x\n", "line 3, column 1: expected nothing after return, found v"},
    {"return x x\n", "line 2, column 10: expected the end of the line, found x"},
    {"v = neg x\n", "line 3, column 1: expected return, found the end of the text"},
    {"= x\n", "line 2, column 1: expected const, int, return or the name of a new value, found ="},
    {"\x01\xff\n", "found ?"},
};

TEST(TextTest, ErrorsNameThePlaceWhatWasExpectedAndWhatWasFound) {
  for (const BadText& bad : kBad) {
    const absl::StatusOr<Program> program = Parse(std::string("ulpforge program v1\n") + bad.text);
    ASSERT_FALSE(program.ok()) << bad.text;
    EXPECT_EQ(program.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(program.status().message()), HasSubstr(bad.message)) << bad.text;
    EXPECT_THAT(std::string(program.status().message()), ::testing::StartsWith("line "));
  }
}

TEST(TextTest, TheVersionLineComesFirst) {
  const auto message = [](const char* text) { return std::string(Parse(text).status().message()); };
  EXPECT_THAT(message(""), HasSubstr("line 1, column 1: expected ulpforge program v1"));
  EXPECT_THAT(message("return x\n"),
              HasSubstr("line 1, column 1: expected ulpforge program v1 as the first line"));
  EXPECT_THAT(
      message("# c\nulpforge program v2\n"),
      HasSubstr("line 2, column 18: expected version v1, found v2: this program reads version v1 only"));
  EXPECT_THAT(message("ulpforge program\n"), HasSubstr("expected version v1, found the end of the line"));
}

TEST(TextTest, MoreValuesThanAnOperandCanNumberAreRefused) {
  std::string text = "ulpforge program v1\n";
  for (int k = 0; k < 65536; ++k) text += fmt::format("v{} = neg x\n", k);
  EXPECT_TRUE(Parse(text + "return v65535\n").ok());
  const absl::StatusOr<Program> program = Parse(text + "w = neg x\nreturn w\n");
  ASSERT_FALSE(program.ok());
  EXPECT_THAT(std::string(program.status().message()), HasSubstr("at most 65536 instructions"));
}

// Whatever the bytes, the parser returns, and what it accepts is valid and survives a round trip.
TEST(TextTest, MutatedTextNeverBreaksTheParser) {
  Rng rng(5);
  for (int k = 0; k < 20000; ++k) {
    std::string text =
        Format(testing::RandomProgram(rng, {.ops = testing::OpsOf<double>(), .instructions = 5}));
    for (size_t edits = 1 + rng.Below(3); edits > 0; --edits) {
      const size_t at = rng.Below(text.size());
      if (rng.Chance(0.4)) {
        text.erase(at, 1 + rng.Below(4));
      } else {
        text[at] = rng.Chance(0.5) ? text[rng.Below(text.size())] : static_cast<char>(rng.Next());
      }
      if (text.empty()) break;
    }
    const absl::StatusOr<Program> program = Parse(text);
    if (!program.ok()) continue;
    ASSERT_TRUE(Validate(*program).ok()) << text;
    ASSERT_EQ(*Parse(Format(*program)), *program) << text;
  }
}

}  // namespace
}  // namespace ulpforge
