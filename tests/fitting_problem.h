// Problems and programs that the fitting tests share.
#pragma once

#include <string_view>

#include "gtest/gtest.h"
#include "targets/problem.h"
#include "tests/testing.h"

namespace ulpforge {

inline Problem ProblemOf(std::string_view target) {
  absl::StatusOr<Problem> problem = MakeProblem(target, "", "");
  EXPECT_TRUE(problem.ok()) << problem.status();
  return *problem;
}

// a x^3 + b x^2 + c x + d by Horner: 6 ops.
inline Program Cubic() {
  return ParseOrDie(
      "const a = 0.1\nconst b = 0.2\nconst c = 0.7\nconst d = 1\n"
      "v0 = mul x a\nv1 = add v0 b\nv2 = mul v1 x\nv3 = add v2 c\nv4 = mul v3 x\nv5 = add v4 d\nreturn v5\n");
}

// The shape of the 10-op program published with AutoNumerics-Zero (arXiv 2312.08472), constants rounded to
// a few digits.
inline Program PublishedShape() {
  return ParseOrDie(
      "const a = 5783\nconst b = 15141\nconst c = -250\nconst d = 501\nconst e = 1\n"
      "v0 = div a x\nv1 = add x v0\nv2 = div b v1\nv3 = add v1 v2\nv4 = add v3 c\nv5 = div d v4\n"
      "v6 = add v5 e\nv7 = mul v6 v6\nv8 = mul v7 v7\nv9 = mul v8 v8\nreturn v9\n");
}

}  // namespace ulpforge
