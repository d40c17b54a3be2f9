//! Packages that nobody changed: nothing is found in any, neither in the folder nor in the archive.

use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use crate::shop::{FORMATS, Said, inputs, run};
use crate::support::{AS_OF, command, copy, examples, root};

/// Ways to make a package, as arguments after the findings.
const WAYS: [&[&str]; 4] = [
    &["--as-of", AS_OF, "--formats", "md,html,json"],
    &["--as-of", "2024-02-29", "--formats", "json"],
    &["--as-of", "2030-01-01", "--formats", "html"],
    &["--as-of", AS_OF, "--formats", "md", "--paper", "letter"],
];

/// Every untouched package: a name, and the arguments that say what is judged and how.
fn packages() -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    let owned = |arguments: &[&str]| -> Vec<String> {
        arguments.iter().map(|argument| (*argument).to_owned()).collect()
    };
    for (at, example) in examples().iter().enumerate() {
        let findings = example.findings.to_str().unwrap();
        for (number, way) in WAYS.iter().enumerate() {
            // Every example in every format, and each other way with two of them.
            if number == 0 || at % 3 == number - 1 {
                all.push((
                    format!("{}-{number}", example.name),
                    owned(&[&[findings], *way].concat()),
                ));
            }
        }
    }
    let shop = |name: &str| inputs().join(name).to_str().unwrap().to_owned();
    let (findings, tests, base) =
        (shop("findings.json"), shop("tests.json"), shop("company/base.toml"));
    let harbour = root().join("tests/valid/harbour.json").to_str().unwrap().to_owned();
    let contract = root().join("tests/fixtures/policy/contract.toml").to_str().unwrap().to_owned();
    let above = root().to_str().unwrap().to_owned();
    for (name, judged) in [
        ("two-files", vec![findings.as_str(), &tests]),
        ("two-files-turned", vec![&tests, &findings]),
        ("one-file", vec![&findings]),
        ("policy-named", vec![&findings, &tests, "--policy", &base]),
        ("root-named", vec![&harbour, "--root", &above]),
        ("harbour", vec![&harbour]),
        ("policy-with-baseline-missing", vec![&harbour, "--policy", &contract]),
    ] {
        all.push((name.to_owned(), owned(&[&judged[..], WAYS[0]].concat())));
    }
    all
}

#[test]
fn nothing_is_found_in_packages_that_nobody_changed() {
    let packages = packages();
    assert!(packages.len() >= 20, "{} packages", packages.len());
    let scratch = tempfile::tempdir().unwrap();
    for (name, judged) in packages {
        let folder = scratch.path().join(&name);
        let archive = scratch.path().join(format!("{name}.zip"));
        let judged: Vec<&str> = judged.iter().map(String::as_str).collect();
        run(&[&["render"], &judged[..], &["-o", folder.to_str().unwrap()]].concat());
        run(&[&["bundle"], &judged[..], &["-o", archive.to_str().unwrap()]].concat());
        let (said, zipped) = (Said::of(&folder), Said::of(&archive));
        assert_eq!((said.code, said.errors()), (Some(0), Vec::new()), "{name}");
        assert_eq!(said.value, zipped.value, "{name}: the folder and the archive say the same");
        assert_eq!(zipped.code, Some(0), "{name}");
    }
}

#[test]
fn findings_through_a_pipe_are_packed() {
    let scratch = tempfile::tempdir().unwrap();
    copy(inputs(), scratch.path());
    // The name that standard input would have is taken.
    std::fs::write(scratch.path().join("stdin.json"), "{}").unwrap();
    let findings = std::fs::read(scratch.path().join("findings.json")).unwrap();
    let mut child = command(&["render", "-", "tests.json", "-o", "out", "--as-of", AS_OF])
        .args(FORMATS)
        .current_dir(scratch.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&findings).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let out = scratch.path().join("out");
    assert!(out.join("inputs/stdin-2.json").exists());
    let said = Said::of(&out);
    assert_eq!((said.code, said.errors()), (Some(0), Vec::new()), "{}", said.value);
}

#[test]
fn evidence_may_not_be_called_as_standard_input_is() {
    let scratch = tempfile::tempdir().unwrap();
    let findings = r#"{ "signoff": "1", "subject": { "name": "shop" },
      "evidence": [{ "id": "e", "path": "stdin.json" }],
      "claims": [{ "id": "c", "statement": "It holds", "evidence": ["e"] }] }"#;
    let mut child = command(&["render", "-", "-o", "out", "--formats", "json"])
        .current_dir(scratch.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(findings.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("stdin.json"));
}

