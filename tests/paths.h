// Where the tests find what they run and read. Only paths.cc is compiled with the names of this checkout, so
// that the objects of all other tests are the same in every checkout, and a compiler cache finds them.
#pragma once

#include <filesystem>
#include <string>

namespace ulpforge {

extern const char* const kUlpforgeBinary;  // the command
extern const char* const kNativeFixture;   // the shared library that the tests of native/ load

// The path of a file or folder of the source tree, such as "results/real".
std::filesystem::path SourcePath(const std::string& relative);

}  // namespace ulpforge
