//! In section 3: one finding, with what it was and what it is side by side.

use super::context::{Changes, DIRECTIONS, In, said};
use super::fields::{self, Side};
use super::findings::TOLD;
use crate::model::Severity;
use crate::model::delta::{FindingChange, FindingKind};
use crate::view::{AnchorKind, Cell, Facet, Mark, Row, Span, Text, facet, labels, location};

pub(super) fn row(changes: &Changes<'_>, finding: &FindingChange) -> Row {
    let side = side(finding);
    let (old, new) = both(finding);
    let cause = finding.cause.map_or("none", labels::cause);
    Row::at(
        Changes::anchor(AnchorKind::Finding, &finding.id, side),
        vec![
            Cell::marked(Mark::from(finding.change)),
            Cell::marked(Mark::from(finding.severity)),
            Cell::of(said(&finding.title)).noted(notes(changes, finding, side)),
            old,
            new,
            Cell::words(cause),
        ],
    )
    .of_kinds(vec![
        facet::kind(&TOLD, &finding.change),
        facet::kind(&DIRECTIONS, &finding.direction),
        facet::kind(&Severity::ALL, &finding.severity),
    ])
}

/// What a reader may choose by: what became of it, whether that is worse, how bad it is.
pub(super) fn facets() -> Vec<Facet> {
    vec![
        Facet::marked("Change", &TOLD),
        Facet::marked("Direction", &DIRECTIONS),
        Facet::marked("Severity", &Severity::ALL),
    ]
}

/// Which reports have it. What is fixed is in both where it is paired.
fn side(finding: &FindingChange) -> In {
    let is_paired = finding.reason.is_some() || finding.old_id.is_some();
    match (finding.change, is_paired) {
        (FindingKind::New | FindingKind::NewlyChecked, _) | (FindingKind::Reopened, false) => {
            In::New
        }
        (FindingKind::Fixed | FindingKind::NotChecked, false) => In::Old,
        (FindingKind::Reopened | FindingKind::Fixed | FindingKind::NotChecked, true)
        | (FindingKind::Changed | FindingKind::Moved | FindingKind::Same, _) => In::Both,
    }
}

/// "rule B105, found by bandit"; empty where nobody says.
pub(super) fn from(rule: &str, tool: Option<&str>) -> Text {
    let mut from = Text::default();
    if !rule.is_empty() {
        from = Text::plain("rule ").and(Span::Code { text: rule.to_owned() });
    }
    if let Some(tool) = tool.filter(|tool| !tool.is_empty()) {
        let comma = if from.is_empty() { "" } else { ", " };
        from = from.and_plain(format!("{comma}found by {tool}"));
    }
    from
}

fn notes(changes: &Changes<'_>, finding: &FindingChange, side: In) -> Vec<Text> {
    let from = from(&finding.rule, finding.tool.as_deref());
    let ids = changes.ids(AnchorKind::Finding, &finding.id, finding.old_id.as_ref(), side);
    let mut notes = vec![ids, from];
    // A place that differs stands on both sides.
    let place = finding.location.as_ref().filter(|_| !places_differ(finding));
    notes.extend(place.map(location::place).filter(|place| !place.is_empty()));
    if let Some(reason) = finding.reason {
        let sure = finding.confidence.unwrap_or_else(|| reason.confidence());
        let sure = labels::confidence(sure);
        notes.push(Text::plain(format!("Paired by {}: {sure}", labels::match_reason(reason))));
    }
    if finding.ambiguous {
        notes.push(Text::plain(
            "Ambiguous: equal ones are on the other side, and nothing tells which of them it is",
        ));
    }
    notes
}

/// Whether its place is among what differs.
fn places_differ(finding: &FindingChange) -> bool {
    let is_place = |name: &str| {
        name.starts_with("location") || matches!(name, "place" | "path" | "line" | "start_line")
    };
    finding.fields.iter().any(|field| is_place(&field.field))
}

/// What it was and what it is.
fn both(finding: &FindingChange) -> (Cell, Cell) {
    let status = labels::status(finding.status);
    let has_status = finding.fields.iter().any(|field| field.field == "status");
    let lines = |standing: Option<&str>, side| {
        let fields = fields::lines(&finding.fields, side);
        match standing.filter(|_| !has_status) {
            Some(standing) if fields.is_empty() => Cell::words(standing),
            Some(standing) => Cell::of(Text::plain(standing).and(Span::Break).and_text(fields)),
            None => fields::or(fields, "the same"),
        }
    };
    let absent = Changes::absent;
    match finding.change {
        FindingKind::New => (absent(), Cell::words(status)),
        FindingKind::NewlyChecked => (Cell::words("not checked"), Cell::words(status)),
        FindingKind::Reopened => (lines(Some("fixed"), Side::Old), lines(Some(status), Side::New)),
        FindingKind::Changed | FindingKind::Moved | FindingKind::Same => {
            (lines(None, Side::Old), lines(None, Side::New))
        }
        FindingKind::Fixed => match side(finding) {
            In::Both => (lines(Some("not fixed"), Side::Old), lines(Some("fixed"), Side::New)),
            In::Old | In::New => (Cell::words(status), absent()),
        },
        FindingKind::NotChecked => (Cell::words(status), Cell::words("not checked")),
    }
}
