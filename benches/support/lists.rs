//! Two lists of findings, one of which has become the other: made by arithmetic alone, so that the same size gives the
//! same bytes everywhere. And what benchmarks over them hold themselves against.

#![allow(dead_code, reason = "what the benchmarks share is used in part by each")]
#![allow(clippy::indexing_slicing, reason = "a benchmark that goes wrong panics, and says where")]

use std::path::Path;

use serde_json::{Value, json};

/// The numbers of findings that benchmarks walk.
pub(crate) const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// How many findings stand in a file.
const A_FILE: usize = 40;
/// One in so many is changed.
const CHANGED: usize = 20;

/// What happened between the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One in twenty is gone, new, edited, or equal to one that was there.
    Changed,
    /// Each line is another.
    Moved,
}

/// The kinds by their names.
pub(crate) const KINDS: [(&str, Kind); 2] = [("changed", Kind::Changed), ("moved", Kind::Moved)];

/// The tools, and what they write before a path.
const TOOLS: [(&str, &str); 3] =
    [("bandit", "./"), ("ruff", "file:///build/app/"), ("semgrep", "")];

/// The old list and the new one, one after the other and each finding for itself, so that no more is in memory than
/// asked for.
pub(crate) fn olds(size: usize) -> impl Iterator<Item = Value> {
    (0..size).map(|number| finding(number, line(number), 0))
}

/// The new list.
pub(crate) fn news(size: usize, kind: Kind) -> impl Iterator<Item = Value> {
    (0..size).filter_map(move |number| match kind {
        Kind::Moved => Some(finding(number, line(number) + 1 + (number / A_FILE) % 50, 0)),
        Kind::Changed if number % CHANGED != 7 => Some(finding(number, line(number), 0)),
        Kind::Changed => match (number / CHANGED) % 4 {
            // Gone, and another one comes elsewhere.
            0 => Some(finding(number + size, line(number), 0)),
            // Edited.
            1 => Some(finding(number, line(number), 1)),
            // What stands before it comes a second time.
            2 => Some(finding(number - 1, line(number) + 1, 0)),
            _ => None,
        },
    })
}

fn line(number: usize) -> usize {
    3 + (number % A_FILE) * 7 + (number / A_FILE) % 5
}

/// Of ten findings six have a content of their own, two one of few, two none.
fn finding(number: usize, line: usize, edition: usize) -> Value {
    let (tool, before) = TOOLS[number % TOOLS.len()];
    let rule = (number * 7) % 31;
    let file = number / A_FILE;
    let mut location = json!({
        "path": format!("{before}src/part_{}/module_{file}.py", file % 97), "start_line": line, "start_column": 5,
    });
    match number % 10 {
        0..6 => {
            let text =
                format!("    result_{number} = run(command_{number}, limit={edition}, shell=True)");
            location["snippet"] = json!(text);
        }
        6 | 7 => location["snippet"] = json!(format!("    except Exception_{}: pass", number % 3)),
        _ => {}
    }
    json!({
        "id": format!("{tool}-{number:012x}-{line}"), "rule": format!("R{rule:03}"),
        "title": format!("What rule {rule} says of code that is written like this"),
        "severity": "medium", "status": "open", "run": format!("run-{tool}"), "location": location,
        "fingerprints": { "signoff/v1": format!("{number:032x}") }, "aliases": [format!("CWE-{}", 70 + rule)],
    })
}

/// The runs of both.
pub(crate) fn runs() -> Value {
    TOOLS
        .iter()
        .map(|(tool, _)| json!({ "id": format!("run-{tool}"), "tool": { "name": tool } }))
        .collect()
}

/// A findings file of a list.
pub(crate) fn document(findings: impl Iterator<Item = Value>) -> Value {
    let findings: Vec<Value> = findings.collect();
    json!({ "signoff": "1", "subject": { "name": "app" }, "runs": runs(), "evidence": [], "findings": findings })
}

/// Writes the two lists as findings files, `old.json` and `new.json`.
#[expect(clippy::disallowed_methods, reason = "a benchmark is no part of the program")]
pub(crate) fn write(size: usize, kind: Kind, folder: &Path) {
    let write = |name: &str, file: &Value| {
        std::fs::write(folder.join(name), file.to_string()).expect("the folder is there");
    };
    write("old.json", &document(olds(size)));
    write("new.json", &document(news(size, kind)));
}

/// The kind of that name.
pub(crate) fn named(name: &str) -> Kind {
    KINDS.iter().find(|(it, _)| *it == name).expect("changed or moved").1
}

/// How many values of two documents differ: a plain JSON diff, which takes what stands at one place for one thing.
pub(crate) fn walk(old: &Value, new: &Value) -> usize {
    match (old, new) {
        (Value::Array(old), Value::Array(new)) => {
            let both = old.iter().zip(new).map(|(old, new)| walk(old, new)).sum::<usize>();
            both + old.len().abs_diff(new.len())
        }
        (Value::Object(old), Value::Object(new)) => {
            let both =
                |(key, one): (&String, &Value)| new.get(key).map_or(1, |other| walk(one, other));
            old.iter().map(both).sum::<usize>()
                + new.keys().filter(|key| !old.contains_key(*key)).count()
        }
        _ => usize::from(old != new),
    }
}

/// How many values of two files differ, parsed for the purpose.
pub(crate) fn walk_files(old: &[u8], new: &[u8]) -> usize {
    let parse = |bytes: &[u8]| serde_json::from_slice(bytes).expect("it is JSON");
    walk(&parse(old), &parse(new))
}

/// A figure of this process in KiB, as Linux tells it: `VmRSS`, `VmHWM`; elsewhere 0.
pub(crate) fn memory(figure: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':'));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or_default()
}

/// The seconds for which all threads of this process have kept a processor busy, as Linux tells it; elsewhere 0.
pub(crate) fn processor() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, which may have blanks, ends with the last bracket; ticks are hundredths of a second.
    let fields = told.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
