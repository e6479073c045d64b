#!/usr/bin/env bash
# Usage: library_test.sh ROOT BUILD CXX
# Installs the build at BUILD of the tree at ROOT, moves the result, compiles each of its headers alone, builds
# examples/ and extension/ against it with the compiler CXX, warnings as errors, runs them and checks what they print
# and the C that they write against MPFR.
set -euo pipefail

root=${1:?usage: library_test.sh ROOT BUILD CXX}
build=${2:?usage: library_test.sh ROOT BUILD CXX}
cxx=${3:?usage: library_test.sh ROOT BUILD CXX}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "library_test.sh: $*" >&2
  exit 1
}

cmake --install "$build" --prefix "$work/first" >"$work/install.log" || fail "$(cat "$work/install.log")"
mv "$work/first" "$work/prefix"
package=$(dirname "$(find "$work/prefix" -name ulpforgeConfig.cmake)")

for leak in "$root" "$build" "$work" -Werror -Wall; do
  if grep -rnF -e "$leak" "$package"; then fail "the package files name $leak"; fi
done
if grep -rn -e '-march' "$package" --include='ulpforgeTargets*.cmake'; then fail "-march is forced on users"; fi
grep -q -e '-ffp-contract=off' "$package/ulpforgeTargets.cmake" || fail "users are not told -ffp-contract=off"

"$work/prefix/bin/ulpforge" targets --json | grep -q '"exp2"' || fail "the installed program does not run"

# build SOURCES BUILD: a project of others, which has nothing but the installed package.
build() {
  cp -r "$1" "$work/sources"
  cmake -S "$work/sources" -B "$2" -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_CXX_COMPILER="$cxx" \
    -DCMAKE_CXX_FLAGS="-Wall -Wextra -Werror" >"$work/configure.log" 2>&1 || fail "$(cat "$work/configure.log")"
  cmake --build "$2" -j 2 >"$work/build.log" 2>&1 || fail "$(cat "$work/build.log")"
  rm -r "$work/sources"
}

# Every header stands alone.
include=$work/prefix/include
headers=$(cd "$include" && find ulpforge -name '*.h' | sort)
compile() { echo "#include <$1>" | "$cxx" -std=c++20 -fsyntax-only -Wall -Wextra -Werror -I "$include" -I "$include/ulpforge" -x c++ -; }
export -f compile
export cxx include
xargs -P 2 -I '{}' bash -c 'compile {}' <<<"$headers" >"$work/headers.log" 2>&1 || fail "$(cat "$work/headers.log")"
echo "$(wc -l <<<"$headers") headers stand alone"

build "$root/examples" "$work/build"

# check EXAMPLE FUNCTION TYPE REFERENCE LO HI LEVEL TEXT: the example finds a front of three members or more, its
# best has LEVEL and TEXT in it, and its C holds the claim.
check() {
  local example=$1 function=$2 type=$3 reference=$4 lo=$5 hi=$6 level=$7 text=$8 out best claim
  out=$work/$example
  mkdir "$out"
  (cd "$out" && "$work/build/$example" run >output.txt 2>&1) || fail "$example: $(cat "$out/output.txt")"
  (($(grep -c '^cost ' "$out/output.txt") >= 3)) || fail "$example: a small front: $(cat "$out/output.txt")"
  best=$(grep '^best ' "$out/output.txt")
  [[ $best == *" $level" ]] || fail "$example: not $level: $best"
  grep -q -e "$text" "$out/output.txt" || fail "$example: no $text in $(cat "$out/output.txt")"
  claim=$(cut -d ' ' -f 2 <<<"$best")
  cc -O1 -std=c99 -D_DEFAULT_SOURCE -Wall -Werror -DTYPE="$type" -DFUNCTION="$function" \
    -DREFERENCE="$reference" -o "$out/check" "$root/tests/library/check_function.c" "$out/$function.c" \
    -lmpfr -lgmp -lm
  "$out/check" "$lo" "$hi" "$claim" || fail "$example: the claim does not hold"
  # A second run does not write over the first.
  if (cd "$out" && "$work/build/$example" run >again.txt 2>&1); then fail "$example: took a run directory twice"; fi
  grep -q 'exists already' "$out/again.txt" || fail "$example: $(cat "$out/again.txt")"
}

check custom_target li2 double mpfr_li2 0 0.5 dense 'v0 = '
check custom_op tanh_with_rsqrt double mpfr_tanh 0 1 certified '= rsqrt v'
check custom_cost_model exp2_by_energy float mpfr_exp2 1 2 exhaustive 'v0 = '
check custom_mutation exp2_by_horner double mpfr_exp2 0 1 certified 'v0 = '
check kernel_to_c fast_exp float mpfr_exp 1 16 exhaustive '^best '

# The C says what it is, its self-check finds its results again, and the commands in it find the same text again.
out=$work/kernel_to_c
for claim in 'Contract: finite' 'Level: exhaustive' 'Max error: ' 'Seed: 1' 'Reproduce with:'; do
  grep -q "^ \* $claim" "$out/fast_exp.c" || fail "kernel_to_c: no $claim in $(head -n 40 "$out/fast_exp.c")"
done
gcc -O2 -std=c99 -Wall -Werror -o "$out/self_check" "$out/fast_exp_test.c" -lm && "$out/self_check" >"$out/self_check.txt" ||
  fail "kernel_to_c: the self-check fails: $(cat "$out/self_check.txt")"
mapfile -t commands < <(sed -n 's/^ \*   \(ulpforge .*\)/\1/p' "$out/fast_exp.c")
((${#commands[@]} == 2)) || fail "kernel_to_c: not two commands in its C"
(cd "$out" && PATH=$work/prefix/bin:$PATH && eval "${commands[0]} --no-rank" && eval "${commands[1]}" >again.c) \
  >"$out/commands.txt" 2>&1 || fail "$(cat "$out/commands.txt")"
diff "$out/fast_exp.c" "$out/again.c" >&2 || fail "kernel_to_c: the command writes other C"
# Programs that do not compare with peers do not need their libraries.
if readelf -d "$work/build/kernel_to_c" | grep -q 'NEEDED.*peer'; then fail "kernel_to_c needs libraries of peers"; fi

# Built with -DULPFORGE_REPORT=OFF there is no page.
page=$work/custom_target/li2.html
if [[ -e $page ]]; then grep -q 'dilogarithm of x' "$page" || fail "li2.html is not about li2"; fi

if "$work/prefix/bin/ulpforge" resume "$work/custom_op/run" 2>"$work/resume.txt"; then
  fail "a run with an op of another program was resumed"
fi
grep -q "'rsqrt' is unknown" "$work/resume.txt" || fail "$(cat "$work/resume.txt")"

# Ops, templates and mutations of others, in two formats.
build "$root/tests/library/extension" "$work/extension_build"
mkdir "$work/extension"
"$work/extension_build/extension" "$work/extension" >"$work/extension/output.txt" 2>&1 ||
  fail "$(cat "$work/extension/output.txt")"
for format in float32 bfloat16; do
  grep -q '^ \*   max error: .*: holds' "$work/extension/$format.c" || fail "extension: $(head -n 40 "$work/extension/$format.c")"
  gcc -std=c99 -Wall -Werror -c -o "$work/extension/$format.o" "$work/extension/$format.c"
done
