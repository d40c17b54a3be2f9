//! Lines of a file. Each with a row of its own would cost more than the rest of the report: neighbours that look
//! alike are one paragraph, with their numbers in it.

use std::fmt::Write as _;

use super::Composer;
use crate::render::pdf::clean::{Room, line};
use crate::render::pdf::sheet::{Made, Piece, Run, Words};
use crate::view::{ExcerptLine, Text};

/// A line of the page holds so many characters beside the number.
pub(super) const WIDE: usize = 94;

/// Between a line and those who rely on it.
const GAP: usize = 2;

/// So many digits stand in line; what follows them is kept apart.
const DIGITS: usize = 5;

/// A paragraph has at most so many lines.
const LINES_A_RUN: usize = 40;

impl Composer<'_> {
    pub(super) fn excerpt(&mut self, lines: &[ExcerptLine]) -> Vec<Run> {
        let mut runs = Runs::default();
        let mut before = None;
        for excerpt in lines {
            if before.is_some_and(|before| excerpt.number != before + 1) {
                runs.add(Ground::Sunk, Fit::Line, vec![number("⋮", None)]);
            }
            before = Some(excerpt.number);
            let (fit, set) = self.line(excerpt);
            let ground = if excerpt.anchor.is_some() { Ground::Lit } else { Ground::Sunk };
            runs.add(ground, fit, set);
        }
        runs.done
    }

    fn line(&mut self, excerpt: &ExcerptLine) -> (Fit, Vec<Piece>) {
        let label = self.label_of(excerpt.anchor.as_ref());
        let mut text = excerpt.text.clone();
        if excerpt.left_out > 0 {
            // Writing to a String can't fail.
            let _ = write!(text, " … {} more characters", excerpt.left_out);
        }
        let mut set = vec![number(&excerpt.number.to_string(), label)];
        let words = line(&text, Room::line(WIDE));
        let width = words.width();
        match words {
            Words::One(text) => set.push(Piece::Run(text)),
            Words::Many(pieces) => set.extend(pieces),
        }
        let mut users = Text::join(excerpt.used_by.iter().cloned(), ", ");
        if excerpt.more_users > 0 {
            users = users.and_plain(format!(" and {} more", excerpt.more_users));
        }
        // A jump into another volume names it, and so is longer than what the view says.
        let words = self.text(&users, Room::PAGE);
        let fit = match width.saturating_add(words.width() + GAP) {
            _ if users.is_empty() && width <= WIDE => Fit::Line,
            both if both <= WIDE => Fit::Opens,
            _ => Fit::Wraps,
        };
        if !users.is_empty() {
            if fit == Fit::Wraps {
                set.push(Piece::Made(Made::Break));
            }
            let words = if fit == Fit::Wraps { words } else { unboxed(words) };
            set.push(Piece::Made(Made::Aside { words }));
        }
        (fit, set)
    }
}

/// Where all fits on the line, no jump need be kept on one.
fn unboxed(words: Words) -> Words {
    match words {
        Words::One(run) => Words::One(run),
        Words::Many(pieces) => Words::Many(pieces.into_iter().map(unboxed_piece).collect()),
    }
}

fn unboxed_piece(mut piece: Piece) -> Piece {
    if let Piece::Made(Made::Link { whole, .. }) = &mut piece {
        *whole = false;
    }
    piece
}

/// A line's number, or what stands for lines that are left out.
pub(super) fn number(number: &str, label: Option<String>) -> Piece {
    Piece::Made(Made::Number { text: format!("{number:>DIGITS$}  "), label })
}

/// How a line sits with its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is one line.
    Line,
    /// It is one line with those who rely on it at its end: a new run begins.
    Opens,
    /// It takes more than one, and so has a paragraph of its own.
    Wraps,
}

/// On what a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// It is selected.
    Lit,
    /// It stands beside what is.
    Sunk,
}

/// Lines on their way to become runs.
#[derive(Default)]
pub(super) struct Runs {
    pub(super) done: Vec<Run>,
    lines: usize,
}

impl Runs {
    pub(super) fn add(&mut self, ground: Ground, fit: Fit, set: Vec<Piece>) {
        let selected = ground == Ground::Lit;
        match self.done.last_mut() {
            Some(last)
                if last.selected == selected
                    && !last.hangs
                    && fit == Fit::Line
                    && self.lines < LINES_A_RUN =>
            {
                self.lines += 1;
                last.words.push(Piece::Made(Made::Break));
                last.words.extend(set);
            }
            Some(_) | None => {
                self.lines = 1;
                self.done.push(Run { selected, hangs: fit == Fit::Wraps, words: set });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_look_alike_are_one_run() {
        let mut runs = Runs::default();
        let line = |text: &str| vec![Piece::Run(text.to_owned())];
        runs.add(Ground::Lit, Fit::Opens, line("1"));
        runs.add(Ground::Lit, Fit::Line, line("2"));
        runs.add(Ground::Lit, Fit::Opens, line("3"));
        runs.add(Ground::Sunk, Fit::Line, line("4"));
        runs.add(Ground::Sunk, Fit::Wraps, line("5"));
        runs.add(Ground::Sunk, Fit::Line, line("6"));
        let sizes: Vec<usize> = runs.done.iter().map(|run| run.words.len()).collect();
        assert_eq!(sizes, [3, 1, 1, 1, 1]);
        assert!(runs.done[3].hangs && runs.done[1].selected && !runs.done[2].selected);
        let mut long = Runs::default();
        (0..=LINES_A_RUN).for_each(|_| long.add(Ground::Lit, Fit::Line, line("x")));
        assert_eq!(long.done.len(), 2);
    }

    #[test]
    fn the_volume_that_a_jump_names_is_counted() {
        let words = Words::Many(vec![Piece::Run(" (annex 1)".to_owned())]);
        let jump = Made::Uri { href: "report-annex-1.pdf".to_owned(), words };
        let both = Words::Many(vec![Piece::Run("F-1".to_owned()), Piece::Made(jump)]);
        assert_eq!(both.width(), 13);
    }
}
