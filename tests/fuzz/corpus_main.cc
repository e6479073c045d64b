// Runs a fuzz target without libFuzzer: on every file of the folders named on the command line, on every
// prefix of each file, and on each file with one byte changed or removed. So a finding that was added to
// the corpus stays covered by the ordinary tests.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

// Files are damaged at this many places at most, evenly spread.
constexpr size_t kMaxPlaces = 400;

void Run(const std::string& text) {
  // An allocation of the exact size, so that the address sanitizer sees reads beyond the end.
  const std::vector<uint8_t> bytes(text.begin(), text.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

void RunDamaged(const std::string& text) {
  const size_t step = std::max<size_t>(1, text.size() / kMaxPlaces);
  for (size_t place = 0; place < text.size(); place += step) {
    Run(text.substr(0, place));
    Run(text.substr(0, place) + text.substr(place + 1));
    for (const int flip : {0x01, 0x10, 0x80, static_cast<int>(static_cast<uint8_t>(text[place]))}) {
      std::string copy = text;
      copy[place] = static_cast<char>(copy[place] ^ flip);
      Run(copy);
    }
  }
}

std::vector<std::filesystem::path> Files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  size_t count = 0;
  for (int k = 1; k < argc; ++k) {
    for (const std::filesystem::path& file : Files(argv[k])) {
      std::printf("%s\n", file.c_str());
      std::fflush(stdout);
      std::ifstream stream(file, std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(stream), {}};
      Run(text);
      RunDamaged(text);
      ++count;
    }
  }
  if (count == 0) std::fprintf(stderr, "usage: %s FOLDER...  (with at least one file)\n", argv[0]);
  return count == 0;
}
