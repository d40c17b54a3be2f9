//! The record as expressions read it, and what can't be said.

use super::*;
use crate::assess::testing::{FactsBuilder, day, finding, gate, link, policy, run};
use crate::model::report::GateReport;
use crate::model::{
    ChecklistFacts, Decision, Facts, GateRule, ItemFacts, LinkFound, MeasureFacts, Policy,
    Quantity, Severity, Status,
};

const AS_OF: &str = "2025-08-30";

fn facts() -> Facts {
    let measure = |id: &str, claim: Option<&str>, value: Option<&str>| MeasureFacts {
        id: Id::from(id),
        metric: "http.p95".to_owned(),
        scope: None,
        claim: claim.map(Id::from),
        value: value.map(|value| Quantity::parse(value).unwrap()),
        exact: None,
        collected: Some(day("2025-08-20")),
    };
    let mut facts = FactsBuilder::new()
        .categories(&["performance"])
        .required("api-latency", LinkFound::Holds)
        .required("no-secrets", LinkFound::Misses)
        .claim("fast", |claim| {
            claim.category = Some(Id::from("performance"));
            claim.links.push(link("e", LinkFound::Holds));
        })
        .claim("slow", |claim| claim.category = Some(Id::from("performance")))
        .claim("faster", |claim| claim.category = Some(Id::from("performance")))
        .finding("F-1", Severity::High, |finding| finding.tool = Some("bandit".to_owned()))
        .finding("F-2", Severity::Low, |finding| finding.path = Some("app/db.py".to_owned()))
        .finding("F-3", Severity::Critical, |finding| finding.status = Status::Fixed)
        .run("scan", "bandit", |run| run.ended = Some(day("2025-08-29")))
        .signoff("owner", Decision::Approve, |_| {})
        .build();
    facts.subject.name = "shop".to_owned();
    facts.subject.version = Some("0.9".to_owned());
    facts.measures = vec![
        measure("p95", Some("api-latency"), Some("1800 ms")),
        measure("size", None, Some("12 MB")),
        measure("unread", None, None),
    ];
    let item = |claim: &str, required| ItemFacts { claim: Id::from(claim), required };
    facts.checklists.push(ChecklistFacts {
        id: Id::from("launch"),
        items: vec![item("api-latency", true), item("no-secrets", true), item("slow", false)],
    });
    facts
}

fn report(when: &str, facts: &Facts, policy: &Policy) -> GateReport {
    let rule = GateRule::Expression { when: when.to_owned() };
    let policy = Policy { gates: vec![gate("own", rule)], ..policy.clone() };
    crate::assess::judge(facts, &policy, day(AS_OF)).gates.remove(0)
}

fn outcome(when: &str) -> Outcome {
    let report = report(when, &facts(), &policy());
    assert!(!report.because.contains("overload"), "{when}: {}", report.because);
    report.outcome
}

#[test]
fn every_field_of_the_record_is_read() {
    for when in [
        "subject.name == 'shop' && subject.version.startsWith('0.')",
        "as_of == '2025-08-30' && as_of < '2025-08-31' && as_of >= '2025-08-30'",
        "claims['api-latency'].state == 'supported' && claims['api-latency'].required",
        "claims['no-secrets'].state == 'refuted' && claims.fast.category == 'performance'",
        "findings[0].id == 'F-1' && findings[0].rule == 'X1' && findings[0].severity == 'high'",
        "findings[0].status == 'open' && findings[0].tool == 'bandit' && findings[0].counted",
        "findings[1].path.endsWith('.py') && !findings[2].counted && !has(findings[0].path)",
        "measures.p95.metric == 'http.p95' && measures.p95.claim == 'api-latency'",
        "measures.p95.read && !measures.unread.read && !has(measures.size.claim)",
        "runs.exists(r, r.tool == 'bandit' && r.well && !r.empty && r.ended > '2025-08-01')",
        "signoffs.exists_one(s, s.role == 'owner' && s.decision == 'approve' && s.standing == 'decides')",
        "checklists.launch.items == 3 && checklists.launch.supported == 1",
        "checklists.launch.required == 2 && checklists.launch.required_supported == 1",
        "size(findings) == 3 && size(claims) == 5 && size(measures) == 3 && size(checklists) == 1",
        "'slow' in claims && !('none' in claims) && 'bandit' in runs.map(r, r.tool)",
        "claims.filter(id, claims[id].state == 'supported') .map(id, id)[1] == 'fast'",
        "claims.map(id, id)[0] == 'api-latency' && claims.map(id, id)[4] == 'faster'",
        "size(findings.filter(f, f.counted) + findings.filter(f, f.status == 'fixed')) == 3",
        "state('api-latency') == 'supported' && state('slow') in ['unsupported', 'broken']",
        "open('critical') == 0 && open('high') == 1 && open('low') == 2 && open() == 2",
        "meets('api-latency', '<= 2 s') && meets('p95', '== 1.8 s') && meets('size', '< 0.1 GB')",
        "!meets('api-latency', '< 1800 ms') && meets('api-latency', '<= 1800 ms')",
        "score('performance', '>= 33.33') && !score('performance', '>= 33.34')",
        "score('>= 41') && !score('>= 42')",
    ] {
        assert_eq!(outcome(when), Outcome::Pass, "{when}");
        assert_eq!(outcome(&format!("!({when})")), Outcome::Fail, "!({when})");
    }
}

