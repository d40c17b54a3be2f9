//! A report that holds something of every kind: an example's, with what it lacks added. Mutations of templates work
//! on it, since what no report holds can't be left out.

use std::fs;

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
    decided(&mut report);
    waived(&mut report, &link);
    contradicted(&mut report, &link);
    listed(&mut report, &link);
    masked(&mut report);
    beside(&mut report, &evidence);
    naming(&mut report);
    report["changes"] = changes();
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
    let operands: Vec<Value> = (1..=14)
        .map(|at| {
            let lines = json!([at, at]);
            json!({ "evidence": link["evidence"], "lines": lines, "value": (120 + at).to_string(), "unit": "ms" })
        })
        .collect();
    push(
        report,
        "measures",
        json!({
            "id": "extra-mean", "metric": "latency", "scope": "page", "value": "127.33", "exact": "382/3",
            "unit": "ms", "state": "read", "aggregate": "mean", "links": [link], "operands": operands
        }),
    );
    report["claims"][1]["evidence"] = json!([{
        "evidence": link["evidence"], "state": "vacuous", "lines": [1, 1], "because": "No door was tried.",
        "note": "to be tried again"
    }]);
    push(
        report,
        "sections",
        json!({
            "id": "extra-section", "title": "Told besides", "place": "after:cover",
            "body": "One sentence of it.\n\n1. A first point\n2. A second\n\n| Left | Right |\n| --- | --- |\n| hither | thither |"
        }),
    );
}

