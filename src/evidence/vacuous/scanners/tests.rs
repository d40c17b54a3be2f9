//! Each row on both sides of its edge. Real outputs are in tests/places/vacuous/.

use super::*;

fn told(text: &str) -> Option<String> {
    let file = File::new(text.as_bytes().into());
    nothing(&file, file.text().unwrap())
}

/// What shows nothing, and what is almost the same and shows something, for every row of the table in turn.
const PAIRS: &[(&str, &str)] = &[
    (
        r#"{"testEngine": {"name": "axe-core"}, "passes": [], "violations": [], "incomplete": [], "inapplicable": [1]}"#,
        r#"{"testEngine": {"name": "axe-core"}, "passes": [1], "violations": []}"#,
    ),
    (
        r#"{"metrics": {"_totals": {"loc": 0}}, "results": []}"#,
        r#"{"metrics": {"_totals": {"loc": 1}}, "results": []}"#,
    ),
    (
        r#"{"database": {}, "lockfile": {"dependency-count": 0}}"#,
        r#"{"database": {}, "lockfile": {"dependency-count": 10}}"#,
    ),
    (
        r#"{"passed": 0, "failed": 0, "skipped": 0, "checkov_version": "2"}"#,
        r#"{"passed": 0, "failed": 0, "skipped": 1, "checkov_version": "2"}"#,
    ),
    (
        r#"[{"summary": {"passed": 0, "failed": 0, "skipped": 0, "checkov_version": "3"}}]"#,
        r#"[{"summary": {"passed": 0, "failed": 0, "skipped": 0, "checkov_version": "3"}},
            {"summary": {"passed": 1, "failed": 0, "skipped": 0, "checkov_version": "3"}}]"#,
    ),
    (
        r#"{"summary": {"fatal": 0, "warn": 0, "info": 0, "skip": 4, "pass": 0}, "details": []}"#,
        r#"{"summary": {"fatal": 0, "warn": 0, "info": 0, "skip": 4, "pass": 1}, "details": []}"#,
    ),
    (
        r#"{"scan": {"status": "failure"}, "vulnerabilities": []}"#,
        r#"{"scan": {"status": "success"}, "vulnerabilities": []}"#,
    ),
    (
        r#"{"Issues": null, "Stats": {"files": 0}}"#,
        r#"{"Issues": [], "Stats": {"files": 3, "found": 0}}"#,
    ),
    (
        r#"{"total": {"lines": {"total": 0, "pct": 100}, "statements": {"total": 0}}}"#,
        r#"{"total": {"lines": {"total": 0, "pct": 100}, "statements": {"total": 1}}}"#,
    ),
    (
        r#"{"state": {"testRunDurationMs": 1}, "metrics": {"iterations": {"values": {"count": 0}}}}"#,
        r#"{"state": {"testRunDurationMs": 1}, "metrics": {"iterations": {"values": {"count": 1}},
            "http_reqs": {"values": {"count": 0}}}}"#,
    ),
    (
        r#"{"root_group": {}, "metrics": {"iterations": {"count": 0, "rate": 0}, "http_reqs": {"count": 0}}}"#,
        r#"{"root_group": {}, "metrics": {"iterations": {"count": 5, "rate": 0}}}"#,
    ),
    (
        r#"{"root_group": {}, "metrics": {"vus": {"value": 0}, "data_sent": {"count": 0}}}"#,
        r#"{"root_group": {}, "metrics": {"vus": {"value": 0}, "checks": {"passes": 0}}}"#,
    ),
    (
        r#"{"files_scanned": 0, "queries_total": 235}"#,
        r#"{"files_scanned": 1, "queries_total": 235}"#,
    ),
    (
        r#"{"Controls": [], "Totals": {"total_pass": 0, "total_fail": 0, "total_warn": 0, "total_info": 0}}"#,
        r#"{"Controls": [], "Totals": {"total_pass": 0, "total_fail": 0, "total_warn": 1, "total_info": 0}}"#,
    ),
    (
        r#"{"error": {"code": "ENOLOCK", "summary": "This command requires a lockfile"}}"#,
        r#"{"error": {"code": "ENOLOCK"}}"#,
    ),
    (
        r#"{"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {"dependencies": {"prod": 1, "total": 0}}}"#,
        r#"{"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {"dependencies": {"prod": 0, "total": 1}}}"#,
    ),
    (
        r#"{"advisories": {}, "metadata": {"totalDependencies": 0}}"#,
        r#"{"advisories": {}, "metadata": {"dependencies": 0, "totalDependencies": 100}}"#,
    ),
    (
        r#"{"dependencies": [{"name": "a", "skip_reason": "not found"}], "fixes": []}"#,
        r#"{"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "b", "vulns": []}], "fixes": []}"#,
    ),
    (
        r#"{"scorecard": {"version": "v4"}, "checks": null}"#,
        r#"{"scorecard": {"version": "v4"}, "checks": [{"score": 0}]}"#,
    ),
    (
        r#"{"results": [], "errors": [], "paths": {"scanned": []}}"#,
        r#"{"results": [], "errors": [], "paths": {"scanned": ["a.py"]}}"#,
    ),
    (
        r#"{"dependencyCount": 0, "packageManager": "maven", "ok": true}"#,
        r#"{"dependencyCount": 7, "packageManager": "maven", "ok": true}"#,
    ),
    (
        r#"{"results": {"scan_summary": {"policies_validated": 0}}}"#,
        r#"{"results": {"scan_summary": {"policies_validated": 607}}}"#,
    ),
    (
        r#"[{"id": "scanProblem", "ip": "x", "severity": "FATAL", "finding": "no"}]"#,
        r#"[{"id": "scanProblem", "ip": "x", "severity": "FATAL", "finding": "no"},
            {"id": "TLS1", "ip": "x", "severity": "OK", "finding": "not offered"}]"#,
    ),
    (
        r#"{"SchemaVersion": 2, "ArtifactName": "a", "Results": null}"#,
        r#"{"SchemaVersion": 2, "ArtifactName": "a", "Results": [{"Target": "a"}]}"#,
    ),
];

