// The error of one program over its inputs.

import * as Plot from "@observablehq/plot";
import { drawing, element } from "./dom.js";
import { logTicks, scientific, unitOf } from "./format.js";

function axisX(curve, width) {
  const low = curve.x[0], high = curve.x[curve.x.length - 1];
  const ticks = Math.max(3, Math.floor(width / 90));
  const label = { label: "x", labelArrow: "none", labelAnchor: "right" };
  return curve.logarithmic && low > 0 ? { ...label, type: "log", ...logTicks(low, high, ticks) } : { ...label, type: curve.logarithmic ? "log" : "linear", ticks };
}

function axisY(largest, unit) {
  const exponent = Math.floor(Math.log10(largest));
  const plain = exponent >= -2 && exponent < 5;
  const scale = plain ? 1 : 10 ** exponent;
  const label = plain ? `error${unit ? `, ${unit}` : ""}` : `error, in units of ${unitOf(exponent)}`;
  return {
    label, labelArrow: "none", grid: true, nice: false,
    domain: [-1.15 * largest, 1.15 * largest],
    ticks: 7,
    tickFormat: (value) => String(Number((value / scale).toPrecision(3))).replace("-", "−"),
  };
}

function bound(largest) {
  return Plot.ruleY([-largest, largest], { stroke: "var(--hot)", strokeDasharray: "4 4", strokeOpacity: 0.7 });
}

function worst(curve, unit) {
  if (curve.worst_error === undefined) return [];
  const point = [{ x: Number(curve.worst_x), y: Number(curve.worst_error) }];
  // Beside an end the text would leave the plot.
  const place = curve.x.filter((x) => x < point[0].x).length / curve.x.length;
  const textAnchor = place < 0.12 ? "start" : place > 0.88 ? "end" : "middle";
  return [
    Plot.dot(point, { x: "x", y: "y", r: 6, fill: "var(--hot)", stroke: "var(--card)", strokeWidth: 1.5 }),
    Plot.text(point, {
      x: "x", y: "y", dy: point[0].y > 0 ? -14 : 14, fill: "var(--hot)", stroke: "var(--card)", strokeWidth: 4, fontWeight: 600,
      text: (p) => `worst: ${scientific(p.y, 4)}${unit ? ` ${unit}` : ""}`,
      textAnchor,
    }),
  ];
}

function tip(data, title, small) {
  return Plot.tip(data, Plot.pointerX({
    x: "x", y: "y", title, fill: "var(--card)", stroke: "var(--line)", fontSize: 12.5, lineWidth: small ? 18 : 30,
  }));
}

function realMarks(curve, small) {
  const data = curve.x.map((x, k) => ({ x, y: curve.error[k] }));
  const turns = new Set(curve.extrema);
  return [
    Plot.areaY(data, { x: "x", y: "y", fill: "var(--band)", fillOpacity: 0.5 }),
    Plot.line(data, { x: "x", y: "y", stroke: "var(--series-1)", strokeWidth: 1.8 }),
    Plot.dot(data.filter((point) => turns.has(point.x)), {
      x: "x", y: "y", r: 3.5, fill: "var(--card)", stroke: "var(--series-1)", strokeWidth: 1.8,
    }),
    tip(data, (point) => `x = ${scientific(point.x, 8)}\nerror ${scientific(point.y, 5)}`, small),
  ];
}

function floatMarks(curve, small) {
  const data = curve.x.map((x, k) => {
    const low = curve.low[k], high = curve.high[k];
    return { x, low, high, y: Math.abs(low) > Math.abs(high) ? low : high };
  });
  return [
    Plot.areaY(data, { x: "x", y1: "low", y2: "high", fill: "var(--band)", curve: "step-after" }),
    Plot.line(data, { x: "x", y: "low", stroke: "var(--series-1)", strokeWidth: 1, curve: "step-after" }),
    Plot.line(data, { x: "x", y: "high", stroke: "var(--series-1)", strokeWidth: 1, curve: "step-after" }),
    tip(data, (point) => `x from ${scientific(point.x, 6)}\nerror ${scientific(point.low, 4)} to ${scientific(point.high, 4)} ULP`, small),
  ];
}

// How evenly the extrema of a minimax error stand: all equal if it is one.
function equioscillation(curve) {
  const at = new Map(curve.x.map((x, k) => [x, curve.error[k]]));
  const values = curve.extrema.map((x) => at.get(x)).filter((value) => Math.abs(value) > 0.5 * Math.abs(curve.worst_error));
  let alternations = 0;
  for (let k = 1; k < values.length; ++k) alternations += Math.sign(values[k]) !== Math.sign(values[k - 1]);
  const sizes = values.map(Math.abs);
  return { extrema: values.length, alternations, evenness: Math.min(...sizes) / Math.max(...sizes) };
}

function caption(run, curve) {
  if (curve.error.length > 0) {
    const { extrema, alternations, evenness } = equioscillation(curve);
    return `${extrema} large extrema (dots), ${alternations} changes of sign between them; the smallest is ` +
      `${(100 * evenness).toFixed(evenness > 0.999 ? 3 : 1)}% of the largest. The dashed lines are the claimed bound.`;
  }
  return `The extremes of ${curve.points.toLocaleString("en-US")} sampled inputs; the marked worst and the dashed bound are ` +
    "those of the check of the run.";
}

export function curvePlot(run, program) {
  const curve = program.curve;
  if (!curve || curve.x.length < 2) return element("p", { class: "soft" }, "No finite error to draw.");
  const seen = Math.max(...[...curve.error, ...curve.low, ...curve.high].map(Math.abs));
  const largest = Math.max(Number.isFinite(program.error) ? program.error : 0, seen);
  const draw = (width) =>
    Plot.plot({
      width,
      height: width < 560 ? 260 : 320,
      marginLeft: 52, marginRight: 18, marginTop: 26, marginBottom: 34,
      x: axisX(curve, width),
      y: axisY(largest, run.unit),
      marks: [
        Plot.ruleY([0], { stroke: "var(--soft)", strokeOpacity: 0.6 }),
        Number.isFinite(program.error) ? bound(program.error) : null,
        ...(curve.error.length > 0 ? realMarks(curve, width < 560) : floatMarks(curve, width < 560)),
        ...worst(curve, run.unit),
      ],
    });
  return element("div", {}, drawing(draw), element("p", { class: "soft small" }, caption(run, curve)));
}

