// How a run and its programs came about: lineage, convergence, throughput.

import * as Plot from "@observablehq/plot";
import { drawing, element, table } from "./dom.js";
import { count, duration, logTicks, scientific } from "./format.js";
import { lineOf } from "./model.js";

const kTip = { fill: "var(--card)", stroke: "var(--line)", fontSize: 12.5 };

function logAxis(values, label, ticks = 8) {
  const low = Math.min(...values), high = Math.max(...values);
  const pad = (high / low) ** 0.06 * 1.05;
  return { type: "log", domain: [low / pad, high * pad], label, labelArrow: "none", grid: true, ...logTicks(low / pad, high * pad, ticks) };
}

function change(step) {
  const mutations = (step.mutations ?? []).join(", ") || (step.parent === undefined ? "from scratch" : "another template");
  return step.skipped ? `${step.skipped} step${step.skipped > 1 ? "s" : ""} without progress, then ${mutations}` : mutations;
}

export function lineage(run, program) {
  const line = lineOf(run, program);
  if (line.length === 0) {
    return element("p", { class: "soft" }, "The run directory says nothing about ancestors: it has no checkpoint, or one of an older version.");
  }
  const data = line.map((step, k) => ({ step, x: k + 1, y: Number(step.error) }));
  const unit = run.unit ? `, ${run.unit}` : "";
  const draw = (width) =>
    Plot.plot({
      width,
      height: 260,
      marginLeft: 58, marginRight: 20, marginTop: 26, marginBottom: 40,
      x: { label: "step", labelAnchor: "center", labelArrow: "none", inset: 12, ticks: Math.min(data.length, Math.floor(width / 50)), tickFormat: "d" },
      y: logAxis(data.map((d) => d.y), `error as fitted${unit}`),
      marks: [
        Plot.line(data, { x: "x", y: "y", stroke: run.color, strokeWidth: 1.6, strokeOpacity: 0.6 }),
        Plot.dot(data, { x: "x", y: "y", r: 4.5, fill: run.color, stroke: "var(--card)" }),
        Plot.text(data, { x: "x", y: "y", text: (d) => String(d.step.ops), dy: -12, fill: "var(--soft)", stroke: "var(--card)", strokeWidth: 3 }),
        Plot.tip(data, Plot.pointer({
          x: "x", y: "y", ...kTip, lineWidth: width < 560 ? 20 : 32, maxRadius: 60,
          title: (d) => `candidate ${count(d.step.candidate)}\n${change(d.step)}\n\n${d.step.formula}\n${d.step.ops} ops, error ${scientific(d.y)}`,
        })),
      ],
    });
  const rows = [...line].reverse().map((step) => [
    count(step.candidate), scientific(Number(step.error)), String(step.ops),
    element("span", { class: "formula" }, step.formula), change(step),
  ]);
  return element(
    "div",
    {},
    element("p", { class: "soft small" }, `${line.length} steps that made progress; the numbers at the points are op counts${run.contract ? " of the core" : ""}.`),
    drawing(draw),
    element("details", {}, element("summary", {}, "All steps, latest first"),
      table([">candidate", ">error", ">ops", "program", "change"], rows, { kind: "steps" })),
  );
}

// For each cost the errors as they fell, up to the end of the run; costs that are not counts share one line.
function fallingErrors(run) {
  const counted = run.programs.every((program) => Number.isInteger(program.cost));
  const end = Math.max(run.seconds ?? 0, ...run.improvements.map((event) => event.seconds));
  const series = new Map();
  let best = Infinity;
  for (const event of run.improvements) {
    if (!(event.error > 0) || !Number.isFinite(event.error)) continue;
    const seconds = Math.max(event.seconds, 1e-3);
    if (!counted && !(event.error < best)) continue;
    best = Math.min(best, event.error);
    const key = counted ? event.cost : "best";
    if (!series.has(key)) series.set(key, []);
    series.get(key).push({ key, x: seconds, y: event.error, event });
  }
  return [...series.values()].map((points) => [...points, { ...points[points.length - 1], x: end }]);
}

export function convergence(run) {
  const series = fallingErrors(run);
  if (series.length === 0) return element("p", { class: "soft" }, "The run directory has no events.");
  const all = series.flat();
  const counted = all[0].key !== "best";
  const others = counted ? [] : run.improvements.filter((e) => e.error > 0 && Number.isFinite(e.error)).map((event) => ({ x: Math.max(event.seconds, 1e-3), y: event.error, event }));
  const unit = run.unit ? `, ${run.unit}` : "";
  const hovered = counted ? all : others;
  const draw = (width) =>
    Plot.plot({
      width,
      height: 320,
      marginLeft: 58, marginRight: counted ? 34 : 20, marginTop: 26, marginBottom: 40,
      x: { ...logAxis(all.map((d) => d.x), "seconds of search", Math.floor(width / 90)), labelAnchor: "center", grid: false },
      y: logAxis([...all, ...others].map((d) => d.y), `error${unit}`),
      marks: [
        ...series.map((points) =>
          Plot.line(points, { x: "x", y: "y", stroke: counted ? `var(--series-${(points[0].key % 6) + 1})` : run.color, strokeWidth: 1.8, curve: "step-after" }),
        ),
        counted
          ? Plot.text(series.map((points) => points[points.length - 1]), { x: "x", y: "y", text: (d) => String(d.key), dx: 6, textAnchor: "start", fill: "currentColor" })
          : Plot.dot(others, { x: "x", y: "y", r: 3, fill: "var(--classical)", fillOpacity: 0.7 }),
        Plot.tip(hovered, Plot.pointer({
          x: "x", y: "y", ...kTip, maxRadius: 40,
          title: (d) => `cost ${scientific(d.event.cost, 4)}\nerror ${scientific(d.event.error, 4)}\nafter ${duration(d.event.seconds)}, ${count(d.event.candidates)} candidates`,
        })),
      ],
    });
  const text = counted ? "One line for each op count, which stands at its end." : "Every entry of the front when it entered; the line is the smallest error at any cost.";
  return element("div", {}, element("p", { class: "soft small" }, text), drawing(draw));
}

// Candidates per second between checkpoints.
export function throughput(run) {
  const rates = [];
  for (let k = 1; k < run.checkpoints.length; ++k) {
    const before = run.checkpoints[k - 1], now = run.checkpoints[k];
    const seconds = now.seconds - before.seconds;
    if (seconds < 0.5 || now.candidates <= before.candidates) continue;
    rates.push({ x1: before.seconds, x2: now.seconds, y: (now.candidates - before.candidates) / seconds });
  }
  if (rates.length < 2) return null;
  const draw = (width) =>
    Plot.plot({
      width, height: 170, marginLeft: 58, marginRight: 20, marginTop: 26, marginBottom: 38,
      x: { label: "seconds of search", labelAnchor: "center", labelArrow: "none", ticks: Math.floor(width / 90) },
      y: { label: "candidates per second", labelArrow: "none", grid: true, zero: true, ticks: 4 },
      marks: [
        Plot.rectY(rates, {
          x1: "x1", x2: "x2", y: "y", fill: run.color, fillOpacity: 0.55, inset: 0.5,
          tip: kTip, title: (d) => `${count(Math.round(d.y))} per second\nfrom ${duration(d.x1)} to ${duration(d.x2)}`,
        }),
      ],
    });
  return drawing(draw);
}
