#!/usr/bin/env bash
# Usage: scripts/results.sh [NAME...]
# Regenerates folders of results (default: all). Of results/real/NAME, 12 minutes for all on two cores: the front that
# the search finds, every program of it as C, and the classical constructions that it is compared with. Of
# results/float32/NAME, named as float32/NAME, 5 to 10 minutes each: the front, its ranking by measured time, and the
# fastest kernels with at most 0.654, 1, 2 and 4 ULP as C. Of results/bfloat16/NAME and results/float16/NAME, a minute
# or two each: the same of kernels that are correctly rounded at every input, the fastest as C. Of
# results/float32_to_bfloat16/NAME and results/float16_arithmetic/NAME, a minute each: the front and every kernel of it
# as C. Budgets are in candidates, so that all but the ranking is the same on every machine.
set -euo pipefail
cd "$(dirname "$0")/.."

# NAME | arguments of `ulpforge search`
rows=(
  "exp2|exp2 --max-ops 10 --seed 2 --budget 5000000c"
  "exp2_extended|exp2 --max-ops 12 --constants extended --seed 2 --budget 5000000c"
  "log2|log2 --max-ops 12 --seed-program classical --seed 1 --budget 3000000c"
  "cos|cos --max-ops 14 --constants extended --seed-program classical --seed-program results/seeds/cos_12_ops.txt --seed 1 --budget 3000000c"
  "erf|erf --max-ops 14 --seed 1 --budget 3000000c"
  "airy_ai_7x|airy_ai_7x --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c"
  "bessel_i_half|bessel_i_half --ops add,sub,mul,div,sqrt --max-ops 10 --seed 1 --budget 3000000c"
)

# NAME | arguments of `ulpforge search`, after --format float32 --seed-program classical
kernels=(
  "float32/cos|cos --domain [-6.2832,6.2832] --cost zen5-throughput --budget 40064c"
  "float32/erf|erf --variant full --cost zen5-throughput --budget 40064c"
  "float32/erf_1_ulp|erf --variant full --max-ulp 1 --template erf-square-full --cost zen5-throughput --budget 2304c"
  "float32/exp|exp --variant full --cost zen5-throughput --budget 568192c"
  "float32/exp2|exp2 --variant full --cost zen5-throughput --budget 475008c"
  "float32/exp2_latency|exp2 --variant full --cost zen5-latency --budget 40064c"
  "float32/exp2_unit|exp2 --domain [0,1] --max-ulp 1 --max-ops 14 --template results/baselines/templates/exp2-unit.tmpl --template results/baselines/templates/exp2-unit-left.tmpl --template results/baselines/templates/exp2-unit-lefter.tmpl --template results/baselines/templates/exp2-unit-centre.tmpl --template results/baselines/templates/exp2-unit-left-compensated.tmpl --cost zen5-throughput --budget 40064c"
  "float32/exp_latency|exp --variant full --cost zen5-latency --budget 40064c"
  "float32/log|log --variant full --max-ops 11 --cost zen5-throughput --budget 200064c"
  "float32/log2|log2 --variant full --max-ops 11 --cost zen5-throughput --budget 250112c"
  "float32/log2_latency|log2 --variant full --max-ops 11 --cost zen5-latency --budget 50048c"
  "float32/log_latency|log --variant full --max-ops 11 --cost zen5-latency --budget 50048c"
  "float32/sigmoid|sigmoid --variant full --cost zen5-throughput --budget 40064c"
  "float32/sigmoid_1_ulp|sigmoid --variant full --max-ulp 1 --template sigmoid-residual-full --cost zen5-throughput --budget 10240c"
  "float32/sin|sin --domain [-6.2832,6.2832] --cost zen5-throughput --budget 30080c"
  "float32/tanh_1_ulp|tanh --variant full --max-ulp 1 --template tanh-exp-full --cost zen5-throughput --budget 25728c"
  "float32/tanh|tanh --variant full --cost zen5-throughput --budget 40064c"
)

# FORMAT/NAME | arguments of `ulpforge search`, after --format FORMAT and those of regenerate_rounded
rounded=(
  "bfloat16/exp|exp --variant full --budget 40064c"
  "bfloat16/exp2|exp2 --variant full --budget 40064c"
  "bfloat16/log|log --variant full --budget 40064c"
  "bfloat16/log2|log2 --variant full --budget 40064c"
  "bfloat16/sigmoid|sigmoid --variant full --budget 40064c"
  "bfloat16/silu|silu(x) --domain [-86,100] --template results/bfloat16/templates/silu-exp.tmpl --subnormal any --budget 40064c"
  "bfloat16/sin|sin --domain [-3.140625,3.140625] --budget 40064c"
  "bfloat16/tanh|tanh --variant full --budget 40064c"
  "float16/exp|exp --variant full --budget 200064c"
  "float16/exp2|exp2 --variant full --budget 200064c"
  "float16/log|log --variant full --budget 200064c"
  "float16/log2|log2 --variant full --budget 200064c"
  "float16/sigmoid|sigmoid --variant full --max-misrounded 20 --budget 200064c"
  "float16/silu|silu(x) --domain [-18,100] --template results/bfloat16/templates/silu-exp.tmpl --budget 40064c"
  "float16/sin|sin --domain [-3.140625,3.140625] --budget 40064c"
  "float16/tanh|tanh --variant full --budget 200064c"
)

