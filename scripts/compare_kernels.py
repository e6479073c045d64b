#!/usr/bin/env python3
"""Kernels of results/float32 against the best ones by hand (results/baselines) and against peers.

For every folder of results/float32, every limit in ULP and the measure that the kernels were searched for,
throughput or latency, candidates are timed in one process: ours within the limit, the hand-made kernels of the same
target and variant within it (those of results/float32/by_hand too: cores of results/baselines in newer templates), and
peers. Of ours and of the hand-made ones the fastest three as the JIT compiles them remain; for throughput these are
timed as LLVM, gcc and clang compile the plain loop, and with 2 to 4 vectors in flight. "By hand" is the fastest plain
loop, "by hand in our loop" the fastest of all. Writes results/float32/OUT.json and .md. Run it on an idle machine;
about a minute for each folder and limit.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ULPFORGE = ROOT / "build/release/ulpforge"
RESULTS = ROOT / "results/float32"
BASELINES = ROOT / "results/baselines"
LIMITS = {"exp2_unit": (0.654, 0.7, 1), "erf_1_ulp": (1,), "sigmoid_1_ulp": (1,), "tanh_1_ulp": (1,)}
USUAL_LIMITS = (1, 2, 4)
BASELINE_OF = {"exp2_unit": "exp2-unit"}  # others have the name of the target
PEER_SLACK = 1.1  # a peer within this factor of the limit counts
COMPILERS = ("gcc", "clang-19")
IN_FLIGHT = (0, 2, 3, 4)  # vectors side by side in the emitted loop; 0: the plain loop
FINALISTS = 3  # of ours and of the hand-made kernels, timed in all versions
ATTEMPTS = 5  # at a measurement on a machine that may not be quiet

CLAIM = re.compile(r"# (\S+): (full|finite), ([0-9.]+) ULP over all inputs \(exhaustive\)")


def load(path):
    return json.loads(path.read_text())


def found(folder, limit, into):
    """Programs of the front and of its ranking within the limit, checked at every input, as files with their entries."""
    entries = {}
    for report in ("front.json", "ranked.json"):
        for entry in load(folder / report)["front"]:
            if entry["level"] == "exhaustive" and entry["error"] <= limit:
                entries[entry["program"]] = entry
    files = {}
    for number, (program, entry) in enumerate(entries.items()):
        path = into / f"{folder.name}-{number}.txt"
        path.write_text(program)
        files[path] = entry
    return files


def hand_made(baseline, variant, limit):
    """Files of the kernels within the limit, with their errors."""
    found = {BASELINES / baseline / f"{k['name']}.txt": k["max_ulp"]
             for k in load(BASELINES / f"{baseline}.json")["kernels"] if k["variant"] == variant}
    for path in (RESULTS / "by_hand").glob(f"{baseline}-*.txt"):
        claim = CLAIM.match(path.read_text())
        if claim and claim[2] == variant:
            found[path] = float(claim[3])
    return {path: error for path, error in found.items() if error <= limit}


def bench(sources, target, domain, peers=True, versions=()):
    """Timings in one process: programs as the JIT's loop and as each of the versions, flags of `ulpforge bench`."""
    command = [ULPFORGE, "bench", *sources, "--target", target, "--cpu", "x86-64-v3", "--domain", domain,
               "--seconds", "0.25", "--json", *versions]
    if peers:
        command += ["--peers", target]
    for attempt in range(ATTEMPTS):
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        if not done.returncode:
            return json.loads(done.stdout)["functions"]
        if "quiet" not in done.stderr:
            break
    sys.exit(f"compare_kernels.py: {done.stderr.strip()}")


def figure(entry, measure):
    value = entry.get(measure, {})
    return None if value.get("refused") or "cycles" not in value else value["cycles"]["value"]


def fastest(entries, measure):
    timed = [(figure(entry, measure), entry["name"]) for entry in entries if figure(entry, measure)]
    return min(timed) if timed else None


def parts(name):
    """What `ulpforge bench` times: source, compiler (the JIT if there is none), vectors in flight."""
    version = re.fullmatch(r"(.*), (\S+), (\d+) in flight", name)
    return (version[1], version[2], int(version[3])) if version else (name, None, 0)


def sift(files, measure, target, domain):
    """The fastest of the files, as the JIT compiles them."""
    if len(files) <= FINALISTS:
        return list(files)
    timed = bench(list(files), target, domain, peers=False)
    timed.sort(key=lambda entry: figure(entry, measure) or float("inf"))
    return [pathlib.Path(entry["name"]) for entry in timed[:FINALISTS]]


