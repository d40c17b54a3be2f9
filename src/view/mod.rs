//! Report → Document: what is said, in which order and in which words. Nothing here knows a format.

mod anchor;
mod block;
mod chart;
mod document;
mod mark;
mod text;

pub use anchor::{Anchor, AnchorKind};
pub use block::{
    Block, Cell, Column, ColumnRole, Evidence, ExcerptLine, Fact, Facts, Finding, Findings, Group,
    Heading, Image, List, Narrow, Order, Paragraph, Prose, Row, Table, Trouble, Value,
};
pub use chart::{Better, Bullet, Chart, Strip};
pub use document::{Cover, Document, Front, Section, Signature};
pub use mark::Mark;
pub use text::{Span, Text};
