//! Advisories, bills of materials and statements of exploitability: what they say of which product.

use serde_json::json;
use signoff::ingest::Item;
use signoff::model::{Severity, Status};

use super::{findings, read, runs};

/// Rule, status, reason and package of each finding.
fn told(items: &[Item]) -> Vec<(&str, Status, &str, &str)> {
    let all = findings(items).into_iter();
    all.map(|(it, _)| {
        let package = it.properties.get("package").and_then(|package| package["name"].as_str());
        let reason = it.status_reason.as_deref().unwrap_or_default();
        (it.rule.as_str(), it.status, reason, package.unwrap_or_default())
    })
    .collect()
}

#[test]
fn a_status_of_an_advisory_is_of_each_of_its_products() {
    let advisory = json!({
        "document": { "csaf_version": "2.1", "category": "csaf_vex", "title": "t",
            "tracking": { "id": "A-1", "generator": { "engine": { "name": "Secvisogram", "version": "2.5" } } } },
        "product_tree": {
            "branches": [{ "category": "product_version", "name": "1.2", "product": {
                "product_id": "P1", "name": "V 1.2", "product_identification_helper": { "purl": "pkg:x/v@1.2" } } }],
            "product_groups": [{ "group_id": "G", "product_ids": ["P1"] }],
        },
        "vulnerabilities": [{
            "cve": "CVE-2026-1", "cwes": [{ "id": "CWE-79" }],
            "product_status": { "known_not_affected": ["P1"], "first_fixed": ["P2"], "last_affected": ["P3"], "under_investigation": ["P4"] },
            "flags": [{ "label": "component_not_present", "group_ids": ["G"] }],
            "metrics": [
                { "content": { "cvss_v2": { "baseScore": 5, "vectorString": "AV:N" } }, "products": ["P3"] },
                { "content": { "cvss_v4": { "baseScore": 9.3, "baseSeverity": "CRITICAL", "vectorString": "CVSS:4.0/AV:N" } }, "products": ["P1"] },
            ],
        }, { "ids": [{ "system_name": "x", "text": "X-2" }] }],
    });
    let items = read("csaf", &advisory.to_string());
    assert_eq!(
        told(&items),
        [
            (
                "CVE-2026-1",
                Status::FalsePositive,
                "known_not_affected: component_not_present",
                "P1"
            ),
            ("CVE-2026-1", Status::Fixed, "first_fixed", "P2"),
            ("CVE-2026-1", Status::Open, "", "P3"),
            ("CVE-2026-1", Status::Open, "", "P4"),
            ("X-2", Status::Open, "", ""),
        ]
    );
    let found = findings(&items);
    let severities: Vec<_> = found.iter().map(|(it, _)| it.severity).collect();
    // The score of the product itself; of one without a score the first.
    let expected = [
        Severity::Critical,
        Severity::Medium,
        Severity::Medium,
        Severity::Medium,
        Severity::Unknown,
    ];
    assert_eq!(severities, expected);
    let (first, at) = found[0];
    assert_eq!((first.title.as_str(), at), ("CVE-2026-1 in V 1.2", "/vulnerabilities/0"));
    assert_eq!(first.properties["package"]["purl"], "pkg:x/v@1.2");
    assert_eq!(first.properties["cvss"]["version"], "4.0");
    assert_eq!(
        (runs(&items)[0].tool.name.as_str(), runs(&items)[0].checked),
        ("Secvisogram", Some(2))
    );
}

#[test]
fn statements_of_both_versions_of_openvex_are_read() {
    let earlier = json!({ "@context": "https://openvex.dev/ns", "statements": [
        { "vulnerability": "CVE-2026-1", "products": ["pkg:apk/a@1", "pkg:apk/b@1"], "status": "fixed" }] });
    let later = json!({ "@context": "https://openvex.dev/ns/v0.2.0", "statements": [
        { "vulnerability": { "name": "CVE-2026-1", "aliases": ["GHSA-aaaa-bbbb-cccc"] }, "status": "not_affected",
          "justification": "component_not_present", "impact_statement": "It isn't built in.",
          "products": [{ "@id": "pkg:oci/app", "identifiers": { "purl": "pkg:oci/app@1" }, "subcomponents": [{ "@id": "pkg:apk/a" }] }] },
        { "vulnerability": { "name": "CVE-2026-2" }, "status": "under_investigation" }] });
    let items = read("openvex", &earlier.to_string());
    let fixed = |package| ("CVE-2026-1", Status::Fixed, "fixed", package);
    assert_eq!(told(&items), [fixed("pkg:apk/a@1"), fixed("pkg:apk/b@1")]);
    let reason = "not_affected: component_not_present: It isn't built in.";
    for (document, place) in [
        (later.clone(), "/statements/0"),
        (
            json!({ "_type": "https://in-toto.io/Statement/v1", "predicate": later }),
            "/predicate/statements/0",
        ),
    ] {
        let items = read("openvex", &document.to_string());
        let expected = [
            ("CVE-2026-1", Status::FalsePositive, reason, "pkg:oci/app"),
            ("CVE-2026-2", Status::Open, "", ""),
        ];
        assert_eq!(told(&items), expected);
        let (finding, at) = findings(&items)[0];
        assert_eq!((at, &finding.properties["subcomponents"]), (place, &json!(["pkg:apk/a"])));
        assert_eq!(finding.aliases, ["GHSA-aaaa-bbbb-cccc"]);
    }
    let nothing = json!({ "@context": "https://openvex.dev/ns/v0.2.0", "statements": [] });
    assert_eq!(runs(&read("openvex", &nothing.to_string()))[0].checked, Some(0));
}

