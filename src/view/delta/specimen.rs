//! Deltas for tests, made by hand: one that has each case, the same said by somebody who attacks, one of two reports
//! that hardly say anything, and one in which nothing differs.

mod findings;
mod things;

use std::collections::BTreeMap;

use crate::model::delta::{
    Cause, CauseReport, Delta, Direction, Ended, GateChange, Part, ScoreChange, Side, Thing,
    Totals, VerdictChange,
};
use crate::model::report::{PolicyChoice, PolicySource, Score};
use crate::model::{Day, Digest, Fraction, GateLevel, Id, Outcome, Subject, Verdict};

/// What stands in every foreign text of the hostile delta.
pub(crate) const ATTACK: &str =
    "<script>alert(1)</script> | `code` ** ~~ [a](javascript:alert(1)) @root #1 \u{202e}";

/// One that has each case.
pub(crate) fn friendly() -> Delta {
    full(&str::to_owned)
}

/// The same; every foreign text is an attack, followed by what it was.
pub(crate) fn hostile() -> Delta {
    full(&|words| format!("{ATTACK} {words}"))
}

/// The same; every foreign text has 5,000 characters, most of them without a space.
pub(crate) fn endless() -> Delta {
    full(&|words| format!("{}{words}", "endless".repeat(714)))
}

/// The same; every foreign text is empty.
pub(crate) fn silent() -> Delta {
    full(&|_| String::new())
}

/// Two reports without versions, commits or scores.
pub(crate) fn bare() -> Delta {
    let mut delta = friendly();
    for side in [&mut delta.old, &mut delta.new] {
        side.subject.version = None;
        side.subject.commit = None;
        side.path = None;
        side.sha256 = None;
    }
    for cause in &mut delta.causes {
        cause.score = None;
    }
    for score in &mut delta.scores {
        (score.old, score.difference, score.exact) = (None, None, None);
        score.parts.clear();
    }
    delta
}

/// Two reports that are the same, on the same day.
pub(crate) fn empty() -> Delta {
    let mut side = bare().new;
    side.as_of = Day::parse("2025-09-02").unwrap();
    Delta {
        verdict: VerdictChange {
            old: Verdict::Ready,
            new: Verdict::Ready,
            direction: Direction::Neither,
            sentence: "The verdict stays the same: ready.".to_owned(),
        },
        old: side.clone(),
        new: side,
        causes: Vec::new(),
        gates: Vec::new(),
        scores: Vec::new(),
        claims: Vec::new(),
        same_claims: 0,
        measures: Vec::new(),
        same_measures: 0,
        findings: Vec::new(),
        totals: Totals::default(),
        subject: Vec::new(),
        policy: Vec::new(),
        runs: Vec::new(),
        evidence: Vec::new(),
        contradictions: Vec::new(),
        waivers: Vec::new(),
        actions: Vec::new(),
        signoffs: Vec::new(),
        sections: Vec::new(),
        signoff: "1".to_owned(),
        signoff_version: "0.1.0".to_owned(),
    }
}

/// Who speaks where foreign text stands.
type Say<'a> = &'a dyn Fn(&str) -> String;

fn full(say: Say<'_>) -> Delta {
    let findings = findings::all(say);
    Delta {
        signoff: "1".to_owned(),
        signoff_version: "0.1.0".to_owned(),
        old: Side {
            sentence: "2 of 8 blocking gates cannot be determined; none fails.".to_owned(),
            ..side(say, "0.9.0", "41d0c2e9b7a6f0013c5de8b7a6f0013c5de8b7a6", "2025-08-12")
        },
        new: side(say, "1.0.0", "7be19f4c03d85a6e21fb90c47d13a8e5560c9f12", "2025-09-02"),
        verdict: VerdictChange {
            old: Verdict::InsufficientEvidence,
            new: Verdict::NotReady,
            direction: Direction::Neither,
            sentence: "It was insufficient evidence and is not ready: 4 more blocking gates fail."
                .to_owned(),
        },
        causes: causes(),
        gates: gates(say),
        scores: scores(say),
        claims: things::claims(say),
        same_claims: 18,
        measures: things::measures(say),
        same_measures: 1,
        totals: findings::totals(&findings),
        findings,
        subject: vec![things::field(say, "owner", Some("QA"), Some("QA and DevOps"))],
        policy: vec![
            things::field(say, "gates.security-score.level", Some("condition"), Some("block")),
            things::field(say, "gates.restore", None, Some("claim `ops.restore` supported")),
        ],
        runs: things::runs(say),
        evidence: things::evidence(say),
        contradictions: things::contradictions(say),
        waivers: things::waivers(say),
        actions: things::actions(say),
        signoffs: things::signoffs(say),
        sections: things::sections(say),
    }
}

