#include "hashing/structure.h"

#include <cstddef>
#include <cstdint>

#include "base/check.h"

namespace ulpforge {
namespace {

void PutNumber(uint64_t value, std::string* out) {
  while (value >= 0x80) {
    out->push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out->push_back(static_cast<char>(value));
}

// Zigzag: 0, -1, 1, -2, ... become 0, 1, 2, 3, ...
uint64_t ZigZag(int64_t value) {
  return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
}
int64_t UnZigZag(uint64_t value) { return static_cast<int64_t>((value >> 1) ^ -(value & 1)); }

class Reader {
 public:
  explicit Reader(const std::string& bytes) : bytes_(bytes) {}

  uint64_t Number() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      ULPFORGE_CHECK(position_ < bytes_.size());
      const auto byte = static_cast<uint8_t>(bytes_[position_++]);
      value |= uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) break;
    }
    return value;
  }

  // A number of things that take at least one byte each.
  size_t Count() {
    const uint64_t count = Number();
    ULPFORGE_CHECK(count <= bytes_.size() - position_);
    return count;
  }

  ulpforge::Operand Operand() {
    const uint64_t packed = Number();
    ULPFORGE_CHECK(packed <= kMostPackedOperand);
    return UnpackOperand(packed);
  }

  bool AtEnd() const { return position_ == bytes_.size(); }

 private:
  const std::string& bytes_;
  size_t position_ = 0;
};

}  // namespace

std::string PackStructure(const Program& program) {
  std::string out;
  out.reserve(5 + 4 * program.instructions.size() + 10 * program.integers.size());
  PutNumber(program.constants.size(), &out);
  PutNumber(program.integers.size(), &out);
  for (const int64_t integer : program.integers) PutNumber(ZigZag(integer), &out);
  PutNumber(program.instructions.size(), &out);
  for (const Instruction& instruction : program.instructions) {
    PutNumber(static_cast<uint64_t>(instruction.op), &out);
    for (const Operand operand : instruction.operands()) PutNumber(PackOperand(operand), &out);
  }
  PutNumber(PackOperand(program.output), &out);
  return out;
}

Program UnpackStructure(const std::string& packed) {
  Reader reader(packed);
  Program program;
  const uint64_t constants = reader.Number();
  ULPFORGE_CHECK(constants <= UINT16_MAX + uint64_t{1});
  program.constants.resize(constants);
  program.integers.resize(reader.Count());
  for (int64_t& integer : program.integers) integer = UnZigZag(reader.Number());
  program.instructions.resize(reader.Count());
  for (Instruction& instruction : program.instructions) {
    const uint64_t op = reader.Number();
    ULPFORGE_CHECK(op < AllOps().size());
    instruction.op = static_cast<OpCode>(op);
    for (Operand& operand : instruction.operands()) operand = reader.Operand();
  }
  program.output = reader.Operand();
  ULPFORGE_CHECK(reader.AtEnd() && Validate(program).ok());
  return program;
}

}  // namespace ulpforge
