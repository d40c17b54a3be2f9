//! `open-findings`: severities, numbers, runs.

use super::*;

#[test]
fn open_findings_fail_above_the_number_allowed() {
    let with = |number, max| {
        judged(open_findings(Severity::High, max), bad(clean(), Severity::High, number))
    };
    assert_eq!(told(&with(0, 0)), (Outcome::Pass, "at most 0", "0"));
    assert_eq!(told(&with(1, 0)), (Outcome::Fail, "at most 0", "1"));
    assert_eq!(told(&with(2, 2)), (Outcome::Pass, "at most 2", "2"));
    assert_eq!(told(&with(3, 2)), (Outcome::Fail, "at most 2", "3"));
    let gate = with(3, 2);
    assert_eq!(
        gate.because,
        "3 findings of high severity or worse are open: `High-0`, `High-1` and `High-2`; the policy allows 2."
    );
    assert_eq!(gate.rests_on.len(), 4);
    assert_eq!(gate.title, "Open findings of high severity or worse");
    assert_eq!(with(1, 0).kind, "open-findings");
}

#[test]
fn only_this_severity_and_worse_is_counted() {
    let with =
        |severity| judged(open_findings(Severity::High, 0), bad(clean(), severity, 1)).outcome;
    assert_eq!(with(Severity::Critical), Outcome::Fail);
    assert_eq!(with(Severity::High), Outcome::Fail);
    assert_eq!(with(Severity::Medium), Outcome::Pass);
    assert_eq!(with(Severity::Info), Outcome::Pass);
}

#[test]
fn an_unknown_severity_leaves_the_gate_undetermined_where_it_could_tip_it() {
    let with = |known, unknown, max| {
        let facts = bad(bad(clean(), Severity::Critical, known), Severity::Unknown, unknown);
        judged(open_findings(Severity::Critical, max), facts)
    };
    assert_eq!(
        told(&with(0, 1, 0)),
        (Outcome::Undetermined, "at most 0", "0 and 1 of unknown severity")
    );
    assert_eq!(with(0, 1, 0).because, "1 counted finding is of unknown severity: `Unknown-0`.");
    assert_eq!(with(1, 1, 0).outcome, Outcome::Fail);
    assert_eq!(with(1, 1, 2).outcome, Outcome::Pass);
    assert_eq!(with(1, 2, 2).outcome, Outcome::Undetermined);
    let closed = clean().finding("u", Severity::Unknown, |finding| finding.status = Status::Fixed);
    assert_eq!(judged(open_findings(Severity::Critical, 0), closed).outcome, Outcome::Pass);
    let any = judged(open_findings(Severity::Unknown, 0), bad(clean(), Severity::Unknown, 1));
    assert_eq!(any.outcome, Outcome::Fail);
}

#[test]
fn silence_is_a_pass_only_where_somebody_looked() {
    let rule = |tools: &[&str]| GateRule::OpenFindings {
        severity: Severity::Critical,
        tools: tools.iter().map(|tool| (*tool).to_owned()).collect(),
        max: 0,
    };
    let none = judged(rule(&[]), FactsBuilder::new());
    assert_eq!(
        (none.outcome, none.because.as_str()),
        (Outcome::Undetermined, "No run of a checker is known.")
    );
    assert_eq!(judged(rule(&[]), clean()).outcome, Outcome::Pass);
    assert_eq!(judged(rule(&["bandit"]), clean()).outcome, Outcome::Pass);
    let lacking = judged(rule(&["bandit", "trivy"]), clean());
    assert_eq!(lacking.outcome, Outcome::Undetermined);
    assert_eq!(lacking.because, "No run of “trivy” is known.");

    let with = |change: fn(&mut crate::model::RunFacts)| {
        let facts = FactsBuilder::new().run("scan", "bandit", change);
        let facts = facts.with(|facts| facts.subject.commit = Some("1234567".to_owned()));
        judged(rule(&["bandit"]), facts)
    };
    assert_eq!(with(|run| run.commit = Some("1234567".into())).outcome, Outcome::Pass);
    assert_eq!(
        with(|run| run.commit = Some("7654321".into())).because,
        "`scan` looked at another commit."
    );
    assert_eq!(with(|run| run.commit = None).because, "`scan` names no commit.");

    assert_eq!(with(|run| run.well = false).because, "`scan` did not end well.");
    assert_eq!(with(|run| run.empty = true).because, "`scan` looked at nothing.");
    let future = with(|run| {
        run.commit = Some("1234567".into());
        run.ended = Some(day("2025-08-31"));
    });
    assert_eq!(future.outcome, Outcome::Undetermined);
    let today = with(|run| {
        run.commit = Some("1234567".into());
        run.ended = Some(day("2025-08-30"));
    });
    assert_eq!(today.outcome, Outcome::Pass);
}

