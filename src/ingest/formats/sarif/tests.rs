//! Both sides of each edge.
#![expect(clippy::needless_pass_by_value, reason = "what `json!` makes is handed over")]

mod hostile;
mod inline;

use serde_json::{Value, json};

use super::Sarif;
use crate::ingest::{Adapter, InMemory, Item, Unreadable};
use crate::model::{Finding, Run, Severity, Status};

fn raw(text: impl Into<Vec<u8>>) -> InMemory {
    InMemory { path: "a.sarif".to_owned(), bytes: text.into() }
}

fn read(text: &str) -> Result<Vec<Item>, Unreadable> {
    let mut items: Vec<Item> = Vec::new();
    Sarif.read(&raw(text), &mut items)?;
    Ok(items)
}

fn items(log: &Value) -> Vec<Item> {
    read(&log.to_string()).unwrap()
}

/// A log of one run.
fn log(run: Value) -> Value {
    json!({ "version": "2.1.0", "runs": [run] })
}

/// A log with one result, and rules of its driver.
fn one(rules: Value, result: Value) -> Value {
    log(json!({ "tool": { "driver": { "name": "T", "rules": rules } }, "results": [result] }))
}

fn findings(items: &[Item]) -> Vec<(&Finding, &str)> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Finding { finding, at } => Some((finding.as_ref(), at.as_str())),
            Item::Run(_) | Item::Measure { .. } | Item::Note { .. } => None,
        })
        .collect()
}

fn runs(items: &[Item]) -> Vec<&Run> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Run(run) => Some(run.as_ref()),
            Item::Finding { .. } | Item::Measure { .. } | Item::Note { .. } => None,
        })
        .collect()
}

fn notes(items: &[Item]) -> Vec<(&str, &str)> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Note { message, at } => Some((message.as_str(), at.as_str())),
            Item::Finding { .. } | Item::Measure { .. } | Item::Run(_) => None,
        })
        .collect()
}

fn finding(rules: Value, result: Value) -> Finding {
    let items = items(&one(rules, result));
    let found = findings(&items);
    assert_eq!(found.len(), 1);
    found[0].0.clone()
}

/// Its level and severity.
fn levels(rules: Value, result: Value) -> (String, Severity) {
    let finding = finding(rules, result);
    (finding.tool_severity.unwrap(), finding.severity)
}

#[test]
fn each_run_goes_before_its_results_wherever_it_says_what_it_is() {
    let run = |name: &str| {
        json!({ "results": [{ "ruleId": "A", "message": { "text": "m" } }, {}],
            "tool": { "driver": { "name": name, "semanticVersion": "1.2" } } })
    };
    let log = json!({ "runs": [run("one"), run("two")], "version": "2.1.0" });
    let items = items(&log);
    let order: Vec<String> = items
        .iter()
        .map(|item| match item {
            Item::Run(run) => run.tool.name.clone(),
            Item::Finding { at, .. } => at.clone(),
            Item::Measure { .. } | Item::Note { .. } => "other".to_owned(),
        })
        .collect();
    // The second result doesn't name its rule, which is told.
    let expected = ["one", "/runs/0/results/0", "/runs/0/results/1", "other"];
    assert_eq!(order[..4], expected);
    assert_eq!(order[4..], ["two", "/runs/1/results/0", "/runs/1/results/1", "other"]);
    assert_eq!(runs(&items)[0].tool.version.as_deref(), Some("1.2"));
    assert_eq!(findings(&items)[1].0.rule, "(no rule)");
}

#[test]
fn rules_are_found_by_id_by_index_and_in_extensions() {
    let tool = json!({
        "driver": { "name": "T", "rules": [{ "id": "D0" }, { "id": "D1", "helpUri": "https://d1" }] },
        "extensions": [{ "name": "E", "guid": "g", "rules": [{ "id": "X0", "name": "ex" }] }],
    });
    let results = json!([
        { "ruleId": "D1" },
        { "ruleIndex": 1 },
        { "rule": { "index": 0, "toolComponent": { "index": 0 } } },
        { "rule": { "index": 0, "toolComponent": { "guid": "g" } } },
        { "rule": { "id": "X0" } },
        { "ruleId": "D1/part" },
        { "ruleId": "own", "ruleIndex": 1 },
        { "ruleId": "D9", "ruleIndex": -1 },
        { "ruleIndex": 9 },
    ]);
    let items = items(&log(json!({ "tool": tool, "results": results })));
    let found = findings(&items);
    let rules: Vec<&str> = found.iter().map(|(finding, _)| finding.rule.as_str()).collect();
    assert_eq!(rules, ["D1", "D1", "X0", "X0", "X0", "D1/part", "own", "D9", "(no rule)"]);
    let help = |at: usize| found[at].0.help_uri.as_deref();
    assert_eq!(
        [help(0), help(1), help(5), help(7)],
        [Some("https://d1"), Some("https://d1"), Some("https://d1"), None]
    );
    assert_eq!(found[6].0.aliases, ["D1"]);
    assert_eq!(found[2].0.properties["rule"]["name"], "ex");
}

