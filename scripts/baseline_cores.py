"""Polynomial cores for kernel templates as an expert makes them with Sollya's fpminimax.

A template says what its core stands for by its reduced section, a program R(x, c) in which c is the core of z(x).
Here R is a polynomial in x and c. Where it is A(x) + B x^m c and z = x^j, a core with coefficients a_k makes it
A(x) + sum B a_k x^(m + j k): fpminimax finds those coefficients as float32 numbers, with the constrained part A.
Where it is c^2, the core approximates the square root of the function, and where it is 1/c its inverse.
"""

import math
import subprocess
from fractions import Fraction

# The reduced functions in Sollya's words.
SOLLYA_NAMES = {
    "exp2": "2^x", "exp": "exp(x)", "expm1": "expm1(x)", "log2": "log2(x)", "log": "log(x)",
    "log1p": "log1p(x)", "sin": "sin(x)", "cos": "cos(x)", "tan": "tan(x)", "asin": "asin(x)",
    "atan": "atan(x)", "sinh": "sinh(x)", "tanh": "tanh(x)", "erf": "erf(x)", "erfc": "erfc(x)",
    "log2p1": "log2(1+x)", "sigmoid": "1/(1+exp(-x))",
}
# The nominal interval, and wider or narrower ones: rounding takes arguments beyond its ends, and a narrower one is
# more accurate where most arguments are.
SLACKS = (1.0, 1.005, 1.02, 0.98, 0.95)


SINGLE = 24  # bits of a float32


class Unsupported(Exception):
    """The reduced section is none that a polynomial core is fitted for."""


def add(p, q, sign=1):
    result = dict(p)
    for key, value in q.items():
        result[key] = result.get(key, 0) + sign * value
    return {key: value for key, value in result.items() if value}


def multiply(p, q):
    result = {}
    for (a, b), u in p.items():
        for (c, d), v in q.items():
            result[a + c, b + d] = result.get((a + c, b + d), 0) + u * v
    return {key: value for key, value in result.items() if value}


def number(text):
    return sum(Fraction(float.fromhex(part)) if "0x" in part.lower() else Fraction(float(part))
               for part in text.split(" + "))


def expand(lines):
    """The polynomial {(degree in u, degree in c): coefficient} of R, the exponent j of z = u^j, and b, where u is x
    - b if the section begins with this difference, else x and b is 0."""
    values = {"x": {(1, 0): Fraction(1)}}
    power, shift = None, Fraction(0)
    for line in lines:
        words = line.split()
        if words[0] in ("const", "tune"):
            values[words[1]] = {(0, 0): number(line.split("=", 1)[1].strip())}
            continue
        if words[0] == "return":
            return values[words[1]], power, shift
        name, op = words[0], words[2]
        if any(word not in values for word in words[3:]):
            raise Unsupported(line)
        operands = [values[word] for word in words[3:]]
        if op == "sub" and words[3] == "x" and list(operands[1]) == [(0, 0)]:
            shift = operands[1][0, 0]
            values[name] = values.pop("x")
        elif op == "core":
            if list(operands[0].values()) != [1] or next(iter(operands[0]))[1] != 0:
                raise Unsupported(line)
            power = next(iter(operands[0]))[0]
            values[name] = {(0, 1): Fraction(1)}
        elif op == "add":
            values[name] = add(*operands)
        elif op == "sub":
            values[name] = add(*operands, sign=-1)
        elif op == "mul":
            values[name] = multiply(*operands)
        elif op == "fma":
            values[name] = add(multiply(operands[0], operands[1]), operands[2])
        elif op == "div" and operands == [{(0, 0): 1}, {(0, 1): 1}]:
            values[name] = {(0, -1): Fraction(1)}
        elif op == "neg":
            values[name] = {key: -value for key, value in operands[0].items()}
        else:
            raise Unsupported(line)
    raise Unsupported("no return")


def sollya_number(value):
    return f"({value.numerator}/{value.denominator})"


