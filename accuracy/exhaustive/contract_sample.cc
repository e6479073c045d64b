#include "accuracy/exhaustive/contract_sample.h"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

#include "accuracy/contract/contract_points.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/block_check.h"
#include "accuracy/exhaustive/counterexample.h"
#include "accuracy/exhaustive/exhaustive_tally.h"
#include "accuracy/reference/exact_reference.h"
#include "base/flush_mode.h"
#include "base/rng.h"
#include "dsl/numbers/number.h"

namespace ulpforge {
namespace {

constexpr size_t kMostRuns = 4096;
constexpr uint64_t kSeed = 1;

class Sampler {
 public:
  Sampler(const Target& target, const Contract& contract, ArrayFunction<float> function)
      : target_(target),
        contract_(contract),
        function_(contract.flush_mode ? InFlushMode(std::move(function)) : std::move(function)),
        exact_(target, contract.result_format()) {}

  absl::StatusOr<ContractSample> Check(uint64_t inputs) {
    const absl::StatusOr<InputBlocks> blocks = InputBlocks::Create(*contract_.format, contract_.domain);
    if (!blocks.ok()) return blocks.status();
    CheckPoints();
    CheckRuns(*blocks, inputs);
    return sample_;
  }

 private:
  void CheckPoints() {
    const ContractPoints points(target_, contract_);
    sample_.points = points.inputs().size();
    std::vector<float> results(sample_.points);
    function_(points.inputs().data(), results.data(), results.size());
    for (size_t i = 0; i < results.size(); ++i) {
      if (!points.Accepts(i, results[i])) return SetCounterexample(points.inputs()[i], results[i]);
    }
  }

  void CheckRuns(const InputBlocks& blocks, uint64_t inputs) {
    const size_t runs = std::min(kMostRuns, blocks.size());
    const uint64_t size = std::max<uint64_t>(1, inputs / runs);
    BlockCheck check(target_, *contract_.format, contract_.result_format(), contract_, {function_});
    ExhaustiveTally tally;
    Rng rng(kSeed);
    for (size_t k = 0; k < runs; ++k) {
      const size_t begin = blocks.size() * k / runs;
      const size_t end = blocks.size() * (k + 1) / runs;
      const InputBlock& block = blocks[begin + rng.Below(end - begin)];
      InputBlock run = block;
      run.size = static_cast<uint32_t>(std::min<uint64_t>(size, block.size));
      run.first += static_cast<uint32_t>(rng.Below(block.size - run.size + 1));
      run.has_next = run.first + run.size < block.first + block.size || block.has_next;
      Merge(check.Check(run, {&tally, 1})[0], &tally);
    }
    sample_.inputs = tally.inputs();
    Judge(tally);
  }

  void Judge(const ExhaustiveTally& tally) {
    if (sample_.counterexample) return;
    std::vector<const InputCount*> counts = {&tally.wrong_nans(), &tally.wrong_infinities()};
    if (contract_.variant == Variant::kFull) counts.push_back(&tally.zero_signs());
    for (const InputCount* count : counts) {
      if (count->count() > 0) return SetCounterexample(count->first());
    }
    const UlpExtreme& worst = tally.subnormal().ulp() > tally.main().ulp() ? tally.subnormal() : tally.main();
    if (worst.ulp() > contract_.max_ulp) SetCounterexample(worst.input());
  }

  void SetCounterexample(uint32_t bits) {
    const float x =
        contract_.format == &kFloat32 ? std::bit_cast<float>(bits) : FromBits(*contract_.format, bits);
    float y = 0;
    function_(&x, &y, 1);
    SetCounterexample(x, y);
  }

  void SetCounterexample(float x, float y) {
    sample_.counterexample =
        MakeCounterexample(*contract_.format, contract_.result_format(), x, y, FormatHex(exact_.Round(x)));
  }

  const Target& target_;
  const Contract& contract_;
  ArrayFunction<float> function_;
  ExactReference exact_;
  ContractSample sample_;
};

}  // namespace

absl::StatusOr<ContractSample> CheckSample(const Target& target, const Contract& contract,
                                           ArrayFunction<float> function, uint64_t inputs) {
  return Sampler(target, contract, std::move(function)).Check(inputs);
}

}  // namespace ulpforge
