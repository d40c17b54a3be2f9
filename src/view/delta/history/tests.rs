//! The document of a history: sound whatever the history holds, in order, in our words.

use super::super::tests::{assert_says, said, section, table, words};
use super::{HistoryOptions, SECTIONS, history_document, history_document_with, specimen};
use crate::model::delta::History;
use crate::model::{Day, Digest};
use crate::view::{Block, Chart, Document, Plot, Span, check};

fn made(history: &History) -> Document {
    history_document(history, &Digest::of(b"history.json"))
}

/// The titles of the groups of a section's table, and of each row its first line.
fn order(document: &Document, name: &str, column: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for group in &table(document, name).groups {
        lines.extend(group.title.as_ref().map(words));
        lines.extend(group.rows.iter().map(|row| words(&row.cells[column].text)));
    }
    lines
}

#[test]
fn every_document_is_sound() {
    let all = [
        specimen::friendly(),
        specimen::hostile(),
        specimen::endless(),
        specimen::silent(),
        specimen::long(2),
        specimen::long(40),
        specimen::bare(),
        specimen::empty(),
    ];
    let page = |at: usize| (at > 0).then(|| format!("../{at}/report.html"));
    for (at, history) in all.into_iter().enumerate() {
        let options = HistoryOptions { reports: (0..history.versions.len()).map(page).collect() };
        let digest = Digest::of(b"history.json");
        assert_eq!(check(&made(&history)), Vec::<String>::new(), "{at}");
        assert_eq!(
            check(&history_document_with(&history, &digest, &options)),
            Vec::<String>::new()
        );
    }
}

#[test]
fn what_two_lists_disagree_on_is_not_known() {
    let mut history = specimen::friendly();
    for finding in &mut history.findings {
        finding.seen.truncate(2);
    }
    for claim in &mut history.claims {
        claim.states.clear();
    }
    history.findings[0].seen.clear();
    history.findings.extend_from_within(..);
    let document = made(&history);
    assert_eq!(check(&document), Vec::<String>::new());
    assert_says(&document, "findings", &["first seen: in no version", "not checked"]);
}

#[test]
fn the_cover_goes_from_the_first_version_to_the_last() {
    let document = made(&specimen::friendly());
    assert_eq!(document.title, "Xpress Ops Tower, 0.7.0 to 1.0.0: not ready, 2025-09-02");
    let cover = &document.cover;
    assert_eq!(cover.over, "Readiness over 4 versions");
    assert_eq!(cover.was.as_ref().unwrap().words, "0.9.0 was insufficient evidence");
    assert_eq!(
        (cover.verdict.word, cover.sentence.as_str()),
        ("Not ready", "4 of 8 blocking gates fail and 2 cannot be determined.")
    );
    let facts: Vec<String> =
        cover.facts.iter().map(|fact| format!("{}: {}", fact.label, words(&fact.value))).collect();
    assert_eq!(
        facts,
        [
            "Versions: 4",
            "From: 0.7.0\nas of 2025-06-10",
            "To: 1.0.0\nas of 2025-09-02",
            "Score: none to 36.0 of 100",
        ]
    );
    let notes: Vec<String> = cover.notes.iter().map(words).collect();
    assert_eq!(
        notes,
        [
            "The versions were judged by 2 policies: verdicts and scores of two of them do not compare.",
            "10 findings are in any version. Of them in 1.0.0: 3 open, 1 not checked, 1 accepted, \
             1 suppressed, 1 false positive, 1 fixed, 2 absent. 1 was gone or fixed, and came again.",
            "Supported in 1.0.0: 2 of 7 claims; in 0.7.0: 2 of 2.",
        ]
    );
    assert!(made(&specimen::bare()).cover.was.is_none());
}

#[test]
fn versions_that_do_not_compare_are_told_first() {
    let mut history = specimen::friendly();
    history.versions[1].report.as_of = Day::parse("2024-01-01").unwrap();
    history.versions[1].report.subject.name = "Tower".to_owned();
    let notes: Vec<String> = made(&history).cover.notes.iter().map(words).collect();
    assert!(notes[1].starts_with("The reports are of systems of 2 names"), "{notes:?}");
    assert!(notes[2].starts_with("The days as of which they were judged are not in the order"));
    for version in &mut history.versions {
        version.report.policy.sha256 = Digest::of(b"one");
    }
    assert!(!words(&made(&history).cover.notes[0]).contains("policies"));
}

