#!/usr/bin/python3
"""Draws docs/images/exp2_real.svg and docs/images/float32.svg from results/.

    scripts/plots.py

Needs the Debian package python3-matplotlib. The same files give the same bytes with the same version of it.
"""
import json
import pathlib

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402  (after the choice of the backend)
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullFormatter, NullLocator  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "results"
IMAGES = ROOT / "docs" / "images"

OURS, BY_HAND, PEER = "#0b62c4", "#c2410c", "#5f6b7a"

# Relative error of the programs published with AutoNumerics-Zero, arXiv 2312.08472, for exp2 on (0,1].
PUBLISHED = {3: 1.23e-3, 5: 6.34e-6, 10: 3.55e-15}

KERNELS = ["exp", "exp2", "log", "log2"]
LARGEST_ULP = 4.3
LARGEST_CYCLES = 8.0


def read(path):
    return json.loads((RESULTS / path).read_text())


def use_style():
    plt.rcParams.update({
        "font.family": "DejaVu Sans", "font.size": 10, "axes.spines.top": False, "axes.spines.right": False,
        "axes.grid": True, "grid.color": "#e3e6ea", "axes.axisbelow": True, "svg.hashsalt": "ulpforge",
    })


def save(figure, name):
    figure.savefig(IMAGES / name, metadata={"Date": None})
    plt.close(figure)
    print(f"{(IMAGES / name).relative_to(ROOT)}: {(IMAGES / name).stat().st_size // 1000} kB")


def best_up_to(points):
    """The points that no cheaper one equals."""
    best = []
    for cost, error in sorted(points):
        if not best or error < best[-1][1]:
            best.append((cost, error))
    return best


def draw_exp2_real():
    """Proved error over the op count, beside classical constructions and published programs."""
    ours = best_up_to((e["ops"], e["error"]) for e in read("real/exp2/front.json")["front"])
    wider = [(e["ops"], e["error"]) for e in read("real/exp2_extended/front.json")["front"] if e["ops"] > ours[-1][0]]
    classical = best_up_to((p["ops"], p["error"]) for p in read("real/exp2_extended/classical.json")["programs"])
    figure, axes = plt.subplots(figsize=(7.2, 4.0), layout="constrained")
    axes.plot(*zip(*classical), "s-", color=BY_HAND, ms=5, lw=1.2, label="best classical construction")
    axes.plot(*zip(*PUBLISHED.items()), "^", color="black", mfc="none", ms=9, zorder=3,
              label="published, evolved (AutoNumerics-Zero)")
    axes.plot(*zip(*ours), "o-", color=OURS, ms=6, lw=1.6, label="Ulpforge, constants in double")
    axes.plot(*zip(ours[-1], *wider), "--", color=OURS, lw=1.6)
    axes.plot(*zip(*wider), "o", color=OURS, mfc="white", ms=6, mew=1.6, label="Ulpforge, constants of two doubles")
    axes.set_yscale("log")
    axes.set_xlabel("operations ( +  −  ×  ÷ )")
    axes.set_ylabel("largest relative error")
    axes.set_title("2$^x$ on (0,1], exact arithmetic", fontsize=11, loc="left")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.legend(frameon=False, loc="lower left")
    save(figure, "exp2_real.svg")


def opponents_by_hand(name):
    """The hand-made kernels that results/float32/comparison.json timed in one process with ours."""
    rows = [r for r in read("float32/comparison.json") if r["name"] == name and r["measure"] == "throughput"]
    return {(r["by_hand"]["cycles"], r["by_hand"]["max_ulp"]) for r in rows if "by_hand" in r}


def peers(name):
    """(cycles, ULP, library) of every peer that the plot has room for; the ULP are those of normal results, because
    some flush subnormal ones."""
    for peer in read(f"baselines/{name}.json")["peers"]:
        cycles, ulp = peer.get("throughput"), peer.get("max_ulp_normal", peer.get("max_ulp"))
        if cycles and ulp and ulp <= LARGEST_ULP and cycles <= LARGEST_CYCLES:
            yield cycles, ulp, short_name(peer["name"])


def short_name(peer):
    """'SLEEF 3.5.1 u10 AVX2' -> 'SLEEF u10'."""
    words = [w for w in peer.split() if w != "AVX2" and not w[0].isdigit()]
    return " ".join(words[1:] if words[0] == "glibc" else words)


def neighbours(points):
    """Groups of points whose labels would cover one another: (cycles, ULP, names) of the first of each."""
    groups = []
    for cycles, ulp, name in sorted(points):
        if groups and cycles < 1.1 * groups[-1][0] and abs(ulp - groups[-1][1]) < 0.15:
            groups[-1][2].append(name)
        else:
            groups.append((cycles, ulp, [name]))
    return groups


def label_place(point, points):
    """Below the mark where the next one would stand in the text, else beside it."""
    cycles, ulp, _ = point
    is_crowded = any(cycles < c < 2 * cycles and abs(u - ulp) < 0.15 for c, u, _ in points)
    return {"xytext": (2, -13), "ha": "center"} if is_crowded else {"xytext": (6, -3)}


def draw_target(axes, name):
    ours = sorted((e["measured"], e["error"]) for e in read(f"float32/{name}/ranked.json")["front"])
    libraries = neighbours(peers(name))
    for cycles, ulp, names in libraries:
        axes.plot(cycles, ulp, "^", color=PEER, ms=6)
        axes.annotate(", ".join(names), (cycles, ulp), textcoords="offset points", fontsize=8, color=PEER,
                      **label_place((cycles, ulp, names), libraries))
    axes.plot(*zip(*sorted(opponents_by_hand(name))), "s", color=BY_HAND, ms=6)
    axes.step(*zip(*ours), where="post", color=OURS, lw=1.4)
    axes.plot(*zip(*ours), "o", color=OURS, ms=5)
    axes.set_xscale("log")
    axes.set_xlim(0.5, LARGEST_CYCLES)
    axes.set_ylim(0, LARGEST_ULP)
    axes.xaxis.set_major_locator(FixedLocator([0.5, 1, 2, 4, 8]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_title(name, fontsize=11, loc="left")


def draw_float32():
    """ULP over measured cycles per element of exp, exp2, log and log2, variant full."""
    figure, grid = plt.subplots(2, 2, figsize=(8.4, 6.4), layout="constrained", sharex=True, sharey=True)
    for axes, name in zip(grid.flat, KERNELS):
        draw_target(axes, name)
    figure.supxlabel("cycles per element, arrays, measured (less is better)", fontsize=10)
    figure.supylabel("largest error over all inputs, ULP", fontsize=10)
    marks = [plt.Line2D([], [], marker=m, ls=ls, color=c, label=label) for m, ls, c, label in
             [("o", "-", OURS, "Ulpforge"), ("s", "", BY_HAND, "by hand, with Sollya"), ("^", "", PEER, "libraries")]]
    grid[0, 0].legend(handles=marks, loc="upper right", frameon=False)
    save(figure, "float32.svg")


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    use_style()
    draw_exp2_real()
    draw_float32()
