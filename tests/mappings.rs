//! Mappings of one's own through the binary: begun from a sample, tested, and stopped where they run away.
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

use serde_json::json;
use support::project::{project, read, run, text, write};

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
fn a_mapping_within_its_bounds_is_read_and_its_process_is_hidden() {
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

const SAMPLE: &str = r#"{ "lintx": 1, "issues": [{ "code": "L1", "level": "bad", "message": "No", "file": "a", "line": 2 }] }"#;

#[test]
fn a_mapping_is_begun_from_a_sample_and_tested_on_it() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    write(folder, "x.json", SAMPLE);
    let new = ["adapters", "new", "lintx", "--from", "x.json"];
    let printed = run(folder, &new);
    assert!(printed.status.success(), "{}", text(&printed));
    assert!(text(&printed).contains("1 finding"), "{}", text(&printed));
    let output = run(folder, &[&new[..], &["-o", "mine"]].concat());
    assert!(output.status.success(), "{}", text(&output));
    let mapping = fs::read_to_string(folder.join("mine/lintx.toml")).unwrap();
    assert_eq!(mapping.as_bytes(), printed.stdout);
    assert_eq!(fs::read_to_string(folder.join("mine/lintx.sample.json")).unwrap(), SAMPLE);
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
}

#[test]
fn a_mapping_is_tested_on_its_samples() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    write(folder, "x.json", SAMPLE);
    let new = ["adapters", "new", "lintx", "--from", "x.json", "-o", "mine"];
    assert!(run(folder, &new).status.success());
    let mapping = fs::read_to_string(folder.join("mine/lintx.toml")).unwrap();
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
    write(folder, "mine/other/a.json", SAMPLE);
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
