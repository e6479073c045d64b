#include "peers/peers.h"

#include <gnu/libc-version.h>

#include <span>

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "native/shared_library.h"
#include "peers/adapter.h"

namespace ulpforge {
namespace {

bool Always() { return true; }
bool HasAvx2() { return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0; }
bool HasAvx512() { return __builtin_cpu_supports("avx512f") != 0; }

std::string GlibcVersion(const SharedLibrary&) { return gnu_get_libc_version(); }

// "3.5.1" of libsleef.so.3.5.1.
std::string FileVersion(const SharedLibrary& library) {
  const std::string path = library.Path();
  const size_t end = path.rfind(".so.");
  return end == std::string::npos ? "" : path.substr(end + 4);
}

// A library of headers as compiled for each level; no table where its header was not found.
using Adapters = std::array<const Adapter*, kPeerLevels.size()>;
#define ULPFORGE_ADAPTERS(name) \
  Adapters { &native_level::name, &x86_64_v3_level::name }

#ifdef ULPFORGE_PEER_EIGEN
constexpr Adapters kEigen = ULPFORGE_ADAPTERS(kEigenAdapter);
#else
constexpr Adapters kEigen = {};
#endif
#ifdef ULPFORGE_PEER_HIGHWAY
constexpr Adapters kHighway = ULPFORGE_ADAPTERS(kHighwayAdapter);
#else
constexpr Adapters kHighway = {};
#endif
#ifdef ULPFORGE_PEER_VDT
constexpr Adapters kVdt = ULPFORGE_ADAPTERS(kVdtAdapter);
#else
constexpr Adapters kVdt = {};
#endif
#ifdef ULPFORGE_PEER_XSIMD
constexpr Adapters kXsimd = ULPFORGE_ADAPTERS(kXsimdAdapter);
#else
constexpr Adapters kXsimd = {};
#endif

// One way to compute functions. It is in a shared library, which the loader finds, or in an adapter.
struct Row {
  std::string_view library;
  std::string_view variant;
  std::string_view package;       // of Debian, that has it
  std::string_view only_target;   // empty: any
  std::string_view source;        // the file of the shared library, or the header that the adapter needs
  std::string_view cpu_features;  // that a shared library uses without asking, and whether they are there
  bool (*cpu_has_them)() = &Always;
  bool is_avx512 = false;  // x86-64-v3 does without
  std::string_view signature;
  std::string (*symbol)(std::string_view target) = nullptr;
  std::string (*version)(const SharedLibrary&) = nullptr;
  Adapters adapters = {};

