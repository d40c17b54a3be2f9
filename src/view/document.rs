//! The document: what is said, in which order and in which words, once for all formats.

use serde::Serialize;

use super::{Anchor, Block, Fact, Mark, Text};

/// A report, a delta or a history, ready to be rendered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// What it is made of.
    pub kind: DocumentKind,
    /// For the window's title, bookmarks and PDF metadata: subject, version, verdict, day.
    pub title: String,
    /// Subject and version, for running headers.
    pub running: String,
    /// "Not ready as of 2025-09-02", for running headers.
    pub running_verdict: String,
    /// The day as of which everything was judged, ISO 8601; also the documents' date.
    pub as_of: String,
    /// The version of Signoff that made it.
    pub made_by: String,
    /// What stands first.
    pub cover: Cover,
    /// The sections in order.
    pub sections: Vec<Section>,
}

/// What a document is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A report.
    Report,
    /// What changed between two reports.
    Changes,
    /// What became of findings and claims over several versions.
    History,
}

impl DocumentKind {
    /// What its files are called before the dot.
    #[must_use]
    pub fn stem(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Changes => "diff",
            Self::History => "history",
        }
    }

    /// What the file is called that programs read.
    #[must_use]
    pub fn data_file(self) -> &'static str {
        match self {
            Self::Report => "report.json",
            Self::Changes => "diff.json",
            Self::History => "history.json",
        }
    }

    /// How many numbered sections it has; one that has nothing to say keeps its number.
    #[must_use]
    pub fn section_count(self) -> u8 {
        match self {
            Self::Report | Self::Changes => 12,
            Self::History => 4,
        }
    }
}

impl Document {
    /// How many findings it prints in full.
    #[must_use]
    pub fn finding_count(&self) -> usize {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let findings = |block: &Block| match block {
            Block::Findings(findings) => findings.findings.len(),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Evidence(_)
            | Block::Prose(_)
            | Block::Lines(_) => 0,
        };
        blocks.map(findings).sum()
    }
}

/// What stands first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cover {
    /// What kind of document this is: "Production readiness report".
    pub over: String,
    /// Subject and version.
    pub title: String,
    /// Version, commit, environment, owner, policy, score and the rest.
    pub facts: Vec<Fact>,
    /// What it was before; none where nothing was.
    pub was: Option<Was>,
    /// The verdict's mark and word.
    pub verdict: Mark,
    /// The verdict as a sentence that counts.
    pub sentence: String,
    /// What a reader must know before the verdict is believed: a policy that nobody chose, the verdict without sign-offs.
    pub notes: Vec<Text>,
    /// What else a front page that stands alone holds; formats without pages leave it to the sections.
    pub front: Front,
}

/// The verdict before this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Was {
    /// Its mark.
    pub verdict: Mark,
    /// The same in words, for they stand beside the mark: "0.9.0 was not ready".
    pub words: String,
}

/// What a front page that stands alone holds besides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Front {
    /// Why it is not ready: at most six.
    pub why: Vec<Text>,
    /// "and 3 more in section 1".
    pub more: Option<Text>,
    /// What the way is called: "The shortest way to ready", or "A short way to ready" where it isn't proven, "On the
    /// way to ready" where nothing clears a gate.
    pub way_title: String,
    /// The way to ready, by step.
    pub way: Vec<Text>,
    /// Conditions, each with owner and date.
    pub conditions: Vec<Text>,
    /// Signature lines: one a role.
    pub signatures: Vec<Signature>,
    /// The digest of what is to be signed (SEMANTICS rule 20).
    pub of: String,
    /// The digest of the file that programs read: report.json of a report.
    pub report_digest: String,
}

/// A signature line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// In which role.
    pub role: String,
    /// Who; may be nobody yet.
    pub name: String,
    /// What was decided, in words.
    pub decision: String,
    /// When, or empty.
    pub date: String,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Jump target.
    pub anchor: Anchor,
    /// Its number; narrative has none.
    pub number: Option<u8>,
    /// Its heading.
    pub title: String,
    /// What the contents print beside it, such as "7 fail".
    pub tally: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}
