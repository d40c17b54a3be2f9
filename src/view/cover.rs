//! What stands first: the subject, the verdict, and what a reader must know before believing it.

use std::collections::{HashMap, HashSet};

use super::cells::FactList;
use super::context::Context;
use super::{Anchor, Cover, Front, Signature, Span, Text, labels, way};
use crate::model::Decision;
use crate::model::report::{
    Condition, ConditionState, PolicyChoice, SignoffReport, SignoffStanding,
};

/// How many reasons a front page holds.
const REASONS: usize = 6;
/// How many conditions a front page holds.
const CONDITIONS: usize = 6;

/// The cover.
pub(super) fn cover(context: &Context<'_>) -> Cover {
    let report = context.report;
    let title = report.report.title.as_deref().unwrap_or("Production readiness report");
    let over = match &report.policy.brand {
        Some(brand) => format!("{}: {title}", brand.name),
        None => title.to_owned(),
    };
    Cover {
        over,
        title: subject(context),
        facts: facts(context).0,
        was: None,
        verdict: context.verdict(),
        sentence: report.verdict.sentence.clone(),
        notes: notes(context),
        front: front(context),
    }
}

/// Subject and version.
pub(super) fn subject(context: &Context<'_>) -> String {
    let subject = &context.report.subject;
    match &subject.version {
        Some(version) => format!("{} {version}", subject.name),
        None => subject.name.clone(),
    }
}

fn facts(context: &Context<'_>) -> FactList {
    let report = context.report;
    let (subject, meta) = (&report.subject, &report.report);
    let mut facts = FactList::default();
    facts.maybe("Version", subject.version.as_deref());
    if let Some(commit) = &subject.commit {
        facts.add("Commit", Text::code(labels::short_commit(commit)));
    }
    facts.maybe("Environment", subject.environment.as_deref());
    facts.maybe("Owner", subject.owner.as_deref());
    facts.words("Policy", report.provenance.policy.name.clone());
    let score = report.scores.total.score.as_ref();
    let score = score.map_or_else(|| "no score".to_owned(), |score| format!("{score} of 100"));
    let scores = Anchor::section("scores");
    facts.add("Score", Text(vec![Span::Link { to: scores, text: score, code: false }]));
    facts.maybe("Classification", meta.classification.as_deref());
    facts.maybe("Report version", meta.version.as_deref());
    if let Some(date) = &meta.date {
        facts.add("Report date", labels::due(date, None));
    }
    if let Some(review) = &meta.next_review {
        facts.add("Next review", labels::due(review, Some(report.as_of)));
    }
    if !meta.prepared_by.is_empty() {
        facts.words("Prepared by", meta.prepared_by.join("; "));
    }
    if !meta.contacts.is_empty() {
        facts.words("Contacts", meta.contacts.join("; "));
    }
    facts
}

fn notes(context: &Context<'_>) -> Vec<Text> {
    let report = context.report;
    let policy = &report.provenance.policy;
    let name = Span::Code { text: policy.name.clone() };
    let mut notes = Vec::new();
    match policy.choice {
        PolicyChoice::Named => {}
        PolicyChoice::Found => notes.push(
            Text::plain("The policy ")
                .and(name)
                .and_plain(" was found beside the findings: it was not chosen by the reader."),
        ),
        PolicyChoice::Default => notes.push(
            Text::plain("No policy was named or found: the built-in ")
                .and(name)
                .and_plain(" was used."),
        ),
    }
    let without = labels::verdict(report.verdict.without_signoffs);
    notes.push(Text::plain(if report.verdict.without_signoffs == report.verdict.value {
        format!("Without the sign-off gates the verdict is the same: {without}.")
    } else {
        format!("Without the sign-off gates the verdict is: {without}.")
    }));
    notes.push(
        Text::plain("To be signed: SHA-256 ")
            .and(Span::Code { text: report.provenance.of.to_string() }),
    );
    notes
}

