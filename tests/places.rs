//! Selectors followed into real files of their formats, each with what is found.
//!
//! A case is a file `tests/places/KIND/NAME`, and `NAME.golden` beside it: selectors at the start of a line (`-` is
//! the whole file, `count` before one asks how many places there are), and below each what is found, indented.
//! `UPDATE_GOLDEN=1 cargo test --test places` writes the answers anew; read the difference before it is committed.
#![expect(clippy::unwrap_used, reason = "a test fails where its fixture is not as expected")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use signoff::evidence::{File, NotSelected, Selection, select, select_all, vacuous};
use signoff::model::Selector;

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/places");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let inside = |folder: PathBuf| {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let mut files: Vec<_> = folders.filter(|path| path.is_dir()).flat_map(inside).collect();
    files.retain(|path| path.extension().is_none_or(|suffix| suffix != "golden"));
    files.sort();
    files
}

fn golden(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".golden");
    name.into()
}

fn told(found: Result<Selection, NotSelected>) -> String {
    match found {
        Ok(found) => {
            let lines = match found.lines {
                None => "whole".to_owned(),
                Some((first, last)) if first == last => format!("L{first}"),
                Some((first, last)) => format!("L{first}-L{last}"),
            };
            let value = found.value.map_or_else(|| "no value".to_owned(), |it| format!("{it:?}"));
            if found.count == 1 {
                format!("{lines} {value}")
            } else {
                format!("{lines} {}×", found.count)
            }
        }
        Err(NotSelected::Nothing(why)) => format!("nothing: {why}"),
        Err(NotSelected::Several(why)) => format!("several: {why}"),
        Err(NotSelected::Unreadable(why)) => format!("unreadable: {why}"),
    }
}

/// As a `count` expectation has it: of nothing there are 0.
fn count(file: &File, selector: &Selector) -> Result<Selection, NotSelected> {
    match select_all(file, selector) {
        Err(NotSelected::Nothing(_)) => Ok(Selection::default()),
        found => found.map(|places| Selection::of_all(&places)),
    }
}

fn answer(file: &File, query: &str, out: &mut String) {
    let (written, counted) = match query.strip_prefix("count ") {
        Some(written) => (written, true),
        None => (query, false),
    };
    let selector = if written == "-" { Selector::Whole } else { Selector::parse(written).unwrap() };
    let found = if counted { count(file, &selector) } else { select(file, &selector) };
    writeln!(out, "{query}\n    {}", told(found)).unwrap();
    if let Some(why) = vacuous(file, &selector) {
        writeln!(out, "    vacuous: {why}").unwrap();
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "golden files are written anew where somebody asks for it"
)]
fn places_are_found_as_expected() {
    let anew = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for path in files() {
        let expected = fs::read_to_string(golden(&path)).unwrap();
        let file = File::new(fs::read(&path).unwrap().into());
        let mut out = String::new();
        for query in expected.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')) {
            answer(&file, query, &mut out);
        }
        assert!(!out.is_empty(), "{} asks nothing", path.display());
        if anew {
            fs::write(golden(&path), &out).unwrap();
        } else if out != expected {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{out}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
