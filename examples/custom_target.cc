// A target of one's own: the dilogarithm Li2(x) = -integral from 0 to x of log(1 - t) / t dt, which MPFR has
// and Ulpforge has not. Usage: custom_target RUN_DIRECTORY
#include <ulpforge/emit.h>
#include <ulpforge/engine.h>
#include <ulpforge/publish.h>
#include <ulpforge/report.h>
#include <ulpforge/targets.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "show.h"

// What `ulpforge report` does for runs of targets that it knows.
void WriteReport(const std::string& directory, const std::string& file) {
  const absl::StatusOr<ulpforge::RunRecord> record = ulpforge::ReadRun(directory);
  Require(record.status());
  const std::string command = "custom_target " + directory;
  absl::StatusOr<ulpforge::ReportRun> run = ulpforge::MakeReportRun(
      *record, {.search = command, .emit = [command](const ulpforge::FrontEntry&) { return command; }});
  Require(run.status());
  ulpforge::ReportModel model;
  *model.add_runs() = *std::move(run);
  const absl::StatusOr<std::string> page = ulpforge::FormatPage(model);
  Require(page.status());
  std::ofstream(file) << *page;
}

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: custom_target RUN_DIRECTORY\n"), 2;

  Require(ulpforge::RegisterTarget({.name = "li2",
                                    .description = "dilogarithm of x",
                                    .domain = {.lo = 0, .hi = 0.5, .lo_open = true},
                                    .measure = ulpforge::Measure::kRelative,
                                    .reference = &mpfr_li2,
                                    .reference_name = "mpfr_li2",
                                    .monotonicity = ulpforge::Monotonicity::kIncreasing}));

  ulpforge::SearchConfig config;
  config.set_target("li2");
  config.set_max_ops(7);
  config.set_budget("30000c");
  config.set_out(argv[1]);
  const absl::StatusOr<ulpforge::FrontReport> report = ulpforge::SearchToEnd(config);
  Require(report.status());

  ShowFront(*report);
  WriteBest<double>(*report, "li2");
  if (!ulpforge::PageTemplate().empty()) WriteReport(argv[1], "li2.html");
}
