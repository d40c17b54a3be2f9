// Search over the parts of the index that a query needs: terms by their first two letters, then the systems that have them.
"use strict";

const root = document.body.dataset.root;
const field = document.getElementById("query");
const said = document.getElementById("said");
const list = document.getElementById("found");
// How many results are shown, and of how many systems parts are loaded at once.
const SHOWN = 50;
const LOADED = 24;
const loaded = new Map();

function load(path) {
  if (!loaded.has(path)) {
    const read = fetch(root + path).then((answer) => (answer.ok ? answer.json() : {}));
    loaded.set(path, read);
  }
  return loaded.get(path);
}

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

// The name of the part in which a term stands; the same as the one that the site was built with.
function partOf(term) {
  const letters = [...term].slice(0, 2);
  return letters.map((letter) => (/[a-z0-9]/.test(letter) ? letter : `_${letter.codePointAt(0).toString(16)}`)).join("");
}

// The systems that have a word which begins so; null for all.
async function having(word) {
  const { parts } = await load("search/index.json");
  const terms = parts.includes(partOf(word)) ? await load(`search/terms/${partOf(word)}.json`) : {};
  const found = new Set();
  for (const [term, slugs] of Object.entries(terms)) {
    if (!term.startsWith(word)) continue;
    if (slugs === "*") return null;
    for (const slug of slugs) found.add(slug);
  }
  return found;
}

async function candidates(words, all) {
  let left = all;
  for (const word of words) {
    const having_ = await having(word);
    if (having_) left = left.filter((slug) => having_.has(slug));
  }
  return left;
}

function isFound(entry, words) {
  const has = wordsOf(`${entry.title} ${entry.words}`);
  return words.every((word) => has.some((other) => other.startsWith(word)));
}

const KINDS = ["system", "claim", "finding", "rule", "evidence"];

function rank(entry, words) {
  const title = wordsOf(entry.title);
  const hits = words.filter((word) => title.some((other) => other.startsWith(word))).length;
  return -hits * 10 + KINDS.indexOf(entry.kind);
}

function shown(entry, subject) {
  const item = document.createElement("li");
  const way = document.createElement("a");
  way.href = root + entry.address;
  way.textContent = entry.title;
  const what = document.createElement("span");
  what.className = "sub";
  what.textContent = entry.kind === "system" ? "System" : `${entry.kind[0].toUpperCase()}${entry.kind.slice(1)} of ${subject}`;
  item.append(way, what);
  return item;
}

let asked = 0;

async function search() {
  const mine = ++asked;
  const words = wordsOf(field.value).filter((word) => [...word].length > 1);
  if (!words.length) {
    list.replaceChildren();
    said.textContent = "";
    return;
  }
  try {
    const { subjects } = await load("search/index.json");
    const slugs = await candidates(words, subjects);
    const found = [];
    for (let from = 0; from < slugs.length && found.length < SHOWN; from += LOADED) {
      const parts = await Promise.all(slugs.slice(from, from + LOADED).map((slug) => load(`subjects/${slug}/search.json`)));
      for (const part of parts) {
        for (const entry of part.entries ?? []) if (isFound(entry, words)) found.push([rank(entry, words), entry, part.subject]);
      }
    }
    if (mine !== asked) return;
    found.sort(([one], [other]) => one - other);
    list.replaceChildren(...found.slice(0, SHOWN).map(([, entry, subject]) => shown(entry, subject)));
    const count = found.length > SHOWN ? `The first ${SHOWN} results` : `${found.length} ${found.length === 1 ? "result" : "results"}`;
    said.textContent = `${count} in ${slugs.length} ${slugs.length === 1 ? "system" : "systems"}`;
  } catch {
    if (mine === asked) said.textContent = "The index can't be loaded.";
  }
}

if (location.protocol !== "file:") {
  document.getElementById("needs").hidden = true;
  document.getElementById("ask").hidden = false;
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  document.getElementById("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query) {
    field.value = query;
    search();
  }
}
