//! Shapes of checkers' outputs that are easily read wrong: what is a finding in them, what isn't, and what they say of
//! the run.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that goes wrong panics, and says where"
)]

#[path = "shapes/numbers.rs"]
mod numbers;
#[path = "shapes/vulnerabilities.rs"]
mod vulnerabilities;

use serde_json::json;
use signoff::ingest::{Adapters, InMemory, Item};
use signoff::model::{Finding, Run, Severity, Status};

/// What the one adapter that knows the text gives.
fn read(adapter: &str, text: &str) -> Vec<Item> {
    let raw = InMemory { path: "output".to_owned(), bytes: text.as_bytes().to_vec() };
    let adapters = Adapters::built_in();
    let known = adapters.of(&raw).unwrap_or_else(|error| panic!("{adapter}: {error}"));
    assert_eq!(known.name(), adapter);
    let mut items: Vec<Item> = Vec::new();
    known.read(&raw, &mut items).unwrap_or_else(|error| panic!("{adapter}: {error}"));
    items
}

fn findings(items: &[Item]) -> Vec<(&Finding, &str)> {
    let told = items.iter().filter_map(|item| match item {
        Item::Finding { finding, at } => Some((&**finding, at.as_str())),
        Item::Run(_) | Item::Measure { .. } | Item::Note { .. } => None,
    });
    told.collect()
}

fn runs(items: &[Item]) -> Vec<&Run> {
    let told = items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(&**run),
        Item::Finding { .. } | Item::Measure { .. } | Item::Note { .. } => None,
    });
    told.collect()
}

fn measures(items: &[Item]) -> Vec<(&str, &str)> {
    let told = items.iter().filter_map(|item| match item {
        Item::Measure { measure, at } => Some((measure.metric.as_str(), at.as_str())),
        Item::Run(_) | Item::Finding { .. } | Item::Note { .. } => None,
    });
    told.collect()
}

#[test]
fn a_secret_is_found_and_not_repeated() {
    let secret = "tops3cret";
    let outputs = [
        (
            "gitleaks",
            json!([{
                "RuleID": "key", "Description": "Key", "StartLine": 2, "Match": format!("key = {secret}"), "Secret": secret,
                "File": "a.py", "Message": format!("add {secret}"), "Tags": [],
            }]),
        ),
        (
            "gitleaks",
            json!([{
                "rule": "Key", "file": "a.py", "offender": secret, "line": format!("key = {secret}"), "lineNumber": 2,
                "tags": "key, cloud",
            }]),
        ),
        (
            "trufflehog",
            json!({
                "SourceMetadata": { "Data": { "Git": { "file": "a.py", "line": 2 } } }, "DetectorName": "Key",
                "Verified": true, "Raw": secret, "RawV2": secret, "Redacted": "",
            }),
        ),
        (
            "trufflehog",
            json!([{
                "rule": { "id": "key", "message": "Key", "severity": "HIGH" }, "path": "a.py", "line": "2",
                "secret": secret, "context": { "2": secret },
            }]),
        ),
    ];
    for (adapter, output) in outputs {
        let items = read(adapter, &output.to_string());
        let [(finding, _)] = findings(&items)[..] else { panic!("{items:?}") };
        let location = finding.location.as_ref().unwrap();
        assert_eq!((location.path.as_deref(), location.start_line), (Some("a.py"), Some(2)));
        assert_eq!(finding.severity, Severity::High);
        assert!(!format!("{items:?}").contains(secret), "{items:?}");
    }
}

#[test]
fn a_directive_without_a_reason_gives_none() {
    let message = |suppressions| json!({ "ruleId": "no-var", "severity": 2, "message": "m", "line": 1, "suppressions": suppressions });
    let output = json!([{ "filePath": "a.js", "messages": [], "suppressedMessages": [
        message(json!([{ "kind": "directive", "justification": "" }])),
        message(json!([{ "kind": "directive", "justification": "old browsers" }])),
    ] }]);
    let items = read("eslint", &output.to_string());
    let told = findings(&items);
    let told: Vec<_> =
        told.iter().map(|(it, _)| (it.status, it.status_reason.as_deref())).collect();
    assert_eq!(told, [(Status::Suppressed, None), (Status::Suppressed, Some("old browsers"))]);
    assert_eq!((runs(&items)[0].successful, runs(&items)[0].checked), (Some(true), Some(1)));
}

#[test]
fn what_the_compiler_sums_up_is_no_finding() {
    let span = json!([{ "is_primary": true, "file_name": "a.rs", "line_start": 3 }]);
    let message = |level: &str, spans| {
        let message = json!({ "level": level, "message": "m", "code": null, "spans": spans, "children": [], "rendered": "" });
        json!({ "reason": "compiler-message", "message": message }).to_string()
    };
    let end = |success: bool| json!({ "reason": "build-finished", "success": success }).to_string();
    let lines =
        [message("warning", span.clone()), message("warning", json!([])), message("note", span)];
    for success in [true, false] {
        let items = read("clippy", &format!("{}\n{}\n", lines.join("\n"), end(success)));
        let [(finding, at)] = findings(&items)[..] else { panic!("{items:?}") };
        assert_eq!((finding.tool_severity.as_deref(), at), (Some("warning"), "L1"));
        assert_eq!(runs(&items)[0].successful, Some(success));
    }
}

