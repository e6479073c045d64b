#!/usr/bin/env bash
# Usage: scripts/format.sh [--check]
# Formats every C++ file with clang-format 19; with --check only tells which files would change.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=(-i)
case ${1:-} in
  '') ;;
  --check) mode=(--dry-run -Werror) ;;
  -h | --help) sed -n '2,3s/^# //p' "scripts/$(basename "$0")"; exit 0 ;;
  *) echo "format.sh: unknown argument '$1'; usage: scripts/format.sh [--check]" >&2; exit 2 ;;
esac

# Tracked files and new ones that git does not ignore.
git ls-files -z --cached --others --exclude-standard -- '*.h' '*.cc' |
  xargs -0 -r clang-format-19 "${mode[@]}"
