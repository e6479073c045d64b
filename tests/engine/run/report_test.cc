#include "engine/run/report.h"

#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::HasSubstr;
using ::testing::Not;

FrontEntry* AddEntry(uint32_t ops, double error, FrontReport* report) {
  FrontEntry* entry = report->add_front();
  entry->set_ops(ops);
  entry->set_error(error);
  entry->set_level(sampled);
  entry->set_worst_input(0.1);
  entry->set_program("ulpforge program v1\nconst c0 = 0x1.8p+0\nv0 = add x c0\nreturn v0\n");
  entry->add_constants("0x1.8p+0");
  entry->set_found_at(UINT64_MAX);
  return entry;
}

TEST(ReportTest, EmptyFrontIsAList) {
  EXPECT_THAT(FormatReportJson(FrontReport()), HasSubstr("\"front\": []"));
}

TEST(ReportTest, FrontIsSortedByOps) {
  FrontReport report;
  AddEntry(7, 1e-9, &report);
  AddEntry(3, 1e-3, &report);
  AddEntry(5, 1e-5, &report);
  const FrontReport read = *ParseReportJson(FormatReportJson(report), "file");
  ASSERT_EQ(read.front_size(), 3);
  EXPECT_EQ(read.front(0).ops(), 3u);
  EXPECT_EQ(read.front(1).ops(), 5u);
  EXPECT_EQ(read.front(2).ops(), 7u);
}

TEST(ReportTest, BoundIsNullUnlessCertified) {
  FrontReport report;
  AddEntry(3, 1e-3, &report);
  FrontEntry* entry = AddEntry(5, 1e-5, &report);
  entry->mutable_bound()->set_number_value(2e-5);
  EXPECT_THAT(FormatReportJson(report), HasSubstr("\"bound\": null"));
  EXPECT_THAT(FormatReportJson(report), Not(HasSubstr("\"bound\": 2e-05")));
  EXPECT_THAT(FormatReportJson(report), HasSubstr("\"level\": \"sampled\""));
  entry->set_level(certified);
  EXPECT_THAT(FormatReportJson(report), HasSubstr("\"bound\": 2e-05"));
  EXPECT_THAT(FormatReportJson(report), HasSubstr("\"level\": \"certified\""));
}

TEST(ReportTest, NumbersKeepTheirBits) {
  const double values[] = {0.0,
                           -0.0,
                           0.1,
                           1.0 / 3,
                           4.33e-6,
                           5e-324,
                           std::numeric_limits<double>::max(),
                           -1.0,
                           1e-300,
                           0x1p-1022,
                           123456789012345678.0,
                           INFINITY};
  for (const double value : values) {
    FrontReport report;
    AddEntry(1, value, &report)->set_worst_input(value);
    const absl::StatusOr<FrontReport> read = ParseReportJson(FormatReportJson(report), "file");
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(std::bit_cast<uint64_t>(read->front(0).error()), std::bit_cast<uint64_t>(value)) << value;
    EXPECT_EQ(std::bit_cast<uint64_t>(read->front(0).worst_input()), std::bit_cast<uint64_t>(value)) << value;
  }
}

TEST(ReportTest, JsonRoundTripsByteForByte) {
  FrontReport report;
  report.mutable_config()->set_target("a \"quoted\"\n\ttext: -0,\n\xc3\xa9");
  report.mutable_config()->set_seed(UINT64_MAX);
  report.mutable_statistics()->set_candidates(200000);
  AddEntry(5, 1e-5, &report);
  AddEntry(3, 1e-3, &report);
  const std::string json = FormatReportJson(report);
  const absl::StatusOr<FrontReport> read = ParseReportJson(json, "file");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(FormatReportJson(*read), json);
  EXPECT_EQ(read->config().target(), report.config().target());
  EXPECT_EQ(read->config().seed(), UINT64_MAX);
  EXPECT_EQ(read->front(0).program(), report.front(1).program());
}

TEST(ReportTest, CsvHasAHeaderAndALinePerEntry) {
  FrontReport report;
  AddEntry(5, 1e-5, &report)->clear_worst_input();  // not verified yet
  AddEntry(3, 0.25, &report);
  EXPECT_EQ(FormatReportCsv(report),
            "ops,error,level,bound,worst_input,found_at,constants,program\n"
            "3,0.25,sampled,,0.1,18446744073709551615,0x1.8p+0,"
            "ulpforge program v1; const c0 = 0x1.8p+0; v0 = add x c0; return v0\n"
            "5,1e-05,sampled,,,18446744073709551615,0x1.8p+0,"
            "ulpforge program v1; const c0 = 0x1.8p+0; v0 = add x c0; return v0\n");
}

TEST(ReportTest, CsvQuotes) {
  FrontReport report;
  AddEntry(1, 0.5, &report)->set_program("a,\"b\"\n");
  EXPECT_THAT(FormatReportCsv(report), HasSubstr(",\"a,\"\"b\"\"\"\n"));
}

TEST(ReportTest, WrongJsonIsRefusedOnOneLine) {
  for (const char* json : {"", "{", "[]", "nonsense", "{\"front\" 1}", "{\"front\": [{\"opps\": 1}]}",
                           "{\"front\": [{\"ops\": -1}]}", "{\"front\": [{\"ops\": 1.5}]}",
                           "{\"front\": [{\"level\": \"guessed\"}]}", "{} {}"}) {
    const absl::StatusOr<FrontReport> read = ParseReportJson(json, "x/front.json");
    ASSERT_FALSE(read.ok()) << json;
    EXPECT_EQ(read.status().code(), absl::StatusCode::kDataLoss);
    const std::string message(read.status().message());
    EXPECT_THAT(message, ::testing::StartsWith("x/front.json is not a report of Ulpforge: "));
    EXPECT_THAT(message, Not(HasSubstr("\n"))) << json;
  }
}

TEST(ReportTest, DeepNestingDoesNotOverflowTheStack) {
  EXPECT_FALSE(ParseReportJson("{\"front\":[{\"bound\":" + std::string(100000, '['), "file").ok());
}

TEST(ReportTest, MissingDirectoryIsNamed) {
  EXPECT_EQ(
      std::string(ReadReport("/nonexistent").status().message()),
      "'/nonexistent' is no run directory: cannot read /nonexistent/front.json: No such file or directory");
}

TEST(ReportTest, ReportsWithTheFormerNameOfTheFormatAreRead) {
  const absl::StatusOr<FrontReport> report =
      ParseReportJson(R"({"config": {"target": "exp2", "arith": "float32"}})", "front.json");
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->config().format(), "float32");
  EXPECT_THAT(FormatReportJson(*report), HasSubstr("\"format\": \"float32\""));
}

}  // namespace
}  // namespace ulpforge
