//! Secrets in everything that is read are in nothing that is written, and what was written can be verified
//! (SEMANTICS rule 24). Secrets are put together when the tests run, so that none stands in this file.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};
use signoff::model::Digest;
use tempfile::TempDir;

use support::{AS_OF, files, signoff};

/// The most of a secret that may be seen anywhere.
const SEEN: usize = 6;

struct Planted {
    folder: TempDir,
    secrets: Vec<String>,
}

fn token(seed: usize) -> String {
    let letters = "a8F3kq29Zp0xR7mB5tWd1YcVn6Hs4JgLwE".chars().cycle().skip(seed * 5 % 34);
    ["gh", "p_"].concat() + &letters.take(36).collect::<String>()
}

fn password(seed: usize) -> String {
    format!("Corr3ct&H0rse<{seed}>\u{e9}")
}

fn key(seed: usize) -> (String, Vec<String>) {
    let line = |at: usize| format!("MIIE{:03}{}", seed * 10 + at, &token(at + seed)[4..]);
    let lines: Vec<String> = (0..4).map(line).collect();
    let head = ["-----BEGIN ", "PRIVATE KEY-----"].concat();
    let foot = ["-----END ", "PRIVATE KEY-----"].concat();
    (format!("{head}\n{}\n{foot}", lines.join("\n")), lines)
}

/// A token, a password and a private key, in words.
fn plant(seed: usize, secrets: &mut Vec<String>) -> String {
    let (key, lines) = key(seed);
    secrets.extend(lines);
    secrets.push(token(seed));
    secrets.push(format!("Corr3ct&H0rse<{seed}>"));
    format!("use {} and password=\"{}\" with\n{key}\n.", token(seed), password(seed))
}