#[test]
fn a_level_is_the_results_own_then_the_rules_then_warning() {
    let rules =
        || json!([{ "id": "A", "defaultConfiguration": { "level": "error" } }, { "id": "B" }]);
    let told = |result: Value| levels(rules(), result);
    assert_eq!(told(json!({ "ruleId": "A" })), ("error".to_owned(), Severity::High));
    assert_eq!(told(json!({ "ruleId": "A", "level": "note" })), ("note".to_owned(), Severity::Low));
    assert_eq!(told(json!({ "ruleId": "B" })), ("warning".to_owned(), Severity::Medium));
    let informational = json!({ "ruleId": "A", "kind": "informational" });
    assert_eq!(told(informational), ("none".to_owned(), Severity::Info));
    for kind in ["open", "review"] {
        let told = told(json!({ "ruleId": "A", "kind": kind }));
        assert_eq!(told, ("none".to_owned(), Severity::Unknown), "{kind}");
    }
}

#[test]
fn an_invocation_overrides_the_level_for_what_it_found() {
    let run = |invocation: Value| {
        log(json!({
            "tool": { "driver": { "name": "T", "rules": [{ "id": "A" }] } },
            "invocations": [{ "executionSuccessful": true, "ruleConfigurationOverrides": [
                { "descriptor": { "index": 0 }, "configuration": { "level": "error" } }] }],
            "results": [{ "ruleId": "A", "provenance": { "invocationIndex": invocation } }],
        }))
    };
    let level = |log: &Value| findings(&items(log))[0].0.tool_severity.clone().unwrap();
    assert_eq!(level(&run(json!(0))), "error");
    assert_eq!(level(&run(json!(-1))), "warning");
    assert_eq!(level(&run(json!(1))), "warning");
}

#[test]
fn a_level_that_the_standard_lacks_is_told_once_and_unknown() {
    let result = || json!({ "ruleId": "A", "level": "grave" });
    let run = json!({ "tool": { "driver": { "name": "T" } }, "results": [result(), result()] });
    let items = items(&log(run));
    assert!(findings(&items).iter().all(|(it, _)| it.severity == Severity::Unknown));
    let note = "the level `grave` is none of the standard's; it counts as unknown";
    assert_eq!(notes(&items), [(note, "/runs/0/results/0")]);
}

#[test]
fn what_held_or_did_not_apply_is_no_finding() {
    let results = json!([
        { "kind": "pass" }, { "kind": "notApplicable" }, { "kind": "fail" }, { "kind": "review" }
    ]);
    let items = items(&log(json!({ "tool": { "driver": { "name": "T" } }, "results": results })));
    let at: Vec<&str> = findings(&items).iter().map(|(_, at)| *at).collect();
    assert_eq!(at, ["/runs/0/results/2", "/runs/0/results/3"]);
    assert_eq!(runs(&items)[0].properties["kinds"]["pass"], 1);
}

#[test]
fn a_suppression_counts_where_it_is_accepted() {
    let told = |suppressions: Value| {
        let finding = finding(json!([]), json!({ "ruleId": "A", "suppressions": suppressions }));
        (finding.status, finding.status_reason)
    };
    let accepted = json!([{ "kind": "external", "status": "accepted", "justification": "known" }]);
    assert_eq!(told(accepted), (Status::Suppressed, Some("known".to_owned())));
    assert_eq!(told(json!([{ "kind": "inSource" }])), (Status::Suppressed, None));
    for status in ["underReview", "rejected", "other"] {
        let asked = json!([{ "kind": "external", "status": status, "justification": "x" }]);
        assert_eq!(told(asked), (Status::Open, None), "{status}");
    }
    let several = json!([{ "status": "rejected" }, { "status": "accepted" }]);
    assert_eq!(told(several).0, Status::Suppressed);
    assert_eq!(told(json!([])).0, Status::Open);
    assert_eq!(told(json!(null)).0, Status::Open);
}