fn front(context: &Context<'_>) -> Front {
    let report = context.report;
    let reasons = &report.verdict.reasons;
    let why = reasons.iter().take(REASONS).map(|reason| {
        context.sentence(&reason.text).and_plain(" ").and(context.gate(reason.gate.as_str()))
    });
    Front {
        why: why.collect(),
        more: match reasons.len().saturating_sub(REASONS) {
            0 => None,
            more => Some(Text::plain(format!("and {more} more in ")).and(Span::Link {
                to: Anchor::section("summary"),
                text: "section 1".to_owned(),
                code: false,
            })),
        },
        way_title: way::title(context),
        way: way::lines(context),
        conditions: conditions(context),
        signatures: signatures(context),
        of: report.provenance.of.to_string(),
        report_digest: context.report_digest.to_string(),
    }
}

/// Every condition once: those of the verdict, then those that only a sign-off names.
pub(super) fn all_conditions<'a>(context: &Context<'a>) -> Vec<&'a Condition> {
    let report = context.report;
    let of_signoffs = report.signoffs.iter().flat_map(|signoff| &signoff.condition_states);
    let mut seen = HashSet::new();
    let all = report.verdict.conditions.iter().chain(of_signoffs);
    all.filter(|condition| seen.insert((condition.from.as_str(), condition.text.as_str())))
        .collect()
}

fn conditions(context: &Context<'_>) -> Vec<Text> {
    let all = all_conditions(context);
    let open: Vec<_> =
        all.into_iter().filter(|condition| condition.state == ConditionState::Open).collect();
    let mut lines: Vec<Text> = open
        .iter()
        .take(CONDITIONS)
        .map(|condition| {
            let owner = condition.owner.as_deref().unwrap_or("no owner");
            let what = context.sentence(condition.text.trim_end_matches('.'));
            let text = what.and_plain(format!(": {owner}, "));
            match &condition.due {
                Some(due) => text.and_text(labels::due(due, Some(context.report.as_of))),
                None => text.and_plain("no date"),
            }
        })
        .collect();
    let more = open.len().saturating_sub(CONDITIONS);
    if more > 0 {
        lines.push(Text::plain(format!("and {more} more in ")).and(Span::Link {
            to: Anchor::section("signoff"),
            text: "section 10".to_owned(),
            code: false,
        }));
    }
    lines
}

/// One line for each role of the policy, then one for each sign-off in another role.
fn signatures(context: &Context<'_>) -> Vec<Signature> {
    let report = context.report;
    let mut given: HashMap<&str, Vec<&SignoffReport>> = HashMap::new();
    for signoff in &report.signoffs {
        given.entry(signoff.signoff.role.as_str()).or_default().push(signoff);
    }
    let mut lines = Vec::new();
    let mut known = HashSet::new();
    for role in &report.policy.roles {
        if !known.insert(role.name.as_str()) {
            continue;
        }
        match given.get(role.name.as_str()) {
            Some(signoffs) => lines.extend(signoffs.iter().copied().map(signature)),
            None => lines.push(Signature {
                role: role.name.clone(),
                name: String::new(),
                decision: labels::decision(None).to_owned(),
                date: String::new(),
            }),
        }
    }
    let others =
        report.signoffs.iter().filter(|signoff| !known.contains(signoff.signoff.role.as_str()));
    lines.extend(others.map(signature));
    lines
}

fn signature(signoff: &SignoffReport) -> Signature {
    Signature {
        role: signoff.signoff.role.clone(),
        name: signoff.signoff.name.clone().unwrap_or_default(),
        decision: decision(signoff),
        date: signoff.signoff.date.map(|date| date.to_string()).unwrap_or_default(),
    }
}

/// What was decided, and what that is worth where it isn't plain.
pub(super) fn decision(signoff: &SignoffReport) -> String {
    let given: Option<Decision> = signoff.signoff.decision;
    let words = labels::decision(given);
    match signoff.standing {
        SignoffStanding::Decides | SignoffStanding::Awaited => words.to_owned(),
        SignoffStanding::OfAnotherVersion | SignoffStanding::Future => {
            format!("{words}, {}", labels::standing(signoff.standing))
        }
    }
}
