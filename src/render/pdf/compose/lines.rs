//! Lines that differ: a sign stands where an excerpt has its numbers, and what was added stands on the ground that
//! selected lines have.

use super::excerpt::{Fit, Ground, Runs, WIDE, number};
use crate::render::pdf::clean::{Room, line};
use crate::render::pdf::sheet::{self, Piece, Words};
use crate::view::{Lines, Stretch};

/// More lines than this may be divided between pages.
const MANY_LINES: usize = 20;

pub(super) fn lines(lines: &Lines) -> sheet::Lines {
    let mut set = Set::default();
    for stretch in &lines.stretches {
        match stretch {
            Stretch::Same { lines } => set.add(Ground::Sunk, " ", lines),
            Stretch::LeftOut { words } => set.one(Ground::Sunk, "⋮", words),
            Stretch::Changed { removed, added } => {
                set.add(Ground::Sunk, "\u{2212}", removed);
                set.add(Ground::Lit, "+", added);
            }
        }
    }
    sheet::Lines { runs: set.runs.done, splits: set.lines > MANY_LINES }
}

#[derive(Default)]
struct Set {
    runs: Runs,
    lines: usize,
}

impl Set {
    fn add(&mut self, ground: Ground, sign: &str, lines: &[String]) {
        for line in lines {
            self.one(ground, sign, line);
        }
    }

    fn one(&mut self, ground: Ground, sign: &str, text: &str) {
        let words = line(text, Room::line(WIDE));
        let width = words.width();
        self.lines += 1 + width / WIDE;
        let mut set = vec![number(sign, None)];
        match words {
            Words::One(text) => set.push(Piece::Run(text)),
            Words::Many(pieces) => set.extend(pieces),
        }
        let fit = if width <= WIDE { Fit::Line } else { Fit::Wraps };
        self.runs.add(ground, fit, set);
    }
}
