//! How long each stage takes at 10, 100, 1,000 and 10,000 findings, beside what `serde_json` takes to parse the
//! same bytes: the measure that the others are held against. `scripts/bench` runs it and reckons up.
//!
//! `cargo bench --bench stages -- --write DIR 1000` writes a case of that size to a folder and measures nothing:
//! for measurements of the program itself.

mod pipeline;
mod support;

use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Bencher, BenchmarkId, Criterion, Throughput};
use pipeline::Pipeline;
use signoff::assess::{judge, shortest_way};
use signoff::model::{Digest, Report};
use signoff::render::{html, markdown};
use signoff::view::{Document, document};

/// As the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What comes out of one stage and goes into the next, for one size.
struct Staged {
    size: usize,
    pipeline: Pipeline,
    report: Report,
    document: Document,
    json: Vec<u8>,
}

impl Staged {
    fn of(size: usize) -> Self {
        let pipeline = Pipeline::of(support::case(size));
        let report = pipeline.report();
        let (document, json) = pipeline::said(&report);
        Self { size, pipeline, report, document, json }
    }
}

/// A stage and how it is run.
type Stage = (&'static str, fn(&mut Bencher<'_>, &Staged));

const STAGES: &[Stage] = &[
    ("serde_json", |bencher, staged| {
        let bytes = staged.pipeline.findings();
        bencher.iter(|| serde_json::from_slice::<serde_json::Value>(bytes));
    }),
    ("validate", |bencher, staged| {
        let pipeline = &staged.pipeline;
        bencher.iter_batched(|| pipeline.input(), Pipeline::validated, BatchSize::PerIteration);
    }),
    ("assess", |bencher, staged| {
        let pipeline = &staged.pipeline;
        let validated = Pipeline::validated(pipeline.input());
        bencher.iter(|| pipeline.assessed(&validated));
    }),
    ("validate_and_assess", |bencher, staged| {
        bencher.iter_with_large_drop(|| staged.pipeline.report());
    }),
    ("judge", |bencher, staged| {
        let (policy, as_of) = staged.pipeline.judged_by();
        bencher.iter(|| judge(&staged.report.facts, policy, as_of));
    }),
    ("way", |bencher, staged| {
        let (policy, as_of) = staged.pipeline.judged_by();
        let facts = &staged.report.facts;
        let judged = judge(facts, policy, as_of);
        bencher.iter(|| shortest_way(facts, policy, as_of, &judged));
    }),
    ("view", |bencher, staged| {
        let digest = Digest::of(&staged.json);
        bencher.iter(|| document(&staged.report, &digest));
    }),
    ("markdown", |bencher, staged| bencher.iter(|| markdown::render(&staged.document))),
    ("html", |bencher, staged| bencher.iter(|| html::render(&staged.document))),
    ("json", |bencher, staged| bencher.iter(|| pipeline::json(&staged.report))),
];

fn stages(criterion: &mut Criterion) {
    for size in support::SIZES {
        let staged = Staged::of(size);
        for (name, run) in STAGES {
            let mut group = criterion.benchmark_group(*name);
            let bytes = u64::try_from(staged.pipeline.findings().len()).unwrap_or_default();
            group.throughput(Throughput::Bytes(bytes));
            let id = BenchmarkId::from_parameter(staged.size);
            group.bench_with_input(id, &staged, run);
            group.finish();
        }
    }
}

/// The PDF. A run takes long: ten in all are enough.
#[cfg(feature = "pdf")]
fn pdf(criterion: &mut Criterion) {
    use signoff::render::pdf::{self, Options};
    let mut group = criterion.benchmark_group("pdf");
    group.sampling_mode(criterion::SamplingMode::Flat);
    for size in support::SIZES {
        let staged = Staged::of(size);
        group.bench_with_input(BenchmarkId::from_parameter(size), &staged, |bencher, staged| {
            let report_json = Some(staged.json.clone());
            let options = Options { report_json, ..Options::default() };
            bencher.iter(|| pdf::render(&staged.document, &options));
        });
    }
    group.finish();
}

/// Writes a case as a folder that `signoff` can be run on.
#[expect(clippy::disallowed_methods, reason = "a benchmark is no part of the program")]
fn write(folder: &Path, size: usize) -> std::io::Result<()> {
    let case = support::case(size);
    let own =
        [("findings.json", case.findings.as_slice()), ("signoff.toml", case.policy.as_bytes())];
    let evidence = case.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    for (path, bytes) in own.into_iter().chain(evidence) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    if let [option, folder, size] = arguments.as_slice()
        && option == "--write"
    {
        let size = size.parse().map_err(std::io::Error::other)?;
        return write(Path::new(folder), size);
    }
    // A run that takes longer is repeated ten times all the same.
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    stages(&mut criterion);
    #[cfg(feature = "pdf")]
    pdf(&mut criterion);
    criterion.final_summary();
    Ok(())
}
