//! `signoff check --assume`, `signoff explain`, and expressions, as a user runs them.
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

use serde_json::Value;
use support::signoff;

const AS_OF: &str = "2025-08-30";

const FINDINGS: &str = r#"{
  "signoff": "1",
  "subject": { "name": "shop", "version": "1.0", "commit": "9f1c2e7" },
  "categories": [ { "id": "performance", "title": "Performance" } ],
  "runs": [ { "id": "scan", "tool": { "name": "bandit" }, "exit_code": 0, "ended_at": "2025-08-29", "commit": "9f1c2e7" } ],
  "evidence": [ { "id": "load", "path": "load.json", "method": "test", "collected_at": "2025-08-20", "commit": "9f1c2e7" } ],
  "claims": [
    { "id": "api-latency", "category": "performance", "required": true, "statement": "It answers in time",
      "measure": { "id": "p95", "metric": "http.p95", "unit": "ms", "target": "<= 2 s", "value": "load#/p95" } },
    { "id": "no-sql", "required": true, "statement": "No SQL is put together", "evidence": [ { "in": "load", "at": "/ok", "expect": "== true" } ] },
    { "id": "backups", "required": true, "statement": "Backups are restored", "effort": "1 day" }
  ],
  "findings": [
    { "id": "F-1", "rule": "B608", "severity": "high", "title": "SQL put together", "effort": "2-4 h", "refutes": ["no-sql"],
      "location": { "path": "app/db.py", "start_line": 12 } }
  ],
  "waivers": [ { "id": "W-1", "of": "gate:fast", "reason": "The load test is new", "requested_by": "ana", "approved_by": "ben",
    "granted": "2025-08-27", "expires": "2025-09-10" } ]
}"#;

const POLICY: &str = r#"extends = "minimal"

[[gate]]
type = "open-findings"
id = "no-high"
severity = "high"

[[gate]]
type = "required-claims"

[[gate]]
type = "expression"
id = "fast"
when = "meets('api-latency', '<= 1 s') && open('high') == 0"
level = "condition"
"#;

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new(policy: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("findings.json"), FINDINGS).unwrap();
        fs::write(folder.path().join("load.json"), "{\n  \"p95\": 1800,\n  \"ok\": true\n}\n")
            .unwrap();
        fs::write(folder.path().join("signoff.toml"), policy).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Runs a command on the findings: exit code, stdout, stderr.
    fn run(&self, before: &[&str], after: &[&str]) -> (Option<i32>, String, String) {
        let file = self.path("findings.json");
        let output = signoff(&[before, &[&file, "--as-of", AS_OF], after].concat());
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    fn json(&self, before: &[&str], after: &[&str]) -> Value {
        let (_, stdout, stderr) = self.run(before, &[after, &["--format", "json"]].concat());
        serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{stdout}{stderr}"))
    }
}

const ALL: &str = "fixed:F-1,supported:backups";

#[test]
fn what_is_assumed_is_called_hypothetical_in_every_format() {
    let case = Case::new(POLICY);
    let (code, text, _) = case.run(&["check"], &["--assume", ALL]);
    assert_eq!(code, Some(1), "the real verdict decides where nothing is said");
    let first = "HYPOTHETICAL: as if F-1 were fixed, backups supported by its evidence. None of this is so.";
    assert_eq!(text.lines().next(), Some(first));
    assert!(text.contains("? shop 1.0: Ready with conditions"), "{text}");
    assert!(text.contains("\nreally     Not ready: "), "{text}");
    assert!(text.contains("gate       no-high: really fail, hypothetically pass"), "{text}");

    let value = case.json(&["check"], &["--assume", ALL]);
    assert_eq!(value["hypothetical"], serde_json::json!(["fixed:F-1", "supported:backups"]));
    assert_eq!(value["verdict"]["value"], "ready_with_conditions");
    assert_eq!(value["real"]["verdict"]["value"], "not_ready");
    let changed = value["real"]["changed"].as_array().unwrap();
    let gates: Vec<&str> = changed.iter().map(|gate| gate["gate"].as_str().unwrap()).collect();
    assert_eq!(gates, ["required-claims", "no-high"]);

    for format in ["github", "sarif"] {
        let (_, text, _) = case.run(&["check"], &["--assume", ALL, "--format", format]);
        assert!(text.contains("this is hypothetical, as if F-1 were fixed"), "{text}");
        assert!(text.contains("hypothetical: gate fast"), "{text}");
    }
}

#[test]
fn without_assumptions_nothing_is_called_hypothetical() {
    let case = Case::new(POLICY);
    for format in ["human", "json", "github", "sarif"] {
        let (code, text, _) = case.run(&["check"], &["--format", format]);
        assert_eq!(code, Some(1));
        assert!(!text.to_lowercase().contains("hypothetical"), "{text}");
    }
}

