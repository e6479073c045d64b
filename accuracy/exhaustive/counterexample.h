// Counterexamples as reports show them.
//
// Thread safety: pure function.
#pragma once

#include <string>

#include "accuracy/exhaustive/exhaustive.pb.h"
#include "dsl/numbers/float_format.h"

namespace ulpforge {

// The result y at x, where `expected` was asked for, of a function with inputs in `format` and results in
// `result`.
Counterexample MakeCounterexample(const FloatFormat& format, const FloatFormat& result, float x, float y,
                                  std::string expected);

}  // namespace ulpforge
