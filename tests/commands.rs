//! The binary as a user runs it: what it writes, what it says, and how it ends.
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
use std::process::Stdio;

use serde_json::Value;
use support::{AS_OF, command, examples, root, signoff};

const SMALLEST: &str = r#"{ "signoff": "1", "subject": { "name": "shop" },
  "findings": [ { "rule": "X1", "severity": "high", "title": "Backups never restored" } ] }"#;

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn scratch(findings: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("findings.json");
    fs::write(&file, findings).unwrap();
    let path = file.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn the_smallest_file_renders_and_its_verdict_is_honest() {
    let (folder, file) = scratch(SMALLEST);
    let out = folder.path().join("out");
    let output = signoff(&["render", &file, "-o", out.to_str().unwrap(), "--as-of", AS_OF]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let report: Value =
        serde_json::from_slice(&fs::read(out.join("report.json")).unwrap()).unwrap();
    assert_eq!(report["verdict"]["value"], "not_ready");
    assert!(text(&fs::read(out.join("report.md")).unwrap()).contains("Backups never restored"));
    assert!(text(&output.stderr).contains("Not ready"));
}

#[test]
fn the_manifest_lists_every_file_with_its_digest() {
    let (folder, file) = scratch(SMALLEST);
    let out = folder.path().join("out");
    let formats = ["--formats", "md,json", "--as-of", AS_OF];
    let render = [&["render", &file, "-o", out.to_str().unwrap()][..], &formats].concat();
    assert!(signoff(&render).status.success());
    let manifest: Value =
        serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    let listed: Vec<&str> = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["path"].as_str().unwrap())
        .collect();
    assert_eq!(listed, ["inputs/findings.json", "report.json", "report.md"]);
    for file in manifest["files"].as_array().unwrap() {
        let bytes = fs::read(out.join(file["path"].as_str().unwrap())).unwrap();
        assert_eq!(file["sha256"], signoff::model::Digest::of(&bytes).as_str());
        assert_eq!(file["size"], bytes.len());
    }
    // A later run takes away what it no longer writes, and nothing else.
    fs::write(out.join("mine.txt"), "kept").unwrap();
    let fewer =
        [&["render", &file, "-o", out.to_str().unwrap()][..], &["--formats", "json"]].concat();
    assert!(signoff(&fewer).status.success());
    assert!(!out.join("report.md").exists());
    assert!(out.join("mine.txt").exists());
}

#[test]
fn exit_codes_say_how_it_ended() {
    let (_folder, file) = scratch(SMALLEST);
    let code = |arguments: &[&str]| signoff(arguments).status.code();
    assert_eq!(code(&["check", &file]), Some(1));
    assert_eq!(code(&["check", &file, "--fail-on", "never"]), Some(0));
    assert_eq!(code(&["validate", &file]), Some(0));
    assert_eq!(code(&["validate", "does-not-exist.json"]), Some(3));
    assert_eq!(code(&["check"]), Some(2));
    assert_eq!(code(&["frobnicate"]), Some(2));
    assert_eq!(code(&["--version"]), Some(0));
    let (_folder, broken) = scratch("{ \"signoff\": \"1\" }");
    assert_eq!(code(&["validate", &broken]), Some(2));
    assert_eq!(code(&["check", &broken]), Some(2));
}

#[test]
fn a_file_or_folder_that_is_not_what_was_meant_is_told_with_what_may_be() {
    let (folder, file) = scratch(SMALLEST);
    let below = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (folder, empty) = (folder.path().to_str().unwrap(), below("empty"));
    fs::create_dir(&empty).unwrap();
    for (arguments, code, said) in [
        (&["check", &below("findngs.json")][..], 3, format!("did you mean `{file}`?")),
        (&["check", &below("report.html")], 3, "name a file that is there".to_owned()),
        (&["check", folder], 3, format!("did you mean `{file}`?")),
        (&["check", &empty], 3, "name a file in it".to_owned()),
        (&["check", &file, "--policy", &empty], 3, "it is a folder".to_owned()),
        (&["check", &file, "--root", &file], 2, "is no folder".to_owned()),
        (&["check", &file, "--as-of", "27.08.2025"], 2, "such as 2025-08-27".to_owned()),
        (&["render", &file, "-o", &file], 2, "name a folder to write to".to_owned()),
        (&["bundle", &file, "-o", folder], 2, "such as `-o shop.zip`".to_owned()),
        (&["bundle", folder, "-o", "x.zip", "--fail-on", "never"], 2, "options but -o".to_owned()),
        (&["verify", &below("out")], 3, "that `signoff render` wrote".to_owned()),
        (&["verify", &file], 2, "that `signoff render` wrote".to_owned()),
        (&["check", &file, "--fail-on", "nevr"], 2, "'never'".to_owned()),
    ] {
        let output = signoff(arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        assert!(told.contains(&said) && !told.contains("os error"), "{arguments:?}: {told}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), SMALLEST, "nothing was written");
}

#[test]
fn a_mistake_is_told_with_its_place_and_what_to_do() {
    let (_folder, file) = scratch(&SMALLEST.replace("\"severity\"", "\"severty\""));
    let output = signoff(&["validate", &file]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("findings.json:2:"), "{told}");
    assert!(told.contains("severity"), "{told}");
    assert!(!told.contains('\u{1b}'), "colours without a terminal: {told}");
    for (format, mark) in [("json", "\"code\""), ("github", "::error "), ("sarif", "\"2.1.0\"")] {
        let output = signoff(&["validate", &file, "--format", format]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(text(&output.stdout).contains(mark), "{format}: {}", text(&output.stdout));
    }
}

#[test]
fn a_mistake_in_a_policy_that_is_extended_is_shown_where_it_stands() {
    let (folder, file) = scratch(SMALLEST);
    fs::write(folder.path().join("signoff.toml"), "extends = \"base.toml\"\n").unwrap();
    fs::write(folder.path().join("base.toml"), "required = \"api-latency\"\n").unwrap();
    let output = signoff(&["check", &file]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("base.toml:1:12"), "{told}");
    assert!(told.contains("1 | required = \"api-latency\""), "{told}");
}

#[test]
fn findings_may_come_through_a_pipe_and_a_report_leave_through_one() {
    let mut child = command(&["render", "-", "-o", "-", "--formats", "md", "--as-of", AS_OF])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(SMALLEST.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("# shop"), "{}", text(&output.stdout));
}

#[test]
fn several_files_are_merged_whatever_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.json"), SMALLEST).unwrap();
    fs::write(
        path("b.json"),
        r#"{ "signoff": "1", "subject": { "name": "shop" }, "claims": [ { "id": "c", "statement": "It holds" } ] }"#,
    )
    .unwrap();
    let merged = |first: &str, second: &str| {
        let output =
            signoff(&["check", &path(first), &path(second), "--format", "json", "--as-of", AS_OF]);
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        (value["verdict"].clone(), value["gates"].clone(), value["scores"].clone())
    };
    assert_eq!(merged("a.json", "b.json"), merged("b.json", "a.json"));
}

#[test]
fn a_report_is_shown_as_it_stands() {
    let (folder, file) = scratch(SMALLEST);
    let out = folder.path().join("out");
    let again = folder.path().join("again");
    let formats = ["--formats", "md,html,json"];
    let first =
        [&["render", &file, "-o", out.to_str().unwrap(), "--as-of", AS_OF][..], &formats].concat();
    assert!(signoff(&first).status.success());
    let report = out.join("report.json");
    let report = report.to_str().unwrap();
    let second = [&["render", report, "-o", again.to_str().unwrap()][..], &formats].concat();
    assert!(signoff(&second).status.success());
    for name in ["report.md", "report.html", "report.json"] {
        assert_eq!(
            fs::read(out.join(name)).unwrap(),
            fs::read(again.join(name)).unwrap(),
            "{name}"
        );
    }
    let judged_again = signoff(&["check", report, "--as-of", AS_OF]);
    assert_eq!(judged_again.status.code(), Some(2));
}

#[test]
fn a_policy_that_nobody_chose_is_called_so() {
    let (folder, file) = scratch(SMALLEST);
    let policy = folder.path().join("signoff.toml");
    fs::write(&policy, "extends = \"minimal\"\n").unwrap();
    let choice = |arguments: &[&str]| {
        let output = signoff(&[&["check", &file, "--format", "json"][..], arguments].concat());
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        value["policy"]["choice"].as_str().unwrap().to_owned()
    };
    assert_eq!(choice(&[]), "found");
    assert_eq!(choice(&["--policy", policy.to_str().unwrap()]), "named");
    let out = folder.path().join("out");
    assert!(
        signoff(&["render", &file, "-o", out.to_str().unwrap(), "--formats", "md"])
            .status
            .success()
    );
    let markdown = text(&fs::read(out.join("report.md")).unwrap());
    assert!(markdown.contains("not chosen by the reader"), "{markdown}");
    assert!(out.join("inputs/policy/signoff.toml").exists());
}

#[test]
fn what_is_missing_breaks_its_claim_and_not_the_report() {
    let (_folder, file) = scratch(
        r#"{ "signoff": "1", "subject": { "name": "shop" },
          "evidence": [ { "id": "log", "path": "evidence/none.log" } ],
          "claims": [ { "id": "c", "required": true, "statement": "It holds", "evidence": ["log#L1"] } ] }"#,
    );
    let output = signoff(&["check", &file, "--as-of", AS_OF]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("missing-file") && told.contains("findings.json:3:"), "{told}");
    assert!(text(&output.stdout).contains("1 broken"), "{}", text(&output.stdout));
}

/// A warning about a link stands at the link itself, wherever it is.
#[test]
fn a_warning_about_a_link_has_the_place_of_the_link() {
    let (folder, file) = scratch(
        r#"{ "signoff": "1", "subject": { "name": "shop" },
  "report": { "declared": [{ "words": "Ready", "from": ["this#L1", "report#L7"] }] },
  "evidence": [
    { "id": "none", "path": "none.log" },
    { "id": "report", "path": "report.md", "evidence": ["none"] }
  ],
  "claims": [
    { "id": "a", "statement": "It holds", "evidence": ["report#L1", "none#L1",
        { "in": "report", "at": "L9" }],
      "measure": { "metric": "m", "value": ["report#L1 re:(\\d+)", "none"], "baseline": "none#L2" },
      "declared": [{ "words": "yes", "from": ["none#L1"] }],
      "claims": [
        { "statement": "This too", "evidence": [
          "none#L1"] } ] } ],
  "checklists": [{ "title": "Before", "items": [
    { "title": "Own", "evidence": ["none"] },
    { "title": "Of a claim", "claim": "a", "evidence": ["report", "none"] }], "evidence": ["report#L8"] }],
  "signoffs": [{ "role": "owner", "evidence": ["none#L3"] }] }"#,
    );
    fs::write(folder.path().join("report.md"), "one line").unwrap();
    let told = text(&signoff(&["check", &file, "--as-of", AS_OF]).stderr);
    let mut places = Vec::new();
    for warning in told.split("warning[").skip(1) {
        let (code, rest) = warning.split_once(']').unwrap();
        let (_, place) = rest.split_once("findings.json:").unwrap();
        let (line, place) = place.split_once(':').unwrap();
        let column = place.lines().next().unwrap();
        places.push((line.parse::<usize>().unwrap(), column.parse::<usize>().unwrap(), code));
    }
    places.sort_unstable();
    let expected = [
        (2, 68, "no-match"),
        (5, 57, "missing-file"),
        (8, 69, "missing-file"),
        (9, 9, "no-match"),
        (10, 45, "no-match"),
        (10, 68, "missing-file"),
        (10, 89, "missing-file"),
        (11, 47, "missing-file"),
        (14, 11, "missing-file"),
        (16, 36, "missing-file"),
        (17, 67, "missing-file"),
        (17, 92, "no-match"),
        (18, 48, "missing-file"),
    ];
    assert_eq!(places, expected, "{told}");
}

#[test]
fn schemas_are_printed_as_they_ship() {
    for name in ["delta", "findings", "history", "manifest", "policy", "report", "site"] {
        let output = signoff(&["schema", name]);
        let file = root().join(format!("schemas/{name}-1.schema.json"));
        assert_eq!(text(&output.stdout), fs::read_to_string(file).unwrap());
    }
    assert_eq!(signoff(&["schema", "nonsense"]).status.code(), Some(2));
}

#[test]
fn every_command_shows_an_example() {
    for name in
        ["render", "check", "bundle", "verify", "validate", "explain", "schema", "completions"]
    {
        let help = text(&signoff(&[name, "--help"]).stdout);
        assert!(
            help.contains(&format!("signoff {name}"))
                && (help.contains("Example:") || help.contains("Examples:")),
            "{help}"
        );
    }
}

#[test]
fn every_example_is_valid_without_a_warning_it_can_mend() {
    for example in examples() {
        let output = signoff(&["validate", example.findings.to_str().unwrap()]);
        assert!(output.status.success(), "{}: {}", example.name, text(&output.stderr));
    }
}
