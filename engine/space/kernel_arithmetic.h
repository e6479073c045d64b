// Search for float32 kernels: a candidate is the core of a kernel template, errors are in ULP over the inputs
// of a contract, and the cost is that of a cost model. Fronts are verified at every input.
//
// Thread safety: immutable.
#pragma once

#include <memory>
#include <vector>

#include "engine/space/arithmetic.h"
#include "engine/space/kernel_space.h"
#include "hashing/function_key.h"

namespace ulpforge {

class KernelArithmetic : public Arithmetic {
 public:
  // InvalidArgument as KernelSpace::Create.
  static absl::StatusOr<std::unique_ptr<Arithmetic>> Create(const SearchConfig& config);

  int frames() const override;
  int OtherFrame(int frame, Rng& rng) const override;
  int sizes() const override;
  int Size(const Program& program, int frame) const override;
  FunctionKey Key(const Program& program, int frame) const override;
  std::unique_ptr<const Variation> MakeVariation() const override;
  double improvement() const override;
  double slack() const override;
  std::unique_ptr<Evaluator> MakeEvaluator() const override;
  void Complete(SearchConfig* config) const override;
  absl::StatusOr<FrontMember> MemberOf(const FrontEntry& entry) const override;
  FrontEntry Describe(const FrontMember& member) const override;
  absl::Status Verify(const std::vector<const FrontMember*>& members, const VerifyControl& control,
                      std::vector<FrontEntry>& entries) const override;

 private:
  KernelArithmetic(const SearchConfig& config, KernelSpace space);

  SearchConfig config_;
  KernelSpace space_;
  std::vector<KeyOptions> key_options_;  // by frame
};

}  // namespace ulpforge
