//! The sheet: what the templates read, as data. Every string in it is clean, every label exists once,
//! every link's label exists. Shapes only.

mod chart;
mod prose;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Paper;

pub(super) use self::chart::{Asked, Bar, Chart, Form, Held, Look, Number, Placed, Trend};
pub(super) use self::prose::{Code, Footnote, Item, Node, ProseColumn, Side};
pub(super) use self::words::{Made, Piece, Words};

/// One volume.
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    pub(super) paper: Paper,
    /// For metadata and bookmarks.
    pub(super) title: String,
    pub(super) author: String,
    /// Year, month, day.
    pub(super) date: (i32, u32, u32),
    pub(super) running: Words,
    pub(super) running_verdict: Words,
    /// The drawn marks that occur, by drawing and colour.
    pub(super) marks: BTreeMap<String, Drawing>,
    pub(super) opening: Opening,
    pub(super) sections: Vec<Section>,
    /// The file for programs that is attached.
    pub(super) attached: Option<&'static str>,
}

/// A mark's drawing.
#[derive(Debug, Serialize)]
pub(super) struct Drawing {
    pub(super) colour: &'static str,
    pub(super) svg: &'static str,
}

/// What a volume begins with.
#[derive(Debug, Serialize)]
#[serde(tag = "opening", rename_all = "snake_case")]
pub(super) enum Opening {
    /// The main volume's front page.
    Front(Box<Front>),
    /// An annex volume's head.
    Annex(Annex),
}

/// The front page.
#[derive(Debug, Serialize)]
pub(super) struct Front {
    pub(super) over: Words,
    pub(super) as_of: Words,
    pub(super) title: Words,
    pub(super) facts: Vec<CoverFact>,
    pub(super) was: Option<Was>,
    pub(super) verdict: Mark,
    pub(super) colour: &'static str,
    pub(super) sentence: Words,
    pub(super) notes: Vec<Words>,
    pub(super) why: Vec<Words>,
    pub(super) more: Option<Words>,
    pub(super) way_title: Words,
    pub(super) way: Vec<Words>,
    pub(super) conditions: Vec<Words>,
    pub(super) signatures: Vec<Signature>,
    /// Whether they fit on one page; they are never split then.
    pub(super) signatures_whole: bool,
    pub(super) digests: Vec<Fact>,
    pub(super) made_by: Words,
    pub(super) volumes: Option<Volumes>,
}

/// The verdict before.
#[derive(Debug, Serialize)]
pub(super) struct Was {
    pub(super) drawing: String,
    pub(super) words: Words,
}

/// A fact of the front page.
#[derive(Debug, Serialize)]
pub(super) struct CoverFact {
    pub(super) label: Words,
    pub(super) value: Words,
    /// How many of four columns it takes.
    pub(super) span: u8,
}

/// A signature line.
#[derive(Debug, Serialize)]
pub(super) struct Signature {
    pub(super) role: Words,
    pub(super) name: Words,
    pub(super) decision: Words,
    pub(super) date: Words,
}

/// The volumes of a report that one can't hold.
#[derive(Debug, Serialize)]
pub(super) struct Volumes {
    pub(super) sentence: Words,
    /// What is counted.
    pub(super) heads: Vec<Words>,
    /// The main volume first.
    pub(super) rows: Vec<VolumeRow>,
    pub(super) totals: Vec<Words>,
    pub(super) annexes: Vec<AnnexVolume>,
}

/// How much of each is in one of them.
#[derive(Debug, Serialize)]
pub(super) struct VolumeRow {
    pub(super) name: Words,
    pub(super) counts: Vec<Words>,
}

/// What an annex volume holds, and its digest.
#[derive(Debug, Serialize)]
pub(super) struct AnnexVolume {
    pub(super) name: Words,
    pub(super) holds: Vec<Words>,
    pub(super) digest: Words,
}

/// The head of an annex volume.
#[derive(Debug, Serialize)]
pub(super) struct Annex {
    pub(super) over: Words,
    pub(super) as_of: Words,
    pub(super) title: Words,
    pub(super) sentence: Words,
    pub(super) holds: Vec<Words>,
    pub(super) digests: Vec<Fact>,
}

/// A section.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    pub(super) label: Option<String>,
    pub(super) number: Option<String>,
    pub(super) title: Words,
    /// The whole of a title that is too long for a heading.
    pub(super) whole: Option<Words>,
    pub(super) tally: Words,
    pub(super) blocks: Vec<Block>,
}

