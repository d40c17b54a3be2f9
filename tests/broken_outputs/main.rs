//! What checkers wrote and something broke: a table of ways to break a file, applied to small whole ones, and what
//! `signoff ingest` says of each.
//!
//! A format is a file in `whole/`; what is expected stands in `FORMAT.expected` beside it, a line for each breakage:
//! the exit code, then what was read or what is wrong. Where the format can no longer be told, the adapter is named and
//! the file read again. `UPDATE_GOLDEN=1 cargo test --test broken_outputs` writes those anew; read the difference.
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
use std::thread;

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

/// The whole files, the adapter of each, and the ways to break it besides those that fit any.
const FORMATS: &[(&str, &str, &[(&str, Break)])] = &[
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

#[test]
fn each_breakage_is_told_as_expected() {
    let anew = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let of = |(file, adapter, own): &(&str, &str, &'static [(&'static str, Break)])| {
        let golden = here().join(format!("{adapter}.expected"));
        let told = told_of(file, adapter, own);
        if anew {
            fs::write(&golden, &told).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        let both = told.lines().zip(expected.lines()).filter(|(told, line)| told != line);
        let mut wrong: Vec<String> =
            both.map(|(told, line)| format!("expected: {line}\n    told: {told}")).collect();
        if told.lines().count() != expected.lines().count() {
            wrong.push(format!("{adapter}.expected has another number of lines"));
        }
        wrong
    };
    let (left, right) = FORMATS.split_at(FORMATS.len() / 2);
    let wrong: Vec<String> = thread::scope(|scope| {
        let other = scope.spawn(|| left.iter().flat_map(of).collect::<Vec<_>>());
        let mut wrong: Vec<String> = right.iter().flat_map(of).collect();
        wrong.extend(other.join().unwrap());
        wrong
    });
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

/// A line for each breakage of a format.
fn told_of(file: &str, adapter: &str, own: &'static [(&'static str, Break)]) -> String {
    let whole = fs::read(here().join("whole").join(file)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut told = String::new();
    for (name, way) in bytes::OF_ANY.iter().chain(own) {
        fs::write(folder.path().join(file), way.applied(&whole)).unwrap();
        let mut line = ingested(folder.path(), file, &[]);
        if line.contains("undetected-format") {
            let named = ingested(folder.path(), file, &["--adapter", adapter]);
            let _ = write!(line, "; by its adapter's name {named}");
        }
        writeln!(told, "{name} → {line}").unwrap();
    }
    told
}

/// The exit code and what is said, on one line.
fn ingested(folder: &Path, file: &str, more: &[&str]) -> String {
    let findings = folder.join("findings.json");
    let _ = fs::remove_file(&findings);
    let output = Command::new(env!("CARGO_BIN_EXE_signoff"))
        .args(["ingest", file, "--subject", "shop", "-o", "findings.json", "--adapters"])
        .arg(here().join("adapters"))
        .args(more)
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let code = output.status.code();
    assert!(!said.contains("panicked"), "{file}: {said}");
    assert_eq!(findings.exists(), code == Some(0), "{file}: {said}");
    if findings.exists() {
        can_be_used(&findings);
    }
    let code = code.map_or("killed".to_owned(), |code| code.to_string());
    let mut lines: Vec<String> = said.lines().map(|line| shortened(line.trim())).collect();
    lines.retain(|line| !line.is_empty() && !line.starts_with("shop: ") && !line.starts_with("help: nothing was written"));
    format!("{code} {}", lines.join(" | "))
}

/// What was written is what any other command takes.
fn can_be_used(findings: &Path) {
    let name = "findings.json".to_owned();
    let input = Input { name: name.clone(), path: name, bytes: fs::read(findings).unwrap() };
    if let Err(problems) = validate(vec![input]) {
        panic!("{problems:#?}");
    }
}

/// Without the megabyte that some have.
fn shortened(line: &str) -> String {
    match line.char_indices().nth(400) {
        Some((end, _)) => format!("{}… and {} more bytes", &line[..end], line.len() - end),
        None => line.to_owned(),
    }
}
