//! Claims that rest on tests, scans and coverage, from the bytes to the report: what ran supports, what was
//! skipped or never looked at supports nothing, and what says otherwise refutes (SEMANTICS rules 9 to 11).
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::{AS_OF, root, signoff};

/// The report of one claim `c` with those links, or with that measure, beside the evidence.
fn report(claim: &Value, runs: &Value, policy: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let places = root().join("tests/places");
    let entry = |id: &str, path: &str| {
        let target = folder.path().join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(places.join(path), target).unwrap();
        json!({ "id": id, "path": path, "method": "test" })
    };
    let mut evidence = vec![
        entry("suite", "test/surefire.xml"),
        entry("skipped", "test/pytest-all-skipped.xml"),
        entry("scan", "sarif/semgrep.sarif"),
        entry("crash", "sarif/failed-run.sarif"),
        entry("nothing", "vacuous/bandit-no-code.json"),
        entry("uncovered", "vacuous/lcov-no-line.info"),
    ];
    fs::write(folder.path().join("empty.log"), "\n").unwrap();
    evidence.push(json!({ "id": "empty", "path": "empty.log", "method": "test" }));
    let mut of_run = entry("of-run", "xml/cobertura-pytest.xml");
    of_run["run"] = json!("ran");
    evidence.push(of_run);
    let mut tested = entry("tested", "test/pytest.xml");
    tested["run"] = json!("ran");
    evidence.push(tested);
    let findings = json!({
        "signoff": "1", "subject": { "name": "shop" }, "runs": runs, "evidence": evidence, "claims": [claim],
    });
    let file = folder.path().join("findings.json");
    fs::write(&file, findings.to_string()).unwrap();
    assessed(folder.path(), &file, policy)
}