#[test]
fn what_only_an_earlier_run_found_is_fixed() {
    let told = |state: &str| finding(json!([]), json!({ "ruleId": "A", "baselineState": state }));
    let absent = told("absent");
    assert_eq!(absent.status, Status::Fixed);
    assert!(absent.status_reason.unwrap().contains("earlier run"));
    for state in ["new", "unchanged", "updated"] {
        let finding = told(state);
        assert_eq!((finding.status, finding.status_reason), (Status::Open, None));
        assert_eq!(finding.properties["baselineState"], state);
    }
}

#[test]
fn no_list_of_results_is_not_an_empty_list() {
    let told = |results: Value| {
        let run = json!({ "tool": { "driver": { "name": "T" } }, "results": results });
        let items = items(&log(run));
        (runs(&items)[0].checked, notes(&items).len())
    };
    assert_eq!(told(json!([])), (None, 0));
    assert_eq!(told(json!(null)), (Some(0), 1));
    let none = items(&log(json!({ "tool": { "driver": { "name": "T" } } })));
    assert_eq!(runs(&none)[0].checked, Some(0));
    assert_eq!(
        notes(&none),
        [("the run of “T” has no list of results: it looked for none", "/runs/0")]
    );
    let no_run = items(&json!({ "version": "2.1.0", "runs": [] }));
    assert_eq!(notes(&no_run), [("the log holds no run: nothing was looked at", "/runs")]);
}

#[test]
fn an_invocation_tells_how_the_run_ended() {
    let run = |invocations: Value| {
        let run = json!({ "tool": { "driver": { "name": "T" } }, "results": [], "invocations": invocations,
            "versionControlProvenance": [{ "revisionId": "0a1b2c3" }] });
        items(&log(run))
    };
    let all = run(json!([{
        "executionSuccessful": false, "commandLine": "t scan .", "exitCode": 2,
        "exitCodeDescription": "broken", "startTimeUtc": "2026-01-02T03:04:05Z", "endTimeUtc": "soon",
        "environmentVariables": { "TOKEN": "secret" },
        "toolExecutionNotifications": [
            { "level": "error", "message": { "text": "boom" } },
            { "message": { "text": "careful" } },
            { "level": "note", "message": { "text": "fine" } }],
        "toolConfigurationNotifications": [{ "level": "error", "exception": { "kind": "E" } }],
    }]));
    let told = runs(&all)[0];
    assert_eq!((told.successful, told.exit_code), (Some(false), Some(2)));
    assert_eq!(told.command.as_deref(), Some("t scan ."));
    assert_eq!(told.commit.as_deref(), Some("0a1b2c3"));
    assert!(told.started_at.is_some() && told.ended_at.is_none());
    assert_eq!(told.properties["warnings"], json!(["careful"]));
    assert!(!format!("{all:?}").contains("secret"));
    let below = "/runs/0/invocations/0";
    assert_eq!(
        notes(&all),
        [
            ("its time `soon` is no time, and is left out", below),
            ("the run says that it was not successful: broken", below),
            ("the run met an error: boom", &format!("{below}/toolExecutionNotifications/0")),
            ("the run met an error: E", &format!("{below}/toolConfigurationNotifications/0")),
        ]
    );
    let successful = |invocations: Value| runs(&run(invocations))[0].successful;
    assert_eq!(successful(json!([{ "executionSuccessful": true }])), Some(true));
    assert_eq!(successful(json!([{ "executionSuccessful": true }, {}])), None);
    assert_eq!(successful(json!([])), None);
    assert_eq!(successful(json!([{ "processStartFailureMessage": "no such file" }])), Some(false));
}

