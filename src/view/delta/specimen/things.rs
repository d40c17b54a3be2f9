//! Claims, measures, evidence and the other things, each added, removed and changed.

use rust_decimal::Decimal;

use super::super::specimen::Say;
use crate::model::delta::{
    Cause, ClaimChange, Direction, Field, MeasureChange, RunChange, Thing, ThingChange, Value,
    WordChange, Words,
};
use crate::model::report::MeasureState;
use crate::model::{ClaimState, Id};

pub(super) fn field(say: Say<'_>, name: &str, old: Option<&str>, new: Option<&str>) -> Field {
    Field { field: name.to_owned(), old: old.map(say), new: new.map(say) }
}

pub(super) fn claims(say: Say<'_>) -> Vec<ClaimChange> {
    use ClaimState::{Broken, NotApplicable, Refuted, Stale, Supported, Unsupported};
    let claim = |id: &str,
                 statement: &str,
                 old: Option<ClaimState>,
                 new: Option<ClaimState>,
                 direction,
                 causes: &[Cause]| ClaimChange {
        id: Id::from(id),
        statement: say(statement),
        change: match (old, new) {
            (None, _) => Thing::Added,
            (_, None) => Thing::Removed,
            (Some(_), Some(_)) => Thing::Changed,
        },
        old,
        new,
        because: "`scan` misses what it expects".to_owned(),
        direction,
        evidence_added: Vec::new(),
        evidence_lost: Vec::new(),
        evidence_replaced: Vec::new(),
        evidence_recollected: Vec::new(),
        fields: Vec::new(),
        causes: causes.to_vec(),
    };
    let (worse, better, neither) = (Direction::Worse, Direction::Better, Direction::Neither);
    vec![
        ClaimChange {
            evidence_added: vec!["scan#L5".to_owned(), "scan#/summary".to_owned()],
            evidence_lost: vec!["old-scan#L2".to_owned()],
            evidence_replaced: vec![Id::from("scan")],
            evidence_recollected: vec![Id::from("load")],
            ..claim(
                "sec.no-secrets",
                "No secret is in the source code",
                Some(Unsupported),
                Some(Refuted),
                worse,
                &[Cause::Tool],
            )
        },
        claim(
            "perf.uptime",
            "The service is up 99.9\u{a0}% of the time",
            Some(Supported),
            Some(Broken),
            worse,
            &[Cause::Edited],
        ),
        claim(
            "test.e2e",
            "SOS to resolution passes in each browser",
            Some(Supported),
            Some(Stale),
            worse,
            &[Cause::EvidenceAged],
        ),
        claim(
            "ops.health",
            "The health endpoint answers",
            Some(Refuted),
            Some(Supported),
            better,
            &[Cause::System],
        ),
        ClaimChange {
            fields: vec![field(say, "required", Some("true"), Some("false"))],
            ..claim(
                "ops.windows",
                "It runs on Windows",
                Some(Unsupported),
                Some(NotApplicable),
                neither,
                &[Cause::Edited],
            )
        },
        claim("em.new", "An alert is dispatched", None, Some(Supported), better, &[Cause::System]),
        claim("em.gone", "A pager rings", Some(Unsupported), None, neither, &[Cause::Edited]),
    ]
}

pub(super) fn measures(say: Say<'_>) -> Vec<MeasureChange> {
    let value = |state, value: Option<&str>, unit: &str, target: Option<&str>| Value {
        state,
        value: value.map(|number| number.parse().unwrap()),
        unit: unit.to_owned(),
        target: target.map(str::to_owned),
    };
    let decimal = |text: &str| Some(text.parse::<Decimal>().unwrap());
    let measure = |id: &str, title: &str, direction| MeasureChange {
        id: Id::from(id),
        title: say(title),
        change: Thing::Changed,
        old: None,
        new: None,
        difference: None,
        relative: None,
        direction,
        is_noise: None,
        fields: Vec::new(),
        cause: Some(Cause::System),
    };
    use MeasureState::{Broken, Met, Missed, NoValue};
    vec![
        MeasureChange {
            old: Some(value(Met, Some("10000"), "", Some(">= 10000"))),
            new: Some(value(Met, Some("15000"), "", Some(">= 10000"))),
            difference: decimal("5000"),
            relative: decimal("50.0"),
            is_noise: Some(false),
            ..measure("users", "Concurrent users", Direction::Better)
        },
        MeasureChange {
            old: Some(value(Met, Some("845"), "ms", Some("<= 1500 ms"))),
            new: Some(value(Missed, Some("1820.5"), "ms", Some("<= 1500 ms"))),
            difference: decimal("975.5"),
            relative: decimal("115.4"),
            fields: vec![field(say, "percentile", Some("95"), Some("99"))],
            ..measure("p95", "Response time", Direction::Worse)
        },
        MeasureChange {
            old: Some(value(Met, Some("83.4"), "%", None)),
            new: Some(value(Met, Some("83.3"), "%", None)),
            difference: decimal("-0.1"),
            relative: decimal("-0.1"),
            is_noise: Some(true),
            ..measure("checks", "Security checks passed", Direction::Neither)
        },
        MeasureChange {
            old: Some(value(Met, Some("99.99"), "%", Some(">= 99.9 %"))),
            new: Some(value(Broken, None, "%", Some(">= 99.9 %"))),
            ..measure("uptime", "Uptime over 30 days", Direction::Worse)
        },
        MeasureChange {
            change: Thing::Added,
            new: Some(value(NoValue, None, "d", None)),
            cause: None,
            ..measure("age", "Age of the oldest evidence", Direction::Neither)
        },
        MeasureChange {
            old: Some(value(Met, Some("5"), "EUR", None)),
            new: Some(value(Met, Some("6"), "USD", None)),
            ..measure("cost", "Cost", Direction::Neither)
        },
    ]
}