#[test]
fn a_version_has_its_verdict_score_and_open_findings() {
    let document = made(&specimen::friendly());
    assert_says(
        &document,
        "versions",
        &[
            "4 versions, the oldest first",
            "0.7.0 commit 0c11d0c2e9b7 | 2025-06-10 | Insufficient evidence 3 of 8",
            "no score no claim counts | no checker looked | no checker",
            "28.3 7 of 25 claims | 5: 1 high, 1 medium, 2 low, 1 unknown 2 that were open are not checked",
            "3 findings are open in 1.0.0, 1 critical, 1 medium, 1 unknown. 1 that was open is not checked in 1.0.0.",
            "19.5 5 of 25 claims | 8: 1 high, 2 medium, 3 low, 2 unknown | bandit, trivy",
            "There is no score in 0.7.0; it is 36.0 in 1.0.0; the policy asks for 70.0.",
            "No checker looked in 0.7.0; 3 findings are open",
        ],
    );
}

#[test]
fn the_score_rises_falls_or_stays() {
    let sentence = |first: Option<&str>, last: Option<&str>| {
        let mut history = specimen::friendly();
        history.versions[0].score.score = first.map(str::to_owned);
        history.versions[3].score.score = last.map(str::to_owned);
        history.versions[3].score_asked = None;
        let said = said(&made(&history), "versions");
        said.lines().find(|line| line.contains("the policy asks")).unwrap().to_owned()
    };
    for (first, last, expected) in [
        (Some("12.5"), Some("36.0"), "The score rises from 12.5 in 0.7.0 to 36.0 in 1.0.0"),
        (Some("9.5"), Some("10.0"), "The score rises from 9.5 in 0.7.0 to 10.0 in 1.0.0"),
        (Some("50.0"), Some("36.0"), "The score falls from 50.0 in 0.7.0 to 36.0 in 1.0.0"),
        (Some("36.0"), Some("36.0"), "The score is 36.0 in 0.7.0 and in 1.0.0"),
        (Some("36.0"), None, "The score is 36.0 in 0.7.0; there is none in 1.0.0"),
        (None, None, "There is no score in 0.7.0 and none in 1.0.0"),
    ] {
        assert_eq!(
            sentence(first, last),
            format!("{expected}; the policy asks for none in total.")
        );
    }
}

#[test]
fn a_trend_says_where_nothing_is_known() {
    let charts = |history: &History| -> Vec<Chart> {
        let document = made(history);
        let figures =
            section(&document, "versions").blocks.iter().filter_map(|block| match block {
                Block::Figure(figure) => Some(figure.chart.clone()),
                Block::Heading(_)
                | Block::Paragraph(_)
                | Block::List(_)
                | Block::Facts(_)
                | Block::Table(_)
                | Block::Findings(_)
                | Block::Evidence(_)
                | Block::Prose(_)
                | Block::Lines(_) => None,
            });
        figures.collect()
    };
    let mut history = specimen::friendly();
    history.versions[2].open.clear();
    assert_says(&made(&history), "versions", &["28.3 7 of 25 claims | none 2 that were open"]);
    let drawn = charts(&history);
    let [Chart::Trend(score), Chart::Trend(findings)] = drawn.as_slice() else {
        panic!("{drawn:?}")
    };
    assert_eq!(
        (score.high.as_str(), score.goal.as_ref().unwrap().words.as_str()),
        ("100", "policy: 70.0")
    );
    assert!(matches!(score.points[0].shows, Plot::Nothing) && score.points[0].words == "no score");
    assert!(matches!(score.points[3].shows, Plot::Dot { at, .. } if (at - 36.0).abs() < 1e-9));
    assert!(matches!(findings.points[0].shows, Plot::Nothing));
    assert_eq!(findings.points[0].words, "no scan");
    // A checker looked and found nothing: that is known.
    assert!(matches!(&findings.points[2].shows, Plot::Stack { counts } if counts.is_empty()));
    assert_eq!((findings.points[2].words.as_str(), findings.points[3].words.as_str()), ("0", "3"));
    assert_eq!((findings.end, findings.high.as_str()), (9.0, "9"), "a whole number, with room");
    // From one version no way leads.
    assert!(charts(&specimen::bare()).is_empty() && charts(&specimen::empty()).is_empty());
}

