// A test with a directory of its own, which ends with the test.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/check.h"
#include "gtest/gtest.h"

namespace ulpforge {

class DirectoryTest : public ::testing::Test {
 protected:
  DirectoryTest() {
    std::string name = (std::filesystem::path(::testing::TempDir()) / "ulpforge_XXXXXX").string();
    ULPFORGE_CHECK(mkdtemp(name.data()) != nullptr);
    directory_ = name;
  }
  ~DirectoryTest() override { std::filesystem::remove_all(directory_); }

  std::string Path(std::string_view file) const { return directory_ + "/" + std::string(file); }

  std::string directory_;
};

}  // namespace ulpforge
