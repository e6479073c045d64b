#!/usr/bin/env bash
# Usage: layering_check.sh ROOT
# Checks the rules that hold between the rooms of the source tree at ROOT, which ROOT/layers.txt names, and prints
# one line per violation; exits 1 if there is any.
#
#   layers       a room includes only from itself and from what its row of layers.txt names; the table of folders
#                in README.md has the same folders in the same order
#   size         a room has at most 20 sources
#   output       nothing below tools prints; base/check.h alone may, before it aborts
#   randomness   base/rng.h is the only generator
#   clocks       only timing, the engine, publish and tools read clocks
#   arithmetic   no libm function that is not correctly rounded where results are made, no fast-math
set -euo pipefail

root=${1:?usage: layering_check.sh ROOT}
cd "$root"

# Room, and what it may include besides itself; the folders, bottom up.
declare -A below=()
folders=()
while IFS=: read -r room allowed; do
  [[ -z $room || $room == '#'* ]] && continue
  below[$room]=$allowed
  [[ " ${folders[*]} " == *" ${room%%/*} "* ]] || folders+=("${room%%/*}")
done <layers.txt

# Folders of C++ code that are no layer.
outside=" build cmake examples include runs tests results "

libraries=(base dsl emit hashing targets accuracy kernels fitting classical jit cost native peers timing engine
           report)
deterministic=(base dsl emit hashing targets accuracy kernels fitting classical jit cost native peers)

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

code=$(files_of "${folders[@]}" | code_of_files)

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

# room_of PATH: sets `room` to the room that the file lies in, or to its folder if that has no such room.
room_of() {
  room=${1%/*}
  while [[ $room == */* && ! -v below[$room] ]]; do room=${room%/*}; done
}

check_includes() {
  local file number line room of included from name allowed
  while IFS=: read -r file number line; do
    included=${line#*[<\"]}
    included=${included%%[>\"]*}
    if [[ $included == .* || ($line == *\"* && $included != */* && -e ${file%/*}/$included) ]]; then
      report "$file:$number: layers: \"$included\" must be named from the root of the tree"
      continue
    fi
    [[ $included == */* && " ${folders[*]} " == *" ${included%%/*} "* ]] || continue
    room_of "$file" && of=$room
    room_of "$included" && from=$room
    [[ $from == "$of" ]] && continue
    allowed=0
    for name in ${below[$of]:-}; do
      [[ $from == "$name" || $from == "$name"/* ]] && allowed=1
    done
    ((allowed)) || report "$file:$number: layers: $of may not include from $from"
  done < <(grep -E ':[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' <<<"$code" || true)
}

check_folders() {
  local file room top sources
  local -A reported=() sources=()
  while IFS= read -r file; do
    top=${file%%/*}
    [[ $outside == *" $top "* ]] && continue
    room_of "$file"
    [[ $file == *.cc ]] && sources[${file%/*}]=$((${sources[${file%/*}]:-0} + 1))
    [[ -v below[$room] || -v reported[$room] ]] && continue
    reported[$room]=1
    report "$room: layers: this folder of C++ code has no row in layers.txt"
  done < <(find . -mindepth 2 -type f \( -name '*.h' -o -name '*.cc' \) -not -path './.*/*' -not -path './build*' |
    sed 's@^\./@@' | sort)
  while IFS= read -r file; do
    sources[${file%/*}]=$((${sources[${file%/*}]:-0} + 1))
  done < <(find tests -type f -name '*_test.cc' 2>/dev/null)
  for file in "${!sources[@]}"; do
    ((sources[$file] > 20)) && report "$file: size: ${sources[$file]} sources, more than 20"
  done
  return 0
}

check_readme() {
  local line listed=()
  [[ -e README.md ]] || return 0
  while IFS= read -r line; do
    [[ " ${folders[*]} " == *" $line "* ]] && listed+=("$line")
  done < <(sed -nE 's@^\| \[([a-z]+)\]\([a-z]+\) \|.*@\1@p' README.md)
  [[ ${listed[*]} == "${folders[*]}" ]] || report "README.md: layers: the table of folders is not that of layers.txt"
}

check_readme
check_includes
check_folders

mapfile -t build_files < <(find . -type f \( -name CMakeLists.txt -o -name '*.cmake' -o -name CMakePresets.json \) \
  -not -path './build/*' -not -path './.*/*' -not -path './runs/*' | sed 's@^\./@@' | sort)

word='(^|[^A-Za-z0-9_])'
forbid "std::(cout|cerr|clog|print|println)\\b|${word}(stdout|stderr|STD(OUT|ERR)_FILENO)\\b|${word}(v?printf|puts|putchar|perror) *\\(|fmt::print(ln)? *\\(" \
  "output: only tools may print" "${libraries[@]}" publish
forbid "random_device|BitGen|std::(mt19937|minstd_rand|default_random_engine|rand\\b|[a-z_]*_distribution)|${word}s?rand *\\(" \
  "randomness: only base/rng.h" "${libraries[@]}" publish
# The order in which the operands of an expression or the arguments of a call are evaluated is the
# compiler's choice, and gcc and clang choose differently.
forbid "rng\\.[A-Z][a-z]+\\([^;?&|]*rng\\.[A-Z]" "randomness: two draws in one expression" "${libraries[@]}"
forbid "# *include *<(chrono|ctime|time\\.h|sys/time\\.h)>|_clock::now|${word}(clock_gettime|gettimeofday|time|clock|__rdtscp?) *\\((NULL|nullptr|0|CLOCK|&|\\))|absl::Now" \
  "clocks: only timing, the engine, publish and tools" "${deterministic[@]}"

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
