#!/usr/bin/env python3
"""Kernels of results/float32 against the best ones by hand (results/baselines) and against peers.

For every folder of results/float32, every limit in ULP and the measure that the kernels were searched for,
throughput or latency, candidates are timed in one process: ours, the hand-made kernels of the same target and
variant within the limit (those of results/float32/by_hand too: cores of results/baselines in newer templates), and
peers. For throughput the hand-made ones are sifted first, and the fastest three and ours are timed as LLVM, gcc and
clang compile the plain loop, and with 2 to 5 vectors in flight. "By hand" is the fastest plain loop, "by hand in our
loop" the fastest of all. Writes results/float32/comparison.json and .md. Run it on an idle machine; about a minute
for each folder and limit.

  scripts/compare_kernels.py [NAME...]     default: all folders
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ULPFORGE = ROOT / "build/release/ulpforge"
RESULTS = ROOT / "results/float32"
BASELINES = ROOT / "results/baselines"
LIMITS = {"exp2_unit": (0.654, 0.7, 1)}
USUAL_LIMITS = (1, 2, 4)
BASELINE_OF = {"exp2_unit": "exp2-unit"}  # others have the name of the target
PEER_SLACK = 1.1  # a peer within this factor of the limit counts
COMPILERS = ("gcc", "clang-19")
IN_FLIGHT = (0, 2, 3, 4, 5)  # vectors side by side in the emitted loop; 0: the plain loop
FINALISTS = 3  # hand-made kernels that are timed in all versions
ATTEMPTS = 5  # at a measurement on a machine that may not be quiet

CLAIM = re.compile(r"# (\S+): (full|finite), ([0-9.]+) ULP over all inputs \(exhaustive\)")


def load(path):
    return json.loads(path.read_text())


def ours_within(folder, limit):
    """The kernel that `--ulp LIMIT` selects."""
    ranked = load(folder / "ranked.json")
    within = [entry for entry in ranked["front"] if entry["error"] <= limit]
    return within[0] if within else None


def hand_made(baseline, variant, limit):
    """Files of the kernels within the limit, with their errors."""
    found = {BASELINES / baseline / f"{k['name']}.txt": k["max_ulp"]
             for k in load(BASELINES / f"{baseline}.json")["kernels"] if k["variant"] == variant}
    for path in (RESULTS / "by_hand").glob(f"{baseline}-*.txt"):
        claim = CLAIM.match(path.read_text())
        if claim and claim[2] == variant:
            found[path] = float(claim[3])
    return {path: error for path, error in found.items() if error <= limit}


def bench(sources, select, target, domain, peers=True, versions=()):
    """Timings in one process: programs as the JIT's loop and as each of the versions, flags of `ulpforge bench`."""
    command = [ULPFORGE, "bench", *sources, *select, "--target", target, "--cpu", "x86-64-v3", "--domain", domain,
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


def compare(name, limit):
    folder = RESULTS / name
    config = load(folder / "front.json")["config"]
    target, variant = config["target"], config.get("variant", "finite")
    measure = "latency" if "latency" in config["cost"] else "throughput"
    ours = ours_within(folder, limit)
    baseline = BASELINE_OF.get(name, target)
    baselines = load(BASELINES / f"{baseline}.json")
    by_hand = hand_made(baseline, variant, limit)
    peers = {p["name"]: p["max_ulp"] for p in baselines["peers"] if p["max_ulp"] <= limit * PEER_SLACK}
    domain = baselines["timed_on"]
    hands = list(by_hand)
    versions = []
    if measure == "throughput":
        versions = [flag for compiler in COMPILERS for flag in ("--cc", compiler)]
        versions += [flag for number in IN_FLIGHT for flag in ("--in-flight", str(number))]
        if len(hands) > FINALISTS:
            timed = bench(hands, [], target, domain, peers=False)
            timed.sort(key=lambda entry: figure(entry, measure) or float("inf"))
            hands = [pathlib.Path(entry["name"]) for entry in timed[:FINALISTS]]
    sources = ([folder] if ours else []) + hands
    if not sources:
        return None
    functions = bench(sources, ["--ulp", str(limit)] if ours else [], target, domain, versions=versions)
    row = {"name": name, "target": target, "variant": variant, "limit": limit, "measure": measure}
    names = {str(path): path for path in hands}
    of_hand = [f for f in functions if parts(f["name"])[0] in names]
    of_ours = [f for f in functions if f not in of_hand and not any(f["name"] == p["name"] for p in baselines["peers"])]
    best = fastest(of_ours, measure) if ours else None
    if best:
        _, compiler, in_flight = parts(best[1])
        row["ours"] = {"cycles": best[0], "max_ulp": ours["error"], "template": ours["template"], "ops": ours["ops"],
                       "compiler": compiler or "LLVM", "in_flight": in_flight}
    for key, entries in (("by_hand", [f for f in of_hand if parts(f["name"])[2] == 0]), ("by_hand_in_flight", of_hand)):
        hand = fastest(entries, measure)
        if hand:
            source, compiler, in_flight = parts(hand[1])
            row[key] = {"cycles": hand[0], "kernel": names[source].stem, "max_ulp": by_hand[names[source]],
                        "compiler": compiler or "LLVM", "in_flight": in_flight}
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
    lines = ["| kernel | limit | by | ours: ULP | cycles | in flight | by hand: ULP | cycles | ratio "
             "| by hand in our loop | ratio | peer | ULP | cycles | ratio |",
             "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        ours, hand, looped, peer = (row.get(key) for key in ("ours", "by_hand", "by_hand_in_flight", "peer"))
        in_throughput = row["measure"] == "throughput"
        lines.append(" | ".join([f"| {row['name']}, {row['variant']}", f"{row['limit']}", row["measure"],
                                 cell(ours, "max_ulp"), cell(ours, "cycles"),
                                 str(ours["in_flight"]) if ours and in_throughput else "-",
                                 cell(hand, "max_ulp"), cell(hand, "cycles"), ratio(row, "by_hand"),
                                 cell(looped, "cycles") if in_throughput else "-",
                                 ratio(row, "by_hand_in_flight") if in_throughput else "-",
                                 peer["peer"] if peer else "-",
                                 cell(peer, "max_ulp"), cell(peer, "cycles"), ratio(row, "peer") + " |"]))
    return "\n".join(lines) + "\n"


def main():
    path = RESULTS / "comparison.json"
    known = {(r["name"], r["limit"]): r for r in load(path)} if path.exists() else {}
    names = sys.argv[1:] or sorted(p.name for p in RESULTS.iterdir() if (p / "ranked.json").exists())
    for name in names:
        for limit in LIMITS.get(name, USUAL_LIMITS):
            row = compare(name, limit)
            known.pop((name, limit), None)
            if row:
                known[(name, limit)] = row
                print(table([row]).splitlines()[-1], flush=True)
        rows = [known[key] for key in sorted(known)]
        path.write_text(json.dumps(rows, indent=1) + "\n")
        (RESULTS / "comparison.md").write_text(table(rows))


if __name__ == "__main__":
    main()
