// What the examples have in common: showing a front, and writing its most accurate program as C.
#pragma once

#include <ulpforge/dsl.h>
#include <ulpforge/emit.h>
#include <ulpforge/engine.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

// Ends the program with the message of an error.
inline void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  std::exit(1);
}

// One line per member: cost, by the clock if the front is ranked, error and how far the error is verified.
inline void ShowFront(const ulpforge::FrontReport& report) {
  for (const ulpforge::FrontEntry& entry : report.front()) {
    const double model = entry.has_cost() ? entry.cost() : entry.ops();
    const double cost = entry.has_measured() ? entry.measured() : model;
    std::printf("cost %-8.4g error %-12.6g %s\n", cost, entry.error(),
                ulpforge::Level_Name(entry.level()).c_str());
  }
}

// Writes the last, most accurate member of the front to NAME.c, as the function NAME of T.
template <class T>
void WriteBest(const ulpforge::FrontReport& report, const std::string& name) {
  if (report.front().empty()) Require(absl::NotFoundError("nothing was found"));
  const ulpforge::FrontEntry& best = *report.front().rbegin();
  const absl::StatusOr<ulpforge::Program> program = ulpforge::Parse(best.program());
  Require(program.status());
  const absl::StatusOr<std::string> text = ulpforge::EmitC<T>(*program, {.name = name});
  Require(text.status());
  std::ofstream(name + ".c") << *text;
  std::printf("best %.17g %s\n%s", best.error(), ulpforge::Level_Name(best.level()).c_str(),
              best.program().c_str());
}
