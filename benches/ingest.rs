//! How long it takes to make findings of what checkers wrote, at 1, 10 and 100 MB: a file in, a findings file out.
//! Beside it what it takes to read the same file, and to pass over it with `serde_json`: the measures that it is held
//! against. `scripts/bench --ingest` runs it and reckons up.
//!
//! `cargo bench --bench ingest -- --write FORMAT FILE BYTES` writes such a file and measures nothing;
//! `--parse FILE` prints the nanoseconds that reading and passing over a file takes, as JSON.

#[path = "support/checkers.rs"]
mod checkers;

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use serde::de::IgnoredAny;
use signoff::ingest::{Adapters, Chosen, Digested, Place, Raw, Scratch, collect_outside};
use signoff::model::{Findings, Subject};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The sizes that are walked, in bytes.
const SIZES: [u64; 3] = [1_000_000, 10_000_000, 100_000_000];

/// Writes a checker's output of about so many bytes.
type Make = fn(u64, &mut dyn Write) -> io::Result<()>;

/// The formats, and how many of the sizes each has: of two mappings one is walked to the end.
const FORMATS: [(&str, Make, usize); 3] = [
    ("sarif", checkers::sarif, 3),
    ("semgrep", checkers::semgrep, 3),
    ("trivy", checkers::trivy, 2),
];

struct OnDisk(PathBuf);

impl Raw for OnDisk {
    fn path(&self) -> &'static str {
        "output.json"
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(File::open(&self.0)?))
    }
}

struct TemporaryFiles;

impl Scratch for TemporaryFiles {
    fn place(&self) -> io::Result<Box<dyn Place>> {
        Ok(Box::new(tempfile::tempfile()?))
    }
}

/// All that `signoff ingest` does, but for the command line.
fn ingest(adapters: &Adapters, raw: &OnDisk) -> u64 {
    let (adapter, bytes) = rayon::join(|| adapters.of(raw), || Digested::of(raw));
    let (Ok(adapter), Ok(bytes)) = (adapter, bytes) else { panic!("the file is sound") };
    let base = Findings::about(Subject { name: "shop".to_owned(), ..Subject::default() });
    let chosen = [Chosen { raw, adapter, bytes }];
    let written = collect_outside(base, &chosen, &TemporaryFiles).expect("the file can be read");
    let findings = written.findings;
    let mut out = BufWriter::with_capacity(1 << 18, tempfile::tempfile().expect("there is a disk"));
    written.write(&mut out).expect("there is room");
    findings
}

fn pass_over(path: &Path) -> usize {
    let bytes = read(path);
    serde_json::from_slice::<IgnoredAny>(&bytes).expect("it is JSON");
    bytes.len()
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("the file is there")
}

fn write(make: Make, path: &Path, bytes: u64) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    make(bytes, &mut out)?;
    out.flush()
}

fn measure(criterion: &mut Criterion, folder: &Path, name: &str, make: Make, size: u64) {
    let adapters = Adapters::built_in();
    let raw = OnDisk(folder.join(name));
    write(make, &raw.0, size).expect("there is room");
    assert!(ingest(&adapters, &raw) > 0, "findings come of it");
    let bytes = read(&raw.0);
    let mut measured = |what: &str, run: &mut dyn FnMut()| {
        let mut group = criterion.benchmark_group(format!("{name}-{what}"));
        group.sampling_mode(SamplingMode::Flat);
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        let id = BenchmarkId::from_parameter(size);
        group.bench_function(id, |bencher| bencher.iter(&mut *run));
        group.finish();
    };
    measured("read", &mut || drop(read(&raw.0)));
    measured("parse", &mut || {
        serde_json::from_slice::<IgnoredAny>(&bytes).expect("it is JSON");
    });
    measured("ingest", &mut || {
        ingest(&adapters, &raw);
    });
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is no part of the program")]
fn nanoseconds(run: impl FnOnce() -> usize) -> (u128, usize) {
    let start = Instant::now();
    let told = run();
    (start.elapsed().as_nanos(), told)
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--write", format, path, bytes] => {
            let found = FORMATS.iter().find(|(name, ..)| name == format);
            let (_, make, _) = found.ok_or_else(|| io::Error::other("there is no such format"))?;
            return write(*make, Path::new(path), bytes.parse().map_err(io::Error::other)?);
        }
        ["--parse", path] => {
            let (read, _) = nanoseconds(|| read(Path::new(path)).len());
            let (both, bytes) = nanoseconds(|| pass_over(Path::new(path)));
            let parse = both.saturating_sub(read);
            let told = format!("{{\"bytes\":{bytes},\"read\":{read},\"parse\":{parse}}}\n");
            return io::stdout().write_all(told.as_bytes());
        }
        _ => {}
    }
    // A run that takes longer is repeated ten times all the same.
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    let folder = tempfile::tempdir()?;
    for (name, make, sizes) in FORMATS {
        for size in SIZES.into_iter().take(sizes) {
            measure(&mut criterion, folder.path(), name, make, size);
        }
    }
    criterion.final_summary();
    Ok(())
}
