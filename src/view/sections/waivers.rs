//! In section 10: every waiver, those first that count for nothing, with what it covers and which gates it lifts.

use crate::model::report::{WaiverReport, WaiverStanding};
use crate::model::{Outcome, Target, WaiverTarget};
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Mark, Row, Span, Table, Text, labels, phrase,
};

/// The standings in the order in which waivers are shown.
const STANDINGS: [Option<WaiverStanding>; 5] = [
    Some(WaiverStanding::Expired),
    Some(WaiverStanding::NotAllowed),
    Some(WaiverStanding::InForce),
    Some(WaiverStanding::NotYet),
    None,
];

/// The subsection without its heading.
pub(super) fn blocks(context: &Context<'_>) -> Vec<Block> {
    let waivers = &context.report.waivers;
    if waivers.is_empty() {
        return vec![Block::says("No waiver is listed.")];
    }
    let waived = context.report.gates.iter().filter(|gate| gate.outcome == Outcome::Waived).count();
    let gates = match waived {
        0 => "No gate is waived.".to_owned(),
        1 => "1 gate is waived.".to_owned(),
        many => format!("{} gates are waived.", labels::number(many)),
    };
    let columns = vec![
        Column::words("State", 2),
        Column::subject("Waiver", 4),
        Column::words("Of", 2),
        Column::words("Asked and approved by", 2),
        Column::words("Holds", 2),
    ];
    let of = |standing| waivers.iter().filter(move |waiver| waiver.standing == standing);
    let sorted = STANDINGS.into_iter().flat_map(of);
    let rows = sorted.map(|waiver| row(context, waiver)).collect();
    vec![
        Block::says(format!("A waiver changes no state and no score. {gates}")),
        Block::Table(Table::of(caption(waivers), columns, rows)),
    ]
}

/// "3 waivers: 1 expired, 2 in force"; "2 waivers, in force".
fn caption(waivers: &[WaiverReport]) -> String {
    let count = labels::capitalised(&labels::counted(waivers.len(), "waiver", "waivers"));
    let parts: Vec<String> = STANDINGS
        .into_iter()
        .map(|standing| (standing, waivers.iter().filter(|it| it.standing == standing).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(standing, count)| format!("{} {}", labels::number(count), word(standing)))
        .collect();
    match parts.as_slice() {
        [_] => format!("{count}, {}", word(waivers.first().and_then(|waiver| waiver.standing))),
        _ => format!("{count}: {}", parts.join(", ")),
    }
}

fn word(standing: Option<WaiverStanding>) -> String {
    standing.map_or_else(|| "not judged".to_owned(), |one| labels::lower(&Mark::from(one)))
}

fn row(context: &Context<'_>, report: &WaiverReport) -> Row {
    let waiver = &report.waiver;
    let state = match report.standing {
        Some(standing) => Cell::marked(standing),
        None => Cell::words("not judged"),
    };
    let mut notes = vec![context.sentence(&report.because)];
    notes.push(Text(vec![Span::Code { text: waiver.id.to_string() }]));
    notes.extend(waiver.ticket.as_ref().map(|ticket| Text::plain(format!("Ticket {ticket}"))));
    notes.extend(context.stated_notes(&waiver.evidence));
    notes.extend(phrase::properties(&waiver.properties));
    Row::at(
        Anchor::of(AnchorKind::Waiver, &waiver.id),
        vec![
            state,
            Cell::words(waiver.reason.clone()).noted(notes),
            Cell::of(of(context, &waiver.of)).noted(does(context, report)),
            Cell::words(format!("Asked: {}", waiver.requested_by))
                .noted([Text::plain(format!("Approved: {}", waiver.approved_by))]),
            Cell::words(waiver.granted.to_string())
                .noted([Text::plain(format!("through {}", waiver.expires))]),
        ],
    )
}

/// What it is for, as written.
fn of(context: &Context<'_>, target: &WaiverTarget) -> Text {
    match target {
        WaiverTarget::Id(id) => {
            let name = context.name(id.as_str());
            match Target::parse(id.as_str()) {
                Target::Gate(_) => Text::plain("gate ").and(name),
                Target::Category(_) | Target::Thing(_) => Text(vec![name]),
            }
        }
        WaiverTarget::Fingerprint { fingerprint } => {
            Text::plain("finding with fingerprint ").and(Span::Code { text: fingerprint.clone() })
        }
        WaiverTarget::Rule { rule, path } => {
            let text = Text::plain("findings of rule ").and(Span::Code { text: rule.clone() });
            match path {
                Some(path) => text.and_plain(" in ").and(Span::Path { text: path.clone() }),
                None => text,
            }
        }
    }
}

/// What it covers, where that is not what is written, and the gates that it lifts.
fn does(context: &Context<'_>, report: &WaiverReport) -> Vec<Text> {
    let mut notes = Vec::new();
    let covers: Vec<_> = report.covers.iter().collect();
    match &report.waiver.of {
        WaiverTarget::Id(_) => {}
        WaiverTarget::Fingerprint { .. } | WaiverTarget::Rule { .. } if covers.is_empty() => {
            notes.push(Text::plain("Covers nothing"));
        }
        WaiverTarget::Fingerprint { .. } | WaiverTarget::Rule { .. } => {
            notes.push(Text::plain("Covers ").and_text(context.first_names(&covers, phrase::FEW)));
        }
    }
    if report.standing == Some(WaiverStanding::InForce) {
        let gates = report.lifts.iter().map(|gate| Text(vec![context.gate(gate.as_str())]));
        let gates = Text::join(gates, ", ");
        notes.push(if gates.is_empty() {
            Text::plain("No gate is waived by it")
        } else {
            Text::plain("Waives ").and_text(gates)
        });
    }
    notes
}
