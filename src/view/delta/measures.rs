//! Section 5: measures that differ: both values, the difference, and whether it is for the better.

use rust_decimal::Decimal;

use super::context::{Changes, In, by_direction, said};
use super::{Content, fields};
use crate::model::delta::{Direction, MeasureChange, Value};
use crate::view::{AnchorKind, Block, Cell, Column, Mark, Row, Table, Text, labels};

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let measures = &changes.delta.measures;
    let same = match changes.delta.same_measures {
        0 => "No measure is the same in both reports.".to_owned(),
        1 => "1 measure is the same in both reports.".to_owned(),
        many => format!("{} measures are the same in both reports.", labels::number(many)),
    };
    if measures.is_empty() {
        return Content::empty(&format!("No measure differs. {same}"));
    }
    let columns = vec![
        Column::subject("Measure", 5),
        Column::number(&changes.sides.old.head, 2),
        Column::number(&changes.sides.new.head, 2),
        Column::number("Difference", 2),
        Column::words("Direction", 2),
    ];
    let mut sorted: Vec<&MeasureChange> = measures.iter().collect();
    sorted.sort_by_key(|measure| match measure.direction {
        Direction::Worse => 0,
        Direction::Better => 1,
        Direction::Neither => 2,
    });
    let rows = sorted.into_iter().map(|measure| row(changes, measure)).collect();
    let verb = if measures.len() == 1 { "differs" } else { "differ" };
    let caption = format!(
        "{} {verb}: {}",
        labels::counted(measures.len(), "measure", "measures"),
        by_direction(&measures.iter().map(|measure| measure.direction).collect::<Vec<_>>()),
    );
    let worse = measures.iter().filter(|one| one.direction == Direction::Worse).count();
    let tally = match worse {
        0 => format!("{} differ", labels::number(measures.len())),
        worse => format!("{} worse", labels::number(worse)),
    };
    let legend = "An arrow shows which way the number went, the word whether that is better; below a difference stands what it is of the old value";
    let table = Table { legend: legend.to_owned(), ..Table::of(caption, columns, rows) };
    let table = Block::Table(table);
    Content { tally, blocks: vec![table, Block::says(same)] }
}

fn row(changes: &Changes<'_>, measure: &MeasureChange) -> Row {
    let side = In::from(measure.change);
    let cause = measure
        .cause
        .map(|cause| Text::plain(format!("cause: {}", labels::cause(cause).to_lowercase())));
    let fields = measure.fields.iter().map(|field| {
        let (old, new) =
            (fields::value(field, fields::Side::Old), fields::value(field, fields::Side::New));
        Text(vec![fields::name(field)]).and_plain(format!(": {old} to {new}"))
    });
    Row::at(
        Changes::anchor(AnchorKind::Measure, &measure.id, side),
        vec![
            Cell::of(said(&measure.title))
                .noted([changes.ids(AnchorKind::Measure, &measure.id, None, side)])
                .noted(target(measure))
                .noted(fields),
            value(measure.old.as_ref()),
            value(measure.new.as_ref()),
            difference(measure),
            direction(measure).noted(cause),
        ],
    )
}

/// What it is held against, where that is the same in both reports; else each.
fn target(measure: &MeasureChange) -> Option<Text> {
    let of = |value: &Option<Value>| {
        let written = value.as_ref()?.target.as_deref().filter(|text| !text.trim().is_empty())?;
        Some(labels::target(written))
    };
    let told = match (&measure.old, &measure.new, of(&measure.old), of(&measure.new)) {
        (_, _, None, None) => return None,
        (Some(_), Some(_), Some(old), Some(new)) if old == new => new,
        (Some(_), Some(_), old, new) => {
            let or = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
            format!("{}, now {}", or(old), or(new))
        }
        (_, _, Some(one), _) | (_, _, None, Some(one)) => one,
    };
    Some(Text::plain(format!("target {told}")))
}

fn value(value: Option<&Value>) -> Cell {
    let Some(value) = value else { return Changes::absent() };
    let words = value.value.map(|number| labels::quantity(&number, &value.unit));
    Cell::words(words.unwrap_or_else(|| labels::NO_VALUE.to_owned()))
}

/// How it stood to its target, and how it stands.
fn states(measure: &MeasureChange) -> Text {
    let lower = |value: &Value| labels::lower(&Mark::from(value.state));
    Text::plain(match (&measure.old, &measure.new) {
        (Some(old), Some(new)) if old.state == new.state => lower(new),
        (Some(old), Some(new)) => format!("{} to {}", lower(old), lower(new)),
        (None, Some(new)) => lower(new),
        (Some(old), None) => format!("was {}", lower(old)),
        (None, None) => "in neither report".to_owned(),
    })
}

/// "+5 000", and below it "+50.0 %".
fn difference(measure: &MeasureChange) -> Cell {
    let numbers = (
        measure.old.as_ref().and_then(|old| old.value),
        measure.new.as_ref().and_then(|new| new.value),
    );
    let Some(difference) = &measure.difference else {
        return Cell::words(match numbers {
            (Some(_), Some(_)) => "other units",
            (None, _) | (_, None) => "a value is missing",
        });
    };
    let unit = measure.new.as_ref().map_or("", |new| new.unit.as_str());
    let space = labels::NO_BREAK_SPACE;
    let number = labels::signed(&difference.to_string());
    let words = match unit {
        "" => number,
        // The difference of two percentages is no percentage of either.
        "%" => format!("{number}{space}points"),
        unit => format!("{number}{space}{unit}"),
    };
    let relative = measure
        .relative
        .as_ref()
        .map(|part| Text::plain(format!("{}{space}%", labels::signed(&part.to_string()))));
    Cell::words(words).noted(relative)
}

/// Which way it went, whether that is better, and whether it is more than chance.
fn direction(measure: &MeasureChange) -> Cell {
    let went = measure
        .difference
        .map(|difference| Mark::went(difference.cmp(&Decimal::ZERO), measure.direction));
    let noise = measure.is_noise.map(|is_noise| {
        Text::plain(if is_noise {
            "no more than repeated measurements differ"
        } else {
            "more than repeated measurements differ"
        })
    });
    Cell::marked(went.unwrap_or_else(|| Mark::from(measure.direction)))
        .noted([states(measure)])
        .noted(noise)
}
