//! What holds of any two reports: sums, mirrors, and parts that make up the whole.

use proptest::prelude::*;

use super::{Origin, baselined, delta, history};
use crate::model::delta::{Delta, Direction, FindingKind, History, Seen, Thing};
use crate::model::report::Report;
use crate::model::{ClaimState, Finding, Gate, GateLevel, GateRule, Id, Severity, Status};

/// A report with every list filled.
fn maximal() -> Report {
    serde_json::from_str(include_str!("../view/tests/maximal.json")).unwrap()
}

fn compared(old: &Report, new: &Report) -> Delta {
    delta((old, Origin::default()), (new, Origin::default()))
}

fn count(delta: &Delta, kind: FindingKind) -> u64 {
    delta.totals.changes.get(&kind).copied().unwrap_or_default()
}

/// A report of which some things are gone and others changed, told by numbers.
fn changed(mut report: Report, numbers: &[u8]) -> Report {
    for number in numbers {
        let at = usize::from(*number) / 8;
        match number % 8 {
            0 if at < report.findings.len() => {
                let gone = report.findings.remove(at).id;
                report.facts.findings.retain(|it| it.id != gone);
            }
            1 if at < report.claims.len() => {
                let gone = report.claims.remove(at).id;
                report.facts.claims.retain(|it| it.id != gone);
            }
            2 if at < report.findings.len() => report.findings[at].status = Status::Fixed,
            3 if at < report.measures.len() => {
                report.measures.remove(at);
            }
            4 => report.subject.commit = Some(format!("{number:07}")),
            5 if at < report.claims.len() => report.claims[at].state = ClaimState::Refuted,
            6 if at < report.findings.len() => {
                if let Some(place) = &mut report.findings[at].location {
                    place.start_line = place.start_line.map(|line| line + u64::from(*number));
                }
            }
            7 => report.policy.gates.truncate(at),
            _ => {}
        }
    }
    report
}

#[test]
fn a_report_and_itself_differ_in_nothing() {
    let report = maximal();
    let delta = compared(&report, &report);
    assert!(delta.findings.iter().all(|it| it.change == FindingKind::Same), "{:?}", delta.totals);
    assert!(delta.gates.iter().all(|it| it.change == Thing::Same));
    assert!(delta.claims.is_empty() && delta.measures.is_empty() && delta.causes.is_empty());
    assert_eq!(delta.same_claims, report.claims.len() as u64);
    assert!(delta.evidence.is_empty() && delta.runs.is_empty() && delta.sections.is_empty());
    assert!(delta.subject.is_empty() && delta.policy.is_empty() && delta.waivers.is_empty());
}

#[test]
fn words_that_came_and_went_are_told_apart() {
    let old = maximal();
    let mut new = maximal();
    let section = new.sections.first_mut().unwrap();
    section.body = format!("{} And one more thing.", section.body);
    let delta = compared(&old, &new);
    let [change] = &delta.sections[..] else { panic!("{:?}", delta.sections) };
    let text = |kind: Thing| -> String {
        let words = change.words.iter().filter(|words| words.change == kind);
        words.map(|words| words.text.as_str()).collect()
    };
    assert_eq!(text(Thing::Added).trim(), "And one more thing.");
    assert_eq!(text(Thing::Removed), "");
}

#[test]
fn sarif_has_each_finding_of_both_sides_with_its_state() {
    let old = maximal();
    let mut new = maximal();
    new.findings.remove(0);
    let delta = compared(&old, &new);
    let log = baselined(&old, &new, &delta);
    let runs = log["runs"].as_array().unwrap().iter();
    let results: Vec<_> = runs.flat_map(|run| run["results"].as_array().unwrap().clone()).collect();
    assert_eq!(results.len(), old.findings.len());
    assert!(results.iter().all(|result| result["baselineState"].is_string()), "{results:?}");
    assert!(results.iter().any(|result| result["baselineState"] == "absent"));
}

#[test]
fn what_was_gone_and_comes_again_is_one_finding() {
    let first = maximal();
    let mut second = maximal();
    let gone = second.findings.remove(0);
    let third = maximal();
    let origin = Origin::default;
    let told = history(&[(&first, origin()), (&second, origin()), (&third, origin())]);
    assert_eq!(told.findings.len(), first.findings.len());
    let it = told.findings.iter().find(|it| it.id == gone.id).unwrap();
    assert_eq!(it.seen[0], Seen::from(gone.status));
    assert!(matches!(it.seen[1], Seen::Absent | Seen::NotChecked), "{it:?}");
    assert_eq!(it.seen[2], Seen::from(gone.status));
    assert_eq!(told.claims.len(), first.claims.len());
}

