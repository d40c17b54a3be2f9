//! What checkers of configurations and of controls write: what fails is a finding, what passes is only counted.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that goes wrong panics, and says where"
)]

use std::sync::LazyLock;

use serde_json::{Value, json};
use signoff::ingest::{Adapters, InMemory, Item};
use signoff::model::{Finding, Run, Severity, Status};

/// Their programs take a while to compile.
static ADAPTERS: LazyLock<Adapters> = LazyLock::new(Adapters::built_in);

/// What the one adapter that knows a text gives: its run, and its findings with their places.
struct Read {
    run: Run,
    findings: Vec<(Finding, String)>,
}

impl Read {
    /// The rules of what was found, each with its place.
    fn found(&self) -> Vec<(&str, &str)> {
        self.findings.iter().map(|(it, at)| (it.rule.as_str(), at.as_str())).collect()
    }

    fn severities(&self) -> Vec<Severity> {
        self.findings.iter().map(|(it, _)| it.severity).collect()
    }

    fn statuses(&self) -> Vec<Status> {
        self.findings.iter().map(|(it, _)| it.status).collect()
    }
}

fn read(adapter: &str, text: &str) -> Read {
    let raw = InMemory { path: "output".to_owned(), bytes: text.as_bytes().to_vec() };
    let known = ADAPTERS.of(&raw).unwrap_or_else(|error| panic!("{adapter}: {error}"));
    assert_eq!(known.name(), adapter);
    let mut items: Vec<Item> = Vec::new();
    known.read(&raw, &mut items).unwrap_or_else(|error| panic!("{adapter}: {error}"));
    let (mut runs, mut findings) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Run(run) => runs.push(*run),
            Item::Finding { finding, at } => findings.push((*finding, at)),
            Item::Measure { .. } | Item::Note { .. } => {}
        }
    }
    assert_eq!(runs.len(), 1, "{adapter} tells one run");
    Read { run: runs.swap_remove(0), findings }
}

/// The documents one after the other, a line each.
fn lines(documents: &[Value]) -> String {
    documents.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
}

/// An object with other entries.
fn with(object: &Value, other: &Value) -> Value {
    let mut all = object.as_object().unwrap().clone();
    all.extend(other.as_object().unwrap().clone());
    Value::Object(all)
}

#[test]
fn prowler_is_a_list_or_a_check_a_line() {
    let third = json!({
        "FindingUniqueId": "prowler-gcp-x", "Provider": "gcp", "CheckID": "x", "CheckTitle": "X", "Status": "FAIL",
        "StatusExtended": "", "Severity": "informational", "ProjectId": "p", "ResourceId": "r",
    });
    let others = ["PASS", "MANUAL", "MUTED"].map(|it| with(&third, &json!({ "Status": it })));
    let told =
        read("prowler", &Value::from([vec![third.clone()], others.to_vec()].concat()).to_string());
    assert_eq!((told.found(), told.run.checked), (vec![("x", "/0")], Some(4)));
    assert_eq!(told.severities(), [Severity::Info]);

    let second = json!({
        "Account Number": "1", "Control": "[check114] Ensure MFA", "Message": "m", "Severity": "Critical",
        "Status": "FAIL", "Control ID": "1.14", "Timestamp": "2021-08-23T06:38:46Z", "Resource ID": "MFA",
    });
    let passed = with(&second, &json!({ "Status": "PASS", "Timestamp": "2021-08-23T06:39:46Z" }));
    let told = read("prowler", &lines(&[passed, second]));
    assert_eq!((told.found(), told.run.checked), (vec![("1.14", "L2")], Some(2)));
    assert_eq!(told.findings[0].0.aliases, ["check114"]);
    assert_eq!(told.run.started_at.unwrap().to_string(), "2021-08-23T06:38:46Z");
}

