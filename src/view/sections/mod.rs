//! The built-in sections, one file each. Their order and numbers are those of the table below.

mod actions;
mod artifacts;
mod checklist;
mod claim_tree;
mod claims;
mod contradictions;
mod declared;
mod evidence;
mod finding_facts;
mod finding_properties;
mod findings;
mod forecast;
mod gates;
mod made;
mod measures;
mod policy_rules;
mod problems;
mod runs;
mod scores;
mod signoff;
mod summary;
mod waivers;

use super::Block;
use super::context::Context;

/// A built-in section.
pub(super) struct BuiltInSection {
    /// Its anchor, and what a narrative section's `place` calls it.
    pub(super) name: &'static str,
    /// Its heading.
    pub(super) title: &'static str,
    /// What it says.
    pub(super) content: fn(&Context<'_>) -> Content,
}

/// What a section says.
pub(super) struct Content {
    /// What the contents print beside its title.
    pub(super) tally: String,
    /// Its blocks.
    pub(super) blocks: Vec<Block>,
}

impl Content {
    /// A section that has nothing to show says so.
    fn empty(sentence: &str) -> Self {
        Self { tally: "none".to_owned(), blocks: vec![Block::says(sentence)] }
    }
}

const fn section(
    name: &'static str,
    title: &'static str,
    content: fn(&Context<'_>) -> Content,
) -> BuiltInSection {
    BuiltInSection { name, title, content }
}

/// All sections in order; the first has number 1.
pub(super) const SECTIONS: [BuiltInSection; 12] = [
    section("summary", "Summary", summary::content),
    section("gates", "Gates", gates::content),
    section("scores", "Scores", scores::content),
    section("claims", "Claims", claims::content),
    section("measures", "Measures", measures::content),
    section("findings", "Findings", findings::content),
    section("contradictions", "Contradictions", contradictions::content),
    section("checklist", "Checklist", checklist::content),
    section("actions", "Actions", actions::content),
    section("signoff", "Conditions and sign-off", signoff::content),
    section("evidence", "Evidence", evidence::content),
    section("made", "How this was made", made::content),
];