#[test]
fn what_lies_where_the_policy_would_keeps_its_place() {
    let scratch = tempfile::tempdir().unwrap();
    let below = |name: &str| scratch.path().join(name);
    let findings = r#"{ "signoff": "1", "subject": { "name": "shop" },
      "evidence": [
        { "id": "mine", "path": "policy/signoff.toml", "method": "test", "collected_at": "2026-11-01" },
        { "id": "gone", "path": "baseline/report.json" } ],
      "claims": [
        { "id": "c", "statement": "It holds", "evidence": [{ "in": "mine", "at": "L1", "expect": "== mine" }] },
        { "id": "d", "statement": "It holds too", "evidence": ["gone"] } ] }"#;
    std::fs::create_dir_all(below("policy")).unwrap();
    std::fs::write(below("policy/signoff.toml"), "mine\n").unwrap();
    std::fs::write(below("findings.json"), findings).unwrap();
    std::fs::write(
        below("signoff.toml"),
        "extends = \"minimal\"\n[[gate]]\ntype = \"no-worse\"\nbaseline = \"old.json\"\n",
    )
    .unwrap();
    std::fs::copy(inputs().join("last/report.json"), below("old.json")).unwrap();
    let (file, out) = (below("findings.json"), below("out"));
    let judged = ["render", file.to_str().unwrap(), "-o", out.to_str().unwrap(), "--as-of", AS_OF];
    run(&[&judged[..], &FORMATS].concat());
    assert_eq!(std::fs::read(out.join("inputs/policy/signoff.toml")).unwrap(), b"mine\n");
    assert!(out.join("inputs/policy-2/signoff.toml").exists());
    assert!(out.join("inputs/baseline-2/report.json").exists());
    let said = Said::of(&out);
    assert_eq!((said.code, said.errors()), (Some(0), Vec::new()), "{}", said.value);
    let report: serde_json::Value =
        serde_json::from_slice(&std::fs::read(out.join("report.json")).unwrap()).unwrap();
    let gone = report["evidence"].as_array().unwrap().iter().find(|it| it["id"] == "gone").unwrap();
    assert_eq!(gone["state"], "missing", "the baseline doesn't stand in for missing evidence");
}

#[cfg(unix)]
#[test]
fn evidence_that_was_not_read_is_not_read_again() {
    let scratch = tempfile::tempdir().unwrap();
    let project = scratch.path().join("project");
    std::fs::create_dir_all(&project).unwrap();
    std::fs::write(scratch.path().join("secret"), "x").unwrap();
    std::os::unix::fs::symlink("../secret", project.join("log")).unwrap();
    let findings = r#"{ "signoff": "1", "subject": { "name": "shop" },
      "evidence": [{ "id": "e", "path": "log" }],
      "claims": [{ "id": "c", "statement": "It holds", "evidence": ["e#L1"] }] }"#;
    let (file, out) = (project.join("findings.json"), scratch.path().join("out"));
    std::fs::write(&file, findings).unwrap();
    let judged = ["render", file.to_str().unwrap(), "-o", out.to_str().unwrap(), "--as-of", AS_OF];
    run(&[&judged[..], &FORMATS].concat());
    assert!(!out.join("inputs/log").exists());
    let manifest = std::fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"outside\""), "{manifest}");
    let said = Said::of(&out);
    assert_eq!((said.code, said.errors()), (Some(0), Vec::new()), "{}", said.value);
}

#[test]
fn names_that_would_be_one_file_elsewhere_are_not_packed() {
    let scratch = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(scratch.path().join(name), text).unwrap();
    write("a.log", "one");
    write("A.log", "two");
    if std::fs::read(scratch.path().join("a.log")).unwrap() != b"one" {
        return; // This file system ignores case: there is only one.
    }
    let findings = r#"{ "signoff": "1", "subject": { "name": "shop" },
      "evidence": [{ "id": "e", "path": "a.log" }, { "id": "f", "path": "A.log" }] }"#;
    write("findings.json", findings);
    let file = scratch.path().join("findings.json");
    let out = scratch.path().join("out");
    let arguments = ["render", file.to_str().unwrap(), "-o", out.to_str().unwrap()];
    let output = crate::support::signoff(&arguments);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("clashing-path") && told.contains("A.log"), "{told}");
    assert!(!Path::new(&out).exists());
}
