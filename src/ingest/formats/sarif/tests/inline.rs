//! Parts of runs that stand elsewhere, and ids that stand in tags and taxa.

use serde_json::json;

use super::{finding, findings, items, log, notes, runs};

#[test]
fn external_properties_inside_the_log_are_those_of_their_run() {
    let run = |guid: &str| {
        json!({ "tool": { "driver": { "name": guid } }, "automationDetails": { "guid": guid },
            "results": [{ "ruleId": guid }] })
    };
    let log = json!({
        "version": "2.1.0",
        "inlineExternalProperties": [
            { "runGuid": "b", "results": [{ "rule": { "index": 0, "toolComponent": { "index": 0 } } }],
                "extensions": [{ "name": "E", "rules": [{ "id": "X" }] }] },
            { "runGuid": "c", "results": [{ "ruleId": "lost" }] },
        ],
        "runs": [run("a"), run("b")],
    });
    let items = items(&log);
    let found = findings(&items);
    let told: Vec<(&str, &str)> = found.iter().map(|(it, at)| (it.rule.as_str(), *at)).collect();
    assert_eq!(
        told,
        [
            ("a", "/runs/0/results/0"),
            ("b", "/runs/1/results/0"),
            ("X", "/inlineExternalProperties/0/results/0"),
        ]
    );
    assert_eq!(notes(&items).len(), 1);
    assert_eq!(notes(&items)[0].1, "/inlineExternalProperties/1");
}

#[test]
fn results_in_other_files_are_no_empty_list() {
    let run = |guid: &str| {
        let mut log = log(json!({ "tool": { "driver": { "name": "T" } },
            "externalPropertyFileReferences": { "results": [{ "guid": guid }] } }));
        log["inlineExternalProperties"] =
            json!([{ "guid": "here", "results": [{ "ruleId": "A" }] }]);
        log["runs"].as_array_mut().unwrap().push(json!({ "results": [] }));
        items(&log)
    };
    let here = run("here");
    assert_eq!((findings(&here).len(), runs(&here)[0].checked, notes(&here).len()), (1, None, 0));
    let away = run("away");
    assert_eq!((findings(&away).len(), runs(&away)[0].checked), (0, Some(0)));
    let told: Vec<&str> = notes(&away).iter().map(|(message, _)| *message).collect();
    assert_eq!(told[0], "the run keeps `results` in other files, which aren't read");
    assert_eq!(told.len(), 3);
}

#[test]
fn ids_stand_in_tags_bags_and_taxa() {
    let told = finding(
        json!([{ "id": "CVE-2021-44228-log4j", "properties": {
                "tags": ["external/cwe/cwe-079", "security"], "cwe": ["CWE-89", "20"],
                "security-severity": "9.8" },
            "relationships": [{ "target": { "id": "120", "toolComponent": { "name": "CWE" } } }] }]),
        json!({ "ruleIndex": 0, "properties": { "tags": ["GHSA-jfh8-c2jp-5v3q"] },
            "taxa": [{ "id": "22", "toolComponent": { "name": "cwe" } }, { "id": "22" }] }),
    );
    assert_eq!(told.rule, "CVE-2021-44228-log4j");
    let expected = [
        "CVE-2021-44228",
        "CWE-89",
        "CWE-20",
        "GHSA-jfh8-c2jp-5v3q",
        "CWE-22",
        "CWE-79",
        "CWE-120",
    ];
    let mut aliases = told.aliases.clone();
    aliases.sort();
    let mut wanted = expected.map(str::to_owned);
    wanted.sort();
    assert_eq!(aliases, wanted);
    assert_eq!(told.properties["cvss"], json!({ "score": 9.8 }));
    assert_eq!(told.severity, crate::model::Severity::Critical);
}

#[test]
fn a_taxon_is_found_by_its_index() {
    let taxon = |index: i64| {
        let log = log(json!({
            "tool": { "driver": { "name": "T" } },
            "taxonomies": [{ "name": "CWE", "guid": "g", "taxa": [{ "id": "78" }] }],
            "results": [{ "taxa": [{ "index": index, "toolComponent": { "guid": "g" } }] }],
        }));
        findings(&items(&log))[0].0.aliases.clone()
    };
    assert_eq!(taxon(0), ["CWE-78"]);
    assert!(taxon(1).is_empty() && taxon(-1).is_empty());
}

#[test]
fn messages_are_those_of_the_rule_with_their_arguments() {
    let rules =
        json!([{ "id": "A", "messageStrings": { "m": { "text": "{0} is {{never}} used" } } }]);
    let told =
        finding(rules, json!({ "ruleIndex": 0, "message": { "id": "m", "arguments": ["tmp"] } }));
    assert_eq!((told.title.as_str(), told.body), ("tmp is {never} used", None));
}

#[test]
fn a_list_of_facts_is_no_title_and_names_its_package() {
    let message = "Package: openssl\nInstalled Version: 1.1\nFixed Version: 1.2";
    let told = finding(
        json!([{ "id": "CVE-2024-0001", "shortDescription": { "text": "openssl: overflow" } }]),
        json!({ "ruleIndex": 0, "message": { "text": message } }),
    );
    assert_eq!(told.title, "openssl: overflow");
    assert_eq!(told.body.as_deref(), Some(message));
    let package = json!({ "name": "openssl", "version": "1.1", "fixed": "1.2" });
    assert_eq!(told.properties["package"], package);
}
