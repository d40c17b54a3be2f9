//! How long it takes to tell which finding of a list is which of another, at 1,000, 10,000 and 100,000 findings a side:
//! with one in twenty changed, and with every line moved. Beside it what it takes to walk the same two lists as JSON,
//! which is the measure that it is held against. `scripts/bench --matching` runs it and reckons up.
//!
//! `cargo bench --bench matching -- --once SIZE KIND` matches once and prints seconds and the most memory that the process
//! had, the lists included; `--write SIZE KIND FOLDER` writes the two lists as findings files for other programs.

#![allow(clippy::indexing_slicing, reason = "a benchmark that goes wrong panics, and says where")]

use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use serde_json::{Value, json};
use signoff::matching::{Listed, matching};
use signoff::model::{Finding, Run};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// How many findings stand in a file.
const A_FILE: usize = 40;
/// One in so many is changed.
const CHANGED: usize = 20;

/// What happened between the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One in twenty is gone, new, edited, or equal to one that was there.
    Changed,
    /// Each line is another.
    Moved,
}

const KINDS: [(&str, Kind); 2] = [("changed", Kind::Changed), ("moved", Kind::Moved)];

/// The tools, and what they write before a path.
const TOOLS: [(&str, &str); 3] =
    [("bandit", "./"), ("ruff", "file:///build/app/"), ("semgrep", "")];

/// The old list and the new one, one after the other and each finding for itself, so that no more is in memory than
/// asked for.
fn olds(size: usize) -> impl Iterator<Item = Value> {
    (0..size).map(|number| finding(number, line(number), 0))
}

fn news(size: usize, kind: Kind) -> impl Iterator<Item = Value> {
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

fn runs() -> Value {
    TOOLS
        .iter()
        .map(|(tool, _)| json!({ "id": format!("run-{tool}"), "tool": { "name": tool } }))
        .collect()
}

fn read(all: impl Iterator<Item = Value>) -> Vec<Finding> {
    all.map(|one| serde_json::from_value(one).expect("it is a finding")).collect()
}

fn matched(old: &[Finding], new: &[Finding], runs: &[Run]) -> usize {
    matching(&Listed { findings: old, runs }, &Listed { findings: new, runs }).pairs.len()
}

/// How many values of two documents differ: a plain JSON diff, which takes what stands at one place for one thing.
fn walk(old: &Value, new: &Value) -> usize {
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

fn measure(criterion: &mut Criterion, size: usize, (name, kind): (&str, Kind)) {
    let runs: Vec<Run> = serde_json::from_value(runs()).expect("these are runs");
    let (old, new) = (read(olds(size)), read(news(size, kind)));
    let mut group = criterion.benchmark_group(format!("{name}-match"));
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(size as u64));
    group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
        bencher.iter(|| matched(&old, &new, &runs));
    });
    group.finish();
    drop((old, new));

    let (old, new): (Value, Value) = (olds(size).collect(), news(size, kind).collect());
    let bytes = [old.to_string(), new.to_string()];
    for (what, run) in [
        ("walk", &(|| walk(&old, &new)) as &dyn Fn() -> usize),
        ("diff", &|| {
            let parse = |text: &String| serde_json::from_str(text).expect("it is JSON");
            walk(&parse(&bytes[0]), &parse(&bytes[1]))
        }),
    ] {
        let mut group = criterion.benchmark_group(format!("{name}-{what}"));
        group.sampling_mode(SamplingMode::Flat);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| bencher.iter(run));
        group.finish();
    }
}

/// Matches once. The memory is the most that the process ever had.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark is no part of the program"
)]
fn once(size: usize, kind: Kind) {
    let runs: Vec<Run> = serde_json::from_value(runs()).expect("these are runs");
    let (old, new) = (read(olds(size)), read(news(size, kind)));
    let lists = peak();
    let start = Instant::now();
    let pairs = matched(&old, &new, &runs);
    let seconds = start.elapsed().as_secs_f64();
    let told = json!({ "old": old.len(), "new": new.len(), "pairs": pairs, "seconds": seconds,
        "lists_mib": lists / 1_024, "peak_mib": peak() / 1_024 });
    println!("{told}");
}

/// In KiB, as Linux tells it; elsewhere 0.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is no part of the program")]
fn write(size: usize, kind: Kind, folder: &Path) {
    let file = |findings: Vec<Value>| json!({ "signoff": "1", "subject": { "name": "app" }, "runs": runs(), "evidence": [], "findings": findings });
    for (name, findings) in
        [("old.json", olds(size).collect()), ("new.json", news(size, kind).collect())]
    {
        std::fs::write(folder.join(name), file(findings).to_string()).expect("the folder is there");
    }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let kind = |name: &str| KINDS.iter().find(|(it, _)| *it == name).expect("changed or moved").1;
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| *word != "--bench").collect();
    match &words[..] {
        ["--once", size, name] => return once(size.parse().expect("a number"), kind(name)),
        ["--write", size, name, folder] => {
            return write(size.parse().expect("a number"), kind(name), Path::new(folder));
        }
        _ => {}
    }
    // A run that takes longer is repeated ten times all the same.
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    for size in SIZES {
        for kind in KINDS {
            measure(&mut criterion, size, kind);
        }
    }
    criterion.final_summary();
}