/// Findings with something planted in every free text, and evidence with something before, on and after the
/// lines that are linked to.
#[expect(clippy::too_many_lines, reason = "one list of every place shows that none is left out")]
fn planted() -> Planted {
    let folder = tempfile::tempdir().unwrap();
    let mut secrets = Vec::new();
    let mut seed = 0;
    let mut next = || {
        seed += 1;
        plant(seed, &mut secrets)
    };
    let log = format!("{}\nrestored in 12 min\n{}\nlast {}\n", next(), next(), next());
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title><text>{}</text></svg>",
        token(77),
        token(78)
    );
    let xml = format!(
        "<testsuite name=\"s\" tests=\"1\"><testcase name=\"c\"><system-out>{}</system-out></testcase></testsuite>",
        token(79)
    );
    let csv = format!("name,value\ntoken,{}\n", token(80));
    let config = json!({ "db": { "password": next(), "port": 5432 }, "note": next() });
    let findings = json!({
        "signoff": "1",
        "subject": { "name": "shop", "description": next(), "owner": next(), "properties": { "a": next() } },
        "report": {
            "title": next(), "classification": next(), "prepared_by": [next()], "contacts": [next()],
            "declared": [{ "status": "pass", "words": next(), "value": next() }],
        },
        "runs": [{ "id": "deploy", "tool": { "name": "deployer" }, "command": next(), "exit_code": 0 }],
        "evidence": [
            { "id": "log", "path": "deploy.log", "sha256": Digest::of(log.as_bytes()).to_string(), "size": log.len(),
              "title": next(), "method": "examine", "collected_by": next(), "command": next() },
            { "id": "config", "path": "config.json", "method": "examine", "redact": ["/db/port"] },
            { "id": "picture", "path": "picture.svg" },
            { "id": "junit", "path": "junit.xml" },
            { "id": "table", "path": "table.csv" },
        ],
        "categories": [{ "id": "group", "title": next(), "body": next() }],
        "claims": [
            { "id": "restored", "statement": next(), "body": next(), "owner": next(), "evidence": [
                { "in": "log", "at": "re:restored in (\\d+) min", "expect": "<= 15", "note": next() },
                { "in": "log", "at": "re:last use (\\S+)", "expect": "matches ^gh" },
                { "in": "config", "at": "/db/password" },
                { "in": "junit", "at": "test:s > c" },
                "table#L2", "this#/properties/a"] },
            { "id": "port", "statement": "The port is ours.",
              "evidence": [{ "in": "config", "at": "/db/port", "expect": "== 5432" }] },
            { "id": "not", "statement": "It doesn't apply.", "not_applicable": next() },
        ],
        "measures": [{ "id": "number", "metric": "port", "title": next(), "value": "config#/db/port", "target": "> 1" }],
        "findings": [{
            "id": "f", "rule": "X1", "severity": "low", "tool_severity": next(), "title": next(), "body": next(),
            "status": "suppressed", "status_reason": next(), "impact": next(), "effort": next(), "owner": next(),
            "properties": { "b": [next()] },
            "location": { "path": "src/a.rs", "start_line": 3, "logical": next(), "snippet": next() },
        }],
        "artifacts": [{ "path": "a.txt", "title": next(), "change": "added" }],
        "checklists": [{ "id": "list", "title": next(),
            "items": [{ "id": "i", "title": next(), "owner": next(), "note": next() }] }],
        "actions": [{ "id": "act", "title": next(), "body": next(), "owner": next(), "effort": next(),
            "horizon": next() }],
        "waivers": [{ "id": "w", "of": "f", "reason": next(), "ticket": next(), "requested_by": next(),
            "approved_by": next(), "granted": "2026-11-01", "expires": "2026-12-01" }],
        "signoffs": [{ "id": "s", "role": "owner", "name": next(), "decision": "approve_with_conditions",
            "date": "2026-11-20", "note": next(), "conditions": [next()] }],
        "sections": [{ "id": "text", "title": next(), "place": "after:summary",
            "body": format!("![a graph](picture.svg)\n\n{}\n\n```\n{}\n```\n", next(), next()) }],
        "properties": { "a": next() },
    });
    let files = [
        ("deploy.log", log),
        ("picture.svg", svg),
        ("junit.xml", xml),
        ("table.csv", csv),
        ("config.json", serde_json::to_string_pretty(&config).unwrap()),
        ("findings.json", serde_json::to_string_pretty(&findings).unwrap()),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    secrets.extend((77..=80).map(token));
    Planted { folder, secrets }
}

fn no_secret(secrets: &[String], name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let plain =
        text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace('\\', "");
    for secret in secrets {
        let parts = [&secret[..secret.len().min(SEEN + 8)], secret.as_str()];
        for part in parts {
            assert!(!text.contains(part), "{name} holds {part}");
            assert!(!plain.contains(part), "{name} holds {part}, written otherwise");
        }
    }
}

fn output(result: &Output) -> String {
    String::from_utf8_lossy(&result.stdout).into_owned() + &String::from_utf8_lossy(&result.stderr)
}

