// What the tests of many folders share.
#pragma once

#include <string>
#include <string_view>

#include "dsl/text.h"
#include "gtest/gtest.h"

namespace ulpforge {

// The program in text form without the version line.
inline Program ParseOrDie(std::string_view body) {
  const absl::StatusOr<Program> program = Parse("ulpforge program v1\n" + std::string(body));
  EXPECT_TRUE(program.ok()) << program.status();
  return *program;
}

}  // namespace ulpforge
