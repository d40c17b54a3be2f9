//! Section 7: what the documents say, held against what they hold.

use std::collections::BTreeSet;

use super::Content;
use crate::model::report::{Contradiction, RuleReport, Said};
use crate::model::{ContradictionFacts, ContradictionRule, HoldsIf, Id, Report, RuleLevel};
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Row, Span, Table, Text, labels, phrase,
};

const LEVELS: [RuleLevel; 4] =
    [RuleLevel::Error, RuleLevel::Warning, RuleLevel::Note, RuleLevel::Off];

pub(super) fn content(context: &Context<'_>) -> Content {
    let report = context.report;
    let off = named(&report.contradiction_rules, RuleLevel::Off);
    let looked = report.contradiction_rules.len() - off.len();
    let untold = untold(report, &off);
    let beside = [
        names("Looked and found nothing: ", quiet(report, &untold)),
        unreadable(context, &untold),
        names("Switched off by the policy: ", off.iter().copied()),
    ];
    let beside = beside.into_iter().flatten().map(Block::text);
    let mut told = if report.contradictions.is_empty() {
        Content::empty(&nothing(report, looked))
    } else {
        table(context, looked)
    };
    told.blocks.extend(beside);
    told
}

/// That nothing was found, and by how many rules.
fn nothing(report: &Report, looked: usize) -> String {
    match looked {
        0 if report.contradiction_rules.is_empty() => {
            "No rule has looked for contradictions yet.".to_owned()
        }
        0 => "No rule looked for contradictions.".to_owned(),
        1 => "1 rule looked; it found no contradiction.".to_owned(),
        many => format!("{} rules looked; none found a contradiction.", labels::number(many)),
    }
}

/// What was found, worst first.
fn table(context: &Context<'_>, looked: usize) -> Content {
    let mut all: Vec<&Contradiction> = context.report.contradictions.iter().collect();
    all.sort_by(|one, other| {
        (one.level, &one.rule, &one.id).cmp(&(other.level, &other.rule, &other.id))
    });
    let counts: Vec<String> = LEVELS
        .into_iter()
        .map(|level| (level, all.iter().filter(|one| one.level == level).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| {
            let word = level.name();
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
    let rules = match looked {
        0 => String::new(),
        many => {
            format!(" {} looked.", labels::capitalised(&labels::counted(many, "rule", "rules")))
        }
    };
    let intro = format!("What is said, held against what holds.{rules}");
    let table = Table::of(counts.join(", "), columns, rows);
    Content {
        tally: labels::number(all.len()),
        blocks: vec![Block::says(intro), Block::Table(table)],
    }
}

fn named(rules: &[RuleReport], level: RuleLevel) -> Vec<&str> {
    rules.iter().filter(|rule| rule.level == level).map(|rule| rule.rule.as_str()).collect()
}

/// Rules by their names, in one line; none where there are none.
fn names<'r>(which: &str, rules: impl Iterator<Item = &'r str>) -> Option<Text> {
    let names = Text::join(rules.map(|rule| Text::code(rule.to_owned())), ", ");
    (!names.is_empty()).then(|| Text::plain(which).and_text(names).and_plain("."))
}

/// What could not be looked at, by rules that the policy wants to know of.
fn untold<'r>(report: &'r Report, off: &[&str]) -> Vec<&'r ContradictionFacts> {
    let all = report.facts.contradictions.iter();
    let untold = all.filter(|found| found.holds_if == HoldsIf::Unreadable);
    untold.filter(|found| !off.contains(&found.rule.name())).collect()
}

/// The rules that looked at everything, and of which nothing holds.
fn quiet<'r>(
    report: &'r Report,
    untold: &'r [&ContradictionFacts],
) -> impl Iterator<Item = &'r str> {
    let rules = report.contradiction_rules.iter().filter(|rule| rule.level != RuleLevel::Off);
    let is_quiet = |rule: &&RuleReport| {
        !report.contradictions.iter().any(|found| found.rule == rule.rule)
            && !untold.iter().any(|found| found.rule.name() == rule.rule)
    };
    rules.filter(is_quiet).map(|rule| rule.rule.as_str())
}

/// What the rules could not look at. Whether it contradicts anything can't be said, which is no pass.
fn unreadable(context: &Context<'_>, untold: &[&ContradictionFacts]) -> Option<Text> {
    let rules: BTreeSet<ContradictionRule> = untold.iter().map(|found| found.rule).collect();
    let rules = names("Could not tell: ", rules.into_iter().map(ContradictionRule::name))?;
    let mut about: Vec<&Id> = untold.iter().flat_map(|found| &found.about).collect();
    about.sort_unstable();
    about.dedup();
    let told = match context.first_names(&about, phrase::FEW) {
        names if names.is_empty() => Text::plain(" A value that they need can't be read."),
        names => Text::plain(" What is said of ")
            .and_text(names)
            .and_plain(" could not be held against a value, because that can't be read."),
    };
    Some(rules.and_text(told))
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
    // What the sentence names isn't named again.
    let is_in_sentence = |id: &&Id| one.text.contains(&format!("`{id}`"));
    let things: Vec<&Id> = one.about.iter().filter(|id| !is_in_sentence(id)).collect();
    let things = match context.first_names(&things, phrase::FEW) {
        names if names.is_empty() => names,
        names => Text::plain("About ").and_text(names),
    };
    Row::at(
        Anchor::of(AnchorKind::Contradiction, &one.id),
        vec![
            Cell::words(one.level.name()),
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