fn decided(report: &mut Value) {
    // More than a front page holds.
    let gate = report["gates"][0]["id"].clone();
    let reasons = report["verdict"]["reasons"].as_array_mut().unwrap();
    reasons.extend((1..=7).map(|number| {
        let text = format!("The door is open in {number} ways.");
        json!({ "gate": gate, "outcome": "fail", "level": "block", "text": text })
    }));
    report["verdict"]["shortest_way"]["stuck"] = json!([gate]);
    report["policy"]["required"] = json!([report["claims"][0]["id"]]);
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

/// A waiver in force that lifts a gate, one that expired, one of a finding; and what expires next.
fn waived(report: &mut Value, link: &Value) {
    let gate = report["gates"][0]["id"].clone();
    let finding = report["findings"][0]["id"].clone();
    let lifted = &mut report["gates"][0];
    lifted["outcome"] = json!("waived");
    lifted["without_waivers"] = json!("fail");
    lifted["waived_by"] = json!(["extra-waiver"]);
    lifted["because"] = json!("The door is open, which `extra-waiver` accepts.");
    report["policy"]["waivers"] = json!({
        "approvers": ["Ben Example"], "longest": "90 days", "never": [report["gates"][1]["id"]]
    });
    let waiver = |id: &str, of: Value, standing: &str, because: &str| {
        json!({
            "id": id, "of": of, "reason": format!("The reason of {id}"), "requested_by": "Ada Example",
            "approved_by": "Ben Example", "granted": "2026-11-01", "expires": "2026-12-01", "ticket": "T-17",
            "evidence": [link], "standing": standing, "because": because
        })
    };
    let of = json!(format!("gate:{}", gate.as_str().unwrap()));
    let mut lifting = waiver("extra-waiver", of.clone(), "in_force", "It holds for ten days more.");
    lifting["lifts"] = json!([gate]);
    let rule = json!({ "rule": "a-rule", "path": "src/b.rs" });
    let mut covering = waiver("extra-waiver-rule", rule, "in_force", "It holds.");
    covering["covers"] = json!([finding]);
    push(report, "waivers", lifting);
    push(report, "waivers", covering);
    push(report, "waivers", waiver("extra-waiver-past", of, "expired", "Its last day is past."));
    let of = report["claims"][0]["id"].clone();
    push(report, "waivers", waiver("extra-waiver-next", of, "not_yet", "It begins tomorrow."));
    report["forecast"] = json!([
        { "day": "2026-12-01", "kind": "waiver", "id": "extra-waiver", "turns": [gate] },
        { "day": "2026-12-02", "kind": "evidence", "id": link["evidence"], "turns": [report["claims"][0]["id"]] }
    ]);
}

/// A contradiction, a rule that is switched off, and something that no rule could look at.
fn contradicted(report: &mut Value, link: &Value) {
    let claim = report["claims"][0]["id"].clone();
    push(
        report,
        "contradictions",
        json!({
            "id": "extra-contradiction", "rule": "score-mismatch", "level": "error", "text": "Two totals differ.",
            "says": { "value": "95 of 100", "links": [link] }, "holds": { "value": "78.5 of 100", "links": [] },
            "about": [claim]
        }),
    );
    push(
        report,
        "contradiction_rules",
        json!({ "rule": "extra-rule", "level": "off", "summary": "What nobody asked for." }),
    );
    report["facts"]["contradictions"] = json!([
        { "id": "extra-unreadable", "rule": "score-mismatch", "about": [claim], "holds_if": "unreadable" }
    ]);
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

/// What is masked, and what the policy says of that and of the rest.
fn masked(report: &mut Value) {
    report["evidence"][0]["masked"] = json!({ "places": 5, "rules": { "github": 2, "extra-pattern": 3 }, "original_sha256": "5e".repeat(32) });
    report["redactions"] = json!({
        "total": 7, "rules": { "github": 4, "extra-pattern": 3 },
        "files": { "inputs/extra.log": 5, "inputs/findings.json": 2 }
    });
    let policy = &mut report["policy"];
    policy["redact"] = json!({
        "patterns": [{ "id": "extra-pattern", "pattern": "tn_([a-z]{4})" }], "rules": { "jwt": "off", "npm": "on" },
        "show_original_digest": true
    });
    policy["brand"] = json!({ "name": "Doors and Sons" });
    policy["may_not_apply"] = json!(["extra-claim"]);
    policy["category"] =
        json!({ "safety": { "weight": "2", "max_age": "14 days", "weakest_method": "test" } });
    policy["contradictions"] = json!({ "tolerance": "2", "level": { "vague-date": "off" } });
    policy["evidence"] = json!({ "max_age": "90 days" });
    policy["findings"] = json!({ "closed": ["fixed", "accepted"], "same_as": "once" });
    policy["adapters"] = json!(["checkers", "more/checkers"]);
    let gate = policy["gate"].as_array_mut().unwrap();
    let gate = gate.iter_mut().find(|gate| gate["type"] == "open-findings").unwrap();
    gate["tools"] = json!(["doorcheck", "lockcheck"]);
    report["verdict"]["shortest_way"]["effort"] =
        json!({ "known": 3, "unknown": 2, "least_minutes": 60, "most_minutes": 90 });
}

/// What may stand on every kind of thing: links that say where it is stated, what a tool keeps, what was declared.
fn beside(report: &mut Value, evidence: &Value) {
    let mut number = 100;
    let mut next = || {
        number += 1;
        number
    };
    let link = |number: usize| {
        json!({ "evidence": evidence, "state": "holds", "lines": [number, number], "at": format!("/at/{number}"),
            "value": format!("value {number}"), "expect": format!("== value {number}") })
    };
    let bag = |number: usize| json!({ format!("kept-{number}"): number });
    for kind in [
        "actions",
        "artifacts",
        "checklists",
        "evidence",
        "findings",
        "measures",
        "runs",
        "sections",
        "signoffs",
        "waivers",
        "categories",
        "claims",
    ] {
        let thing = last(report, kind);
        thing["evidence"] = json!([link(next())]);
        thing["properties"] = bag(next());
        if matches!(kind, "checklists" | "measures" | "categories" | "claims") {
            thing["declared"] = json!([{ "status": "pass", "words": format!("said {}", next()),
                "from": [link(next())], "properties": bag(next()) }]);
        }
    }
    let item = &mut last(report, "checklists")["items"][0];
    item["evidence"] = json!([link(next())]);
    item["properties"] = bag(next());
    last(report, "measures")["baseline_links"] = json!([link(next())]);
    last(report, "contradictions")["holds"] =
        json!({ "value": "78.5 of 100", "links": [link(next())] });
    report["report"]["evidence"] = json!([link(next())]);
    report["report"]["properties"] = bag(next());
    report["report"]["declared"] = json!([{ "verdict": "ready", "words": format!("said {}", next()),
        "from": [link(next())], "properties": bag(next()) }]);
    report["subject"]["properties"] = bag(next());
}

/// Things that name others.
fn naming(report: &mut Value) {
    let claim = report["claims"][0]["id"].clone();
    let finding = last(report, "findings")["id"].clone();
    let condition = json!({ "from": last(report, "gates")["id"], "text": "The gate is owed.", "state": "open",
        "closed_by": ["extra-action"] });
    report["verdict"]["conditions"] = json!([condition]);
    last(report, "signoffs")["condition_states"][0]["closed_by"] = json!(["extra-action"]);
    last(report, "actions")["for"] = json!([claim]);
    last(report, "claims")["supported_by"] = json!([claim]);
    last(report, "claims")["refuted_by"] = json!([finding]);
    last(report, "evidence")["stale_for"] = json!([claim]);
    last(report, "findings")["aliases"] = json!(["EXTRA-2026-1"]);
    last(report, "findings")["fingerprints"] = json!({ "extra/v1": "5b6c" });
}

/// What changed, as the tests of its document have it: each case is there once.
fn changes() -> Value {
    let text = fs::read(support::root().join("src/view/delta/specimen.json")).unwrap();
    let mut delta: Value = serde_json::from_slice(&text).unwrap();
    delta["findings"].as_array_mut().unwrap().retain(|finding| finding["change"] != "same");
    for side in ["old", "new"] {
        delta[side]["subject"]["properties"] = json!({ "kept": side });
    }
    for list in ["evidence", "contradictions", "waivers", "actions", "signoffs"] {
        let thing = last(&mut delta, list);
        thing["fields"] = json!([{ "field": "door", "old": format!("{list} shut"), "new": format!("{list} open") }]);
        thing["words"] = json!([{ "change": "removed", "text": format!("{list} went") },
            { "change": "added", "text": format!("{list} came") }]);
        thing["change"] = json!("changed");
    }
    last(&mut delta, "measures")["fields"] =
        json!([{ "field": "scope", "old": "page", "new": "site" }]);
    delta
}

fn last<'r>(report: &'r mut Value, array: &str) -> &'r mut Value {
    report[array].as_array_mut().unwrap().last_mut().unwrap()
}

fn push(report: &mut Value, array: &str, thing: Value) {
    report[array].as_array_mut().unwrap().push(thing);
}
