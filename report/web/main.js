import * as Plot from "@observablehq/plot";
document.title = Plot.plot.name;
