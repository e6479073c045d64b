#include "native/shared_library.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <link.h>
#include <unistd.h>

#include <algorithm>
#include <cfenv>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/check.h"
#include "base/nearest_name.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

// A file opened for reading with libelf.
class ElfFile {
 public:
  explicit ElfFile(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    ULPFORGE_CHECK(elf_version(EV_CURRENT) != EV_NONE);
    if (descriptor_ >= 0) elf_ = elf_begin(descriptor_, ELF_C_READ, nullptr);
  }
  ~ElfFile() {
    if (elf_ != nullptr) elf_end(elf_);
    if (descriptor_ >= 0) close(descriptor_);
  }
  ElfFile(const ElfFile&) = delete;
  ElfFile& operator=(const ElfFile&) = delete;

  Elf* get() const { return elf_; }

 private:
  int descriptor_;
  Elf* elf_ = nullptr;
};

// Functions in assembler often have no type.
bool IsFunctionForOthers(const GElf_Sym& symbol) {
  const int type = GELF_ST_TYPE(symbol.st_info);
  const int binding = GELF_ST_BIND(symbol.st_info);
  return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS &&
         (type == STT_FUNC || type == STT_GNU_IFUNC || type == STT_NOTYPE) &&
         (binding == STB_GLOBAL || binding == STB_WEAK);
}

void AddFunctions(Elf* elf, Elf_Scn* section, const GElf_Shdr& header, std::vector<std::string>* names) {
  Elf_Data* const data = elf_getdata(section, nullptr);
  if (data == nullptr || header.sh_entsize == 0) return;
  for (size_t i = 0; i < header.sh_size / header.sh_entsize; ++i) {
    GElf_Sym symbol;
    if (gelf_getsym(data, static_cast<int>(i), &symbol) == nullptr || !IsFunctionForOthers(symbol)) continue;
    const char* const name = elf_strptr(elf, header.sh_link, symbol.st_name);
    if (name != nullptr && *name != 0) names->emplace_back(name);
  }
}

absl::Status LoaderError(const std::string& name, const std::string& reason) {
  return absl::NotFoundError(
      fmt::format("cannot open library '{}': {}; give a path, or a name that the loader finds "
                  "(LD_LIBRARY_PATH, /etc/ld.so.conf)",
                  name, reason));
}

// Puts the modes of floating point back. Libraries that are linked with -ffast-math (libvdt is one) let this
// thread flush subnormal numbers to zero when they are loaded.
class KeepFloatingPointModes {
 public:
  KeepFloatingPointModes() { std::fegetenv(&modes_); }
  ~KeepFloatingPointModes() { std::fesetenv(&modes_); }
  KeepFloatingPointModes(const KeepFloatingPointModes&) = delete;
  KeepFloatingPointModes& operator=(const KeepFloatingPointModes&) = delete;

 private:
  std::fenv_t modes_;
};

}  // namespace

absl::StatusOr<SharedLibrary> SharedLibrary::Open(const std::string& name, const std::string& shown_as) {
  const std::string& shown = shown_as.empty() ? name : shown_as;
  const KeepFloatingPointModes keep_modes;
  // The loader takes the empty name for this program.
  if (name.empty()) return LoaderError(shown, "no name given");
  if (void* const handle = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL)) return SharedLibrary(shown, handle);
  std::string reason = dlerror();
  std::error_code ignored;
  if (name.find('/') == std::string::npos && std::filesystem::is_regular_file(name, ignored)) {
    if (void* const handle = dlopen(("./" + name).c_str(), RTLD_NOW | RTLD_LOCAL)) {
      return SharedLibrary(shown, handle);
    }
    reason = dlerror();
  }
  return LoaderError(shown, reason);
}

SharedLibrary::~SharedLibrary() {
  if (handle_ != nullptr) dlclose(handle_);
}

std::string SharedLibrary::Path() const {
  link_map* map = nullptr;
  ULPFORGE_CHECK(dlinfo(handle_, RTLD_DI_LINKMAP, static_cast<void*>(&map)) == 0);
  std::error_code error;
  const std::filesystem::path path = std::filesystem::canonical(map->l_name, error);
  return error ? map->l_name : path.string();
}

absl::StatusOr<std::vector<std::string>> SharedLibrary::Functions() const {
  const std::string path = Path();
  const ElfFile file(path);
  if (file.get() == nullptr) {
    return absl::FailedPreconditionError(
        fmt::format("cannot read the symbols of library '{}' from {}; was the file removed?", name_, path));
  }
  std::vector<std::string> names;
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(file.get(), section)) != nullptr;) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type != SHT_DYNSYM) continue;
    AddFunctions(file.get(), section, header, &names);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

absl::StatusOr<void*> SharedLibrary::Find(const std::string& function) const {
  const absl::StatusOr<std::vector<std::string>> functions = Functions();
  if (!functions.ok()) return functions.status();
  void* const address = dlsym(handle_, function.c_str());
  if (address != nullptr && std::binary_search(functions->begin(), functions->end(), function))
    return address;
  const std::vector<std::string_view> names(functions->begin(), functions->end());
  const std::string_view nearest = NearestName(function, names);
  return absl::NotFoundError(fmt::format(
      "'{}' has no function '{}'; {}", name_, function,
      nearest.empty() ? "nm -D lists what a library has" : fmt::format("did you mean '{}'?", nearest)));
}

}  // namespace ulpforge