  bool is_shared() const { return symbol != nullptr; }
};

// To add a peer, add a row; one of headers also needs peers/adapters/NAME.cc. The names of the functions are
// those of the targets.
constexpr Row kRows[] = {
    {.library = "glibc",
     .variant = "libm",
     .package = "libc6",
     .source = "libm.so.6",
     .signature = "float(float)",
     .symbol = [](std::string_view target) { return fmt::format("{}f", target); },
     .version = &GlibcVersion},
    {.library = "glibc",
     .variant = "libmvec AVX2",
     .package = "libc6",
     .source = "libmvec.so.1",
     .cpu_features = "AVX2 and FMA",
     .cpu_has_them = &HasAvx2,
     .signature = "__m256(__m256)",
     .symbol = [](std::string_view target) { return fmt::format("_ZGVdN8v_{}f", target); },
     .version = &GlibcVersion},
    {.library = "glibc",
     .variant = "libmvec AVX-512",
     .package = "libc6",
     .source = "libmvec.so.1",
     .cpu_features = "AVX-512F",
     .cpu_has_them = &HasAvx512,
     .is_avx512 = true,
     .signature = "__m512(__m512)",
     .symbol = [](std::string_view target) { return fmt::format("_ZGVeN16v_{}f", target); },
     .version = &GlibcVersion},
    {.library = "SLEEF",
     .variant = "u10 AVX2",
     .package = "libsleef3",
     .source = "libsleef.so.3",
     .cpu_features = "AVX2 and FMA",
     .cpu_has_them = &HasAvx2,
     .signature = "__m256(__m256)",
     .symbol = [](std::string_view target) { return fmt::format("Sleef_{}f8_u10avx2", target); },
     .version = &FileVersion},
    {.library = "SLEEF",
     .variant = "u15 AVX2",
     .package = "libsleef3",
     .only_target = "erfc",
     .source = "libsleef.so.3",
     .cpu_features = "AVX2 and FMA",
     .cpu_has_them = &HasAvx2,
     .signature = "__m256(__m256)",
     .symbol = [](std::string_view target) { return fmt::format("Sleef_{}f8_u15avx2", target); },
     .version = &FileVersion},
    {.library = "SLEEF",
     .variant = "u35 AVX2",
     .package = "libsleef3",
     .source = "libsleef.so.3",
     .cpu_features = "AVX2 and FMA",
     .cpu_has_them = &HasAvx2,
     .signature = "__m256(__m256)",
     .symbol = [](std::string_view target) { return fmt::format("Sleef_{}f8_u35avx2", target); },
     .version = &FileVersion},
    {.library = "SLEEF",
     .variant = "u10 AVX-512",
     .package = "libsleef3",
     .source = "libsleef.so.3",
     .cpu_features = "AVX-512F",
     .cpu_has_them = &HasAvx512,
     .is_avx512 = true,
     .signature = "__m512(__m512)",
     .symbol = [](std::string_view target) { return fmt::format("Sleef_{}f16_u10avx512f", target); },
     .version = &FileVersion},
    {.library = "SLEEF",
     .variant = "u15 AVX-512",
     .package = "libsleef3",
     .only_target = "erfc",
     .source = "libsleef.so.3",
     .cpu_features = "AVX-512F",
     .cpu_has_them = &HasAvx512,
     .is_avx512 = true,
     .signature = "__m512(__m512)",
     .symbol = [](std::string_view target) { return fmt::format("Sleef_{}f16_u15avx512f", target); },
     .version = &FileVersion},
    {.library = "SLEEF",
     .variant = "u35 AVX-512",
     .package = "libsleef3",
     .source = "libsleef.so.3",
     .cpu_features = "AVX-512F",
     .cpu_has_them = &HasAvx512,
     .is_avx512 = true,
     .signature = "__m512(__m512)",
     .symbol = [](std::string_view target) { return fmt::format("Sleef_{}f16_u35avx512f", target); },
     .version = &FileVersion},
    {.library = "VDT",
     .variant = "libvdt",
     .package = "libvdt0.4",
     .source = "libvdt.so.0.4",
     .signature = "void(uint32_t, const float*, float*)",
     .symbol =
         [](std::string_view target) {
           const std::string name = fmt::format("fast_{}fv", target);
           return fmt::format("_ZN3vdt{}{}EjPKfPf", name.size(),
                              name);  // vdt::name(unsigned, const float*, float*)
         },
     .version = &FileVersion},
    {.library = "VDT",
     .variant = "inline",
     .package = "libvdt-dev",
     .source = "vdt/vdtMath.h",
     .adapters = kVdt},
    {.library = "Eigen",
     .variant = "",
     .package = "libeigen3-dev",
     .source = "Eigen/Core",
     .adapters = kEigen},
    {.library = "xsimd",
     .variant = "",
     .package = "libxsimd-dev",
     .source = "xsimd/xsimd.hpp",
     .adapters = kXsimd},
    {.library = "Highway",
     .variant = "",
     .package = "libhwy-dev",
     .source = "hwy/contrib/math/math-inl.h",
     .adapters = kHighway},
};

std::string Version(const Row& row) {
  if (!row.is_shared()) return row.adapters[0] == nullptr ? "" : row.adapters[0]->version;
  const absl::StatusOr<SharedLibrary> library = SharedLibrary::Open(std::string(row.source));
  return library.ok() ? row.version(*library) : "";
}

absl::Status HasNone(const Peer& peer) {
  return absl::NotFoundError(fmt::format("{} has no {}", peer.Name(), peer.target));
}

absl::StatusOr<LoadedPeer> LoadShared(const Peer& peer, const Row& row) {
  const std::string file(row.source);
  const absl::StatusOr<SharedLibrary> library = SharedLibrary::Open(file);
  if (!library.ok()) {
    return absl::NotFoundError(
        fmt::format("{}: {} is not found; install {}", peer.Name(), row.source, row.package));
  }
  const std::string symbol = row.symbol(peer.target);
  if (!library->Find(symbol).ok()) return HasNone(peer);
  if (row.is_avx512 && peer.level == PeerLevel::kX86_64V3) {
    return absl::FailedPreconditionError(
        fmt::format("{} uses AVX-512, which {} is without", peer.Name(), CpuOf(peer.level)));
  }
  if (!row.cpu_has_them()) {
    return absl::FailedPreconditionError(
        fmt::format("{} needs a CPU with {}, which this one lacks", peer.Name(), row.cpu_features));
  }
  absl::StatusOr<LibraryFunction<float>> function = LibraryFunction<float>::Open(file, symbol, row.signature);
  if (!function.ok()) return function.status();
  return LoadedPeer(*std::move(function));
}

absl::StatusOr<LoadedPeer> LoadAdapter(const Peer& peer, const Row& row) {
  const Adapter* const adapter = row.adapters[static_cast<size_t>(peer.level)];
  if (adapter == nullptr) {
    return absl::NotFoundError(
        fmt::format("{}: {} was not found when Ulpforge was built; install {} and build again", peer.Name(),
                    row.source, row.package));
  }
  if (peer.level == PeerLevel::kX86_64V3 && !HasAvx2()) {
    return absl::FailedPreconditionError(
        fmt::format("{} needs a CPU with AVX2 and FMA, which this one lacks", peer.Name()));
  }
  for (const AdapterFunction& function : std::span(adapter->functions, adapter->count)) {
    if (function.target == peer.target) {
      return LoadedPeer(TimedFunction<float>{.array = function.array, .chain = function.chain});
    }
  }
  return HasNone(peer);
}

}  // namespace

std::string Peer::Name() const {
  std::string name = library;
  for (const std::string& part : {version, variant}) {
    if (!part.empty()) name += " " + part;
  }
  return name;
}

absl::StatusOr<LoadedPeer> Peer::Load() const {
  const Row& of_table = kRows[row];
  return of_table.is_shared() ? LoadShared(*this, of_table) : LoadAdapter(*this, of_table);
}

std::string_view CpuOf(PeerLevel level) { return kPeerLevels[static_cast<size_t>(level)]; }

absl::StatusOr<PeerLevel> FindPeerLevel(std::string_view cpu) {
  for (size_t k = 0; k < kPeerLevels.size(); ++k) {
    if (kPeerLevels[k] == cpu) return static_cast<PeerLevel>(k);
  }
  return absl::InvalidArgumentError(fmt::format("there are no peers for the CPU '{}'; there are for {}", cpu,
                                                fmt::join(kPeerLevels, " and ")));
}

std::vector<Peer> PeersOf(std::string_view target, PeerLevel level) {
  std::vector<Peer> peers;
  for (const Row& row : kRows) {
    if (!row.only_target.empty() && row.only_target != target) continue;
    peers.push_back({.library = std::string(row.library),
                     .version = Version(row),
                     .variant = std::string(row.variant),
                     .target = std::string(target),
                     .level = level,
                     .row = static_cast<size_t>(&row - kRows)});
  }
  return peers;
}

}  // namespace ulpforge
