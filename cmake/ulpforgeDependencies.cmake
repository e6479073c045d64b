# The packages that the libraries use: read when they are built, and again by whoever finds them installed. The
# targets are imported ones, so that no path of the machine that built the libraries is exported.
find_package(absl REQUIRED)
find_package(fmt REQUIRED)
find_package(Protobuf REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(MPFR REQUIRED IMPORTED_TARGET mpfr gmp)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(LIBELF REQUIRED IMPORTED_TARGET libelf)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)

# Debian's Arb has no pkg-config file.
find_path(ARB_INCLUDE_DIR arb_poly.h REQUIRED)
find_library(ARB_LIBRARY flint-arb REQUIRED)
find_library(FLINT_LIBRARY flint REQUIRED)
if(NOT TARGET ulpforge_arb)
  add_library(ulpforge_arb INTERFACE IMPORTED)
  target_include_directories(ulpforge_arb SYSTEM INTERFACE ${ARB_INCLUDE_DIR})
  target_link_libraries(ulpforge_arb INTERFACE ${ARB_LIBRARY} ${FLINT_LIBRARY})
endif()

find_package(LLVM 19.1 REQUIRED CONFIG)
if(NOT TARGET ulpforge_llvm)
  add_library(ulpforge_llvm INTERFACE IMPORTED)
  target_include_directories(ulpforge_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
  target_link_libraries(ulpforge_llvm INTERFACE LLVM)
  # Programs that call nothing of it start without loading it.
  target_link_options(ulpforge_llvm INTERFACE -Wl,--as-needed)
endif()
