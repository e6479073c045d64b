#!/usr/bin/env bash
# Proves that layering_check.sh accepts a good tree and finds each kind of violation in a bad one.
set -euo pipefail

check=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/layering_check.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cp "${check%/tests/*}/layers.txt" "$tree"
cd "$tree"

failures=0
fail() {
  echo "FAILED: $1"
  failures=1
}

put() { # FILE LINE
  mkdir -p "$(dirname "$1")"
  printf '%s\n' "$2" >"$1"
}

# What must be accepted, each for its own reason.
put base/check.h 'std::fprintf(stderr, "abort");'
put base/rng.h '// Unlike std::random_device and absl::BitGen this is bit-stable.'
put dsl/op.h '#include "base/check.h"'
put emit/emit_c.cc 'out += "#include <time.h>\n printf(\"%a\", std::exp(x)); -ffast-math";'
put dsl/prologue.cc $'auto a = R"C(\n#include <math.h>\n#pragma GCC optimize("fast-math")\nputs("")\n)C";'
put dsl/numbers/math.h '#include <math.h>'
put dsl/text.cc 'std::snprintf(buffer, size, "%a", sqrt(x) + std::floor(y));'
put hashing/key.cc '#include "xxhash.h"'
put targets/exp2.cc '#include "dsl/op.h"'
put fitting/real/fit.cc '#include <vector>  // no <chrono> here'
put fitting/real/start.cc 'double y = rng.Chance(0.5) ? rng.Uniform() : 0; if (rng.Chance(a) && rng.Chance(b)) y = 1;'
put engine/run/run.cc '#include <chrono>'
put tools/main.cc 'std::cout << "hello";'
put tests/a_test.cc 'std::cout << std::exp(1.0);'
put CMakeLists.txt '# no -ffast-math'

bash "$check" "$tree" >out 2>&1 || fail "the good tree is refused: $(cat out)"
[[ -s out ]] && fail "the good tree gives output: $(cat out)"
rm -f out

refused() { # FILE LINE WORD: with that file the tree is refused, by a line that names it and the rule
  local output
  put "$1" "$2"
  if output=$(bash "$check" "$tree" 2>&1); then
    fail "accepted: $1: $2"
  elif [[ $(wc -l <<<"$output") != 1 || $output != "$1"*"$3"* ]]; then
    fail "$1: $2: wrong report: $output"
  fi
  rm "$1"
}

refused base/bad.h '#include "dsl/op.h"' layers
refused dsl/bad.cc '#include "hashing/key.h"' layers
refused dsl/bad.cc '  #  include <targets/exp2.h>' layers
refused hashing/bad.cc '#include "targets/exp2.h"' layers
refused targets/bad.cc '#include "hashing/key.h"' layers
refused accuracy/dense/bad.cc '#include "fitting/real/fit.h"' layers
refused fitting/real/bad.cc '#include "engine/run/run.h"' layers
refused fitting/real/bad.cc '#include "hashing/key.h"' layers
refused jit/compile/bad.cc '#include "engine/run/run.h"' layers
refused engine/run/bad.cc '#include "tools/main.h"' layers
refused engine/run/deep/bad.cc '#include "tools/main.h"' layers
refused fitting/real/bad.cc '#include "../engine/run.h"' layers
refused dsl/bad.cc '#include "op.h"' layers
refused dsl/numbers/bad.h '#include "dsl/op.h"' layers
refused accuracy/taylor/bad.h '#include "accuracy/exhaustive/check.h"' layers
refused engine/variation/bad.cc '#include "engine/space/space.h"' layers
refused engine/run/bad.cc $'auto a = R"C(\n)C";\nstd::cout << a;' output
for folder in dsl hashing targets accuracy/dense fitting/real engine/run; do
  refused $folder/bad.cc 'std::cout << x;' output
done
refused engine/run/bad.cc '  printf("%d", x);' output
refused engine/run/bad.cc 'std::fprintf(stderr, "x");' output
refused engine/run/bad.h 'std::cerr << x;' output
refused dsl/bad.cc 'puts("x");' output
refused dsl/bad.cc 'fmt::print("{}", x);' output
refused engine/run/bad.cc 'std::random_device device;' randomness
refused fitting/real/bad.cc 'absl::BitGen gen;' randomness
refused engine/run/bad.cc 'std::normal_distribution<double> normal;' randomness
refused engine/run/bad.cc 'double y = std::ldexp(rng.Uniform(), rng.Below(6));' randomness
refused fitting/real/bad.cc '#include <chrono>' clocks
refused dsl/bad.cc 'auto t = std::chrono::steady_clock::now();' clocks
refused accuracy/dense/bad.cc 'clock_gettime(CLOCK_MONOTONIC, &t);' clocks
refused base/bad.h 'seed = time(nullptr);' clocks
refused engine/run/bad.cc 'double y = std::exp(x);' arithmetic
refused fitting/real/bad.cc 'double y = std::log2(x);' arithmetic
refused dsl/bad.cc '__attribute__((optimize("fast-math"))) void F();' arithmetic
refused dsl/CMakeLists.txt 'target_compile_options(a PRIVATE -ffast-math)' arithmetic
refused cmake/flags.cmake 'set(CMAKE_CXX_FLAGS "-Ofast")' arithmetic
refused CMakePresets.json '"CMAKE_CXX_FLAGS": "-ffp-contract=fast"' arithmetic
refused CMakeLists.txt 'add_compile_options(-funsafe-math-optimizations)' arithmetic
mkdir -p extra && put extra/bad.cc 'int x;'
bash "$check" "$tree" >out 2>&1 && fail "accepted: a folder without a row"
grep -q '^extra: layers' out || fail "extra: wrong report: $(cat out)"

exit "$failures"
