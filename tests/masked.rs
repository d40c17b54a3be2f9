//! What is read where something is masked: of several values one, of a result the whole. No secret is in anything that
//! is written, no mask is taken for a value, and the package can be verified (SEMANTICS rule 24).
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use support::AS_OF;

/// A number that stands nowhere unless somebody prints it.
const SECRET: &str = "918273645";

fn token() -> String {
    ["gh", "p_"].concat() + "a8F3kq29Zp0xR7mB5tWd1YcVn6Hs4JgLwE12"
}

fn run(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = support::command(arguments).current_dir(folder).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    told
}

fn nowhere(folder: &Path, secrets: &[&str]) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            nowhere(&path, secrets);
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for secret in secrets {
            assert!(!text.contains(secret), "{} holds {secret}", path.display());
        }
    }
}

/// Whether all files of two folders are the same.
fn same(one: &Path, other: &Path) -> bool {
    let names = |folder: &Path| {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    names(one) == names(other)
        && names(one).iter().all(|name| {
            let (one, other) = (one.join(name), other.join(name));
            if one.is_dir() {
                same(&one, &other)
            } else {
                fs::read(one).unwrap() == fs::read(other).unwrap()
            }
        })
}

/// A package of those findings, which verifies, as it lies there and packed.
struct Case {
    folder: TempDir,
    report: Value,
}

fn made(findings: &Value, files: &[(&str, &str)]) -> Case {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("findings.json"), serde_json::to_string_pretty(findings).unwrap()).unwrap();
    for (name, text) in files {
        fs::write(at.join(name), text).unwrap();
    }
    let formats = ["--as-of", AS_OF, "--formats", "md,html,json"];
    run(at, &[&["render", "findings.json", "-o", "out"], &formats[..]].concat(), 0);
    let token = token();
    let secrets = [SECRET, token.split_at(12).0];
    nowhere(&at.join("out"), &secrets);
    run(at, &["verify", "out"], 0);
    run(at, &[&["bundle", "findings.json", "-o", "out.zip"], &formats[..]].concat(), 0);
    run(at, &["verify", "out.zip"], 0);
    run(at, &["render", "out.zip", "-o", "again", "--formats", "md,html,json"], 0);
    assert!(same(&at.join("out"), &at.join("again")), "of a masked package the same comes again");
    for format in ["human", "json", "github", "sarif"] {
        let check = ["check", "findings.json", "--as-of", AS_OF, "--format", format];
        let told = run(at, &[&check[..], &["--fail-on", "never"]].concat(), 0);
        assert!(secrets.iter().all(|secret| !told.contains(secret)), "{told}");
    }
    let report = fs::read(at.join("out/report.json")).unwrap();
    let report: Value = serde_json::from_slice(&report).unwrap();
    for kind in ["measures", "claims"] {
        for id in report[kind].as_array().into_iter().flatten().map(|one| &one["id"]) {
            let explain = ["explain", id.as_str().unwrap(), "findings.json", "--as-of", AS_OF];
            let told = run(at, &explain, 0);
            assert!(secrets.iter().all(|secret| !told.contains(secret)), "{told}");
        }
    }
    Case { folder, report }
}

impl Case {
    fn measure(&self, id: &str) -> &Value {
        let all = self.report["measures"].as_array().unwrap();
        all.iter().find(|measure| measure["id"] == id).unwrap()
    }

    fn claim(&self, id: &str) -> &Value {
        let all = self.report["claims"].as_array().unwrap();
        all.iter().find(|claim| claim["id"] == id).unwrap()
    }

    fn printed(&self, format: &str) -> String {
        fs::read_to_string(self.folder.path().join("out").join(format)).unwrap()
    }
}

fn findings(evidence: &Value, measures: &Value, claims: &Value) -> Value {
    json!({
        "signoff": "1", "subject": { "name": "shop" },
        "evidence": evidence, "measures": measures, "claims": claims,
    })
}

fn runs() -> String {
    format!(
        "{{\n \"runs\": [\n  {{ \"ms\": 120 }},\n  {{ \"ms\": {SECRET} }},\n  {{ \"ms\": 131 }}\n ]\n}}\n"
    )
}

