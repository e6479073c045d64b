// node bundle.mjs WEB OUTPUT.cc: bundles WEB/main.js with what it imports, puts it and WEB/style.css into
// WEB/page.html, and writes the page as the definition of PageTemplate of report/page.h. Packages are looked up
// in NODE_PATH.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [web, output] = process.argv.slice(2);
const { build } = createRequire(join(process.env.NODE_PATH, "package.json"))("esbuild");

async function bundle(file) {
  const result = await build({
    entryPoints: [join(web, file)],
    bundle: true,
    nodePaths: [process.env.NODE_PATH],
    minify: true,
    format: "iife",
    target: "es2020",
    legalComments: "inline",
    charset: "utf8",
    write: false,
  });
  return result.outputFiles[0].text.trim();
}

// Functions, because the text may hold what String.replace takes for patterns.
let page = readFileSync(join(web, "page.html"), "utf8");
for (const [place, file] of [["@STYLE@", "style.css"], ["@SCRIPT@", "main.js"]]) {
  const text = await bundle(file);
  page = page.replace(place, () => text);
}

// Compilers limit the length of one literal, not of several side by side.
const pieces = page.match(/[^]{1,8000}/g).map((piece) => `    R"page~(${piece})page~"`);
writeFileSync(
  output,
  `#include "report/page.h"

namespace ulpforge {

std::string_view PageTemplate() {
  static constexpr char kPage[] =
${pieces.join("\n")};
  return {kPage, sizeof(kPage) - 1};
}

}  // namespace ulpforge
`,
);
