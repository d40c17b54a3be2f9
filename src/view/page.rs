//! A page of a site that is neither a report nor a comparison: the same sections of the same blocks, under a plainer head.

use serde::Serialize;

use super::{Fact, Mark, Section, Text};

/// A page of a site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// For the window's title and for what others show of the page.
    pub title: String,
    /// What it says, in a sentence, for what others show of the page.
    pub description: String,
    /// The day as of which ages and dates are told; none where nothing on the page depends on it.
    pub as_of: Option<String>,
    /// Its heading.
    pub heading: String,
    /// Labels and values below the heading.
    pub facts: Vec<Fact>,
    /// What stands before the sections.
    pub headline: Headline,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// What a reader may do on it, with script.
    pub tool: Tool,
}

/// What a reader may do on a page. It needs script, and says so where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// Sort tables, and show a part of their rows.
    #[default]
    Tables,
    /// Search all that is published.
    Search,
    /// Compare any two reports of a system.
    Compare,
}

/// What stands before a page's sections.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "headline", rename_all = "snake_case")]
pub enum Headline {
    /// Nothing.
    None,
    /// A verdict.
    Verdict {
        /// Its mark.
        mark: Mark,
        /// The same as a sentence, and where to read on.
        sentence: Text,
    },
    /// How many there are of each state.
    Tally {
        /// Each state, with its number in print.
        counts: Vec<Count>,
    },
}

/// How many there are of a state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Count {
    /// The state.
    pub mark: Mark,
    /// How many, in print.
    pub number: String,
}