# FORMATS/NAME | arguments of `ulpforge search`, after --cost ops --no-rank
by_ops=(
  "float32_to_bfloat16/exp2_unit|exp2 --format float32 --result bfloat16 --domain [0,0x1.fffffep-1] --measure misrounded --max-misrounded-percent 1 --template plain --max-ops 7 --seed-program classical --budget 40064c"
  "float32_to_bfloat16/exp2_unit_rounded|exp2 --format float32 --result bfloat16 --domain [0,0x1.fffffep-1] --measure misrounded --max-misrounded 500 --template results/float32_to_bfloat16/templates/exp2-rounded-unit.tmpl --max-ops 7 --seed-program classical --budget 200064c"
  "float16_arithmetic/tanh|tanh --format float16 --compute float16 --domain [-4.5,4.5] --ops add,sub,mul,div,fma --max-ulp 64 --max-ops 9 --budget 400000c"
)

ulpforge=build/release/ulpforge
scripts/build.sh >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Emits every program whose constants are doubles: an extended constant is worth nothing to double code.
emit_programs() { # RUN TARGET FOLDER
  local ops
  grep -q '"constants": "f64"' "$1/front.json" || return 0
  tail -n +2 "$1/front.csv" | cut -d, -f1 | while read -r ops; do
    "$ulpforge" emit "$1" --ops "$ops" --name "$2_$ops" >"$3/$2_$ops.c"
  done
}

regenerate() { # NAME ARGUMENTS...
  local name=$1 folder=results/real/$1
  shift
  echo "== $name: ulpforge search $*"
  "$ulpforge" search "$@" --out "$work/$name" >"$work/log"
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$work/$name/front.json" "$work/$name/front.csv" "$folder/"
  emit_programs "$work/$name" "$1" "$folder"
  {
    echo "\$ ulpforge search $* --out RUN"
    echo "\$ ulpforge front RUN --classical"
    "$ulpforge" front "$work/$name" --classical
  } >"$folder/table.txt"
  "$ulpforge" front "$work/$name" --classical --json >"$folder/classical.json"
  cat "$folder/table.txt"
}

regenerate_kernels() { # NAME ARGUMENTS...
  local name=$1 folder=results/$1 ulp file
  shift
  set -- "$@" --format float32 --seed-program classical
  echo "== $name: ulpforge search $*"
  "$ulpforge" search "$@" --out "$work/run" >"$work/log"
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$work/run/front.json" "$work/run/ranked.json" "$folder/"
  for ulp in 0.654 1 2 4; do
    file=${1}_${ulp/./_}_ulp
    "$ulpforge" emit "$work/run" --ulp "$ulp" --name "$file" >"$folder/$file.c" 2>/dev/null || rm "$folder/$file.c"
    if [[ " $* " == *" --max-ulp $ulp "* ]]; then break; fi  # the search had no larger limit
  done
  {
    echo "\$ ulpforge search $* --out RUN"
    echo "\$ ulpforge front RUN"
    "$ulpforge" front "$work/run"
  } >"$folder/table.txt"
  cat "$folder/table.txt"
  rm -rf "$work/run"
}

regenerate_rounded() { # FORMAT/NAME ARGUMENTS...
  local name=$1 folder=results/$1
  local file=${name#*/}_${name%/*}
  shift
  set -- "$@" --format "${name%/*}" --measure misrounded --cost zen5-throughput --seed-program classical
  echo "== $name: ulpforge search $*"
  "$ulpforge" search "$@" --out "$work/run" >"$work/log"
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$work/run/front.json" "$work/run/ranked.json" "$folder/"
  "$ulpforge" emit "$work/run" --name "$file" --in-flight 2 >"$folder/$file.c"
  {
    echo "\$ ulpforge search $* --out RUN"
    echo "\$ ulpforge front RUN"
    "$ulpforge" front "$work/run"
  } >"$folder/table.txt"
  cat "$folder/table.txt"
  rm -rf "$work/run"
}

regenerate_by_ops() { # FORMATS/NAME ARGUMENTS...
  local name=$1 folder=results/$1 ops
  shift
  set -- "$@" --cost ops --no-rank
  echo "== $name: ulpforge search $*"
  "$ulpforge" search "$@" --out "$work/run" >"$work/log"
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$work/run/front.json" "$folder/"
  tail -n +2 "$work/run/front.csv" | cut -d, -f1 | while read -r ops; do
    "$ulpforge" emit "$work/run" --ops "$ops" --name "${name#*/}_$ops" >"$folder/${name#*/}_$ops.c"
  done
  {
    echo "\$ ulpforge search $* --out RUN"
    echo "\$ ulpforge front RUN"
    "$ulpforge" front "$work/run"
  } >"$folder/table.txt"
  cat "$folder/table.txt"
  rm -rf "$work/run"
}

known=" ${rows[*]%%|*} ${kernels[*]%%|*} ${rounded[*]%%|*} ${by_ops[*]%%|*} "
for name in "$@"; do
  [[ $known == *" $name "* ]] && continue
  echo "scripts/results.sh: no results named '$name'; choose from:$known" >&2
  exit 1
done
wanted() { # NAME NAMES...
  local name=$1
  shift
  (($# == 0)) || [[ " $* " == *" $name "* ]]
}
for row in "${rows[@]}"; do
  read -ra arguments <<<"${row#*|}"
  if wanted "${row%%|*}" "$@"; then regenerate "${row%%|*}" "${arguments[@]}"; fi
done
for row in "${kernels[@]}"; do
  read -ra arguments <<<"${row#*|}"
  if wanted "${row%%|*}" "$@"; then regenerate_kernels "${row%%|*}" "${arguments[@]}"; fi
done
for row in "${rounded[@]}"; do
  read -ra arguments <<<"${row#*|}"
  if wanted "${row%%|*}" "$@"; then regenerate_rounded "${row%%|*}" "${arguments[@]}"; fi
done
for row in "${by_ops[@]}"; do
  read -ra arguments <<<"${row#*|}"
  if wanted "${row%%|*}" "$@"; then regenerate_by_ops "${row%%|*}" "${arguments[@]}"; fi
done
