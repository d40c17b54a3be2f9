//! A report that holds something of every kind: an example's, with what it lacks added. Mutations of templates work
//! on it, since what no report holds can't be left out.

use serde_json::{Value, json};
use signoff::model::Report;

use crate::support;

/// The report, and the same as JSON.
pub fn report() -> (Report, Value) {
    let findings = support::root().join("examples/self/findings.json");
    let arguments = ["render", findings.to_str().unwrap(), "-o", "-", "--formats", "json"];
    let output = support::command(&arguments).args(["--as-of", support::AS_OF]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let evidence = report["evidence"][0]["id"].clone();
    let link = json!({ "evidence": evidence, "state": "holds", "lines": [2, 4], "at": "/a", "value": "845",
        "expect": "<= 2000" });
    stated(&mut report, &link);
    decided(&mut report, &link);
    listed(&mut report, &link);
    let filled: Report = serde_json::from_value(report).unwrap();
    let json = serde_json::to_value(&filled).unwrap();
    (filled, json)
}

fn stated(report: &mut Value, link: &Value) {
    report["subject"]["description"] = json!("A thing that is described in these words");
    report["report"]["prepared_by"] = json!(["Ada Example", "Ben Example"]);
    report["report"]["contacts"] = json!(["contact@example.com"]);
    let declared =
        json!([{ "verdict": "ready", "score": 91, "words": "good enough", "from": [link] }]);
    report["report"]["declared"] = declared.clone();
    report["categories"][0]["declared"] = declared;
    report["categories"][0]["body"] = json!("What the category is about.");
    report["claims"][0]["body"] = json!("What else the claim says.\n\n- in a list");
    report["findings"][0]["body"] = json!("What the finding is about.");
    report["findings"][0]["refutes"] = json!([report["claims"][0]["id"]]);
    report["findings"][0]["location"] =
        json!({ "path": "src/a.rs", "start_line": 3, "snippet": "let odd = 17;" });
    push(
        report,
        "measures",
        json!({
            "id": "extra-latency", "metric": "latency", "scope": "api", "title": "Latency of the interface",
            "value": "845", "unit": "ms", "target": "<= 1500 ms", "state": "met", "links": [link],
            "because": "845 ms is within the target.", "baseline": "1200 ms", "declared": [{ "value": "fast" }],
            "reference": { "title": "Elsewhere", "value": "2 s", "source": "a survey" }
        }),
    );
    push(
        report,
        "measures",
        json!({
            "id": "extra-users", "metric": "users", "target": ">= 15000", "state": "no_value"
        }),
    );
    push(
        report,
        "contradictions",
        json!({
            "id": "extra-contradiction", "rule": "score-mismatch", "level": "error", "text": "Two totals differ.",
            "says": { "value": "95 of 100", "links": [link] }, "holds": { "value": "78.5 of 100", "links": [] }
        }),
    );
    push(
        report,
        "sections",
        json!({
            "id": "extra-section", "title": "Told besides", "place": "after:cover",
            "body": "One sentence of it.\n\n1. A first point\n2. A second\n\n| Left | Right |\n| --- | --- |\n| here | there |"
        }),
    );
}

fn decided(report: &mut Value, link: &Value) {
    // More than a front page holds.
    let gate = report["gates"][0]["id"].clone();
    let reasons = report["verdict"]["reasons"].as_array_mut().unwrap();
    reasons.extend((1..=7).map(|number| {
        let text = format!("The door is open in {number} ways.");
        json!({ "gate": gate, "outcome": "fail", "level": "block", "text": text })
    }));
    report["policy"]["required"] = json!([report["claims"][0]["id"]]);
    push(
        report,
        "waivers",
        json!({
            "id": "extra-waiver", "of": { "rule": "a-rule", "path": "src/b.rs" }, "reason": "Known, and of no effect",
            "requested_by": "Ada Example", "approved_by": "Ben Example", "granted": "2026-11-01",
            "expires": "2026-12-01", "ticket": "T-17", "evidence": [link]
        }),
    );
    push(
        report,
        "signoffs",
        json!({
            "id": "extra-signoff", "role": "head of release", "name": "Cleo Example", "required": false,
            "decision": "approve_with_conditions", "date": "2026-11-20", "standing": "of_another_version",
            "conditions": ["Mend the door"], "note": "for a week",
            "condition_states": [{ "from": "extra-signoff", "text": "Mend the door", "owner": "Ben Example",
                "due": "2026-12-01", "state": "open" }]
        }),
    );
}

fn listed(report: &mut Value, link: &Value) {
    push(
        report,
        "checklists",
        json!({
            "id": "extra-list", "title": "Before the door opens", "required": true, "evidence": [link],
            "declared": [{ "status": "pass", "words": "all done" }],
            "items": [{ "id": "extra-item", "title": "The door is shut", "done": true, "required": true,
                "claim": "extra-item", "state": "unsupported", "owner": "Ben Example", "note": "since May" }]
        }),
    );
    push(
        report,
        "artifacts",
        json!({
            "id": "extra-file", "path": "src/door.rs", "title": "The door", "change": "added",
            "for": [report["claims"][0]["id"]], "evidence": [link]
        }),
    );
    push(
        report,
        "actions",
        json!({
            "id": "extra-action", "title": "Shut the door", "status": "in_progress", "owner": "Ben Example",
            "due": "2026-11-30", "priority": "first", "effort": "2 h", "closes": [report["findings"][0]["id"]],
            "body": "By the handle."
        }),
    );
    push(
        report,
        "runs",
        json!({
            "id": "extra-run", "tool": { "name": "doorcheck", "version": "1.2" }, "command": "doorcheck --all",
            "started_at": "2026-11-20T03:39:16Z", "ended_at": "2026-11-20T03:42:14Z", "exit_code": 3, "checked": 17
        }),
    );
}

fn push(report: &mut Value, array: &str, thing: Value) {
    report[array].as_array_mut().unwrap().push(thing);
}
