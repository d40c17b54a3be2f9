//! Waivers from the files to the report: conditions, forecast, messages, and reports of versions that didn't judge them.
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
use support::signoff;

const AS_OF: &str = "2025-08-30";

const POLICY: &str = r#"extends = "minimal"
[evidence]
max_age = "30 days"
[waivers]
approvers = ["ben"]
[[gate]]
type = "open-findings"
id = "no-high"
severity = "high"
[[gate]]
type = "waivers"
level = "condition"
"#;

fn waiver(id: &str, of: &Value, change: impl FnOnce(&mut Value)) -> Value {
    let mut made = json!({ "id": id, "of": of, "reason": format!("why {id}"), "requested_by": "ana",
        "approved_by": "ben", "granted": "2025-08-27", "expires": "2025-09-10" });
    change(&mut made);
    made
}

/// A finding that refutes a required claim, which a test of 2025-08-20 supports.
fn findings(waivers: &[Value]) -> Value {
    json!({
        "signoff": "1",
        "subject": { "name": "shop", "commit": "9f1c2e7" },
        "report": { "next_review": "2025-09-27" },
        "runs": [{ "id": "scan", "tool": { "name": "bandit" }, "ended_at": "2025-08-20T09:00:00Z",
            "exit_code": 0, "commit": "9f1c2e7" }],
        "evidence": [{ "id": "log", "path": "log.json", "run": "scan" }],
        "claims": [{ "id": "clean", "statement": "Nothing is found", "required": true,
            "evidence": [{ "in": "log", "at": "/found", "expect": "== 0" }] }],
        "findings": [{ "id": "F-1", "rule": "B105", "severity": "high", "title": "Key in the source",
            "location": { "path": "keys.py" }, "refutes": ["clean"] }],
        "waivers": waivers,
    })
}