/// A block; the kinds are those of the view.
#[derive(Debug, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub(super) enum Block {
    Heading(Heading),
    Paragraph {
        text: Words,
        /// Whether it is kept with what follows: it introduces that.
        leads: bool,
    },
    List {
        numbered: bool,
        items: Vec<Words>,
    },
    Facts {
        rows: Vec<FactRow>,
        /// Whether they stay with the table that follows.
        leads: bool,
    },
    Table(Table),
    Figure {
        drawing: Chart,
    },
    Findings {
        findings: Vec<Finding>,
    },
    Evidence(Evidence),
    Prose {
        nodes: Vec<Node>,
        /// Whether its end stays with what follows.
        leads: bool,
    },
    Lines(Lines),
}

/// A heading inside a section.
#[derive(Debug, Serialize)]
pub(super) struct Heading {
    pub(super) label: Option<String>,
    pub(super) level: u8,
    pub(super) text: Words,
    pub(super) whole: Option<Words>,
}

/// One or two facts side by side.
pub(super) type FactRow = Vec<Fact>;

/// A label and its value.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub(super) label: Words,
    pub(super) value: Words,
    /// Whether the label is too long for its column.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) runs_on: bool,
}

/// A table.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that the template asks")]
pub(super) struct Table {
    pub(super) caption: Words,
    /// Whether the caption is kept with the table.
    pub(super) caption_sticks: bool,
    pub(super) columns: Vec<Column>,
    pub(super) groups: Vec<Group>,
    pub(super) foot: Option<Row>,
    /// Whether what a row is about is marked as its header.
    pub(super) row_headers: bool,
    /// Whether its head is low enough to be repeated on each page.
    pub(super) head_repeats: bool,
    /// Whether it is short enough to stay on one page.
    pub(super) whole: bool,
}

/// A column.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    pub(super) head: Words,
    /// In parts of the whole.
    pub(super) width: usize,
    pub(super) number: bool,
    pub(super) subject: bool,
}

/// Rows that belong together.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) label: Option<String>,
    pub(super) title: Option<Words>,
    /// Whether it is short enough to be kept with the first row.
    pub(super) title_sticks: bool,
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) label: Option<String>,
    pub(super) cells: Vec<Cell>,
    /// Whether it is too tall to be kept whole.
    pub(super) splits: bool,
}

/// A cell.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cell {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mark: Option<Mark>,
    pub(super) text: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<Words>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) chart: Option<Chart>,
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) depth: u8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(depth: &u8) -> bool {
    *depth == 0
}

/// A drawn mark and its word.
#[derive(Debug, Serialize)]
pub(super) struct Mark {
    /// Drawing and colour.
    pub(super) drawing: String,
    pub(super) word: &'static str,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub(super) label: Option<String>,
    pub(super) level: u8,
    pub(super) mark: Mark,
    pub(super) id: Words,
    pub(super) title: Words,
    /// The whole of what is too long for a heading.
    pub(super) whole: Vec<Words>,
    pub(super) note: Option<Words>,
    pub(super) body: Vec<Node>,
    pub(super) facts: Vec<FactRow>,
    pub(super) snippet: Vec<Words>,
    /// Whether it may be divided between pages.
    pub(super) splits: bool,
    /// Whether it opens a page: runs of pages are laid out side by side.
    pub(super) opens_page: bool,
}

/// A piece of evidence.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that the template asks")]
pub(super) struct Evidence {
    pub(super) label: Option<String>,
    pub(super) level: u8,
    pub(super) number: Words,
    pub(super) id: Words,
    /// Its title; its id where it has none.
    pub(super) title: Words,
    pub(super) named: bool,
    /// The whole of what is too long for a heading.
    pub(super) whole: Vec<Words>,
    pub(super) path: Words,
    pub(super) trouble: Option<Trouble>,
    pub(super) facts: Vec<FactRow>,
    pub(super) runs: Vec<Run>,
    pub(super) splits: bool,
    /// Whether its head is kept with its excerpt.
    pub(super) sticks: bool,
    /// Whether it opens a page, as some findings do.
    pub(super) opens_page: bool,
}

/// Lines that differ.
#[derive(Debug, Serialize)]
pub(super) struct Lines {
    pub(super) runs: Vec<Run>,
    /// Whether they may be divided between pages.
    pub(super) splits: bool,
}

/// What is wrong with a piece of evidence.
#[derive(Debug, Serialize)]
pub(super) struct Trouble {
    pub(super) mark: Mark,
    pub(super) text: Words,
}

/// Lines of an excerpt that look alike.
#[derive(Debug, Serialize)]
pub(super) struct Run {
    pub(super) selected: bool,
    /// Whether it is one line that wraps, and so hangs beside its number.
    pub(super) hangs: bool,
    pub(super) words: Vec<Piece>,
}
