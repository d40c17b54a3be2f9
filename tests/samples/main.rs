//! Real outputs of checkers, each with an independent truth, where they are at hand: `SIGNOFF_SAMPLES` names their
//! folder, `SIGNOFF_SAMPLES_OF` one format to look at. Without them there is nothing to hold against.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod compare;
mod quantities;
mod truth;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;
use signoff::ingest::{Adapter, Adapters, InMemory, Mapping, collect};
use signoff::model::{Findings, Subject};

use compare::Score;
use truth::Truth;

/// Formats that no adapter reads yet.
const NOT_YET: &[&str] = &include!("not_yet.in");

/// The least share of what is in the samples that is found, and of what is found that is in them.
const LEAST: f64 = 0.98;

#[test]
fn what_is_in_the_samples_is_found_and_nothing_else() {
    let Some(folder) = std::env::var_os("SIGNOFF_SAMPLES").map(PathBuf::from) else {
        println!("no samples: SIGNOFF_SAMPLES names no folder");
        return;
    };
    let adapters = Adapters::built_in().with(mappings());
    let mut by_format: BTreeMap<String, Score> = BTreeMap::new();
    for (path, truth) in samples(&folder) {
        let score = by_format.entry(truth.format.clone()).or_default();
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        let raw = InMemory { path: name.clone(), bytes: fs::read(&path).unwrap() };
        // Nothing tells whose an empty list is: whoever has one names the adapter.
        let read: Result<Vec<IgnoredAny>, _> = serde_json::from_slice(&raw.bytes);
        let is_bare = raw.bytes.trim_ascii().is_empty() || read.is_ok_and(|all| all.is_empty());
        let chosen = match adapters.of(&raw) {
            Err(_) if is_bare => Ok(adapters.named(truth.adapter()).unwrap()),
            chosen => chosen,
        };
        match chosen {
            Err(error) => score.miss(&name, &format!("not detected: {error}"), &truth),
            Ok(adapter) if adapter.name() != truth.adapter() => {
                score.miss(&name, &format!("detected as {}", adapter.name()), &truth);
            }
            Ok(adapter) => match collect(Findings::about(Subject::default()), &[(&raw, adapter)]) {
                Err(error) => score.miss(&name, &error.to_string(), &truth),
                Ok(collected) => score.hold(&name, &raw.bytes, &collected, &truth),
            },
        }
    }
    let mut whole = Score::default();
    for (format, score) in &by_format {
        println!("{format:20} {score}");
        whole.add(score);
    }
    println!("{:20} {whole}", "all");
    for difference in whole.differences.iter().chain(&whole.wrong) {
        println!("  {difference}");
    }
    assert!(whole.recall() >= LEAST && whole.precision() >= LEAST, "{whole}");
    assert!(whole.undetected.is_empty(), "{:#?}", whole.undetected);
    assert!(whole.wrong.is_empty(), "{:#?}", whole.wrong);
}

fn samples(folder: &Path) -> Vec<(PathBuf, Truth)> {
    let only = std::env::var("SIGNOFF_SAMPLES_OF").ok();
    let mut all = Vec::new();
    for format in sorted(&folder.join("truth")) {
        for path in sorted(&format) {
            let truth: Truth = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let is_wanted = match &only {
                Some(only) => truth.format == *only,
                None => !NOT_YET.contains(&truth.format.as_str()),
            };
            if is_wanted {
                let name = path.file_stem().unwrap();
                all.push((folder.join(format.file_name().unwrap()).join(name), truth));
            }
        }
    }
    all
}

/// The mappings as they stand in the folder, so that one that is being written is tried without a build.
fn mappings() -> Vec<Box<dyn Adapter>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("adapters");
    let read = |path: PathBuf| -> Box<dyn Adapter> {
        let mapping = Mapping::read(&fs::read_to_string(&path).unwrap());
        Box::new(mapping.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    };
    sorted(&folder).into_iter().map(read).collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}