#[test]
fn one_masked_value_leaves_none_of_any_aggregate() {
    let evidence = json!([
        { "id": "runs", "path": "runs.json", "method": "examine", "redact": ["/runs/1/ms"] },
        { "id": "table", "path": "table.csv", "method": "examine", "redact": ["csv:region=eu/p95"] },
        { "id": "plain", "path": "plain.csv", "method": "examine" },
    ]);
    let aggregates = ["sum", "mean", "min", "max", "p50", "p95", "p99"];
    let of = |aggregate: &str, value: Value| {
        json!({ "id": format!("{aggregate}-{}", value.as_array().map_or(1, Vec::len)), "metric": aggregate, "value": value,
                "aggregate": aggregate, "unit": "ms", "target": "<= 1 s" })
    };
    let mut measures: Vec<Value> =
        aggregates.iter().map(|it| of(it, json!("runs#$.runs[*].ms"))).collect();
    measures
        .extend(aggregates.iter().map(|it| of(it, json!(["plain#csv:*/p95", "table#csv:*/p95"]))));
    let claim = json!([{ "id": "quick", "statement": "It is quick",
        "measure": { "id": "own", "metric": "own", "value": "table#csv:*/p95", "aggregate": "max", "unit": "ms", "target": "<= 1 s" } }]);
    let table = format!("region,p95\nus,120\neu,{SECRET}\n");
    let files =
        [("runs.json", &*runs()), ("table.csv", &table), ("plain.csv", "region,p95\nus,120\n")];
    let case = made(&findings(&evidence, &json!(measures), &claim), &files);
    for measure in case.report["measures"].as_array().unwrap() {
        assert_eq!(measure["state"], "broken", "{measure}");
        assert!(measure["value"].is_null() && measure["exact"].is_null(), "{measure}");
        assert!(measure["because"].as_str().unwrap().contains("is masked"), "{measure}");
        let operands = measure["operands"].as_array().unwrap();
        let masked = operands.iter().filter(|operand| operand["masked"] == true);
        assert_eq!(masked.count(), 1, "{measure}");
        let shown: Vec<&Value> = operands.iter().map(|operand| &operand["value"]).collect();
        assert!(shown.contains(&&json!("120")), "what isn't masked is shown: {measure}");
    }
    assert_eq!(case.claim("quick")["state"], "broken");
    for format in ["report.md", "report.html"] {
        let text = case.printed(format);
        // The excerpts of the two copies have it, and nothing else.
        let printed = text.matches("111111111").count();
        assert!(printed <= 2, "{format} prints a mask as if it were a value, {printed} times");
        assert!(text.contains("masked"), "{format}");
    }
}

#[test]
fn masks_do_not_change_how_many_there_are() {
    let log = format!("token {}\ntoken {}\ntoken none\n", token(), token());
    let evidence = json!([
        { "id": "log", "path": "log.txt", "method": "examine" },
        { "id": "runs", "path": "runs.json", "method": "examine", "redact": ["/runs/1/ms"] },
    ]);
    let measures = json!([
        { "id": "tokens", "metric": "tokens", "value": "log#re:token (\\S+)", "aggregate": "count", "target": "<= 5" },
        { "id": "runs-made", "metric": "runs", "value": "runs#$.runs[*].ms", "aggregate": "count" },
    ]);
    let claims = json!([{ "id": "few", "statement": "Few", "evidence": [
        { "in": "log", "at": "re:token (\\S+)", "expect": "count == 3" },
    ] }]);
    let files = [("log.txt", &*log), ("runs.json", &*runs())];
    let case = made(&findings(&evidence, &measures, &claims), &files);
    assert_eq!(case.measure("tokens")["value"], "3", "{}", case.measure("tokens"));
    assert_eq!(case.measure("tokens")["state"], "met");
    assert_eq!(case.measure("runs-made")["value"], "3");
    assert_eq!(case.claim("few")["state"], "supported");
    let told = run(case.folder.path(), &["verify", "out"], 0);
    assert!(told.contains("0 links not checkable"), "the copy shows as many: {told}");
}

#[test]
fn what_is_counted_by_a_masked_value_is_not_checkable() {
    let evidence = json!([{ "id": "runs", "path": "runs.json", "method": "examine", "redact": ["/runs/1/ms"] }]);
    let count = |id: &str, at: &str| json!({ "id": id, "metric": id, "value": format!("runs#{at}"), "aggregate": "count" });
    let measures = json!([
        count("slow", "$.runs[?@.ms > 500000000].ms"),
        count("quick", "$.runs[?@.ms <= 500000000].ms"),
    ]);
    let claims = json!([
        { "id": "one", "statement": "One is slow", "evidence": [{ "in": "runs", "at": "$.runs[?@.ms > 500000000]", "expect": "count == 1" }] },
        { "id": "none", "statement": "None is slow", "evidence": [{ "in": "runs", "at": "$.runs[?@.ms > 500000000]", "expect": "count == 0" }] },
    ]);
    let case = made(&findings(&evidence, &measures, &claims), &[("runs.json", &*runs())]);
    for id in ["slow", "quick"] {
        // The mask is another number, and counts as another.
        assert_eq!(case.measure(id)["state"], "broken", "{}", case.measure(id));
    }
    assert_eq!(case.claim("one")["state"], "supported");
    assert_eq!(case.claim("none")["state"], "refuted");
    let told = run(case.folder.path(), &["verify", "out"], 0);
    assert!(told.contains("not checkable here"), "{told}");
}

