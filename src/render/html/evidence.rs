//! The lines of an excerpt as their template draws them.

use serde::Serialize;

use crate::view::ExcerptLine;

/// A line as its template draws it.
#[derive(Debug, Serialize)]
pub(super) struct LineDrawing<'a> {
    /// Whether lines are left out before it.
    gap: bool,
    #[serde(flatten)]
    line: &'a ExcerptLine,
}

/// Draws the lines of an excerpt.
pub(super) fn draw(excerpt: &[ExcerptLine]) -> Vec<LineDrawing<'_>> {
    let mut last = None;
    excerpt
        .iter()
        .map(|line| {
            let gap = last.is_some_and(|last: usize| line.number != last.saturating_add(1));
            last = Some(line.number);
            LineDrawing { gap, line }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_in_the_numbers_is_a_gap() {
        let line = |number| ExcerptLine {
            number,
            text: String::new(),
            left_out: 0,
            anchor: None,
            used_by: Vec::new(),
            more_users: 0,
        };
        let excerpt = [line(3), line(4), line(9), line(10)];
        let gaps: Vec<bool> = draw(&excerpt).iter().map(|line| line.gap).collect();
        assert_eq!(gaps, [false, false, true, false]);
    }
}
