#!/usr/bin/env bash
# Usage: scripts/build.sh [--preset NAME] [--target NAME]
# Installs what is missing, configures and builds into build/PRESET (default: release) what the preset is for, or one
# target.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=release
target=()
while (($#)); do
  case $1 in
    --preset) preset=${2:?--preset needs a name}; shift 2 ;;
    --target) target=(--target "${2:?--target needs a name}"); shift 2 ;;
    -h | --help) sed -n '2,4s/^# //p' "scripts/$(basename "$0")"; exit 0 ;;
    *) echo "build.sh: unknown argument '$1'; usage: scripts/build.sh [--preset NAME] [--target NAME]" >&2; exit 2 ;;
  esac
done

scripts/setup.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! cmake --preset "$preset" >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
# On a terminal ninja rewrites one status line; elsewhere only what compilers say is worth a line.
if [[ -t 1 ]]; then
  cmake --build --preset "$preset" "${target[@]}"
else
  cmake --build --preset "$preset" "${target[@]}" -- --quiet | sed '/^ninja: no work to do\.$/d'
fi