#[test]
fn one_place_may_be_asked_of_in_several_ways() {
    let evidence = json!([{ "id": "runs", "path": "runs.json", "method": "examine", "redact": ["/runs/1/ms"] }]);
    let measures = json!([
        { "id": "all", "metric": "all", "value": "runs#$.runs[*].ms", "aggregate": "max" },
        { "id": "one", "metric": "one", "value": "runs#$.runs[*].ms" },
        { "id": "many", "metric": "many", "value": "runs#$.runs[*].ms", "aggregate": "count" },
    ]);
    let claims = json!([
        { "id": "said", "statement": "It is said", "evidence": ["runs#$.runs[*].ms"] },
        { "id": "hidden", "statement": "It is hidden", "evidence": ["runs#/runs/1/ms"] },
    ]);
    let case = made(&findings(&evidence, &measures, &claims), &[("runs.json", &*runs())]);
    assert_eq!(case.measure("all")["state"], "broken");
    assert!(case.measure("all")["because"].as_str().unwrap().contains("masked"));
    assert_eq!(case.measure("one")["state"], "broken");
    assert!(case.measure("one")["because"].as_str().unwrap().contains("more than once"));
    assert_eq!(case.measure("many")["value"], "3");
    assert_eq!(case.claim("said")["state"], "broken", "more than one place is named");
    assert_eq!(case.claim("hidden")["evidence"][0]["masked"], true);
}

#[test]
fn a_pattern_that_finds_otherwise_behind_masks_is_taken_as_it_was_found() {
    // In the original it matches twice, in the copy once; in the original never, in the copy once; and in other lines.
    let log = format!("ms 120\nms {SECRET}\nkey=x\n");
    let evidence =
        json!([{ "id": "log", "path": "log.txt", "method": "examine", "redact": ["L2"] }]);
    let measures = json!([
        { "id": "all", "metric": "all", "value": "log#re:^ms (\\d+)", "aggregate": "max", "unit": "ms" },
        { "id": "many", "metric": "many", "value": "log#re:^ms (\\d+)", "aggregate": "count" },
        { "id": "single", "metric": "single", "value": "log#re:^ms (\\d+)", "unit": "ms" },
    ]);
    let claims = json!([
        { "id": "ambiguous", "statement": "It is ambiguous", "evidence": [{ "in": "log", "at": "re:^ms (\\d+)", "expect": "<= 1000" }] },
        { "id": "two", "statement": "Two were made", "evidence": [{ "in": "log", "at": "re:^ms (\\d+)", "expect": "count == 2" }] },
        { "id": "stars", "statement": "Nothing is masked", "evidence": [{ "in": "log", "at": "re:^(\\*+)$", "expect": "count == 0" }] },
        { "id": "star", "statement": "Something is masked", "evidence": [{ "in": "log", "at": "re:^(\\*+)$" }] },
    ]);
    let case = made(&findings(&evidence, &measures, &claims), &[("log.txt", &*log)]);
    for id in ["all", "many", "single"] {
        assert_eq!(case.measure(id)["state"], "broken", "{}", case.measure(id));
    }
    assert_eq!(case.claim("ambiguous")["state"], "broken", "{}", case.claim("ambiguous"));
    assert_eq!(case.claim("two")["state"], "supported");
    assert_eq!(case.claim("stars")["state"], "supported");
    assert_eq!(case.claim("star")["state"], "broken");
}