fn side(say: Say<'_>, version: &str, commit: &str, as_of: &str) -> Side {
    let subject: Subject = serde_json::from_value(serde_json::json!({
        "name": say("Xpress Ops Tower"),
        "version": say(version),
        "commit": commit,
        "environment": say("staging"),
    }))
    .unwrap();
    Side {
        subject,
        title: Some(say("Production readiness report")),
        as_of: Day::parse(as_of).unwrap(),
        verdict: if version == "1.0.0" { Verdict::NotReady } else { Verdict::InsufficientEvidence },
        sentence: "4 of 8 blocking gates fail and 2 cannot be determined.".to_owned(),
        policy: PolicySource {
            name: say("signoff.toml"),
            choice: PolicyChoice::Found,
            sha256: Digest::of(version.as_bytes()),
        },
        of: Digest::of(as_of.as_bytes()),
        path: Some(say(&format!("{version}/report.json"))),
        sha256: Some(Digest::of(commit.as_bytes())),
    }
}

fn part(cause: Cause, points: &str) -> Part {
    Part { cause, points: points.to_owned(), exact: fraction() }
}

fn fraction() -> Fraction {
    serde_json::from_value(serde_json::json!("1/3")).unwrap()
}

fn causes() -> Vec<CauseReport> {
    let cause =
        |cause, facts, what: &[&str], gates: &[&str], points, verdict_without| CauseReport {
            cause,
            facts,
            what: what.iter().map(|text| (*text).to_owned()).collect(),
            gates: gates.iter().map(|id| Id::from(*id)).collect(),
            score: Some(part(cause, points)),
            verdict_without,
        };
    let not_ready = Verdict::NotReady;
    let many = ["a", "b", "c", "d", "e", "f", "no-high", "h"];
    vec![
        cause(
            Cause::System,
            9,
            &["3 claims", "2 findings", "4 pieces of evidence"],
            &many,
            "13.75",
            not_ready,
        ),
        cause(Cause::Tool, 2, &["1 run", "1 finding"], &["no-critical"], "0.00", not_ready),
        cause(
            Cause::Policy,
            2,
            &["2 gates"],
            &["security-score", "restore", "old-gate"],
            "0.00",
            Verdict::InsufficientEvidence,
        ),
        cause(Cause::EvidenceAged, 1, &["1 link"], &[], "-2.00", not_ready),
        cause(Cause::Edited, 2, &["1 link", "1 statement"], &["uptime"], "-4.00", not_ready),
        cause(Cause::Unknown, 1, &["1 waiver"], &[], "0.00", not_ready),
    ]
}

/// Threshold, outcome before and after with what was observed.
type Ends<'a> = (&'a str, Option<(Outcome, &'a str)>, Option<(Outcome, &'a str)>);

