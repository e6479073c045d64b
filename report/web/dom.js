// Small pieces of page.

// An element with attributes (functions are listeners) and children; what is null is left out.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Pages that are opened as files have no clipboard in some browsers.
  const area = element("textarea", { style: "position:fixed;opacity:0" });
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("the browser does not copy");
}

// Text with a button that copies it. `wraps` is for command lines.
export function copyable(text, { wraps = false } = {}) {
  const button = element("button", { type: "button", "aria-label": "Copy to the clipboard" }, "Copy");
  button.addEventListener("click", async () => {
    const done = await copy(text).then(() => "Copied", () => "Select and copy by hand");
    button.textContent = done;
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  return element("div", { class: "copyable" }, element("pre", { class: wraps ? "line" : "", tabindex: 0 }, text), button);
}

// A row of buttons of which one is pressed.
export function choices(labels, chosen, choose) {
  return element(
    "div",
    { class: "choices", role: "group" },
    labels.map((label, k) =>
      element("button", { type: "button", "aria-pressed": String(k === chosen), click: () => choose(k) }, label),
    ),
  );
}

// A table; a heading that starts with ">" is of a column of numbers. Cells are texts or elements.
export function table(headings, rows, { choose = null, chosen = -1, kind = "" } = {}) {
  const isNumber = headings.map((heading) => heading.startsWith(">"));
  const cells = (name, texts) =>
    texts.map((text, k) => element(name, { class: isNumber[k] ? "number" : null }, text));
  const head = element(
    "thead",
    { class: choose ? "choosable-head" : null },
    element("tr", {}, cells("th", headings.map((heading) => heading.replace(/^>/, "")))),
  );
  const body = rows.map((row, k) =>
    element(
      "tr",
      choose
        ? {
            class: "choosable",
            tabindex: 0,
            "aria-selected": String(k === chosen),
            click: () => choose(k),
            keydown: (event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              choose(k);
            },
          }
        : {},
      cells("td", row),
    ),
  );
  return element("div", { class: "scroll" }, element("table", { class: kind }, head, element("tbody", {}, body)));
}

// A place for a plot, which is drawn anew whenever its width changes.
export function drawing(draw, kind = "") {
  const place = element("div", { class: `plot ${kind}` });
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width === drawn || width === 0) return;
    drawn = width;
    place.replaceChildren(draw(width));
  }).observe(place);
  return place;
}