#[test]
fn minimal_doesnt_ask_for_a_run_that_no_gate_names() {
    let minimal = || Policy { extends: Some(BuiltIn::Minimal), ..policy() };
    let production = || Policy { extends: Some(BuiltIn::Production), ..policy() };
    let rule = open_findings(Severity::Critical, 0);
    assert_eq!(judged_by(rule.clone(), minimal(), FactsBuilder::new()).outcome, Outcome::Pass);
    assert_eq!(judged_by(rule, production(), FactsBuilder::new()).outcome, Outcome::Undetermined);
}

/// `a` high, `b` critical and `c` unknown are one problem, since `b` names the others; `d` is another, and high.
fn same() -> FactsBuilder {
    let named = |finding: &mut FindingFacts| finding.same_as = vec!["a".into(), "c".into()];
    clean()
        .finding("a", Severity::High, |_| {})
        .finding("b", Severity::Critical, named)
        .finding("c", Severity::Unknown, |_| {})
        .finding("d", Severity::High, |_| {})
}

fn counting(same_as: SameAs) -> Policy {
    let findings = FindingRules { same_as, ..FindingRules::default() };
    Policy { findings, ..policy() }
}

#[test]
fn findings_of_one_problem_count_once_where_the_policy_says_so() {
    let with =
        |same_as, severity, max| judged_by(open_findings(severity, max), counting(same_as), same());
    let each = with(SameAs::Each, Severity::High, 2);
    assert_eq!(told(&each), (Outcome::Fail, "at most 2", "3"));
    let once = with(SameAs::Once, Severity::High, 1);
    assert_eq!(told(&once), (Outcome::Fail, "at most 1", "2"));
    assert_eq!(
        once.because,
        "2 findings of high severity or worse are open: `a`, `b` and `d`; findings of one problem count once; the \
         policy allows 1."
    );
    // The unknown one is of a problem that counts already; for itself it could be one more.
    assert_eq!(with(SameAs::Once, Severity::High, 2).outcome, Outcome::Pass);
    assert_eq!(with(SameAs::Each, Severity::High, 3).outcome, Outcome::Undetermined);
    // The worst counts.
    assert_eq!(told(&with(SameAs::Once, Severity::Critical, 0)).2, "1");
    // What could be as bad as any is no pass, whatever the others of its problem are.
    let harmless = || {
        let named = |finding: &mut FindingFacts| finding.same_as = vec!["a".into()];
        clean().finding("a", Severity::Low, |_| {}).finding("b", Severity::Unknown, named)
    };
    let gate = judged_by(open_findings(Severity::High, 0), counting(SameAs::Once), harmless());
    assert_eq!(gate.outcome, Outcome::Undetermined);
}

#[test]
fn a_problem_is_open_while_any_of_its_findings_is() {
    let with = |closed: &'static [&'static str]| {
        let facts = same().with(move |facts| {
            for finding in facts.findings.iter_mut().filter(|it| closed.contains(&it.id.as_str())) {
                finding.status = Status::Fixed;
            }
        });
        let rule = open_findings(Severity::High, 1);
        judged_by(rule, counting(SameAs::Once), facts).outcome
    };
    assert_eq!(with(&["a", "b"]), Outcome::Undetermined, "the unknown one is left");
    assert_eq!(with(&["a", "c"]), Outcome::Fail);
    assert_eq!(with(&["a", "b", "c"]), Outcome::Pass);
    assert_eq!(with(&["d"]), Outcome::Pass);
}

#[test]
fn the_way_closes_a_problem_with_all_of_its_findings() {
    let policy = Policy {
        gates: vec![gate("g", open_findings(Severity::High, 1))],
        ..counting(SameAs::Once)
    };
    let facts = same().with(|facts| facts.evidence_present = 1).build();
    let day = day("2025-08-30");
    let judgement = judge(&facts, &policy, day);
    let way = crate::assess::shortest_way(&facts, &policy, day, &judgement);
    let items: Vec<&str> = way.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["d"], "the problem with the most findings is the one that is left");
}

#[test]
fn an_expression_counts_problems() {
    let with = |same_as, when: &str| {
        let rule = GateRule::Expression { when: when.to_owned() };
        judged_by(rule, counting(same_as), same()).outcome
    };
    assert_eq!(with(SameAs::Once, "open() == 2 && open('high') == 2"), Outcome::Pass);
    assert_eq!(with(SameAs::Each, "open() == 4"), Outcome::Pass);
    assert_eq!(with(SameAs::Each, "open('high') == 3"), Outcome::Undetermined);
}
