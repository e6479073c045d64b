// What a search did and spent.

import * as Plot from "@observablehq/plot";
import { drawing, element, table } from "./dom.js";
import { bytes, count, duration, percent } from "./format.js";

function number(value) {
  return Number(value ?? 0);
}

function falseMerges(statistics) {
  const audited = number(statistics.audited), wrong = number(statistics.false_merges);
  if (audited === 0) return "no hit checked";
  const counts = `${count(wrong)} of ${count(audited)} checked`;
  // The rule of three: a bound of 95% confidence where nothing was seen.
  return wrong === 0 && audited > 3 ? `${counts} (below ${(300 / audited).toPrecision(2)}%)` : counts;
}

export function statisticsTable(run) {
  const s = run.statistics;
  const asked = number(s.cache_hits) + number(s.cache_misses) + number(s.cache_refits);
  const perSecond = run.seconds > 0 ? `${count(Math.round(number(s.candidates) / run.seconds))} per second` : "";
  const rows = [
    ["Candidates", count(s.candidates), perSecond],
    ["Evaluated", count(s.evaluated), "fitted and measured"],
    ["Cache hits", asked > 0 ? percent(number(s.cache_hits) / asked) : "–", `${count(s.cache_hits)} of ${count(asked)} look-ups`],
    ["Evaluated again", count(s.cache_refits), "known functions, from new starts"],
    ["False merges", falseMerges(s), ""],
    ["Cache", bytes(s.cache_bytes), `${count(s.cache_entries)} entries, ${count(s.cache_evictions)} evicted`],
    ["Mutations repeated", count(number(s.unchanged) + number(s.redundant)), "same function, or a redundant constant"],
  ];
  if (run.seconds !== null) rows.unshift(["Search time", duration(run.seconds), "all sessions"]);
  return table(["", ">"], rows.map(([name, value, note]) => [
    element("span", {}, name, note ? element("small", { class: "soft note" }, note) : null), value,
  ]));
}

export function phases(run) {
  const data = run.phases.filter((phase) => phase.share >= 0.001);
  if (data.length === 0) return null;
  const draw = (width) =>
    Plot.plot({
      width,
      height: 26 * data.length + 30,
      marginLeft: 66, marginRight: 52, marginTop: 6, marginBottom: 22,
      x: { axis: null, domain: [0, Math.max(...data.map((phase) => phase.share))] },
      y: { label: null, domain: data.map((phase) => phase.phase), tickSize: 0 },
      marks: [
        Plot.barX(data, { x: "share", y: "phase", fill: run.color, fillOpacity: 0.75, rx: 3, insetTop: 3, insetBottom: 3 }),
        Plot.text(data, { x: "share", y: "phase", text: (phase) => percent(phase.share), dx: 6, textAnchor: "start", fill: "currentColor" }),
      ],
    });
  return element("div", {}, element("h3", {}, "Where the time of the last session went"), drawing(draw));
}