#[test]
fn scores_and_quantities_are_never_rounded() {
    let third = "score('performance', '>= 33.3333333333333333333333')";
    assert_eq!(outcome(third), Outcome::Pass);
    assert_eq!(outcome("score('performance', '>= 33.3333333333333333333334')"), Outcome::Fail);
    assert_eq!(outcome("meets('p95', '<= 1.7999999999999999999999999 s')"), Outcome::Fail);
    // What is printed is rounded towards zero; what is compared isn't.
    let mut facts = facts();
    facts.measures[0].value = Some(Quantity::parse("1.33 s").unwrap());
    facts.measures[0].exact = Some("4/3".parse().unwrap());
    let met = report("meets('p95', '<= 1.33 s')", &facts, &policy());
    assert_eq!((met.outcome, met.observed.as_str()), (Outcome::Fail, "p95 = 1.33…\u{a0}s"));
    let met = report("meets('p95', '> 1.33 s') && meets('p95', '< 1.34 s')", &facts, &policy());
    assert_eq!(met.outcome, Outcome::Pass);
}

#[test]
fn what_is_missing_leaves_the_gate_undetermined() {
    for (when, reason) in [
        ("subject.commit == '9f1c2e7'", "there is no `commit`"),
        ("findings[0].path == 'a'", "there is no `path`"),
        ("findings.all(f, f.path.startsWith('app/'))", "there is no `path`"),
        ("meets('unread', '<= 2 s')", "`unread` has no value"),
        ("meets('slow', '<= 2 s')", "`slow` has no measure"),
        ("meets('size', '<= 2 s')", "`size` is 12\u{a0}MB, which can't be held against “<= 2 s”"),
        ("state('none') == 'supported'", "there is no claim `none`"),
        ("score('security', '>= 80')", "no claim of `security` is counted"),
        ("claims['none'].required", "there is no `none`"),
        ("findings[7].counted", "a list has fewer parts"),
        ("1 / (open() - 2) == 0", "it divides by zero"),
        ("9223372036854775807 + open() > 0", "too large"),
    ] {
        let report = report(when, &facts(), &policy());
        assert_eq!(report.outcome, Outcome::Undetermined, "{when}");
        assert!(report.because.contains(reason), "{when}: {}", report.because);
        assert!(report.because.ends_with('.') && !report.because.contains('\n'));
    }
}

#[test]
fn what_is_sure_all_the_same_is_said() {
    assert_eq!(
        outcome("meets('unread', '<= 2 s') || subject.version.startsWith('0.')"),
        Outcome::Pass
    );
    assert_eq!(
        outcome("subject.version.startsWith('1.') && meets('unread', '<= 2 s')"),
        Outcome::Fail
    );
    assert_eq!(outcome("findings.exists(f, f.path.startsWith('app/'))"), Outcome::Pass);
    assert_eq!(outcome("has(subject.commit) && subject.commit == 'a'"), Outcome::Fail);
    assert_eq!(
        outcome("meets('unread', '<= 2 s') || subject.version == '1'"),
        Outcome::Undetermined
    );
}

