// Targets that the user gives as an expression. A name that is no name of the target table but an expression
// stands for its function wherever a target is named, so configurations and reports keep it as they keep a
// name.
//
// Thread safety: safe to call concurrently; the targets are immutable and live as long as the process.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "targets/target_table.h"

namespace ulpforge {

// Whether `name` is meant as an expression: it is x, or not made of letters, digits and _ alone.
bool IsExpression(std::string_view name);

// The target of an expression; texts that differ in spaces only have the same. It has no domain of its own
// ([0,1] stands there), the measure is relative. InvalidArgument as Expression::Parse.
absl::StatusOr<const Target*> FunctionTarget(std::string_view expression);

// The target named `name`, or that of an expression. NotFound for an unknown name (naming the nearest one),
// InvalidArgument for an expression that is wrong.
absl::StatusOr<const Target*> ResolveTarget(std::string_view name);

// "exp2" or "function log(1+exp(x))", for headings.
std::string TitleOf(const Target& target);
// "exp2(x)" or "log(1+exp(x))".
std::string ValueTextOf(const Target& target);
// For names of files and in C: "exp2" or "log_1_exp_x".
std::string IdentifierOf(const Target& target);

}  // namespace ulpforge