#[test]
fn what_is_open_comes_before_what_nobody_looked_for_and_what_is_gone_comes_last() {
    assert_eq!(
        order(&made(&specimen::friendly()), "findings", 1),
        [
            "Open in 1.0.0, 3",
            "Private key in the source",
            "Weak hash",
            "Nobody is on call at night",
            "Not checked in 1.0.0, 1: the checker did not look, so that nobody knows",
            "Container runs as root",
            "Accepted in 1.0.0, 1",
            "No runbook",
            "Suppressed in 1.0.0, 1",
            "Query built from text",
            "False positive in 1.0.0, 1",
            "Assert in the code",
            "Fixed in 1.0.0, 1",
            "Old library",
            "Absent in 1.0.0, 2: the checker looked and does not find it",
            "Random numbers that can be guessed",
            "Another old library",
        ]
    );
}

#[test]
fn what_does_not_hold_comes_before_what_does() {
    assert_eq!(
        order(&made(&specimen::friendly()), "claims", 0),
        [
            "Refuted in 1.0.0, 1",
            "A thing that is refuted in the end holds",
            "Broken in 1.0.0, 1",
            "A thing that is broken in the end holds",
            "Stale in 1.0.0, 1",
            "A thing that is stale in the end holds",
            "Unsupported in 1.0.0, 1",
            "A thing that is unsupported in the end holds",
            "Not applicable in 1.0.0, 1",
            "A thing that is not applicable in the end holds",
            "Supported in 1.0.0, 2",
            "Users and all data are recovered within 4 hours",
            "A thing that is supported in the end holds",
            "Not there in 1.0.0, 1",
            "The old gateway answers",
        ]
    );
}

#[test]
fn a_few_versions_stand_side_by_side() {
    let document = made(&specimen::friendly());
    let heads = |name: &str| -> Vec<String> {
        table(&document, name).columns.iter().map(|column| column.head.clone()).collect()
    };
    assert_eq!(heads("findings"), ["Severity", "Finding", "0.7.0", "0.8.0", "0.9.0", "1.0.0"]);
    assert_eq!(heads("claims"), ["Claim", "0.7.0", "0.8.0", "0.9.0", "1.0.0"]);
    assert_says(
        &document,
        "findings",
        &[
            "Critical | Private key in the source F-1; rule B105, found by bandit; app/keys.py line 12; \
             first seen: 1.0.0, last seen: 1.0.0 | not checked | absent | absent | open",
            "first seen: 0.8.0, last seen: 1.0.0; reopened once | not checked | open | absent | open",
            "first seen: 0.8.0, last seen: 0.8.0 | not checked | open | not checked | fixed",
            "first seen: 0.9.0, last seen: 0.9.0 | not checked | not checked | open | not checked",
        ],
    );
    assert_says(
        &document,
        "claims",
        &[
            "The old gateway answers gone | Supported | Supported | Supported | not there",
            "claim-refuted | not there | Unsupported | Supported | Refuted",
        ],
    );
}

#[test]
fn of_many_versions_a_row_tells_from_when_to_when() {
    let document = made(&specimen::long(6));
    let heads = |name: &str| -> Vec<String> {
        table(&document, name).columns.iter().map(|column| column.head.clone()).collect()
    };
    assert_eq!(
        heads("findings"),
        ["Severity", "Finding", "First seen", "Last seen", "What the versions say"]
    );
    assert_eq!(heads("claims"), ["Claim", "1.5.0", "What the versions say"]);
    assert_says(
        &document,
        "findings",
        &[
            "| 1.1.0 | 1.5.0 | absent in 1.0.0, open in 1.1.0 to 1.3.0, absent in 1.4.0, open in 1.5.0",
            "reopened once | 1.1.0 | 1.5.0 | not checked in 1.0.0, open in 1.1.0, absent in 1.2.0, open in 1.3.0, \
             not checked in 1.4.0, open in 1.5.0",
        ],
    );
    assert_says(
        &document,
        "claims",
        &[
            "Supported | supported in 1.0.0 to 1.5.0",
            "Supported | supported in 1.0.0 to 1.2.0, not there in 1.3.0, supported in 1.4.0 to 1.5.0",
        ],
    );
    // Each of five has a row of its own shape, and of four a column.
    assert_eq!(table(&made(&specimen::long(5)), "claims").columns.len(), 3);
    assert_eq!(table(&made(&specimen::long(4)), "claims").columns.len(), 5);
}

