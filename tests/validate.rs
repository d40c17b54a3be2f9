//! What validation makes of findings files that are right: derived ids, merging, places.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]
#![expect(clippy::unwrap_used, reason = "a test fails where its fixture is not as expected")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use signoff::diagnostic::Diagnostic;
use signoff::model::{DeclaredStatus, Digest, Findings, Id, Link, Method};
use signoff::schema::{Input, Validated, validate};

fn input(path: &str, text: impl Into<Vec<u8>>) -> Input {
    Input { name: format!("./{path}"), path: path.to_owned(), bytes: text.into() }
}

fn document(members: &str) -> String {
    format!(r#"{{"signoff": "1", "subject": {{"name": "Shop"}}{members}}}"#)
}

fn valid(inputs: Vec<Input>) -> Validated {
    match validate(inputs) {
        Ok((validated, diagnostics)) => {
            assert_eq!(diagnostics, []);
            validated
        }
        Err(diagnostics) => panic!("{diagnostics:#?}"),
    }
}

fn codes(result: Result<(Validated, Vec<Diagnostic>), Vec<Diagnostic>>) -> Vec<&'static str> {
    result.expect_err("it is wrong").iter().map(|diagnostic| diagnostic.code).collect()
}

fn harbour() -> Validated {
    valid(vec![input("harbour.json", fs::read("tests/valid/harbour.json").unwrap())])
}

fn findings_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            findings_below(&path, found);
        } else if path.ends_with("findings.json") {
            found.push(path);
        }
    }
}

#[test]
fn every_example_is_valid() {
    let mut paths = Vec::new();
    findings_below(Path::new("examples"), &mut paths);
    assert!(!paths.is_empty());
    for path in paths {
        let name = path.display().to_string();
        let validated = valid(vec![Input {
            name,
            path: "findings.json".into(),
            bytes: fs::read(&path).unwrap(),
        }]);
        assert!(!validated.findings().claims.is_empty());
    }
}

#[test]
fn the_smallest_file_is_valid() {
    let validated = valid(vec![input("a.json", document(""))]);
    assert_eq!(validated.findings().subject.name, "Shop");
    let inputs = validated.inputs();
    assert_eq!((inputs.len(), inputs[0].path.as_str()), (1, "a.json"));
    assert_eq!(inputs[0].sha256, Digest::of(document("").as_bytes()));
    assert_eq!(inputs[0].size, document("").len() as u64);
    assert_eq!(validated.text(0), document("").as_bytes());
    assert_eq!(validated.text(1), b"");
}

#[test]
fn nothing_is_told_apart_from_an_empty_file() {
    assert_eq!(codes(validate(Vec::new())), ["no-input"]);
}

#[test]
fn what_was_left_out_is_derived() {
    let harbour = harbour();
    let findings = harbour.findings();
    assert_eq!(findings.findings[0].tool.as_deref(), Some("bandit"));
    assert_eq!(findings.evidence[0].method, Some(Method::Test));
    assert_eq!(findings.evidence[0].collected_at.unwrap().to_string(), "2025-08-26T10:12:00Z");
    assert_eq!(findings.evidence[2].method, Some(Method::Examine));
    let images = &findings.claims[3].claims[0];
    assert_eq!(images.id.as_str(), "claim-images-are-built-in-stages");
    assert_eq!(images.category, Some(Id::from("operations")));
    assert_eq!(images.declared[0].status, Some(DeclaredStatus::Pass));
    assert_eq!(findings.measures[0].id.as_str(), "cost.month");
    assert_eq!(findings.claims[0].measure.as_ref().unwrap().id.as_str(), "http.p95-api");
    assert_eq!(findings.checklists[0].items[0].id.as_str(), "item-rollback-written-down");
}

