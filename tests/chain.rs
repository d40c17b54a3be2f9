//! `signoff diff --chain` on three and more versions: what becomes of findings and claims, as data and in every format.
//!
//! A chain is a file in tests/diff/chains: what differs from tests/diff/base in each version, as JSON Merge Patch
//! (RFC 7386). Beside it stands what is told; `UPDATE_GOLDEN=1 cargo test --test chain` writes it anew.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::pairs::{chain, chains, side, versions};
use support::printed::{letters, missing, printed};
use support::{AS_OF, examples, files, render, root, signoff};

/// A chain by its name, its reports rendered below a folder.
fn rendered(name: &str, folder: &Path) -> Vec<PathBuf> {
    versions(&root().join(format!("tests/diff/chains/{name}.json")), folder)
}

/// The formats of this test: the PDF has tests of its own.
fn into(folder: &Path) -> [&str; 4] {
    ["-o", folder.to_str().unwrap(), "--formats", "md,html,json"]
}

fn list<'v>(history: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    history[name].as_array().unwrap().iter()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// A history without what its version and its bytes make of it.
fn told(mut history: Value) -> Value {
    let history_ = history.as_object_mut().unwrap();
    history_.shift_remove("signoff_version");
    for version in history_["versions"].as_array_mut().unwrap() {
        for name in ["of", "sha256"] {
            assert!(version.as_object_mut().unwrap().shift_remove(name).is_some(), "{name}");
        }
        version["policy"].as_object_mut().unwrap().shift_remove("sha256");
    }
    history
}

#[test]
fn what_became_of_findings_and_claims_is_told_as_expected() {
    let mut wrong = Vec::new();
    for case in chains() {
        let folder = tempfile::tempdir().unwrap();
        let history = chain(&versions(&case, folder.path()), &[]);
        accounts(&history);
        let told = serde_json::to_string_pretty(&told(history)).unwrap() + "\n";
        let expected = case.with_extension("expected.json");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&expected, told).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{}:\n{told}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each thing has a word of each version, and what is open sums to what is counted.
fn accounts(history: &Value) {
    let count = list(history, "versions").count();
    for (name, each) in [("findings", "seen"), ("claims", "states")] {
        assert!(list(history, name).all(|it| it[each].as_array().unwrap().len() == count));
    }
    for (at, version) in list(history, "versions").enumerate() {
        let open = list(history, "findings").filter(|it| it["seen"][at] == "open").count();
        let counted = version["open"].as_object().unwrap().values();
        assert_eq!(counted.map(|it| it.as_u64().unwrap()).sum::<u64>(), open as u64);
    }
}

#[test]
fn a_finding_that_comes_again_is_reopened_and_one_that_nobody_looked_for_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let history = chain(&rendered("three", folder.path()), &[]);
    let of =
        |title: &str| list(&history, "findings").find(|it| text(it, "title") == title).unwrap();
    for (title, seen, reopened) in [
        ("An assertion is left", ["open", "absent", "open"], 1),
        ("Nobody is on call at night", ["open", "fixed", "open"], 1),
        ("Password in the source", ["open", "open", "accepted"], 0),
        ("SQL put together", ["absent", "absent", "open"], 0),
        ("An old library", ["open", "not_checked", "absent"], 0),
    ] {
        let it = of(title);
        assert_eq!((&it["seen"], &it["reopened"]), (&json!(seen), &json!(reopened)), "{title}");
    }
    assert_eq!(text(of("An assertion is left"), "id"), "N-1", "as it is called in the newest");
    let asked = list(&history, "versions").map(|it| text(it, "score_asked")).collect::<Vec<_>>();
    assert_eq!(asked, ["60", "60", "60"]);
}

/// What must be said of a history: ids, rules and words of each thing, and what each version comes to.
fn wanted(history: &Value) -> Vec<String> {
    let mut wanted = Vec::new();
    let mut want = |it: &Value, names: &[&str]| {
        wanted.extend(names.iter().map(|name| text(it, name).to_owned()));
    };
    for version in list(history, "versions") {
        want(version, &["as_of", "sentence", "of", "sha256"]);
        want(&version["subject"], &["version", "commit"]);
        want(&version["score"], &["score"]);
        version["checkers"]
            .as_array()
            .unwrap()
            .iter()
            .for_each(|name| want(&json!({ "": name }), &[""]));
    }
    for finding in list(history, "findings") {
        want(finding, &["id", "rule", "title", "tool"]);
        want(&finding["location"], &["path"]);
    }
    list(history, "claims").for_each(|claim| want(claim, &["id", "statement"]));
    wanted.retain(|wanted| !letters(wanted).is_empty());
    // What can't be seen is printed as its code point.
    wanted.into_iter().map(|wanted| wanted.replace('\u{202e}', "U+202E")).collect()
}

