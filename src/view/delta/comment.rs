//! What a pull request is told: the verdict, the blocking gates that don't pass, what changed, the way. Under 30 lines,
//! whatever the reports hold.

use serde::Serialize;

use super::context::{Changes, In, Print, leading, said, sentence};
use super::{DeltaOptions, scores};
use crate::model::delta::{Delta, Direction, FindingChange, FindingKind, GateChange};
use crate::model::{GateLevel, Outcome, Report, Verdict};
use crate::view::context::Context;
use crate::view::{Cell, Column, Mark, Row, Span, Table, Text, labels, way};

/// How many gates it lists, and how many steps of the way.
const MOST: usize = 6;
/// How many new findings it names.
const NAMED: usize = 3;
/// How much of a foreign text it prints: the report holds all of it.
const LONGEST: usize = 100;

/// A comment, ready to be rendered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comment {
    /// "Xpress Ops Tower 1.0.0: not ready".
    pub title: String,
    /// The verdict.
    pub verdict: Mark,
    /// The verdict as a sentence, and the score.
    pub sentence: Text,
    /// The blocking gates that don't pass; none where all do.
    pub gates: Option<Table>,
    /// How many more there are of them; empty where there are none.
    pub more: Text,
    /// What changed, in a sentence or two.
    pub change: Text,
    /// What the way is called, and how long it is; empty where nothing has to be done.
    pub way_title: String,
    /// The way, by step.
    pub way: Vec<Text>,
    /// Where the whole of it is, of which commit, as of when.
    pub links: Text,
}

/// Where a comment leads. A path is relative to where the comment is shown; a pull request wants `https:` addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentLinks {
    /// The page of the later report.
    pub report: Option<String>,
    /// The same as PDF.
    pub pdf: Option<String>,
    /// The page that tells all changes.
    pub changes: Option<String>,
}

/// The comment on what changed. `report` is the later report, which knows the way to ready; without it there is none.
#[must_use]
pub fn comment(delta: &Delta, report: Option<&Report>, links: &CommentLinks) -> Comment {
    let options = DeltaOptions { old_report: None, new_report: links.report.clone() };
    // No digest is printed.
    let changes = Changes::of(delta, &delta.new.of, &options);
    let (gates, more) = gates(&changes);
    let (way_title, way) =
        report.map_or_else(Default::default, |report| self::way(report, links.report.as_deref()));
    Comment {
        title: title(delta),
        verdict: Mark::from(delta.verdict.new),
        sentence: verdict(&changes),
        gates,
        more,
        change: change(&changes),
        way_title,
        way,
        links: self::links(&changes, links),
    }
}

fn title(delta: &Delta) -> String {
    let subject = &delta.new.subject;
    let name = short(&subject.name);
    let verdict = labels::verdict(delta.verdict.new);
    match subject.version.as_deref().filter(|version| !version.trim().is_empty()) {
        Some(version) => format!("{name} {}: {verdict}", short(version)),
        None => format!("{name}: {verdict}"),
    }
}

/// "4 of 8 blocking gates fail. Score 36.0 of 100, was 28.3 in 0.9.0."
fn verdict(changes: &Changes<'_>) -> Text {
    let said = Text::plain(changes.delta.new.sentence.clone());
    let Some(total) = changes.delta.scores.last() else { return said };
    let (was, is) = (scores::score(total.old.as_ref()), scores::score(total.new.as_ref()));
    let old = &changes.sides.old.name;
    said.and_plain(match (was, is) {
        (None, None) => " No score.".to_owned(),
        (None, Some(is)) => format!(" Score {is} of 100; {old} had none."),
        (Some(was), None) => format!(" No score; was {was} in {old}."),
        (Some(was), Some(is)) if was == is => format!(" Score {is} of 100, as in {old}."),
        (Some(was), Some(is)) => format!(" Score {is} of 100, was {was} in {old}."),
    })
}

fn gates(changes: &Changes<'_>) -> (Option<Table>, Text) {
    let stops = |gate: &&GateChange| {
        gate.level == GateLevel::Block
            && gate.new.as_ref().is_some_and(|ended| ended.outcome != Outcome::Pass)
    };
    let mut open: Vec<&GateChange> = changes.delta.gates.iter().filter(stops).collect();
    if open.is_empty() {
        return (None, Text::default());
    }
    open.sort_by_key(|gate| match gate.new.as_ref().map(|ended| ended.outcome) {
        Some(Outcome::Fail) => 0,
        Some(Outcome::Undetermined) => 1,
        Some(Outcome::Waived) => 2,
        Some(Outcome::Pass) | None => 3,
    });
    let columns = vec![
        Column::words("Outcome", 2),
        Column::subject("Blocking gate", 6),
        Column::number("Threshold", 2),
        Column::number("Observed", 2),
    ];
    let more = open.len().saturating_sub(MOST);
    let rows = open.into_iter().take(MOST).filter_map(|gate| row(changes, gate)).collect();
    let more = match more {
        0 => Text::default(),
        1 => Text::plain("1 more blocking gate does not pass."),
        more => Text::plain(format!("{} more blocking gates do not pass.", labels::number(more))),
    };
    let table = Table::of("", columns, rows);
    (Some(Table { caption: Text::default(), ..table }), more)
}

