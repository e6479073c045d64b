#!/usr/bin/env python3
"""Kernels that an expert writes by hand, with Sollya, and how good they are: the opponents of the search.

For each template of a target: polynomial cores by fpminimax with float32 coefficients (several degrees, intervals
and constraints) in four orders of evaluation; the best set of coefficients by exhaustive
checks on parts of the domain, then one ulp around; exhaustive checks of the promising kernels over the contract;
static cycles; measured time beside libm and the other peers at x86-64-v3.

Writes results/baselines/TARGET/*.txt (kernels as DSL programs), TARGET.json and TARGET.md, and of all targets
table.json, table.md and peers.md.
Usage: scripts/baselines.sh TARGET...
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile

import baseline_cores

CPU = "x86-64-v3"
MODEL = "znver3"
COMPILERS = ("gcc", "clang-19")
LIMITS = {"exp2-unit": (0.654, 0.7, 1.0)}  # in ULP
USUAL_LIMITS = (1.0, 2.0, 4.0)
# Kernels with a name that begins so are for a contract of their own, here exp2 on [0,1].
TARGET_OF = {"exp2-unit": "exp2"}
DEGREES = range(2, 13)
# Where coefficients are judged: parts of the domain in which everything happens, of some million inputs.
JUDGED_ON = {
    "exp2-unit": ["[1e-5,1e-4]", "[6e-4,7e-4]", "[0.001,0.002]", "[0.016,0.1]", "[0.25,0.3]", "[0.9,1]"],
    "exp2": ["[-0.5,-0.25]", "[0.25,0.5]", "[1,2]"],
    "exp": ["[0.3,0.4]", "[1,2]", "[16,18]", "[-85,-80]", "[80,88]"],
    "log": ["[0.64,0.78]", "[0.95,1.05]", "[1.25,1.45]", "[2.6,2.9]", "[7.3,7.45]"],
    "log2": ["[0.64,0.78]", "[0.95,1.05]", "[1.25,1.45]", "[2.6,2.9]"],
    "sin": ["[0.5,0.8]", "[1.4,1.65]", "[3.1,3.2]", "[3.9,4]", "[6.2,6.2832]"],
    "cos": ["[0.01,0.02]", "[0.6,0.8]", "[1.5,1.65]", "[3.9,4]", "[4.7,4.72]"],
    "tanh": ["[0.24,0.26]", "[0.5,0.52]", "[0.85,1.1]", "[2,2.1]", "[8,9]"],
    "erf": ["[0.24,0.26]", "[0.5,0.52]", "[0.85,1.1]", "[2,2.1]", "[3.8,3.9]"],
    "sigmoid": ["[0.5,1]", "[4,5]", "[-3,-2]", "[-18,-16]", "[-85,-80]"],
}
# Where time is taken; inputs are uniform.
TIMED_ON = {
    "exp2-unit": "[0,1]", "exp2": "[-20,20]", "exp": "[-20,20]", "log": "[0.1,100]", "log2": "[0.1,100]",
    "sin": "[-6.28,6.28]", "cos": "[-6.28,6.28]", "tanh": "[-5,5]", "erf": "[-4,4]", "sigmoid": "[-10,10]",
}
# Where peers are checked: everywhere, but of periodic and bounded functions where something happens.
PEERS_ON = {"exp2-unit": "[0,1]", "sin": "[-6.2831855,6.2831855]", "cos": "[-6.2831855,6.2831855]",
            "tanh": "[-10,10]", "erf": "[-4,4]", "sigmoid": "[-88,88]"}
FILES_PER_CALL = 200
WORTH_OTHER_ORDERS = 12.0  # ULP by Horner; above, no kernel of the degree is of interest
MOST_CHECKED = 8  # kernels for each variant, limit and measure
NO_BETTER = 0.95  # a degree that leaves more than this of the error is the last


class Failure(Exception):
    pass


def run(*command):
    result = subprocess.run(command, text=True, capture_output=True)
    if result.returncode != 0:
        raise Failure(f"{' '.join(command[:12])}: {result.stderr.strip().splitlines()[-1:]}")
    return result.stdout


class Template:
    """What the cores need to know of a template file."""

    def __init__(self, path):
        self.path = path
        fields, self.reduced, section = {}, [], None
        with open(path, encoding="utf-8") as file:
            for line in file:
                line = line.split("#")[0].strip()
                if not line:
                    continue
                word = line.split()[0]
                if word in ("reduced", "kernel") and section != "kernel":
                    section = word
                    fields[word] = line
                elif section is None:
                    fields[word] = line[len(word):].strip()
                elif section == "reduced":
                    self.reduced.append(line)
        self.name, self.target, self.variant = fields["name"], fields["target"], fields["variant"]
        self.label = next((label for label in TARGET_OF if self.name.startswith(label)), self.target)
        self.domain = "all" if self.variant == "full" else fields["domain"]
        _, self.reduced_target, _, interval, self.reduced_measure = fields["reduced"].split()
        self.reduced_interval = tuple(float.fromhex(end) if "0x" in end else float(end)
                                      for end in interval.strip("[]()").split(","))


class Tool:
    """The ulpforge program."""

    def __init__(self, path, threads):
        self.path, self.threads = path, str(threads)

    def compose(self, template, core):
        """The program of a template file with a core file in its hole."""
        return run(self.path, "compose", template, core)

    def check(self, target, domain, paths):
        """Reports of exhaustive checks over a domain, in the order of the paths."""
        reports = []
        for k in range(0, len(paths), FILES_PER_CALL):
            part = paths[k:k + FILES_PER_CALL]
            out = json.loads(run(self.path, "verify", *part, "--exhaustive", "--target", target, "--domain", domain,
                                 "--threads", self.threads, "--json"))
            reports += out["functions"] if "functions" in out else [out]
        return reports

    def check_peers(self, target, domain):
        out = json.loads(run(self.path, "verify", "--peers", target, "--cpu", CPU, "--domain", domain, "--threads", self.threads, "--json"))
        return {report["function"]: report for report in out["functions"]}

    def cycles(self, paths):
        """Static throughput (cycles per element) and latency (cycles), in the order of the paths."""
        costs = []
        for k in range(0, len(paths), FILES_PER_CALL):
            out = json.loads(run(self.path, "cost", *paths[k:k + FILES_PER_CALL], "--cpu", MODEL, "--json"))
            for program in out["programs"]:
                of = {cost["model"]: cost["cost"] for cost in program["costs"]}
                costs.append((of["mca-throughput"], of["mca-latency"]))
        return costs

    def bench(self, target, domain, paths, seconds):
        compilers = [word for compiler in COMPILERS for word in ("--cc", compiler)]
        return json.loads(run(self.path, "bench", *paths, "--peers", target, "--domain", domain, "--cpu",
                              CPU, "--model", MODEL, *compilers, "--seconds", str(seconds), "--max-spread", "1",
                              "--json"))


class Kernel:
    """A template with a core."""

    def __init__(self, template, scheme, coefficients):
        self.template, self.scheme, self.coefficients = template, scheme, coefficients
        self.degree = len(coefficients) - 1
        self.judged = math.inf

    @property
    def name(self):
        return f"{self.template.name}-d{self.degree}-{self.scheme}"

    def key(self):
        return self.template.name, self.degree, self.scheme


class Workshop:
    def __init__(self, tool, label, directory):
        self.tool, self.label, self.directory = tool, label, directory
        self.target = TARGET_OF.get(label, label)
        self.limits = LIMITS.get(label, USUAL_LIMITS)
        self.files = 0
        self.cores = {}  # of reduced sections, which templates share

    def cores_of(self, template, degree):
        key = (tuple(template.reduced), template.reduced_target, template.reduced_interval, degree)
        if key not in self.cores:
            self.cores[key] = baseline_cores.cores(template, [degree])[degree]
        return self.cores[key]

    def write(self, text):
        self.files += 1
        path = os.path.join(self.directory, f"{self.files}.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def text(self, kernel):
        core = self.write(baseline_cores.core_text(kernel.scheme, kernel.coefficients))
        return self.tool.compose(kernel.template.path, core)

    def judge(self, kernels):
        """Sets `judged` of the kernels: the largest ULP error on JUDGED_ON."""
        if not kernels:
            return
        for kernel in kernels:
            kernel.path = self.write(self.text(kernel))
            kernel.judged = 0.0
        for domain in JUDGED_ON[self.label]:
            reports = self.tool.check(self.target, domain, [kernel.path for kernel in kernels])
            for kernel, report in zip(kernels, reports):
                error = math.inf if report.get("wrong_specials") else report.get("max_ulp", math.inf)
                kernel.judged = max(kernel.judged, error)

    def best_of_each(self, template):
        """For each degree and scheme the best coefficients, as long as higher degrees help."""
        best, last = {}, math.inf
        for degree in DEGREES:
            sets = self.cores_of(template, degree)
            by_horner = [Kernel(template, "horner", a) for a in sets]
            self.judge(by_horner)
            kernels = by_horner
            least = min((kernel.judged for kernel in by_horner), default=math.inf)
            if least <= WORTH_OTHER_ORDERS:
                others = [Kernel(template, scheme, a) for a in sets for scheme in baseline_cores.SCHEMES
                          if scheme != "horner" and baseline_cores.core_lines(scheme, a)]
                self.judge(others)
                kernels = by_horner + others
            for kernel in kernels:
                if kernel.key() not in best or kernel.judged < best[kernel.key()].judged:
                    best[kernel.key()] = kernel
            if least <= WORTH_OTHER_ORDERS and least > NO_BETTER * last:
                break
            last = min(last, least)
        return [kernel for kernel in best.values() if kernel.judged <= WORTH_OTHER_ORDERS]

    def refine(self, kernel, rounds=8):
        """One ulp up or down in one coefficient, as long as that helps."""
        for _ in range(rounds):
            neighbours = []
            for k, value in enumerate(kernel.coefficients):
                ulp = 2.0 ** (math.frexp(value)[1] - 24)
                for step in (-1, 1):
                    changed = list(kernel.coefficients)
                    changed[k] = value + step * ulp
                    neighbours.append(Kernel(kernel.template, kernel.scheme, changed))
            self.judge(neighbours)
            best = min(neighbours, key=lambda neighbour: neighbour.judged)
            if best.judged >= kernel.judged:
                return kernel
            kernel = best
        return kernel


def check_promising(workshop, kernels, wanted, log):
    """Checks kernels over all inputs of their contracts: for each variant, limit and measure the fastest ones by
    static cycles, until `wanted` of them are within the limit. Returns those that were checked."""
    checked = {}
    for variant in sorted({kernel.template.variant for kernel in kernels}):
        for limit in workshop.limits:
            for measure in (0, 1):
                fit = [kernel for kernel in kernels if kernel.template.variant == variant and kernel.judged <= limit]
                fit.sort(key=lambda kernel: (kernel.cycles[measure], kernel.cycles[1 - measure], kernel.judged))
                found = 0
                for kernel in fit[:MOST_CHECKED]:
                    if kernel.key() not in checked:
                        checked[kernel.key()] = kernel
                        check_contract(workshop, kernel, log)
                    found += kernel.ulp <= limit
                    if found == wanted:
                        break
    return list(checked.values())


def near_misses(kernels, limits):
    """Kernels that one ulp here or there may bring below a limit."""
    return [kernel for kernel in kernels if any(limit < kernel.judged <= 1.12 * limit for limit in limits)]


def special_values_right(report):
    return not report.get("wrong_specials") and not report.get("zero_signs")


def check_contract(workshop, kernel, log):
    """Sets `report` and `ulp`: over all inputs of the contract; infinite if a special value is wrong."""
    kernel.report = workshop.tool.check(workshop.target, kernel.template.domain, [kernel.path])[0]
    right = special_values_right(kernel.report) or kernel.template.variant == "finite"
    kernel.ulp = kernel.report.get("max_ulp", math.inf) if right else math.inf
    log(f"{kernel.name}: {kernel.ulp:.4f} ULP, judged {kernel.judged:.4f}, cycles {kernel.cycles}")


def row(kernel, entries, libm):
    figures = {"jit": entries.get(kernel.path)}
    for compiler in COMPILERS:
        figures[compiler] = entries.get(f"{kernel.path}, {compiler}")
    result = {
        "name": kernel.name, "variant": kernel.template.variant, "domain": kernel.template.domain,
        "template": kernel.template.name, "degree": kernel.degree, "scheme": kernel.scheme, "max_ulp": kernel.ulp,
        "worst_input": kernel.report.get("worst_input"), "wrong_specials": kernel.report.get("wrong_specials", 0),
        "zero_signs": kernel.report.get("zero_signs", 0),
        "static_throughput": kernel.cycles[0], "static_latency": kernel.cycles[1], "measured": {},
    }
    for name, entry in figures.items():
        result["measured"][name] = measured(entry, libm)
    result["throughput"] = min(figure["throughput"] for figure in result["measured"].values())
    result["latency"] = min(figure["latency"] for figure in result["measured"].values())
    return result


def peer_row(name, report, entry, libm):
    return {"name": name, "domain": report["domain"], "max_ulp": report.get("max_ulp"),
            "max_ulp_normal": report.get("main", {}).get("max_ulp"), "worst_input": report.get("worst_input"),
            "wrong_specials": report.get("wrong_specials", 0), "zero_signs": report.get("zero_signs", 0),
            **measured(entry, libm)}


def measured(entry, libm):
    """Cycles per element and cycles per call; and how many times as fast as libm, the first peer."""
    figure = {"throughput": entry["throughput"]["cycles"]["value"]}
    figure["speedup"] = libm["throughput"]["cycles"]["value"] / figure["throughput"]
    if "latency" in entry:
        figure["latency"] = entry["latency"]["cycles"]["value"]
        if "latency" in libm:
            figure["latency_speedup"] = libm["latency"]["cycles"]["value"] / figure["latency"]
    return figure


def fastest(rows, limits):
    """For each variant and limit the fastest by measured throughput and by measured latency."""
    table = []
    for variant in sorted({row["variant"] for row in rows}):
        for limit in limits:
            fit = [row for row in rows if row["variant"] == variant and row["max_ulp"] <= limit]
            for measure in ("throughput", "latency"):
                if fit:
                    best = min(fit, key=lambda row: row[measure])
                    table.append({"variant": variant, "limit": limit, "measure": measure, "name": best["name"],
                                  "cycles": best[measure], "max_ulp": best["max_ulp"],
                                  "static": best["static_" + measure]})
    return table


def markdown(result):
    lines = [f"# {result['name']}: kernels by hand and peers at {CPU}", "",
             f"`{result['command']}`, {result['machine']}, {result['date']}. Cycles per element of an array in the "
             "first-level cache and per call in a chain, all in one process; static cycles by LLVM's model of "
             f"{MODEL}. ULP errors are exhaustive over the contract.", "",
             "## The fastest kernels by hand", "",
             "| variant | at most | by | kernel | cycles | static | ULP |", "|---|---|---|---|---|---|---|"]
    for best in result["fastest"]:
        lines.append(f"| {best['variant']} | {best['limit']:g} ULP | {best['measure']} | {best['name']} | "
                     f"{best['cycles']:.3f} | {best['static']:.3f} | {best['max_ulp']:.4f} |")
    lines += ["", "## All checked kernels", "",
              "| kernel | ULP | wrong specials | static | JIT | gcc | clang | x libm | latency static | latency JIT | "
              "gcc | clang |", "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for row in sorted(result["kernels"], key=lambda row: (row["variant"], row["throughput"])):
        figures = [row["measured"][name] for name in ("jit", *COMPILERS)]
        lines.append(f"| {row['name']} | {row['max_ulp']:.4f} | {row['wrong_specials']:g} | "
                     f"{row['static_throughput']:.3f} | " +
                     " | ".join(f"{figure['throughput']:.3f}" for figure in figures) +
                     f" | {max(figure['speedup'] for figure in figures):.2f} | {row['static_latency']:.0f} | " +
                     " | ".join(f"{figure['latency']:.1f}" for figure in figures) + " |")
    lines += ["", "## Peers", "", *peer_table(result["peers"], PEERS_ON.get(result["name"], "all 2^32 inputs"))]
    return "\n".join(lines) + "\n"


def peer_table(peers, domain):
    lines = [f"ULP errors over {domain}; normal: where the result is not subnormal; specials: inputs with a wrong NaN "
             "or infinity.", "",
             "| peer | ULP | ULP normal | specials | cycles | x libm | latency |", "|---|---|---|---|---|---|---|"]
    for peer in sorted(peers, key=lambda peer: peer["throughput"]):
        latency = f"{peer['latency']:.1f}" if "latency" in peer else "-"
        lines.append(f"| {peer['name']} | {peer['max_ulp']:.4g} | {peer['max_ulp_normal']:.4g} | "
                     f"{peer['wrong_specials']:g} | {peer['throughput']:.3f} | {peer['speedup']:.2f} | {latency} |")
    return lines


def summarize(folder):
    """table.json, table.md and peers.md from the results of all targets."""
    results = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json") and name != "table.json":
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                results.append(json.load(file))
    table, lines, peers = [], [], []
    for result in results:
        for best in result["fastest"]:
            table.append({"target": result["name"], **best})
        lines += [f"| {result['name']} | {best['variant']} | {best['limit']:g} | {best['measure']} | {best['name']} | "
                  f"{best['max_ulp']:.4f} | {best['cycles']:.3f} | {best['static']:.3f} |"
                  for best in result["fastest"]]
        peers += ["", f"## {result['name']}", "", f"Timed on {result['timed_on']}.",
                  *peer_table(result["peers"], PEERS_ON.get(result["name"], "all 2^32 inputs"))]
    with open(os.path.join(folder, "table.json"), "w", encoding="utf-8") as file:
        json.dump(table, file, indent=1)
        file.write("\n")
    heading = [f"# The fastest kernels by hand at {CPU}", "",
               "What the search has to beat: for each contract, limit in ULP (exhaustive) and measure the fastest kernel "
               "with a Sollya polynomial. Cycles per element (throughput) or per call (latency), the best of LLVM's JIT, "
               f"gcc and clang; static: LLVM's model of {MODEL}.", "",
               "| target | variant | limit | by | kernel | ULP | cycles | static |", "|---|---|---|---|---|---|---|---|"]
    with open(os.path.join(folder, "table.md"), "w", encoding="utf-8") as file:
        file.write("\n".join(heading + lines) + "\n")
    with open(os.path.join(folder, "peers.md"), "w", encoding="utf-8") as file:
        file.write("\n".join([f"# Peers at {CPU}", "", "Float32 functions of packaged libraries: exhaustive ULP errors, "
                              "cycles per element of an array in the first-level cache, times as fast as libm, cycles per "
                              "call in a chain (functions over arrays have none)."] + peers) + "\n")


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    return f"{model}, {os.cpu_count()} processors"


def save(result, kernels, folder):
    of_target = os.path.join(folder, result["name"])
    os.makedirs(of_target, exist_ok=True)
    for old in os.listdir(of_target):
        if old.endswith(".txt"):
            os.remove(os.path.join(of_target, old))
    for kernel in kernels:
        with open(kernel.path, encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(of_target, kernel.name + ".txt"), "w", encoding="utf-8") as file:
            file.write(f"# {kernel.target_line}\n{text}")
    with open(os.path.join(folder, result["name"] + ".json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
        file.write("\n")
    with open(os.path.join(folder, result["name"] + ".md"), "w", encoding="utf-8") as file:
        file.write(markdown(result))


def make(tool, label, options, directory, log):
    workshop = Workshop(tool, label, directory)
    target = workshop.target
    templates = [Template(path) for path in options.template]
    kernels = []
    for template in templates:
        if template.label != label:
            continue
        try:
            found = workshop.best_of_each(template)
        except baseline_cores.Unsupported as reason:
            log(f"{template.name}: no polynomial core by Sollya: {reason}")
            continue
        log(f"{template.name}: " + ", ".join(f"d{k.degree} {k.scheme} {k.judged:.3f}" for k in found))
        kernels += found
    near = promising_near(workshop, kernels, log)
    kernels = [near.get(kernel.key(), kernel) for kernel in kernels]
    chosen = check_promising(workshop, kernels, options.per_limit, log)
    log(f"{len(chosen)} of {len(kernels)} kernels checked over their contracts")
    report = tool.bench(target, TIMED_ON[label], [kernel.path for kernel in chosen], options.seconds)
    entries = {entry["name"]: entry for entry in report["functions"]}
    # What has no function in libm (sigmoid) is compared with the first peer.
    libm = next(entry for name, entry in entries.items() if not name.startswith(directory))
    rows = [row(kernel, entries, libm) for kernel in chosen]
    for kernel in chosen:
        kernel.target_line = (f"{kernel.name}: {kernel.template.variant}, {kernel.ulp:.4f} ULP over "
                              f"{kernel.template.domain} (exhaustive). scripts/baselines.sh {label}")
    reports = tool.check_peers(target, PEERS_ON.get(label, "all"))
    peers = [peer_row(name, reports[name], entry, libm) for name, entry in entries.items()
             if not name.startswith(directory)]
    result = {"name": label, "target": target, "cpu": CPU, "model": MODEL, "command": f"scripts/baselines.sh {label}",
              "machine": machine(), "date": run("date", "+%Y-%m-%d").strip(), "timed_on": TIMED_ON[label],
              "fastest": fastest(rows, workshop.limits), "kernels": rows, "peers": peers}
    save(result, chosen, options.out)


def promising_near(workshop, kernels, log):
    """The near misses that would be among the promising, refined."""
    for kernel, cycles in zip(kernels, workshop.tool.cycles([kernel.path for kernel in kernels])):
        kernel.cycles = cycles
    refined = {}
    for kernel in near_misses(kernels, workshop.limits):
        better = workshop.refine(kernel)
        if better is kernel:
            continue
        better.cycles = kernel.cycles
        refined[kernel.key()] = better
        log(f"{kernel.name}: {kernel.judged:.4f} -> {better.judged:.4f} one ulp around")
    return refined


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="+")
    parser.add_argument("--ulpforge", required=True, help="the program")
    parser.add_argument("--template", action="append", default=[], help="template file (repeatable)")
    parser.add_argument("--out", required=True, help="folder of the results")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--per-limit", type=int, default=2,
                        help="kernels to find for each variant, limit and measure")
    parser.add_argument("--seconds", type=float, default=0.5, help="to time each kernel")
    options = parser.parse_args()
    log = lambda text: print(text, file=sys.stderr, flush=True)
    for target in options.target:
        with tempfile.TemporaryDirectory() as directory:
            make(Tool(options.ulpforge, options.threads), target, options, directory, log)
    summarize(options.out)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"baselines: {failure}")
