// Search over the reals: programs are exact, errors are in the measure of a problem, the cost is the op
// count. Fronts are verified by proof where that succeeds and densely elsewhere.
//
// Thread safety: immutable.
#pragma once

#include <memory>
#include <vector>

#include "accuracy/dense/dense_check.h"
#include "engine/space/arithmetic.h"
#include "hashing/function_key.h"
#include "targets/problem.h"

namespace ulpforge {

class RealArithmetic : public Arithmetic {
 public:
  // REQUIRES: ValidateConfig(config).ok(), IsReal(config).
  explicit RealArithmetic(const SearchConfig& config);

  int sizes() const override;
  int Size(const Program& program, int frame) const override;
  FunctionKey Key(const Program& program, int frame) const override;
  std::unique_ptr<const Variation> MakeVariation() const override;
  double improvement() const override;
  std::unique_ptr<Evaluator> MakeEvaluator() const override;
  void Complete(SearchConfig* config) const override;
  FrontEntry Describe(const FrontMember& member) const override;
  absl::Status Verify(const std::vector<const FrontMember*>& members, const VerifyControl& control,
                      std::vector<FrontEntry>& entries) const override;

 private:
  SearchConfig config_;
  Problem problem_;
  KeyRow key_;
  KeyOptions key_options_;
  DensePoints pole_points_;
};

}  // namespace ulpforge
