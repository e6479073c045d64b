// What is read of a run, and the lines of descent that are made of it.
#include "report/run_record.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "dsl/text.h"
#include "engine/run/checkpoint.h"
#include "engine/run/report.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "hashing/structure.h"
#include "report/ancestry.h"
#include "tests/directory_test.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;

class RunRecordTest : public DirectoryTest {
 protected:
  void Write(const std::string& file, const std::string& text) const {
    std::ofstream(Path(file), std::ios::binary) << text;
  }

  void WriteFront() const {
    FrontReport front;
    front.mutable_config()->set_target("exp2");
    Write("front.json", FormatReportJson(front));
  }
};

TEST_F(RunRecordTest, WhatALaterSessionTookBackIsLeftOut) {
  WriteFront();
  Write("events.jsonl",
        "{\"event\":\"started\",\"candidates\":\"0\"}\n{\"event\":\"checkpoint\",\"candidates\":\"100\"}\n"
        "{\"event\":\"improved\",\"candidates\":\"150\",\"error\":0.5}\n{\"event\":\"impro\n"
        "{\"event\":\"resumed\",\"candidates\":\"100\"}\n{\"event\":\"improved\",\"candidates\":\"160\"}\n"
        "{\"event\":\"improved\",\"candi");
  const absl::StatusOr<RunRecord> record = ReadRun(directory_);
  ASSERT_TRUE(record.ok()) << record.status();
  std::vector<std::string> seen;
  for (const Event& event : record->events)
    seen.push_back(event.event() + std::to_string(event.candidates()));
  EXPECT_THAT(seen, ElementsAre("started0", "checkpoint100", "resumed100", "improved160"));
  EXPECT_FALSE(record->lineage.has_value());
  EXPECT_FALSE(record->seconds.has_value());
}

TEST_F(RunRecordTest, CheckpointsWithoutLineageAndDamagedOnes) {
  WriteFront();
  Checkpoint checkpoint;
  checkpoint.set_seconds(7);
  Write("checkpoint.bin", EncodeCheckpoint(checkpoint));
  absl::StatusOr<RunRecord> record = ReadRun(directory_);
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(record->seconds, 7);
  EXPECT_FALSE(record->lineage.has_value());
  Write("checkpoint.bin", "damaged");
  record = ReadRun(directory_);
  ASSERT_TRUE(record.ok());
  EXPECT_FALSE(record->seconds.has_value());
  std::filesystem::remove(Path("front.json"));
  EXPECT_FALSE(ReadRun(directory_).ok());
}

// 1 <- 2 <- 3 <- 4 <- 5 with errors 8, 9, 4, 4, 1; 4 is on the front as well as 5.
TEST(AncestryTest, OnlyProgressIsKeptAndTheProgramItself) {
  const std::string structure =
      PackStructure(*Parse("ulpforge program v1\nconst c = 2\nv = mul x c\nreturn v\n"));
  LineageState lineage;
  lineage.add_mutations("insert");
  const std::vector<double> errors = {8, 9, 4, 4, 1};
  for (uint64_t candidate = 1; candidate <= errors.size(); ++candidate) {
    AncestorState* state = lineage.add_ancestors();
    state->set_candidate(candidate);
    if (candidate > 1) state->set_parent(candidate - 1);
    if (candidate > 1) state->add_mutations(0);
    state->set_error(errors[candidate - 1]);
    state->set_structure(structure);
    state->set_frame(1);
  }
  FrontReport front;
  front.add_front()->set_found_at(4);
  front.add_front()->set_found_at(5);
  front.add_front()->set_found_at(99);  // found before the lineage was recorded
  const std::vector<ReportAncestor> ancestors = Ancestry(lineage, front, {"a", "b"});
  std::vector<std::string> shown;
  for (const ReportAncestor& a : ancestors) {
    shown.push_back(std::to_string(a.parent()) + "+" + std::to_string(a.skipped()) + ">" +
                    std::to_string(a.candidate()));
  }
  EXPECT_THAT(shown, ElementsAre("0+0>1", "1+1>3", "3+0>4", "3+1>5"));
  EXPECT_EQ(ancestors[0].mutations_size(), 0);
  EXPECT_THAT(ancestors[1].mutations(), ElementsAre("insert"));
  EXPECT_EQ(ancestors[1].formula(), "x * c0");
  EXPECT_EQ(ancestors[1].ops(), 1u);
  EXPECT_EQ(ancestors[1].template_(), "b");
}

}  // namespace
}  // namespace ulpforge