def problem_of(template):
    """What fpminimax is asked: function, {exponent: coefficient} of the constrained part, scale of the coefficients,
    first exponent, step, and what is subtracted from the interval."""
    function = SOLLYA_NAMES.get(template.reduced_target)
    if function is None:
        raise Unsupported(template.reduced_target)
    form, step, shift = expand(template.reduced)
    if shift:
        function = function.replace("x", f"(x + {sollya_number(shift)})")
    with_core = {key: value for key, value in form.items() if key[1] != 0}
    if form == {(0, 2): 1}:
        return f"sqrt({function})", {}, Fraction(1), 0, step, shift
    if form == {(0, -1): 1}:
        return f"1/({function})", {}, Fraction(1), 0, step, shift
    if len(with_core) != 1 or next(iter(with_core))[1] != 1:
        raise Unsupported(f"{template.name}: the reduced section is not A + B x^m core")
    (first, _), scale = next(iter(with_core.items()))
    fixed = {degree: value for (degree, power), value in form.items() if power == 0}
    return function, fixed, scale, first, step, shift


def sollya(commands):
    run = subprocess.run(["sollya", "--warnonstderr"], input="\n".join(commands) + "\nquit;\n", text=True,
                         capture_output=True, check=True)
    return run.stdout.splitlines()


def request(template, degree, slack, leading, precision=None):
    """The commands that print the coefficients of the powers that are not given, lowest first, in one line.
    `leading`: the first coefficients of the core, if they are given. `precision`: bits of each of the others."""
    function, fixed, scale, first, step, shift = problem_of(template)
    lo, hi = (slack * (end - float(shift)) for end in template.reduced_interval)
    if step % 2 == 0 and lo <= 0:  # Everything is symmetric.
        lo = 2.0**-12
    constrained = dict(fixed)
    for k, value in enumerate(leading):
        power = first + step * k
        constrained[power] = constrained.get(power, 0) + scale * Fraction(value)
    powers = [first + step * k for k in range(len(leading), degree + 1)]
    # What is constrained and free has one coefficient for both.
    text = " + ".join(f"{sollya_number(value)} * x^{power}" for power, value in constrained.items()
                      if power not in powers) or "0"
    formats = ", ".join(map(str, precision or [SINGLE] * len(powers)))
    call = (f"fpminimax({function}, [|{', '.join(map(str, powers))}|], [|{formats}|], "
            f"[{lo!r};{hi!r}], floating, {template.reduced_measure}, {text})")
    prints = ', " ", '.join(f"coeff(p, {power})" for power in powers)
    return [f"p = {call};", f'if (p == error) then print("failed") else print({prints});']


def free_part(template, leading, coefficients):
    """The core's own coefficients of those that fpminimax gave: without what is constrained, and unscaled."""
    _, fixed, scale, first, step, _ = problem_of(template)
    return [(value - fixed.get(first + step * (k + len(leading)), 0)) / scale
            for k, value in enumerate(coefficients)]


def precisions(template, leading, coefficients):
    """Bits of the coefficients that leave 24 for the core's own part of each."""
    return [SINGLE + max(0, exponent(total) - exponent(own)) if own else SINGLE
            for total, own in zip(coefficients, free_part(template, leading, coefficients))]


def exponent(value):
    return math.frexp(float(value))[1]


def cores(template, degrees):
    """All the cores worth trying: {degree: [coefficients, lowest first]}, without doubles."""
    _, fixed, scale, first, step, _ = problem_of(template)
    if abs(scale.numerator) & (abs(scale.numerator) - 1) or scale.denominator & (scale.denominator - 1):
        raise Unsupported(f"{template.name}: the factor of the core is no power of two")
    found = {degree: [] for degree in degrees}

    def answers(questions):
        commands = ["display = hexadecimal!;", "verbosity = 0!;", "prec = 200!;"]
        for question in questions:
            commands += request(template, *question)
        lines = [line for line in sollya(commands) if line.strip()]
        if len(lines) != len(questions):
            raise RuntimeError(f"Sollya answered {len(lines)} of {len(questions)} questions: {lines}")
        return [None if line == "failed" or "error" in line.lower() or "nan" in line.lower()
                else [Fraction(float.fromhex(word)) for word in line.split()] for line in lines]

    def ask(questions):
        if any(first + step * k in fixed for k in range(max(degrees) + 1)):
            # The precision of a coefficient that is constrained in part follows from its size.
            questions = [(*question, precisions(template, question[2], answer))
                         for question, answer in zip(questions, answers(questions)) if answer]
        for question, answer in zip(questions, answers(questions) if questions else []):
            if answer is None:
                continue
            degree, _, leading = question[:3]
            core = list(leading) + [float(value) for value in free_part(template, leading, answer)]
            if core not in found[degree]:
                found[degree].append(core)

    ask([(degree, slack, []) for degree in degrees for slack in SLACKS])
    constrained = []
    for degree, list_of_cores in found.items():
        if not list_of_cores or degree < 2:
            continue
        # A first coefficient near a number of few bits is that number in the Taylor series: constrained to it,
        # the core is exact at 0. So is the second one, rounded.
        free = list_of_cores[0]
        simple = round(free[0] * 64) / 64
        if abs(simple - free[0]) > 1e-3 or simple == 0:
            continue
        for slack in SLACKS:
            constrained.append((degree, slack, [simple]))
    ask(constrained)
    return found


