//! Section 3: the claims over the versions. What does not hold in the newest comes first, then what does, then what it
//! doesn't have.

use super::super::Content;
use super::super::context::said;
use super::chain::Chain;
use super::runs;
use crate::model::ClaimState;
use crate::model::delta::ClaimHistory;
use crate::view::{AnchorKind, Block, Cell, Column, Group, Mark, Row, Table, Text, labels};

pub(super) fn content(chain: &Chain<'_>) -> Content {
    let claims = &chain.history.claims;
    if claims.is_empty() {
        return Content::empty("No version has a claim.");
    }
    let mut columns = vec![Column::subject("Claim", 4)];
    columns.extend(chain.columns(|| {
        vec![
            Column::side(chain.names.name(chain.len().saturating_sub(1)), 2),
            Column::words("What the versions say", 6),
        ]
    }));
    let groups = ClaimState::ALL.into_iter().map(Some).chain([None]);
    let groups = groups.filter_map(|state| group(chain, state)).collect();
    let count = labels::counted(claims.len(), "claim", "claims");
    let caption = format!("{count}, what does not hold before what does");
    let supported = of(chain, Some(ClaimState::Supported)).len();
    let (supported, all) = (labels::number(supported), labels::number(claims.len()));
    Content {
        tally: format!("{supported} of {all}"),
        blocks: vec![
            Block::says(sentence(chain)),
            Block::Table(Table::grouped(caption, columns, groups)),
        ],
    }
}

/// The claims that have that state in the newest version, or that it doesn't have; in their order.
fn of<'a>(chain: &Chain<'a>, state: Option<ClaimState>) -> Vec<&'a ClaimHistory> {
    let newest = |claim: &ClaimHistory| claim.states.last().copied().flatten();
    chain.history.claims.iter().filter(|claim| newest(claim) == state).collect()
}

/// "5 of 8 claims are supported in 1.0.0; in 0.7.0 it was 3 of 6."
pub(super) fn sentence(chain: &Chain<'_>) -> String {
    if chain.history.claims.is_empty() {
        return "No version has a claim.".to_owned();
    }
    let of = |version: usize| {
        let all = chain.history.claims.iter().filter_map(|claim| *claim.states.get(version)?);
        let all: Vec<ClaimState> = all.collect();
        let supported = all.iter().filter(|state| **state == ClaimState::Supported).count();
        format!("{} of {}", labels::number(supported), labels::number(all.len()))
    };
    let (newest, oldest) = (of(chain.len().saturating_sub(1)), of(0));
    format!(
        "Supported {}: {newest} claims; {}: {oldest}.",
        chain.names.newest(),
        chain.names.oldest()
    )
}

fn group(chain: &Chain<'_>, state: Option<ClaimState>) -> Option<Group> {
    let claims = of(chain, state);
    if claims.is_empty() {
        return None;
    }
    let word = labels::capitalised(&word(state));
    let (newest, count) = (chain.names.newest(), labels::number(claims.len()));
    let title = Text::plain(format!("{word} {newest}, {count}"));
    Some(Group::titled(title, claims.into_iter().map(|claim| row(chain, claim)).collect()))
}

fn row(chain: &Chain<'_>, claim: &ClaimHistory) -> Row {
    let last = claim.states.iter().rposition(Option::is_some);
    let id = chain.id(AnchorKind::Claim, &claim.id, last);
    let mut cells = vec![Cell::of(said(&claim.statement)).noted([id])];
    if chain.is_side_by_side() {
        let all = (0..chain.len()).map(|at| claim.states.get(at).copied().flatten());
        cells.extend(all.map(cell));
    } else {
        cells.push(cell(claim.states.last().copied().flatten()));
        cells.push(Cell::words(runs::told(&chain.names, &claim.states, word)));
    }
    Row::at(chain.anchor(AnchorKind::Claim, &claim.id, last), cells)
}

fn cell(state: Option<ClaimState>) -> Cell {
    state.map_or_else(|| Cell::words(word(None)), |state| Cell::marked(Mark::from(state)))
}

fn word(state: Option<ClaimState>) -> String {
    state.map_or_else(|| "not there".to_owned(), labels::claim_state)
}