fn run(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = support::command(arguments).current_dir(folder).output().unwrap();
    let told = self::output(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    told
}

const FORMATS: &str = "md,html,json";

#[test]
fn what_is_planted_anywhere_is_in_nothing_that_is_written() {
    let Planted { folder, secrets } = planted();
    let folder = folder.path();
    let told = run(
        folder,
        &["render", "findings.json", "-o", "out", "--as-of", AS_OF, "--formats", FORMATS],
        0,
    );
    no_secret(&secrets, "the messages", told.as_bytes());
    let written = files(&folder.join("out"));
    assert!(written.len() > 8, "{:?}", written.keys());
    for (name, bytes) in &written {
        no_secret(&secrets, name, bytes);
    }
    let report: Value = serde_json::from_slice(&written["report.json"]).unwrap();
    assert!(report["redactions"]["total"].as_u64().unwrap() > 100);
    assert_eq!(report["measures"][0]["state"], "broken", "a masked number isn't a measurement");
    let port =
        report["claims"].as_array().unwrap().iter().find(|claim| claim["id"] == "port").unwrap();
    assert_eq!(
        port["evidence"][0]["state"], "holds",
        "what is expected is held against the original"
    );
    assert!(!String::from_utf8_lossy(&written["inputs/config.json"]).contains("5432"));
    let log = report["evidence"].as_array().unwrap().iter().find(|it| it["id"] == "log").unwrap();
    assert_eq!(log["state"], "present");
    assert_eq!(log["sha256"], json!(Digest::of(&written["inputs/deploy.log"]).to_string()));
    let original = Digest::of(&fs::read(folder.join("deploy.log")).unwrap()).to_string();
    assert!(written.values().all(|bytes| !String::from_utf8_lossy(bytes).contains(&original)));

    let told = run(folder, &["verify", "out"], 0);
    assert!(told.contains("not checkable here"), "{told}");
    run(
        folder,
        &["render", "findings.json", "-o", "again", "--as-of", AS_OF, "--formats", FORMATS],
        0,
    );
    assert_eq!(files(&folder.join("again")), written, "the same inputs give the same bytes");
    run(
        folder,
        &["bundle", "findings.json", "-o", "out.zip", "--as-of", AS_OF, "--formats", FORMATS],
        0,
    );
    run(folder, &["verify", "out.zip"], 0);
    no_secret(&secrets, "the bundle", &fs::read(folder.join("out.zip")).unwrap());
    for format in ["human", "json", "github", "sarif"] {
        let check =
            ["check", "findings.json", "--as-of", AS_OF, "--format", format, "--fail-on", "never"];
        let output = support::command(&check).current_dir(folder).output().unwrap();
        no_secret(&secrets, format, self::output(&output).as_bytes());
    }
    for format in ["md", "html", "json"] {
        let shown = run(
            folder,
            &["render", "findings.json", "-o", "-", "--as-of", AS_OF, "--formats", format],
            0,
        );
        no_secret(&secrets, format, shown.as_bytes());
        // A report that is shown as it stands has nothing left to mask, and can be verified.
        run(folder, &["render", "out/report.json", "-o", "shown", "--formats", format], 0);
    }
}

#[cfg(feature = "pdf")]
#[test]
#[ignore = "needs pdftotext"]
fn what_is_planted_anywhere_is_in_no_pdf() {
    let Planted { folder, secrets } = planted();
    let folder = folder.path();
    run(folder, &["render", "findings.json", "-o", "out", "--as-of", AS_OF], 0);
    let text = support::pdf_text(&folder.join("out/report.pdf"));
    no_secret(&secrets, "report.pdf", text.as_bytes());
    let joined: String = text.split_whitespace().collect();
    no_secret(&secrets, "report.pdf without its line breaks", joined.as_bytes());
    run(folder, &["verify", "out"], 0);
}

#[test]
fn a_change_of_a_masked_package_is_found() {
    let Planted { folder, .. } = planted();
    let folder = folder.path();
    run(
        folder,
        &["render", "findings.json", "-o", "out", "--as-of", AS_OF, "--formats", FORMATS],
        0,
    );
    let manifest: Value =
        serde_json::from_slice(&fs::read(folder.join("out/manifest.json")).unwrap()).unwrap();
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut changed = manifest.clone();
        change(&mut changed);
        let text = serde_json::to_string_pretty(&changed).unwrap() + "\n";
        fs::write(folder.join("out/manifest.json"), text).unwrap();
        run(folder, &["verify", "out"], 4)
    };
    let told = changed(&|it| it["unchecked"][0]["found"] = json!("misses"));
    assert!(told.contains("differs"), "{told}");
    changed(&|it| drop(it["unchecked"].as_array_mut().unwrap().remove(0)));
    changed(&|it| {
        let more = json!({ "evidence": "log", "at": "re:restored in (\\d+) min", "expect": "<= 15", "found": "misses" });
        it["unchecked"].as_array_mut().unwrap().push(more);
    });
    let told = changed(&|it| it["masked"][0]["places"][0]["start"] = json!(0));
    assert!(told.contains("isn't masked where the manifest says"), "{told}");
    changed(&|it| it["masked"][0]["places"][0]["end"] = json!(9_007_199_254_740_991_u64));
    changed(&|it| it["masked"][0]["places"][0]["rule"] = json!("jwt"));
    changed(&|it| drop(it["masked"].as_array_mut().unwrap().remove(0)));
    changed(&|it| drop(it.as_object_mut().unwrap().remove("masked")));
    let text = serde_json::to_string_pretty(&manifest).unwrap() + "\n";
    fs::write(folder.join("out/manifest.json"), text).unwrap();
    run(folder, &["verify", "out"], 0);
    let log = fs::read_to_string(folder.join("out/inputs/deploy.log")).unwrap();
    fs::write(folder.join("out/inputs/deploy.log"), log.replacen("**", "x*", 1)).unwrap();
    run(folder, &["verify", "out"], 4);
}