fn written(folder: &Path, waivers: &[Value]) -> String {
    fs::write(folder.join("signoff.toml"), POLICY).unwrap();
    fs::write(folder.join("log.json"), r#"{ "found": 0 }"#).unwrap();
    let file = folder.join("findings.json");
    fs::write(&file, serde_json::to_vec_pretty(&findings(waivers)).unwrap()).unwrap();
    file.to_str().unwrap().to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn checked(waivers: &[Value]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), waivers);
    let output = signoff(&["check", &file, "--as-of", AS_OF, "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn what_a_waiver_lifts_is_owed_by_who_asked_until_it_ends() {
    let none = checked(&[]);
    assert_eq!(none["verdict"]["value"], "not_ready");
    let told = checked(&[waiver("W-1", &json!({ "rule": "B105", "path": "keys.py" }), |_| {})]);
    assert_eq!(told["verdict"]["value"], "ready_with_conditions");
    assert_eq!(
        told["verdict"]["sentence"],
        "1 of 3 blocking gates pass and 2 are waived; 2 conditions are open."
    );
    let gates = told["gates"].as_array().unwrap();
    let outcome = |id: &str| {
        let gate = gates.iter().find(|gate| gate["id"] == id).unwrap();
        (gate["outcome"].clone(), gate["without_waivers"].clone(), gate["waived_by"].clone())
    };
    for id in ["no-high", "required-claims"] {
        assert_eq!(outcome(id), (json!("waived"), json!("fail"), json!(["W-1"])), "{id}");
    }
    assert_eq!(outcome("no-critical"), (json!("pass"), Value::Null, Value::Null));
    let conditions = told["verdict"]["conditions"].as_array().unwrap();
    assert_eq!(conditions.len(), 2);
    for condition in conditions {
        assert_eq!(
            (&condition["owner"], &condition["due"], &condition["closed_by"]),
            (&json!("ana"), &json!("2025-09-10"), &json!(["F-1"]))
        );
    }
    let waiver = &told["waivers"][0];
    assert_eq!(
        (&waiver["standing"], &waiver["covers"], &waiver["lifts"]),
        (&json!("in_force"), &json!(["F-1"]), &json!(["required-claims", "no-high"]))
    );
    let way = told["verdict"]["shortest_way"]["items"].as_array().unwrap();
    assert_eq!((way.len(), &way[0]["id"]), (1, &json!("F-1")), "a waiver is no way to ready");
}

#[test]
fn several_waivers_of_a_gate_share_its_condition() {
    let of = json!("gate:no-high");
    let later = waiver("W-2", &of, |it| it["expires"] = json!("2025-09-20"));
    let other = waiver("W-3", &of, |it| it["requested_by"] = json!(" cleo "));
    let told = checked(&[waiver("W-1", &of, |_| {}), later, other]);
    let owed = |told: &Value| {
        let conditions = told["verdict"]["conditions"].as_array().unwrap();
        let condition = conditions.iter().find(|condition| condition["from"] == "no-high").unwrap();
        (condition["owner"].clone(), condition["due"].clone(), condition["closed_by"].clone())
    };
    // The gate is waived as long as one of them holds.
    assert_eq!(owed(&told), (json!("ana, cleo"), json!("2025-09-20"), json!(["F-1"])));
    let finding = waiver("W-1", &json!("F-1"), |it| it["expires"] = json!("2025-09-05"));
    let same = waiver("W-2", &json!({ "rule": "B105" }), |it| it["expires"] = json!("2025-09-12"));
    let told = checked(&[finding, same]);
    assert_eq!(owed(&told), (json!("ana"), json!("2025-09-12"), json!(["F-1"])));
}

#[test]
fn the_forecast_holds_what_ends_before_the_next_review() {
    let told = checked(&[
        waiver("W-1", &json!("F-1"), |_| {}),
        waiver("W-2", &json!("clean"), |it| it["expires"] = json!("2025-09-27")),
        waiver("W-3", &json!("clean"), |it| it["expires"] = json!("2025-08-29")),
    ]);
    assert_eq!(
        told["forecast"],
        json!([
            { "day": "2025-09-10", "kind": "waiver", "id": "W-1", "turns": ["no-high"] },
            { "day": "2025-09-19", "kind": "evidence", "id": "log", "turns": ["clean"] },
        ])
    );
    let expired = &told["waivers"][2];
    assert_eq!(
        (&expired["standing"], &expired["because"]),
        (&json!("expired"), &json!("Its last day was 2025-08-29."))
    );
    let gates = told["gates"].as_array().unwrap();
    let waivers = gates.iter().find(|gate| gate["id"] == "waivers").unwrap();
    assert_eq!((&waivers["outcome"], &waivers["rests_on"]), (&json!("fail"), &json!(["W-3"])));
}

#[test]
fn a_waiver_that_does_nothing_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        folder.path(),
        &[
            waiver("W-1", &json!({ "fingerprint": "feed" }), |_| {}),
            waiver("W-2", &json!({ "rule": "B105", "path": "lock.py" }), |_| {}),
            waiver("W-3", &json!("gate:no-hihg"), |_| {}),
            waiver("W-4", &json!("F-1"), |it| it["approved_by"] = json!("Ana <a@shop.example>")),
        ],
    );
    let output = signoff(&["check", &file, "--as-of", AS_OF]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    for part in [
        "warning[waiver-of-nothing]: `W-1` waives nothing: no finding has the fingerprint `feed`",
        "at: /waivers/0/of",
        "warning[waiver-of-nothing]: `W-2` waives nothing: no finding is of the rule `B105` in `lock.py`",
        "warning[unknown-gate]: `W-3` waives a gate that the policy doesn't have: `no-hihg`",
        "help: did you mean `gate:no-high`?",
        "warning[waiver-not-allowed]: `W-4` counts for nothing: “Ana <a@shop.example>”, who approved it, may be “ana”",
        "4 warnings",
    ] {
        assert!(told.contains(part), "`{part}` is not in\n{told}");
    }
}

#[test]
fn the_terminal_shows_what_a_waived_gate_would_have_been() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), &[waiver("W-1", &json!("F-1"), |_| {})]);
    let output = signoff(&["check", &file, "--as-of", AS_OF]);
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stdout);
    let row = told.lines().find(|line| line.contains(" no-high ")).unwrap();
    assert!(row.trim_start().starts_with("waived, else fail"), "{row}");
    assert!(row.ends_with("is open: F-1. W-1 waives F-1 until 2025-09-10."), "{row}");
    let strict = signoff(&["check", &file, "--as-of", AS_OF, "--fail-on", "conditions"]);
    assert_eq!(strict.status.code(), Some(1));
    let github = text(&signoff(&["check", &file, "--as-of", AS_OF, "--format", "github"]).stdout);
    let notice = github.lines().find(|line| line.contains("gate no-high")).unwrap();
    assert!(notice.starts_with("::notice") && notice.contains(") is waived: 1 where"), "{notice}");
}

#[test]
fn a_report_of_a_version_that_didnt_judge_waivers_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), &[waiver("W-1", &json!("F-1"), |_| {})]);
    let out = folder.path().join("out");
    let render = |file: &str, out: &Path| {
        let output =
            signoff(&["render", file, "-o", out.to_str().unwrap(), "--formats", "md,json"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    render(&file, &out);
    let path = out.join("report.json");
    let mut report: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for name in ["standing", "because", "covers", "lifts"] {
        report["waivers"][0].as_object_mut().unwrap().remove(name);
    }
    report.as_object_mut().unwrap().remove("forecast");
    report["facts"].as_object_mut().unwrap().remove("waivers");
    let old = folder.path().join("old.json");
    fs::write(&old, serde_json::to_vec(&report).unwrap()).unwrap();
    let again = folder.path().join("again");
    render(old.to_str().unwrap(), &again);
    let markdown = text(&fs::read(again.join("report.md")).unwrap());
    assert!(markdown.contains("1 waiver, not judged"), "{markdown}");
    assert!(markdown.contains(", which was not judged"), "{markdown}");
}
