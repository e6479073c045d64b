#!/usr/bin/env python3
"""Usage: scripts/compare_rounded.py > results/bfloat16/comparison.md

Times the kernels of results/bfloat16 and results/float16 on arrays of 16-bit numbers beside the kernels of results/float32
within 1 ULP that are emitted for the same format, with the same conversions around them, and beside these with conversions
that round ties to even and look for NaNs (bfloat16). Of each side the fastest of 0, 2 and 3 vectors in flight, the least of
4,000 interleaved calls on 4,096 numbers, code for x86-64-v3. Takes two minutes on an idle machine.
"""
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ULPFORGE = ROOT / "build/release/ulpforge"
RANGES = {"exp": (-80, 80), "exp2": (-120, 120), "log": (0.001, 1000), "log2": (0.001, 1000), "sigmoid": (-20, 20),
          "sin": (-3.14, 3.14), "tanh": (-6, 6)}
SHORTER = {"exp": (-8, 10), "exp2": (-12, 14)}  # where float16 has normal results
COMPILERS = ("gcc", "clang-19")
IN_FLIGHT = (0, 2, 3)
DRIVER = """
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
%s
enum { N = 4096, FUNCTIONS = %d };
typedef void (*F)(const uint16_t*, uint16_t*, size_t);
static const F functions[FUNCTIONS] = {%s};
static uint16_t bits(float x) {
#if %d
  _Float16 h = (_Float16)x;
  uint16_t b;
  memcpy(&b, &h, 2);
  return b;
#else
  uint32_t b;
  memcpy(&b, &x, 4);
  return (uint16_t)((b + 0x8000u) >> 16);
#endif
}
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}
int main(void) {
  static uint16_t in[N], out[N];
  double least[FUNCTIONS];
  srand(1);
  for (int i = 0; i < N; ++i) in[i] = bits((float)(%s + (%s) * (rand() / (double)RAND_MAX)));
  for (int k = 0; k < FUNCTIONS; ++k) least[k] = 1e30;
  for (int round = 0; round < 4000; ++round) {
    for (int k = 0; k < FUNCTIONS; ++k) {
      const double start = now();
      functions[k](in, out, N);
      const double time = now() - start;
      if (time < least[k]) least[k] = time;
    }
  }
  for (int k = 0; k < FUNCTIONS; ++k) printf("%%.4f\\n", least[k] / N);
}
"""


def run(*command):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True, cwd=ROOT).stdout


def program_of(folder, limit):
    front = json.loads((folder / "ranked.json").read_text())["front"]
    return next(entry["program"] for entry in front if entry["error"] <= limit)


def emit(work, program, kind, fmt, target, in_flight):
    name = f"{kind}_{in_flight}"
    (work / "program.txt").write_text(program)
    text = run(ULPFORGE, "emit", work / "program.txt", "--type", fmt, "--target", target, "--name", name, "--in-flight",
               in_flight, "--no-verify")
    if kind == "careful":  # no shortcut: the conversions of a program that makes NaNs by their bits
        (work / "nans.txt").write_text("ulpforge program v1\nint ones = 0x7fffffff\nb = bits x\nt = or b ones\n"
                                       "y = frombits t\nreturn y\n")
        other = run(ULPFORGE, "emit", work / "nans.txt", "--type", fmt, "--target", target, "--name", name, "--in-flight",
                    in_flight, "--no-verify")

        def conversions(code):
            begin = code.index("/* To nearest")
            return code[begin:code.index(f"static inline float {name}_at")]

        text = text.replace(conversions(text), conversions(other))
    (work / f"{name}.c").write_text(text)
    return name


def compare(fmt, target):
    folder = ROOT / "results" / fmt / target
    error = min(entry["error"] for entry in json.loads((folder / "ranked.json").read_text())["front"])
    programs = {"ours": program_of(folder, error), "float32": program_of(ROOT / "results/float32" / target, 1)}
    if fmt == "bfloat16":
        programs["careful"] = programs["float32"]
    low, high = SHORTER.get(target, RANGES[target]) if fmt == "float16" else RANGES[target]
    row = [target, f"{error:.0f}"]
    for compiler in COMPILERS:
        with tempfile.TemporaryDirectory() as path:
            work = pathlib.Path(path)
            names = {kind: [emit(work, program, kind, fmt, target, k) for k in IN_FLIGHT]
                     for kind, program in programs.items()}
            functions = [f"{name}{'_u16' if fmt == 'float16' else ''}_array" for group in names.values() for name in group]
            (work / "main.c").write_text(DRIVER % (
                "\n".join(f"void {f}(const uint16_t*, uint16_t*, size_t);" for f in functions), len(functions),
                ", ".join(functions), fmt == "float16", low, high - low))
            run(compiler, "-O3", "-march=x86-64-v3", "-ffp-contract=off", "-o", work / "main", *work.glob("*.c"), "-lm")
            times = [float(line) for line in run(work / "main").split()]
        best = [min(times[k * len(IN_FLIGHT):(k + 1) * len(IN_FLIGHT)]) for k in range(len(programs))]
        row += [f"{best[0]:.3f}"] + [f"{b / best[0]:.2f}" for b in best[1:]]
    return row


def main():
    cpu = next(line.split(":")[1].strip() for line in run("lscpu").splitlines() if line.startswith("Model name"))
    print("# Beside float32 kernels with conversions around them\n")
    print(f"{__doc__.split(chr(10), 2)[2].strip()}\n")
    print(f"{cpu}, ns an element of ours, and how many times as long the others take.\n")
    for fmt in ("bfloat16", "float16"):
        others = ["float32 kernel", "float32, careful"][:2 if fmt == "bfloat16" else 1]
        head = [fmt, "misrounded"] + [f"{c}: {what}" for c in COMPILERS for what in ["ours, ns"] + others]
        print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
        for target in RANGES:
            print("| " + " | ".join(compare(fmt, target)) + " |")
        print()


if __name__ == "__main__":
    main()
