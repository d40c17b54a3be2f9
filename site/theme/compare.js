// Compares any two published reports of a system, from their JSON: what is the same by its id or fingerprint. `signoff diff`
// also finds again what moved or was renamed; this page says so.
"use strict";

const root = document.body.dataset.root;
const [system, older, newer] = ["system", "older", "newer"].map((id) => document.getElementById(id));
const said = document.getElementById("said");
const shown = document.getElementById("compared");

function node(name, words, children = []) {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  made.append(...children);
  return made;
}

const words = (name) => (name ?? "none").replaceAll("_", " ");

function options(select, entries, chosen) {
  select.replaceChildren(...entries.map(([value, text]) => {
    const option = node("option", text);
    option.value = value;
    return option;
  }));
  if (chosen !== undefined) select.value = chosen;
}

// A table of what differs; a sentence where nothing does.
function table(title, heads, rows) {
  const section = node("section", "", [node("h2", title)]);
  if (!rows.length) {
    section.append(node("p", "Nothing differs."));
    return section;
  }
  const head = node("tr", "", heads.map((text) => {
    const cell = node("th", text);
    cell.scope = "col";
    return cell;
  }));
  const body = rows.map((row) => node("tr", "", row.map((text, at) => {
    const cell = node(at ? "td" : "th", String(text));
    if (at) cell.dataset.l = heads[at];
    else cell.scope = "row";
    return cell;
  })));
  const made = node("table", "", [
    node("caption", `${rows.length} ${rows.length === 1 ? "difference" : "differences"}`),
    node("thead", "", [head]),
    node("tbody", "", body),
  ]);
  made.className = "stack";
  section.append(made);
  return section;
}

// Things of both sides by id, in the order of the newer side, then of the older one.
function pairs(old, now, id = (thing) => thing.id) {
  const before = new Map(old.map((thing) => [id(thing), thing]));
  const found = now.map((thing) => [before.get(id(thing)), thing]);
  const after = new Set(now.map(id));
  return [...found, ...old.filter((thing) => !after.has(id(thing))).map((thing) => [thing, undefined])];
}

function differing(old, now, id, told, name) {
  return pairs(old, now, id)
    .filter(([one, other]) => told(one) !== told(other))
    .map(([one, other]) => [name(other ?? one), told(one), told(other)]);
}

// What tells a finding from others: a fingerprint where it has one.
function mark(finding) {
  const prints = Object.entries(finding.fingerprints ?? {}).sort();
  return prints.length ? prints[0].join(" ") : finding.id;
}

function place(finding) {
  const at = finding.location?.path;
  return at ? ` (${at}${finding.location.start_line ? `:${finding.location.start_line}` : ""})` : "";
}

function compared(old, now) {
  const sides = ["", "Older", "Newer"];
  const heads = (what) => [what, ...sides.slice(1)];
  const state = (thing) => (thing ? words(thing.state) : "not there");
  const value = (measure) => (measure ? `${measure.value ?? "no value"}${measure.unit ? ` ${measure.unit}` : ""}` : "not there");
  const score = (side) => side.scores.total.score ?? "no score";
  const summary = [
    ["Verdict", words(old.verdict.value), words(now.verdict.value)],
    ["Score", score(old), score(now)],
    ["As of", old.as_of, now.as_of],
    ["Policy", old.provenance.policy.name, now.provenance.policy.name],
  ].filter(([, one, other]) => one !== other);
  return [
    table("Verdict and score", heads("What"), summary),
    table("Gates", heads("Gate"), differing(old.gates, now.gates, undefined, (gate) => (gate ? words(gate.outcome) : "not there"), (gate) => gate.title)),
    table("Findings", heads("Finding"), differing(old.findings, now.findings, mark, (finding) => (finding ? `${words(finding.severity)}, ${words(finding.status)}` : "not there"), (finding) => finding.title + place(finding))),
    table("Claims", heads("Claim"), differing(old.claims, now.claims, undefined, state, (claim) => claim.statement)),
    table("Measures", heads("Measure"), differing(old.measures, now.measures, undefined, value, (measure) => measure.title ?? measure.metric ?? measure.id)),
  ];
}

const report = (address) => fetch(`${root}${address}report.json`).then((answer) => answer.json());

async function compare() {
  said.textContent = "Loading both reports.";
  try {
    const [old, now] = await Promise.all([report(older.value), report(newer.value)]);
    shown.replaceChildren(...compared(old, now));
    said.textContent = `${older.selectedOptions[0].text} against ${newer.selectedOptions[0].text}`;
  } catch {
    shown.replaceChildren();
    said.textContent = "The reports can't be loaded.";
  }
}

async function start() {
  const { subjects } = await fetch(`${root}index.json`).then((answer) => answer.json());
  const versions = () => {
    const found = subjects.find((subject) => subject.slug === system.value)?.versions ?? [];
    const all = found.map((version) => [version.address, `${version.version ?? "no version"} as of ${version.as_of}`]);
    options(older, all, all.at(-2)?.[0] ?? all[0]?.[0]);
    options(newer, all, all.at(-1)?.[0]);
  };
  const asked = new URLSearchParams(location.search);
  options(system, subjects.map((subject) => [subject.slug, subject.name]));
  if (asked.get("system")) system.value = asked.get("system");
  versions();
  for (const [select, name] of [[older, "older"], [newer, "newer"]]) if (asked.get(name)) select.value = asked.get(name);
  system.addEventListener("change", versions);
  document.getElementById("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    compare();
  });
}

if (location.protocol !== "file:") {
  document.getElementById("needs").hidden = true;
  document.getElementById("ask").hidden = false;
  start().catch(() => {
    said.textContent = "The list of reports can't be loaded.";
  });
}