fn thing(say: Say<'_>, id: &str, title: &str, change: Thing, fields: Vec<Field>) -> ThingChange {
    ThingChange { id: Id::from(id), title: say(title), change, fields, words: Vec::new() }
}

pub(super) fn evidence(say: Say<'_>) -> Vec<ThingChange> {
    let (one, two) = (
        "04a8f8c0482d38a82fd5f69377d5fba5a4d7af9702b204ba81b4558c96272440",
        "845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917",
    );
    let collected = |old, new| field(say, "collected_at", old, new);
    vec![
        thing(
            say,
            "scan",
            "Security scan",
            Thing::Changed,
            vec![
                field(say, "sha256", Some(one), Some(two)),
                collected(Some("2025-08-10T06:12:40Z"), Some("2025-08-30T06:12:40Z")),
            ],
        ),
        thing(
            say,
            "e2e",
            "End-to-end tests",
            Thing::Added,
            vec![collected(None, Some("2025-08-30"))],
        ),
        thing(say, "uptime", "Uptime log", Thing::Removed, Vec::new()),
    ]
}

pub(super) fn runs(say: Say<'_>) -> Vec<RunChange> {
    let run = |tool: &str, change, fields| RunChange { tool: say(tool), change, fields };
    vec![
        run(
            "security-scanner",
            Thing::Changed,
            vec![field(say, "version", Some("1.3.0"), Some("1.4.0"))],
        ),
        run("trivy", Thing::Added, Vec::new()),
    ]
}

pub(super) fn contradictions(say: Say<'_>) -> Vec<ThingChange> {
    vec![
        thing(
            say,
            "k1",
            "The declared total is 95, the mean of the rows 78.5",
            Thing::Added,
            Vec::new(),
        ),
        thing(say, "k0", "“16 new files” over a list of 18", Thing::Removed, Vec::new()),
    ]
}

pub(super) fn waivers(say: Say<'_>) -> Vec<ThingChange> {
    let words = |change, text: &str| Words { change, text: say(text) };
    vec![ThingChange {
        words: vec![
            words(Thing::Same, "Accepted "),
            words(Thing::Removed, "until the audit"),
            words(Thing::Added, "for a month"),
            words(Thing::Same, " by the board."),
        ],
        ..thing(
            say,
            "w1",
            "Cookies without Secure",
            Thing::Changed,
            vec![
                field(say, "standing", Some("in force"), Some("expired")),
                field(say, "expires", Some("2025-08-30"), Some("2025-08-30")),
            ],
        )
    }]
}

pub(super) fn actions(say: Say<'_>) -> Vec<ThingChange> {
    let status = field(say, "status", Some("open"), Some("done"));
    vec![thing(say, "a1", "Rehearse a restore", Thing::Changed, vec![status])]
}

pub(super) fn signoffs(say: Say<'_>) -> Vec<ThingChange> {
    let decision = field(say, "decision", None, Some("approve"));
    vec![thing(say, "s1", "Security officer", Thing::Added, vec![decision])]
}

pub(super) fn sections(say: Say<'_>) -> Vec<WordChange> {
    let words = |change, text: &str| Words { change, text: say(text) };
    let long: String = (1..60).map(|at| format!("word{at} ")).collect();
    vec![
        WordChange {
            id: Id::from("overview"),
            title: say("Overview"),
            change: Thing::Changed,
            words: vec![
                words(Thing::Same, "The system serves "),
                words(Thing::Removed, "five"),
                words(Thing::Added, "six"),
                words(Thing::Same, " regions. It is "),
                words(Thing::Removed, "**PRODUCTION READY**"),
                words(Thing::Added, "not yet `ready`"),
                words(Thing::Same, ".\n\n## Traffic\n\n- watch\n- wait\n\n"),
                words(Thing::Same, &long),
                words(Thing::Added, "And a last word."),
            ],
        },
        WordChange {
            id: Id::from("rollback"),
            title: say("Rolling back"),
            change: Thing::Added,
            words: vec![words(Thing::Added, "Move traffic back.\nThen stop the new version.")],
        },
        WordChange {
            id: Id::from("history"),
            title: say("History"),
            change: Thing::Removed,
            words: Vec::new(),
        },
    ]
}
