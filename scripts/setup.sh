#!/usr/bin/env bash
# Installs the Debian 12 packages that building and testing need, if any is missing. Needs root or sudo
# only in that case.
set -euo pipefail

packages=(
  # Compilers and build. clang: sanitizers, fuzzing, and the second compiler of the emitted C.
  g++ clang-19 libclang-rt-19-dev cmake ninja-build ccache pkg-config protobuf-compiler
  # Lint and format.
  clang-tidy-19 clang-format-19
  # Libraries.
  libabsl-dev libcli11-dev libelf-dev libflint-arb-dev libflint-dev libfmt-dev libgmp-dev libmpfr-dev libprotobuf-dev libxxhash-dev libzstd-dev
  llvm-19-dev
  # What kernels are compared with; the build does without those that are missing.
  libeigen3-dev libhwy-dev libsleef-dev libvdt-dev libxsimd-dev
  # Kernels by hand (scripts/baselines.sh) and their test.
  python3 sollya
  # Tests and benchmarks.
  libbenchmark-dev libgmock-dev libgtest-dev zstd
  ca-certificates git
)

# The page of `ulpforge report` is bundled with packages of npm. Whoever has another Node.js keeps it.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  packages+=(nodejs npm)
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "setup.sh: this is not Debian; install the equivalents of: ${packages[*]}" >&2
  exit 1
fi

# dpkg-query fails for names that it has never heard of; those are missing too.
installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
missing=()
for package in "${packages[@]}"; do
  grep -qxF "installed $package" <<<"$installed" || missing+=("$package")
done
((${#missing[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo >/dev/null; then
    echo "setup.sh: needs root to install: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1; then
    cat "$log" >&2
    echo "setup.sh: apt-get $1 failed, see above" >&2
    exit 1
  fi
}
echo "Installing ${#missing[@]} packages: ${missing[*]}"
apt update
apt install -y --no-install-recommends "${missing[@]}"
