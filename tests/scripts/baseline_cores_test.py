#!/usr/bin/env python3
"""Usage: baseline_cores_test.py ULPFORGE. What scripts/baseline_cores.py makes of templates, cores and Sollya."""

import json
import os
import struct
import subprocess
import sys
import tempfile
import types
import unittest
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../scripts"))
import baseline_cores  # noqa: E402

ULPFORGE = sys.argv.pop(1)


def template(target, reduced, interval, measure="relative"):
    return types.SimpleNamespace(name="t", reduced_target=target, reduced=reduced, reduced_interval=interval,
                                 reduced_measure=measure)


EXP2 = template("exp2", ["p = core x", "return p"], (-0.5, 0.5))
LOG1P = template("log1p", ["s = mul x x", "q = core x", "y = fma s q x", "return y"], (-0.3, 0.4))
SIN = template("sin", ["s = mul x x", "t = mul s x", "q = core s", "y = fma t q x", "return y"], (-1.5709, 1.5709))


class ProblemTest(unittest.TestCase):
    def test_forms(self):
        self.assertEqual(baseline_cores.problem_of(EXP2), ("2^x", {}, Fraction(1), 0, 1, 0))
        self.assertEqual(baseline_cores.problem_of(LOG1P), ("log1p(x)", {1: 1}, Fraction(1), 2, 1, 0))
        self.assertEqual(baseline_cores.problem_of(SIN), ("sin(x)", {1: 1}, Fraction(1), 3, 2, 0))
        square = template("exp2", ["p = core x", "y = mul p p", "return y"], (-1, 1))
        self.assertEqual(baseline_cores.problem_of(square)[0], "sqrt(2^x)")
        inverse = template("exp", ["const one = 0x1p+0", "p = core x", "y = div one p", "return y"], (-1, 1))
        self.assertEqual(baseline_cores.problem_of(inverse)[0], "1/(exp(x))")
        centred = template("exp2", ["const c = 0x1p-1", "u = sub x c", "p = core u", "return p"], (0, 1))
        self.assertEqual(baseline_cores.problem_of(centred)[0], "2^(x + (1/2))")

    def test_what_is_no_polynomial_is_refused(self):
        for lines in (["p = core x", "y = sqrt p", "return y"], ["p = core x", "s = mul p p", "y = add s p", "return y"]):
            with self.assertRaises(baseline_cores.Unsupported):
                baseline_cores.problem_of(template("exp", lines, (-1, 1)))


class CoresTest(unittest.TestCase):
    def test_coefficients_are_float32(self):
        unit = template("log2p1", ["q = core x", "y = fma q x x", "return y"], (-0.34, 0.34))
        for case in (EXP2, LOG1P, SIN, unit):
            for core in baseline_cores.cores(case, [4])[4]:
                self.assertEqual(list(struct.unpack("5f", struct.pack("5f", *core))), core)

    def test_a_coefficient_may_be_constrained_in_part(self):
        unit = template("log2p1", ["q = core x", "y = fma q x x", "return y"], (-0.34, 0.34))
        cores = baseline_cores.cores(unit, [8])[8]
        self.assertTrue(cores)
        self.assertAlmostEqual(cores[0][0], 0.4426950408889634, delta=1e-6)  # 1/ln 2 - 1


class OrderTest(unittest.TestCase):
    # Small integers: every order is exact, so all agree with the polynomial.
    COEFFICIENTS = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]

    def value(self, core, x):
        constants, instructions, result = core
        values = {line.split()[1]: Fraction(float.fromhex(line.split()[3])) for line in constants}
        values["x"] = Fraction(x)
        for line in instructions:
            name, _, op, *operands = line.split()
            a = [values[operand] for operand in operands]
            values[name] = {"mul": lambda: a[0] * a[1], "add": lambda: a[0] + a[1], "sub": lambda: a[0] - a[1],
                            "fma": lambda: a[0] * a[1] + a[2]}[op]()
        return values[result]

    def test_all_orders_are_the_polynomial(self):
        for scheme in baseline_cores.SCHEMES:
            for n in range(2, len(self.COEFFICIENTS) + 1):
                core = baseline_cores.core_lines(scheme, self.COEFFICIENTS[:n])
                if core is None:
                    continue
                expected = sum(Fraction(a) * 3**k for k, a in enumerate(self.COEFFICIENTS[:n]))
                self.assertEqual(self.value(core, 3), expected, (scheme, n))


class KernelTest(unittest.TestCase):
    TEMPLATE = """ulpforge template v1
name t
target {target}
about a test
variant finite
domain [0.5,0.51]
reduced {target} on [-1,1] relative
  p = core x
  return p
kernel
  """

    def errors(self, kernel, core, target):
        """Of the core in the template whose kernel is given in lines."""
        with tempfile.TemporaryDirectory() as directory:
            frame, filling, path = (os.path.join(directory, name) for name in ("t.tmpl", "core.txt", "kernel.txt"))
            for name, text in ((frame, self.TEMPLATE.format(target=target) + "\n  ".join(kernel) + "\n"), (filling, core)):
                with open(name, "w", encoding="utf-8") as file:
                    file.write(text)
            composed = subprocess.run([ULPFORGE, "compose", frame, filling], capture_output=True, text=True, check=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(composed.stdout)
            run = subprocess.run([ULPFORGE, "verify", path, "--exhaustive", "--target", target, "--domain",
                                  "[0.5,0.51]", "--json"], capture_output=True, text=True, check=True)
        return json.loads(run.stdout)["max_ulp"]

    def test_sollya_makes_good_kernels(self):
        core = baseline_cores.cores(SIN, [4])[4][0]
        self.assertLess(self.errors(SIN.reduced, baseline_cores.core_text("horner", core), "sin"), 1.0)
        cores = baseline_cores.cores(EXP2, [6])[6]
        self.assertTrue(any(a[0] == 1 for a in cores))
        kernel = ["const two = 0x1p+1", "h = div x two", "p = core h", "y = mul p p", "return y"]
        self.assertLess(self.errors(kernel, baseline_cores.core_text("estrin", cores[0]), "exp2"), 4.0)


if __name__ == "__main__":
    unittest.main()
