//! Delta → Document: what changed between two reports and why, in the same kinds of block as a report.

mod causes;
mod claims;
mod comment;
mod context;
mod contradictions;
mod cover;
mod evidence;
mod fields;
mod finding_row;
mod findings;
mod gates;
mod history;
mod lines;
mod made;
mod measures;
mod narrative;
mod policy;
mod scores;
mod sides;
mod since;
mod standing;
mod things;
mod unique;
mod words;

#[cfg(test)]
pub(crate) mod specimen;
#[cfg(test)]
mod tests;

pub use comment::{Comment, CommentLinks, comment};
#[cfg(test)]
pub(crate) use history::specimen as history_specimen;
pub use history::{HistoryOptions, history_document, history_document_with};
pub(super) use since::{section as changes_section, sentence as changes_sentence};

use self::context::Changes;
use super::{Anchor, Block, Document, DocumentKind, Mark, Section, labels};
use crate::model::Digest;
use crate::model::delta::Delta;

/// Where the two reports lie, so that ids lead into them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeltaOptions {
    /// The page of the earlier report: a path relative to the document, with `/` between parts and not encoded, or an
    /// `https:` address. Without one, its ids are plain.
    pub old_report: Option<String>,
    /// The same of the later report.
    pub new_report: Option<String>,
}

/// A section of the document.
struct DeltaSection {
    /// Its anchor.
    name: &'static str,
    /// Its heading.
    title: fn(&Changes<'_>) -> &'static str,
    /// What it says.
    content: fn(&Changes<'_>) -> Content,
}

/// What a section says.
struct Content {
    /// What the contents print beside its title.
    tally: String,
    /// Its blocks.
    blocks: Vec<Block>,
}

impl Content {
    /// A section that has nothing to show says so.
    fn empty(sentence: &str) -> Self {
        Self { tally: "none".to_owned(), blocks: vec![Block::says(sentence)] }
    }
}

const fn section(
    name: &'static str,
    title: fn(&Changes<'_>) -> &'static str,
    content: fn(&Changes<'_>) -> Content,
) -> DeltaSection {
    DeltaSection { name, title, content }
}

/// All sections in order; the first has number 1.
const SECTIONS: [DeltaSection; 12] = [
    section("causes", causes::title, causes::content),
    section("gates", |_| "Gates", gates::content),
    section("findings", |_| "Findings", findings::content),
    section("claims", |_| "Claims", claims::content),
    section("measures", |_| "Measures", measures::content),
    section("scores", |_| "Scores", scores::content),
    section("evidence", |_| "Evidence and runs", evidence::content),
    section("standing", |_| "Waivers, sign-offs and actions", standing::content),
    section("contradictions", |_| "Contradictions", contradictions::content),
    section("policy", |_| "Policy and subject", policy::content),
    section("narrative", |_| "Narrative", narrative::content),
    section(made::NAME, |_| "How this was made", made::content),
];

/// Says what changed between two reports: in this order and these words in every format.
///
/// `digest` is that of the delta's file, which the document names.
#[must_use]
pub fn delta_document(delta: &Delta, digest: &Digest) -> Document {
    delta_document_with(delta, digest, &DeltaOptions::default())
}

/// The same with ids that lead into the two reports.
#[must_use]
pub fn delta_document_with(delta: &Delta, digest: &Digest, options: &DeltaOptions) -> Document {
    let changes = Changes::of(delta, digest, options);
    let title = changes.sides.title.clone();
    let (was, is) = (labels::verdict(delta.verdict.old), labels::verdict(delta.verdict.new));
    let sections = (1..).zip(&SECTIONS).map(|(number, section)| {
        let said = (section.content)(&changes);
        Section {
            anchor: Anchor::section(section.name),
            number: Some(number),
            title: (section.title)(&changes).to_owned(),
            tally: said.tally,
            blocks: said.blocks,
        }
    });
    let mut document = Document {
        kind: DocumentKind::Changes,
        title: format!("{title}: was {was}, is {is}"),
        running: title,
        running_verdict: format!(
            "{} as of {}",
            Mark::from(delta.verdict.new).word,
            delta.new.as_of
        ),
        as_of: delta.new.as_of.to_string(),
        made_by: delta.signoff_version.clone(),
        cover: cover::cover(&changes),
        sections: sections.collect(),
    };
    unique::unique(&mut document);
    document
}
