//! Checkers' outputs through the binary: as findings, and on the way to a report.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::project::{BANDIT, CLAIMS, JUNIT, piped, project, read, rendered, run, text, write};

#[test]
fn outputs_are_ingested_on_the_way_and_the_package_holds_all() {
    let project = project();
    let folder = project.path();
    let report = rendered(folder, &["claims.json", "reports/bandit.json", "reports/junit.xml"]);
    let rules: Vec<&Value> =
        report["findings"].as_array().unwrap().iter().map(|it| &it["rule"]).collect();
    assert!(rules.contains(&&json!("B102")), "{rules:?}");
    assert_eq!(report["subject"]["version"], "2");
    for name in ["claims.json", "ingested.json", "reports/bandit.json", "reports/junit.xml"] {
        assert!(folder.join("out/inputs").join(name).is_file(), "{name}");
    }
    // The name that the findings have given keeps its meaning.
    let made = read(folder, "out/inputs/ingested.json");
    let ids: Vec<&Value> =
        made["evidence"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert_eq!(ids, [&json!("bandit-2"), &json!("junit")]);
    assert!(!folder.join("ingested.json").exists(), "no file is made beside the findings");
    // A package in which an output was changed is found out.
    write(folder, "out/inputs/reports/bandit.json", "{}");
    assert_eq!(run(folder, &["verify", "out"]).status.code(), Some(4));
}

#[test]
fn each_command_that_takes_findings_takes_outputs() {
    let project = project();
    let folder = project.path();
    let files = ["claims.json", "reports/bandit.json"];
    let check = run(folder, &[&["check"], &files[..]].concat());
    assert_eq!(check.status.code(), Some(1), "{}", text(&check));
    assert!(String::from_utf8_lossy(&check.stdout).contains("no-high"));
    let valid = run(folder, &[&["validate"], &files[..]].concat());
    assert_eq!(valid.status.code(), Some(0), "{}", text(&valid));
    let told = String::from_utf8_lossy(&valid.stdout).into_owned();
    assert!(told.starts_with("valid: 1 claim, 1 finding, 0 measures, 2 pieces"), "{told}");
    let explain = run(folder, &[&["explain", "no-high"], &files[..]].concat());
    assert_eq!(explain.status.code(), Some(0), "{}", text(&explain));
    let bundle = run(folder, &[&["bundle", "-o", "x.zip"], &files[..]].concat());
    assert_eq!(bundle.status.code(), Some(0), "{}", text(&bundle));
    assert_eq!(run(folder, &["verify", "x.zip"]).status.code(), Some(0));
}

#[test]
fn outputs_alone_need_a_subject_and_findings_have_one() {
    let project = project();
    let folder = project.path();
    let alone = run(folder, &["check", "reports/junit.xml"]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(text(&alone).contains("--subject"), "{}", text(&alone));
    assert_eq!(
        rendered(folder, &["reports/junit.xml", "--subject", "shop"])["subject"]["name"],
        "shop"
    );
    for files in [&["claims.json"][..], &["claims.json", "reports/junit.xml"]] {
        let both = run(folder, &[&["check", "--subject", "shop"], files].concat());
        assert_eq!(both.status.code(), Some(2));
        assert!(text(&both).contains("which have a subject"), "{}", text(&both));
    }
    let report = run(folder, &["check", "out/report.json", "--subject", "shop"]);
    assert_eq!(report.status.code(), Some(2), "{}", text(&report));
}

#[test]
fn what_lies_outside_the_root_or_nowhere_is_copied_as_evidence() {
    let project = project();
    let outer = project.path();
    fs::create_dir_all(outer.join("app/evidence")).unwrap();
    write(outer, "app/findings.json", r#"{ "signoff": "1", "subject": { "name": "shop" } }"#);
    // A name that something else has is left to it.
    write(outer, "app/evidence/junit.xml", "<other/>");
    let inner = &outer.join("app");
    rendered(inner, &["findings.json", "../reports/junit.xml"]);
    let copy = fs::read_to_string(inner.join("out/inputs/evidence/junit-2.xml")).unwrap();
    assert_eq!(copy, JUNIT);
    assert!(!inner.join("evidence/junit-2.xml").exists());
    let stdin = ["render", "-", "--subject", "shop", "-o", "piped", "--formats", "json"];
    let output = piped(inner, &stdin, JUNIT);
    assert!(output.status.success(), "{}", text(&output));
    assert_eq!(fs::read_to_string(inner.join("piped/inputs/evidence/stdin")).unwrap(), JUNIT);
    assert_eq!(run(inner, &["verify", "piped"]).status.code(), Some(0));
}

#[test]
fn what_was_ingested_before_is_not_added_twice() {
    let project = project();
    let folder = project.path();
    let ingest = ["ingest", "reports/bandit.json", "-o", "findings.json", "--subject", "shop"];
    assert!(run(folder, &ingest).status.success());
    let once = rendered(folder, &["findings.json"]);
    let twice = rendered(folder, &["findings.json", "reports/bandit.json"]);
    assert_eq!(once["findings"], twice["findings"]);
    // Other bytes than those that the findings were made of.
    write(folder, "reports/bandit.json", &BANDIT.replace("HIGH", "LOW"));
    let stale = run(folder, &["check", "findings.json", "reports/bandit.json"]);
    assert_eq!(stale.status.code(), Some(2));
    assert!(text(&stale).contains("stale-output"), "{}", text(&stale));
    // Evidence that is merely listed, with its digest, hides nothing.
    let digest = signoff::model::Digest::of(BANDIT.as_bytes());
    let listed = CLAIMS.replace(r#""method""#, &format!(r#""sha256": "{digest}", "method""#));
    write(folder, "claims.json", &listed);
    write(folder, "reports/bandit.json", BANDIT);
    let report = rendered(folder, &["claims.json", "reports/bandit.json"]);
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_broken_is_told_with_its_place_and_nothing_is_made() {
    let project = project();
    let folder = project.path();
    write(folder, "cut.json", &BANDIT[..BANDIT.len() - 20]);
    write(folder, "bad.xml", "<testsuite><testcase></testsuite>");
    write(folder, "page.xml", "<page/>");
    write(folder, "other.json", r#"{ "nobody": "knows" }"#);
    for (file, code, place) in [
        ("cut.json", "truncated-file", "cut.json:4:"),
        ("bad.xml", "broken-output", "bad.xml"),
        ("page.xml", "undetected-format", "page.xml"),
        ("other.json", "undetected-format", "other.json"),
    ] {
        let output = run(folder, &["render", "claims.json", file, "-o", "out"]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        let told = text(&output);
        assert!(told.contains(code) && told.contains(place), "{file}: {told}");
        assert!(!folder.join("out").exists());
    }
    // Findings that are broken stay findings.
    let broken = "{ \"subject\": { \"name\": \"shop\" } }";
    write(folder, "findings.json", broken);
    let told = text(&run(folder, &["check", "findings.json"]));
    assert!(told.contains("`signoff` is missing"), "{told}");
}

const LINTX: &str = r#"
name = "lintx"
title = "LintX"
format = "json"
detect = 'has("lintx")'
findings = [{ each = "/issues", map = '{ rule: .code, severity: .level }' }]
severity = { error = "high" }
"#;

#[test]
fn a_policy_names_folders_of_mappings() {
    let project = project();
    let folder = project.path();
    fs::create_dir_all(folder.join("company/checkers")).unwrap();
    write(folder, "company/checkers/lintx.toml", LINTX);
    write(folder, "company/base.toml", "extends = 'minimal'\nadapters = ['checkers']\n");
    write(folder, "x.json", r#"{ "lintx": 1, "issues": [{ "code": "L1", "level": "error" }] }"#);
    let unknown = run(folder, &["check", "claims.json", "x.json"]);
    assert!(text(&unknown).contains("undetected-format"), "{}", text(&unknown));
    // Relative to the file that names it.
    write(folder, "signoff.toml", "extends = 'company/base.toml'\n");
    let report = rendered(folder, &["claims.json", "x.json"]);
    assert_eq!(report["findings"][0]["severity"], "high");
    assert_eq!(report["policy"]["adapters"], json!(["company/checkers"]));
    let ingested = run(folder, &["ingest", "x.json", "-o", "f.json"]);
    assert!(ingested.status.success(), "{}", text(&ingested));
    let listed = run(folder, &["adapters", "list"]);
    assert!(String::from_utf8_lossy(&listed.stdout).contains("lintx"));
    // One that the command line names takes the place of that of the policy.
    fs::create_dir(folder.join("mine")).unwrap();
    write(folder, "mine/lintx.toml", &LINTX.replace("\"high\"", "\"low\""));
    let report = rendered(folder, &["claims.json", "x.json", "--adapters", "mine"]);
    assert_eq!(report["findings"][0]["severity"], "low");
    // A list replaces the inherited one, and a folder has to be there.
    write(folder, "signoff.toml", "extends = 'company/base.toml'\nadapters = []\n");
    assert_eq!(run(folder, &["ingest", "x.json"]).status.code(), Some(2));
    write(folder, "signoff.toml", "adapters = ['nowhere']\n");
    let nowhere = run(folder, &["ingest", "x.json"]);
    assert_eq!(nowhere.status.code(), Some(3));
    assert!(text(&nowhere).contains("nowhere"), "{}", text(&nowhere));
}

/// The folder of samples, where they are at hand.
fn samples() -> Option<std::path::PathBuf> {
    std::env::var_os("SIGNOFF_SAMPLES").map(Into::into)
}

/// What of a finding has to survive the way through SARIF.
fn survives(finding: &Value) -> Value {
    let names = [
        "rule",
        "title",
        "severity",
        "tool_severity",
        "status",
        "status_reason",
        "body",
        "location",
        "fingerprints",
        "help_uri",
    ];
    let mut kept: serde_json::Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), finding[*name].clone())).collect();
    for name in ["codeFlows", "relatedLocations", "tags", "cvss", "package", "baselineState"] {
        kept.insert(format!("properties.{name}"), finding["properties"][name].clone());
    }
    // There is no line 0 in SARIF, though some write it.
    if let Some(Value::Object(location)) = kept.get_mut("location") {
        location.retain(|_, value| *value != 0);
    }
    Value::Object(kept)
}

/// The output as SARIF, which is valid where the schema is at hand: `SIGNOFF_SARIF_SCHEMA` names its file.
fn as_sarif(folder: &Path, file: &str) -> Value {
    let output = run(folder, &["ingest", file, "--to", "sarif", "-o", "there.sarif"]);
    assert!(output.status.success(), "{file}: {}", text(&output));
    let sarif = read(folder, "there.sarif");
    assert_eq!(sarif["version"], "2.1.0");
    if let Some(schema) = std::env::var_os("SIGNOFF_SARIF_SCHEMA") {
        let schema: Value = serde_json::from_slice(&fs::read(schema).unwrap()).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        let wrong: Vec<String> = schema
            .iter_errors(&sarif)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{file}: {wrong:#?}");
    }
    sarif
}

#[test]
fn sarif_is_written_for_other_tools() {
    let project = project();
    let folder = project.path();
    let sarif = as_sarif(folder, "reports/bandit.json");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("B102"), &json!("error")));
    assert!(!folder.join("evidence").exists(), "SARIF needs no copies");
    // To what is there, and without another file; what is added to stays as it is.
    let ingest = ["ingest", "reports/bandit.json", "-o", "findings.json"];
    assert!(run(folder, &ingest).status.success());
    let before = fs::read(folder.join("findings.json")).unwrap();
    let printed = run(folder, &["ingest", "--into", "findings.json", "--to", "sarif"]);
    assert!(printed.status.success(), "{}", text(&printed));
    let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(printed["runs"][0]["results"][0]["ruleId"], "B102");
    assert_eq!(fs::read(folder.join("findings.json")).unwrap(), before);
    assert_eq!(run(folder, &["ingest"]).status.code(), Some(2));
}

#[test]
fn what_came_from_sarif_goes_there_and_comes_back() {
    let Some(samples) = samples() else { return };
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    let mut findings = 0;
    for sample in support::files(&samples.join("sarif")).keys() {
        let bytes = fs::read(samples.join("sarif").join(sample)).unwrap();
        fs::write(folder.join("here.sarif"), bytes).unwrap();
        as_sarif(folder, "here.sarif");
        for (from, to) in [("here.sarif", "first.json"), ("there.sarif", "second.json")] {
            let output = run(folder, &["ingest", from, "-o", to, "--adapter", "sarif"]);
            assert!(output.status.success(), "{sample}: {}", text(&output));
        }
        let [first, second] = ["first.json", "second.json"].map(|name| {
            let all = read(folder, name)["findings"].as_array().cloned().unwrap_or_default();
            all.iter().map(survives).collect::<Vec<_>>()
        });
        assert_eq!(first, second, "{sample}");
        findings += first.len();
    }
    assert!(findings > 100, "{findings}");
}

#[test]
fn what_two_checkers_found_counts_once_where_the_policy_says_so() {
    let project = project();
    let folder = project.path();
    let one = |rule: &str, severity: &str| json!({ "rule": rule, "severity": severity, "title": "t", "id": rule });
    let mut named = one("b", "critical");
    named["properties"] = json!({ "same_as": ["a", "nowhere"] });
    let findings = json!({ "signoff": "1", "subject": { "name": "shop" },
        "findings": [one("a", "high"), named, one("c", "medium")] });
    write(folder, "f.json", &findings.to_string());
    let seen = |policy: &str| {
        write(folder, "signoff.toml", policy);
        let report = rendered(folder, &["f.json"]);
        let gate = report["gates"].as_array().unwrap().iter().find(|gate| gate["id"] == "g");
        let page = fs::read_to_string(folder.join("out/report.md")).unwrap();
        (gate.unwrap()["observed"].as_str().unwrap().to_owned(), page)
    };
    let gate = "[[gate]]\ntype = 'open-findings'\nid = 'g'\nseverity = 'high'\n";
    let (observed, page) = seen(gate);
    assert_eq!(observed, "2");
    assert!(page.contains("3 findings count: 1 critical, 1 high, 1 medium."), "{page}");
    let (observed, page) = seen(&format!("{gate}[findings]\nsame_as = 'once'\n"));
    assert_eq!(observed, "1");
    assert!(page.contains("2 findings count: 1 critical, 1 medium."), "{page}");
    assert!(page.contains("3 findings are 2 problems."), "{page}");
    assert!(page.contains("counted once, as the worst that counts"), "{page}");
    write(folder, "signoff.toml", "[findings]\nsame_as = 'twice'\n");
    let wrong = run(folder, &["check", "f.json"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong).contains("signoff.toml:2:11"), "{}", text(&wrong));
}