/// A folder with findings and files, and what `render` says of it.
fn rendered(findings: &Value, more: &[(&str, &str)], code: i32) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("findings.json"), findings.to_string()).unwrap();
    for (name, text) in more {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let arguments =
        ["render", "findings.json", "-o", "out", "--as-of", AS_OF, "--formats", FORMATS];
    let told = run(folder.path(), &arguments, code);
    (folder, told)
}

fn least(evidence: &Value) -> Value {
    json!({ "signoff": "1", "subject": { "name": "shop" }, "evidence": evidence })
}

#[test]
fn a_secret_in_a_name_or_a_policy_is_an_error_that_does_not_show_it() {
    let name = format!("{}.log", token(1));
    let (folder, told) = rendered(&least(&json!([{ "path": name }])), &[(&name, "x\n")], 2);
    assert!(told.contains("secret-in-name") && !told.contains(&token(1)[..12]), "{told}");
    assert!(!folder.path().join("out").exists());
    let policy = format!("extends = \"minimal\"\n[brand]\nname = \"{}\"\n", token(1));
    let (folder, told) = rendered(&least(&json!([])), &[("signoff.toml", &policy)], 2);
    assert!(told.contains("secret-in-policy") && !told.contains(&token(1)[..12]), "{told}");
    assert!(!folder.path().join("out").exists());
    let policies = [
        ("signoff.toml", "extends = \"base.toml\"\n"),
        ("base.toml", &format!("required = \"{}\"\n", token(1))),
    ];
    let (_folder, told) = rendered(&least(&json!([])), &policies, 2);
    assert!(told.contains("secret-in-policy") && !told.contains(&token(1)[..12]), "{told}");
}

#[test]
fn messages_about_invalid_findings_show_no_secret() {
    let broken = json!({ "signoff": "1", "subject": { "name": "shop", "tokn": token(1) } });
    let (folder, told) = rendered(&broken, &[], 2);
    assert!(told.contains("unknown-property") && !told.contains(&token(1)[..12]), "{told}");
    let told = run(folder.path(), &["validate", "findings.json"], 2);
    assert!(told.contains("unknown-property") && !told.contains(&token(1)[..12]), "{told}");
}

#[test]
fn a_place_that_is_named_and_not_there_is_an_error() {
    let evidence = |redact: &str| least(&json!([{ "path": "a.log", "redact": [redact] }]));
    for (redact, code) in
        [("L2", 0), ("L3", 2), ("re:two (\\w+)", 0), ("re:six (\\w+)", 2), ("/a", 2), ("x:y", 2)]
    {
        let (folder, told) = rendered(&evidence(redact), &[("a.log", "one\ntwo three\n")], code);
        if code == 0 {
            let copy = fs::read_to_string(folder.path().join("out/inputs/a.log")).unwrap();
            let expected = if redact == "L2" { "one\n*********\n" } else { "one\ntwo *****\n" };
            assert_eq!(copy, expected);
            run(folder.path(), &["verify", "out"], 0);
        } else {
            assert!(told.contains("nothing is masked"), "{told}");
        }
    }
}

