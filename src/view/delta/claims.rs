//! Section 4: claims that differ, the worse first, with the evidence that came and went.

use super::Content;
use super::context::{Changes, DIRECTIONS, In, by_direction, group_title, said, sentence};
use super::fields::{self, Side};
use crate::model::delta::{ClaimChange, Direction};
use crate::model::{ClaimState, Id};
use crate::view::{
    AnchorKind, Block, Cell, Column, Facet, Group, Mark, Row, Span, Table, Text, facet, labels,
};

/// The states in which a claim may be now, the worst first.
const STATES: [ClaimState; 6] = [
    ClaimState::Refuted,
    ClaimState::Broken,
    ClaimState::Stale,
    ClaimState::Unsupported,
    ClaimState::NotApplicable,
    ClaimState::Supported,
];

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let claims = &changes.delta.claims;
    let same = same(changes.delta.same_claims);
    if claims.is_empty() {
        return Content::empty(&format!("No claim differs. {same}"));
    }
    let columns = vec![
        Column::subject("Claim", 6),
        changes.old_column(2),
        changes.new_column(2),
        Column::words("Cause", 2),
    ];
    let groups = DIRECTIONS.into_iter().filter_map(|direction| {
        let chosen = claims.iter().filter(|claim| claim.direction == direction);
        let rows: Vec<Row> = chosen.map(|claim| row(changes, claim)).collect();
        let title = group_title(direction, rows.len());
        (!rows.is_empty()).then(|| Group::titled(title, rows))
    });
    let verb = if claims.len() == 1 { "differs" } else { "differ" };
    let caption = format!(
        "{} {verb}: {}",
        labels::counted(claims.len(), "claim", "claims"),
        by_direction(&claims.iter().map(|claim| claim.direction).collect::<Vec<_>>())
    );
    let worse = claims.iter().filter(|claim| claim.direction == Direction::Worse).count();
    let tally = match worse {
        0 => format!("{} differ", labels::number(claims.len())),
        worse => format!("{} worse", labels::number(worse)),
    };
    let facets = vec![Facet::marked("Direction", &DIRECTIONS), Facet::marked("State now", &STATES)];
    let table = Table { facets, ..Table::grouped(caption, columns, groups.collect()) };
    Content { tally, blocks: vec![Block::Table(table), Block::says(same)] }
}

fn same(count: u64) -> String {
    match count {
        0 => "No claim is the same in both reports.".to_owned(),
        1 => "1 claim is the same in both reports.".to_owned(),
        many => format!("{} claims are the same in both reports.", labels::number(many)),
    }
}

fn row(changes: &Changes<'_>, claim: &ClaimChange) -> Row {
    let side = In::from(claim.change);
    let state = |state: Option<ClaimState>| {
        state.map_or_else(Changes::absent, |state| Cell::marked(Mark::from(state)))
    };
    let with_fields = |cell: Cell, side| match cell.mark {
        Some(_) => cell.noted([fields::lines(&claim.fields, side)]),
        None => cell,
    };
    Row::at(
        Changes::anchor(AnchorKind::Claim, &claim.id, side),
        vec![
            Cell::of(said(&claim.statement)).noted(notes(changes, claim, side)),
            with_fields(state(claim.old), Side::Old),
            with_fields(state(claim.new), Side::New),
            Cell::words(labels::causes(&claim.causes)),
        ],
    )
    .of_kinds(vec![
        facet::kind(&DIRECTIONS, &claim.direction),
        claim.new.and_then(|state| facet::kind(&STATES, &state)),
    ])
}

fn notes(changes: &Changes<'_>, claim: &ClaimChange, side: In) -> Vec<Text> {
    let mut notes = vec![changes.ids(AnchorKind::Claim, &claim.id, None, side)];
    if !claim.because.trim().is_empty() {
        let because = claim.because.trim();
        let when = if side == In::Old { "It was so because: " } else { "Because: " };
        notes.push(Text::plain(when).and_text(sentence(because)));
    }
    let ids = |ids: &[Id]| ids.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>();
    let evidence = [
        ("Evidence added: ", claim.evidence_added.clone()),
        ("Evidence lost: ", claim.evidence_lost.clone()),
        ("Evidence replaced by other bytes: ", ids(&claim.evidence_replaced)),
        ("Evidence collected again, with the same bytes: ", ids(&claim.evidence_recollected)),
    ];
    for (label, names) in evidence.into_iter().filter(|(_, names)| !names.is_empty()) {
        let named = names.into_iter().filter(|name| !name.is_empty());
        let named = named.map(|name| Text(vec![Span::Code { text: name }]));
        notes.push(Text::plain(label).and_text(Text::join(named, ", ")));
    }
    notes
}
