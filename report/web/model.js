// The model of the page (report/report.proto) with what its JSON leaves out filled in.

function numbers(values) {
  return (values ?? []).map(Number);
}

function readCurve(curve) {
  if (!curve) return null;
  return {
    ...curve,
    x: numbers(curve.x),
    error: numbers(curve.error),
    low: numbers(curve.low),
    high: numbers(curve.high),
    extrema: numbers(curve.extrema),
    points: Number(curve.points ?? 0),
  };
}

function readEvents(events) {
  return (events ?? []).map((event) => ({
    candidates: Number(event.candidates ?? 0),
    seconds: Number(event.seconds ?? 0),
    cost: Number(event.cost ?? 0),
    error: Number(event.error ?? NaN),
  }));
}

function readRun(run, k) {
  return {
    ...run,
    color: `var(--series-${(k % 6) + 1})`,
    unit: run.measure === "ULP" ? "ULP" : "",
    seconds: run.seconds === undefined ? null : Number(run.seconds),
    settings: run.settings ?? [],
    statistics: run.statistics ?? {},
    opponents: run.opponents ?? [],
    phases: run.phases ?? [],
    improvements: readEvents(run.improvements),
    checkpoints: readEvents(run.checkpoints),
    ancestors: new Map((run.ancestors ?? []).map((ancestor) => [ancestor.candidate, ancestor])),
    programs: (run.programs ?? []).map((program) => ({
      ...program,
      error: Number(program.error),
      broken: program.broken ?? [],
      curve: readCurve(program.curve),
    })),
  };
}

export function readModel() {
  const model = JSON.parse(document.getElementById("model").textContent);
  return { ...model, runs: (model.runs ?? []).map(readRun) };
}

// From the first ancestor to the program itself.
export function lineOf(run, program) {
  const line = [];
  for (let step = run.ancestors.get(program.found_at); step; step = run.ancestors.get(step.parent)) line.unshift(step);
  return line;
}

// Runs whose fronts can be drawn on the same axes.
export function comparable(runs, run) {
  return runs.filter((other) => other.measure === run.measure && other.cost === run.cost);
}