#[test]
fn everything_is_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for case in chains() {
        let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
        let to = folder.path().join(&name);
        let reports = versions(&case, &to);
        let history = chain(&reports, &into(&to.join("out")));
        // The check is worth something: a history of one report lacks what this one says.
        let one = [reports[0].clone(), reports[0].clone()];
        chain(&one, &into(&to.join("nothing")));
        for format in ["md", "html"] {
            let file = format!("history.{format}");
            let missed = missing(wanted(&history), &to.join("out").join(&file));
            wrong.extend(missed.into_iter().map(|text| format!("{name} {format}: {text}")));
            assert!(
                missing(wanted(&history), &to.join("nothing").join(&file)).len() >= 3,
                "{name}"
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_nobody_looked_for_again_is_no_progress() {
    let folder = tempfile::tempdir().unwrap();
    chain(&rendered("three", folder.path()), &into(folder.path()));
    let markdown = fs::read_to_string(folder.path().join("history.md")).unwrap();
    // The scanner that found the critical one didn't run in 1.1, and looked again in 1.2.
    assert!(markdown.contains("| 1: 1 medium<br>1 that was open is not checked | bandit |"));
    assert_eq!(markdown.matches("that was open").count(), 1, "{markdown}");
}

/// The lines of a table in Markdown whose first cells hold a text.
fn row(markdown: &str, text: &str) -> Vec<String> {
    let lines = markdown.lines().filter(|line| line.starts_with('|'));
    let mut found = lines.filter(|line| letters(line).contains(&letters(text)));
    let line = found.next().unwrap_or_else(|| panic!("{text} is not in\n{markdown}"));
    assert!(found.next().is_none(), "{text} is in two rows");
    line.trim_matches('|').split(" | ").map(letters).collect()
}

/// What versions say in words, in runs of those that say the same.
fn runs(said: &[String], versions: &[String]) -> String {
    let mut runs: Vec<(String, usize, usize)> = Vec::new();
    for (at, said) in said.iter().enumerate() {
        match runs.last_mut() {
            Some((before, _, last)) if before == said => *last = at,
            _ => runs.push((said.clone(), at, at)),
        }
    }
    let told = runs.into_iter().map(|(said, first, last)| {
        let to = if first == last { String::new() } else { format!(" to {}", versions[last]) };
        format!("{said} in {}{to}", versions[first])
    });
    letters(&told.collect::<Vec<_>>().join(", "))
}

#[test]
fn each_row_says_what_each_version_says() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["three", "seven"] {
        let to = folder.path().join(name);
        let history = chain(&rendered(name, &to), &into(&to.join("out")));
        let markdown = fs::read_to_string(to.join("out/history.md")).unwrap();
        let names: Vec<String> = list(&history, "versions")
            .map(|it| text(&it["subject"], "version").to_owned())
            .collect();
        let things = list(&history, "findings").map(|it| (text(it, "title"), &it["seen"]));
        let things =
            things.chain(list(&history, "claims").map(|it| (text(it, "statement"), &it["states"])));
        for (words, said) in things {
            let said = said.as_array().unwrap().iter();
            let said: Vec<String> =
                said.map(|it| it.as_str().unwrap_or("not_there").replace('_', " ")).collect();
            let cells = row(&markdown, words);
            if names.len() > 4 {
                assert_eq!(*cells.last().unwrap(), runs(&said, &names), "{words}");
            } else {
                let last: Vec<String> = said.iter().map(|said| letters(said)).collect();
                let cells: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
                assert_eq!(cells[cells.len() - last.len()..], last, "{words}");
            }
        }
    }
}

#[test]
fn what_does_not_hold_and_what_is_open_stands_first_in_every_format() {
    let claims =
        ["refuted", "broken", "stale", "unsupported", "not_applicable", "supported", "gone"];
    let seen =
        ["open", "not_checked", "accepted", "suppressed", "false_positive", "fixed", "absent"];
    let folder = tempfile::tempdir().unwrap();
    let history = chain(&rendered("three", folder.path()), &into(folder.path()));
    let newest = |it: &Value, all: &str| {
        it[all].as_array().unwrap().last().unwrap().as_str().unwrap_or("gone").to_owned()
    };
    let place = |order: &[&str], word: &str| order.iter().position(|it| *it == word).unwrap();
    let mut states = BTreeSet::new();
    for format in ["md", "html"] {
        let page = printed(&folder.path().join(format!("history.{format}")));
        // The sections, not the contents: a title stands in its row alone.
        let ranked = |name: &str, words: &str, all: &str, order: &[&str]| {
            let mut ranked: Vec<(usize, usize)> = list(&history, name)
                .map(|it| {
                    (page.rfind(&letters(text(it, words))).unwrap(), place(order, &newest(it, all)))
                })
                .collect();
            ranked.sort_unstable();
            ranked.into_iter().map(|(_, rank)| rank).collect::<Vec<_>>()
        };
        let ranks = [
            ranked("claims", "statement", "states", &claims),
            ranked("findings", "title", "seen", &seen),
        ];
        assert!(ranks.iter().all(|ranks| ranks.is_sorted()), "{format}: {ranks:?}");
        states.extend(ranks.concat());
    }
    assert!(states.len() >= 4, "{states:?}");
}

#[test]
fn the_same_reports_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
    for to in [&one, &other] {
        let reports = rendered("seven", to);
        let output = signoff(
            &[
                &["diff", "--chain", "--format", "json"][..],
                &reports.iter().map(|it| it.to_str().unwrap()).collect::<Vec<_>>(),
                &into(&to.join("out")),
            ]
            .concat(),
        );
        // What is printed is what is written.
        assert_eq!(output.stdout, fs::read(to.join("out/history.json")).unwrap());
    }
    assert_eq!(files(&one.join("out")), files(&other.join("out")));
    let names: Vec<String> = files(&one.join("out")).into_keys().collect();
    assert_eq!(names, ["history.html", "history.json", "history.md"]);
}

#[test]
fn nothing_foreign_is_markup() {
    let folder = tempfile::tempdir().unwrap();
    chain(&rendered("hostile", folder.path()), &into(&folder.path().join("out")));
    let of = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let (page, markdown) = (of("history.html"), of("history.md"));
    for raw in ["<script", "b/<i>", "href=\"javascript", "\u{202e}"] {
        assert!(!page.contains(raw), "{raw}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    for raw in ["<script", "b/<i>", "[a](javascript", "\u{202e}"] {
        assert!(!markdown.contains(raw), "{raw}");
    }
}

#[test]
fn all_formats_of_this_build_are_written_unless_some_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let reports = rendered("other-policy", folder.path());
    let reports: Vec<&str> = reports.iter().map(|it| it.to_str().unwrap()).collect();
    let written = |name: &str, more: &[&str]| -> Vec<String> {
        let to = folder.path().join(name);
        let here = ["-o", to.to_str().unwrap()];
        let output = signoff(&[&["diff", "--chain"], &reports[..], &here, more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        files(&to).into_keys().collect()
    };
    let pdf = cfg!(feature = "pdf").then_some("history.pdf");
    let all: Vec<&str> =
        ["history.html", "history.json", "history.md"].into_iter().chain(pdf).collect();
    assert_eq!(written("all", &["--paper", "letter"]), all);
    assert_eq!(written("one", &["--formats", "md"]), ["history.md"]);
}

#[test]
fn what_a_chain_does_not_have_is_bad_usage() {
    let folder = tempfile::tempdir().unwrap();
    let report = side(&json!({}), folder.path());
    let report = report.to_str().unwrap();
    let to = folder.path().join("told");
    for (more, expected) in [
        (&["--formats", "md,sarif", "-o", to.to_str().unwrap()][..], "SARIF holds two reports"),
        (&["--format", "comment"], "a comment is on two reports"),
        (&["--fail-on", "new"], "cannot be used with"),
    ] {
        let output = signoff(&[&["diff", "--chain", report, report], more].concat());
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(expected), "{said}");
        assert!(!to.exists());
    }
}

#[test]
fn ids_and_versions_lead_into_the_reports_where_they_lie() {
    let folder = tempfile::tempdir().unwrap();
    let reports = rendered("three", folder.path());
    // The newest has a page beside its report.json, the others have none.
    let (findings, out) = (folder.path().join("v3/findings.json"), folder.path().join("v3/out"));
    let to = [findings.to_str().unwrap(), "-o", out.to_str().unwrap()];
    let more = ["--formats", "html,json", "--as-of", "2026-03-22"];
    assert!(signoff(&[&["render"], &to[..], &more].concat()).status.success());
    chain(&reports, &into(&folder.path().join("told")));
    let page = fs::read_to_string(folder.path().join("told/history.html")).unwrap();
    for expected in [
        "<a href=\"../v3/out/report.html\">1.2</a>",
        "href=\"../v3/out/report.html#finding-_4e-2\"",
        "href=\"../v3/out/report.html#claim-latency\"",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    assert!(!page.contains("../v1/"));
}

#[test]
fn the_examples_make_a_chain_and_two_systems_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let all = examples();
    let reports: Vec<PathBuf> = all.iter().map(|example| example.findings.clone()).collect();
    let as_of = ["--as-of", AS_OF];
    let history = chain(&reports, &[&as_of[..], &into(folder.path())].concat());
    accounts(&history);
    assert_eq!(missing(wanted(&history), &folder.path().join("history.md")), Vec::<String>::new());
    let version = |name: &str| {
        let to = folder.path().join(name);
        let example = all.iter().find(|it| it.name == name).unwrap();
        render(&example.findings, &to, &["--formats", "json"]);
        to.join("report.json").to_str().unwrap().to_owned()
    };
    let [before, after, other] =
        ["predictive-maintenance-before", "predictive-maintenance-after", "repairx"].map(version);
    let said = |versions: &[&str]| {
        let output = signoff(&[&["diff", "--chain"], versions].concat());
        assert!(output.status.success());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(&output.stdout), text(&output.stderr))
    };
    let (printed, warned) = said(&[&before, &after]);
    assert!(printed.contains("v1") && !warned.contains("two systems"), "{printed}\n{warned}");
    let (_, warned) = said(&[&before, &after, &other]);
    assert_eq!(warned.matches("the reports are of two systems").count(), 1, "{warned}");
}