def best_of(functions, measure, files, error, in_flight):
    """The fastest version of one of the files, with at most so many vectors in flight."""
    names = {str(path): path for path in files}
    versions = [f for f in functions if parts(f["name"])[0] in names and parts(f["name"])[2] <= in_flight]
    fastest_one = fastest(versions, measure)
    if not fastest_one:
        return None
    source, compiler, number = parts(fastest_one[1])
    return {"cycles": fastest_one[0], "kernel": names[source].stem, "max_ulp": error(names[source]),
            "compiler": compiler or "LLVM", "in_flight": number}


def compare(name, limit, work):
    folder = RESULTS / name
    config = load(folder / "front.json")["config"]
    target, variant = config["target"], config.get("variant", "finite")
    measure = "latency" if "latency" in config["cost"] else "throughput"
    baseline = BASELINE_OF.get(name, target)
    baselines = load(BASELINES / f"{baseline}.json")
    domain = baselines["timed_on"]
    entries = found(folder, limit, work)
    by_hand = hand_made(baseline, variant, limit)
    peers = {p["name"]: p["max_ulp"] for p in baselines["peers"] if p["max_ulp"] <= limit * PEER_SLACK}
    ours, hands = (sift(files, measure, target, domain) for files in (entries, by_hand))
    if not ours + hands:
        return None
    versions = []
    if measure == "throughput":
        versions = [flag for compiler in COMPILERS for flag in ("--cc", compiler)]
        versions += [flag for number in IN_FLIGHT for flag in ("--in-flight", str(number))]
    functions = bench(ours + hands, target, domain, versions=versions)
    row = {"name": name, "target": target, "variant": variant, "limit": limit, "measure": measure}
    for key, files, error, in_flight in (
            ("ours", ours, lambda path: entries[path]["error"], max(IN_FLIGHT)),
            ("ours_plain", ours, lambda path: entries[path]["error"], 0),
            ("by_hand", hands, by_hand.get, 0), ("by_hand_in_flight", hands, by_hand.get, max(IN_FLIGHT))):
        best = best_of(functions, measure, files, error, in_flight)
        if best:
            row[key] = best
    for key in ("ours", "ours_plain"):
        if key in row:
            entry = entries[work / f"{row[key]['kernel']}.txt"]
            row[key].update({"kernel": entry["template"], "ops": entry["ops"]})
    peer = fastest([f for f in functions if f["name"] in peers], measure)
    if peer:
        row["peer"] = {"cycles": peer[0], "peer": peer[1], "max_ulp": peers[peer[1]]}
    return row


def cell(part, key):
    return f"{part[key]:.3f}" if part and part.get(key) else "-"


def ratio(row, other):
    ours = row.get("ours", {}).get("cycles")
    return f"{row[other]['cycles'] / ours:.2f}" if ours and row.get(other) else "-"


def table(rows):
    lines = ["| kernel | limit | by | ours: ULP | cycles | in flight | plain | by hand: ULP | cycles | ratio "
             "| by hand in our loop | ratio | peer | ULP | cycles | ratio |",
             "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        ours, plain, hand, looped, peer = (
            row.get(key) for key in ("ours", "ours_plain", "by_hand", "by_hand_in_flight", "peer"))
        loops = row["measure"] == "throughput"
        lines.append(" | ".join([f"| {row['name']}, {row['variant']}", f"{row['limit']}", row["measure"],
                                 cell(ours, "max_ulp"), cell(ours, "cycles"),
                                 str(ours.get("in_flight", "-")) if ours and loops else "-",
                                 cell(plain, "cycles") if loops else "-",
                                 cell(hand, "max_ulp"), cell(hand, "cycles"), ratio(row, "by_hand"),
                                 cell(looped, "cycles") if loops else "-",
                                 ratio(row, "by_hand_in_flight") if loops else "-",
                                 peer["peer"] if peer else "-",
                                 cell(peer, "max_ulp"), cell(peer, "cycles"), ratio(row, "peer") + " |"]))
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default="comparison", help="name of the files to write (default: %(default)s)")
    parser.add_argument("names", nargs="*", metavar="NAME", help="folders of results/float32 (default: all)")
    options = parser.parse_args()
    path = RESULTS / f"{options.out}.json"
    known = {(r["name"], r["limit"]): r for r in load(path)} if path.exists() else {}
    names = options.names or sorted(p.name for p in RESULTS.iterdir() if (p / "ranked.json").exists())
    with tempfile.TemporaryDirectory() as work:
        for name in names:
            for limit in LIMITS.get(name, USUAL_LIMITS):
                row = compare(name, limit, pathlib.Path(work))
                known.pop((name, limit), None)
                if row:
                    known[(name, limit)] = row
                    print(table([row]).splitlines()[-1], flush=True)
            rows = [known[key] for key in sorted(known)]
            path.write_text(json.dumps(rows, indent=1) + "\n")
            (RESULTS / f"{options.out}.md").write_text(table(rows))


if __name__ == "__main__":
    main()