#[test]
fn files_are_found_by_uri_and_by_index() {
    let run = |location: Value| {
        let run = json!({
            "tool": { "driver": { "name": "T" } },
            "originalUriBaseIds": {
                "ROOT": { "uri": "file:///srv/x%20y/" },
                "SRC": { "uri": "src", "uriBaseId": "ROOT" },
                "LOOP": { "uri": "l/", "uriBaseId": "LOOP" } },
            "artifacts": [{ "location": { "uri": "a%20b.c", "uriBaseId": "SRC" },
                "contents": { "text": "one\ntwo\nthree" } }],
            "results": [{ "locations": [{ "physicalLocation": location }] }],
        });
        findings(&items(&log(run)))[0].0.clone()
    };
    let by_index = run(json!({ "artifactLocation": { "index": 0 },
        "region": { "startLine": 2, "startColumn": 0, "endLine": 9 } }));
    let place = by_index.location.unwrap();
    assert_eq!((place.path.as_deref(), place.start_line), (Some("a%20b.c"), Some(2)));
    assert_eq!(place.snippet.as_deref(), Some("two\nthree"));
    assert_eq!(place.start_column, None);
    assert_eq!(by_index.properties["file"], "/srv/x y/src/a b.c");
    let past = run(json!({ "artifactLocation": { "index": 0 }, "region": { "startLine": 4 } }));
    assert_eq!(past.location.unwrap().snippet, None);
    let none = run(json!({ "artifactLocation": { "index": 7 }, "region": { "startLine": -1 } }));
    assert_eq!(none.location, None);
    let plain = run(json!({ "artifactLocation": { "uri": "a.c", "uriBaseId": "%SRCROOT%" } }));
    assert_eq!(plain.properties.get("file"), None, "a base that nobody defines changes nothing");
    assert_eq!(plain.location.unwrap().path.as_deref(), Some("a.c"));
    let circle = run(json!({ "artifactLocation": { "uri": "a.c", "uriBaseId": "LOOP" } }));
    assert!(circle.properties["file"].as_str().unwrap().ends_with("l/l/a.c"));
}

#[test]
fn a_place_without_a_file_is_a_logical_one() {
    let logical = json!([{ "logicalLocations": [{ "name": "f", "fullyQualifiedName": "m::f" }] }]);
    let told = finding(json!([]), json!({ "locations": logical })).location.unwrap();
    assert_eq!((told.path, told.logical.as_deref()), (None, Some("m::f")));
    let both = json!([{ "logicalLocations": [{ "name": "f" }] },
        { "physicalLocation": { "artifactLocation": { "uri": "a.c" } } }]);
    let told = finding(json!([]), json!({ "locations": both }));
    assert_eq!(told.location.unwrap().path.as_deref(), Some("a.c"));
    assert_eq!(told.properties["locations"], both);
}

#[test]
fn fingerprints_stand_under_their_tool_and_full_ones_go_first() {
    let told = finding(
        json!([]),
        json!({ "fingerprints": { "a/v1": "full", "b": "requires login", "c": "" },
            "partialFingerprints": { "a/v1": "partial", "d": "part", "e": 1 } }),
    );
    let prints: Vec<(&str, &str)> =
        told.fingerprints.iter().map(|(name, print)| (name.as_str(), print.as_str())).collect();
    assert_eq!(prints, [("T/a/v1", "full"), ("T/d", "part")]);
}

#[test]
fn what_the_model_has_no_field_for_is_kept() {
    let flows = json!([{ "threadFlows": [{ "locations": [{ "location": { "id": 1 } }] }] }]);
    let related = json!([{ "id": 1, "message": { "text": "here" } }]);
    let told = finding(
        json!([{ "id": "A", "properties": { "precision": "high", "tags": ["x"] } }]),
        json!({ "ruleId": "A", "message": { "text": "from [here](1)" }, "codeFlows": flows,
            "relatedLocations": related, "stacks": [{ "frames": [] }], "rank": 12.5,
            "properties": { "own": 1, "tags": ["y", "x"] } }),
    );
    assert_eq!(told.title, "from here");
    assert_eq!(told.properties["codeFlows"], flows);
    assert_eq!(told.properties["relatedLocations"], related);
    assert_eq!(told.properties["stacks"], json!([{ "frames": [] }]));
    assert_eq!(told.properties["rank"], 12.5);
    assert_eq!(told.properties["tags"], json!(["x", "y"]));
    assert_eq!(told.properties["properties"], json!({ "own": 1 }));
    assert_eq!(told.properties["rule"]["properties"], json!({ "precision": "high" }));
}