fn assessed(folder: &Path, file: &Path, policy: &str) -> Value {
    let rules = folder.join("signoff.toml");
    fs::write(&rules, policy).unwrap();
    let out = folder.join("out");
    let output = signoff(&[
        "render",
        file.to_str().unwrap(),
        "-o",
        out.to_str().unwrap(),
        "--policy",
        rules.to_str().unwrap(),
        "--formats",
        "json",
        "--as-of",
        AS_OF,
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&fs::read(out.join("report.json")).unwrap()).unwrap()
}

const POLICY: &str = "[[gate]]\ntype = \"required-claims\"\n[[gate]]\ntype = \"evidence\"\n";

/// The claim's state, the link's, the link's reason and the outcome of the gate on evidence.
fn told(link: &Value) -> [String; 4] {
    let claim = json!({ "id": "c", "statement": "It works", "required": true, "evidence": [link] });
    let report = report(&claim, &json!([{ "id": "ran", "tool": { "name": "t" } }]), POLICY);
    let link = &report["claims"][0]["evidence"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    [
        text(&report["claims"][0]["state"]),
        text(&link["state"]),
        text(&link["because"]),
        text(&report["gates"][1]["outcome"]),
    ]
}

fn states(link: &Value) -> [String; 2] {
    let [claim, link, ..] = told(link);
    [claim, link]
}

#[test]
fn a_test_is_expected_to_have_passed() {
    let case = |name: &str| states(&json!(format!("suite#test:com.example.UnitTests > {name}")));
    assert_eq!(case("testAddition"), ["supported", "holds"]);
    assert_eq!(case("testMultiplication"), ["refuted", "misses"]);
    assert_eq!(case("testModulo"), ["refuted", "misses"]);
    assert_eq!(case("testDivision"), ["unsupported", "vacuous"]);
    assert_eq!(case("testNothing"), ["broken", "broken"]);
    assert_eq!(states(&json!("suite#test:com.example.IntegrationTests")), ["supported", "holds"]);
    assert_eq!(states(&json!("suite#test:com.example.UnitTests")), ["refuted", "misses"]);
}

#[test]
fn a_skipped_case_neither_holds_nor_misses() {
    let with = |expect: &str| {
        let at = "test:com.example.UnitTests > testDivision";
        told(&json!({ "in": "suite", "at": at, "expect": expect }))
    };
    for expect in ["== passed", "== skipped", "!= failed", "in [\"passed\"]"] {
        let expected = ["unsupported", "vacuous", "the test case was skipped", "fail"];
        assert_eq!(with(expect), expected, "{expect}");
    }
    // How many there are of that name is another question.
    assert_eq!(with("count == 2")[0], "refuted");
    assert_eq!(with("count == 1")[1], "vacuous");
}

#[test]
fn what_shows_nothing_supports_nothing() {
    for (evidence, at, expect) in [
        ("skipped", "xml:/testsuites/testsuite/@failures", "== 0"),
        ("skipped", "xml://failure", "count == 0"),
        ("crash", "sarif:D2", "count == 0"),
        ("crash", "/runs/0/tool/driver/name", "== demo-analyzer"),
        ("nothing", "/results", "count == 1"),
        ("uncovered", "re:LH:(\\d+)", "== 0"),
        ("empty", "re:(ERROR)", "count == 0"),
    ] {
        let [claim, link, because, gate] =
            told(&json!({ "in": evidence, "at": at, "expect": expect }));
        assert_eq!([claim, link, gate], ["unsupported", "vacuous", "fail"], "{evidence} {at}");
        assert!(!because.is_empty());
    }
    for evidence in ["skipped", "empty", "crash"] {
        assert_eq!(states(&json!(evidence)), ["unsupported", "vacuous"], "{evidence}");
    }
    assert_eq!(states(&json!("scan")), ["supported", "holds"]);
}

#[test]
fn a_miss_in_vacuous_evidence_stays_a_miss() {
    let refuted = ["refuted", "misses"];
    let few =
        json!({ "in": "skipped", "at": "xml:/testsuites/testsuite/@tests", "expect": ">= 3" });
    assert_eq!(states(&few), refuted);
    let found = json!({ "in": "crash", "at": "sarif:D1", "expect": "count == 0" });
    assert_eq!(states(&found), refuted);
}

#[test]
fn results_of_a_scan_are_counted_by_rule() {
    let scan = |rule: &str, expect: &str| {
        states(&json!({ "in": "scan", "at": format!("sarif:{rule}"), "expect": expect }))
    };
    assert_eq!(scan("shop.sql", "count == 0"), ["supported", "holds"]);
    assert_eq!(scan("shop.eval", "count == 0"), ["refuted", "misses"]);
    assert_eq!(scan("shop.eval", "!= error"), ["refuted", "misses"]);
    assert_eq!(scan("shop.shell", "in [\"warning\", \"note\"]"), ["supported", "holds"]);
    assert_eq!(scan("shop.sql", "== none"), ["broken", "broken"]);
}

#[test]
fn a_run_that_failed_or_looked_at_nothing_makes_what_it_wrote_vacuous() {
    let with = |run: &Value, link: &str| {
        let mut ran = json!({ "id": "ran", "tool": { "name": "t" } });
        ran.as_object_mut().unwrap().extend(run.as_object().unwrap().clone());
        let claim = json!({ "id": "c", "statement": "It works", "evidence": [link] });
        let report = report(&claim, &json!([ran]), POLICY);
        let link = &report["claims"][0]["evidence"][0];
        (link["state"].as_str().unwrap().to_owned(), link["because"].as_str().map(str::to_owned))
    };
    let coverage = "of-run#xml:/coverage/@line-rate";
    assert_eq!(with(&json!({ "exit_code": 1 }), coverage), ("holds".to_owned(), None));
    let failed = "the run `ran` failed, with exit code 70".to_owned();
    assert_eq!(with(&json!({ "exit_code": 70 }), coverage), ("vacuous".to_owned(), Some(failed)));
    let nothing = "the run `ran` looked at nothing".to_owned();
    assert_eq!(with(&json!({ "checked": 0 }), coverage), ("vacuous".to_owned(), Some(nothing)));
    let case = "tested#test:tests.test_cart > test_total";
    assert_eq!(with(&json!({ "exit_code": 70 }), case).0, "holds");
    assert_eq!(with(&json!({ "checked": 0 }), case).0, "vacuous");
}

#[test]
fn what_is_read_from_vacuous_evidence_is_no_measurement() {
    let policy = "[[gate]]\ntype = \"measure\"\nmetric = \"lines\"\ntarget = \">= 0 lines\"\n";
    let measured = |value: &str, target: &str| {
        let measure = json!({ "id": "m", "metric": "lines", "unit": "lines", "value": value, "target": target });
        let claim = json!({ "id": "c", "statement": "Covered", "measure": measure });
        let report = report(&claim, &json!([{ "id": "ran", "tool": { "name": "t" } }]), policy);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        [
            text(&report["measures"][0]["state"]),
            text(&report["claims"][0]["state"]),
            text(&report["gates"][0]["outcome"]),
        ]
    };
    let (covered, nothing) = ("of-run#xml:/coverage/@lines-valid", "uncovered#re:^LF:(\\d+)");
    assert_eq!(measured(covered, ">= 0 lines"), ["met", "supported", "pass"]);
    assert_eq!(measured(nothing, ">= 0 lines"), ["no_value", "unsupported", "undetermined"]);
    // Its own target is missed, so it refutes; the gate's weaker one isn't met by it.
    assert_eq!(measured(nothing, ">= 1 lines"), ["missed", "refuted", "undetermined"]);
}

#[test]
fn elsewhere_than_under_a_claim_a_test_is_merely_named() {
    let claim = json!({ "id": "c", "statement": "It works",
        "declared": [{ "status": "fail", "from": ["suite#test:com.example.UnitTests > testModulo"] }] });
    let report = report(&claim, &json!([{ "id": "ran", "tool": { "name": "t" } }]), POLICY);
    let from = &report["claims"][0]["declared"][0]["from"][0];
    assert_eq!(from["state"], "resolves");
    assert_eq!(from["value"], "error");
    assert_eq!(from["expect"], Value::Null);
}
