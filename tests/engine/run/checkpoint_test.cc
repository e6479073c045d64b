#include "engine/run/checkpoint.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/atomic_file.h"
#include "base/rng.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "tests/directory_test.h"
#include "xxhash.h"
#include "zstd.h"

namespace ulpforge {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class CheckpointFileTest : public DirectoryTest {
 protected:
  std::string last() const { return Path(kCheckpointFile); }
  std::string previous() const { return Path(kPreviousCheckpointFile); }
};

Checkpoint MakeCheckpoint(uint64_t next_candidate, int individuals = 3) {
  Checkpoint checkpoint;
  checkpoint.mutable_config()->set_target("exp2");
  checkpoint.set_next_candidate(next_candidate);
  Rng rng(next_candidate);
  PopulationState* population = checkpoint.mutable_algorithm()->add_populations();
  for (int k = 0; k < individuals; ++k) {
    IndividualState* individual = population->add_individuals();
    individual->set_program(fmt::format("program {}", rng.Below(1000)));
    individual->set_error(rng.Uniform());
    individual->set_key_low(rng.Next());
  }
  return checkpoint;
}

std::string Message(const absl::Status& status) { return std::string(status.message()); }

std::string LittleEndian(uint64_t value, size_t size) {
  std::string bytes;
  for (size_t k = 0; k < size; ++k) bytes.push_back(static_cast<char>(value >> (8 * k)));
  return bytes;
}

// A container around any payload, with a correct checksum, as an attacker would write it.
std::string Container(uint32_t version, uint64_t message_size, uint64_t payload_size,
                      std::string_view payload) {
  std::string bytes = "ULPFORGE" + LittleEndian(version, 4) + LittleEndian(message_size, 8) +
                      LittleEndian(payload_size, 8) + std::string(payload);
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  return bytes.append(reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest);
}

std::string Compressed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 1));
  return out;
}

TEST(CheckpointTest, RoundTrips) {
  for (const int individuals : {0, 1, 100, 20000}) {
    const Checkpoint checkpoint = MakeCheckpoint(7, individuals);
    const absl::StatusOr<Checkpoint> read = DecodeCheckpoint(EncodeCheckpoint(checkpoint), "file");
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_TRUE(MessageDifferencer::Equals(*read, checkpoint));
  }
}

TEST(CheckpointTest, TheLayoutIsTheDocumentedOne) {
  const std::string message = MakeCheckpoint(7).SerializeAsString();
  const std::string payload = Compressed(message);
  const std::string bytes = Container(kCheckpointVersion, message.size(), payload.size(), payload);
  EXPECT_TRUE(MessageDifferencer::Equals(*DecodeCheckpoint(bytes, "file"), MakeCheckpoint(7)));
  EXPECT_EQ(EncodeCheckpoint(MakeCheckpoint(7)), bytes);
}

TEST(CheckpointTest, TruncatedAtEveryLength) {
  const std::string bytes = EncodeCheckpoint(MakeCheckpoint(7));
  for (size_t length = 0; length < bytes.size(); ++length) {
    const absl::StatusOr<Checkpoint> read = DecodeCheckpoint(bytes.substr(0, length), "file");
    ASSERT_FALSE(read.ok()) << length;
    EXPECT_THAT(Message(read.status()), StartsWith("file is truncated: ")) << length;
  }
}

TEST(CheckpointTest, EverySingleBitFlipIsFound) {
  const std::string bytes = EncodeCheckpoint(MakeCheckpoint(7));
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const absl::StatusOr<Checkpoint> read = DecodeCheckpoint(damaged, "file");
    ASSERT_FALSE(read.ok()) << bit;
    EXPECT_EQ(read.status().code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(Message(read.status()), AllOf(StartsWith("file "), Not(HasSubstr("\n"))));
  }
}

TEST(CheckpointTest, EachKindOfDamageIsCalledByItsName) {
  const std::string bytes = EncodeCheckpoint(MakeCheckpoint(7));
  const auto message_for = [](const std::string& damaged) {
    return Message(DecodeCheckpoint(damaged, "file").status());
  };
  EXPECT_EQ(message_for("x" + bytes), "file is not an Ulpforge checkpoint");
  EXPECT_EQ(message_for("{\"front\": []}"), "file is not an Ulpforge checkpoint");
  EXPECT_EQ(message_for(""), "file is truncated: its header is incomplete");
  EXPECT_EQ(message_for(bytes + "x"), "file is damaged: there are bytes after its end");
  EXPECT_EQ(message_for(Container(1, 0, 0, "")),
            "file has checkpoint version 1, this program reads version 2");
  std::string flipped = bytes;
  flipped[30] = static_cast<char>(flipped[30] ^ 4);
  EXPECT_EQ(message_for(flipped), "file is damaged: its checksum does not match");
}

