//! Jumps both ways between what is said and the lines that it rests on, and what prose may show.

use super::{entry, made, maximal, printed, section};
use crate::view::{Block, Document, Prose, Span};

fn proses(document: &Document) -> Vec<&Prose> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| if let Block::Prose(prose) = block { Some(prose) } else { None })
        .collect()
}

#[test]
fn evidence_is_numbered_in_id_order_and_names_who_relies_on_each_line() {
    let document = made(&maximal());
    let evidence = printed(section(&document, "evidence"));
    for part in [
        "5 pieces of evidence; 2 are as stated.",
        "E1 graph shop/graph.png",
        "Relied on by: nothing; a text shows it",
        "E2 load-test evidence/k6.json\nStale: Too old, or of another commit, for 1 claim: ghost.",
        "Size: 12\u{202f}513\u{a0}B, 4 lines",
        "Collected: 2025-08-26T10:12:00Z, k6",
        "2 <- http.p95-api, cost.month\n3 <- health",
        "Relied on by: E3",
        "E3 old-report evidence/report.md\nBroken: Its bytes are not those that were stated",
        "Stale for: rollback",
        "5 <- the report as declared to L6, K1",
        "6 <- \n",
        "20 <- executive, scan",
        "23 <- containers to L39\n39 <- ",
        "E4 scan-output evidence/bandit.json\nBroken: It is dated after 2025-09-02, and counts as absent.",
        "4 <- F-1 to L6",
        "E5 uptime evidence/uptime.csv\nBroken: The file is missing.\nSHA-256: no value\nSize: no value",
        "Relied on by: dns",
        "bandit 1.8.0\nscan\ncommit 9f1c2e7\nsays that it ended well\nlooked at 1\u{202f}200",
        "2025-08-26T09:00:05Z\nstarted 2025-08-26T09:00:00Z\n1\nE4; 1 finding",
        "no command\nno time\nnone\nE2",
        "2 listed files: 1 added, 1 with no change stated",
        "added\napi/Dockerfile\nThe image\ndockerfile",
    ] {
        assert!(evidence.contains(part), "`{part}` is not in\n{evidence}");
    }
    assert_eq!(entry(&document, "old-report").excerpt[5].left_out, 7);
}

#[test]
fn only_what_is_there_and_linked_to_has_a_copy() {
    let mut report = maximal();
    let document = made(&report);
    let file = |id: &str| entry(&document, id).file.clone();
    assert_eq!(file("load-test").as_deref(), Some("inputs/evidence/k6.json"));
    assert_eq!(file("uptime"), None);
    report.findings.clear();
    assert_eq!(entry(&made(&report), "scan-output").file, None);
}

#[test]
fn a_link_jumps_to_its_line_and_without_one_to_the_entry() {
    let mut report = maximal();
    let place = |report: &crate::model::Report| {
        let document = made(report);
        let claims = section(&document, "claims");
        let Some(Block::Table(table)) = claims.blocks.get(1) else { panic!() };
        let Span::Evidence { to, entry, text, .. } = &table.groups[1].rows[0].cells[2].text.0[0]
        else {
            panic!();
        };
        (to.as_str().to_owned(), entry.as_str().to_owned(), text.clone())
    };
    let (to, entry, text) = place(&report);
    assert_eq!((to.as_str(), text.as_str()), ("line-old-report-23", "E3 L23-L39"));
    assert_eq!(entry, "evidence-old-report");
    report.claims[1].evidence[0].lines = Some((30, 32));
    assert_eq!(place(&report).0, "evidence-old-report");
    report.claims[1].evidence[0].lines = Some((22, 30));
    assert_eq!(place(&report).0, "line-old-report-23");
}

#[test]
fn prose_gets_the_values_and_pictures_that_it_names() {
    let document = made(&maximal());
    let proses = proses(&document);
    let executive = proses.iter().find(|prose| prose.prefix == "section-executive.").unwrap();
    assert_eq!(executive.level, 3);
    assert_eq!(executive.values["latency"].text, "1\u{202f}845.2\u{a0}ms");
    assert_eq!(executive.values["latency"].to.as_str(), "claim-latency");
    let claim = proses.iter().find(|prose| prose.prefix == "claim-latency.").unwrap();
    let ids: Vec<&str> = claim.values.keys().map(String::as_str).collect();
    assert_eq!(ids, ["http.p95-api", "latency"]);
    assert_eq!(claim.values["http.p95-api"].to.as_str(), "measure-http_2ep95-api");
    assert_eq!(claim.level, 4);
    let architecture = proses.iter().find(|prose| prose.prefix == "section-architecture.").unwrap();
    let pictures: Vec<&str> = architecture.images.keys().map(String::as_str).collect();
    assert_eq!(pictures, ["./graph.png"]);
    assert_eq!(architecture.images["./graph.png"].file, "inputs/shop/graph.png");
}

#[test]
fn an_unknown_place_or_id_loses_nothing() {
    let mut report = maximal();
    report.sections[0].place = "after:nowhere".to_owned();
    report.verdict.reasons[0].text = "`nobody` and an odd ` stay as they are".to_owned();
    let document = made(&report);
    assert_eq!(document.sections.last().unwrap().anchor.as_str(), "section-executive");
    assert!(
        printed(section(&document, "summary")).contains("nobody and an odd ` stay as they are")
    );
}

#[test]
fn braces_without_end_take_linear_time() {
    let mut report = maximal();
    report.sections[0].body =
        format!("{}latency}}}} and {{{{latency }}}} {{{{", "{{".repeat(200_000));
    let document = made(&report);
    let prose = proses(&document)[0];
    assert_eq!(prose.values.len(), 1);
}