#[test]
fn a_counted_finding_of_unknown_severity_could_be_as_bad_as_any() {
    let mut facts = facts();
    facts.findings.push(finding("F-4", Severity::Unknown));
    let unknown = report("open('high') == 1", &facts, &policy());
    assert_eq!(unknown.outcome, Outcome::Undetermined);
    assert!(
        unknown.because.contains("1 finding of unknown severity counts"),
        "{}",
        unknown.because
    );
    assert_eq!(report("open() == 3", &facts, &policy()).outcome, Outcome::Pass);
    facts.findings[3].status = Status::Fixed;
    assert_eq!(report("open('high') == 1", &facts, &policy()).outcome, Outcome::Pass);
}

#[test]
fn a_value_from_after_as_of_counts_as_absent() {
    let mut facts = facts();
    facts.measures[0].collected = Some(day("2025-08-31"));
    assert_eq!(report("meets('p95', '<= 2 s')", &facts, &policy()).outcome, Outcome::Undetermined);
    assert_eq!(report("measures.p95.read", &facts, &policy()).outcome, Outcome::Fail);
}

#[test]
fn what_it_names_is_shown_as_observed() {
    let when = "meets('api-latency',\n  '<= 1 s') && subject.version == '1' && claims['slow'].state == 'stale' \
                && open('high') == 0 && score('performance', '>= 80') && size(runs) == 1";
    let report = report(when, &facts(), &policy());
    assert_eq!(
        report.observed,
        "api-latency = 1\u{202f}800\u{a0}ms; subject.version = 0.9; slow = unsupported; \
         open high or worse = 1; score of performance = 33.3; 1 run"
    );
    assert!(
        report.threshold.starts_with("meets('api-latency', '<= 1 s') && "),
        "{}",
        report.threshold
    );
    assert_eq!(report.rests_on, [Id::from("api-latency"), Id::from("slow")]);
    assert_eq!(
        (report.outcome, report.because.as_str()),
        (Outcome::Fail, "The condition doesn't hold.")
    );
    let many =
        (0..9).map(|at| format!("state('c{at}') == 'stale'")).collect::<Vec<_>>().join(" || ");
    let observed = self::report(&many, &facts(), &policy()).observed;
    assert!(observed.ends_with("; c5 = not there; 3 more"), "{observed}");
}

#[test]
fn what_would_take_too_long_is_not_begun() {
    let mut facts = facts();
    for at in 0..20_000 {
        facts.findings.push(finding(&format!("G-{at}"), Severity::Low));
        facts.runs.push(run(&format!("r-{at}"), "zap"));
    }
    let long = report("findings.all(f, runs.exists(r, r.tool == f.tool))", &facts, &policy());
    assert_eq!(long.outcome, Outcome::Undetermined);
    assert!(long.because.contains("more than 10\u{202f}000\u{202f}000 steps"), "{}", long.because);
    assert_eq!(report("findings.all(f, f.rule == 'X1')", &facts, &policy()).outcome, Outcome::Pass);
}

#[test]
fn a_text_that_can_not_be_read_is_undetermined() {
    // The policy of a report.json that somebody else wrote was never loaded by this version.
    let report = report("subject.vers == '1'", &facts(), &policy());
    assert_eq!(report.outcome, Outcome::Undetermined);
    assert_eq!(report.observed, "nothing");
    assert!(report.because.contains("the subject has no 'vers'"), "{}", report.because);
}

#[test]
fn waived_findings_are_not_left_out() {
    let mut facts = facts();
    let mut waiver = crate::assess::testing::waiver("W-1");
    waiver.findings.push(Id::from("F-1"));
    facts.waivers.push(waiver);
    let mut policy = policy();
    let rule = GateRule::Expression { when: "open('high') == 0".to_owned() };
    policy.gates.push(gate("own", rule));
    let judge = |facts: &Facts| crate::assess::judge(facts, &policy, day(AS_OF)).gates.remove(0);
    assert_eq!(judge(&facts).outcome, Outcome::Fail);
    facts.waivers[0].gates.push(Id::from("own"));
    let lifted = judge(&facts);
    assert_eq!((lifted.outcome, lifted.without_waivers), (Outcome::Waived, Some(Outcome::Fail)));
}

#[test]
fn judging_again_reads_the_text_once() {
    let when = "open('high') == 1 && size(findings) == 3";
    let first = Compiled::remembered(when);
    assert!(Arc::ptr_eq(&first, &Compiled::remembered(when)));
    for _ in 0..1000 {
        assert_eq!(report(when, &facts(), &policy()).outcome, Outcome::Pass);
    }
}
