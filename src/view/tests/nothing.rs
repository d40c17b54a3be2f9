//! A report that has nothing says so, section by section; one that has much is made in linear time.

use super::{entry, made, maximal, printed, section};
use crate::model::Report;
use crate::model::report::{PolicyChoice, RuleReport, Scores, ShortestWay};
use crate::model::{
    ContradictionFacts, ContradictionRule, HoldsIf, Id, Policy, ReportMeta, RuleLevel, Subject,
    Verdict,
};
use crate::view::{Block, check};

fn empty() -> Report {
    let mut report = maximal();
    report.subject = Subject { name: "shop".to_owned(), ..Subject::default() };
    report.report = ReportMeta::default();
    report.verdict.value = Verdict::InsufficientEvidence;
    report.verdict.sentence = "No gate is set.".to_owned();
    report.verdict.reasons.clear();
    report.verdict.conditions.clear();
    report.verdict.shortest_way = ShortestWay::default();
    report.gates.clear();
    let total = report.scores.total.clone();
    report.scores = Scores { categories: Vec::new(), total };
    report.scores.total.score = None;
    report.categories.clear();
    report.claims.clear();
    report.measures.clear();
    report.findings.clear();
    report.contradictions.clear();
    report.contradiction_rules.clear();
    report.facts.contradictions.clear();
    report.waivers.clear();
    report.forecast.clear();
    report.checklists.clear();
    report.artifacts.clear();
    report.actions.clear();
    report.signoffs.clear();
    report.sections.clear();
    report.evidence.clear();
    report.runs.clear();
    report.policy = Policy { roles: Vec::new(), required: Vec::new(), ..report.policy };
    report.policy.category.clear();
    report.policy.waivers.never.clear();
    report.provenance.inputs.clear();
    report.provenance.policy.choice = PolicyChoice::Default;
    report
}

#[test]
fn an_empty_report_keeps_all_twelve_sections_with_a_sentence_each() {
    let document = made(&empty());
    assert_eq!(check(&document), Vec::<String>::new());
    let expected = [
        (2, "The policy sets no gate, so that nothing can be called ready."),
        (3, "No claim is counted, so that there is no score."),
        (4, "No claim is made."),
        (5, "Nothing is measured."),
        (6, "No finding is reported."),
        (7, "No rule has looked for contradictions yet."),
        (8, "No checklist is kept."),
        (9, "No action is listed."),
        (10, "No condition, no waiver, no role and no decision is listed."),
        (11, "No evidence is given, no run is recorded and no file is listed."),
    ];
    for (number, sentence) in expected {
        let section =
            document.sections.iter().find(|section| section.number == Some(number)).unwrap();
        assert_eq!(printed(section), sentence);
        assert_eq!(section.tally, "none");
        assert!(matches!(section.blocks.as_slice(), [Block::Paragraph(_)]));
    }
    let summary = printed(&document.sections[0]);
    assert!(summary.starts_with(
        "There is insufficient evidence to say whether shop is ready as of 2025-09-02. No gate is set."
    ));
    assert!(summary.contains("Nothing was declared of the whole, of a category or of a claim."));
    assert_eq!(document.running, "shop");
    let notes: Vec<String> = document.cover.notes.iter().map(super::read).collect();
    assert!(notes[0].starts_with("No policy was named or found: the built-in"));
}

#[test]
fn empty_parts_of_filled_sections_say_so() {
    let mut report = maximal();
    report.waivers.clear();
    report.runs.clear();
    report.artifacts.clear();
    report.checklists[0].items.clear();
    let document = made(&report);
    assert!(printed(super::section(&document, "signoff")).contains("No waiver is listed."));
    let evidence = printed(super::section(&document, "evidence"));
    assert!(evidence.contains("No run is recorded.") && evidence.contains("No file is listed."));
    assert!(printed(super::section(&document, "checklist")).contains("This list has no item."));
}

#[test]
fn many_findings_on_one_line_are_counted_beyond_fifty() {
    let mut report = maximal();
    let model = report.findings[0].clone();
    report.findings = (0..10_000)
        .map(|number| crate::model::Finding {
            id: crate::model::Id::new(format!("F-{number:05}")),
            ..model.clone()
        })
        .collect();
    report.waivers.clear();
    report.verdict.reasons.clear();
    let document = made(&report);
    let scan = entry(&document, "scan-output");
    assert_eq!(scan.excerpt[0].used_by.len(), 50);
    assert_eq!(scan.excerpt[0].more_users, 9_950);
    let findings = super::section(&document, "findings");
    assert!(printed(findings).starts_with("10\u{202f}000 findings count: 10\u{202f}000 critical."));
}

#[test]
fn claims_in_a_circle_and_claims_lying_deep_are_shown_once() {
    let mut report = maximal();
    let model = report.claims[1].clone();
    let id = |number: usize| crate::model::Id::new(format!("c{number}"));
    let below = |number: usize, parent: usize| crate::model::report::ClaimReport {
        id: id(number),
        parent: Some(id(parent)),
        ..model.clone()
    };
    report.claims = (0..5_000).map(|number| below(number, (number + 4_999) % 5_000)).collect();
    let document = made(&report);
    let claims = super::section(&document, "claims");
    let Some(Block::Table(table)) = claims.blocks.get(1) else { panic!() };
    let rows: Vec<_> = table.groups.iter().flat_map(|group| &group.rows).collect();
    assert_eq!(rows.len(), 5_000);
    assert_eq!(rows[0].cells[1].depth, 0);
    assert_eq!(rows[3].cells[1].depth, 3);
    assert_eq!(rows[4_999].cells[1].depth, u8::MAX);
}

#[test]
fn rules_that_found_nothing_could_not_tell_or_did_not_look_are_named() {
    let mut report = empty();
    let rule = |name: &str, level| RuleReport {
        rule: name.to_owned(),
        level,
        summary: "It is so.".to_owned(),
    };
    let said = |report: &Report| printed(section(&made(report), "contradictions"));
    report.contradiction_rules =
        vec![rule("score-mismatch", RuleLevel::Error), rule("vague-date", RuleLevel::Note)];
    assert_eq!(
        said(&report),
        "2 rules looked; none found a contradiction.\n\
         Looked and found nothing: score-mismatch, vague-date."
    );
    report.contradiction_rules[1].level = RuleLevel::Off;
    assert_eq!(
        said(&report),
        "1 rule looked; it found no contradiction.\nLooked and found nothing: score-mismatch.\n\
         Switched off by the policy: vague-date."
    );
    let unreadable = |rule, about: &[&str]| ContradictionFacts {
        id: Id::from("k"),
        rule,
        about: about.iter().map(|id| Id::from(*id)).collect(),
        holds_if: HoldsIf::Unreadable,
    };
    report.facts.contradictions = vec![
        unreadable(ContradictionRule::VagueDate, &["never"]),
        unreadable(ContradictionRule::ScoreMismatch, &[]),
    ];
    assert_eq!(
        said(&report),
        "1 rule looked; it found no contradiction.\nCould not tell: score-mismatch. A value that \
         they need can't be read.\nSwitched off by the policy: vague-date."
    );
    report.contradiction_rules[1].level = RuleLevel::Note;
    let told = said(&report);
    assert!(
        told.contains("Could not tell: score-mismatch, vague-date. What is said of never could")
    );
    report.contradiction_rules[0].level = RuleLevel::Off;
    report.contradiction_rules[1].level = RuleLevel::Off;
    assert!(said(&report).starts_with("No rule looked for contradictions.\nSwitched off"));
}
