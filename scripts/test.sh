#!/usr/bin/env bash
# Usage: scripts/test.sh [--preset NAME] [--all]
# Installs what is missing, builds, and runs the fast tests (label unit), with --all every test.
# Presets: release (default), debug, asan, tsan.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=release
select=(-L '^unit$')
while (($#)); do
  case $1 in
    --preset) preset=${2:?--preset needs a name}; shift 2 ;;
    --all) select=(); shift ;;
    -h | --help) sed -n '2,4s/^# //p' "scripts/$(basename "$0")"; exit 0 ;;
    *) echo "test.sh: unknown argument '$1'; usage: scripts/test.sh [--preset NAME] [--all]" >&2; exit 2 ;;
  esac
done

scripts/build.sh --preset "$preset"

# Sanitizer reports end the process and with it the test.
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
export TSAN_OPTIONS=${TSAN_OPTIONS:-second_deadlock_stack=1}
results=$PWD/build/$preset/tests.xml
reports=$PWD/build/$preset/test_reports
rm -rf "$results" "$reports"
status=0
# Without the lines for tests that pass or are skipped, and without the list of these: a summary says why.
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$(nproc)" --output-junit "$results" "${select[@]}" |
  grep -vE '^ *Start +[0-9]+: |^ *[0-9]+/[0-9]+ Test +#[0-9]+: .* Passed |\*\*\*Skipped|\(Skipped\)$|did not run:$' || status=$?
[[ ! -f $results ]] || scripts/summarise_tests.py "$results" "$reports"
exit "$status"