#[test]
fn a_threshold_that_is_true_was_crossed_but_one_that_is_ok_was_kept() {
    let group = json!({ "name": "", "groups": {}, "checks": {} });
    let exported = json!({ "root_group": group, "metrics": {
        "http_req_duration": { "p(95)": 512.3, "thresholds": { "p(95)<500": true, "avg<300": false } },
        "http_req_failed": { "value": 0.1, "passes": 1, "fails": 9 },
    } });
    let items = read("k6", &exported.to_string());
    let [(finding, at)] = findings(&items)[..] else { panic!("{items:?}") };
    assert_eq!(finding.rule, "http_req_duration: p(95)<500");
    assert_eq!(at, "/metrics/http_req_duration/thresholds/p(95)<500");
    assert!(measures(&items).contains(&("http.p95", "/metrics/http_req_duration/p(95)")));
    assert!(measures(&items).contains(&("http.error_rate", "/metrics/http_req_failed/value")));

    let handled = json!({ "root_group": group, "metrics": { "http_req_duration": {
        "type": "trend", "contains": "time", "values": { "p(95)": 1 },
        "thresholds": { "p(95)<500": { "ok": true }, "avg<0": { "ok": false } },
    } } });
    let items = read("k6", &handled.to_string());
    let [(finding, _)] = findings(&items)[..] else { panic!("{items:?}") };
    assert_eq!(finding.rule, "http_req_duration: avg<0");
    assert_eq!(runs(&items)[0].checked, Some(2));
}

#[test]
fn what_passed_or_was_not_evaluated_is_no_finding() {
    let result = |status| json!({ "rule_id": "A", "severity": "HIGH", "status": status, "location": { "filename": "a.tf" } });
    let output =
        json!({ "results": [result(json!(0)), result(json!(1)), result(json!("ignored"))] });
    let items = read("tfsec", &output.to_string());
    let told: Vec<_> = findings(&items).iter().map(|(it, at)| (it.status, *at)).collect();
    assert_eq!(told, [(Status::Open, "/results/0"), (Status::Suppressed, "/results/2")]);

    let check = |score| json!({ "name": "Fuzzing", "score": score, "reason": "r", "details": null, "documentation": {} });
    let scored = |checks| {
        let scorecard = json!({ "version": "v5", "commit": "d" });
        json!({ "date": "2026-01-01", "repo": { "name": "r", "commit": "c" }, "scorecard": scorecard, "score": -1, "checks": checks })
    };
    let items = read("scorecard", &scored(json!([check(-1)])).to_string());
    assert_eq!((findings(&items).len(), measures(&items).len()), (0, 0));
    assert_eq!(runs(&items)[0].checked, Some(0));
    assert!(items.iter().any(|item| matches!(item, Item::Note { .. })));
    let items = read("scorecard", &scored(json!([check(10), check(9)])).to_string());
    assert_eq!(findings(&items)[0].1, "/checks/1");
    assert_eq!(runs(&items)[0].checked, Some(2));
}

#[test]
fn a_page_that_broke_is_told() {
    let page = |error| {
        json!({ "lighthouseVersion": "12.0.0", "finalDisplayedUrl": "http://a/", "runtimeError": error,
            "categories": { "performance": { "title": "P", "score": 0.5, "auditRefs": [] } },
            "audits": {
                "slow": { "id": "slow", "title": "Slow", "score": 0.89, "scoreDisplayMode": "numeric" },
                "fast": { "id": "fast", "title": "Fast", "score": 0.9, "scoreDisplayMode": "numeric" },
                "by-hand": { "id": "by-hand", "title": "T", "score": null, "scoreDisplayMode": "manual" },
                "broken": { "id": "broken", "title": "T", "score": null, "scoreDisplayMode": "error" },
            } })
    };
    let items = read("lighthouse", &page(json!(null)).to_string());
    let [(finding, _)] = findings(&items)[..] else { panic!("{items:?}") };
    assert_eq!(finding.rule, "slow");
    assert_eq!(measures(&items), [("lighthouse.performance", "/categories/performance/score")]);
    assert_eq!((runs(&items)[0].successful, runs(&items)[0].checked), (Some(true), Some(2)));

    let flow = json!({ "steps": [{ "lhr": page(json!(null)) }, { "lhr": page(json!({ "code": "NO_FCP" })) }] });
    let items = read("lighthouse", &flow.to_string());
    assert_eq!(findings(&items).len(), 2);
    let [run] = runs(&items)[..] else { panic!("{items:?}") };
    assert_eq!(run.successful, Some(false));
}

#[test]
fn zap_is_the_same_in_xml_and_json() {
    let xml = "<?xml version=\"1.0\"?><OWASPZAPReport version=\"2.9\" generated=\"x\"><site name=\"http://a\"><alerts>\
        <alertitem><pluginid>1</pluginid><alert>A &amp; B</alert><riskcode>3</riskcode><confidence>0</confidence>\
        <instances><instance><uri>http://a/?b=1&amp;c=2</uri></instance></instances><cweid>79</cweid></alertitem>\
        </alerts></site></OWASPZAPReport>";
    let json = json!({ "@version": "2.9", "@generated": "x", "site": [{ "@name": "http://a", "alerts": [{
        "pluginid": "1", "alert": "A & B", "riskcode": "3", "confidence": "0", "cweid": "79",
        "instances": [{ "uri": "http://a/?b=1&c=2" }],
    }] }] });
    for (text, place) in [
        (xml.to_owned(), "xml:/OWASPZAPReport/site[1]/alerts/alertitem[1]/pluginid"),
        (json.to_string(), "/site/0/alerts/0"),
    ] {
        let items = read("zap", &text);
        let [(finding, at)] = findings(&items)[..] else { panic!("{items:?}") };
        assert_eq!((finding.title.as_str(), finding.severity), ("A & B", Severity::High));
        let logical = finding.location.as_ref().and_then(|it| it.logical.as_deref());
        assert_eq!((logical, at), (Some("http://a/?b=1&c=2"), place));
        assert_eq!(finding.aliases, ["CWE-79"]);
        assert_eq!(finding.status, Status::FalsePositive);
        assert_eq!(runs(&items)[0].checked, Some(1));
    }
}
