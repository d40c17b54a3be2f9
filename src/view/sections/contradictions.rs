//! Section 7: what the documents say, held against what they hold.

use super::Content;
use crate::model::report::{Contradiction, RuleReport, Said};
use crate::model::{HoldsIf, Id, RuleLevel};
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Row, Span, Table, Text, labels, phrase,
};

const LEVELS: [RuleLevel; 4] =
    [RuleLevel::Error, RuleLevel::Warning, RuleLevel::Note, RuleLevel::Off];

pub(super) fn content(context: &Context<'_>) -> Content {
    let report = context.report;
    let mut all: Vec<&Contradiction> = report.contradictions.iter().collect();
    all.sort_by(|one, other| {
        (one.level, &one.rule, &one.id).cmp(&(other.level, &other.rule, &other.id))
    });
    let off = named(&report.contradiction_rules, |rule| rule.level == RuleLevel::Off);
    let beside = [switched_off(&off), unreadable(context)].into_iter().flatten().map(Block::text);
    let looked = report.contradiction_rules.len() - off.len();
    if all.is_empty() {
        let sentence = match looked {
            0 if report.contradiction_rules.is_empty() => {
                "No rule has looked for contradictions yet.".to_owned()
            }
            0 => "No rule looked for contradictions.".to_owned(),
            1 => "1 rule looked; it found no contradiction.".to_owned(),
            many => format!("{} rules looked; none found a contradiction.", labels::number(many)),
        };
        let mut content = Content::empty(&sentence);
        content.blocks.extend(beside);
        return content;
    }
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
    let mut intro = "What is said, held against what holds.".to_owned();
    if looked > 0 {
        intro.push_str(&format!(
            " {} looked.",
            labels::capitalised(&labels::counted(looked, "rule", "rules"))
        ));
    }
    let mut blocks =
        vec![Block::says(intro), Block::Table(Table::of(counts.join(", "), columns, rows))];
    blocks.extend(beside);
    Content { tally: labels::number(all.len()), blocks }
}

fn named(rules: &[RuleReport], is: impl Fn(&RuleReport) -> bool) -> Vec<&str> {
    rules.iter().filter(|rule| is(rule)).map(|rule| rule.rule.as_str()).collect()
}

/// The rules that the policy doesn't want to know of.
fn switched_off(off: &[&str]) -> Option<Text> {
    if off.is_empty() {
        return None;
    }
    let names = off.iter().map(|rule| Text::code((*rule).to_owned()));
    Some(
        Text::plain("Switched off by the policy: ")
            .and_text(Text::join(names, ", "))
            .and_plain("."),
    )
}

/// What the rules could not look at. Whether it contradicts anything can't be said, which is no pass.
fn unreadable(context: &Context<'_>) -> Option<Text> {
    let rules = &context.report.contradiction_rules;
    let off = named(rules, |rule| rule.level == RuleLevel::Off);
    let found = &context.report.facts.contradictions;
    let found = found
        .iter()
        .filter(|found| found.holds_if == HoldsIf::Unreadable && !off.contains(&found.rule.name()));
    let mut about: Vec<&Id> = found.flat_map(|found| &found.about).collect();
    about.sort_unstable();
    about.dedup();
    if about.is_empty() {
        return None;
    }
    let names = context.first_names(&about, phrase::FEW);
    Some(
        Text::plain("Whether it holds could not be looked at, because a value can't be read: what is said of ")
            .and_text(names)
            .and_plain("."),
    )
}

fn row(context: &Context<'_>, one: &Contradiction) -> Row {
    let number = context.contradiction_number(&one.id);
    let text = Text::plain(format!("{number} ")).and_text(context.sentence(&one.text));
    let about = Text::plain("rule ")
        .and(Span::Code { text: one.rule.clone() })
        .and_plain(", id ")
        .and(Span::Code { text: one.id.to_string() });
    let rules = context.report.contradiction_rules.iter();
    let rule = rules.clone().find(|rule| rule.rule == one.rule);
    let summary = rule.map(|rule| Text::plain(rule.summary.clone()));
    let things: Vec<&Id> = one.about.iter().collect();
    let things = match context.first_names(&things, phrase::FEW) {
        names if names.is_empty() => names,
        names => Text::plain("About ").and_text(names),
    };
    Row::at(
        Anchor::of(AnchorKind::Contradiction, &one.id),
        vec![
            Cell::words(labels::rule_level(one.level)),
            Cell::of(text).noted([Some(about), summary, Some(things)].into_iter().flatten()),
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