#[test]
fn asff_is_told_by_workflow_record_and_compliance() {
    let one = json!({
        "SchemaVersion": "2018-10-08", "Id": "a", "ProductArn": "arn", "GeneratorId": "g", "AwsAccountId": "1",
        "ProductFields": { "ProviderName": "Prowler", "ProviderVersion": "3" }, "Severity": { "Label": "HIGH" },
        "Title": "t", "Resources": [{ "Id": "arn:r" }], "Compliance": { "Status": "FAILED" },
    });
    let all = [
        one.clone(),
        with(&one, &json!({ "Compliance": { "Status": "PASSED" } })),
        with(
            &one,
            &json!({ "Severity": { "Normalized": 39 }, "Workflow": { "Status": "SUPPRESSED" } }),
        ),
        with(&one, &json!({ "Severity": { "Normalized": 40 }, "RecordState": "ARCHIVED" })),
        with(&one, &json!({ "Compliance": null, "Workflow": { "Status": "RESOLVED" } })),
    ];
    let told = read("asff", &json!({ "Findings": all }).to_string());
    assert_eq!(told.run.checked, Some(5));
    assert_eq!(
        (told.run.tool.name.as_str(), told.run.tool.version.as_deref()),
        ("Prowler", Some("3"))
    );
    assert_eq!(
        told.severities(),
        [Severity::High, Severity::Low, Severity::Medium, Severity::High]
    );
    assert_eq!(
        told.statuses(),
        [Status::Open, Status::Suppressed, Status::Suppressed, Status::Fixed]
    );
    assert!(told.findings[1..].iter().all(|(it, _)| it.status_reason.is_some()));
    assert_eq!(told.found()[1], ("g", "/Findings/2"));

    let event = json!({ "detail-type": "Security Hub Findings - Imported", "detail": { "findings": [one] } });
    assert_eq!(read("asff", &event.to_string()).found(), [("g", "/detail/findings/0")]);
    assert_eq!(read("asff", &lines(&all)).run.checked, Some(5));
    assert_eq!(read("asff", r#"{"Findings": []}"#).run.checked, Some(0));
}

#[test]
fn ocsf_is_told_by_its_outcome_wherever_it_stands() {
    let one = json!({
        "metadata": { "event_code": "e", "product": { "name": "P", "version": "1" } }, "class_uid": 2003, "severity_id": 4,
        "time": 1_739_539_640_123_u64, "finding_info": { "uid": "u", "title": "t" }, "compliance": { "status": "Fail" },
        "resources": [{ "uid": "", "name": "n" }], "status": "New",
    });
    let all = [
        one.clone(),
        with(&one, &json!({ "compliance": { "status": "Pass" } })),
        with(&one, &json!({ "compliance": {}, "status_code": "PASS" })),
        with(
            &one,
            &json!({ "compliance": { "status": "Pass" }, "status_code": "FAIL", "status": "Suppressed" }),
        ),
        with(
            &one,
            &json!({ "finding": { "uid": "old" }, "finding_info": null, "status": "Success", "compliance": null }),
        ),
    ];
    for (text, first) in [(Value::from(all.to_vec()).to_string(), "/0"), (lines(&all), "L1")] {
        let told = read("ocsf", &text);
        assert_eq!((told.found()[0], told.run.checked), (("e", first), Some(5)));
        assert_eq!(told.statuses(), [Status::Open, Status::Suppressed]);
        assert_eq!(told.severities(), [Severity::High, Severity::High]);
        assert_eq!(told.run.ended_at.unwrap().to_string(), "2025-02-14T13:27:20Z");
        assert_eq!(told.findings[0].0.location.as_ref().unwrap().logical.as_deref(), Some("n"));
    }
    assert_eq!(
        read("ocsf", &json!({ "Findings": [one] }).to_string()).found(),
        [("e", "/Findings/0")]
    );
}

#[test]
fn a_control_of_hdf_fails_by_the_worst_of_its_results() {
    let control = |id: &str, results: &Value, more: &Value| {
        with(&json!({ "id": id, "impact": 0.5, "tags": {}, "results": results }), more)
    };
    let failed = json!({ "status": "failed", "code_desc": "c" });
    let skipped_by_waiver = json!({ "waiver_data": { "skipped_due_to_waiver": true } });
    let waived =
        json!({ "waiver_data": { "justification": "why", "skipped_due_to_waiver": false } });
    let told = read("hdf", &json!({
        "platform": { "name": "centos" }, "version": "4.1", "statistics": {},
        "profiles": [{ "name": "overlay", "controls": [control("a", &json!([]), &json!({}))] }, { "name": "base", "controls": [
            control("a", &json!([{ "status": "passed" }, failed]), &json!({ "impact": 0.9 })),
            control("b", &json!([{ "status": "failed", "backtrace": ["x"] }]), &json!({})),
            control("c", &json!([failed]), &json!({ "impact": 0 })),
            control("d", &json!([{ "status": "skipped" }]), &json!({})),
            control("e", &json!([failed]), &skipped_by_waiver),
            control("f", &json!([failed]), &waived),
            control("g", &json!([failed]), &json!({ "tags": { "severity": "low" }, "impact": 1.0 })),
            control("h", &json!([{ "status": "passed" }]), &json!({})),
        ] }],
    }).to_string());
    let base = |index: usize| format!("/profiles/1/controls/{index}");
    assert_eq!(told.found(), [("a", &*base(0)), ("f", &*base(5)), ("g", &*base(6))]);
    assert_eq!(told.severities(), [Severity::Critical, Severity::Medium, Severity::Low]);
    assert_eq!(told.statuses(), [Status::Open, Status::Accepted, Status::Open]);
    assert_eq!(told.findings[1].0.status_reason.as_deref(), Some("why"));
    // One of them came to an error.
    assert_eq!((told.run.successful, told.run.checked), (Some(false), Some(4)));
    assert_eq!(told.run.tool.name, "InSpec");
}

#[test]
fn hdf_of_today_has_baselines_with_requirements() {
    let requirement = |status: &str, more: &Value| {
        with(
            &json!({ "id": status, "impact": 0.7, "tags": {}, "results": [{ "status": status, "codeDesc": "c",
            "startTime": "2025-06-15T14:30:00Z" }] }),
            more,
        )
    };
    let overridden = json!({ "effectiveStatus": "passed", "disposition": "falsePositive", "statusOverrides": [{ "reason": "why" }] });
    let told = read("hdf", &json!({ "tool": { "name": "Nikto", "version": "2.5" }, "baselines": [{ "name": "b", "requirements": [
        requirement("passed", &json!({})),
        requirement("failed", &json!({ "severity": "medium", "cwe": ["CWE-79"] })),
        requirement("failed", &overridden),
        requirement("notApplicable", &json!({})),
        requirement("notReviewed", &json!({})),
    ] }] }).to_string());
    let at = |index: usize| format!("/baselines/0/requirements/{index}");
    assert_eq!(told.found(), [("failed", &*at(1)), ("failed", &*at(2))]);
    assert_eq!(told.severities(), [Severity::Medium, Severity::High]);
    assert_eq!(told.statuses(), [Status::Open, Status::FalsePositive]);
    assert_eq!((told.run.successful, told.run.checked), (Some(true), Some(3)));
    assert_eq!(told.run.tool.name, "Nikto");
}

#[test]
fn oscal_is_read_from_json_and_from_xml() {
    let finding = |id: &str, state: &str| {
        json!({ "uuid": id, "title": id, "target": { "type": "objective-id", "target-id": id, "status": { "state": state } },
            "related-risks": [{ "risk-uuid": "k" }] })
    };
    let json = json!({ "assessment-results": { "metadata": { "version": "1.0" }, "results": [{
        "uuid": "r", "reviewed-controls": {}, "start": "2026-01-01T00:00:00Z",
        "findings": [finding("ac-1", "satisfied"), finding("ac-2", "not-satisfied")],
        "risks": [{ "uuid": "k", "statement": "bad very" }],
    }] } });
    let xml = r#"<?xml version="1.0"?><assessment-results xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="u">
        <metadata><version>1.0</version></metadata><result uuid="r"><start>2026-01-01T00:00:00Z</start>
        <risk uuid="k"><statement><p>bad <em>very</em></p></statement></risk>
        <finding uuid="ac-1"><target target-id="ac-1"><status state="satisfied"/></target></finding>
        <finding uuid="ac-2"><title>ac-2</title><target target-id="ac-2"><status state="not-satisfied"/></target>
        <related-risk risk-uuid="k"/></finding></result></assessment-results>"#;
    let places = [
        (json.to_string(), "/assessment-results/results/0/findings/1"),
        (xml.to_owned(), "xml:/assessment-results/result[1]/finding[2]/target/status/@state"),
    ];
    for (text, at) in places {
        let told = read("oscal", &text);
        assert_eq!((told.found(), told.run.checked), (vec![("ac-2", at)], Some(2)));
        assert_eq!(told.findings[0].0.impact.as_deref(), Some("bad very"));
        assert_eq!(told.run.started_at.unwrap().to_string(), "2026-01-01T00:00:00Z");
    }
}

#[test]
fn kube_bench_is_a_list_an_object_or_one_after_the_other() {
    let results: Vec<Value> = ["PASS", "FAIL", "WARN", "INFO"]
        .iter()
        .map(|status| json!({ "test_number": status.to_lowercase(), "test_desc": "d", "status": status }))
        .collect();
    let controls = json!({ "id": "1", "version": "1.6", "node_type": "master", "tests": [{ "section": "1.1", "results": results }] });
    let other = with(&controls, &json!({ "node_type": "node" }));
    let shapes = [
        (
            json!({ "Controls": [controls, other], "Totals": {} }).to_string(),
            "/Controls/1/tests/0/results/2",
        ),
        (json!([controls, other]).to_string(), "/1/tests/0/results/2"),
        (lines(&[controls.clone(), other.clone()]), "L2"),
    ];
    for (text, last) in shapes {
        let told = read("kube-bench", &text);
        assert_eq!(told.run.checked, Some(6), "what only informs wasn't checked");
        assert_eq!(told.severities(), [Severity::High, Severity::Medium].repeat(2));
        assert_eq!(told.found()[3], ("warn", last));
    }
    assert_eq!(read("kube-bench", r#"{"Controls": null, "Totals": {}}"#).run.checked, Some(0));
}

#[test]
fn kubescape_has_a_finding_for_each_failed_control_of_a_resource() {
    let rules = |state: &str| json!([{ "name": "r", "status": state, "paths": [{ "failedPath": "spec.a" }] }]);
    let told = read("kubescape", &json!({
        "generationTime": "0001-01-01T00:00:00Z",
        "summaryDetails": { "controls": { "C-1": { "scoreFactor": 9 }, "C-2": { "scoreFactor": 6.9 } } },
        "resources": [{ "resourceID": "x", "source": { "relativePath": "a.yaml" } }],
        "results": [{ "resourceID": "x", "controls": [
            { "controlID": "C-1", "name": "n", "rules": rules("failed") },
            { "controlID": "C-2", "name": "n", "status": { "status": "failed" }, "rules": rules("failed") },
            { "controlID": "C-3", "name": "n", "status": { "status": "passed" }, "rules": rules("failed") },
            { "controlID": "C-4", "name": "n", "rules": rules("passed") },
        ] }, { "resourceID": "y", "controls": [{ "controlID": "C-1", "status": { "status": "failed" } }] }],
    }).to_string());
    assert_eq!(
        told.found(),
        ["/results/0/controls/0", "/results/0/controls/1", "/results/1/controls/0"]
            .into_iter()
            .zip(["C-1", "C-2", "C-1"])
            .map(|(at, rule)| (rule, at))
            .collect::<Vec<_>>()
    );
    assert_eq!(told.severities(), [Severity::Critical, Severity::Medium, Severity::Critical]);
    assert_eq!((told.run.checked, told.run.ended_at), (Some(5), None));
    assert_eq!(told.findings[0].0.location.as_ref().unwrap().path.as_deref(), Some("a.yaml"));
    assert_eq!(told.findings[2].0.location.as_ref().unwrap().logical.as_deref(), Some("y"));
}

#[test]
fn dockle_counts_what_it_passed_and_leaves_out_what_it_skipped() {
    let detail =
        |level: &str| json!({ "code": level, "title": "t", "level": level, "alerts": ["a", "b"] });
    let levels = ["FATAL", "WARN", "INFO", "SKIP", "PASS", "IGNORE"].map(detail);
    let told = read("dockle", &json!({
        "image": "a:1", "summary": { "fatal": 1, "warn": 1, "info": 1, "skip": 1, "pass": 12 }, "details": levels,
    }).to_string());
    assert_eq!(told.severities(), [Severity::Critical, Severity::Medium, Severity::Info]);
    assert_eq!(told.run.checked, Some(15));
    assert_eq!(told.findings[0].0.body.as_deref(), Some("a\nb"));
}

#[test]
fn a_scan_of_testssl_that_could_not_be_done_checked_nothing() {
    let row = |severity: &str| json!({ "id": severity, "severity": severity, "finding": "f", "cwe": "CWE-310" });
    let rows = ["OK", "INFO", "DEBUG", "LOW", "WARN", "HIGH"].map(row);
    let report = |scan: Value| {
        json!({
            "clientProblem1": [row("WARN")], "Invocation": "testssl x", "version": "3.2 from x", "startTime": "1795216853",
            "scanResult": scan, "scanTime": 61,
        })
    };
    let told = read(
        "testssl",
        &report(json!([{ "targetHost": "h", "ip": "1.1.1.1", "port": "443", "protocols": rows }]))
            .to_string(),
    );
    assert_eq!(
        told.severities(),
        [Severity::Unknown, Severity::Low, Severity::Unknown, Severity::High]
    );
    assert_eq!((told.run.successful, told.run.checked), (Some(true), Some(4)));
    assert_eq!(told.run.ended_at.unwrap().to_string(), "2026-11-20T23:21:54Z");
    assert_eq!(told.found()[1], ("LOW", "/scanResult/0/protocols/3"));

    let told = read("testssl", &report(json!([row("FATAL")])).to_string());
    assert_eq!(told.found(), [("WARN", "/clientProblem1/0"), ("FATAL", "/scanResult/0")]);
    assert_eq!((told.run.successful, told.run.checked), (Some(false), Some(0)));

    let flat = with(&row("HIGH"), &json!({ "ip": "h/1.1.1.1", "port": "443" }));
    let told =
        read("testssl", &json!([with(&flat, &json!({ "severity": "OK" })), flat]).to_string());
    assert_eq!((told.found(), told.run.checked), (vec![("HIGH", "/1")], Some(2)));
}

#[test]
fn nikto_is_a_host_a_list_of_them_or_xml() {
    let host = json!({ "host": "h", "ip": "1", "port": "443", "banner": "", "vulnerabilities": [
        { "id": "1", "method": "GET", "url": "/x?a&b", "msg": "m", "OSVDB": "877", "references": "https://a, CVE-2020-1234" },
    ] });
    let item = r#"<item id="1" osvdbid="877" method="GET"><description><![CDATA[m]]></description><uri>/x?a&amp;b</uri>
        <references>https://a, CVE-2020-1234</references></item>"#;
    let scan = |inner: &str| {
        format!(
            "<niktoscan version=\"2.5.0\" options=\"-h h\"><scandetails targethostname=\"h\" checks=\"10\">{inner}</scandetails></niktoscan>"
        )
    };
    let shapes = [
        (host.to_string(), "/vulnerabilities/0", None),
        (json!([host]).to_string(), "/0/vulnerabilities/0", None),
        (scan(item), "xml:/niktoscan/scandetails[1]/item[1]/description", Some(10)),
        (
            format!("<niktoscan>{}{}</niktoscan>", scan(""), scan(item)),
            "xml:/niktoscan/niktoscan[2]/scandetails[1]/item[1]/description",
            Some(20),
        ),
    ];
    for (text, at, checked) in shapes {
        let told = read("nikto", &text);
        assert_eq!((told.found(), told.run.checked), (vec![("1", at)], checked));
        let (finding, _) = &told.findings[0];
        assert_eq!(finding.aliases, ["OSVDB-877", "CVE-2020-1234"]);
        assert_eq!(finding.location.as_ref().unwrap().path.as_deref(), Some("/x?a&b"));
        assert_eq!(finding.help_uri.as_deref(), Some("https://a"));
    }
    assert_eq!(read("nikto", "<niktoscan>\n</niktoscan>").run.checked, Some(0));
}
