#!/usr/bin/env bash
# Kernels that an expert writes by hand with Sollya, how accurate and how fast they are, and the peers beside them:
# results/baselines/TARGET.md, TARGET.json and the kernels in TARGET/. Some minutes for each target, on an idle
# machine for the times.
#   scripts/baselines.sh [TARGET...]      default: all that have a template
# Needs sollya and python3.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for program in sollya python3; do
  command -v "$program" >/dev/null || { echo "baselines.sh: $program is missing; apt-get install $program" >&2; exit 1; }
done
if [[ ! -x build/release/ulpforge ]]; then
  scripts/build.sh
fi

shopt -s nullglob
templates=(kernels/templates/*.tmpl results/baselines/templates/*.tmpl)
targets=("$@")
if ((!${#targets[@]})); then
  mapfile -t targets < <(awk '$1 == "target" { print $2 }' "${templates[@]}" | sort -u)
fi
exec python3 -B scripts/baselines.py --ulpforge build/release/ulpforge --out results/baselines \
  "${templates[@]/#/--template=}" -- "${targets[@]}"
