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
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::{Value, json};
use support::{AS_OF, command};

const CLAIMS: &str = r#"{ "signoff": "1", "subject": { "name": "shop", "version": "2" },
  "evidence": [{ "id": "bandit", "path": "reports/bandit.json", "method": "test" }],
  "claims": [{ "id": "c", "statement": "Scanned", "evidence": ["bandit"] }] }"#;

const BANDIT: &str = r#"{ "errors": [], "generated_at": "2026-11-25T10:00:00Z",
  "metrics": { "_totals": {}, "app.py": {} },
  "results": [{ "code": "x", "filename": "app.py", "issue_severity": "HIGH", "issue_text": "Use of exec",
    "line_number": 3, "test_id": "B102", "test_name": "exec_used" }] }"#;

const JUNIT: &str = r#"<testsuite name="api" tests="2" failures="1"><testcase classname="api" name="a"/>
  <testcase classname="api" name="b"><failure message="no"/></testcase></testsuite>"#;

/// A folder with findings and outputs beside them.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("reports")).unwrap();
    write(folder.path(), "claims.json", CLAIMS);
    write(folder.path(), "reports/bandit.json", BANDIT);
    write(folder.path(), "reports/junit.xml", JUNIT);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(arguments).current_dir(folder).output().unwrap()
}

