// Aligned text tables for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/schema/run.pb.h"

namespace ulpforge {

// The columns are as wide as their widest cell; a heading that starts with '>' is of a column that is
// aligned to the right, and is shown without it.
std::string AlignedTable(const std::vector<std::string>& headings,
                         const std::vector<std::vector<std::string>>& rows);

// ops, error, digits, level, bound (where one is proved), expression; sorted by ops. Of kernels: cost, ULP,
// level, ops, template, core; sorted by cost.
std::string FrontTable(const FrontReport& report);

// "1.46e-12", and the decimal digits that are right: "11.84".
std::string FormatError(double error);
std::string FormatDigits(double error);

// The unit of the errors of kernels: "ULP", "relative", "misrounded".
std::string KernelUnit(const SearchConfig& config);

// "3.428 ULP", "0.0298 relative", "12 misrounded": an error of a kernel in the measure of its search.
std::string FormatKernelError(const SearchConfig& config, double error);

// The first `columns` characters of each line, complete UTF-8 characters only.
std::string ClipLines(std::string_view text, int columns);

}  // namespace ulpforge
