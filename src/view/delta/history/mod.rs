//! History → Document: what became of findings and claims over several versions, in the same kinds of block as a report.

mod chain;
mod claims;
mod cover;
mod findings;
mod made;
mod names;
mod runs;
mod trend;
mod versions;

#[cfg(test)]
pub(crate) mod specimen;
#[cfg(test)]
mod tests;

use self::chain::Chain;
use super::{Content, unique};
use crate::model::delta::History;
use crate::model::{Digest, Verdict};
use crate::view::{Anchor, Document, DocumentKind, Mark, Section, labels};

/// Where the reports lie, so that ids lead into them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryOptions {
    /// The page of each version's report, from the oldest to the newest: a path relative to the document, with `/`
    /// between parts and not encoded, or an `https:` address. The ids of one without it are plain.
    pub reports: Vec<Option<String>>,
}

/// A section of the document.
struct HistorySection {
    /// Its anchor.
    name: &'static str,
    /// Its heading.
    title: &'static str,
    /// What it says.
    content: fn(&Chain<'_>) -> Content,
}

/// All sections in order; the first has number 1.
const SECTIONS: [HistorySection; 4] = [
    HistorySection { name: "versions", title: "Versions", content: versions::content },
    HistorySection { name: "findings", title: "Findings", content: findings::content },
    HistorySection { name: "claims", title: "Claims", content: claims::content },
    HistorySection { name: "made", title: "How this was made", content: made::content },
];

/// Says what became of findings and claims: in this order and these words in every format.
///
/// `digest` is that of the history's file, which the document names.
#[must_use]
pub fn history_document(history: &History, digest: &Digest) -> Document {
    history_document_with(history, digest, &HistoryOptions::default())
}

/// The same with ids that lead into the reports.
#[must_use]
pub fn history_document_with(
    history: &History,
    digest: &Digest,
    options: &HistoryOptions,
) -> Document {
    let chain = Chain::of(history, digest, options);
    let title = chain.names.title.clone();
    let newest = history.versions.last();
    // Of no version nothing is known.
    let verdict = newest.map_or(Verdict::InsufficientEvidence, |version| version.report.verdict);
    let as_of =
        newest.map_or_else(|| "no day".to_owned(), |version| version.report.as_of.to_string());
    let sections = (1..).zip(&SECTIONS).map(|(number, section)| {
        let said = (section.content)(&chain);
        Section {
            anchor: Anchor::section(section.name),
            number: Some(number),
            title: section.title.to_owned(),
            tally: said.tally,
            blocks: said.blocks,
        }
    });
    let mut document = Document {
        kind: DocumentKind::History,
        title: format!("{title}: {}, {as_of}", labels::verdict(verdict)),
        running: title,
        running_verdict: format!("{} as of {as_of}", Mark::from(verdict).word),
        as_of,
        made_by: history.signoff_version.clone(),
        cover: cover::cover(&chain, verdict),
        sections: sections.collect(),
    };
    unique::unique(&mut document);
    document
}