#[test]
fn an_assumption_alone_never_turns_a_failing_check_into_a_passing_one() {
    let case = Case::new(POLICY);
    let code = |after: &[&str]| case.run(&["check"], after).0;
    assert_eq!(code(&["--assume", ALL]), Some(1));
    assert_eq!(code(&["--assume", ALL, "--fail-on", "not-ready"]), Some(0));
    assert_eq!(code(&["--assume", ALL, "--fail-on", "conditions"]), Some(1));
    assert_eq!(code(&["--assume", "fixed:F-1", "--fail-on", "not-ready"]), Some(1));
    assert_eq!(code(&["--assume", "fixed:F-1", "--fail-on", "never"]), Some(0));
}

#[test]
fn a_claim_assumed_supported_is_still_refuted_by_its_finding() {
    let case = Case::new(POLICY);
    let gate = |assume: &str| {
        let value = case.json(&["check"], &["--assume", assume]);
        let gates = value["gates"].as_array().unwrap();
        gates.iter().find(|gate| gate["id"] == "required-claims").unwrap()["outcome"].clone()
    };
    assert_eq!(gate("supported:no-sql,supported:backups"), "fail");
    assert_eq!(gate("fixed:F-1,supported:backups"), "pass");
    assert_eq!(gate("fixed:F-1"), "undetermined");
}

