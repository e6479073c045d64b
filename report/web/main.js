// The page: all runs on top, then one run and one of its programs.

import { curvePlot } from "./curve.js";
import { choices, copyable, element, table } from "./dom.js";
import { count, duration, scientific, upwards } from "./format.js";
import { frontLegend, frontPlot, points } from "./front.js";
import { programGraph } from "./graph.js";
import { convergence, lineage, throughput } from "./history.js";
import { comparable, readModel } from "./model.js";
import { phases, statisticsTable } from "./statistics.js";

const model = readModel();
const page = document.getElementById("page");

function mostAccurate(run) {
  return run.programs.reduce((best, program, k) => (program.error < run.programs[best].error ? k : best), 0);
}

function readHash() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const run = model.runs[Number(asked.get("run") ?? 0)] ?? model.runs[0];
  const index = Number(asked.get("program") ?? NaN);
  return { run, index: run.programs[index] ? index : mostAccurate(run), view: "cost", text: 0 };
}

const state = readHash();

function choose(run, index) {
  state.run = run;
  state.index = index;
  history.replaceState(null, "", `#run=${model.runs.indexOf(run)}&program=${index}`);
  draw();
}

function facts(entries) {
  return element("dl", { class: "facts" }, entries.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}

function heading() {
  const { run } = state;
  const targets = [...new Set(model.runs.map((r) => r.target))];
  const title = targets.length === 1 && model.runs.length === 1 ? `${run.target} on ${run.domain}` : targets.join(", ");
  const best = run.programs[mostAccurate(run)];
  return element(
    "header",
    {},
    element("h1", {}, title),
    element("p", { class: "soft" }, `${run.description ?? ""} · ${run.arithmetic === "real" ? "exact arithmetic" : run.arithmetic}, ${run.measure === "ULP" ? "error in ULP" : `${run.measure} error`}`),
    model.runs.length > 1
      ? element("div", { class: "runs" }, model.runs.map((other) =>
          element("button", { type: "button", "aria-pressed": String(other === run), click: () => choose(other, mostAccurate(other)) },
            element("span", { class: "swatch", style: `--own:${other.color}` }), other.name)))
      : null,
    facts([
      ["programs on the front", String(run.programs.length)],
      ...(best ? [["smallest error", `${upwards(best.error, 3)}${run.unit ? ` ${run.unit}` : ""}`]] : []),
      ["candidates", count(run.statistics.candidates)],
      ...(run.seconds === null ? [] : [["search time", duration(run.seconds)]]),
    ]),
  );
}

function front() {
  const runs = comparable(model.runs, state.run);
  const measured = points(runs, "cycles");
  const hasMeasured = measured.own.length + measured.others.length > 0;
  const modelled = state.run.cost;
  const key = hasMeasured ? state.view : "cost";
  const costName = key === "cost" ? modelled : "cycles per element, measured";
  const { away } = points(runs, key);
  const views = ["cost", "cycles"];
  const left = model.runs.length - runs.length;
  return element(
    "section",
    { id: "front" },
    element("div", { class: "bar" }, element("h2", {}, "Front: error against cost"),
      hasMeasured ? choices(["cost model", "measured"], views.indexOf(key), (k) => { state.view = views[k]; draw(); }) : null),
    frontLegend(runs, key),
    frontPlot(runs, { program: state.run.programs[state.index] }, { key, costName, choose }),
    key === "cycles" ? element("p", { class: "soft small" }, measured.own.length === 0
      ? "The programs of the run were not measured; the others come from files of figures."
      : `Programs: ${state.run.timed_on}. Figures from files were measured at another time, maybe on another machine.`) : null,
    away.length > 0
      ? element("p", { class: "soft small" }, `Beyond the axis: ${away.map((p) => `${p.opponent.name} (${scientific(p.y)}${state.run.unit ? ` ${state.run.unit}` : ""})`).join(", ")}.`)
      : null,
    left > 0 ? element("p", { class: "soft small" }, `${left} more run${left > 1 ? "s have" : " has"} other units: choose above.`) : null,
    frontTable(),
  );
}

function frontTable() {
  const { run } = state;
  const hasTemplates = run.programs.some((program) => program.template);
  const isCounted = run.cost === "operations";
  const headings = [...(isCounted ? [] : [">cost"]), ">ops", `>error${run.unit ? `, ${run.unit}` : ""}`, "level", ...(hasTemplates ? ["template"] : []), "program"];
  const rows = run.programs.map((program) => [
    ...(isCounted ? [] : [scientific(program.cost, 4)]),
    String(program.ops),
    upwards(program.error),
    element("span", { class: "level" }, program.level),
    ...(hasTemplates ? [program.template] : []),
    element("span", { class: "formula" }, program.formula.length > 110 ? `${program.formula.slice(0, 107)}…` : program.formula),
  ]);
  return table(headings, rows, { choose: (k) => choose(run, k), chosen: state.index, kind: "front" });
}

function programSections() {
  const { run } = state;
  const program = run.programs[state.index];
  if (!program) return [];
  const texts = [["C", program.code], ["Program text", program.text], ["Checked C", program.emit_command]];
  const drawTexts = () => {
    const body = texts[state.text][1];
    const isCommand = state.text === 2;
    return element("section", { id: "code" },
      element("div", { class: "bar" }, element("h2", {}, "As code"),
        choices(texts.map(([name]) => name), state.text, (k) => { state.text = k; document.getElementById("code").replaceWith(drawTexts()); })),
      isCommand ? element("p", { class: "soft small" }, "Writes the code with everything about it that can be checked on your machine.") : null,
      copyable(body, { wraps: isCommand }));
  };
  const error = `${upwards(program.error)}${run.unit ? ` ${run.unit}` : ` ${run.measure}`}`;
  return [
    element("section", { id: "program" },
      element("h2", {}, `${scientific(program.cost, 4)} ${run.cost}, error ${error} `, element("span", { class: "level" }, program.level)),
      element("p", { class: "formula" }, program.formula),
      program.broken.length > 0 ? element("p", { class: "error" }, `Breaks its contract: ${program.broken.join("; ")}`) : null,
      element("h3", {}, "Error over the inputs"),
      curvePlot(run, program),
      program.worst_input ? element("p", { class: "soft small" }, "Worst input: ", element("code", {}, program.worst_input)) : null),
    element("div", { class: "pair" },
      element("section", { id: "graph" }, element("h2", {}, "As a graph"), programGraph(program)),
      drawTexts()),
    element("section", { id: "lineage" }, element("h2", {}, "Lineage"), lineage(run, program)),
  ];
}

function runSections() {
  const { run } = state;
  return [
    element("div", { class: "pair wide-left" },
      element("section", { id: "convergence" }, element("h2", {}, "Convergence"), convergence(run), throughput(run)),
      element("section", { id: "statistics" }, element("h2", {}, "Cache and throughput"), statisticsTable(run), phases(run))),
    element("section", { id: "contract" },
      element("h2", {}, run.contract ? "Contract and level" : "Claim and level"),
      element("p", {}, run.contract ?? `${run.measure} error over the reals on ${run.domain}, program in exact arithmetic`),
      element("p", { class: "soft small" }, levels(run)),
      run.settings.length > 0 ? table(["setting", "value"], run.settings.map(({ key, value }) => [key, element("span", { class: "formula" }, value)])) : null,
      element("h3", {}, "Find the same"),
      copyable(run.command, { wraps: true })),
  ];
}

const kLevels = {
  sampled: "seen on samples only",
  dense: "checked on many points that the search never saw",
  exhaustive: "checked at every input that the contract is about",
  certified: "proved for every real number of the domain",
};

function levels(run) {
  const counts = new Map();
  for (const program of run.programs) counts.set(program.level, (counts.get(program.level) ?? 0) + 1);
  return [...counts].map(([level, programs]) => `${programs} of ${run.programs.length} ${level}: ${kLevels[level]}`).join(" · ");
}

function draw() {
  const at = window.scrollY;
  const byKeyboard = document.activeElement?.matches("#front tbody tr");
  page.replaceChildren(
    heading(), front(), ...programSections(), ...runSections(),
    element("footer", {}, `Written by Ulpforge ${model.version}. This page needs no network.`),
  );
  window.scrollTo(0, at);
  if (byKeyboard) page.querySelector('#front tr[aria-selected="true"]')?.focus({ preventScroll: true });
}

document.title = `Ulpforge: ${[...new Set(model.runs.map((run) => run.target))].join(", ")}`;
draw();
