// An op of one's own: the reciprocal square root. The hyperbolic tangent is searched for with it.
// Usage: custom_op RUN_DIRECTORY
#include <ulpforge/accuracy.h>
#include <ulpforge/emit.h>
#include <ulpforge/engine.h>
#include <ulpforge/publish.h>

#include <cstdio>

#include "show.h"

using namespace ulpforge;  // sqrt of every scalar, for the lambda of the op

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: custom_op RUN_DIRECTORY\n"), 2;

  Require(RegisterOp({.name = "rsqrt",
                      .weight = 8,
                      .c = "1 / {p}sqrt({0})",
                      .ir = "{r}.root = call {F} @llvm.sqrt.{f}({F} {0})\n"
                            "{r} = fdiv {F} {one}, {r}.root",
                      .guard = 0},
                     [](const auto& a) -> decltype(ConstantLike(a, 1) / sqrt(a)) {
                       return ConstantLike(a, 1) / sqrt(a);
                     })
              .status());

  SearchConfig config;
  config.set_target("tanh");
  config.set_ops("add,mul,rsqrt");
  config.set_max_ops(7);
  config.set_budget("30000c");
  config.set_out(argv[1]);
  const absl::StatusOr<FrontReport> report = SearchToEnd(config);
  Require(report.status());

  ShowFront(*report);
  WriteBest<double>(*report, "tanh_with_rsqrt");
}