#[test]
fn versions_are_called_by_version_commit_day_or_number() {
    let called = |history: &History| {
        let document = made(history);
        let names = order(&document, "versions", 0);
        (document.cover.title, names)
    };
    let mut history = specimen::friendly();
    history.versions[1].report.subject.version = Some("1.0.0".to_owned());
    let (title, names) = called(&history);
    assert_eq!(title, "Xpress Ops Tower, 0.7.0 to 1.0.0");
    assert_eq!(names, ["0c11d0c2e9b7", "1d22d0c2e9b7", "41d0c2e9b7a6", "7be19f4c03d8"]);
    history.versions[2].report.subject.commit = None;
    assert_eq!(called(&history).1, ["2025-06-10", "2025-07-08", "2025-08-12", "2025-09-02"]);
    assert_says(&made(&history), "findings", &["Open as of 2025-09-02, 3"]);
    assert_says(&made(&history), "versions", &["2025-08-12 version 0.9.0 |"]);
    history.versions[0].report.as_of = Day::parse("2025-09-02").unwrap();
    assert_eq!(called(&history).1, ["v1", "v2", "v3", "v4"]);
    // What is too long for the head of a column is no name.
    assert_eq!(called(&specimen::endless()).1[0], "0c11d0c2e9b7");
    assert_eq!(made(&specimen::empty()).cover.title, "No version");
}

#[test]
fn ids_lead_into_the_report_that_has_them_last() {
    let page = |version: &str| Some(format!("../{version}/report.html"));
    let reports = vec![page("0.7.0"), None, page("0.9.0"), page("1.0.0")];
    let options = HistoryOptions { reports };
    let document = history_document_with(&specimen::friendly(), &Digest::of(b""), &options);
    let rows = table(&document, "findings").groups.iter().flat_map(|group| &group.rows);
    let led: Vec<(String, Option<String>)> = rows
        .map(|row| {
            let span = &row.cells[1].notes[0].0[0];
            let Span::Beside { file, to, .. } = span else {
                return (span.words().to_owned(), None);
            };
            let to = to.as_ref().unwrap().as_str().to_owned();
            (row.anchor.as_ref().unwrap().as_str().to_owned(), Some(format!("{file}#{to}")))
        })
        .collect();
    let has = |anchor: &str, to: &str| led.contains(&(anchor.to_owned(), Some(to.to_owned())));
    assert!(has("finding-_46-1", "../1.0.0/report.html#finding-_46-1"), "{led:?}");
    // An earlier finding of the same id stands at another anchor.
    assert!(has("old-finding-_46-1", "../0.9.0/report.html#finding-_46-1"), "{led:?}");
    assert!(has("old-finding-_46-9", "../0.9.0/report.html#finding-_46-9"), "{led:?}");
    assert!(led.contains(&("F-8".to_owned(), None)), "{led:?}");
}

#[test]
fn a_section_that_has_nothing_says_so_in_one_sentence() {
    let document = made(&specimen::empty());
    assert_eq!(document.sections.len(), SECTIONS.len());
    for section in document.sections.iter().filter(|it| it.anchor.as_str() != "made") {
        assert_eq!(section.blocks.len(), 1, "{}", section.title);
    }
}

#[test]
fn it_is_told_how_it_was_made() {
    assert_says(
        &made(&specimen::friendly()),
        "made",
        &[
            "Signoff 0.1.0 compared 4 reports.",
            "where it did not look, nobody knows",
            "From 0.8.0\nSubject: Xpress Ops Tower\nCalled here: 0.8.0",
            "Read from: 0.7.0/report.json",
            "SHA-256 of history.json: ",
        ],
    );
}