fn row(changes: &Changes<'_>, gate: &GateChange) -> Option<Row> {
    let ended = gate.new.as_ref()?;
    let or = |text: &str| if text.trim().is_empty() { "no value".to_owned() } else { short(text) };
    let name = changes.ids(crate::view::AnchorKind::Gate, &gate.id, None, In::New);
    Some(Row::plain(vec![
        Cell::marked(Mark::from(ended.outcome)),
        Cell::of(name.and_plain(" ").and_text(sentence(&short(&gate.title)))),
        Cell::words(or(&ended.threshold)),
        Cell::words(or(&ended.observed)),
    ]))
}

/// "Since 0.9.0: 2 findings are new, F-1 (critical) and F-2 (high); 2 are fixed. 3 claims are better, 5 are worse."
pub(super) fn change(changes: &Changes<'_>) -> Text {
    let delta = changes.delta;
    let mut parts: Vec<Text> = Vec::new();
    for kind in [
        FindingKind::New,
        FindingKind::Reopened,
        FindingKind::NewlyChecked,
        FindingKind::Fixed,
        FindingKind::NotChecked,
    ] {
        // What is counted is said once.
        let nouns = if parts.is_empty() { (" finding", " findings") } else { ("", "") };
        parts.extend(became(changes, kind, nouns));
    }
    let claims = |direction| delta.claims.iter().filter(|one| one.direction == direction).count();
    let (better, worse) = (claims(Direction::Better), claims(Direction::Worse));
    let old = &changes.sides.old.name;
    if parts.is_empty() && better + worse == 0 {
        return Text::plain(format!(
            "Since {old}: no finding came or went, and no claim is better or worse."
        ));
    }
    let start = Text::plain(format!("Since {old}: "));
    let mut text = if parts.is_empty() {
        start.and_plain("no finding came or went.")
    } else {
        start.and_text(Text::join(parts, "; ")).and_plain(".")
    };
    if better + worse > 0 {
        let verb = |count: usize| if count == 1 { "is" } else { "are" };
        text = text.and_plain(format!(
            " {} {} better, {} {} worse.",
            labels::capitalised(&labels::counted(better, "claim", "claims")),
            verb(better.max(1)),
            if worse == 0 { "none".to_owned() } else { labels::number(worse) },
            verb(worse.max(1)),
        ));
    }
    text
}

fn became(changes: &Changes<'_>, kind: FindingKind, nouns: (&str, &str)) -> Option<Text> {
    let mut found: Vec<&FindingChange> =
        changes.delta.findings.iter().filter(|one| one.change == kind).collect();
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|finding| finding.severity);
    let noun = if found.len() == 1 { nouns.0 } else { nouns.1 };
    let count = format!("{}{noun}", labels::number(found.len()));
    let verb = if found.len() == 1 { "is" } else { "are" };
    let text = Text::plain(format!("{count} {verb} {}", labels::finding_kind(kind)));
    if !matches!(kind, FindingKind::New | FindingKind::Reopened) {
        return Some(text);
    }
    let named = found.iter().take(NAMED).map(|finding| {
        let kind = crate::view::AnchorKind::Finding;
        let severity = labels::severity(finding.severity);
        changes.ids(kind, &finding.id, None, In::New).and_plain(format!(" ({severity})"))
    });
    let text = text.and_plain(", ").and_text(Text::join(named, ", "));
    Some(match found.len().saturating_sub(NAMED) {
        0 => text,
        more => text.and_plain(format!(" and {} more", labels::number(more))),
    })
}

/// The way of the later report, its jumps led into that report.
fn way(report: &Report, base: Option<&str>) -> (String, Vec<Text>) {
    let count = report.verdict.shortest_way.items.len();
    if count == 0 || report.verdict.value == Verdict::Ready {
        return Default::default();
    }
    // Nothing of the way names the digest of report.json.
    let context = Context::of(report, &report.provenance.of);
    let title = format!("{}: {}", way::title(&context), labels::counted(count, "thing", "things"));
    let mut lines: Vec<Text> =
        way::lines(&context).into_iter().map(|line| outward(line, base)).collect();
    let more = lines.len().saturating_sub(MOST);
    if more > 0 {
        lines.truncate(MOST - 1);
        lines.push(Text::plain(format!("and {} more steps", labels::number(more + 1))));
    }
    (title, lines)
}

/// The text with its jumps turned into jumps to the report, or into words where nobody said where it lies.
fn outward(text: Text, base: Option<&str>) -> Text {
    let span = |span: Span| match (span, base) {
        (Span::Link { to, text, code }, Some(base)) => {
            leading(base, Some(to), &text, if code { Print::Identifier } else { Print::Words })
        }
        (Span::Link { text, code: true, .. }, None) => Span::Code { text },
        (Span::Link { text, code: false, .. }, None) => Span::Plain { text },
        (other, _) => other,
    };
    Text(text.0.into_iter().map(span).collect())
}

fn links(changes: &Changes<'_>, links: &CommentLinks) -> Text {
    let since = format!("Changes since {}", changes.sides.old.name);
    let told = [
        (&links.report, "Report".to_owned()),
        (&links.pdf, "PDF".to_owned()),
        (&links.changes, since),
    ];
    let mut parts: Vec<Text> = told
        .into_iter()
        .filter_map(|(to, words)| {
            Some(Text(vec![leading(to.as_deref()?, None, &words, Print::Words)]))
        })
        .collect();
    let new = &changes.delta.new;
    if let Some(commit) = new.subject.commit.as_deref().filter(|commit| !commit.is_empty()) {
        parts.push(
            Text::plain("commit ").and(Span::Code { text: short(&labels::short_commit(commit)) }),
        );
    }
    parts.push(said(&format!("as of {}", new.as_of)));
    Text::join(parts, " · ")
}

/// As much of a foreign text as a comment has room for.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
