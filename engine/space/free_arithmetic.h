// Free search for float32 functions: a candidate is a whole program of ops on floats and integers with its
// constants, from scratch or from programs that are known. Errors are in ULP or relative, the cost is that of
// a cost model. Fronts are verified at every input.
//
// Thread safety: immutable.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/space/arithmetic.h"
#include "engine/space/float_space.h"
#include "hashing/function_key.h"

namespace ulpforge {

class FreeArithmetic : public Arithmetic {
 public:
  // InvalidArgument as FloatSpace::Create.
  static absl::StatusOr<std::unique_ptr<Arithmetic>> Create(const SearchConfig& config);

  int sizes() const override;
  int Size(const Program& program, int frame) const override;

  // What the program computes, with its constants, and which ops it has: of programs that compute the same,
  // one may be cheaper than the other.
  FunctionKey Key(const Program& program, int frame) const override;
  bool KeysHoldConstants() const override { return true; }
  bool AreSame(const Program& a, const Program& b, uint64_t seed) const override;

  std::unique_ptr<const Variation> MakeVariation() const override;
  double improvement() const override;
  std::unique_ptr<Evaluator> MakeEvaluator() const override;
  void Complete(SearchConfig* config) const override;
  FrontEntry Describe(const FrontMember& member) const override;
  absl::Status Verify(const std::vector<const FrontMember*>& members, const VerifyControl& control,
                      std::vector<FrontEntry>& entries) const override;

 private:
  FreeArithmetic(const SearchConfig& config, FloatSpace space);

  SearchConfig config_;
  FloatSpace space_;
  std::string context_;  // of keys
};

}  // namespace ulpforge
