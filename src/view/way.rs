//! The shortest way to ready, by step: on the cover in a line each, in section 1 in full.

use super::context::Context;
use super::{Block, Cell, Column, Row, Table, Text, labels};
use crate::model::report::{ShortestWay, WayItem, WayKind};
use crate::model::{Id, Verdict};

/// How many ids a line of the cover names.
const ON_COVER: usize = 6;
/// How many ids a step names in section 1; all of them stand in their own sections.
const IN_SUMMARY: usize = 50;

/// Items that are closed in the same way.
struct Step<'a> {
    kind: WayKind,
    items: Vec<&'a WayItem>,
}

/// The items by what `is_one_step` takes together with the first of a step, in the order of the first ones.
fn steps<'a>(
    context: &Context<'a>,
    is_one_step: impl Fn(&WayItem, &WayItem) -> bool,
) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::new();
    for item in &context.report.verdict.shortest_way.items {
        let known = steps
            .iter_mut()
            .find(|step| step.items.first().is_some_and(|first| is_one_step(first, item)));
        match known {
            Some(step) => step.items.push(item),
            None => steps.push(Step { kind: item.kind, items: vec![item] }),
        }
    }
    steps.sort_by_key(|step| step.kind);
    steps
}

/// What the step asks for: "Close 4 findings".
fn order(step: &Step<'_>) -> String {
    let count = step.items.len();
    match step.kind {
        WayKind::Finding => format!("Close {}", labels::counted(count, "finding", "findings")),
        WayKind::Claim => format!("Support {}", labels::counted(count, "claim", "claims")),
        WayKind::Contradiction => {
            format!("Resolve {}", labels::counted(count, "contradiction", "contradictions"))
        }
        WayKind::Signoff => format!("Get {}", labels::counted(count, "sign-off", "sign-offs")),
        WayKind::Expression => {
            format!("Make {} true", labels::counted(count, "expression", "expressions"))
        }
        WayKind::Run => {
            format!(
                "Get a result of {}",
                labels::counted(count, "run or measure", "runs and measures")
            )
        }
        WayKind::Waiver => {
            let waivers = labels::counted(count, "expired waiver", "expired waivers");
            format!("Renew or take away {waivers}")
        }
    }
}

/// How an item is called: a jump where the report has it, a role in words.
fn name(context: &Context<'_>, item: &WayItem) -> Text {
    match item.kind {
        WayKind::Signoff => Text::plain(item.title.clone()),
        WayKind::Expression => Text(vec![context.gate(item.id.as_str())]),
        // A checker is no thing of the report.
        WayKind::Run if context.title(item.id.as_str()).is_none() => {
            Text::plain(item.title.clone())
        }
        WayKind::Finding
        | WayKind::Claim
        | WayKind::Contradiction
        | WayKind::Run
        | WayKind::Waiver => Text(vec![context.name(item.id.as_str())]),
    }
}

/// What it is called: "The shortest way to ready".
pub(super) fn title(context: &Context<'_>) -> String {
    labels::capitalised(labels::way(&context.report.verdict.shortest_way))
}

/// One line for each step: "Close 4 findings: F-1, F-2".
pub(super) fn lines(context: &Context<'_>) -> Vec<Text> {
    let line = |step: &Step<'_>| {
        let names = step.items.iter().map(|item| name(context, item));
        Text::plain(format!("{}: ", order(step))).and_text(first(names, ON_COVER))
    };
    steps(context, |one, other| one.kind == other.kind).iter().map(line).collect()
}

/// The first of the names, and how many more there are.
fn first(names: impl ExactSizeIterator<Item = Text>, most: usize) -> Text {
    let more = names.len().saturating_sub(most);
    let text = Text::join(names.take(most), ", ");
    if more == 0 { text } else { text.and_plain(format!(" and {} more", labels::number(more))) }
}

/// The subsection in full.
pub(super) fn blocks(context: &Context<'_>) -> Vec<Block> {
    let way = &context.report.verdict.shortest_way;
    let mut blocks = vec![Block::head(title(context))];
    let total = labels::counted(way.items.len(), "thing", "things");
    if way.items.is_empty() {
        blocks.push(Block::says(match (context.report.verdict.value, way.stuck.is_empty()) {
            (Verdict::Ready, _) => "Nothing has to be closed.",
            (_, true) => "Nothing that could be closed would change the verdict.",
            (_, false) => "Nothing that is listed here clears the gates that stand in the way.",
        }));
    } else {
        let how = if way.exact {
            "this is the smallest set, by number, then by effort"
        } else {
            "a smaller set may exist"
        };
        let verb = if way.items.len() == 1 { "is" } else { "are" };
        blocks.push(Block::says(format!(
            "{} {verb} to be closed; {how}.",
            labels::capitalised(&total)
        )));
        blocks.extend(effort(way).map(Block::says));
        blocks.push(table(context));
    }
    if !way.stuck.is_empty() {
        let gates = gates(context, &way.stuck);
        let lead = if way.stuck.len() == 1 {
            "This gate can't be cleared by closing anything, because it rests on nothing that is there: "
        } else {
            "These gates can't be cleared by closing anything, because they rest on nothing that is there: "
        };
        blocks.push(Block::text(Text::plain(lead).and_text(gates).and_plain(".")));
    }
    blocks
}

