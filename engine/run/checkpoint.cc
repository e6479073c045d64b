#include "engine/run/checkpoint.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

#include "base/atomic_file.h"
#include "base/check.h"
#include "fmt/format.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "xxhash.h"

namespace ulpforge {
namespace {

constexpr std::string_view kMagic = "ULPFORGE";
constexpr size_t kVersionOffset = 8;
constexpr size_t kMessageSizeOffset = 12;
constexpr size_t kPayloadSizeOffset = 20;
constexpr size_t kHeaderSize = 28;
constexpr size_t kChecksumSize = 16;
constexpr int kCompressionLevel = 1;

template <class T>
void AppendLittleEndian(T value, std::string* out) {
  for (size_t k = 0; k < sizeof(T); ++k) out->push_back(static_cast<char>(value >> (8 * k)));
}

template <class T>
T ReadLittleEndian(std::string_view bytes, size_t offset) {
  T value = 0;
  for (size_t k = 0; k < sizeof(T); ++k) {
    value |= static_cast<T>(static_cast<unsigned char>(bytes[offset + k])) << (8 * k);
  }
  return value;
}

std::string Checksum(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  static_assert(sizeof canonical.digest == kChecksumSize);
  return std::string(reinterpret_cast<const char*>(canonical.digest), kChecksumSize);
}

std::string Serialize(const Checkpoint& checkpoint) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    ULPFORGE_CHECK(checkpoint.SerializeToCodedStream(&coded));
  }
  return bytes;
}

std::string Compress(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kCompressionLevel);
  ULPFORGE_CHECK(!ZSTD_isError(size));
  out.resize(size);
  return out;
}

// Appends to `out` block by block, so that memory follows what is really there and not what a header
// claims. False if `payload` is not exactly one frame of `size` bytes.
bool Decompress(std::string_view payload, uint64_t size, std::string* out) {
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  std::string block(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer in = {payload.data(), payload.size(), 0};
  while (true) {
    ZSTD_outBuffer part = {block.data(), block.size(), 0};
    const size_t status = ZSTD_decompressStream(context.get(), &part, &in);
    if (ZSTD_isError(status) || part.pos > size - out->size()) return false;
    out->append(block.data(), part.pos);
    if (status == 0) return in.pos == in.size && out->size() == size;
    if (part.pos == 0 && in.pos == in.size) return false;
  }
}

absl::Status Damaged(std::string_view name, std::string_view what) {
  return absl::DataLossError(fmt::format("{} {}", name, what));
}

// OK if the container is whole; the payload is not looked at.
absl::Status CheckContainer(std::string_view bytes, std::string_view name) {
  const size_t seen = std::min(bytes.size(), kMagic.size());
  if (bytes.substr(0, seen) != kMagic.substr(0, seen)) return Damaged(name, "is not an Ulpforge checkpoint");
  if (bytes.size() < kMessageSizeOffset) return Damaged(name, "is truncated: its header is incomplete");
  const uint32_t version = ReadLittleEndian<uint32_t>(bytes, kVersionOffset);
  if (version != kCheckpointVersion) {
    return Damaged(name, fmt::format("has checkpoint version {}, this program reads version {}", version,
                                     kCheckpointVersion));
  }
  if (bytes.size() < kHeaderSize + kChecksumSize) {
    return Damaged(name, "is truncated: its header is incomplete");
  }
  const uint64_t payload = ReadLittleEndian<uint64_t>(bytes, kPayloadSizeOffset);
  const uint64_t present = bytes.size() - kHeaderSize - kChecksumSize;
  if (payload > present) {
    return Damaged(name, fmt::format("is truncated: {} of {} payload bytes are there", present, payload));
  }
  if (payload < present) return Damaged(name, "is damaged: there are bytes after its end");
  const size_t end = bytes.size() - kChecksumSize;
  if (Checksum(bytes.substr(0, end)) != bytes.substr(end)) {
    return Damaged(name, "is damaged: its checksum does not match");
  }
  return absl::OkStatus();
}

}  // namespace

std::string EncodeCheckpoint(const Checkpoint& checkpoint) {
  const std::string message = Serialize(checkpoint);
  const std::string payload = Compress(message);
  std::string bytes(kMagic);
  AppendLittleEndian<uint32_t>(kCheckpointVersion, &bytes);
  AppendLittleEndian<uint64_t>(message.size(), &bytes);
  AppendLittleEndian<uint64_t>(payload.size(), &bytes);
  bytes += payload;
  bytes += Checksum(bytes);
  return bytes;
}

absl::StatusOr<Checkpoint> DecodeCheckpoint(std::string_view bytes, std::string_view name) {
  if (absl::Status status = CheckContainer(bytes, name); !status.ok()) return status;
  const uint64_t size = ReadLittleEndian<uint64_t>(bytes, kMessageSizeOffset);
  const std::string_view payload = bytes.substr(kHeaderSize, bytes.size() - kHeaderSize - kChecksumSize);
  std::string message;
  Checkpoint checkpoint;
  if (!Decompress(payload, size, &message) || !checkpoint.ParseFromString(message)) {
    return Damaged(name, "is damaged: its payload cannot be read");
  }
  return checkpoint;
}

absl::Status WriteCheckpoint(const std::string& directory, const Checkpoint& checkpoint) {
  return WriteFileKeepingPrevious(fmt::format("{}/{}", directory, kCheckpointFile),
                                  fmt::format("{}/{}", directory, kPreviousCheckpointFile),
                                  EncodeCheckpoint(checkpoint));
}

absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& path) {
  absl::StatusOr<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.status();
  return DecodeCheckpoint(*bytes, path);
}

absl::StatusOr<Checkpoint> ReadLatestCheckpoint(const std::string& directory, std::string* warning) {
  warning->clear();
  absl::StatusOr<Checkpoint> last = ReadCheckpoint(fmt::format("{}/{}", directory, kCheckpointFile));
  if (last.ok()) return last;
  const std::string reason(last.status().message());
  const std::string previous_path = fmt::format("{}/{}", directory, kPreviousCheckpointFile);
  absl::StatusOr<Checkpoint> previous = ReadCheckpoint(previous_path);
  if (previous.ok()) {
    *warning = fmt::format("{}; continuing from {}", reason, previous_path);
    return previous;
  }
  return absl::Status(last.status().code(),
                      fmt::format("{}; {}", reason, std::string(previous.status().message())));
}

}  // namespace ulpforge