const BILL: &str = r#"<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.5" version="1">
<c:metadata><c:tools><c:tool><c:name>scan</c:name><c:version>1</c:version></c:tool></c:tools></c:metadata>
<c:components><c:component bom-ref="a&amp;b" type="library"><c:name>lib</c:name><c:version>1.2</c:version><c:purl>pkg:maven/g/lib@1.2</c:purl>
<c:components><c:component bom-ref="b" type="library"><c:name>inner</c:name></c:component></c:components></c:component></c:components>
<c:vulnerabilities><c:vulnerability><c:id>CVE-2026-1</c:id><c:ratings><c:rating><c:score>9.8</c:score><c:severity>critical</c:severity>
<c:method>CVSSv31</c:method><c:vector>AV:N</c:vector></c:rating></c:ratings><c:cwes><c:cwe>79</c:cwe></c:cwes>
<c:analysis><c:state>not_affected</c:state><c:justification>code_not_reachable</c:justification></c:analysis>
<c:affects><c:target><c:ref>a&amp;b</c:ref></c:target><c:target><c:ref>b</c:ref></c:target><c:target><c:ref>c</c:ref></c:target></c:affects>
</c:vulnerability></c:vulnerabilities></c:bom>"#;

#[test]
fn a_bill_says_the_same_in_xml_and_json() {
    let json = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "metadata": { "tools": { "components": [{ "name": "scan", "version": "1" }] } },
        "components": [{ "bom-ref": "a&b", "name": "lib", "version": "1.2", "purl": "pkg:maven/g/lib@1.2", "components": [{ "bom-ref": "b", "name": "inner" }] }],
        "vulnerabilities": [{
            "id": "CVE-2026-1", "cwes": [79], "ratings": [{ "score": 9.8, "severity": "critical", "method": "CVSSv31", "vector": "AV:N" }],
            "analysis": { "state": "not_affected", "justification": "code_not_reachable" }, "affects": [{ "ref": "a&b" }, { "ref": "b" }, { "ref": "c" }],
        }],
    });
    for (text, place) in [
        (BILL.to_owned(), "xml:/bom/vulnerabilities/vulnerability[1]/id"),
        (json.to_string(), "/vulnerabilities/0"),
    ] {
        let items = read("cyclonedx", &text);
        let is = |package| {
            ("CVE-2026-1", Status::FalsePositive, "not_affected: code_not_reachable", package)
        };
        assert_eq!(told(&items), [is("lib"), is("inner"), is("c")]);
        let (finding, at) = findings(&items)[0];
        assert_eq!(
            (at, finding.severity, finding.aliases.as_slice()),
            (place, Severity::Critical, &["CWE-79".to_owned()][..])
        );
        assert_eq!(
            finding.properties["cvss"],
            json!({ "score": 9.8, "vector": "AV:N", "version": "3.1" })
        );
        assert_eq!(finding.properties["package"]["purl"], "pkg:maven/g/lib@1.2");
        assert_eq!(
            (runs(&items)[0].tool.name.as_str(), runs(&items)[0].checked),
            ("scan", Some(2))
        );
    }
}

