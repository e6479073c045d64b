// Programs as C files that say what they are: what is computed, how large the error is and how that was
// found, which contract holds, where the program comes from. What `ulpforge emit` writes.
//
//   const absl::StatusOr<CFile> file = MakeCFile(report, report.front(0), {.name = "fast_exp"});
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "dsl/program.h"
#include "engine/schema/run.pb.h"
#include "publish/exhaustive_checker.h"
#include "publish/measured_lines.h"
#include "targets/problem.h"

namespace ulpforge {

struct CFileOptions {
  std::string name = {};  // of the function; empty: ulpforge_TARGET, or "kernel" without a target
  // One of CTypeNames(), of which those of 16 bits compute in float; empty: that of the search, else double.
  std::string type = {};
  // float: a name of a 16-bit format, to which further functions round the results, and for which the claims
  // hold then; empty: that of the search, else none.
  std::string result = {};
  // What is asked of the code. What it leaves open of a kernel of a search is as it was searched for; without
  // anything asked, a kernel is checked for what it was searched for, and another program in its domain.
  // `format` and `result` are not used: they are those above. Not for double, as all below but `reproduce`.
  ContractOptions contract = {};
  // Vectors that the array loop computes side by side (EmitOptions, emit/emit_c.h); none: as many as are
  // fastest here.
  std::optional<int> in_flight = 0;
  bool verify = true;  // the code is compiled and checked at every input of its contract
  bool flush = false;  // float: at every input in the flush mode too, not at a sample (docs/contracts.md)
  bool self_check = false;     // float: CFile::self_check is wanted
  TimingLines time = nullptr;  // float: what finds out how fast the code is, such as MeasuredLines
  // Lines of the header that say how the program is found again; empty: the commands of `ulpforge`, which
  // know nothing of what another program registered. Programs that are of no search have none.
  std::vector<std::string> reproduce = {};
  ExhaustiveChecker check = &CheckInSilence;
  SubnormalCounter count_subnormals = &CountInSilence;
};

// The types of the functions: what C calls double and float, and the names of the formats of 16 bits.
std::vector<std::string> CTypeNames();

struct CFile {
  std::string text;
  std::string self_check;  // a C program that finds results of the code again (publish/self_check.h)
  absl::Status holds;  // a FailedPrecondition that names the clause if the code breaks what was asked of it
};

// An entry of the front or of the finalists of a report. InvalidArgument for options that do not apply, names
// that C does not take and contracts that make no sense; NotFound without a C compiler; errors of the checks.
absl::StatusOr<CFile> MakeCFile(const FrontReport& report, const FrontEntry& entry,
                                const CFileOptions& options = {});

// A program that approximates the function of a problem; without one, nothing is said of errors.
absl::StatusOr<CFile> MakeCFile(const Program& program, const std::optional<Problem>& problem,
                                const CFileOptions& options = {});

// What the programs of a search approximate, and where. Kernels of the variant full are for all numbers;
// errors of kernels are in ULP whatever the measure. Errors as TargetOf and RealProblem.
absl::StatusOr<Problem> ProblemOf(const SearchConfig& config);

}  // namespace ulpforge