/// What the way takes, as far as efforts are stated: what is unknown is said, and never nothing.
#[must_use]
pub fn effort(way: &ShortestWay) -> Option<String> {
    let sum = way.effort?;
    let range = range(sum.least_minutes, sum.most_minutes);
    let number = |number: u64| labels::number(number);
    Some(match (sum.known, sum.unknown) {
        (0, 0) => return None,
        (0, 1) => "No effort is stated for it.".to_owned(),
        (0, _) => "None of them states an effort that could be added up.".to_owned(),
        (1, 0) => format!("It takes {range}, as stated."),
        (_, 0) => format!("Together they take {range}, as stated."),
        (known, unknown) => {
            let (state, lack) = (
                if known == 1 { "states" } else { "state" },
                if unknown == 1 { "the other states" } else { "the others state" },
            );
            format!(
                "{} of them {state} an effort: {range} in total; {lack} none that could be added up.",
                number(known)
            )
        }
    })
}

/// `8 to 14 h`, `30 min to 2 h`, `4 h`.
fn range(least: u64, most: u64) -> String {
    const HOUR: u64 = 60;
    let is_whole = |minutes: u64| minutes.is_multiple_of(HOUR);
    if least == most {
        duration(least)
    } else if is_whole(least) && is_whole(most) {
        format!("{} to {}", labels::number(least / HOUR), duration(most))
    } else {
        format!("{} to {}", duration(least), duration(most))
    }
}

fn duration(minutes: u64) -> String {
    let (hours, minutes) = (minutes / 60, minutes % 60);
    match (hours, minutes) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{}\u{a0}h", labels::number(hours)),
        (hours, minutes) => format!("{}\u{a0}h {minutes}\u{a0}min", labels::number(hours)),
    }
}

fn gates(context: &Context<'_>, ids: &[Id]) -> Text {
    Text::join(ids.iter().map(|id| Text(vec![context.gate(id.as_str())])), ", ")
}

fn table(context: &Context<'_>) -> Block {
    let steps = steps(context, |one, other| one.kind == other.kind && one.clears == other.clears);
    let columns =
        vec![Column::subject("Step", 3), Column::words("Items", 6), Column::words("Clears", 3)];
    let rows = steps.iter().map(|step| row(context, step)).collect();
    Block::Table(Table::of("What to close, and the gates that it clears", columns, rows))
}

fn row(context: &Context<'_>, step: &Step<'_>) -> Row {
    let items = step.items.iter().map(|item| match &item.effort {
        Some(effort) => name(context, item).and_plain(format!(" ({effort})")),
        None => name(context, item),
    });
    let clears = step.items.first().map(|item| gates(context, &item.clears)).unwrap_or_default();
    Row::plain(vec![
        Cell::words(order(step)),
        Cell::of(first(items, IN_SUMMARY)),
        if clears.is_empty() { Cell::words("no gate alone") } else { Cell::of(clears) },
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::report::EffortSum;

    fn told(known: u64, unknown: u64, least_minutes: u64, most_minutes: u64) -> String {
        let sum = EffortSum { known, unknown, least_minutes, most_minutes };
        let way = ShortestWay { effort: Some(sum), ..ShortestWay::default() };
        effort(&way).unwrap_or_default().replace('\u{a0}', " ")
    }

    #[test]
    fn what_is_unknown_is_never_nothing() {
        assert_eq!(told(0, 0, 0, 0), "");
        assert_eq!(effort(&ShortestWay::default()), None);
        assert_eq!(told(0, 1, 0, 0), "No effort is stated for it.");
        assert_eq!(told(0, 6, 0, 0), "None of them states an effort that could be added up.");
        assert_eq!(told(1, 0, 120, 240), "It takes 2 to 4 h, as stated.");
        assert_eq!(told(2, 0, 240, 240), "Together they take 4 h, as stated.");
        assert_eq!(
            told(3, 3, 480, 840),
            "3 of them state an effort: 8 to 14 h in total; the others state none that could be added up."
        );
        assert_eq!(
            told(1, 1, 30, 90),
            "1 of them states an effort: 30 min to 1 h 30 min in total; the other states none that could be added up."
        );
        assert_eq!(told(2, 0, 0, 60), "Together they take 0 to 1 h, as stated.");
    }
}
