// Subnormal numbers inside of a program. Cores of Intel leave the pipeline for an operation that has a
// subnormal operand or result, for some 150 cycles; and with flush-to-zero set such a number is taken for 0.
// So a kernel should have none, except where its input or its result is subnormal itself:
//
//   log(x) that adds 0x1p-149 * x has one at every x; x * x has one at x = 0x1p-70.
//
// Thread safety: one SubnormalScan per thread; CountSubnormalOps is a pure function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/interpreter.h"
#include "dsl/op_table.h"
#include "dsl/program.h"
#include "targets/target_table.h"

namespace ulpforge {

class ExhaustiveReport;

// Of inputs that are not subnormal and have a result that is neither subnormal nor zero: those at which
// arithmetic of the program has a subnormal operand or result, or a product that underflows to zero.
struct SubnormalOps {
  uint64_t inputs = 0;
  float first = 0;         // the one of them with the smallest bits
  size_t instruction = 0;  // of the program, the first that meets such a number there

  void Merge(const SubnormalOps& other);

  friend bool operator==(const SubnormalOps&, const SubnormalOps&) = default;
};

class SubnormalScan {
 public:
  // The program runs in float32. REQUIRES: Validate(program).ok().
  explicit SubnormalScan(const Program& program);

  SubnormalOps Count(std::span<const float> inputs);

 private:
  // What is looked at where an instruction has run.
  struct Watch {
    bool operands[kMaxArity] = {};  // those that no earlier instruction computed by arithmetic
    bool result = false;            // of arithmetic
    int factors = 0;                // 2: it multiplies; 3: and adds
  };

  // Whether arithmetic may have met a subnormal number, or lost a product, at any of the inputs x.
  bool MayMeet(std::span<const float> x, std::span<float> y);
  // Sets met_ for the inputs x and y to their results.
  void Mark(std::span<const float> x, std::span<float> y);

  std::vector<Watch> watches_;  // by instruction
  Interpreter<float> interpreter_;
  std::vector<float> results_;
  std::vector<uint32_t> met_;  // 1 + the first instruction that met a subnormal number; 0 if none
  std::vector<size_t> done_;   // inputs that an instruction has computed, of those that are marked
};

// Normal floats of the domain, some thousand for all of them: of every binade and sign its first and last one
// and some between.
std::vector<float> NormalInputs(const Interval& domain);

// The same for all floats of the domain, on so many threads. `go_on` is called now and then, by one thread at
// a time; Cancelled once it returns false.
absl::StatusOr<SubnormalOps> CountSubnormalOps(const Program& program, const std::optional<Interval>& domain,
                                               int threads, const std::function<bool()>& go_on);

// Writes them into the report of the program.
void SetSubnormalOps(const SubnormalOps& met, ExhaustiveReport* report);

}  // namespace ulpforge
