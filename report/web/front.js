// The fronts of all comparable runs with what they are compared with: error against cost.

import * as Plot from "@observablehq/plot";
import { drawing, element } from "./dom.js";
import { logTicks, scientific, upwards } from "./format.js";

const kKinds = {
  classical: { label: "classical construction", color: "var(--classical)", symbol: "diamond" },
  baseline: { label: "made by hand", color: "var(--baseline)", symbol: "square" },
  peer: { label: "library", color: "var(--peer)", symbol: "triangle" },
};

function isShown(point) {
  return point.x > 0 && point.y > 0 && Number.isFinite(point.y);
}

function ownPoints(runs, key) {
  return runs.flatMap((run) =>
    run.programs
      .map((program, index) => ({ run, program, index, x: program[key], y: program.error }))
      .filter(isShown),
  );
}

// Runs with one target share most of what they are compared with.
function otherPoints(runs, key) {
  const seen = new Set();
  return runs
    .flatMap((run) => run.opponents)
    .map((opponent) => ({ opponent, x: opponent[key], y: Number(opponent.error) }))
    .filter(isShown)
    .filter((point) => {
      const name = `${point.opponent.kind} ${point.opponent.name} ${point.x} ${point.y}`;
      return !seen.has(name) && seen.add(name);
    });
}

// What is much worse than all of the fronts would only press them together.
const kFarAway = 50;

export function points(runs, key) {
  const own = ownPoints(runs, key), others = otherPoints(runs, key);
  const limit = kFarAway * Math.max(...runs.flatMap((run) => run.programs.map((program) => program.error)).filter(Number.isFinite));
  return { own, others: others.filter((p) => p.y <= limit), away: others.filter((p) => p.y > limit) };
}

function titleOf(point, costName) {
  const unit = point.run ? point.run.unit : "";
  const at = `${scientific(point.x, 4)} ${costName}`;
  if (point.opponent) {
    const { kind, name, formula } = point.opponent;
    return [name, kKinds[kind].label, "", `error ${upwards(point.y)}`, at, formula].filter((l) => l !== undefined).join("\n");
  }
  const { program, run } = point;
  return [
    program.formula.length > 160 ? `${program.formula.slice(0, 157)}…` : program.formula,
    [run.name, program.template].filter(Boolean).join(" · "),
    "",
    `error ${[upwards(point.y), unit, `(${program.level})`].filter(Boolean).join(" ")}`,
    at,
  ].join("\n");
}

function extent(values) {
  return [Math.min(...values), Math.max(...values)];
}

// The front as a staircase: between two costs the cheaper program is the best there is.
function staircase(own, runs) {
  return runs.map((run) => {
    let best = Infinity;
    const points = own
      .filter((point) => point.run === run)
      .sort((a, b) => a.x - b.x || a.y - b.y)
      .filter((point) => point.y < best && (best = point.y));
    return { run, points };
  });
}

export function frontPlot(runs, state, { key, costName, choose }) {
  const { own, others } = points(runs, key);
  const all = [...own, ...others];
  if (all.length === 0) return element("p", { class: "soft" }, "Nothing to draw: no error is finite and above 0.");
  const counted = all.every((point) => Number.isInteger(point.x));
  const [lowX, highX] = extent(all.map((point) => point.x));
  const [lowY, highY] = extent(all.map((point) => point.y));
  const isLogX = highX / lowX > 5 && !counted;
  const padY = (highY / lowY) ** 0.06 * 1.02;
  const unit = runs[0].unit;
  const draw = (width) => {
    const small = width < 560;
    const figure = Plot.plot({
      width,
      height: small ? 340 : 430,
      marginLeft: 62,
      marginRight: 16,
      marginBottom: 42,
      marginTop: 26,
      x: {
        type: isLogX ? "log" : "linear",
        label: costName,
        labelAnchor: "center",
        labelArrow: "none",
        inset: 14,
        nice: !counted && !isLogX,
        grid: true,
        ...(counted ? { ticks: Array.from({ length: highX - lowX + 1 }, (_, k) => lowX + k), tickFormat: "d" } : {}),
        ...(isLogX ? logTicks(lowX, highX, small ? 5 : 10) : {}),
      },
      y: {
        type: "log",
        domain: [lowY / padY, highY * padY],
        label: `largest error${unit ? `, ${unit}` : `, ${runs[0].measure}`}`,
        labelArrow: "none",
        ...logTicks(lowY / padY, highY * padY),
        grid: true,
      },
      marks: [
        ...staircase(own, runs).map(({ run, points: steps }) =>
          Plot.line(steps, { x: "x", y: "y", stroke: run.color, strokeWidth: 1.6, strokeOpacity: 0.7, curve: "step-after" }),
        ),
        ...Object.entries(kKinds).map(([kind, { color, symbol }]) =>
          Plot.dot(others.filter((p) => p.opponent.kind === kind), {
            x: "x", y: "y", symbol, r: 6, fill: "var(--card)", stroke: color, strokeWidth: 1.8,
          }),
        ),
        ...runs.map((run) =>
          Plot.dot(own.filter((p) => p.run === run), {
            x: "x", y: "y", r: 5, fill: run.color, stroke: "var(--card)", strokeWidth: 1.2,
          }),
        ),
        Plot.dot(own.filter((p) => p.program === state.program), {
          x: "x", y: "y", r: 9, stroke: "var(--hot)", strokeWidth: 2,
        }),
        Plot.tip(all, Plot.pointer({
          x: "x", y: "y", title: (point) => titleOf(point, costName), fill: "var(--card)", stroke: "var(--line)",
          lineWidth: small ? 20 : 30, fontSize: 12.5, maxRadius: 48,
        })),
      ],
    });
    figure.addEventListener("click", () => {
      if (figure.value?.program) choose(figure.value.run, figure.value.index);
    });
    return figure;
  };
  return drawing(draw, "choosable");
}

function symbolOf(kind) {
  const shapes = { diamond: "M6,0 12,6 6,12 0,6Z", square: "M1,1H11V11H1Z", triangle: "M6,0 12,11H0Z" };
  const made = element("span");
  made.innerHTML = `<svg width="12" height="12"><path d="${shapes[kKinds[kind].symbol]}" fill="none" stroke="${kKinds[kind].color}" stroke-width="1.8"/></svg>`;
  return made;
}

export function frontLegend(runs, key) {
  const { others } = points(runs, key);
  const kinds = Object.keys(kKinds).filter((kind) => others.some((p) => p.opponent.kind === kind));
  return element(
    "div",
    { class: "legend" },
    runs.map((run) => element("span", {}, element("span", { class: "swatch", style: `--own:${run.color}` }), run.name)),
    kinds.map((kind) => element("span", {}, symbolOf(kind), kKinds[kind].label)),
  );
}