#[test]
fn a_version_has_its_score_what_is_asked_and_who_looked() {
    let mut report = maximal();
    let score = |min: u32, level, category: Option<&str>| Gate {
        id: Id::from("score"),
        title: None,
        level,
        rule: GateRule::Score { category: category.map(Id::from), min: min.into() },
    };
    let asked = |gates: Vec<Gate>| {
        let mut report = maximal();
        report.policy.gates = gates;
        history(&[(&report, Origin::default())]).versions.remove(0).score_asked
    };
    assert_eq!(asked(Vec::new()), None);
    assert_eq!(asked(vec![score(80, GateLevel::Warn, None)]), None);
    assert_eq!(asked(vec![score(80, GateLevel::Block, Some("security"))]), None);
    let two = vec![score(70, GateLevel::Block, None), score(80, GateLevel::Condition, None)];
    assert_eq!(asked(two), Some(80.into()));

    let told = history(&[(&report, Origin::default())]);
    assert_eq!(told.versions[0].score, report.scores.total);
    let mut checkers: Vec<String> = report.runs.iter().map(|run| run.tool.name.clone()).collect();
    checkers.retain(|name| told.versions[0].checkers.contains(name));
    assert!(!checkers.is_empty() && told.versions[0].checkers.is_sorted(), "{checkers:?}");
    for run in &mut report.runs {
        run.successful = Some(false);
    }
    report.findings.retain(|finding| finding.tool.is_none());
    let told = history(&[(&report, Origin::default())]);
    assert_eq!(told.versions[0].checkers, Vec::<String>::new());
}

/// A version's findings are each in one history, and what is open there is what is counted.
fn accounts_for_every_finding(told: &History, reports: &[Report]) {
    for (version, report) in reports.iter().enumerate() {
        let there = told
            .findings
            .iter()
            .filter(|it| !matches!(it.seen[version], Seen::Absent | Seen::NotChecked));
        assert_eq!(there.count(), report.findings.len());
        for severity in Severity::ALL {
            let open = |it: &&Finding<_>| it.status == Status::Open && it.severity == severity;
            let open = report.findings.iter().filter(open).count() as u64;
            let counted = told.versions[version].open.get(&severity).copied().unwrap_or(0);
            assert_eq!(counted, open, "{severity:?} in {version}");
        }
        let states = told.claims.iter().filter(|it| it.states[version].is_some());
        assert_eq!(states.count(), report.claims.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..Default::default() })]

    #[test]
    fn a_history_accounts_for_every_finding(
        numbers in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..6), 1..5),
    ) {
        let reports: Vec<Report> =
            numbers.iter().map(|numbers| changed(maximal(), numbers)).collect();
        let versions: Vec<_> = reports.iter().map(|report| (report, Origin::default())).collect();
        accounts_for_every_finding(&history(&versions), &reports);
    }

    #[test]
    fn sums_reconcile_and_swapping_mirrors(
        old in prop::collection::vec(any::<u8>(), 0..6),
        new in prop::collection::vec(any::<u8>(), 0..6),
    ) {
        let (old, new) = (changed(maximal(), &old), changed(maximal(), &new));
        let (there, back) = (compared(&old, &new), compared(&new, &old));
        let gained = count(&there, FindingKind::New)
            + count(&there, FindingKind::Reopened)
            + count(&there, FindingKind::NewlyChecked);
        let lost = count(&there, FindingKind::Fixed) + count(&there, FindingKind::NotChecked);
        prop_assert_eq!(there.totals.old + gained, there.totals.new + lost);
        prop_assert_eq!(gained - count(&there, FindingKind::NewlyChecked), count(&back, FindingKind::Fixed));
        prop_assert_eq!(count(&there, FindingKind::NewlyChecked), count(&back, FindingKind::NotChecked));
        for kind in [FindingKind::Same, FindingKind::Moved, FindingKind::Changed] {
            prop_assert_eq!(count(&there, kind), count(&back, kind));
        }
        let claims = |delta: &Delta, direction| {
            delta.claims.iter().filter(|it| it.direction == direction).count()
        };
        prop_assert_eq!(claims(&there, Direction::Worse), claims(&back, Direction::Better));
        for score in &there.scores {
            let Some(exact) = &score.exact else { continue };
            let number = |text: String| -> f64 {
                let (over, under) = text.split_once('/').unwrap_or((&text, "1"));
                over.parse::<f64>().unwrap() / under.parse::<f64>().unwrap()
            };
            let sum: f64 = score.parts.iter().map(|part| number(String::from(part.exact.clone()))).sum();
            prop_assert!((sum - number(String::from(exact.clone()))).abs() < 1e-9);
        }
    }
}
