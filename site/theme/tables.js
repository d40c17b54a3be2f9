// Adds to tables what a page without script does without: sorting by a column, and finding a name.
"use strict";

const ORDER = [
  "Critical", "High", "Unknown", "Medium", "Low", "Info",
  "Not ready", "Insufficient evidence", "Ready with conditions", "Ready",
  "Fail", "Undetermined", "Waived", "Pass", "Expired", "Not allowed", "In force", "Not yet in force",
];
// From how many rows on a table has a field for names.
const MANY = 12;

const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.classList.contains("group"));

// What a cell is sorted by: its state, its number, or its words.
function keyOf(cell) {
  const state = cell.querySelector(".st")?.textContent.trim();
  if (state) return [0, ORDER.indexOf(state), state];
  const bars = cell.querySelector("svg title");
  if (bars) return [0, -severity(bars.textContent), bars.textContent];
  const words = (cell.firstChild?.textContent ?? "").trim();
  const number = Number.parseFloat(words.replaceAll("\u202f", "").replace("\u2212", "-"));
  const isNumber = /^[\u2212-]?\d[\d\u202f]*(\.\d+)?(\u00a0\D*)?$/.test(words);
  return isNumber ? [0, number, words] : [/^(no|none)\b/.test(words) ? 1 : 0, 0, words];
}

// "1 critical, 2 low" as one number: the worst severity weighs most.
function severity(words) {
  const weight = { critical: 1e12, high: 1e9, unknown: 1e7, medium: 1e5, low: 100, info: 1 };
  const parts = words.matchAll(/([\d\u202f]+) (\w+)/g);
  return [...parts].reduce((sum, [, count, word]) => sum + Number(count.replaceAll("\u202f", "")) * (weight[word] ?? 0), 0);
}

function compare(one, other) {
  return one[0] - other[0] || one[1] - other[1] || one[2].localeCompare(other[2], "en", { numeric: true });
}

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const isUp = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
      for (const body of table.tBodies) {
        const rows = [...body.rows].filter((row) => !row.classList.contains("group"));
        const keyed = rows.map((row) => [keyOf(row.cells[at]), row]);
        keyed.sort(([one], [other]) => (isUp ? compare(one, other) : compare(other, one)));
        body.append(...keyed.map(([, row]) => row));
      }
    });
  });
}

function findable(table, number) {
  const rows = rowsOf(table);
  if (rows.length < MANY) return;
  const bar = document.createElement("div");
  bar.className = "filter";
  const field = document.createElement("input");
  field.type = "search";
  field.id = `find-${number}`;
  const label = document.createElement("label");
  label.htmlFor = field.id;
  label.textContent = "Find";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  field.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words);
    for (const body of table.tBodies) body.hidden = ![...body.rows].some((row) => !row.hidden && !row.classList.contains("group"));
    const shown = rows.filter((row) => !row.hidden).length;
    said.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} shown`;
  });
  bar.append(label, field, said);
  table.before(bar);
}

document.querySelectorAll("main table.stack").forEach((table, number) => {
  if (rowsOf(table).length < 2) return;
  sortable(table);
  findable(table, number);
});
