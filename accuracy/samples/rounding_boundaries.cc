#include "accuracy/samples/rounding_boundaries.h"

#include <bit>
#include <cstdint>

#include "accuracy/contract/input_blocks.h"
#include "accuracy/reference/exact_reference.h"
#include "base/check.h"

namespace ulpforge {
namespace {

// A NaN of a format has one form for each sign.
uint32_t BitsOf(float value) { return value != value ? ~uint32_t{0} : std::bit_cast<uint32_t>(value); }

class Finder {
 public:
  Finder(const Target& target, const FloatFormat& result, std::vector<float>& found)
      : exact_(target, result), found_(found) {}

  // Between two inputs by their bits.
  void Find(uint32_t first, uint32_t last) { Bisect(first, ResultAt(first), last, ResultAt(last)); }

 private:
  uint32_t ResultAt(uint32_t input) { return BitsOf(exact_.Round(std::bit_cast<float>(input))); }

  void Bisect(uint32_t first, uint32_t result_first, uint32_t last, uint32_t result_last) {
    if (result_first == result_last) return;
    if (last - first == 1) {
      found_.push_back(std::bit_cast<float>(first));
      found_.push_back(std::bit_cast<float>(last));
      return;
    }
    const uint32_t middle = first + (last - first) / 2;
    const uint32_t result_middle = ResultAt(middle);
    Bisect(first, result_first, middle, result_middle);
    Bisect(middle, result_middle, last, result_last);
  }

  ExactReference exact_;
  std::vector<float>& found_;
};

}  // namespace

std::vector<float> RoundingBoundaries(const Target& target, const Interval& domain, const FloatFormat& result,
                                      size_t most) {
  const absl::StatusOr<InputBlocks> blocks = InputBlocks::Create(kFloat32, domain);
  ULPFORGE_CHECK(blocks.ok());
  std::vector<float> found;
  Finder finder(target, result, found);
  for (size_t k = 0; k < blocks->size() && found.size() < most; ++k) {
    const InputBlock& block = (*blocks)[blocks->Visit(k)];
    finder.Find(block.first, block.first + block.size - (block.has_next ? 0 : 1));
  }
  return found;
}

}  // namespace ulpforge
