//! Section 10: what is owed, what was accepted, who decided what.

use std::collections::HashSet;

use super::{Content, forecast, waivers};
use crate::model::Role;
use crate::model::report::{Condition, ConditionState, SignoffReport, SignoffStanding};
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Row, Span, Table, Text, cover, labels, phrase,
};

const REQUIRED: &str = "required by the policy";
const NOT_REQUIRED: &str = "not required";

pub(super) fn content(context: &Context<'_>) -> Content {
    let report = context.report;
    let conditions = cover::all_conditions(context);
    let waiting = undecided(context);
    if conditions.is_empty()
        && report.waivers.is_empty()
        && report.forecast.is_empty()
        && report.signoffs.is_empty()
        && waiting.is_empty()
    {
        return Content::empty("No condition, no waiver, no role and no decision is listed.");
    }
    let mut blocks = vec![Block::head("Conditions")];
    blocks.push(condition_table(context, &conditions));
    blocks.push(Block::head("Waivers"));
    blocks.extend(waivers::blocks(context));
    blocks.push(Block::head("What expires next"));
    blocks.extend(forecast::blocks(context));
    blocks.push(Block::head("Decisions"));
    blocks.extend(decisions(context, &waiting));
    Content { tally: tally(context), blocks }
}

/// How many required roles have decided.
fn tally(context: &Context<'_>) -> String {
    let signoffs = context.report.signoffs.iter();
    let decided: HashSet<&str> = signoffs
        .filter(|signoff| signoff.standing == SignoffStanding::Decides)
        .map(|signoff| signoff.signoff.role.as_str())
        .collect();
    let required = || context.report.policy.roles.iter().filter(|role| role.required);
    let by_now = required().filter(|role| decided.contains(role.name.as_str())).count();
    format!("{by_now} of {}", required().count())
}

/// Roles of the policy for which no sign-off is listed.
fn undecided<'a>(context: &Context<'a>) -> Vec<&'a Role> {
    let signoffs = context.report.signoffs.iter();
    let listed: HashSet<&str> = signoffs.map(|signoff| signoff.signoff.role.as_str()).collect();
    let roles = context.report.policy.roles.iter();
    roles.filter(|role| !listed.contains(role.name.as_str())).collect()
}

fn condition_table(context: &Context<'_>, conditions: &[&Condition]) -> Block {
    if conditions.is_empty() {
        return Block::says("No condition is set.");
    }
    let open = conditions.iter().filter(|one| one.state == ConditionState::Open).count();
    let count = labels::capitalised(&labels::counted(conditions.len(), "condition", "conditions"));
    let columns = vec![
        Column::words("State", 1),
        Column::subject("Condition", 5),
        Column::words("Owner", 2),
        Column::words("Due", 2),
        Column::words("Closed by", 2),
    ];
    let row = |one: &&Condition| {
        let today = (one.state == ConditionState::Open).then_some(context.report.as_of);
        let due = one.due.as_deref().map(|due| labels::due(due, today));
        let closed = context.names(&one.closed_by);
        let from = Text::plain("from ").and(source(context, one));
        Row::plain(vec![
            Cell::words(labels::condition_state(one.state)),
            Cell::of(context.sentence(&one.text)).noted([from]),
            Cell::words(one.owner.as_deref().unwrap_or("no owner")),
            Cell::of(due.unwrap_or_else(|| Text::plain("no date"))),
            if closed.is_empty() { Cell::words("nothing named") } else { Cell::of(closed) },
        ])
    };
    let rows = conditions.iter().map(row).collect();
    Block::Table(Table::of(format!("{count}, {} open", labels::number(open)), columns, rows))
}

/// The sign-off or the gate from which a condition comes. A gate may share its id with anything else.
fn source(context: &Context<'_>, condition: &Condition) -> Span {
    if context.is_signoff(condition.from.as_str()) {
        context.name(condition.from.as_str())
    } else {
        context.gate(condition.from.as_str())
    }
}

fn decisions(context: &Context<'_>, waiting: &[&Role]) -> Vec<Block> {
    let report = context.report;
    let digest = Text::plain("What is to be signed has the digest SHA-256 ")
        .and(Span::Code { text: report.provenance.of.to_string() })
        .and_plain(".");
    if report.signoffs.is_empty() && waiting.is_empty() {
        return vec![
            Block::text(digest),
            Block::says("Nobody has to sign, and nobody has signed."),
        ];
    }
    let columns = vec![
        Column::subject("Role", 3),
        Column::words("Name", 2),
        Column::words("Decision", 5),
        Column::words("Date", 2),
    ];
    let mut rows: Vec<Row> =
        report.signoffs.iter().map(|signoff| signoff_row(context, signoff)).collect();
    rows.extend(waiting.iter().map(|role| {
        Row::plain(vec![
            Cell::words(role.name.clone()).noted([Text::plain(if role.required {
                REQUIRED
            } else {
                NOT_REQUIRED
            })]),
            Cell::words("nobody named"),
            Cell::words(labels::decision(None)),
            Cell::words("no date"),
        ])
    }));
    let caption = format!("{} required decisions are given", tally(context));
    vec![Block::text(digest), Block::Table(Table::of(caption, columns, rows))]
}

fn signoff_row(context: &Context<'_>, report: &SignoffReport) -> Row {
    let signoff = &report.signoff;
    let mut notes = vec![Text::plain(format!("Standing: {}", labels::standing(report.standing)))];
    if let Some(of) = &signoff.of {
        notes.push(Text::plain("Signed: SHA-256 ").and(Span::Code { text: of.to_string() }));
    } else if signoff.decision.is_some() {
        notes.push(Text::plain("It does not say what was signed"));
    }
    if !signoff.conditions.is_empty() {
        let each = signoff.conditions.iter().map(|written| match context.title(written) {
            Some(_) => Text(vec![context.name(written)]),
            None => Text::plain(format!("“{written}”")),
        });
        notes.push(Text::plain("Conditions: ").and_text(Text::join(each, "; ")));
    }
    notes.extend(signoff.note.as_ref().map(|note| Text::plain(format!("Remark: {note}"))));
    notes.extend(context.stated_notes(&signoff.evidence));
    notes.extend(phrase::properties(&signoff.properties));
    let id = Text(vec![Span::Code { text: signoff.id.to_string() }]);
    let required = Text::plain(if report.required { REQUIRED } else { NOT_REQUIRED });
    Row::at(
        Anchor::of(AnchorKind::Signoff, &signoff.id),
        vec![
            Cell::words(signoff.role.clone()).noted([required, id]),
            Cell::words(signoff.name.as_deref().unwrap_or("nobody named")),
            Cell::words(cover::decision(report)).noted(notes),
            Cell::words(signoff.date.map_or_else(|| "no date".to_owned(), |date| date.to_string())),
        ],
    )
}
