//! What checkers wrote and something broke: a table of ways to break a file, applied to small whole ones, and what
//! `signoff ingest` says of each.
//!
//! A format is a file in `whole/`; what is expected stands in `FORMAT.expected` here, a line for each breakage: that it
//! is refused (`signoff ingest` ends with 2) and why, or what was read, with the notes. Where the format can no longer
//! be told, the adapter is named, and the file read again. `UPDATE_GOLDEN=1 cargo test --test broken_outputs` writes
//! those anew; read the difference. A few go through the binary, into `binary.expected`.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod bytes;
mod json;
mod xml;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use signoff::ingest::{
    Adapter, Adapters, FileTold, InMemory, Mapping, NotCollected, NotDetected, Unreadable, collect,
};
use signoff::model::{Findings, Subject};
use signoff::schema::{Input, validate};

/// What is done to a whole file.
pub enum Break {
    /// Its bytes become others.
    Bytes(fn(&[u8]) -> Vec<u8>),
    /// A text in it, where it stands first, becomes another.
    Swap(&'static str, &'static str),
    /// The same, with a text that is made.
    Made(&'static str, fn() -> String),
}

impl Break {
    fn applied(&self, whole: &[u8]) -> Vec<u8> {
        let swap = |from: &str, to: &str| {
            let text = std::str::from_utf8(whole).unwrap();
            assert!(text.contains(from), "`{from}` doesn't stand in the whole file");
            text.replacen(from, to, 1).into_bytes()
        };
        match self {
            Self::Bytes(broken) => broken(whole),
            Self::Swap(from, to) => swap(from, to),
            Self::Made(from, made) => swap(from, &made()),
        }
    }
}

/// What is done to a file, and how.
type Way = (&'static str, Break);

/// The whole files, the adapter of each, and the ways to break it besides those that fit any.
const FORMATS: &[(&str, &str, &[Way])] = &[
    ("bandit.json", "bandit", json::BANDIT),
    ("cobertura.xml", "cobertura", xml::COBERTURA),
    ("grype.json", "grype", json::GRYPE),
    ("jacoco.xml", "jacoco", xml::JACOCO),
    ("junit.xml", "junit", xml::JUNIT),
    ("lcov.info", "lcov", xml::LCOV),
    ("lint-toml.toml", "lint-toml", json::TOML),
    ("lint-xml.xml", "lint-xml", xml::LINT),
    ("lint-yaml.yaml", "lint-yaml", json::YAML),
    ("sarif.json", "sarif", json::SARIF),
    ("trufflehog.json", "trufflehog", json::TRUFFLEHOG),
];

/// Those that ship, and mappings for syntaxes that none of them reads.
static ADAPTERS: LazyLock<Adapters> = LazyLock::new(|| {
    let more = ["lint-toml", "lint-xml", "lint-yaml"].map(|name| -> Box<dyn Adapter> {
        let file = here().join("adapters").join(format!("{name}.toml"));
        Box::new(Mapping::read(&fs::read_to_string(file).unwrap()).unwrap())
    });
    Adapters::built_in().with(more)
});

#[test]
fn each_breakage_is_told_as_expected() {
    let mut wrong = Vec::new();
    for (file, adapter, own) in FORMATS {
        let whole = fs::read(here().join("whole").join(file)).unwrap();
        let mut told = String::new();
        for (name, way) in bytes::OF_ANY.iter().chain(*own) {
            let raw = InMemory { path: (*file).to_owned(), bytes: way.applied(&whole) };
            writeln!(told, "{name} → {}", ingested(&raw, adapter)).unwrap();
        }
        wrong.extend(differences(adapter, &told));
    }
    assert!(wrong.is_empty(), "not as expected:\n\n{}", wrong.join("\n"));
}

#[test]
fn the_binary_says_it_with_its_place_and_what_helps() {
    let ways = [
        "nothing is broken",
        "empty",
        "cut off in the middle",
        "gzip",
        "what a shell says",
        "UTF-32",
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut told = String::new();
    for (file, _, _) in [FORMATS[0], FORMATS[4], FORMATS[8]] {
        let whole = fs::read(here().join("whole").join(file)).unwrap();
        for (name, way) in bytes::OF_ANY.iter().filter(|(name, _)| ways.contains(name)) {
            fs::write(folder.path().join(file), way.applied(&whole)).unwrap();
            writeln!(told, "{name} → {}", by_binary(folder.path(), file)).unwrap();
        }
    }
    let wrong = differences("binary", &told);
    assert!(wrong.is_empty(), "not as expected:\n\n{}", wrong.join("\n"));
}

#[test]
fn there_are_two_hundred_ways_at_least() {
    let all: usize = FORMATS.iter().map(|(_, _, own)| own.len() + bytes::OF_ANY.len()).sum();
    assert!(all >= 200, "{all}");
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken_outputs")
}

/// The lines that aren't those of a golden file, which is written where somebody asks for it.
fn differences(name: &str, told: &str) -> Vec<String> {
    let golden = here().join(format!("{name}.expected"));
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&golden, told).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    let both = told.lines().zip(expected.lines()).filter(|(told, line)| told != line);
    let mut wrong: Vec<String> =
        both.map(|(told, line)| format!("{name}: {line}\n   told: {told}")).collect();
    if told.lines().count() != expected.lines().count() {
        wrong.push(format!("{name}.expected has another number of lines"));
    }
    wrong
}

/// What comes of a file, on one line.
fn ingested(raw: &InMemory, adapter: &str) -> String {
    match ADAPTERS.of(raw) {
        Ok(known) if known.name() == adapter => read(raw, known),
        Ok(other) => format!("taken for {}: {}", other.name(), read(raw, other)),
        Err(NotDetected::Unreadable(error)) => refused(&error),
        Err(error) => {
            let named = read(raw, ADAPTERS.named(adapter).unwrap());
            format!("refused: {error}; named, {named}")
        }
    }
}

fn read(raw: &InMemory, adapter: &dyn Adapter) -> String {
    let subject = Subject { name: "shop".to_owned(), ..Subject::default() };
    match collect(Findings::about(subject), &[(raw, adapter)]) {
        Ok(collected) => {
            can_be_used(&collected.findings);
            format!("read: {}", said(&collected.files[0]))
        }
        Err(NotCollected::Files(failed)) => refused(&failed[0].1),
        Err(error @ NotCollected::Kept(_)) => panic!("all is kept in memory: {error}"),
    }
}

fn said(told: &FileTold) -> String {
    let mut said = format!("{} findings, {} measures", told.findings, told.measures);
    for (message, at) in &told.notes {
        let at = if at.is_empty() { String::new() } else { format!(" {at}") };
        write!(said, " |{at} {message}").unwrap();
    }
    said
}

fn refused(error: &Unreadable) -> String {
    match error {
        Unreadable::Content { message, place: Some((line, column)) } => {
            format!("refused at {line}:{column}: {message}")
        }
        Unreadable::Content { message, place: None } => format!("refused: {message}"),
        Unreadable::Mapping(_) | Unreadable::Stopped { .. } => format!("refused: {error}"),
        Unreadable::Io(error) => panic!("a broken file is no fault of the machine: {error}"),
    }
}

/// What was made is what any other command takes.
fn can_be_used(findings: &Findings) {
    let name = "findings.json".to_owned();
    let bytes = serde_json::to_vec(findings).unwrap();
    if let Err(problems) = validate(vec![Input { name: name.clone(), path: name, bytes }]) {
        panic!("{problems:#?}");
    }
}

/// The exit code and what is said, on one line.
fn by_binary(folder: &Path, file: &str) -> String {
    let findings = folder.join("findings.json");
    let _ = fs::remove_file(&findings);
    let output = Command::new(env!("CARGO_BIN_EXE_signoff"))
        .args(["ingest", file, "--subject", "shop", "-o", "findings.json", "--adapters"])
        .arg(here().join("adapters"))
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let code = output.status.code().unwrap();
    assert_eq!(findings.exists(), code == 0, "{file}: {said}");
    let lines = said.lines().map(|line| line.trim_matches(['|', ' '])).filter(|it| !it.is_empty());
    format!("{code} {}", lines.collect::<Vec<_>>().join(" | "))
}
