//! In section 10: what expires before the next review, and what rests on it.

use std::collections::BTreeSet;

use crate::model::report::{Expiry, ExpiryKind, Horizon, HorizonSetBy};
use crate::model::{Day, Id, Outcome};
use crate::view::context::Context;
use crate::view::{Block, Cell, Column, Row, Table, Text, labels, phrase};

/// The subsection without its heading.
pub(super) fn blocks(context: &Context<'_>) -> Vec<Block> {
    let report = context.report;
    let review = report.report.next_review.as_deref();
    let horizon = Horizon::of(review, report.as_of);
    let span = span(horizon, review, report.as_of);
    if report.forecast.is_empty() {
        return vec![Block::says(format!("No waiver and no evidence expires {span}."))];
    }
    let count = |kind| {
        let of_kind = report.forecast.iter().filter(|expiry| expiry.kind == kind);
        // A piece of evidence is there once for each age limit.
        of_kind.map(|expiry| &expiry.id).collect::<BTreeSet<_>>().len()
    };
    let (waivers, evidence) = (count(ExpiryKind::Waiver), count(ExpiryKind::Evidence));
    let parts: Vec<String> =
        [(waivers, "waiver", "waivers"), (evidence, "piece of evidence", "pieces of evidence")]
            .into_iter()
            .filter(|(count, _, _)| *count > 0)
            .map(|(count, one, many)| labels::counted(count, one, many))
            .collect();
    let verb = if waivers + evidence == 1 { "expires" } else { "expire" };
    let columns = vec![
        Column::words("Last day", 2),
        Column::subject("What expires", 5),
        Column::words("What rests on it", 5),
    ];
    let rows = report.forecast.iter().map(|expiry| row(context, expiry)).collect();
    let caption = format!("{} {verb} before {}", labels::listed(&parts), horizon.until);
    vec![
        Block::says(format!("What follows holds, or will, and expires {span}.")),
        Block::Table(Table::of(caption, columns, rows)),
    ]
}

/// "before the next review, on 2025-09-27".
fn span(horizon: Horizon, review: Option<&str>, as_of: Day) -> String {
    let until = horizon.until;
    let review = review.unwrap_or_default();
    let days = format!("in the {} days before {until}", Horizon::DAYS);
    match horizon.set_by {
        HorizonSetBy::Review => format!("before the next review, on {until}"),
        HorizonSetBy::NoReview => format!("{days}; no next review is stated"),
        HorizonSetBy::VagueReview => {
            format!("{days}; the next review is stated as “{review}”, which is no date")
        }
        HorizonSetBy::PastReview => {
            format!("{days}; the review stated as next, {review}, is not after {as_of}")
        }
    }
}

fn row(context: &Context<'_>, expiry: &Expiry) -> Row {
    let name = Text(vec![context.name(expiry.id.as_str())]);
    let title = context.title(expiry.id.as_str()).unwrap_or_default();
    let what = match expiry.kind {
        ExpiryKind::Waiver => Text::plain("Waiver ").and_text(name),
        ExpiryKind::Evidence => Text::plain("Evidence ").and_text(name),
    };
    let what = if title.is_empty() { what } else { what.and_plain(format!(": {title}")) };
    Row::plain(vec![
        Cell::words(expiry.day.to_string()),
        Cell::of(what),
        match expiry.kind {
            ExpiryKind::Waiver => Cell::of(gates(context, &expiry.turns)),
            ExpiryKind::Evidence => Cell::of(claims(context, &expiry.turns)),
        },
    ])
}

/// The gates that a waiver lifts, other waivers perhaps as well: "`G3` would fail without waivers".
fn gates(context: &Context<'_>, ids: &[Id]) -> Text {
    if ids.is_empty() {
        return Text::plain("no gate");
    }
    let one = |id: &Id| {
        let gate = context.report.gates.iter().find(|gate| gate.id == *id);
        let would = match gate.and_then(|gate| gate.without_waivers) {
            Some(Outcome::Fail) => " would fail without waivers",
            Some(Outcome::Undetermined) => " would be undetermined without waivers",
            Some(Outcome::Waived | Outcome::Pass) | None => " would no longer be waived",
        };
        Text(vec![context.gate(id.as_str())]).and_plain(would)
    };
    Text::join(ids.iter().map(one), ", ")
}

/// The claims that the evidence would be too old for.
fn claims(context: &Context<'_>, ids: &[Id]) -> Text {
    let ids: Vec<&Id> = ids.iter().collect();
    Text::plain("stale then for ").and_text(context.first_names(&ids, phrase::FEW))
}
