//! What stands first: from which verdict to which, and in a few lines why.

use super::context::{Changes, In};
use super::{causes, scores};
use crate::view::cells::FactList;
use crate::view::{Anchor, Cover, Front, Mark, Span, Text, Was, labels};

/// How many reasons a front page holds.
const REASONS: usize = 6;

pub(super) fn cover(changes: &Changes<'_>) -> Cover {
    let delta = changes.delta;
    let (old, new) = (&changes.sides.old, &changes.sides.new);
    let said = |name: String, sentence: &str| Text::plain(format!("{name}: {sentence}"));
    Cover {
        over: "Changes between two readiness reports".to_owned(),
        title: changes.sides.title.clone(),
        facts: facts(changes).0,
        was: Some(Was {
            verdict: Mark::from(delta.verdict.old),
            words: format!("{} was {}", old.opening(), labels::verdict(delta.verdict.old)),
        }),
        verdict: Mark::from(delta.verdict.new),
        sentence: delta.verdict.sentence.clone(),
        notes: vec![
            said(old.opening(), &delta.old.sentence),
            said(new.opening(), &delta.new.sentence),
        ],
        front: front(changes),
    }
}

fn front(changes: &Changes<'_>) -> Front {
    let mut why = causes::lines(changes);
    let more = why.len().saturating_sub(REASONS);
    why.truncate(REASONS);
    Front {
        why,
        more: (more > 0).then(|| {
            Text::plain(format!("and {more} more in ")).and(Span::Link {
                to: Anchor::section("causes"),
                text: "section 1".to_owned(),
                code: false,
            })
        }),
        way_title: String::new(),
        way: Vec::new(),
        conditions: Vec::new(),
        signatures: Vec::new(),
        of: String::new(),
        report_digest: changes.digest.to_string(),
    }
}

fn facts(changes: &Changes<'_>) -> FactList {
    let (old, new) = (&changes.delta.old, &changes.delta.new);
    let mut facts = FactList::default();
    let mut both = |label: &str, old: Option<&str>, new: Option<&str>| {
        if old.is_some() || new.is_some() {
            facts.add(label, from_to(old.unwrap_or("none"), new.unwrap_or("none")));
        }
    };
    let (was, is) = (&old.subject, &new.subject);
    both("Version", was.version.as_deref(), is.version.as_deref());
    let commit = |commit: &Option<String>| commit.as_deref().map(labels::short_commit);
    both("Commit", commit(&was.commit).as_deref(), commit(&is.commit).as_deref());
    both("As of", Some(&old.as_of.to_string()), Some(&new.as_of.to_string()));
    both("Environment", was.environment.as_deref(), is.environment.as_deref());
    both("Policy", Some(&old.policy.name), Some(&new.policy.name));
    facts.add("Score", score(changes));
    let reports = [In::Old, In::New].into_iter().filter_map(|side| changes.report(side));
    facts.add("Reports", Text::join(reports.map(|span| Text(vec![span])), ", "));
    facts
}

/// "28.3 to 36.0 of 100", which leads to the scores.
fn score(changes: &Changes<'_>) -> Text {
    let total = changes.delta.scores.last();
    let old = total.and_then(|total| scores::score(total.old.as_ref()));
    let new = total.and_then(|total| scores::score(total.new.as_ref()));
    let words = from_score_to(old, new);
    Text(vec![Span::Link { to: Anchor::section("scores"), text: words, code: false }])
}

/// "28.3 to 36.0 of 100".
pub(super) fn from_score_to(old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (None, None) => "no score".to_owned(),
        (None, Some(new)) => format!("none to {new} of 100"),
        (Some(old), None) => format!("{old} of 100 to none"),
        (Some(old), Some(new)) if old == new => format!("{new} of 100, the same"),
        (Some(old), Some(new)) => format!("{old} to {new} of 100"),
    }
}

/// More than this stands on two lines: a date isn't broken at its hyphens.
const LINE: usize = 16;

/// "0.9.0 to 1.0.0"; once where they are the same.
fn from_to(old: &str, new: &str) -> Text {
    let said =
        |text: &str| if text.trim().is_empty() { "none".to_owned() } else { text.to_owned() };
    let (from, to) = (said(old), said(new));
    if from == to {
        return Text::plain(format!("{to}, the same"));
    }
    if from.chars().count() + to.chars().count() < LINE {
        return Text::plain(format!("{from} to {to}"));
    }
    Text::plain(format!("{from} to")).and(Span::Break).and_plain(to)
}
