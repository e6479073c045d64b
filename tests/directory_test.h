// A directory for tests, and a fixture with one.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/check.h"
#include "gtest/gtest.h"

namespace ulpforge {

// A new, empty directory that ends with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory() : path_((std::filesystem::path(::testing::TempDir()) / "ulpforge_XXXXXX").string()) {
    ULPFORGE_CHECK(mkdtemp(path_.data()) != nullptr);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view file) const { return path_ + "/" + std::string(file); }

 private:
  std::string path_;
};

class DirectoryTest : public ::testing::Test {
 protected:
  std::string Path(std::string_view file) const { return own_ / file; }

 private:
  const TemporaryDirectory own_;

 protected:
  const std::string directory_ = own_.path();
};

}  // namespace ulpforge
