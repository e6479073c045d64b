#!/usr/bin/env bash
# Usage: scripts/fuzz.sh [SECONDS]
# Runs every fuzzer for SECONDS (default: 60), starting from the corpus in tests/fuzz/corpus. New inputs
# stay in build/fuzz/corpus; a crash is written to build/fuzz and is to be added to the corpus.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-60}
if ! [[ $seconds =~ ^[0-9]+$ ]]; then
  echo "fuzz.sh: '$seconds' is not a number of seconds; usage: scripts/fuzz.sh [SECONDS]" >&2
  exit 2
fi

scripts/build.sh --preset fuzz
for corpus in tests/fuzz/corpus/*/; do
  name=$(basename "$corpus")
  mkdir -p "build/fuzz/corpus/$name"
  echo "$name"
  log=build/fuzz/$name.log
  if ! "build/fuzz/tests/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 \
    -print_final_stats=1 -artifact_prefix="build/fuzz/$name-" \
    "build/fuzz/corpus/$name" "$corpus" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  grep -E 'number_of_executed_units|new_units_added' "$log"
done
