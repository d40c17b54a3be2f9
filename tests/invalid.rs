//! Broken findings files, each with what is said of it.
//!
//! A case is `tests/invalid/NAME.json`, or a folder `tests/invalid/NAME/` with several files that are handed
//! in together, in the order of their names. What is expected stands in `NAME.expected` beside it.
//! `UPDATE_GOLDEN=1 cargo test --test invalid` writes those anew; read the difference before it is committed.

#![expect(clippy::unwrap_used, reason = "a test fails where its fixture is not as expected")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use signoff::diagnostic::{CODES, Diagnostic, Level};
use signoff::schema::{Input, validate};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn input(path: &Path, below: &Path) -> Input {
    let name = path.strip_prefix(below).unwrap().to_str().unwrap().replace('\\', "/");
    Input { name: name.clone(), path: name, bytes: fs::read(path).unwrap() }
}

/// The cases by name, each with its inputs. Names are relative to the folder that the case is.
fn cases() -> BTreeMap<String, Vec<Input>> {
    let mut cases = BTreeMap::new();
    for path in sorted(&folder()) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let inputs = sorted(&path).iter().map(|file| input(file, &path)).collect();
            cases.insert(name, inputs);
        } else if path.extension().is_some_and(|suffix| suffix == "json") {
            cases.insert(name, vec![input(&path, &folder())]);
        }
    }
    cases
}

/// One line a field, so that a difference shows which one it is.
fn told(diagnostic: &Diagnostic) -> String {
    let mut out = format!("{:?} {}\n", diagnostic.level, diagnostic.code).to_lowercase();
    if let Some(place) = &diagnostic.place {
        let at =
            place.span.map_or_else(String::new, |span| format!(":{}:{}", span.line, span.column));
        writeln!(out, "  at    {}{at}", place.file).unwrap();
        if !place.path.is_empty() {
            writeln!(out, "  path  {}", place.path).unwrap();
        }
    }
    writeln!(out, "  says  {}", diagnostic.message).unwrap();
    if let Some(help) = &diagnostic.help {
        writeln!(out, "  help  {help}").unwrap();
    }
    out
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "golden files are written anew where somebody asks for it"
)]
fn broken_files_are_told_as_expected() {
    let anew = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for (name, inputs) in cases() {
        let found = match validate(inputs) {
            Ok(_) => "valid\n".to_owned(),
            Err(diagnostics) => diagnostics.iter().map(told).collect::<Vec<_>>().join("\n"),
        };
        let golden = folder().join(format!("{name}.expected"));
        if anew {
            fs::write(golden, found).unwrap();
        } else if fs::read_to_string(golden).ok().as_ref() != Some(&found) {
            wrong.push(format!("{name}:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n\n{}", wrong.join("\n"));
}

#[test]
fn every_case_is_an_error_with_a_listed_code_and_a_place() {
    let listed: BTreeSet<&str> = CODES.iter().map(|(code, _)| *code).collect();
    let cases = cases();
    assert!(cases.len() >= 30, "{} cases", cases.len());
    for (name, inputs) in cases {
        let texts: BTreeMap<String, Vec<u8>> =
            inputs.iter().map(|input| (input.name.clone(), input.bytes.clone())).collect();
        let diagnostics = validate(inputs).expect_err(&name);
        assert!(diagnostics.iter().any(|one| one.level == Level::Error), "{name}");
        for diagnostic in diagnostics {
            assert!(listed.contains(diagnostic.code), "{name}: {} is not listed", diagnostic.code);
            let place = diagnostic.place.unwrap_or_else(|| panic!("{name}: no place"));
            if let Some(span) = place.span {
                let before =
                    String::from_utf8_lossy(&texts[&place.file][..span.start]).into_owned();
                assert_eq!(span.line, before.matches('\n').count() + 1, "{name}");
            }
        }
    }
}

#[test]
fn every_expectation_has_its_case() {
    let cases = cases();
    for path in sorted(&folder()) {
        if path.extension().is_some_and(|suffix| suffix == "expected") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(cases.contains_key(name), "{name}.expected is left over");
        }
    }
}