fn piped(folder: &Path, arguments: &[&str], text: &str) -> Output {
    let mut child = command(arguments);
    child.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

/// Renders as data into `out`, which verifies.
fn rendered(folder: &Path, more: &[&str]) -> Value {
    let formats = ["-o", "out", "--formats", "json,md", "--as-of", AS_OF];
    let output = run(folder, &[&["render"], more, &formats].concat());
    assert!(output.status.success(), "{}", text(&output));
    let verified = run(folder, &["verify", "out"]);
    assert!(verified.status.success(), "{}", text(&verified));
    read(folder, "out/report.json")
}

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

/// A folder with a mapping whose programs are these, and files beside it.
fn strange(detect: &str, map: &str) -> tempfile::TempDir {
    let project = project();
    let folder = project.path();
    fs::create_dir(folder.join("mine")).unwrap();
    let mapping = format!(
        "name = \"strange\"\ntitle = \"Strange\"\nformat = \"json\"\ndetect = '{detect}'\n\
         findings = [{{ map = '''{map}''' }}]\n"
    );
    write(folder, "mine/strange.toml", &mapping);
    write(folder, "s.json", r#"{ "strange": 1 }"#);
    project
}

/// Options under which a mapping is stopped soon.
fn limited(seconds: &str) -> [&str; 6] {
    ["--adapters", "mine", "--mapping-time", seconds, "--mapping-memory", "150"]
}

#[test]
fn a_mapping_that_runs_away_is_stopped_and_the_others_are_read() {
    for (map, seconds, why) in [
        ("def f: f; f", "2", "more than 2 s"),
        ("[range(1e12)]", "60", "more than 150 MB of memory"),
        ("{ rule: (\"x\" * 10000000000) }", "60", "more than 150 MB of memory"),
        ("def f: [f]; f", "60", "it went too deep"),
        ("range(1e12) | { rule: \"a\" }", "2", "more than"),
    ] {
        let project = strange("has(\"strange\")", map);
        let folder = project.path();
        let files = ["ingest", "s.json", "reports/bandit.json", "-o", "findings.json"];
        let output = run(folder, &[&files[..], &limited(seconds)].concat());
        assert_eq!(output.status.code(), Some(2), "{map}: {}", text(&output));
        let told = text(&output);
        assert!(told.contains("stopped-mapping") && told.contains(why), "{map}: {told}");
        assert!(told.contains("`strange`") && told.contains("s.json"), "{map}: {told}");
        let findings = read(folder, "findings.json");
        assert_eq!(findings["findings"][0]["rule"], "B102", "{map}");
        // The file isn't as if it had said nothing: its run failed.
        let runs = findings["runs"].as_array().unwrap();
        let failed = runs.iter().find(|run| run["tool"]["name"] == "Strange").unwrap();
        assert_eq!(failed["successful"], false);
        // A report is not made without it.
        let render = ["render", "claims.json", "s.json", "-o", "out"];
        let output = run(folder, &[&render[..], &limited(seconds)].concat());
        assert_eq!(output.status.code(), Some(2), "{map}");
        assert!(!folder.join("out").exists());
    }
}

#[test]
fn a_mapping_that_runs_away_at_detection_is_asked_once() {
    let project = strange("def f: f; f", "{ rule: \"a\" }");
    let folder = project.path();
    write(folder, "signoff.toml", "");
    let files = ["ingest", "reports/bandit.json", "reports/junit.xml", "-o", "findings.json"];
    let output = run(folder, &[&files[..], &limited("2")].concat());
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    let told = text(&output);
    assert_eq!(told.matches("stopped-mapping").count(), 1, "{told}");
    assert_eq!(read(folder, "findings.json")["findings"][0]["rule"], "B102");
}

#[test]
fn a_mapping_sees_no_environment_and_is_right_within_its_bounds() {
    let project = strange("has(\"strange\")", "{ rule: \"S\\(.strange)\" }");
    let folder = project.path();
    let output = run(folder, &["ingest", "s.json", "--adapters", "mine", "-o", "f.json"]);
    assert!(output.status.success(), "{}", text(&output));
    assert_eq!(read(folder, "f.json")["findings"][0]["rule"], "S1");
    write(folder, "mine/strange.toml", "name = \"strange\"");
    let wrong = run(folder, &["adapters", "list", "--adapters", "mine"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong).contains("mine/strange.toml"), "{}", text(&wrong));
    let hidden = run(folder, &["--help"]);
    assert!(!String::from_utf8_lossy(&hidden.stdout).contains("run-mapping"));
}

#[test]
fn a_mapping_is_begun_from_a_sample_and_tested_on_it() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    let sample = r#"{ "lintx": 1, "issues": [{ "code": "L1", "level": "bad", "message": "No", "file": "a", "line": 2 }] }"#;
    write(folder, "x.json", sample);
    let new = ["adapters", "new", "lintx", "--from", "x.json"];
    let printed = run(folder, &new);
    assert!(printed.status.success(), "{}", text(&printed));
    assert!(text(&printed).contains("1 finding"), "{}", text(&printed));
    let output = run(folder, &[&new[..], &["-o", "mine"]].concat());
    assert!(output.status.success(), "{}", text(&output));
    let mapping = fs::read_to_string(folder.join("mine/lintx.toml")).unwrap();
    assert_eq!(mapping.as_bytes(), printed.stdout);
    assert_eq!(fs::read_to_string(folder.join("mine/lintx.sample.json")).unwrap(), sample);
    assert_eq!(run(folder, &[&new[..], &["-o", "mine"]].concat()).status.code(), Some(2));
    assert_eq!(
        run(folder, &["adapters", "new", "../x", "--from", "x.json"]).status.code(),
        Some(2)
    );
    // It is used at once, and what is bad is unknown until somebody says how bad.
    let ingest = ["ingest", "x.json", "--adapters", "mine", "-o", "f.json"];
    assert!(run(folder, &ingest).status.success());
    let finding = &read(folder, "f.json")["findings"][0];
    assert_eq!((&finding["rule"], &finding["severity"]), (&json!("L1"), &json!("unknown")));
    assert_eq!(finding["location"], json!({ "path": "a", "start_line": 2 }));

    let test = |more: &[&str]| {
        let output = run(folder, &[&["adapters", "test", "mine"], more].concat());
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), said + &text(&output))
    };
    let (code, told) = test(&[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("--update"), "{told}");
    assert_eq!(test(&["--update"]).0, Some(0));
    let (code, told) = test(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(told, "ok       lintx: lintx.sample.json: 1 finding\n");
    // What comes of it is another.
    write(
        folder,
        "mine/lintx.toml",
        &mapping.replace("\"bad\" = \"unknown\"", "\"bad\" = \"high\""),
    );
    let (code, told) = test(&[]);
    assert_eq!(code, Some(1));
    assert!(
        told.contains("`\"severity\": \"unknown\",`, and now is `\"severity\": \"high\",`"),
        "{told}"
    );
    // Another knows the sample, too.
    write(folder, "mine/lintx.toml", &mapping);
    write(folder, "mine/other.toml", &mapping.replace("name = \"lintx\"", "name = \"other\""));
    let (code, told) = test(&[]);
    assert_eq!(code, Some(1));
    assert!(told.contains("it may be of several formats: lintx, other"), "{told}");
    assert!(told.contains("other: there is no sample"), "{told}");
    // It doesn't know its own sample; and samples in a folder of its name count as well.
    fs::create_dir(folder.join("mine/other")).unwrap();
    write(folder, "mine/other/a.json", sample);
    write(
        folder,
        "mine/other.toml",
        &mapping.replace("name = \"lintx\"", "name = \"other\"").replace("has(\"lintx\")", "false"),
    );
    let (code, told) = test(&["--update"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("other: other/a.json: it is taken for `lintx`"), "{told}");
    write(folder, "mine/other.toml", "name = 1");
    assert_eq!(test(&[]).0, Some(2));
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
