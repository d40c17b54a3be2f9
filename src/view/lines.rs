//! Lines of a text that differ between two versions of it, with some of what is the same around them.

use serde::Serialize;

/// Lines that differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lines {
    /// What the earlier version is called: "0.9.0".
    pub old: String,
    /// What the later one is called.
    pub new: String,
    /// The stretches in order.
    pub stretches: Vec<Stretch>,
}

/// Lines that follow each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "stretch", rename_all = "snake_case")]
pub enum Stretch {
    /// Both versions have them.
    Same {
        /// The lines.
        lines: Vec<String>,
    },
    /// They aren't printed.
    LeftOut {
        /// How many there are of which: "12 lines the same".
        words: String,
    },
    /// The one version has these, the other those; one of them may have none.
    Changed {
        /// The lines of the earlier version.
        removed: Vec<String>,
        /// What stands in their place.
        added: Vec<String>,
    },
}
