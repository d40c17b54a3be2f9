//! Labels and values: short ones stand side by side.

use super::Composer;
use super::text::length;
use crate::render::pdf::clean::{Room, words};
use crate::render::pdf::sheet;
use crate::view::Fact;

/// A value of at most so many characters fits into half a line.
const HALF_A_LINE: usize = 30;

/// A label is set in a column of about so many characters.
const LABEL: Room = Room::PAGE;

impl Composer<'_> {
    pub(super) fn facts(&self, facts: &[Fact]) -> Vec<sheet::FactRow> {
        let mut rows: Vec<sheet::FactRow> = Vec::new();
        let mut half_free = false;
        for fact in facts {
            let short = length(&fact.value) <= HALF_A_LINE;
            let room = if short { Room::column(HALF_A_LINE) } else { Room::PAGE };
            let set = sheet::Fact {
                label: words(&fact.label, LABEL),
                value: self.text(&fact.value, room),
            };
            match rows.last_mut() {
                Some(row) if short && half_free => {
                    row.push(set);
                    half_free = false;
                }
                Some(_) | None => {
                    rows.push(vec![set]);
                    half_free = short;
                }
            }
        }
        rows
    }

    /// The front page's facts, on four columns.
    pub(super) fn cover_facts(&self, facts: &[Fact]) -> Vec<sheet::CoverFact> {
        let set = facts.iter().map(|fact| {
            let (span, room) = match length(&fact.value) {
                0..=20 => (1, Room::column(20)),
                21..=44 => (2, Room::PAGE),
                _ => (4, Room::PAGE),
            };
            sheet::CoverFact {
                label: words(&fact.label, Room::column(20)),
                value: self.text(&fact.value, room),
                span,
            }
        });
        set.collect()
    }
}
