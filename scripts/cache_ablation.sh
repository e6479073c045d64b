#!/usr/bin/env bash
# Usage: scripts/cache_ablation.sh [--quick] [--seeds N] [--candidates N] [--limit SECONDS] [--threads N]
#                                  [--rows REGEX] [--ulpforge FILE] [--out DIRECTORY]
# Searches exp2 with every variant of the functional equivalence cache, prints what each costs and brings as
# tables, and writes DIRECTORY/runs.csv with one line per run. See docs/cache.md.
#
#   --seeds N        seeds 1 to N for every variant (default 5)
#   --candidates N   budget of the runs that compare hit rates and false merges (default 200000)
#   --limit SECONDS  of the runs that measure the time to a target, which end when it is reached (default 60)
#   --threads N      of each run (default 1)
#   --rows REGEX     only the variants whose name matches
#   --quick          one seed, 20000 candidates, 6 s, easy targets, few variants: does it work?
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  echo "cache_ablation.sh: $1" >&2
  exit 2
}

seeds=5 candidates=200000 limit=60 threads=1 ulpforge=build/release/ulpforge rows=. out=''
near=1e-12 far=3.56e-15 # the second is the error that AutoNumerics-Zero published for 10 ops, 3.55e-15
while (($#)); do
  case $1 in
    -h | --help) sed -n '2,/^set -e/s/^# \{0,1\}//p' "scripts/$(basename "$0")"; exit 0 ;;
    --quick)
      seeds=1 candidates=20000 limit=6 near=1e-6 far=1e-9
      rows='^(off|structure|family|rounded-(1|8|32)|forget-never)$'
      shift
      ;;
    --seeds | --candidates | --limit | --threads)
      [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || fail "$1 needs a whole number above zero"
      declare "${1#--}=$2"
      shift 2
      ;;
    --rows | --ulpforge | --out)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      declare "${1#--}=$2"
      shift 2
      ;;
    *) fail "unknown argument '$1'; see --help" ;;
  esac
done
[[ -x $ulpforge ]] || fail "there is no program '$ulpforge'; build it with scripts/build.sh"
# NAME FLAGS of every variant.
variants=$(
  echo "off --no-cache"
  echo "off-structure --no-cache --cache-key structure"
  echo "structure --cache-key structure"
  echo "family --cache-key family"
  for bits in 1 2 4 8 12 16 20 24 28 32 52; do
    echo "rounded-$bits --cache-key rounded --mantissa-bits $bits"
  done
  echo "forget-never --forget-after 0"
  for uses in 1 4 16 64; do echo "forget-every-$uses --forget-after $uses --forget-factor 1"; done
  echo "forget-16-4 --forget-after 16 --forget-factor 4"
)
variants=$(awk -v rows="$rows" '$1 ~ rows' <<<"$variants")
[[ -n $variants ]] || fail "no variant matches '$rows'"

if [[ -z $out ]]; then
  mkdir -p runs
  out=$(mktemp -d runs/cache-ablation-XXXXXX)
else
  mkdir -p "$(dirname "$out")"
  mkdir "$out" 2>/dev/null || fail "cannot make the directory '$out'; choose one that does not exist yet"
fi

field() { # FILE KEY: a number of front.json; statistics come after the configuration
  sed -n "s/^ *\"$2\": \"\\{0,1\\}\\([^\",]*\\)\"\\{0,1\\},\\{0,1\\}$/\\1/p" "$1" | tail -1
}