#[test]
fn every_link_has_a_place() {
    let harbour = harbour();
    let text = fs::read_to_string("tests/valid/harbour.json").unwrap();
    let at = |owner: Option<&str>, link: &Link| {
        let owner = owner.map(Id::from);
        let place = harbour.places_of_links(&[(owner.as_ref(), link)]).remove(0)?;
        let span = place.span.unwrap();
        let line = text.lines().nth(span.line - 1).unwrap();
        Some((place.path, line[span.column - 1..].to_owned()))
    };
    let short = |text: &str| Link::short(text);
    let (path, there) = at(Some("health-checks"), &short("old-report#L27")).unwrap();
    assert_eq!(path, "/claims/3/claims/1/evidence/0");
    assert!(there.starts_with(r#""old-report#L27", { "in""#), "{there}");
    let long = &harbour.findings().claims[3].claims[1].evidence[1];
    let (path, there) = at(Some("health-checks"), long).unwrap();
    assert_eq!(path, "/claims/3/claims/1/evidence/1");
    assert!(there.starts_with(r#"{ "in": "load-test""#), "{there}");
    let path = |owner: &str, link: &str| at(Some(owner), &short(link)).map(|(path, _)| path);
    let value = "load-test#/metrics/http_req_duration/p(95)";
    assert_eq!(path("http.p95-api", value).unwrap(), "/claims/0/measure/value");
    assert_eq!(path("http.p95-api", "3.4 s").unwrap(), "/claims/0/measure/baseline");
    let derived = "claim-images-are-built-in-stages";
    assert_eq!(path(derived, "old-report#L25").unwrap(), "/claims/3/claims/0/evidence/0");
    assert_eq!(path(derived, "old-report#L26"), None, "it has no such link");
    assert_eq!(path("nothing", "old-report#L25"), None);
    let (path, there) = at(None, &short("old-report#L131")).unwrap();
    assert_eq!(path, "/report/declared/1/from/0");
    assert!(there.starts_with(r#""old-report#L131"] }"#), "{there}");
}

#[test]
fn links_that_say_the_same_have_a_place_each() {
    let claim = document(
        r#", "claims": [{"id": "c", "statement": "It holds", "evidence": ["this#/a", "this#/b", "this#/a"]}]"#,
    );
    let valid = valid(vec![input("findings.json", claim)]);
    let (id, link) = (Id::from("c"), Link::short("this#/a"));
    let places = valid.places_of_links(&[(Some(&id), &link); 3]);
    let paths: Vec<_> = places.into_iter().map(|place| place.map(|place| place.path)).collect();
    let path = |at: u8| Some(format!("/claims/0/evidence/{at}"));
    assert_eq!(paths, [path(0), path(2), None]);
}

#[test]
fn files_are_merged_and_their_paths_are_those_of_the_root() {
    let people = document(
        r#", "evidence": [{"id": "notes", "path": "notes.md"}], "categories": [{"title": "Speed"}],
        "claims": [{"id": "c", "statement": "It holds", "evidence": ["notes#L1", "scan#/a"]}], "artifacts": [{"path": "notes.md"}, {"path": "src/main.rs"}]"#,
    );
    let scan = document(
        r#", "evidence": [{"id": "scan", "path": "../out/scan.json"}], "categories": [{"title": "Speed"}],
        "claims": [{"id": "c", "statement": "It holds", "evidence": ["notes#L1", "scan#/a"]}],
        "findings": [{"id": "F", "rule": "X", "title": "T", "severity": "low", "refutes": ["c"], "evidence": ["this#/subject"]}]"#,
    );
    let merged =
        valid(vec![input("people/findings.json", people), input("ci/findings.json", scan)]);
    let findings = merged.findings();
    let paths: Vec<_> = findings.evidence.iter().map(|evidence| evidence.path.as_str()).collect();
    assert_eq!(paths, ["people/notes.md", "out/scan.json"]);
    assert_eq!((findings.claims.len(), findings.categories.len()), (1, 1), "what is equal is one");
    let listed: Vec<_> = findings.artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
    assert_eq!(
        listed,
        ["people/notes.md", "src/main.rs"],
        "a listed file that is evidence has its path"
    );
    assert_eq!((merged.source_of(&Id::from("c")), merged.source_of(&Id::from("F"))), (0, 1));
    let link = Link::short("this#/subject");
    let places = merged.places_of_links(&[(Some(&Id::from("F")), &link)]);
    let place = places[0].as_ref().unwrap();
    assert_eq!(
        (place.file.as_str(), place.path.as_str()),
        ("./ci/findings.json", "/findings/0/evidence/0")
    );
    assert_eq!(merged.inputs()[1].path, "ci/findings.json");
}

#[test]
fn the_same_file_twice_is_that_file() {
    let bytes = fs::read("tests/valid/harbour.json").unwrap();
    let twice = valid(vec![input("a.json", bytes.clone()), input("b.json", bytes)]);
    assert_eq!(twice.findings(), harbour().findings());
}

#[test]
fn what_one_file_has_twice_without_an_id_stays_two() {
    let twins = document(
        r#", "findings": [{"rule": "X", "title": "T", "severity": "low"}, {"rule": "X", "title": "T", "severity": "low"}]"#,
    );
    let one = valid(vec![input("a.json", twins.clone())]);
    let ids: Vec<_> =
        one.findings().findings.iter().map(|finding| finding.id.to_string()).collect();
    assert_eq!(ids[1], format!("{}-2", ids[0]));
    let both = valid(vec![input("a.json", twins.clone()), input("b.json", twins)]);
    assert_eq!(both.findings().findings.len(), 2);
}

#[test]
fn this_in_what_is_said_of_the_report_is_one_file() {
    let said = |words: &str| {
        document(&format!(
            r#", "report": {{"declared": [{{"words": "{words}", "from": ["this#/subject"]}}]}}"#
        ))
    };
    let merged = valid(vec![input("a.json", document("")), input("b.json", said("Ready"))]);
    assert_eq!(merged.source_of_report(), 1);
    let both = validate(vec![input("a.json", said("Ready")), input("b.json", said("Nearly"))]);
    assert_eq!(codes(both), ["merge-conflict"]);
}

#[test]
fn standard_input_lies_in_the_root() {
    let evidence = document(r#", "evidence": [{"id": "e", "path": "./scan.json"}]"#);
    let read = valid(vec![Input { name: "-".into(), path: "-".into(), bytes: evidence.into() }]);
    assert_eq!(read.findings().evidence[0].path, "scan.json");
    assert_eq!(read.inputs()[0].path, "stdin.json");
}

#[test]
fn an_item_without_a_claim_is_one() {
    let list = |rest: &str| {
        document(&format!(
            r#", "claims": [{{"id": "c", "statement": "It holds", "supported_by": ["dns"]}}],
               "checklists": [{{"title": "Launch", "items": [{{"id": "dns", "title": "DNS switched"{rest}}}]}}]"#
        ))
    };
    valid(vec![input("a.json", list(""))]);
    let named = list(r#", "claim": "c""#);
    assert_eq!(codes(validate(vec![input("a.json", named)])), ["wrong-kind"]);
}

#[test]
fn a_long_chain_is_no_cycle_and_closing_it_is() {
    let chain = |last: &str| {
        let claims: Vec<String> = (0..20_000)
            .map(|at| {
                let next = if at == 19_999 { last.to_owned() } else { format!("\"c{}\"", at + 1) };
                format!(r#"{{"id": "c{at}", "statement": "S{at}", "supported_by": [{next}]}}"#)
            })
            .collect();
        document(&format!(r#", "claims": [{}]"#, claims.join(",")))
    };
    valid(vec![input("a.json", chain(""))]);
    let errors = validate(vec![input("a.json", chain("\"c0\""))]).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].place.as_ref().unwrap().path, "/claims/19999/supported_by/0");
    assert!(
        errors[0].message.contains("`c0` → `c1`") && errors[0].message.len() < 400,
        "{}",
        errors[0].message
    );
}

/// Each waiver lists what it covers: five hundred times a thousand findings is the most.
#[test]
fn what_waivers_cover_together_has_a_limit() {
    let finding = r#"{"rule": "X1", "severity": "low", "title": "t", "location": {"path": "a.py"}, "fingerprints": {"a/v1": "1", "b/v1": "1"}}"#;
    let listed = |one: &str, times| vec![one; times].join(",");
    let with = |of: &str, waivers| {
        let waiver = format!(
            r#"{{"of": {of}, "reason": "r", "requested_by": "ana", "approved_by": "ben", "granted": "2025-08-27", "expires": "2025-08-28"}}"#
        );
        let (findings, waivers) = (listed(finding, 1000), listed(&waiver, waivers));
        let document = document(&format!(r#", "findings": [{findings}], "waivers": [{waivers}]"#));
        validate(vec![input("findings.json", document)])
    };
    for of in [r#"{"rule": "X1"}"#, r#"{"rule": "X1", "path": "a.py"}"#, r#"{"fingerprint": "1"}"#]
    {
        assert!(with(of, 500).is_ok(), "{of}");
        let told = with(of, 502).expect_err("it is too much");
        let paths: Vec<_> =
            told.iter().map(|one| one.place.as_ref().unwrap().path.as_str()).collect();
        assert_eq!((told[0].code, paths), ("too-many-items", vec!["/waivers/500/of"]), "{of}");
    }
    assert!(with(r#"{"rule": "X2"}"#, 1002).is_ok());
}

#[test]
fn problems_beyond_a_hundred_are_counted() {
    let finding = r#"{"rule": "X", "title": "T", "severity": "low", "run": "none"}"#;
    for (many, expected) in [(100, 100), (101, 101), (250, 101)] {
        let findings = vec![finding; many].join(",");
        let errors =
            validate(vec![input("a.json", document(&format!(r#", "findings": [{findings}]"#)))])
                .unwrap_err();
        assert_eq!(errors.len(), expected);
        let last = errors.last().unwrap();
        let told = last.code == "too-many-errors"
            && last.message.starts_with(&format!("{} more", many - 100));
        assert_eq!(told, many > 100, "{last:?}");
    }
}

#[test]
fn validated_findings_follow_the_schema_again() {
    let findings = harbour().into_findings();
    let again: Findings = serde_json::from_value(serde_json::to_value(&findings).unwrap()).unwrap();
    assert_eq!(again, findings);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Cutting, doubling and overwriting bytes of a right file never panics, and what is told has a place in it.
    #[test]
    fn no_damage_makes_it_panic(at in 0usize..9000, length in 0usize..60, byte in any::<u8>(), how in 0u8..4) {
        let mut bytes = fs::read("tests/valid/harbour.json").unwrap();
        let at = at % bytes.len();
        let end = (at + length).min(bytes.len());
        match how {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes[at] = byte,
            _ => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
        }
        let size = bytes.len();
        if let Err(diagnostics) = validate(vec![input("a.json", bytes)]) {
            prop_assert!(!diagnostics.is_empty());
            for diagnostic in diagnostics {
                if let Some(span) = diagnostic.place.and_then(|place| place.span) {
                    prop_assert!(span.start <= span.end && span.end <= size.max(1));
                }
            }
        }
    }
}