fn gates(say: Say<'_>) -> Vec<GateChange> {
    use Direction::{Better, Neither, Worse};
    use Outcome::{Fail, Pass, Undetermined, Waived};
    let gate = |id: &str,
                title: &str,
                level,
                (threshold, old, new): Ends<'_>,
                direction,
                causes: &[Cause]| {
        let ended = |(outcome, observed): (Outcome, &str)| Ended {
            outcome,
            threshold: say(threshold),
            observed: say(observed),
        };
        GateChange {
            id: Id::from(id),
            title: say(title),
            change: match (old, new) {
                (None, _) => Thing::Added,
                (_, None) => Thing::Removed,
                (Some(_), Some(_)) => Thing::Same,
            },
            level,
            old: old.map(ended),
            new: new.map(ended),
            direction,
            causes: causes.to_vec(),
        }
    };
    let (block, condition, warn) = (GateLevel::Block, GateLevel::Condition, GateLevel::Warn);
    let most = |old, new| ("at most 0", Some(old), Some(new));
    vec![
        gate(
            "no-critical",
            "Open critical findings",
            block,
            most((Pass, "0"), (Fail, "1")),
            Worse,
            &[Cause::Tool],
        ),
        gate(
            "no-high",
            "Open high findings",
            block,
            most((Pass, "0"), (Fail, "1")),
            Worse,
            &[Cause::System],
        ),
        gate(
            "required-claims",
            "Required claims supported",
            block,
            ("15 of 15", Some((Undetermined, "8 of 15")), Some((Fail, "7 of 15"))),
            Worse,
            &[Cause::Tool, Cause::System, Cause::Edited],
        ),
        gate(
            "uptime",
            "Uptime over 30 days",
            block,
            ("at least 99.9\u{a0}%", Some((Pass, "99.99\u{a0}%")), Some((Undetermined, ""))),
            Worse,
            &[Cause::Edited],
        ),
        GateChange {
            change: Thing::Changed,
            ..gate(
                "security-score",
                "Score of Security",
                block,
                ("at least 80.0", Some((Fail, "14.3")), Some((Fail, "14.3"))),
                Neither,
                &[Cause::Policy],
            )
        },
        gate(
            "restore",
            "Restore rehearsed",
            condition,
            ("supported", None, Some((Waived, "unsupported"))),
            Neither,
            &[Cause::Policy],
        ),
        gate(
            "old-gate",
            "Load test done",
            warn,
            ("done", Some((Pass, "done")), None),
            Neither,
            &[Cause::Policy],
        ),
        gate(
            "signoffs",
            "Required sign-offs",
            block,
            ("3 of 3", Some((Undetermined, "1 of 3")), Some((Pass, "3 of 3"))),
            Better,
            &[Cause::Unknown],
        ),
        gate(
            "waivers",
            "No expired waiver",
            condition,
            most((Pass, "0"), (Pass, "0")),
            Neither,
            &[],
        ),
        gate("age", "Evidence is fresh", warn, most((Fail, "2"), (Fail, "2")), Neither, &[]),
    ]
}

fn scores(say: Say<'_>) -> Vec<ScoreChange> {
    let score = |id: &str, title: &str, score: Option<&str>, points: Option<&str>| Score {
        id: Id::from(id),
        title: say(title),
        supported: 3,
        counted: 7,
        weight: 30.into(),
        score: score.map(str::to_owned),
        points: points.map(str::to_owned),
        points_possible: Some("30.00".to_owned()),
    };
    let change = |id: &str, title: &str, old, new, difference: Option<&str>, parts| ScoreChange {
        id: Id::from(id),
        title: say(title),
        old,
        new,
        difference: difference.map(str::to_owned),
        exact: difference.map(|_| fraction()),
        parts,
    };
    let security = |of: &str| Some(score("security", "Security", Some(of), Some("4.28")));
    vec![
        change(
            "security",
            "Security",
            security("14.2"),
            security("14.2"),
            Some("0.00"),
            Vec::new(),
        ),
        change(
            "operations",
            "Operations",
            Some(score("operations", "Operations", None, None)),
            Some(score("operations", "Operations", Some("50.0"), Some("7.50"))),
            None,
            Vec::new(),
        ),
        change("testing", "Testing", None, security("28.3"), None, Vec::new()),
        change(
            "total",
            "Total",
            Some(score("total", "Total", Some("28.2"), Some("28.29"))),
            Some(score("total", "Total", Some("36.0"), Some("36.04"))),
            Some("7.75"),
            vec![
                part(Cause::System, "13.75"),
                part(Cause::Tool, "0.00"),
                part(Cause::Policy, "0.00"),
                part(Cause::EvidenceAged, "-2.00"),
                part(Cause::Edited, "-4.00"),
                part(Cause::Unknown, "0.00"),
            ],
        ),
    ]
}

/// How many of each there are.
fn counted<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}
