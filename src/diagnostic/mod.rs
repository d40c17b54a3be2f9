//! Messages about our inputs and ourselves. Findings are about the subject; these are not.
//!
//! A message is made with [`Diagnostic::error`] and its sisters, and printed by one of [`human`],
//! [`json`], [`github`] and [`sarif`]. Every code stands in [`CODES`].

mod builder;
mod codes;
mod cut;
mod excerpt;
mod github;
mod human;
mod json;
mod lines;
mod nearest;
mod sarif;
mod span;
mod visible;

use serde::Serialize;

pub use codes::{CODES, explanation};
pub use cut::cut;
pub use github::github;
pub use human::{Colour, Sources, human};
pub use json::json;
pub use lines::Lines;
pub use nearest::nearest;
pub use sarif::sarif;
pub use span::{Place, Span, step};
pub use visible::visible;

/// A message with a stable code, a place and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, kebab-case, such as `dangling-reference`; one of [`CODES`].
    pub code: &'static str,
    /// How bad.
    pub level: Level,
    /// What is wrong: a lower-case fragment that reads after "error:".
    pub message: String,
    /// Where, as far as it is known.
    pub place: Option<Place>,
    /// What to do.
    pub help: Option<String>,
}

/// How bad a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The input can't be used.
    Error,
    /// It can be used, and the report says so.
    Warning,
    /// Worth knowing.
    Note,
}
