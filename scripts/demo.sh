#!/usr/bin/env bash
# Usage: scripts/demo.sh [--budget TIME]
# Installs what is missing, builds, searches exp2 for 60 s, shows and verifies what was found, writes it as
# C and runs that C beside the exp2 of the C library.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

budget=60s
while (($#)); do
  case $1 in
    --budget) budget=${2:?--budget needs a time such as 60s}; shift 2 ;;
    -h | --help) sed -n '2,4s/^# //p' "scripts/$(basename "$0")"; exit 0 ;;
    *) echo "demo.sh: unknown argument '$1'; usage: scripts/demo.sh [--budget TIME]" >&2; exit 2 ;;
  esac
done

scripts/build.sh --target ulpforge
ulpforge=build/release/ulpforge

# Shows a command, then runs it.
run() {
  printf '\n$ %s\n' "$*"
  "$@"
}

mkdir -p runs
out=runs/demo-exp2
for ((n = 2; ; n++)); do
  [[ -e $out ]] || break
  out=runs/demo-exp2-$n
done

run "$ulpforge" search exp2 --format real --max-ops 10 --budget "$budget" --seed 1 --out "$out"
run "$ulpforge" front "$out"
run "$ulpforge" front "$out" --classical
run "$ulpforge" verify "$out" --ops 10 --certify
printf '\n$ %s\n' "$ulpforge emit $out --ops 10 --name my_exp2 > $out/my_exp2.c"
"$ulpforge" emit "$out" --ops 10 --name my_exp2 >"$out/my_exp2.c"

cat >"$out/compare.c" <<'C'
#include <math.h>
#include <stdio.h>

#include "my_exp2.c"

int main(void) {
  printf("%-6s %-22s %-22s %s\n", "x", "my_exp2(x)", "exp2(x)", "relative difference");
  for (int i = 1; i <= 8; ++i) {
    const double x = i / 8.0;
    const double mine = my_exp2(x);
    const double libm = exp2(x);
    printf("%-6g %-22.17g %-22.17g %.2e\n", x, mine, libm, fabs(mine / libm - 1));
  }
  return 0;
}
C
run cc -O3 -Wall -o "$out/compare" "$out/compare.c" -lm
run "$out/compare"

printf '\nRun directory  %s\nC source       %s\nGo on with     %s\n' \
  "$out" "$out/my_exp2.c" "$ulpforge resume $out --budget 60s"
