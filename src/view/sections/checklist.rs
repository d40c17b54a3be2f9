//! Section 8: every item as it was ticked, beside what the evidence says.

use super::Content;
use crate::model::ClaimState;
use crate::model::report::{ChecklistReport, ItemReport};
use crate::view::cells::FactList;
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Heading, Row, Span, Table, Text, labels, phrase,
};

pub(super) fn content(context: &Context<'_>) -> Content {
    let lists = &context.report.checklists;
    if lists.is_empty() {
        return Content::empty("No checklist is kept.");
    }
    let items = || lists.iter().flat_map(|list| &list.items);
    let all = items().count();
    let done = items().filter(|item| item.done).count();
    let supported = items().filter(|item| item.state == ClaimState::Supported).count();
    let intro = format!(
        "{} of {} declared done. The evidence supports {}. A tick supports nothing.",
        labels::number(done),
        if all == 1 {
            "1 item is".to_owned()
        } else {
            format!("{} items are", labels::number(all))
        },
        labels::number(supported),
    );
    let mut blocks = vec![Block::says(intro)];
    for list in lists {
        blocks.extend(told(context, list));
    }
    Content { tally: format!("{} of {}", labels::number(supported), labels::number(all)), blocks }
}

fn told(context: &Context<'_>, list: &ChecklistReport) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(Heading {
        anchor: Some(Anchor::of(AnchorKind::Checklist, &list.id)),
        text: Text::plain(list.title.clone()),
    })];
    let mut facts = FactList::default();
    facts.add("Checklist", Text::code(list.id.to_string()));
    let required = if list.required {
        "yes, unless an item says otherwise"
    } else {
        "no, unless an item says otherwise"
    };
    facts.words("Required", required);
    for declared in &list.declared {
        facts.add("Declared", context.declared(declared));
    }
    facts.add("Stated at", context.evidence_text(&list.evidence));
    facts.add("Properties", phrase::properties_code(&list.properties));
    blocks.extend(facts.block());
    if list.items.is_empty() {
        blocks.push(Block::says("This list has no item."));
        return blocks;
    }
    let columns = vec![
        Column::words("Evidence says", 2),
        Column::subject("Item", 3),
        Column::words("Declared", 2),
        Column::words("Claim", 3),
        Column::words("Evidence", 2),
    ];
    let rows = list.items.iter().map(|item| row(context, item)).collect();
    let count = labels::capitalised(&labels::counted(list.items.len(), "item", "items"));
    let caption = format!("{count}, as declared and as the evidence bears it out");
    blocks.push(Block::Table(Table::of(caption, columns, rows)));
    blocks
}

fn row(context: &Context<'_>, item: &ItemReport) -> Row {
    let mut about = Text(vec![Span::Code { text: item.id.to_string() }]);
    about = about.and_plain(if item.required { ", required" } else { ", not required" });
    if let Some(owner) = &item.owner {
        about = about.and_plain(format!(", owner {owner}"));
    }
    let remark = item.note.as_ref().map(|note| Text::plain(format!("Remark: {note}")));
    let name = Text(vec![context.name(item.claim.as_str())]);
    let claim = if item.claim == item.id {
        Cell::of(name).noted([Text::plain("the item is a claim itself")])
    } else {
        let statement = context.title(item.claim.as_str()).unwrap_or("no such claim");
        Cell::of(name).noted([Text::plain(statement)])
    };
    let notes = [Some(about), remark, phrase::properties(&item.properties)];
    Row::at(
        Anchor::of(AnchorKind::Item, &item.id),
        vec![
            Cell::marked(item.state),
            Cell::words(item.title.clone()).noted(notes.into_iter().flatten()),
            Cell::words(if item.done { "done" } else { "open" }),
            claim,
            context.evidence_cell(item.evidence.iter()),
        ],
    )
}
