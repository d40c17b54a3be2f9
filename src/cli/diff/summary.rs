//! What changed, on the terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::diagnostic::visible;
use crate::model::delta::{Delta, Direction, FindingChange, FindingKind, Side, Totals};
use crate::view::Mark;

/// How many findings are named.
const SHOWN: usize = 10;

/// The summary: verdict, findings, gates, claims, measures, score and causes; then the findings that are worse.
pub(super) fn of(delta: &Delta) -> String {
    let mut text = String::new();
    let style = style(delta.verdict.direction);
    let word = Mark::from(delta.verdict.new).word;
    // Writing to a String can't fail.
    let _ = writeln!(
        text,
        "{}: {style}{word}{style:#}\n{}\n",
        named(&delta.old, &delta.new),
        delta.verdict.sentence
    );
    told(delta, "`-o DIR` writes all", &mut text);
    text
}

/// The same below a report that was told already.
pub(in crate::cli) fn since(delta: &Delta) -> String {
    let mut text = format!("\nchanges    {}\n", named(&delta.old, &delta.new));
    told(delta, "`signoff render` prints all", &mut text);
    text
}

fn told(delta: &Delta, rest: &str, text: &mut String) {
    let _ = writeln!(text, "findings   {}", findings(&delta.totals));
    let gates = delta.gates.iter().map(|it| (it.id.as_str(), it.direction));
    let _ = writeln!(text, "gates      {}{}", directions(gates), levels(delta));
    let claims = delta.claims.iter().map(|it| (it.id.as_str(), it.direction));
    let _ = writeln!(text, "claims     {}", directions(claims));
    let measures = delta.measures.iter().map(|it| (it.id.as_str(), it.direction));
    let _ = writeln!(text, "measures   {}", directions(measures));
    score(delta, text);
    causes(delta, text);
    worse(delta, rest, text);
}

/// `shop 0.9 to 1.0`; where the versions say nothing, the days.
fn named(old: &Side, new: &Side) -> String {
    let name = visible(&new.subject.name);
    let versions = (old.subject.version.as_deref(), new.subject.version.as_deref());
    match versions {
        (Some(old), Some(new)) if old != new => {
            format!("{name} {} to {}", visible(old), visible(new))
        }
        (Some(_) | None, Some(_) | None) if old.as_of != new.as_of => {
            format!("{name}, {} to {}", old.as_of, new.as_of)
        }
        (Some(_) | None, Some(_) | None) => name.into_owned(),
    }
}

/// `; no-high was block, is warn`: of gates that matter more or less than they did.
fn levels(delta: &Delta) -> String {
    let mut told = String::new();
    let moved = delta.gates.iter().filter_map(|gate| Some((gate, gate.old_level?)));
    let count = moved.clone().count();
    for (gate, was) in moved.take(SHOWN) {
        // Writing to a String can't fail.
        let _ = write!(
            told,
            "; {} was {}, is {}",
            visible(gate.id.as_str()),
            was.name(),
            gate.level.name()
        );
    }
    if count > SHOWN {
        let _ = write!(told, "; and {} more", count - SHOWN);
    }
    told
}

/// `12, were 13: 1 new, 2 fixed, 10 the same`.
fn findings(totals: &Totals) -> String {
    let counted = FindingKind::ALL.into_iter().filter_map(|kind| {
        let count = totals.changes.get(&kind).copied().filter(|count| *count > 0)?;
        let word = match kind {
            FindingKind::Same => "the same",
            FindingKind::NewlyChecked => "newly checked",
            FindingKind::NotChecked => "not checked",
            FindingKind::New
            | FindingKind::Reopened
            | FindingKind::Changed
            | FindingKind::Moved
            | FindingKind::Fixed => kind.name(),
        };
        Some(format!("{count} {word}"))
    });
    let counted: Vec<String> = counted.collect();
    let counted = if counted.is_empty() { "none".to_owned() } else { counted.join(", ") };
    let by_severity = totals.new_by_severity.iter().map(|(severity, count)| {
        let name = severity.name();
        format!("{count} {name}")
    });
    let by_severity: Vec<String> = by_severity.collect();
    let new = match by_severity.as_slice() {
        [] => String::new(),
        some => format!("; new: {}", some.join(", ")),
    };
    format!("{}, were {}: {counted}{new}", totals.new, totals.old)
}