#[test]
fn earlier_values_and_texts_that_print_values_show_none_that_is_masked() {
    let evidence = json!([{ "id": "runs", "path": "runs.json", "method": "examine", "redact": ["/runs/1/ms"] }]);
    let measures = json!([
        { "id": "now", "metric": "now", "value": "runs#/runs/0/ms", "unit": "ms", "baseline": "runs#/runs/1/ms",
          "declared": [{ "change": "-50 %" }] },
        { "id": "hidden", "metric": "hidden", "value": "runs#/runs/1/ms", "unit": "ms",
          "declared": [{ "value": "< 200 ms", "status": "pass" }] },
        { "id": "shown", "metric": "hidden", "value": "runs#/runs/2/ms", "unit": "ms" },
    ]);
    let mut findings = findings(&evidence, &measures, &json!([]));
    findings["sections"] = json!([{ "id": "text", "title": "Text", "place": "after:summary", "body": "It took {{hidden}} and {{now}}." }]);
    let case = made(&findings, &[("runs.json", &*runs())]);
    let now = case.measure("now");
    assert_eq!((&now["value"], &now["baseline_links"][0]["masked"]), (&json!("120"), &json!(true)));
    assert_eq!(case.measure("hidden")["state"], "broken");
    for format in ["report.md", "report.html", "report.json"] {
        let text = case.printed(format);
        let printed = text.matches("111111111").count();
        // The copy that the excerpt shows has it, and nothing else.
        assert!(printed <= 1, "{format} prints a mask as if it were a value, {printed} times");
    }
    let conflicts = case.report["contradictions"].as_array().unwrap();
    assert!(conflicts.iter().all(|one| one["rule"] != "percentage-arithmetic"), "{conflicts:?}");
    assert!(conflicts.iter().all(|one| one["rule"] != "metric-conflict"), "{conflicts:?}");
}

#[test]
fn tests_elements_and_results_are_masked_by_their_selectors() {
    let junit = format!(
        "<testsuite name=\"s\" tests=\"2\" host=\"{SECRET}\">\n<testcase name=\"c\"><system-out>key {SECRET}</system-out></testcase>\n\
         <testcase name=\"d\"/>\n<log>{SECRET}<b>plain</b></log>\n</testsuite>\n"
    );
    let sarif = json!({ "version": "2.1.0", "runs": [{ "results": [
        { "ruleId": "R1", "message": { "text": format!("key {SECRET}") } },
        { "ruleId": "R2", "message": { "text": "plain" } },
    ] }] });
    let evidence = json!([
        { "id": "junit", "path": "junit.xml", "method": "examine",
          "redact": ["test:s > c", "xml:/testsuite/@host", "xml:/testsuite/log/text()"] },
        { "id": "log", "path": "log.sarif", "method": "examine", "redact": ["sarif:R1"] },
    ]);
    let link = |id: &str, at: &str, expect: &str| json!({ "id": id, "statement": id, "evidence": [{ "in": if at.starts_with("sarif") { "log" } else { "junit" }, "at": at, "expect": expect }] });
    let claims = json!([
        link("hidden-case", "test:s > c", "== passed"),
        link("case", "test:s > d", "== passed"),
        link("suite", "test:s", "== passed"),
        link("cases", "xml://testcase", "count == 2"),
        link("host", "xml:/testsuite/@host", "== 91"),
        link("plain", "xml:/testsuite/log/b", "== plain"),
        link("hidden-result", "sarif:R1", "count == 1"),
        link("result", "sarif:R2", "count == 1"),
        link("none", "sarif:R3", "count == 0"),
    ]);
    let files = [("junit.xml", &*junit), ("log.sarif", &*sarif.to_string())];
    let case = made(&findings(&evidence, &json!([]), &claims), &files);
    for claim in case.report["claims"].as_array().unwrap() {
        let state = if claim["id"] == "host" { "refuted" } else { "supported" };
        assert_eq!(claim["state"], state, "{claim}");
        let is_hidden =
            matches!(claim["id"].as_str().unwrap(), "hidden-case" | "host" | "hidden-result");
        assert_eq!(claim["evidence"][0]["masked"] == true, is_hidden, "{claim}");
    }
    let copy = case.printed("inputs/junit.xml");
    assert!(copy.contains("<b>plain</b>") && copy.contains("tests=\"2\""), "{copy}");
    assert!(case.printed("inputs/log.sarif").contains("plain"));
    for (redact, path, because) in [
        ("test:s > e", "junit.xml", "there is no test case"),
        ("xml:/testsuite/@port", "junit.xml", "has no attribute"),
        ("sarif:R3", "log.sarif", "there is no result"),
        ("test:t", "result.tap", "doesn't stand in one place"),
    ] {
        let folder = case.folder.path();
        fs::write(folder.join("result.tap"), "1..1\nok 1 - t\n").unwrap();
        let evidence = json!([{ "path": path, "redact": [redact] }]);
        let findings = findings(&evidence, &json!([]), &json!([]));
        fs::write(folder.join("wrong.json"), findings.to_string()).unwrap();
        let told = run(folder, &["check", "wrong.json", "--as-of", AS_OF], 2);
        assert!(told.contains("nothing is masked") && told.contains(because), "{told}");
    }
}
