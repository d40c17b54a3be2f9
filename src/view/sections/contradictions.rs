//! Section 7: what the documents say, held against what they hold.

use super::Content;
use crate::model::RuleLevel;
use crate::model::report::{Contradiction, Said};
use crate::view::context::Context;
use crate::view::{Anchor, AnchorKind, Block, Cell, Column, Row, Span, Table, Text, labels};

const LEVELS: [RuleLevel; 4] =
    [RuleLevel::Error, RuleLevel::Warning, RuleLevel::Note, RuleLevel::Off];

pub(super) fn content(context: &Context<'_>) -> Content {
    let mut all: Vec<&Contradiction> = context.report.contradictions.iter().collect();
    if all.is_empty() {
        return Content::empty("No rule has looked for contradictions yet.");
    }
    all.sort_by(|one, other| (one.level, &one.id).cmp(&(other.level, &other.id)));
    let counts: Vec<String> = LEVELS
        .into_iter()
        .map(|level| (level, all.iter().filter(|one| one.level == level).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| {
            let word = labels::rule_level(level);
            labels::counted(count, word, &format!("{word}s"))
        })
        .collect();
    let columns = vec![
        Column::words("Level", 2),
        Column::subject("Contradiction", 4),
        Column::words("Said", 3),
        Column::words("Holds", 3),
    ];
    let rows = all.iter().map(|one| row(context, one)).collect();
    Content {
        tally: labels::number(all.len()),
        blocks: vec![
            Block::says("What is said, held against what holds."),
            Block::Table(Table::of(counts.join(", "), columns, rows)),
        ],
    }
}

fn row(context: &Context<'_>, one: &Contradiction) -> Row {
    let number = context.contradiction_number(&one.id);
    let text = Text::plain(format!("{number} ")).and_text(context.sentence(&one.text));
    let about = Text::plain("rule ")
        .and(Span::Code { text: one.rule.clone() })
        .and_plain(", id ")
        .and(Span::Code { text: one.id.to_string() });
    Row::at(
        Anchor::of(AnchorKind::Contradiction, &one.id),
        vec![
            Cell::words(labels::rule_level(one.level)),
            Cell::of(text).noted([about]),
            said(context, &one.says),
            said(context, &one.holds),
        ],
    )
}

fn said(context: &Context<'_>, said: &Said) -> Cell {
    let value = if said.value.is_empty() { "no value" } else { &said.value };
    let mut notes = vec![context.places(&said.links)];
    notes.extend(context.details(&said.links));
    Cell::words(value).noted(notes)
}
