//! Lines that differ as their template draws them: each with its sign.

use serde::Serialize;

use crate::view::{Lines, Stretch};

/// Lines as their template draws them.
#[derive(Debug, Serialize)]
pub(super) struct LinesDrawing<'a> {
    old: &'a str,
    new: &'a str,
    stretches: &'a [Stretch],
}

/// Draws lines.
pub(super) fn draw(lines: &Lines) -> LinesDrawing<'_> {
    let Lines { old, new, stretches } = lines;
    LinesDrawing { old, new, stretches }
}
