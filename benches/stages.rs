//! How long each stage takes at 10, 100, 1,000 and 10,000 findings, beside what `serde_json` takes to parse the
//! same bytes: the measure that the others are held against.

// criterion's macros make items without documentation.
#![allow(missing_docs, reason = "criterion's macros make public items")]

mod support;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use signoff::model::Digest;

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("serde_json");
    for size in support::SIZES {
        let case = support::case(size);
        group.throughput(Throughput::Bytes(u64::try_from(case.findings.len()).unwrap_or_default()));
        group.bench_with_input(BenchmarkId::from_parameter(size), &case, |bencher, case| {
            bencher.iter(|| serde_json::from_slice::<serde_json::Value>(&case.findings));
        });
    }
    group.finish();
}

fn digest(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("digest");
    for size in support::SIZES {
        let case = support::case(size);
        group.bench_with_input(BenchmarkId::from_parameter(size), &case, |bencher, case| {
            let inputs = || case.files.values().map(Vec::as_slice).chain([case.policy.as_bytes()]);
            bencher.iter(|| inputs().map(Digest::of).collect::<Vec<_>>());
        });
    }
    group.finish();
}

criterion_group!(stages, parse, digest);
criterion_main!(stages);
