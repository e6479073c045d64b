// A program as a graph, laid out by dagre.

import dagre from "@dagrejs/dagre";
import { create, curveBasis, line } from "d3";
import { element } from "./dom.js";

const kSigns = { add: "+", sub: "−", mul: "×", div: "÷" };
const kCharacter = 7.6;  // width in the font of the nodes
const kHeight = 30;

function operandsOf(node) {
  return node.operands ?? [];
}

// "× 1.5", "1.5 ÷", "fma(·, 2, ·)": operands that are values of other nodes are edges.
function labelOf(node) {
  const constants = operandsOf(node).map((operand) => operand.constant?.replace("-", "−"));
  const sign = kSigns[node.op];
  if (sign) return [constants[0], sign, constants[1]].filter((part) => part !== undefined).join(" ");
  if (constants.every((constant) => constant === undefined)) return node.op;
  return `${node.op}(${constants.map((constant) => constant ?? "·").join(", ")})`;
}

function titleOf(node) {
  const exact = operandsOf(node).map((operand) => operand.exact ?? "·");
  return exact.length > 0 ? `${node.op}(${exact.join(", ")})` : "the input";
}

// Whether the operand is not exchangeable with the first one.
function isSecond(node, place) {
  return (["sub", "div"].includes(node.op) && place === 1) || (node.op === "fma" && place === 2);
}

function layOut(program) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 26, ranksep: 26, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  program.nodes.forEach((node, k) => {
    const label = labelOf(node);
    graph.setNode(String(k), { label, width: Math.max(36, label.length * kCharacter + 18), height: kHeight });
    operandsOf(node).forEach((operand, place) => {
      if (operand.node === undefined) return;
      graph.setEdge(String(operand.node), String(k), { second: isSecond(node, place) }, String(place));
    });
  });
  dagre.layout(graph);
  return graph;
}

// The size that dagre gives leaves edges out that run outside of the nodes.
function sizeOf(graph) {
  const { width, height } = graph.graph();
  const xs = graph.edges().flatMap((edge) => graph.edge(edge).points.map((point) => point.x));
  const left = Math.min(0, ...xs.map((x) => x - 4));
  return { left, width: Math.max(width, ...xs.map((x) => x + 4)) - left, height };
}

export function programGraph(program) {
  if (program.output === undefined) return element("p", { class: "soft" }, "The program is a constant.");
  const graph = layOut(program);
  const { left, width, height } = sizeOf(graph);
  const svg = create("svg")
    .attr("viewBox", `${left} 0 ${width} ${height}`)
    .attr("width", width)
    .attr("height", height)
    .attr("style", `--width:${width}`)
    .attr("role", "img")
    .attr("aria-label", program.formula);
  svg.append("defs").append("marker")
    .attr("id", "arrow").attr("viewBox", "0 0 8 8").attr("refX", 7).attr("refY", 4)
    .attr("markerWidth", 7).attr("markerHeight", 7).attr("orient", "auto")
    .append("path").attr("d", "M0,0 8,4 0,8Z");
  const path = line((point) => point.x, (point) => point.y).curve(curveBasis);
  svg.append("g").selectAll("path")
    .data(graph.edges().map((edge) => graph.edge(edge)))
    .join("path")
    .attr("class", (edge) => (edge.second ? "second" : null))
    .attr("d", (edge) => path(edge.points))
    .attr("marker-end", "url(#arrow)");
  const nodes = svg.append("g").selectAll("g")
    .data(program.nodes)
    .join("g")
    .attr("class", (node, k) => (k === 0 ? "input" : k === program.output ? "output" : "op"))
    .attr("transform", (node, k) => `translate(${graph.node(String(k)).x},${graph.node(String(k)).y})`);
  nodes.append("title").text(titleOf);
  nodes.append("rect")
    .attr("x", (node, k) => -graph.node(String(k)).width / 2)
    .attr("y", -kHeight / 2)
    .attr("width", (node, k) => graph.node(String(k)).width)
    .attr("height", kHeight)
    .attr("rx", 7);
  nodes.append("text").text(labelOf);
  return element(
    "div",
    {},
    element("div", { class: "graph" }, svg.node()),
    element("p", { class: "soft small" }, "Dashed: what is subtracted or divided by, the addend of an fma. Constants are exact on hover."),
  );
}