first_reached() { # RUN ERROR: "SECONDS CANDIDATES" of the first program at least that accurate
  awk -v limit="$2" -F'[:,}]' '
    /"event":"improved"/ {
      for (k = 1; k < NF; ++k) {
        gsub(/["{]/, "", $k); gsub(/"/, "", $(k + 1)); value[$k] = $(k + 1)
      }
      if (value["error"] + 0 <= limit + 0) { print value["seconds"], value["candidates"]; exit }
    }' "$1/events.jsonl"
}

phase() { # RUN PHASE: its share
  sed -n "s/.*\"phase\":\"$2\",\"seconds\":[^,]*,\"share\":\\([^,}]*\\).*/\\1/p" "$1/events.jsonl" | tail -1
}

csv=$out/runs.csv
echo "part,variant,seed,candidates,seconds,evaluated,hits,misses,repeated,evictions,bytes,audited,false_merges,\
error,near_seconds,near_candidates,far_seconds,far_candidates,propose,key,cache,fit,finish" >"$csv"

record() { # PART VARIANT SEED RUN
  local json=$4/front.json line key near_at far_at
  line="$1,$2,$3,$(field "$json" candidates)"
  line+=",$(awk -F'"seconds":' '/"checkpoint"/ { split($2, a, /[,}]/); s = a[1] } END { print s }' "$4/events.jsonl")"
  for key in evaluated cache_hits cache_misses cache_refits cache_evictions cache_bytes audited false_merges; do
    line+=",$(field "$json" "$key")"
  done
  line+=",$(tail -1 "$4/front.csv" | cut -d, -f2)"
  near_at=$(first_reached "$4" "$near")
  far_at=$(first_reached "$4" "$far")
  line+=",${near_at% *},${near_at#* },${far_at% *},${far_at#* }"
  for key in propose key cache fit finish; do line+=",$(phase "$4" "$key")"; done
  echo "$line" >>"$csv"
}

search() { # RUN FLAGS...
  local run=$1
  shift
  "$ulpforge" search exp2 --max-ops 10 --threads "$threads" --out "$run" "$@" >"$run.log" 2>&1
}

# A seed takes its turn with all variants, so that a machine that slows down slows them all.
for ((seed = 1; seed <= seeds; ++seed)); do
  while read -r name flags; do
    echo "seed $seed of $seeds: $name" >&2
    run=$out/$name-s$seed-candidates
    # shellcheck disable=SC2086  # flags are words
    search "$run" --seed "$seed" --budget "${candidates}c" --audit-rate 1 $flags ||
      fail "the search failed, see $run.log"
    record candidates "$name" "$seed" "$run"

    run=$out/$name-s$seed-target
    # shellcheck disable=SC2086
    search "$run" --seed "$seed" --budget "${limit}s" --audit-rate 0 $flags &
    child=$!
    while kill -0 $child 2>/dev/null; do
      if [[ -e $run/events.jsonl && -n $(first_reached "$run" "$far") ]]; then
        kill -INT $child 2>/dev/null || true
        break
      fi
      sleep 0.2
    done
    wait $child || fail "the search failed, see $run.log"
    record target "$name" "$seed" "$run"
  done <<<"$variants"
done

# Medians over the seeds. ERT is the time (candidates) of all runs, successful or not, per success.
awk -F, -v near="$near" -v far="$far" -v names="$(cut -d' ' -f1 <<<"$variants")" '
  function median(values, n,    i, j, t) {
    for (i = 2; i <= n; ++i)
      for (j = i; j > 1 && values[j - 1] + 0 > values[j] + 0; --j) {
        t = values[j]; values[j] = values[j - 1]; values[j - 1] = t
      }
    return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
  }
  function column(part, name, c,    n, i) {
    n = 0
    for (i = 1; i <= lines; ++i) if (cell[i, 1] == part && cell[i, 2] == name) list[++n] = cell[i, c]
    return median(list, n)
  }
  function sum(part, name, c,    s, i) {
    for (i = 1; i <= lines; ++i) if (cell[i, 1] == part && cell[i, 2] == name) s += cell[i, c]
    return s + 0
  }
  # Seconds (or candidates) until the target per success; column t holds it, column all that of the whole run.
  function ert(name, t, all,    i, spent, reached) {
    for (i = 1; i <= lines; ++i) {
      if (cell[i, 1] != "target" || cell[i, 2] != name) continue
      spent += cell[i, t] != "" ? cell[i, t] : cell[i, all]
      reached += cell[i, t] != ""
    }
    return reached ? spent / reached : -1
  }
  function successes(name, t,    i, n) {
    for (i = 1; i <= lines; ++i) n += cell[i, 1] == "target" && cell[i, 2] == name && cell[i, t] != ""
    return n + 0
  }
  function shown(value, form) { return value < 0 ? "-" : sprintf(form, value) }
  NR > 1 { ++lines; for (c = 1; c <= NF; ++c) cell[lines, c] = $c }
  END {
    count = split(names, name, "\n")
    runs = 0
    for (i = 1; i <= lines; ++i) runs += cell[i, 1] == "target" && cell[i, 2] == name[1]
    printf "\nThe same number of candidates: medians over seeds 1 to %d, false merges of all seeds together\n\n", runs
    printf "| variant | hits | evaluated | repeated | false merges | MB | evicted | error |\n"
    printf "|---|---|---|---|---|---|---|---|\n"
    for (k = 1; k <= count; ++k) {
      n = name[k]
      asked = sum("candidates", n, 7) + sum("candidates", n, 8) + sum("candidates", n, 9)
      printf "| %s | %s | %d | %d | %d of %d | %.1f | %d | %.3g |\n", n,
        asked ? sprintf("%.1f%%", 100 * sum("candidates", n, 7) / asked) : "-",
        column("candidates", n, 6), column("candidates", n, 9), sum("candidates", n, 13),
        sum("candidates", n, 12), column("candidates", n, 11) / 1e6, column("candidates", n, 10),
        column("candidates", n, 14)
    }
    printf "\nTime to 10 ops with error <= %s (near) and <= %s (far): seconds and candidates per success\n\n", near, far
    printf "| variant | near s | near cand. | far s | far cand. | far reached | cand./s | propose | key | cache | fit | finish |\n"
    printf "|---|---|---|---|---|---|---|---|---|---|---|---|\n"
    for (k = 1; k <= count; ++k) {
      n = name[k]
      printf "| %s | %s | %s | %s | %s | %d of %d | %.0f", n, shown(ert(n, 15, 5), "%.1f"),
        shown(ert(n, 16, 4), "%.0f"), shown(ert(n, 17, 5), "%.1f"), shown(ert(n, 18, 4), "%.0f"),
        successes(n, 17), runs, sum("target", n, 4) / sum("target", n, 5)
      for (c = 19; c <= 23; ++c) printf " | %.1f%%", 100 * column("target", n, c)
      printf " |\n"
    }
  }' "$csv"
echo >&2
echo "one line per run: $csv" >&2