#[test]
fn what_is_not_there_can_not_be_assumed() {
    let case = Case::new(POLICY);
    for (assume, said) in [
        ("fixed:F-2", "did you mean `F-1`?"),
        ("supported:backup", "did you mean `backups`?"),
        ("signed:boss", "there is no role `boss`"),
        ("waived:F-1", "a waiver is not assumed"),
        ("F-1", "write `fixed:FINDING`"),
    ] {
        let (code, stdout, stderr) = case.run(&["check"], &["--assume", assume]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{assume}");
        assert!(stderr.contains(said), "{assume}: {stderr}");
    }
    let file = case.path("findings.json");
    let out = case.path("out");
    assert_eq!(signoff(&["render", &file, "-o", &out, "--assume", ALL]).status.code(), Some(2));
}

#[test]
fn a_report_can_be_asked_as_its_findings_can() {
    let case = Case::new(POLICY);
    let (code, _, _) = case.run(&["render"], &["-o", &case.path("out"), "--formats", "json"]);
    assert_eq!(code, Some(0));
    let report = case.path("out/report.json");
    let text = |arguments: &[&str]| String::from_utf8(signoff(arguments).stdout).unwrap();
    assert_eq!(
        text(&["check", &report, "--assume", ALL]),
        case.run(&["check"], &["--assume", ALL]).1
    );
    for id in ["api-latency", "no-high", "F-1", "p95", "load", "W-1"] {
        assert_eq!(text(&["explain", id, &report]), case.run(&["explain", id], &[]).1, "{id}");
    }
}

#[test]
fn efforts_are_added_up_and_what_is_unknown_is_said() {
    let case = Case::new(POLICY);
    let way = &case.json(&["check"], &[])["verdict"]["shortest_way"];
    let ids: Vec<&str> =
        way["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["F-1", "backups", "fast"]);
    let sum =
        serde_json::json!({ "known": 2, "unknown": 1, "least_minutes": 600, "most_minutes": 720 });
    assert_eq!(way["effort"], sum);
    let (_, text, _) = case.run(&["check"], &[]);
    let said = "2 of them state an effort: 10 to 12\u{a0}h in total; the other states none";
    assert!(text.contains(said), "{text}");
    let (_, _, _) = case.run(&["render"], &["-o", &case.path("out"), "--formats", "md"]);
    let markdown = fs::read_to_string(case.path("out/report.md")).unwrap();
    assert!(markdown.contains("2 of them state an effort: 10 to 12"), "{markdown}");
}

#[test]
fn roles_and_gates_are_not_taken_for_what_is_called_like_them() {
    let policy = format!("{POLICY}title = \"Fast\"\n\n[[gate]]\ntype = \"signoffs\"\n\n[[role]]\nname = \"performance\"\nrequired = true\n\n[[role]]\nname = \"F-1\"\nrequired = true\n")
        .replace("id = \"fast\"", "id = \"backups\"");
    let case = Case::new(&policy);
    let way = &case.json(&["check"], &[])["verdict"]["shortest_way"];
    let items = way["items"].as_array().unwrap().iter();
    let told: Vec<_> = items
        .map(|item| ["kind", "id", "title", "effort"].map(|key| item[key].as_str().unwrap_or("-")))
        .collect();
    let expected = [
        ["finding", "F-1", "SQL put together", "2-4 h"],
        ["claim", "backups", "Backups are restored", "1 day"],
        ["signoff", "F-1", "F-1", "-"],
        ["signoff", "performance", "performance", "-"],
        ["expression", "backups", "Fast", "-"],
    ];
    assert_eq!(told, expected);
}

#[test]
fn an_expression_is_judged_shown_and_waived() {
    let case = Case::new(POLICY);
    let value = case.json(&["check"], &[]);
    let fast = value["gates"].as_array().unwrap().iter().find(|gate| gate["id"] == "fast").unwrap();
    assert_eq!((&fast["outcome"], &fast["without_waivers"]), (&"waived".into(), &"fail".into()));
    assert_eq!(fast["observed"], "api-latency = 1\u{202f}800\u{a0}ms; open high or worse = 1");
    assert_eq!(fast["rests_on"], serde_json::json!(["api-latency"]));
}

#[test]
fn an_id_that_the_findings_lack_is_an_error_with_its_place_in_the_policy() {
    let case = Case::new(&POLICY.replace("'api-latency'", "'api-latncy'"));
    for command in
        [&["check"][..], &["render", "-o", "-", "--formats", "json"], &["explain", "fast"]]
    {
        let (code, stdout, stderr) = case.run(command, &[]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
        assert!(stderr.contains("signoff.toml:14:15"), "{stderr}");
        assert!(stderr.contains("did you mean `api-latency`?"), "{stderr}");
    }
}

/// What is said of each thing, among other words.
const EXPLAINED: &[(&str, &[&str])] = &[
    (
        "api-latency",
        &[
            "claim",
            "It answers in time",
            "it is supported",
            "rule 11",
            "load.json:2",
            "read “1800”",
            "expected <= 2 s",
            "2 | \"p95\": 1800,",
            "by test, of 2025-08-20, commit 9f1c2e7",
        ],
    ),
    ("no-sql", &["it is refuted", "F-1 refutes it: high, open", "close F-1"]),
    (
        "backups",
        &["it is unsupported", "link evidence by", "says what to expect", "no evidence is linked"],
    ),
    (
        "F-1",
        &[
            "finding",
            "rule B608",
            "at app/db.py:12",
            "it counts under this policy",
            "gate no-high rests on it: fail",
            "it names no-sql, which is refuted",
            "effort, as stated: 2-4 h",
        ],
    ),
    ("p95", &["measure", "http.p95", "target <= 2 s: met", "load.json:2"]),
    ("load", &["evidence", "its bytes are there", "p95 links to it at /p95: holds"]),
    (
        "W-1",
        &[
            "waiver",
            "approved by ben",
            "it is for gate:fast",
            "gate fast is waived by it",
            "2025-09-10",
        ],
    ),
    (
        "no-high",
        &[
            "gate",
            "type open-findings",
            "asked: at most 0",
            "observed: 1",
            "outcome: fail",
            "it rests on F-1: high, open",
            "close F-1: SQL put together (effort, as stated: 2-4 h)",
        ],
    ),
    (
        "gate:fast",
        &[
            "outcome: waived",
            "without waivers: fail",
            "make the condition true of fast",
            "W-1 waives it through 2025-09-10",
            "p95",
        ],
    ),
    (
        "required-claims",
        &["it rests on no-sql, which is refuted", "support backups: Backups are restored"],
    ),
];

#[test]
fn each_kind_of_thing_is_explained() {
    let case = Case::new(POLICY);
    let digest = signoff::model::Digest::of(&fs::read(case.path("load.json")).unwrap());
    for (id, wanted) in EXPLAINED {
        let (code, text, stderr) = case.run(&["explain", id], &[]);
        assert_eq!(code, Some(0), "{stderr}");
        // Lines are broken where they are long.
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in *wanted {
            assert!(flat.contains(words), "{id}: `{words}` in\n{text}");
        }
        assert_eq!(flat.contains(digest.as_str()), flat.contains("load.json"), "{id}: {text}");
        let long = text.lines().filter(|line| line.chars().count() > 80);
        assert!(long.into_iter().all(|line| line.contains(digest.as_str())), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('`'), "{text}");
        let value = case.json(&["explain", id], &[]);
        assert_eq!(value["id"], id.strip_prefix("gate:").unwrap_or(id));
        assert!(value["parts"].as_array().unwrap().len() >= 3, "{value}");
    }
}

#[test]
fn what_needs_no_file_is_explained_without_one() {
    for (name, kind) in [
        ("open-findings", "type of gate"),
        ("expression", "type of gate"),
        ("stale", "state of a claim"),
        ("metric-conflict", "rule for contradictions"),
        ("missing-file", "code of a message"),
    ] {
        let output = signoff(&["explain", name]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.starts_with(&format!("{name} ({kind})")), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}

#[test]
fn what_nothing_is_called_is_told_with_what_is_near() {
    let case = Case::new(POLICY);
    for (id, near) in [
        ("api-latncy", "api-latency"),
        ("no-hihg", "no-high"),
        ("F-9", "F-1"),
        ("expresion", "expression"),
    ] {
        let (code, stdout, stderr) = case.run(&["explain", id], &[]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{id}");
        assert!(stderr.contains(&format!("did you mean `{near}`?")), "{id}: {stderr}");
    }
    let output = signoff(&["explain", "open-finding"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("did you mean `open-findings`?"));
}