#[test]
fn the_extension_of_earlier_bills_is_read() {
    let bill = r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0">
        <components><component type="library"><name>a</name></component><component type="library"><name>log4j</name><version>1.2</version>
        <v:vulnerabilities><v:vulnerability ref="urn:uuid:1"><v:id>CVE-2026-1</v:id><v:source name="NVD"><v:url>https://a/</v:url></v:source>
        <v:ratings><v:rating><v:score><v:base>9.8</v:base></v:score><v:severity>Critical</v:severity><v:method>CVSSv3</v:method></v:rating></v:ratings>
        </v:vulnerability></v:vulnerabilities></component></components></bom>"#;
    let items = read("cyclonedx", bill);
    assert_eq!(told(&items), [("CVE-2026-1", Status::Open, "", "log4j")]);
    let (finding, at) = findings(&items)[0];
    assert_eq!(at, "xml:/bom/components/component[2]/vulnerabilities/vulnerability[1]/id");
    assert_eq!(
        (finding.severity, finding.help_uri.as_deref()),
        (Severity::Critical, Some("https://a/"))
    );
}

#[test]
fn a_bill_that_was_held_against_nothing_says_so() {
    let bill = |more: serde_json::Value| {
        let mut bill = json!({ "bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{ "name": "a" }] });
        bill.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        runs(&read("cyclonedx", &bill.to_string()))[0].checked
    };
    assert_eq!(bill(json!({})), Some(0));
    assert_eq!(bill(json!({ "vulnerabilities": [] })), Some(1));
    assert_eq!(bill(json!({ "vulnerabilities": [], "components": [] })), Some(0));
}

#[test]
fn a_vulnerability_of_go_is_told_once_by_the_most_precise_that_is_said() {
    let osv = json!({ "osv": { "schema_version": "1", "id": "GO-2026-1", "aliases": ["CVE-2026-1"], "summary": "It breaks.", "affected": [] } });
    let frame = |more: serde_json::Value| {
        let mut frame = json!({ "module": "example.com/m", "version": "v1.0.0" });
        frame.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        frame
    };
    let finding = |trace: serde_json::Value| json!({ "finding": { "osv": "GO-2026-1", "fixed_version": "v1.0.1", "trace": trace } });
    let position =
        |line: u64| json!({ "filename": "main.go", "offset": 1, "line": line, "column": 2 });
    let messages = [
        json!({ "config": { "protocol_version": "v1.0.0", "scanner_name": "govulncheck", "scanner_version": "v1.1.4" } }),
        json!({ "SBOM": { "modules": [{ "path": "a" }, { "path": "b" }] } }),
        osv,
        finding(json!([frame(json!({}))])),
        finding(json!([frame(json!({ "package": "example.com/m/p" }))])),
        finding(
            json!([frame(json!({ "package": "example.com/m/p", "function": "F", "receiver": "T" })), { "module": "me", "position": position(7) }]),
        ),
        finding(
            json!([frame(json!({ "package": "example.com/m/p", "function": "G" })), { "module": "me", "position": position(9) }]),
        ),
    ];
    let stream: Vec<String> =
        messages.iter().map(|it| serde_json::to_string_pretty(it).unwrap()).collect();
    let stream = stream.join("\n");
    let place = stream.lines().position(|line| line.contains("\"F\"")).unwrap();
    let together = json!(messages).to_string();
    for text in [stream.as_str(), &together] {
        let items = read("govulncheck", text);
        let [(finding, at)] = findings(&items)[..] else { panic!("{items:?}") };
        if text == together {
            assert_eq!(at, "/5");
        } else {
            let (first, last) = at.strip_prefix('L').and_then(|at| at.split_once("-L")).unwrap();
            assert!(
                (first.parse().unwrap()..=last.parse().unwrap()).contains(&(place + 1)),
                "{at}"
            );
        }
        let location = finding.location.as_ref().unwrap();
        assert_eq!((location.path.as_deref(), location.start_line), (Some("main.go"), Some(7)));
        assert_eq!(
            (finding.title.as_str(), finding.aliases.as_slice()),
            ("It breaks.", &["CVE-2026-1".to_owned()][..])
        );
        assert_eq!(finding.properties["level"], "symbol");
        assert_eq!(
            finding.properties["symbols"],
            json!(["example.com/m/p.G", "example.com/m/p.T.F"])
        );
        assert_eq!(finding.properties["package"]["fixed"], "v1.0.1");
        assert_eq!((runs(&items).len(), runs(&items)[0].checked), (1, Some(2)));
    }
    // In a module that is only required.
    let required = format!("{}\n{}\n{}", messages[0], messages[2], messages[3]);
    let items = read("govulncheck", &required);
    let [(finding, "L3")] = findings(&items)[..] else { panic!("{items:?}") };
    assert_eq!(finding.properties["level"], "module");
}

#[test]
fn a_vector_grades_what_has_no_word() {
    let advisory =
        |vector: &str| json!({ "id": "RUSTSEC-2026-0001", "title": "t", "cvss": vector });
    let report = |vector: &str| {
        let list = json!([{ "advisory": advisory(vector), "versions": { "patched": [] }, "package": { "name": "a", "version": "1" } }]);
        json!({ "lockfile": { "dependency-count": 1 }, "vulnerabilities": { "list": list }, "warnings": {} }).to_string()
    };
    let fourth = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
    for (vector, severity, score) in [
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", Severity::High, Some(7.5)),
        (fourth, Severity::Critical, Some(9.3)),
        ("CVSS:3.1/AV:N/AC:L", Severity::Unknown, None),
    ] {
        let items = read("cargo-audit", &report(vector));
        let (finding, _) = findings(&items)[0];
        assert_eq!(finding.severity, severity, "{vector}");
        // A score that the file doesn't state isn't told as if it did.
        let cvss = &finding.properties["cvss"];
        assert_eq!(cvss.get("score").and_then(serde_json::Value::as_f64), score);
        assert_eq!(cvss.get("computed"), score.map(|_| &json!(true)));
    }
}

#[test]
fn controls_of_a_standard_and_resources_that_could_not_be_read_are_told_by_trivy() {
    let failed = json!({ "ID": "KSV001", "Title": "t", "Severity": "LOW", "Status": "FAIL" });
    let passed = json!({ "ID": "KSV002", "Title": "t", "Severity": "LOW", "Status": "PASS" });
    let target =
        json!({ "Target": "Pod/x", "Class": "config", "Misconfigurations": [passed, failed] });
    let control = |id: &str, more: serde_json::Value| {
        let mut control = json!({ "ID": id, "Name": "n", "Severity": "HIGH" });
        control.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        control
    };
    let whole = json!({ "ID": "k8s-cis", "Title": "t",
        "Results": [control("1.1", json!({ "Results": null })), control("1.2", json!({ "Results": [target] }))] });
    let items = read("trivy", &whole.to_string());
    let [(finding, "/Results/1/Results/0/Misconfigurations/1")] = findings(&items)[..] else {
        panic!("{items:?}")
    };
    assert_eq!(
        (finding.rule.as_str(), finding.aliases.as_slice()),
        ("KSV001", &["1.2".to_owned()][..])
    );
    assert_eq!(runs(&items)[0].checked, Some(2));
    let summary = json!({ "ID": "k8s-cis", "Title": "t",
        "SummaryControls": [control("1.1", json!({ "TotalFail": 0 })), control("1.2", json!({ "TotalFail": 3 }))] });
    let items = read("trivy", &summary.to_string());
    let [(finding, "/SummaryControls/1")] = findings(&items)[..] else { panic!("{items:?}") };
    assert_eq!((finding.title.as_str(), finding.severity), ("n failed 3 times", Severity::High));
    let cluster = |error: &str| {
        let node = json!({ "Kind": "Node", "Name": "n", "Error": error });
        json!({ "ClusterName": "c", "Resources": [{ "Kind": "Pod", "Name": "x", "Results": [target] }, node] }).to_string()
    };
    assert_eq!(runs(&read("trivy", &cluster("no access")))[0].successful, Some(false));
    assert_eq!(runs(&read("trivy", &cluster("")))[0].successful, None);
}

#[test]
fn files_are_what_snyk_looks_at_where_there_are_no_dependencies() {
    let issue = json!({ "id": "SNYK-CC-1", "title": "t", "severity": "medium", "lineNumber": 4, "path": ["resource", "x"] });
    let file = |issues: serde_json::Value| json!({ "vulnerabilities": [], "dependencyCount": 0, "targetFile": "a.tf", "infrastructureAsCodeIssues": issues });
    let items = read("snyk", &json!([file(json!([issue])), file(json!([]))]).to_string());
    assert_eq!((findings(&items).len(), runs(&items)[0].checked), (1, Some(2)));
    let vulnerability = json!({
        "id": "SNYK-1", "title": "t", "severity": "high", "packageName": "a", "version": "1", "semver": "<2", "identifiers": null, "fixedIn": null,
        "CVSSv3": "CVSS:3.1/x", "CVSSv4": "CVSS:4.0/y", "cvssScore": 7.5,
        "cvssSources": [{ "vector": "CVSS:3.1/x", "baseScore": 7.5 }, { "vector": "CVSS:4.0/y", "baseScore": 8.7 }],
    });
    let items =
        read("snyk", &json!({ "ok": false, "vulnerabilities": [vulnerability] }).to_string());
    let (finding, _) = findings(&items)[0];
    assert_eq!(
        finding.properties["cvss"],
        json!({ "score": 8.7, "vector": "CVSS:4.0/y", "version": "4.0" })
    );
    assert_eq!(finding.properties["vulnerable"], "<2");
}
