//! What changed, as the last section of the later report: the blocks of the document of a comparison, all in one section.

use std::collections::HashSet;

use super::context::Changes;
use super::{DeltaOptions, SECTIONS, comment, findings, made};
use crate::view::context::Context;
use crate::view::{Anchor, Block, Section, Span, Text, labels};

/// Its anchor. It isn't one of the sections that every report has, so that narrative can't be placed beside it.
const NAME: &str = "changes";
/// Its number: the twelve of every report keep theirs.
const NUMBER: u8 = 13;

/// The section; none where the report doesn't say what changed.
pub(in crate::view) fn section(context: &Context<'_>) -> Option<Section> {
    let nowhere = DeltaOptions::default();
    let changes = changes(context, &nowhere)?;
    Some(Section {
        anchor: Anchor::section(NAME),
        number: Some(NUMBER),
        title: format!("Changes since {}", changes.sides.old.name),
        tally: tally(&changes),
        blocks: blocks(&changes),
    })
}

/// "Since 0.9.0: 2 findings are new, …", and where the rest stands; none where the report doesn't say what changed.
pub(in crate::view) fn sentence(context: &Context<'_>) -> Option<Text> {
    let nowhere = DeltaOptions::default();
    let text = comment::change(&changes(context, &nowhere)?);
    let to = Anchor::section(NAME);
    let all = Span::Link { to, text: format!("section {NUMBER}"), code: false };
    Some(text.and_plain(" All of it is in ").and(all).and_plain("."))
}

/// The earlier report lies nowhere that is known; ids of the later one lead to its own things.
fn changes<'a>(context: &'a Context<'a>, nowhere: &'a DeltaOptions) -> Option<Changes<'a>> {
    let delta = context.report.changes.as_deref()?;
    Some(Changes::of(delta, context.report_digest, nowhere).inside(context))
}

fn tally(changes: &Changes<'_>) -> String {
    match findings::new(changes.delta) {
        0 => "no new finding".to_owned(),
        new => labels::counted(new, "new finding", "new findings"),
    }
}

/// What the sections of a comparison say, each under its heading, what is the same at last; then which report it is.
fn blocks(changes: &Changes<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::text(comment::change(changes))];
    let mut same = Vec::new();
    // How the comparison was made is told for the whole report, but for where the earlier one is from.
    for (at, section) in SECTIONS.iter().filter(|section| section.name != made::NAME).enumerate() {
        let said = (section.content)(changes).blocks;
        // The first says what became of the verdict, whatever else it finds.
        if at > 0 && said.iter().all(|block| matches!(block, Block::Paragraph(_))) {
            same.extend(said.into_iter().filter_map(sentences));
            continue;
        }
        blocks.push(Block::head((section.title)(changes)));
        blocks.extend(said.into_iter().map(below));
    }
    if !same.is_empty() {
        blocks.push(Block::head("What is the same"));
        blocks.push(Block::bullets(same));
    }
    blocks.extend(made::earlier(changes));
    at_home(&mut blocks);
    blocks
}

/// A heading inside of what is a section there and has a heading here is a strong line below that, unless something
/// leads to it.
fn below(block: Block) -> Block {
    let Block::Heading(heading) = block else { return block };
    if heading.anchor.is_some() {
        return Block::Heading(heading);
    }
    let strong = |span: Span| match span {
        Span::Plain { text } => Span::Strong { text },
        Span::Strong { .. }
        | Span::Emphasis { .. }
        | Span::Code { .. }
        | Span::Path { .. }
        | Span::Added { .. }
        | Span::Removed { .. }
        | Span::Beside { .. }
        | Span::Uri { .. }
        | Span::Link { .. }
        | Span::Evidence { .. }
        | Span::Break => span,
    };
    Block::text(Text(heading.text.0.into_iter().map(strong).collect()))
}

fn sentences(block: Block) -> Option<Text> {
    if let Block::Paragraph(paragraph) = block { Some(paragraph.text) } else { None }
}

/// What the report has is at home in its own sections, where its anchor is. Here are only those of what is gone.
fn at_home(blocks: &mut [Block]) {
    let mut seen = HashSet::new();
    for block in blocks {
        let Block::Table(table) = block else { continue };
        for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
            let gone = row.anchor.take().filter(Anchor::is_before);
            row.anchor = gone.filter(|anchor| seen.insert(anchor.clone()));
        }
    }
}