TEST(CheckpointTest, WellSealedNonsenseIsRefused) {
  constexpr std::string_view kWanted = "file is damaged: its payload cannot be read";
  const std::string no_message = Compressed("\xff\xff\xff");
  const std::string zeros = Compressed(std::string(1000000, '\0'));
  const std::string twice = Compressed("") + Compressed("");
  const std::string cut = zeros.substr(0, zeros.size() - 1);
  const std::string cases[] = {
      Container(kCheckpointVersion, 3, no_message.size(), no_message),
      Container(kCheckpointVersion, 4, no_message.size(), no_message),
      Container(kCheckpointVersion, 2, no_message.size(), no_message),
      Container(kCheckpointVersion, UINT64_MAX, no_message.size(), no_message),
      Container(kCheckpointVersion, 1000, zeros.size(), zeros),
      Container(kCheckpointVersion, 1000000, cut.size(), cut),
      Container(kCheckpointVersion, 0, twice.size(), twice),
      Container(kCheckpointVersion, 0, 0, ""),
      Container(kCheckpointVersion, UINT64_MAX, 5, "hello"),
  };
  for (const std::string& bytes : cases) {
    EXPECT_EQ(Message(DecodeCheckpoint(bytes, "file").status()), kWanted);
  }
}

TEST(CheckpointTest, HostileSizesAllocateNothing) {
  for (const uint64_t size :
       {UINT64_MAX, UINT64_MAX - 27, UINT64_MAX - 44, uint64_t{1} << 63, uint64_t{1} << 40}) {
    const absl::StatusOr<Checkpoint> read =
        DecodeCheckpoint(Container(kCheckpointVersion, size, size, "abc"), "file");
    EXPECT_THAT(Message(read.status()), StartsWith("file is truncated: "));
  }
}

TEST(CheckpointTest, RandomBytesNeverCrash) {
  Rng rng(1);
  for (int round = 0; round < 2000; ++round) {
    std::string payload(rng.Below(200), '\0');
    for (char& c : payload) c = static_cast<char>(rng.Next());
    EXPECT_FALSE(
        DecodeCheckpoint(Container(kCheckpointVersion, rng.Below(1000), payload.size(), payload), "file")
            .ok());
  }
}

TEST_F(CheckpointFileTest, PreviousIsKept) {
  ASSERT_TRUE(WriteCheckpoint(directory_, MakeCheckpoint(1)).ok());
  EXPECT_FALSE(std::filesystem::exists(previous()));
  for (uint64_t k = 2; k < 5; ++k) {
    ASSERT_TRUE(WriteCheckpoint(directory_, MakeCheckpoint(k)).ok());
    EXPECT_EQ(ReadCheckpoint(last())->next_candidate(), k);
    EXPECT_EQ(ReadCheckpoint(previous())->next_candidate(), k - 1);
  }
}

TEST_F(CheckpointFileTest, DamagedLastFallsBackWithAWarning) {
  ASSERT_TRUE(WriteCheckpoint(directory_, MakeCheckpoint(1)).ok());
  ASSERT_TRUE(WriteCheckpoint(directory_, MakeCheckpoint(2)).ok());
  std::string warning = "old";
  EXPECT_EQ(ReadLatestCheckpoint(directory_, &warning)->next_candidate(), 2u);
  EXPECT_EQ(warning, "");
  ASSERT_TRUE(WriteFileAtomically(last(), "ULPFORGE").ok());
  EXPECT_EQ(ReadLatestCheckpoint(directory_, &warning)->next_candidate(), 1u);
  EXPECT_THAT(warning,
              AllOf(HasSubstr(last() + " is truncated"), HasSubstr("continuing from " + previous())));
  std::filesystem::remove(last());
  EXPECT_EQ(ReadLatestCheckpoint(directory_, &warning)->next_candidate(), 1u);
  EXPECT_THAT(warning, HasSubstr("No such file"));
}

TEST_F(CheckpointFileTest, BothDamagedNamesBoth) {
  ASSERT_TRUE(WriteFileAtomically(last(), "garbage!").ok());
  ASSERT_TRUE(WriteFileAtomically(previous(), "ULP").ok());
  std::string warning;
  const absl::Status status = ReadLatestCheckpoint(directory_, &warning).status();
  EXPECT_THAT(Message(status), AllOf(HasSubstr(last() + " is not an Ulpforge checkpoint"),
                                     HasSubstr(previous() + " is truncated"), Not(HasSubstr("\n"))));
}

TEST_F(CheckpointFileTest, FailedWriteLeavesBothAsTheyWere) {
  ASSERT_TRUE(WriteCheckpoint(directory_, MakeCheckpoint(1)).ok());
  ASSERT_TRUE(WriteCheckpoint(directory_, MakeCheckpoint(2)).ok());
  std::filesystem::create_directory(Path("checkpoint.bin.tmp"));
  const absl::Status status = WriteCheckpoint(directory_, MakeCheckpoint(3));
  EXPECT_EQ(Message(status), fmt::format("cannot write {}: Is a directory", last()));
  EXPECT_EQ(ReadCheckpoint(last())->next_candidate(), 2u);
  EXPECT_EQ(ReadCheckpoint(previous())->next_candidate(), 1u);
}

TEST_F(CheckpointFileTest, MissingDirectoryIsNamed) {
  EXPECT_EQ(Message(WriteCheckpoint(Path("none"), MakeCheckpoint(1))),
            fmt::format("cannot write {}/none/checkpoint.bin: No such file or directory", directory_));
  EXPECT_EQ(ReadCheckpoint(last()).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace ulpforge