/// Which are worse and which are better.
fn directions<'d>(all: impl Iterator<Item = (&'d str, Direction)>) -> String {
    let all: Vec<(&str, Direction)> = all.collect();
    let of = |direction: Direction| -> Vec<String> {
        let those = all.iter().filter(|(_, it)| *it == direction);
        those.map(|(id, _)| visible(id).into_owned()).collect()
    };
    let listed = |word: &str, ids: Vec<String>, style: Style| {
        (!ids.is_empty()).then(|| {
            let more = ids.len().saturating_sub(SHOWN);
            let shown: Vec<&str> = ids.iter().take(SHOWN).map(String::as_str).collect();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{style}{word}{style:#}: {}{more}", shown.join(", "))
        })
    };
    let parts = [
        listed("worse", of(Direction::Worse), style(Direction::Worse)),
        listed("better", of(Direction::Better), style(Direction::Better)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "none is better or worse".to_owned() } else { parts.join("; ") }
}

fn score(delta: &Delta, text: &mut String) {
    let Some(total) = delta.scores.last() else { return };
    let score = |score: &Option<crate::model::report::Score>| {
        score.as_ref().and_then(|it| it.score.clone()).unwrap_or_else(|| "none".to_owned())
    };
    let (old, new) = (score(&total.old), score(&total.new));
    if old == "none" && new == "none" {
        return;
    }
    let by = total.difference.as_deref().map(|by| format!(" ({})", signed(by)));
    let _ = writeln!(text, "score      {new} of 100, was {old}{}", by.unwrap_or_default());
}

fn signed(number: &str) -> String {
    let is_zero = number.chars().all(|char| matches!(char, '0' | '.'));
    if number.starts_with('\u{2212}') || is_zero { number.to_owned() } else { format!("+{number}") }
}

fn causes(delta: &Delta, text: &mut String) {
    for (at, it) in delta.causes.iter().enumerate() {
        let head = if at == 0 { "causes     " } else { "           " };
        let cause = it.cause.name().replace('_', " ");
        let score = it.score.as_ref().map(|part| format!(", score {}", signed(&part.points)));
        let without = if it.verdict_without == delta.verdict.new {
            String::new()
        } else {
            let word = Mark::from(it.verdict_without).word.to_lowercase();
            format!(", without it: {word}")
        };
        let _ = writeln!(
            text,
            "{head}{cause}: {}{}{without}",
            it.what.join(", "),
            score.unwrap_or_default()
        );
    }
}

/// The findings that are worse, the most severe first, at most ten; `rest` says where all are.
fn worse(delta: &Delta, rest: &str, text: &mut String) {
    let mut worse: Vec<&FindingChange> =
        delta.findings.iter().filter(|it| it.direction == Direction::Worse).collect();
    if worse.is_empty() {
        return;
    }
    worse.sort_by_key(|it| {
        let place = it.location.as_ref().map(|place| (place.path.as_deref(), place.start_line));
        (it.change, it.severity, place, &it.id)
    });
    text.push('\n');
    for it in worse.iter().take(SHOWN) {
        let place = it.location.as_ref().map(|place| {
            let line = place.start_line.map(|line| format!(":{line}")).unwrap_or_default();
            format!(" {}{line}", visible(place.path.as_deref().unwrap_or_default()))
        });
        let _ = writeln!(
            text,
            "  {} {}: {}{}: {}",
            it.change.name(),
            it.severity.name(),
            visible(&it.rule),
            place.unwrap_or_default(),
            visible(&it.title)
        );
    }
    if let Some(more) = worse.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more; {rest}");
    }
}

fn style(direction: Direction) -> Style {
    match direction {
        Direction::Better => AnsiColor::Green.on_default(),
        Direction::Worse => AnsiColor::Red.on_default(),
        Direction::Neither => Style::new(),
    }
}
