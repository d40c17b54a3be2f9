//! Findings files of any size, for benchmarks and tests of scale: made by arithmetic alone, so that the same
//! size gives the same bytes everywhere. They hold something of each kind, in the proportions of a real scan.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The sizes that benchmarks walk.
pub(crate) const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// How many results a scanner's output holds: a larger scan writes more files.
const RESULTS_A_FILE: usize = 500;

const COMMIT: &str = "9f1c2e7d03c85a6e21fb90c47d13a8e5560c9f12";

/// A findings file and what lies beside it.
pub(crate) struct Case {
    /// `findings.json`.
    pub(crate) findings: Vec<u8>,
    /// Its policy, `signoff.toml`.
    pub(crate) policy: &'static str,
    /// The evidence by path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// A case with so many findings, and a claim, a measure and an action for every ten.
pub(crate) fn case(count: usize) -> Case {
    let scans = count.div_ceil(RESULTS_A_FILE).max(1);
    let groups = count.div_ceil(10).max(1);
    let mut files = BTreeMap::from([("evidence/load.json".to_owned(), load(groups))]);
    for number in 0..scans {
        files.insert(scan_path(number), scan(number, count));
    }
    let findings = json!({
        "signoff": "1",
        "subject": { "name": "Harbour Ticketing", "version": "2.4.0", "commit": COMMIT,
            "environment": "production", "owner": "operations" },
        "report": { "title": "Production readiness", "date": "2025-08-27" },
        "categories": categories(),
        "runs": runs(),
        "evidence": evidence(scans),
        "claims": (0..groups).map(claim).collect::<Vec<_>>(),
        "findings": (0..count).map(|number| finding(number, groups)).collect::<Vec<_>>(),
        "checklists": [{ "id": "launch", "title": "Before launch",
            "items": [{ "id": "launch-load", "title": "Load test done", "done": true, "claim": "latency-0" }] }],
        "actions": (0..groups).map(action).collect::<Vec<_>>(),
        "signoffs": [{ "role": "release manager" }],
        "sections": [{ "id": "background", "title": "Background", "place": "before:gates",
            "body": "Six regions; {{latency-0}} at **200** users.\n\n- one\n- two\n" }],
    });
    Case { findings: bytes(&findings), policy: POLICY, files }
}

const POLICY: &str = "\
extends = \"production\"

[[role]]
name = \"release manager\"
required = true
";

fn categories() -> Value {
    json!([
        { "id": "security", "title": "Security" },
        { "id": "performance", "title": "Performance" },
        { "id": "operations", "title": "Operations" },
    ])
}

fn runs() -> Value {
    json!([
        { "id": "scan", "tool": { "name": "scanner", "version": "1.8.0" }, "command": "scanner --json app",
          "started_at": "2025-08-26T09:00:00Z", "ended_at": "2025-08-26T09:00:05Z", "exit_code": 1, "commit": COMMIT },
        { "id": "load", "tool": { "name": "k6", "version": "1.2.1" }, "command": "k6 run load.js",
          "started_at": "2025-08-26T09:42:00Z", "ended_at": "2025-08-26T10:12:00Z", "exit_code": 0, "commit": COMMIT },
    ])
}

fn evidence(scans: usize) -> Vec<Value> {
    let load = json!({ "id": "load-test", "title": "Load test", "path": "evidence/load.json", "run": "load" });
    let scan = |number| json!({ "id": format!("scan-{number}"), "path": scan_path(number), "run": "scan" });
    std::iter::once(load).chain((0..scans).map(scan)).collect()
}

/// Every eighth claim misses its target.
fn claim(number: usize) -> Value {
    json!({
        "id": format!("latency-{number}"),
        "category": pick(number, &["security", "performance", "operations"]),
        "required": number.is_multiple_of(4),
        "statement": format!("95 % of requests to service {number} are answered within two seconds"),
        "measure": { "metric": "http.p95", "scope": format!("service-{number}"),
            "value": format!("load-test#/services/{number}/p95"), "unit": "ms", "target": "<= 2 s" },
    })
}

/// One in a hundred is critical, one in twenty names a claim.
fn finding(number: usize, groups: usize) -> Value {
    let severity = match number % 100 {
        0 => "critical",
        1..=9 => "high",
        10..=49 => "medium",
        50..=94 => "low",
        _ => "info",
    };
    let refuted = (number % 20 == 10).then(|| format!("latency-{}", number / 10 % groups));
    json!({
        "id": format!("F-{number}"),
        "rule": format!("B{:03}", number % 170),
        "title": format!("Unchecked value reaches call {number} of the {} module", pick(number, MODULES)),
        "severity": severity,
        "status": pick(number, &["open", "open", "open", "fixed"]),
        "run": "scan",
        "location": { "path": format!("app/{}/part_{}.py", pick(number, MODULES), number % 97),
            "start_line": number % 1_999 + 1 },
        "fingerprints": { "scanner/v1": format!("{:016x}", mixed(number)) },
        "evidence": [format!("scan-{}#/results/{}", number / RESULTS_A_FILE, number % RESULTS_A_FILE)],
        "body": "The value comes from *outside* and is used as it is. Check it, or use a bound parameter.",
        "refutes": refuted.into_iter().collect::<Vec<_>>(),
    })
}

fn action(number: usize) -> Value {
    json!({
        "id": format!("A-{number}"),
        "title": format!("Close the findings of batch {number}"),
        "owner": pick(number, &["security", "platform", "operations"]),
        "due": "2025-09-12",
        "effort": format!("{} h", number % 7 + 1),
        "horizon": pick(number, &["before launch", "within 30 days"]),
        "closes": [format!("F-{}", number * 10)],
    })
}

fn load(groups: usize) -> Vec<u8> {
    let p95 = |number: usize| if number % 8 == 7 { 2_300.5 } else { 1_845.2 };
    let services: Vec<Value> = (0..groups).map(|number| json!({ "p95": p95(number) })).collect();
    pretty(&json!({ "commit": COMMIT, "services": services }))
}

fn scan(number: usize, count: usize) -> Vec<u8> {
    let first = number * RESULTS_A_FILE;
    let result = |number: usize| {
        json!({ "rule": format!("B{:03}", number % 170), "line": number % 1_999 + 1,
            "text": "the value comes from outside" })
    };
    let results: Vec<Value> = (first..count.min(first + RESULTS_A_FILE)).map(result).collect();
    pretty(&json!({ "commit": COMMIT, "results": results }))
}

fn scan_path(number: usize) -> String {
    format!("evidence/scan-{number}.json")
}

const MODULES: &[&str] =
    &["billing", "booking", "harbour", "identity", "mail", "reports", "timetable"];

fn pick<'a>(number: usize, of: &[&'a str]) -> &'a str {
    of.get(number % of.len()).copied().unwrap_or_default()
}

/// Scatters numbers (Fibonacci hashing), so that fingerprints do not come in order.
fn mixed(number: usize) -> u64 {
    u64::try_from(number).unwrap_or_default().wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
