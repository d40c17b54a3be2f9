//! A findings file of many claims with three evidence links each, of mixed kinds, into many small files: made by
//! arithmetic alone, so that the same size gives the same bytes everywhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::Case;

/// The numbers of claims that benchmarks walk.
pub(crate) const CLAIMS: [usize; 3] = [1_000, 10_000, 100_000];

/// How many links a claim has.
pub(crate) const LINKS: usize = 3;

/// How many claims share three files, one of each format.
const SHARING: usize = 30;

/// A case with so many claims, three times as many links, and a tenth as many files.
pub(crate) fn case(claims: usize) -> Case {
    let groups = claims.div_ceil(SHARING);
    let mut files = BTreeMap::new();
    for group in 0..groups {
        files.insert(path(group, "json"), summary(group));
        files.insert(path(group, "csv"), table(group));
        files.insert(path(group, "log"), log(group));
    }
    let findings = json!({
        "signoff": "1",
        "subject": { "name": "Harbour Ticketing" },
        "evidence": (0..groups).flat_map(evidence).collect::<Vec<_>>(),
        "claims": (0..claims).map(claim).collect::<Vec<_>>(),
    });
    Case { findings: findings.to_string().into_bytes(), policy: POLICY, files }
}

const POLICY: &str = "extends = \"minimal\"\n";

fn path(group: usize, suffix: &str) -> String {
    format!("evidence/{group}.{suffix}")
}

fn evidence(group: usize) -> Vec<Value> {
    let entry = |suffix: &str| {
        json!({ "id": format!("{suffix}-{group}"), "path": path(group, suffix), "method": "test",
            "collected_at": "2025-08-26" })
    };
    ["json", "csv", "log"].map(entry).to_vec()
}

/// Half of the paths are JSON Pointers; a third of the patterns look through the whole file.
fn claim(number: usize) -> Value {
    let (group, at) = (number / SHARING, number % SHARING);
    let summary = match number % 2 {
        0 => format!("/services/{at}/p95"),
        _ => format!("$.services[?@.name=='s{at}' && @.up].p95"),
    };
    let log = match number % 3 {
        0 => format!("re:^service s{at} restored after (\\d+) min$"),
        _ => format!("L{} re:after (\\d+) min", at + 1),
    };
    json!({
        "id": format!("claim-{number}"),
        "statement": format!("Service {number} holds"),
        "evidence": [
            { "in": format!("json-{group}"), "at": summary, "expect": "<= 2000" },
            { "in": format!("csv-{group}"), "at": format!("csv:service=s{at},region=eu/p95"), "expect": "<= 2000" },
            { "in": format!("log-{group}"), "at": log, "expect": "<= 60" },
        ],
    })
}

fn summary(group: usize) -> Vec<u8> {
    let service = |at: usize| json!({ "name": format!("s{at}"), "up": true, "p95": 1_200 + (group + at) % 700, "samples": [at, group, 7] });
    let services: Vec<Value> = (0..SHARING).map(service).collect();
    format!("{:#}\n", json!({ "services": services })).into_bytes()
}

fn table(group: usize) -> Vec<u8> {
    let mut table = "service,region,p95,note\n".to_owned();
    for at in 0..SHARING {
        for region in ["eu", "us"] {
            // Writing into a text can't fail.
            let _ = writeln!(
                table,
                "s{at},{region},{},\"as measured, twice\"",
                1_200 + (group + at) % 700
            );
        }
    }
    table.into_bytes()
}

fn log(group: usize) -> Vec<u8> {
    let mut log = String::new();
    for at in 0..SHARING {
        let _ = writeln!(log, "service s{at} restored after {} min", (group + at) % 50 + 5);
    }
    log.into_bytes()
}
