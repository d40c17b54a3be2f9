//! Section 5: measured values against their targets, each with the place where it was read.

use super::Content;
use crate::model::Aggregate;
use crate::model::report::{MeasureReport, MeasureState};
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Mark, Row, Span, Table, Text, bounds, bullet, labels,
    phrase,
};

/// So many operands are printed; report.json lists them all.
const OPERANDS: usize = 12;

pub(super) fn content(context: &Context<'_>) -> Content {
    let measures = &context.report.measures;
    if measures.is_empty() {
        return Content::empty("Nothing is measured.");
    }
    let intro = "A measured value is read out of the evidence. A bound such as “<\u{a0}2\u{a0}s” is not a measurement. \
                 Earlier and outside figures are as stated and decide nothing.";
    let rows: Vec<Row> = measures.iter().map(|measure| row(context, measure)).collect();
    let cells = rows.iter().flat_map(|row| &row.cells);
    let legend = bullet::legend(cells.filter_map(|cell| cell.chart.as_ref()));
    let met = measures.iter().filter(|measure| measure.state == MeasureState::Met).count();
    let aimed = measures.iter().filter(|measure| measure.target.is_some()).count();
    let caption = format!(
        "{}; {} of {} with a target {} it",
        labels::capitalised(&labels::counted(measures.len(), "measure", "measures")),
        labels::number(met),
        labels::number(aimed),
        if met == 1 { "meets" } else { "meet" },
    );
    let table = table(caption, legend, rows);
    Content {
        tally: format!("{} of {}", labels::number(met), labels::number(aimed)),
        blocks: vec![Block::says(intro), Block::Table(table)],
    }
}

/// Without the column of drawings where there is none.
fn table(caption: String, legend: String, mut rows: Vec<Row>) -> Table {
    let mut columns = vec![
        Column::words("State", 2),
        Column::subject("Measure", 5),
        Column::number("Target", 2),
        Column::number("Observed", 3),
    ];
    if legend.is_empty() {
        for row in &mut rows {
            row.cells.truncate(columns.len());
        }
    } else {
        columns.push(Column::chart("Chart", 4));
    }
    Table { legend, ..Table::of(caption, columns, rows) }
}

fn row(context: &Context<'_>, measure: &MeasureReport) -> Row {
    let title = labels::measure_title(measure);
    let mark = Mark::from(measure.state);
    let stated = bounds::stated(context, measure);
    let chart = bullet::bullet(measure, &title, &labels::lower(&mark), &stated);
    let wanted = measure.target.as_deref().map(labels::target);
    let observed = Cell::words(labels::observed(measure))
        .noted(bounds::notes(context, &stated))
        .noted(places(context, measure));
    Row::at(
        Anchor::of(AnchorKind::Measure, &measure.id),
        vec![
            Cell::marked(mark),
            Cell::words(title).noted(notes(context, measure)),
            Cell::words(wanted.unwrap_or_else(|| "no target".to_owned())),
            observed,
            Cell::drawn(chart),
        ],
    )
}

fn notes(context: &Context<'_>, measure: &MeasureReport) -> Vec<Text> {
    let mut about = Text(vec![Span::Code { text: measure.id.to_string() }]);
    if measure.metric != measure.id.as_str() {
        about = about.and_plain(", metric ").and(Span::Code { text: measure.metric.clone() });
    }
    if let Some(scope) = &measure.scope {
        about = about.and_plain(", scope ").and(Span::Code { text: scope.clone() });
    }
    let mut notes = vec![context.sentence(&measure.because), about];
    if let Some(claim) = measure.claim.as_ref().and_then(|id| context.claim(id.as_str())) {
        let state = labels::claim_state(claim.state);
        notes.push(
            Text::plain("In claim ")
                .and(context.name(claim.id.as_str()))
                .and_plain(format!(", {state}")),
        );
    }
    notes.push(context.labelled("Category", &measure.category));
    notes.extend(context.details(&measure.links));
    notes.extend(beside(context, measure));
    notes.extend(context.declared_notes(&measure.declared));
    notes.extend(context.stated_notes(&measure.evidence));
    notes.extend(phrase::properties(&measure.properties));
    notes
}

/// Where the value was read; all operands where there are several.
fn places(context: &Context<'_>, measure: &MeasureReport) -> Vec<Text> {
    match measure.aggregate {
        // That there is none is among the reasons.
        _ if measure.links.is_empty() => Vec::new(),
        Some(aggregate) => computed(context, measure, aggregate),
        None => vec![context.places(&measure.links)],
    }
}

/// How a value came about: "mean of 3 values: 120 ms E2 L5, 130 ms E2 L6, 131 ms E3 L2".
fn computed(context: &Context<'_>, measure: &MeasureReport, aggregate: Aggregate) -> Vec<Text> {
    let counts = aggregate == Aggregate::Count;
    let (one, many) = if counts { ("place", "places") } else { ("value", "values") };
    let found = labels::counted(measure.operands.len(), one, many);
    let sum = match measure.value {
        Some(_) => format!("{} of {found}", aggregate.word()),
        None => format!("no {}; found {found}", aggregate.word()),
    };
    if measure.operands.is_empty() {
        return vec![Text::plain(format!("{sum} at ")).and_text(context.places(&measure.links))];
    }
    let listed = measure.operands.iter().take(OPERANDS).map(|operand| {
        let place = context.place_at(&operand.evidence, operand.lines);
        let value = operand.value.as_deref().map(|value| match (&operand.unit, counts) {
            (Some(unit), false) => format!("{value}\u{a0}{unit} "),
            (None, false) => format!("{value} "),
            (_, true) => format!("“{value}” "),
        });
        let masked = operand.masked.then(|| "masked ".to_owned());
        let value = value.or(masked);
        Text::plain(value.unwrap_or_default()).and(place)
    });
    let mut text = Text::plain(format!("{sum}: ")).and_text(Text::join(listed, ", "));
    let more = measure.operands.len().saturating_sub(OPERANDS);
    if more > 0 {
        text = text.and_plain(format!(", and {} more", labels::number(more)));
    }
    let exact = measure.exact.as_ref().map(|exact| {
        let unit =
            if measure.unit.is_empty() { String::new() } else { format!("\u{a0}{}", measure.unit) };
        Text::plain(format!("exactly {exact}{unit}; rounded towards zero"))
    });
    std::iter::once(text).chain(exact).collect()
}

/// The earlier value and the outside figure.
fn beside(context: &Context<'_>, measure: &MeasureReport) -> Vec<Text> {
    let mut lines = Vec::new();
    if let Some(earlier) = &measure.baseline {
        let mut text = Text::plain(format!("Earlier: {}", labels::stated(earlier)));
        text = if measure.baseline_links.is_empty() {
            text.and_plain(", as stated")
        } else {
            text.and_plain(" ").and_text(context.places(&measure.baseline_links))
        };
        lines.push(text);
    } else if !measure.baseline_links.is_empty() {
        lines.push(
            Text::plain("Earlier: no value ").and_text(context.places(&measure.baseline_links)),
        );
    }
    lines.extend(context.details(&measure.baseline_links));
    if let Some(reference) = &measure.reference {
        let source =
            reference.source.as_ref().map_or_else(String::new, |from| format!(" ({from})"));
        let value = labels::stated(&reference.value);
        lines.push(Text::plain(format!("{}: {value}{source}, as stated", reference.title)));
    }
    lines
}
