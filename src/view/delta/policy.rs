//! Section 10: what the policy says and what the subject says of itself, where that differs.

use super::Content;
use super::context::Changes;
use super::fields::{self, Side};
use crate::model::delta::Field;
use crate::view::{Block, Cell, Column, Row, Table, Text, labels};

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let (policy, subject) = (&changes.delta.policy, &changes.delta.subject);
    if policy.is_empty() && subject.is_empty() {
        return Content::empty("The policy is the same, and the subject says the same of itself.");
    }
    let count = labels::number(policy.len() + subject.len());
    Content {
        tally: count,
        blocks: vec![
            table(changes, policy, "of the policy", "The policy is the same in both reports."),
            table(changes, subject, "of the subject", "The subject says the same of itself."),
        ],
    }
}

fn table(changes: &Changes<'_>, all: &[Field], whose: &str, none: &str) -> Block {
    if all.is_empty() {
        return Block::says(none);
    }
    let columns = vec![Column::subject("Field", 5), changes.old_column(4), changes.new_column(4)];
    let row = |field: &Field| {
        Row::plain(vec![
            Cell::of(Text(vec![fields::name(field)])),
            Cell::of(Text(vec![fields::shown(fields::value(field, Side::Old))])),
            Cell::of(Text(vec![fields::shown(fields::value(field, Side::New))])),
        ])
    };
    let verb = if all.len() == 1 { "differs" } else { "differ" };
    let count = labels::counted(all.len(), "field", "fields");
    let caption = format!("{count} {whose} {verb}");
    Block::Table(Table::of(caption, columns, all.iter().map(row).collect()))
}