#[test]
fn the_original_digest_is_printed_where_the_policy_says_so() {
    let log = format!("{} password=hunter2-hunter2\n", token(1));
    let digest = Digest::of(log.as_bytes()).to_string();
    for (policy, shown) in [("", false), ("[redact]\nshow_original_digest = true\n", true)] {
        let policy = format!("extends = \"minimal\"\n{policy}");
        let evidence = json!([{ "path": "a.log", "sha256": digest }]);
        let files = [("a.log", log.as_str()), ("signoff.toml", policy.as_str())];
        let (folder, _) = rendered(&least(&evidence), &files, 0);
        let report = fs::read_to_string(folder.path().join("out/report.md")).unwrap();
        assert_eq!(report.contains(&digest), shown);
        run(folder.path(), &["verify", "out"], 0);
    }
}

#[test]
fn policies_add_patterns_and_switch_rules() {
    let policy = "extends = \"minimal\"\n[redact]\npatterns = [{ id = \"tenant\", pattern = \"tn_([a-z0-9]{20})\" }]\n\
                  rules = { github = \"off\" }\n";
    let log = format!("tn_{} {}\n", "abc12".repeat(4), token(1));
    let files = [("a.log", log.as_str()), ("signoff.toml", policy)];
    let (folder, _) = rendered(&least(&json!([{ "path": "a.log" }])), &files, 0);
    let copy = fs::read_to_string(folder.path().join("out/inputs/a.log")).unwrap();
    assert_eq!(copy, format!("tn_{} {}\n", "*".repeat(20), token(1)));
    for (wrong, code) in [
        ("patterns = [{ id = \"a\", pattern = \"(\" }]", "malformed-pattern"),
        ("rules = { githb = \"off\" }", "unknown-rule"),
        ("patterns = [{ id = \"jwt\", pattern = \"(a)\" }]", "unknown-rule"),
    ] {
        let policy = format!("extends = \"minimal\"\n[redact]\n{wrong}\n");
        let (_, told) = rendered(&least(&json!([])), &[("signoff.toml", &policy)], 2);
        assert!(told.contains(code), "{told}");
    }
}

#[test]
fn an_expectation_that_spells_a_masked_value_is_broken() {
    let value = "Corr3ct-H0rse";
    let findings = json!({
        "signoff": "1", "subject": { "name": "shop" }, "evidence": [{ "id": "a", "path": "a.json", "method": "examine" }],
        "claims": [{ "id": "c", "statement": "x", "evidence": [{ "in": "a", "at": "/password", "expect": format!("!= \"{value}\"") }] }],
    });
    let config = json!({ "password": value }).to_string();
    let (folder, _) = rendered(&findings, &[("a.json", &config)], 0);
    let report: Value =
        serde_json::from_slice(&fs::read(folder.path().join("out/report.json")).unwrap()).unwrap();
    assert_eq!(report["claims"][0]["state"], "broken", "{}", report["claims"][0]);
    run(folder.path(), &["verify", "out"], 0);
    assert!(signoff(&["--version"]).status.success());
}

#[test]
fn a_secret_that_is_left_anywhere_stops_the_run() {
    let binary = format!("\0\0 {} \0", token(1));
    let evidence = json!([{ "path": "a.log" }, { "path": "a.bin" }]);
    let log = format!("{}\n", token(1));
    let (folder, told) = rendered(&least(&evidence), &[("a.log", &log), ("a.bin", &binary)], 4);
    assert!(told.contains("leaked-secret") && told.contains("inputs/a.bin"), "{told}");
    assert!(!told.contains(&token(1)[..12]), "{told}");
    assert!(!folder.path().join("out").exists());
    let (folder, _) = rendered(&least(&evidence), &[("a.log", "x\n"), ("a.bin", &binary)], 0);
    let report = fs::read_to_string(folder.path().join("out/report.md")).unwrap();
    assert!(
        report.contains("1 file that is no text was not searched"),
        "what isn't searched is said"
    );
}