#[test]
fn every_row_has_two_sides() {
    assert_eq!(ROWS.len(), PAIRS.len());
    for (row, (vacuous, near)) in ROWS.iter().zip(PAIRS) {
        assert_eq!(told(vacuous), Some(row.says.to_owned()), "{vacuous}");
        assert_eq!(told(near), None, "{near}");
    }
}

#[test]
fn what_is_missing_says_nothing_of_itself() {
    for text in [
        "{}",
        "[]",
        "[[]]",
        "null",
        "0",
        r#"{"results": [], "errors": []}"#,
        r#"{"metrics": {"_totals": {}}, "results": []}"#,
        r#"{"results": [], "paths": {}}"#,
        r#"{"SchemaVersion": 2}"#,
        r#"{"auditReportVersion": 2, "vulnerabilities": {}}"#,
        r#"{"Issues": [], "Stats": {}}"#,
        r#"{"Issues": [], "Stats": {"files": "0"}}"#,
        r#"{"Issues": [], "Stats": {"files": 0, "files": 3}}"#,
        r#"{"dependencies": {}, "fixes": []}"#,
        r#"{"results": []"#,
    ] {
        assert_eq!(told(text), None, "{text}");
    }
    assert!(told(r#"{"Issues": [], "Stats": {"files": 0.0}}"#).is_some());
    assert!(told(r#"{"Issues": [], "Stats": {"files": 0e9}}"#).is_none());
}

#[test]
fn of_lines_the_last_sums_up() {
    let yarn = |last: &str| told(&format!("{{\"type\": \"info\", \"data\": \"x\"}}\n{last}\n"));
    let summary = |total: u8| {
        format!("{{\"type\": \"auditSummary\", \"data\": {{\"totalDependencies\": {total}}}}}")
    };
    assert_eq!(yarn(&summary(0)), Some("the audit looked at no dependency".to_owned()));
    assert_eq!(yarn(&summary(1)), None);
    assert_eq!(yarn(&format!("{}\n{{}}", summary(0))), None);
    assert_eq!(yarn("{broken"), None);
}

#[test]
fn long_lists_are_read_once() {
    let element = r#"{"id": "p", "ip": "x", "severity": "FATAL", "finding": "no"}"#;
    let mut list = vec![element; 50_000];
    assert!(told(&format!("[{}]", list.join(",\n"))).is_some());
    list.push("1");
    assert!(told(&format!("[{}]", list.join(",\n"))).is_none());
    assert!(told(&"[".repeat(100_000)).is_none());
}
