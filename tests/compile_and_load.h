// Shared libraries made by the compilers of the system, for the agreement tests.
#pragma once

#include <dlfcn.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/directory_test.h"

namespace ulpforge::testing {

// The exit status of a shell command, with what it printed.
inline int RunCommand(const std::string& command, std::string* output) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return -1;
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output->append(buffer, n);
  return pclose(pipe);
}

inline void RequireCompiler(const std::string& compiler) {
  std::string output;
  ASSERT_EQ(RunCommand(compiler + " --version", &output), 0)
      << compiler << " is missing: install it (scripts/setup.sh does), this test needs it\n"
      << output;
}

// A shared library made of a text in the language that the file name extension says, or nullptr with a test
// failure.
inline void* CompileAndLoad(const std::string& compile, const std::string& source,
                            const std::string& extension, const TemporaryDirectory& directory) {
  const std::string file = directory / ("kernels." + extension);
  const std::string library = directory / "kernels.so";
  std::ofstream(file) << source;
  std::string output;
  const int status =
      RunCommand(fmt::format("{} -shared -fPIC -o {} {} -lm", compile, library, file), &output);
  EXPECT_EQ(status, 0) << compile << "\n" << output;
  if (status != 0) return nullptr;
  EXPECT_EQ(output, "") << "warnings from " << compile;
  void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  EXPECT_NE(handle, nullptr) << dlerror();
  return handle;
}

}  // namespace ulpforge::testing
