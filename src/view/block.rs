//! The kinds of block. A renderer is an exhaustive match over them, and each has a partial of the same
//! name in templates/: a kind that is added here can't be forgotten there.

use std::collections::BTreeMap;

use serde::Serialize;

use super::facet::{Facet, Kinds};
use super::lines::Lines;
use super::{Anchor, Chart, Mark, Text};

/// One block of a section.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A subsection's heading.
    Heading(Heading),
    /// A sentence or two of ours.
    Paragraph(Paragraph),
    /// A list of ours.
    List(List),
    /// Labels and values.
    Facts(Facts),
    /// Rows and columns.
    Table(Table),
    /// A drawing of what the words before it say.
    Figure(Figure),
    /// Findings in full.
    Findings(Findings),
    /// A piece of evidence with its excerpt.
    Evidence(Evidence),
    /// Somebody's Markdown.
    Prose(Prose),
    /// Lines that differ between two versions of a text.
    Lines(Lines),
}

/// A subsection's heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Heading {
    /// Jump target.
    pub anchor: Option<Anchor>,
    /// The words.
    pub text: Text,
}

/// A sentence or two of ours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paragraph {
    /// The words.
    pub text: Text,
}

/// A list of ours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct List {
    /// Whether order matters.
    pub order: Order,
    /// The items.
    pub items: Vec<Text>,
}

/// Whether a list's order matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// It is numbered.
    Numbered,
    /// It has bullets.
    Bulleted,
}

/// Labels and values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Facts {
    /// In order.
    pub facts: Vec<Fact>,
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value.
    pub value: Text,
}

/// A drawing of what the words before it say. Formats without drawings leave it out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The drawing.
    pub chart: Chart,
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// A sentence that counts what follows.
    pub caption: Text,
    /// What the drawings in it mean, after the caption; empty where it has none. Formats without drawings leave it out.
    pub legend: String,
    /// The columns, the status first where there is one.
    pub columns: Vec<Column>,
    /// What a reader may choose by among the rows.
    pub facets: Vec<Facet>,
    /// The rows, by group.
    pub groups: Vec<Group>,
    /// The sum, below a rule.
    pub foot: Option<Row>,
    /// How it behaves on a narrow page.
    pub narrow: Narrow,
}

/// How a table behaves on a narrow page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Narrow {
    /// Cells become lines, each with its head before it.
    Stacks,
    /// It scrolls sideways: arithmetic has to stay in rows.
    Scrolls,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// What stands in it.
    pub role: ColumnRole,
    /// Its width in parts of the page's, about: 12 is the whole. Formats that fit columns by themselves ignore it.
    pub width: u8,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// What the row is about: the row's header.
    Subject,
    /// Words, dates, identifiers, marks: aligned left.
    Words,
    /// Numbers: aligned right.
    Number,
    /// What one of several reports says, beside the others: words, aligned left. Where the table stacks, its head stands
    /// before a mark too, since the mark doesn't say whose it is.
    Side,
    /// Drawings of figures that stand in other columns. Formats without drawings leave the column out.
    Chart,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Jump target.
    pub anchor: Option<Anchor>,
    /// What they have in common; none where the table has one group.
    pub title: Option<Text>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Jump target.
    pub anchor: Option<Anchor>,
    /// As many as the table has columns.
    pub cells: Vec<Cell>,
    /// As many as the table has facets; none of a sum.
    pub kinds: Kinds,
}

/// A cell. It is never empty: "none" is said in words, unless it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Cell {
    /// A status, before the text.
    pub mark: Option<Mark>,
    /// The text.
    pub text: Text,
    /// Smaller lines below the text.
    pub notes: Vec<Text>,
    /// A drawing.
    pub chart: Option<Chart>,
    /// How deep the thing lies under others: nested claims.
    pub depth: u8,
}

/// Findings in full. A format that can't hold all puts the rest into annex volumes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Findings {
    /// What a reader may choose by among them.
    pub facets: Vec<Facet>,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
}

/// A finding in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Jump target.
    pub anchor: Anchor,
    /// Its severity.
    pub severity: Mark,
    /// Its id.
    pub id: String,
    /// What is wrong.
    pub title: String,
    /// What a reader should know first: that it doesn't count, and why.
    pub note: Text,
    /// More about it.
    pub body: Option<Prose>,
    /// Rule, place, evidence and the rest.
    pub facts: Vec<Fact>,
    /// The text at its place, as the checker gave it.
    pub snippet: Option<String>,
    /// As many as there are facets.
    pub kinds: Kinds,
}

/// A piece of evidence with its excerpt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// Jump target.
    pub anchor: Anchor,
    /// Display number: `E2`.
    pub number: String,
    /// Its id.
    pub id: String,
    /// What it is, in words.
    pub title: Option<String>,
    /// Its path.
    pub path: String,
    /// The copied file, relative to the report; none where it is missing.
    pub file: Option<String>,
    /// Its trouble, where it has one: a claim mark (broken, stale) and a sentence.
    pub trouble: Option<Trouble>,
    /// Digest, size, method and the rest.
    pub facts: Vec<Fact>,
    /// Lines that the report relies on, and some around them; numbers may jump.
    pub excerpt: Vec<ExcerptLine>,
}

/// What is wrong with a thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trouble {
    /// The mark.
    pub mark: Mark,
    /// The sentence.
    pub text: Text,
}

/// A line of an excerpt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExcerptLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its text, as it is in the bytes.
    pub text: String,
    /// How many characters were left out at its end.
    pub left_out: usize,
    /// Jump target; only selected lines have one.
    pub anchor: Option<Anchor>,
    /// What relies on it: jumps back, at most 50.
    pub used_by: Vec<Text>,
    /// How many more rely on it.
    pub more_users: usize,
}

/// Somebody's Markdown. It is parsed, cleaned and demoted by `render::prose`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Prose {
    /// CommonMark with GitHub's tables, task lists, footnotes and strikethrough.
    pub markdown: String,
    /// The level at which its topmost heading comes out.
    pub level: u8,
    /// What stands before its footnotes' anchors; unique in the document.
    pub prefix: String,
    /// What `{{id}}` prints.
    pub values: BTreeMap<String, Value>,
    /// Pictures that it may show, by path as written in the Markdown.
    pub images: BTreeMap<String, Image>,
}

/// What `{{id}}` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The value with its unit, or "no value".
    pub text: String,
    /// The claim or measure.
    pub to: Anchor,
}

/// A picture out of the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Image {
    /// IANA media type: PNG, JPEG, GIF, WebP or SVG.
    pub media_type: String,
    /// Its bytes in base64.
    pub content: String,
    /// The copied file, relative to the report.
    pub file: String,
}
