//! How long evidence links take at 1,000, 10,000 and 100,000 claims with three links each into a tenth as many
//! files, beside what it takes to hash the bytes of those files: the measure that they are held against.
//! `scripts/bench --links` runs it and reckons up.

#![allow(dead_code, reason = "what the benchmarks share is used in part by each")]

#[path = "support/links.rs"]
mod links;
mod pipeline;
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use pipeline::Pipeline;
use signoff::evidence::{Store, select};
use signoff::model::{Digest, Findings, Selectors, Source, SourceError};

/// Evidence that lies in memory, so that a disk isn't measured.
struct Memory(BTreeMap<String, Arc<[u8]>>);

impl Source for Memory {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        self.0.get(path).cloned().ok_or(SourceError::NotFound)
    }
}

/// Every link as the path of its file and its selector as written.
fn written(findings: &Findings) -> Vec<(String, String)> {
    let paths: BTreeMap<&str, &str> =
        findings.evidence.iter().map(|entry| (entry.id.as_str(), entry.path.as_str())).collect();
    let links = findings.claims.iter().flat_map(|claim| &claim.evidence);
    let link = |link: &signoff::model::Link| {
        let path = paths.get(link.evidence.as_str()).copied().unwrap_or_default();
        (path.to_owned(), link.at.clone().unwrap_or_default())
    };
    links.map(link).collect()
}

/// Follows all links through a new store: every file is read, hashed and parsed.
fn follow(source: &Memory, links: &[(String, String)]) -> usize {
    let (store, selectors) = (Store::new(source), Selectors::default());
    let found = links.iter().filter(|(path, at)| {
        let file = store.file(path).expect("the case has the file");
        let selector = selectors.parse(at).expect("the selector is sound");
        select(&file, &selector).is_ok()
    });
    found.count()
}

fn measure(criterion: &mut Criterion, claims: usize) {
    let case = links::case(claims);
    let bytes = case.files.values().map(Vec::len).sum::<usize>();
    let files = case.files.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice().into()));
    let source = Memory(files.collect());
    let pipeline = Pipeline::of(case);
    let validated = Pipeline::validated(pipeline.input());
    let written = written(validated.findings());
    assert_eq!(follow(&source, &written), claims * links::LINKS, "every link leads somewhere");
    let count = u64::try_from(written.len()).unwrap_or_default();

    let mut group = criterion.benchmark_group("hash");
    group.throughput(Throughput::Bytes(u64::try_from(bytes).unwrap_or_default()));
    group.bench_function(BenchmarkId::from_parameter(claims), |bencher| {
        bencher.iter(|| source.0.values().map(|bytes| Digest::of(bytes)).collect::<Vec<_>>());
    });
    group.finish();
    let mut group = criterion.benchmark_group("follow");
    group.throughput(Throughput::Elements(count));
    group.bench_function(BenchmarkId::from_parameter(claims), |bencher| {
        bencher.iter(|| follow(&source, &written));
    });
    group.finish();
    let mut group = criterion.benchmark_group("assess");
    group.throughput(Throughput::Elements(count));
    group.bench_function(BenchmarkId::from_parameter(claims), |bencher| {
        bencher.iter_with_large_drop(|| pipeline.assessed(&validated));
    });
    group.finish();
}

fn main() {
    // A run that takes longer is repeated ten times all the same.
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    for claims in links::CLAIMS {
        measure(&mut criterion, claims);
    }
    criterion.final_summary();
}
