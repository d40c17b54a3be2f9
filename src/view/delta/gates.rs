//! Section 2: the gates that changed, the worse first, and how many did not.

use super::Content;
use super::context::{Changes, DIRECTIONS, In, by_direction, group_title, sentence};
use crate::model::Outcome;
use crate::model::delta::{Direction, Ended, GateChange, Thing};
use crate::view::{AnchorKind, Block, Cell, Column, Group, Mark, Row, Table, Text, labels};

const OUTCOMES: [Outcome; 4] =
    [Outcome::Fail, Outcome::Undetermined, Outcome::Waived, Outcome::Pass];

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let gates = &changes.delta.gates;
    if gates.is_empty() {
        return Content::empty("Neither policy sets a gate.");
    }
    let (told, same): (Vec<&GateChange>, Vec<&GateChange>) =
        gates.iter().partition(|gate| differs(gate));
    if told.is_empty() {
        return Content { tally: "none".to_owned(), blocks: vec![Block::says(unchanged(&same))] };
    }
    let columns = vec![
        Column::subject("Gate", 4),
        Column::words("Level", 2),
        changes.old_column(3),
        changes.new_column(3),
        Column::words("Cause", 2),
    ];
    let groups = DIRECTIONS.into_iter().filter_map(|direction| {
        let rows: Vec<Row> = told
            .iter()
            .filter(|gate| gate.direction == direction)
            .map(|gate| row(changes, gate))
            .collect();
        let title = group_title(direction, rows.len());
        (!rows.is_empty()).then(|| Group::titled(title, rows))
    });
    let directions = by_direction(&told.iter().map(|gate| gate.direction).collect::<Vec<_>>());
    let caption = format!(
        "{} of {} changed: {directions}",
        labels::number(told.len()),
        labels::counted(gates.len(), "gate", "gates"),
    );
    let table = Table::grouped(caption, columns, groups.collect());
    Content {
        tally: tally(&told),
        blocks: vec![Block::Table(table), Block::says(unchanged(&same))],
    }
}

/// "5 worse", else how many changed.
fn tally(changed: &[&GateChange]) -> String {
    let worse = changed.iter().filter(|gate| gate.direction == Direction::Worse).count();
    match worse {
        0 => format!("{} changed", labels::number(changed.len())),
        worse => format!("{} worse", labels::number(worse)),
    }
}

/// Whether anything of it differs that a reader of one report would see in the other.
pub(super) fn differs(gate: &GateChange) -> bool {
    gate.change != Thing::Same || gate.direction != Direction::Neither || gate.old != gate.new
}

/// "5 gates are unchanged: 3 pass, 2 fail."
fn unchanged(same: &[&GateChange]) -> String {
    if same.is_empty() {
        return "No gate is unchanged.".to_owned();
    }
    let ended = |gate: &&GateChange| gate.new.as_ref().or(gate.old.as_ref()).map(|end| end.outcome);
    let counts = OUTCOMES.into_iter().filter_map(|outcome| {
        let count = same.iter().filter(|gate| ended(gate) == Some(outcome)).count();
        (count > 0).then(|| labels::outcome_count(outcome, count))
    });
    let counts: Vec<String> = counts.collect();
    let verb = if same.len() == 1 { "is" } else { "are" };
    let count = labels::counted(same.len(), "gate", "gates");
    format!("{count} {verb} unchanged: {}.", labels::listed(&counts))
}

fn row(changes: &Changes<'_>, gate: &GateChange) -> Row {
    let side = match (&gate.old, &gate.new) {
        (Some(_), None) => In::Old,
        (None, Some(_)) => In::New,
        (Some(_), Some(_)) | (None, None) => In::from(gate.change),
    };
    let note = match gate.change {
        Thing::Added => Some("set by the new policy only"),
        Thing::Removed => Some("set by the old policy only"),
        Thing::Changed => Some("the policy sets it in other words"),
        Thing::Same => None,
    };
    let ids = changes.ids(AnchorKind::Gate, &gate.id, None, side);
    let asked = asked(gate);
    let asks = asked.map(|asked| Text::plain(format!("asks for {}", or_none(asked))));
    Row::at(
        Changes::anchor(AnchorKind::Gate, &gate.id, side),
        vec![
            Cell::of(sentence(&gate.title)).noted([ids]).noted(asks).noted(note.map(Text::plain)),
            level(gate),
            gate.old.as_ref().map_or_else(Changes::absent, |end| ended(end, asked)),
            gate.new.as_ref().map_or_else(Changes::absent, |end| ended(end, asked)),
            Cell::words(labels::causes(&gate.causes)),
        ],
    )
}

/// What hangs on it, and what hung on it before: a gate that only warns now blocks nothing any more.
fn level(gate: &GateChange) -> Cell {
    let was = gate.old_level.map(|was| Text::plain(format!("was {}", was.name())));
    Cell::words(gate.level.name()).noted(was)
}

/// What it asks for, where it never asked for anything else.
fn asked(gate: &GateChange) -> Option<&str> {
    match (&gate.old, &gate.new) {
        (Some(old), Some(new)) if old.threshold != new.threshold => None,
        (Some(one), _) | (None, Some(one)) => Some(&one.threshold),
        (None, None) => None,
    }
}

/// How it ended, over what was observed and, where that differs, what it asks for.
fn ended(ended: &Ended, told: Option<&str>) -> Cell {
    let asks = match told {
        Some(_) => None,
        None => Some(Text::plain(format!("asks for {}", or_none(&ended.threshold)))),
    };
    let observed = Text::plain(format!("observed {}", or_none(&ended.observed)));
    Cell::marked(Mark::from(ended.outcome)).noted([observed]).noted(asks)
}

fn or_none(text: &str) -> &str {
    if text.trim().is_empty() { "no value" } else { text }
}
