//! Report or delta → Document: what is said, in which order and in which words. Nothing here knows a format.

mod anchor;
mod axis;
mod block;
mod bounds;
mod bullet;
mod cells;
mod chart;
mod check;
mod compose;
mod context;
mod cover;
pub mod delta;
mod document;
pub mod explain;
pub(crate) mod facet;
pub mod labels;
mod lines;
mod location;
mod mark;
mod page;
mod phrase;
mod prose;
mod relied;
mod sections;
mod severities;
mod target;
#[cfg(test)]
mod tests;
mod text;
mod waived;
mod way;

pub use anchor::{Anchor, AnchorKind};
pub(crate) use axis::{Cut, axis};
pub use block::{
    Block, Cell, Column, ColumnRole, Evidence, ExcerptLine, Fact, Facts, Figure, Finding, Findings,
    Group, Heading, Image, List, Narrow, Order, Paragraph, Prose, Row, Table, Trouble, Value,
};
pub(crate) use cells::FactList;
pub use chart::{
    Axis, Better, Bullet, Chart, Goal, Plot, Severities, SeverityCount, Shows, Spark, Step, Strip,
    Trend, TrendPoint, Waterfall,
};
pub use check::check;
pub use compose::document;
pub use document::{Cover, Document, DocumentKind, Front, Section, Signature, Was};
pub use facet::{Facet, Kinds};
pub use lines::{Lines, Stretch};
pub use mark::Mark;
pub use page::{Count, Headline, Page, Tool};
pub use text::{Span, Text};
pub use way::effort;
