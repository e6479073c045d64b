// From a function to C code: kernels of exp in float32 are searched for, checked at every input and ranked by
// the clock; the most accurate one is written to fast_exp.c with what is known of it, and a self-check to
// fast_exp_test.c. Usage: kernel_to_c RUN_DIRECTORY
#include <ulpforge/engine.h>
#include <ulpforge/publish.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "show.h"

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: kernel_to_c RUN_DIRECTORY\n"), 2;

  ulpforge::SearchConfig config;
  config.set_target("exp");
  config.set_format("float32");
  config.set_domain("[1,16]");
  config.set_cost("zen5-throughput");
  config.add_seed_program("classical");
  config.set_seed(1);
  config.set_budget("2000c");
  config.set_out(argv[1]);
  absl::Status not_ranked;
  const absl::StatusOr<ulpforge::FrontReport> report =
      ulpforge::SearchToEnd(config, {.not_ranked = &not_ranked});
  Require(report.status());
  ShowFront(*report);
  std::printf("%s\n", not_ranked.ok() ? ("cycles on " + report->timed_on()).c_str()
                                      : std::string(not_ranked.message()).c_str());

  if (report->front().empty()) Require(absl::NotFoundError("nothing was found"));
  const ulpforge::FrontEntry& best = *report->front().rbegin();
  const absl::StatusOr<ulpforge::CFile> file =
      ulpforge::MakeCFile(*report, best, {.name = "fast_exp", .self_check = true});
  Require(file.status());
  std::ofstream("fast_exp.c") << file->text;
  std::ofstream("fast_exp_test.c") << file->self_check;
  std::printf("best %.17g %s\n", best.error(), ulpforge::Level_Name(best.level()).c_str());
}