def hexadecimal(value):
    """As in program files: without trailing zeros."""
    digits, exponent = float.hex(value).split("p")
    return f"{digits.rstrip('0').rstrip('.')}p{exponent}"


class Emitter:
    """Lines of a program section with fresh names; `constants` come first."""

    def __init__(self):
        self.constants, self.lines = [], []

    def constant(self, value):
        name = f"a{len(self.constants)}"
        self.constants.append(f"const {name} = {hexadecimal(value)}")
        return name

    def op(self, *words):
        name = f"p{len(self.lines)}"
        self.lines.append(f"{name} = {' '.join(words)}")
        return name


def horner(emit, z, a):
    value = emit.op("fma", emit.constant(a[-1]), z, emit.constant(a[-2])) if len(a) > 1 else emit.constant(a[0])
    for coefficient in reversed(a[:-2]):
        value = emit.op("fma", value, z, emit.constant(coefficient))
    return value


def estrin(emit, z, a):
    terms = [emit.constant(value) for value in a]
    power = z
    while len(terms) > 1:
        pairs = [emit.op("fma", terms[k + 1], power, terms[k]) for k in range(0, len(terms) - 1, 2)]
        if len(terms) % 2:
            pairs.append(terms[-1])
        terms = pairs
        if len(terms) > 1:
            power = emit.op("mul", power, power)
    return terms[0]


def paired(emit, z, a):
    """Horner in z^2 over pairs of coefficients (even and odd halves side by side): half the chain, one op more."""
    square = emit.op("mul", z, z)
    terms = []
    for k in range(0, len(a), 2):
        low = emit.constant(a[k])
        terms.append(emit.op("fma", emit.constant(a[k + 1]), z, low) if k + 1 < len(a) else low)
    value = terms[-1]
    for term in reversed(terms[:-1]):
        value = emit.op("fma", value, square, term)
    return value


def tail(emit, z, a):
    """Pairs, but Horner's last step, which decides the rounding errors."""
    return emit.op("fma", paired(emit, z, a[1:]), z, emit.constant(a[0]))


def compensated(emit, z, a):
    """(a0 + a1 z) + (z^2 q + e) with e the rounding error of the first sum (exact where a0 is the larger term)."""
    first, second = emit.constant(a[0]), emit.constant(a[1])
    line = emit.op("fma", second, z, first)
    error = emit.op("fma", second, z, emit.op("sub", first, line))
    square = emit.op("mul", z, z)
    return emit.op("add", line, emit.op("fma", horner(emit, z, a[2:]), square, error))


# The orders, and the least degree at which each differs from those before it.
SCHEMES = {"horner": (horner, 1), "estrin": (estrin, 3), "paired": (paired, 3), "tail": (tail, 4),
           "compensated": (compensated, 3)}


def core_lines(scheme, coefficients):
    """Constants, instructions and result of the core; None if so few coefficients make no order of their own."""
    function, least_degree = SCHEMES[scheme]
    if len(coefficients) - 1 < least_degree:
        return None
    emit = Emitter()
    result = function(emit, "x", coefficients)
    return emit.constants, emit.lines, result


def core_text(scheme, coefficients):
    """The program file of a core, for `ulpforge compose`."""
    constants, instructions, result = core_lines(scheme, coefficients)
    return "\n".join(["ulpforge program v1", *constants, *instructions, f"return {result}", ""])
