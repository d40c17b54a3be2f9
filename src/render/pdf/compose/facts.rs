//! Labels and values: short ones stand side by side.

use super::Composer;
use super::text::{length, longest_line};
use crate::render::pdf::clean::{Room, words};
use crate::render::pdf::sheet::{self, Made, Piece, Words};
use crate::view::{Fact, Span, Text};

/// A value of at most so many characters fits into half a line.
const HALF_A_LINE: usize = 30;

/// A label of at most so many characters fits into its column; a longer one is followed by its value.
const LABEL: usize = 22;

/// The same of the second label of a line.
const SECOND_LABEL: usize = 17;

/// How many columns the front page's facts stand in.
const COVER_COLUMNS: u8 = 4;

impl Composer<'_> {
    pub(super) fn facts(&self, facts: &[Fact]) -> Vec<sheet::FactRow> {
        let mut rows: Vec<sheet::FactRow> = Vec::new();
        let mut half_free = false;
        for fact in facts {
            let label = fact.label.chars().count();
            let short = length(&fact.value) <= HALF_A_LINE && breaks(&fact.value) == 0;
            let room = if short { Room::column(HALF_A_LINE) } else { Room::PAGE };
            let value = self.text(&fact.value, room);
            let short = short && !has_points(&value);
            let set = sheet::Fact {
                label: words(&fact.label, Room::PAGE),
                value,
                runs_on: label > LABEL,
            };
            match rows.last_mut() {
                Some(row) if short && half_free && label <= SECOND_LABEL => {
                    row.push(set);
                    half_free = false;
                }
                Some(_) | None => {
                    rows.push(vec![set]);
                    half_free = short && label <= LABEL;
                }
            }
        }
        rows
    }

    /// The front page's facts, on four columns.
    pub(super) fn cover_facts(&self, facts: &[Fact]) -> Vec<sheet::CoverFact> {
        let spans = packed(facts.iter().map(|fact| match longest_line(&fact.value) {
            0..=20 => 1,
            21..=44 => 2,
            _ => COVER_COLUMNS,
        }));
        let set = |(fact, span): (&Fact, u8)| {
            let room = if span == 1 { Room::column(20) } else { Room::PAGE };
            let value = self.text(&fact.value, room);
            sheet::CoverFact { label: words(&fact.label, Room::column(20)), value, span }
        };
        facts.iter().zip(spans).map(set).collect()
    }
}

/// The columns that cells of these widths take. Typst refuses one that runs over the last column: where a cell doesn't
/// fit into what is left of a line, the one before it takes that too.
fn packed(widths: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut spans: Vec<u8> = Vec::new();
    let mut free = COVER_COLUMNS;
    for width in widths {
        if width > free {
            if let Some(last) = spans.last_mut() {
                *last += free;
            }
            free = COVER_COLUMNS;
        }
        spans.push(width);
        free -= width;
    }
    spans
}

/// How many new lines a text has.
fn breaks(text: &Text) -> usize {
    text.0.iter().filter(|span| matches!(span, Span::Break)).count()
}

/// Whether a code point stands in place of a character, wider than that.
fn has_points(words: &Words) -> bool {
    match words {
        Words::One(_) => false,
        Words::Many(pieces) => pieces.iter().any(|piece| match piece {
            Piece::Run(_) => false,
            Piece::Made(Made::Point { .. }) => true,
            Piece::Made(made) => made.words().is_some_and(has_points),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_runs_over_the_last_column() {
        let spans = |widths: &[u8]| packed(widths.iter().copied());
        assert_eq!(spans(&[1, 1, 1, 4]), [1, 1, 2, 4]);
        assert_eq!(spans(&[1, 2, 2, 1, 1]), [1, 3, 2, 1, 1]);
        assert_eq!(spans(&[4, 4, 1]), [4, 4, 1]);
        assert_eq!(spans(&[1, 1, 1, 1, 1, 4]), [1, 1, 1, 1, 4, 4]);
        assert!(spans(&[]).is_empty());
    }

    #[test]
    fn a_code_point_is_found_wherever_it_stands() {
        assert!(has_points(&words("a \u{2705}", Room::PAGE)));
        assert!(!has_points(&words("a b", Room::PAGE)));
        let inner = words("\u{2705}", Room::PAGE);
        let inside = |words| Words::Many(vec![Piece::Made(Made::Code { words })]);
        assert!(has_points(&inside(inner)) && !has_points(&inside(Words::One("a".to_owned()))));
    }
}
