// A shared library that is loaded into this process, and the functions that it exports.
//
// Loading a library runs its initialisers, and what is called in it runs with all the rights of this process:
// load only what you would run. The modes of floating point (rounding, flushing to zero) stay as they are.
//
// Thread safety: the methods of an open library are safe to call from several threads.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace ulpforge {

class SharedLibrary {
 public:
  // `name`: a path, a name that the loader finds (libm.so.6), or a file of the current directory. NotFound
  // with the loader's reason if it cannot be loaded. `shown_as`: what errors call it, its name if empty.
  static absl::StatusOr<SharedLibrary> Open(const std::string& name, const std::string& shown_as = {});

  // Unloads the library unless somebody else has it open.
  ~SharedLibrary();
  SharedLibrary(SharedLibrary&& other) noexcept
      : name_(std::move(other.name_)), handle_(std::exchange(other.handle_, nullptr)) {}
  SharedLibrary& operator=(SharedLibrary&& other) noexcept {
    std::swap(name_, other.name_);
    std::swap(handle_, other.handle_);
    return *this;
  }

  // The file that was loaded, without symbolic links: /usr/lib/x86_64-linux-gnu/libsleef.so.3.5.1.
  std::string Path() const;

  // The names of the functions that this library itself defines for others, sorted, each once.
  // FailedPrecondition if its file cannot be read any more.
  absl::StatusOr<std::vector<std::string>> Functions() const;

  // The address of one of these functions, as this CPU should call it. NotFound with the nearest name if the
  // library defines no such function, also where one that it depends on does.
  absl::StatusOr<void*> Find(const std::string& function) const;

 private:
  SharedLibrary(std::string name, void* handle) : name_(std::move(name)), handle_(handle) {}

  std::string name_;
  void* handle_;
};

}  // namespace ulpforge
