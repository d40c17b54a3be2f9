//! How long it takes to tell what changed between two reports, at 1,000, 10,000 and 100,000 findings a side: with one in
//! twenty changed, with every line moved, and with changes from every cause that there can be at once. Beside it what
//! it takes to walk the same two reports as JSON. `scripts/bench --delta` runs it, measures `signoff diff` on files of
//! the same findings, and reckons up.
//!
//! `cargo bench --bench delta -- --once SIZE KIND` compares once and prints seconds and the most memory that the process
//! had meanwhile, beside what the two reports take; `--write SIZE KIND FOLDER` writes the findings files for other
//! programs; `--walk OLD NEW` is a plain JSON diff of two files.

#![allow(clippy::indexing_slicing, reason = "a benchmark that goes wrong panics, and says where")]
#![allow(dead_code, reason = "what the benchmarks share is used in part by each")]

#[path = "support/lists.rs"]
mod lists;
mod pipeline;
mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use lists::{KINDS, Kind, SIZES, memory, named, news, olds, processor, walk};
use pipeline::Pipeline;
use serde_json::{Value, json};
use signoff::diff::{Origin, delta};
use signoff::model::delta::Delta;
use signoff::model::{Day, Report};
use support::Case;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const POLICY: &str = "extends = \"production\"\n";
/// Another one.
const STRICTER: &str = "extends = \"regulated\"\n";
/// The next day.
const LATER: &str = "2025-08-28";

/// The lists of `changed`, of another commit, another version of a checker, under another policy, a day later, and with
/// an action that is done: there can't be more causes at once.
const CAUSES: &str = "causes";

/// The two reports. What is equal in both is there, too: a claim.
fn reports(size: usize, name: &str) -> [Report; 2] {
    let kind = if name == CAUSES { Kind::Changed } else { named(name) };
    let is_changed = name == CAUSES;
    let document = |findings: Value, is_changed: bool| {
        let mut document = findings;
        document["claims"] = json!([{ "id": "safe", "statement": "Nothing is open" }]);
        document["actions"] = json!([{ "id": "A-1", "title": "Mend it", "owner": "platform" }]);
        document["subject"]["commit"] = json!("9f1c2e7");
        document["runs"][2]["tool"]["version"] = json!("1");
        if is_changed {
            document["subject"]["commit"] = json!("0a4d5b8");
            document["runs"][2]["tool"]["version"] = json!("2");
            document["actions"][0]["status"] = json!("done");
        }
        document
    };
    let old = document(lists::document(olds(size)), false);
    let new = document(lists::document(news(size, kind)), is_changed);
    let old = report(&old, POLICY);
    let mut new = report(&new, if is_changed { STRICTER } else { POLICY });
    if is_changed {
        new.as_of = Day::parse(LATER).expect("a day");
    }
    [old, new]
}

fn report(findings: &Value, policy: &'static str) -> Report {
    let findings = findings.to_string().into_bytes();
    Pipeline::of(Case { findings, policy, files: BTreeMap::new() }).report()
}

fn compared([old, new]: &[Report; 2]) -> Delta {
    delta((old, Origin::default()), (new, Origin::default()))
}

fn measure(criterion: &mut Criterion, size: usize, name: &str) {
    let reports = reports(size, name);
    let mut group = criterion.benchmark_group(format!("{name}-delta"));
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(size as u64));
    group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
        bencher.iter(|| compared(&reports));
    });
    group.finish();
    let [old, new] = reports.map(|report| serde_json::to_value(report).expect("it is data"));
    let mut group = criterion.benchmark_group(format!("{name}-walk"));
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
        bencher.iter(|| walk(&old, &new));
    });
    group.finish();
}

/// Compares once. What making the reports took isn't counted, where the allocator gives it back at once
/// (`MIMALLOC_PURGE_DELAY=0`).
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark is no part of the program"
)]
fn once(size: usize, name: &str) {
    let reports = reports(size, name);
    // The allocator gives back what it holds no longer; then the most that there was is forgotten.
    std::thread::sleep(Duration::from_millis(200));
    drop(std::fs::write("/proc/self/clear_refs", "5"));
    let held = memory("VmRSS");
    let (start, busy) = (Instant::now(), processor());
    let delta = compared(&reports);
    let (seconds, processor) = (start.elapsed().as_secs_f64(), processor() - busy);
    let told = json!({ "old": reports[0].findings.len(), "new": reports[1].findings.len(),
        "causes": delta.causes.len(), "changes": delta.totals.changes, "seconds": seconds, "processor": processor,
        "reports_mib": held / 1_024, "peak_mib": memory("VmHWM") / 1_024 });
    println!("{told}");
}

#[expect(clippy::print_stdout, reason = "a benchmark is no part of the program")]
fn walk_files(old: &str, new: &str) {
    let read = |path: &str| std::fs::read(path).expect("the file is there");
    println!("{}", lists::walk_files(&read(old), &read(new)));
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        ["--once", size, name] => return once(size.parse().expect("a number"), name),
        ["--write", size, name, folder] => {
            return lists::write(size.parse().expect("a number"), named(name), Path::new(folder));
        }
        ["--walk", old, new] => return walk_files(old, new),
        _ => {}
    }
    // A run that takes longer is repeated ten times all the same.
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    for size in SIZES {
        for name in KINDS.iter().map(|(name, _)| *name).chain([CAUSES]) {
            measure(&mut criterion, size, name);
        }
    }
    criterion.final_summary();
}
