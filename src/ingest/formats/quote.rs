//! What a checker printed, in a finding: foreign text, and mostly a trace.

use std::fmt::Write as _;

/// How much of a message is a title, in bytes.
const TITLE: usize = 300;

/// Adds a block of code with a fence that its text doesn't hold.
pub(super) fn fence(text: &str, body: &mut String) {
    let longest = text.split(|c: char| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    // Writing to a String can't fail.
    let _ = write!(body, "{fence}text\n{text}\n{fence}\n\n");
}

/// A name, and the first line of what is said of it.
pub(super) fn title(name: &str, said: &str) -> String {
    if said.is_empty() || said == name {
        return name.to_owned();
    }
    let end = said.floor_char_boundary(TITLE.min(said.len()));
    let (said, cut) = match said.get(..end) {
        Some(start) if end < said.len() => (start, "…"),
        _ => (said, ""),
    };
    format!("{name}: {said}{cut}")
}
