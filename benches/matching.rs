//! How long it takes to tell which finding of a list is which of another, at 1,000, 10,000 and 100,000 findings a side:
//! with one in twenty changed, and with every line moved. Beside it what it takes to walk the same two lists as JSON,
//! which is the measure that it is held against. `scripts/bench --matching` runs it and reckons up.
//!
//! `cargo bench --bench matching -- --once SIZE KIND` matches once and prints seconds and the most memory that the process
//! had, the lists included; `--write SIZE KIND FOLDER` writes the two lists as findings files for other programs.

#![allow(clippy::indexing_slicing, reason = "a benchmark that goes wrong panics, and says where")]

#[path = "support/lists.rs"]
mod lists;

use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use lists::{KINDS, Kind, SIZES, memory, named, news, olds, runs, walk, walk_files};
use serde_json::{Value, json};
use signoff::matching::{Listed, matching};
use signoff::model::{Finding, Run};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn read(all: impl Iterator<Item = Value>) -> Vec<Finding> {
    all.map(|one| serde_json::from_value(one).expect("it is a finding")).collect()
}

fn matched(old: &[Finding], new: &[Finding], runs: &[Run]) -> usize {
    matching(&Listed { findings: old, runs }, &Listed { findings: new, runs }).pairs.len()
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
        ("diff", &|| walk_files(bytes[0].as_bytes(), bytes[1].as_bytes())),
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
    let lists = memory("VmHWM");
    let start = Instant::now();
    let pairs = matched(&old, &new, &runs);
    let seconds = start.elapsed().as_secs_f64();
    let told = json!({ "old": old.len(), "new": new.len(), "pairs": pairs, "seconds": seconds,
        "lists_mib": lists / 1_024, "peak_mib": memory("VmHWM") / 1_024 });
    println!("{told}");
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| *word != "--bench").collect();
    match &words[..] {
        ["--once", size, name] => return once(size.parse().expect("a number"), named(name)),
        ["--write", size, name, folder] => {
            return lists::write(size.parse().expect("a number"), named(name), Path::new(folder));
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
