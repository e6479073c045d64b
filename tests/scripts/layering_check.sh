#!/usr/bin/env bash
# Usage: layering_check.sh ROOT
# Checks the rules that hold between the top-level folders of the source tree at ROOT and prints one line
# per violation; exits 1 if there is any.
#
#   layers       a folder includes only from itself and from the folders that its row below names
#   output       nothing below tools prints; base/check.h alone may, before it aborts
#   randomness   base/rng.h is the only generator
#   clocks       only timing, the engine and tools read clocks
#   arithmetic   no libm function that is not correctly rounded where results are made, no fast-math
set -euo pipefail

root=${1:?usage: layering_check.sh ROOT}
cd "$root"

# Bottom up: folder, and what it may include besides itself.
declare -A below=(
  [base]=""
  [dsl]="base"
  [hashing]="base dsl"
  [targets]="base dsl"
  [accuracy]="base dsl targets"
  [kernels]="base dsl targets accuracy"
  [fitting]="base dsl targets accuracy"
  [classical]="base dsl targets accuracy fitting"
  [jit]="base dsl"
  [native]="base"
  [peers]="base native"
  [timing]="base"
  [engine]="base dsl hashing targets accuracy kernels fitting jit"
  [report]="base dsl hashing targets accuracy kernels jit engine"
  [tools]="base dsl hashing targets accuracy kernels fitting classical jit native peers timing engine report"
)
# Folders of C++ code that are no layer.
outside=" build examples runs tests results "

libraries=(base dsl hashing targets accuracy kernels fitting classical jit native peers timing engine report)
deterministic=(base dsl hashing targets accuracy kernels fitting classical jit native peers)

violations=0
report() {
  echo "$1"
  violations=1
}

files_of() { # FOLDER...
  local folder
  for folder in "$@"; do
    [[ -d $folder ]] && find "$folder" -type f \( -name '*.h' -o -name '*.cc' -o -name '*.inc' \)
  done | sort
}

# Reads file names, writes FILE:LINE:CODE for every line: without // comments and the content of string
# literals, raw strings included. Lines with #include stay whole.
code_of_files() {
  # shellcheck disable=SC2016  # awk's own variables
  xargs -r -d '\n' awk '
    FNR == 1 { raw = "" }
    {
      line = $0
      if (raw != "") {  # inside a raw string, which ends with the text in raw
        end = index(line, raw)
        if (end == 0) next
        line = substr(line, end + length(raw))
        raw = ""
      }
      if (line !~ /^[ \t]*#[ \t]*include/) {
        while (match(line, /R"[A-Za-z_]*\(/)) {
          raw = ")" substr(line, RSTART + 2, RLENGTH - 3) "\""
          rest = substr(line, RSTART + RLENGTH)
          end = index(rest, raw)
          line = substr(line, 1, RSTART - 1) "\"\""
          if (end == 0) break
          line = line substr(rest, end + length(raw))
          raw = ""
        }
        gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
        sub(/\/\/.*/, "", line)
      }
      print FILENAME ":" FNR ":" line
    }'
}

code=$(files_of "${!below[@]}" | code_of_files)

# forbid PATTERN RULE FOLDER...: no line of code in the folders matches the extended regular expression.
forbid() {
  local pattern=$1 rule=$2 folders file number line
  shift 2
  folders=$(IFS='|' && echo "$*")
  while IFS=: read -r file number line; do
    [[ $file == base/check.h && $rule == output:* ]] && continue
    report "$file:$number: $rule: ${line#"${line%%[![:space:]]*}"}"
  done < <(grep -E "^($folders)/" <<<"$code" | grep -E "$pattern" || true)
}

check_includes() {
  local file number line folder included from
  while IFS=: read -r file number line; do
    folder=${file%%/*}
    included=${line#*[<\"]}
    included=${included%%[>\"]*}
    from=${included%%/*}
    if [[ $included == .* || ($line == *\"* && $included != */* && -e ${file%/*}/$included) ]]; then
      report "$file:$number: layers: \"$included\" must be named from the root of the tree"
    elif [[ $included == */* && -v below[$from] && " $folder ${below[$folder]} " != *" $from "* ]]; then
      report "$file:$number: layers: $folder may not include from $from"
    fi
  done < <(grep -E ':[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' <<<"$code" || true)
}

check_folders() {
  local folder
  while IFS= read -r folder; do
    [[ -v below[$folder] || $outside == *" $folder "* ]] && continue
    report "$folder: layers: this folder of C++ code has no row in layering_check.sh"
  done < <(find . -mindepth 2 -maxdepth 2 -type f \( -name '*.h' -o -name '*.cc' \) -not -path './.*/*' |
    cut -d/ -f2 | sort -u)
}

check_includes
check_folders

mapfile -t build_files < <(find . -type f \( -name CMakeLists.txt -o -name '*.cmake' -o -name CMakePresets.json \) \
  -not -path './build/*' -not -path './.*/*' -not -path './runs/*' | sed 's@^\./@@' | sort)

word='(^|[^A-Za-z0-9_])'
forbid "std::(cout|cerr|clog|print|println)\\b|${word}(stdout|stderr|STD(OUT|ERR)_FILENO)\\b|${word}(v?printf|puts|putchar|perror) *\\(|fmt::print(ln)? *\\(" \
  "output: only tools may print" "${libraries[@]}"
forbid "random_device|BitGen|std::(mt19937|minstd_rand|default_random_engine|rand\\b|[a-z_]*_distribution)|${word}s?rand *\\(" \
  "randomness: only base/rng.h" "${libraries[@]}"
# The order in which the operands of an expression or the arguments of a call are evaluated is the
# compiler's choice, and gcc and clang choose differently.
forbid "rng\\.[A-Z][a-z]+\\([^;?&|]*rng\\.[A-Z]" "randomness: two draws in one expression" "${libraries[@]}"
forbid "# *include *<(chrono|ctime|time\\.h|sys/time\\.h)>|_clock::now|${word}(clock_gettime|gettimeofday|time|clock|__rdtscp?) *\\((NULL|nullptr|0|CLOCK|&|\\))|absl::Now" \
  "clocks: only timing, the engine and tools" "${deterministic[@]}"

# sqrt, fma, floor and the like are exact or correctly rounded everywhere; these are not.
libm='(exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|erf|erfc|lgamma|tgamma)[fl]?'
forbid "(std|absl)::$libm *\\(" "arithmetic: differs between machines" "${libraries[@]}"
forbid "optimize *\\(|FP_CONTRACT +ON|float_control" "arithmetic: no fast-math" "${libraries[@]}"

for file in "${build_files[@]}"; do
  while IFS= read -r line; do
    report "$file:${line%%:*}: arithmetic: no fast-math"
  done < <(sed 's/#.*//' "$file" | grep -nE -- '-ffast-math|-Ofast|-funsafe-math|-ffp-contract=(fast|on)|-fassociative-math' || true)
done

exit "$violations"
