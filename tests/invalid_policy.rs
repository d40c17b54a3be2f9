//! Each folder in `tests/invalid_policy/` holds a `signoff.toml` that is wrong and what is said of it.
//!
//! `UPDATE_GOLDEN=1 cargo test --test invalid_policy` writes the expected texts anew.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use signoff::diagnostic::{CODES, Colour, Diagnostic, Level, human};
use signoff::policy::expression::unknown_ids;
use signoff::policy::{Loaded, PolicyFile, load};
use signoff::schema::{Input, validate};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid_policy");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

/// What is said of the policy in a folder, for a person.
fn said(case: &Path) -> String {
    let mut sources = BTreeMap::new();
    let mut open = |name: &str| -> Result<PolicyFile, String> {
        let bytes = std::fs::read(case.join(name)).map_err(|_| "no such file".to_owned())?;
        sources.insert(name.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
        Ok(PolicyFile { name: name.to_owned(), bytes })
    };
    let first = open("signoff.toml").unwrap();
    let loaded = load(first, &mut |path, naming| {
        let folder =
            naming.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        open(&format!("{folder}{path}"))
    });
    let problems = match loaded {
        Ok(loaded) => against(case, &loaded),
        Err(problems) => problems,
    };
    assert!(!problems.is_empty(), "the policy is wrong");
    for problem in &problems {
        assert_eq!(problem.level, Level::Error);
        assert!(CODES.iter().any(|(code, _)| *code == problem.code), "{}", problem.code);
        let place = problem.place.as_ref().expect("a place");
        assert!(sources.contains_key(&place.file), "{}", place.file);
        assert!(problem.code == "utf-16" || place.span.is_some(), "{problem:?}");
    }
    human(&problems, &sources, Colour::Never)
}

/// What is wrong with a policy only where it is held against the findings beside it.
fn against(case: &Path, loaded: &Loaded) -> Vec<Diagnostic> {
    let bytes = std::fs::read(case.join("findings.json")).expect("the policy is wrong by itself");
    let path = "findings.json".to_owned();
    let (valid, _) = validate(vec![Input { name: path.clone(), path, bytes }]).unwrap();
    unknown_ids(valid.findings(), &loaded.policy, &loaded.expression_ids)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test writes its own expectations when asked to")]
fn each_is_told_with_its_place() {
    let cases = cases();
    assert!(cases.len() >= 15, "{} cases", cases.len());
    let anew = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for case in cases {
        let expected = case.join("expected.txt");
        let said = said(&case);
        if anew {
            std::fs::write(&expected, &said).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("{}:\n{said}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
