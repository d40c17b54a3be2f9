//! Section 2: every gate with its threshold and what was observed, passed or not.

use super::Content;
use crate::model::report::{GateReport, WaiverStanding};
use crate::model::{GateLevel, GateRule, Id, Outcome};
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Group, Row, Span, Table, Text, labels, phrase,
};

const OUTCOMES: [Outcome; 4] =
    [Outcome::Fail, Outcome::Undetermined, Outcome::Waived, Outcome::Pass];
const LEVELS: [GateLevel; 3] = [GateLevel::Block, GateLevel::Condition, GateLevel::Warn];

pub(super) fn content(context: &Context<'_>) -> Content {
    let gates = &context.report.gates;
    if gates.is_empty() {
        return Content::empty("The policy sets no gate, so that nothing can be called ready.");
    }
    let (verb, what) = if gates.len() == 1 { ("this", "gate") } else { ("these", "gates") };
    let intro = format!(
        "The verdict is a function of {verb} {} {what}. A gate is listed whether or not it passes.",
        labels::number(gates.len())
    );
    let columns = vec![
        Column::words("Outcome", 2),
        Column::subject("Gate", 4),
        Column::words("Rests on", 2),
        Column::number("Threshold", 2),
        Column::number("Observed", 2),
    ];
    let groups = LEVELS.iter().filter_map(|level| group(context, *level)).collect();
    let table = Block::Table(Table::grouped(caption(gates), columns, groups));
    Content { tally: tally(gates), blocks: vec![Block::says(intro), table] }
}

fn having(gates: &[GateReport], outcome: Outcome) -> usize {
    gates.iter().filter(|gate| gate.outcome == outcome).count()
}

/// "7 fail, 2 are undetermined, 3 pass. Of the 8 that block, 4 fail."
fn caption(gates: &[GateReport]) -> String {
    let all: Vec<String> = OUTCOMES
        .into_iter()
        .map(|outcome| (outcome, having(gates, outcome)))
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| labels::outcome_count(outcome, count))
        .collect();
    let blocking: Vec<&GateReport> =
        gates.iter().filter(|gate| gate.level == GateLevel::Block).collect();
    let failing = blocking.iter().filter(|gate| gate.outcome == Outcome::Fail).count();
    let blocks = match (blocking.len(), failing) {
        (0, _) => "None of them blocks.".to_owned(),
        (1, 0) => "The one that blocks does not fail.".to_owned(),
        (1, _) => "The one that blocks fails.".to_owned(),
        (many, 0) => format!("Of the {many} that block, none fails."),
        (many, fail) => {
            format!("Of the {many} that block, {}.", labels::outcome_count(Outcome::Fail, fail))
        }
    };
    format!("{}. {blocks}", labels::listed(&all))
}

fn tally(gates: &[GateReport]) -> String {
    let worst = OUTCOMES.into_iter().find(|outcome| having(gates, *outcome) > 0);
    worst.map_or_else(String::new, |outcome| {
        let count = labels::number(having(gates, outcome));
        match outcome {
            Outcome::Fail => format!("{count} fail"),
            Outcome::Undetermined => format!("{count} undetermined"),
            Outcome::Waived => format!("{count} waived"),
            Outcome::Pass => format!("{count} pass"),
        }
    })
}

fn group(context: &Context<'_>, level: GateLevel) -> Option<Group> {
    let mut gates: Vec<&GateReport> =
        context.report.gates.iter().filter(|gate| gate.level == level).collect();
    if gates.is_empty() {
        return None;
    }
    // Display numbers are in id order (SEMANTICS rule 5); so are the rows, for who looks one up.
    gates.sort_by(|one, other| one.id.cmp(&other.id));
    let what = match level {
        GateLevel::Block => "what fails here keeps the subject from shipping",
        GateLevel::Condition => "what does not pass here is owed as a condition",
        GateLevel::Warn => "what is here is shown and decides nothing",
    };
    let count = labels::counted(gates.len(), "gate", "gates");
    let title = format!("Level {}, {count}: {what}", level.name());
    let rows = gates.into_iter().map(|gate| row(context, gate)).collect();
    Some(Group::titled(Text::plain(title), rows))
}

fn row(context: &Context<'_>, gate: &GateReport) -> Row {
    let number = Text::plain(format!("{} ", context.gate_number(&gate.id)));
    let name = number.and_text(context.sentence(&gate.title));
    let ids = Text::plain("gate ")
        .and(Span::Code { text: gate.id.to_string() })
        .and_plain(" of type ")
        .and(Span::Code { text: gate.kind.clone() });
    let rests: Vec<&Id> = gate.rests_on.iter().collect();
    let rests = match rests.as_slice() {
        [] => Cell::words("nothing listed"),
        some => Cell::of(context.first_names(some, phrase::FEW)),
    };
    Row::at(
        Anchor::of(AnchorKind::Gate, &gate.id),
        vec![
            Cell::marked(gate.outcome).noted(would(gate)),
            Cell::of(name)
                .noted([context.sentence(&gate.because), ids])
                .noted(tools(context, gate))
                .noted(waivers(context, gate)),
            rests,
            Cell::words(or_none(&gate.threshold)),
            Cell::words(or_none(&gate.observed)),
        ],
    )
}

/// The checkers that it wants to have run.
fn tools(context: &Context<'_>, gate: &GateReport) -> Option<Text> {
    let asked = context.report.policy.gates.iter().find(|asked| asked.id == gate.id)?;
    let GateRule::OpenFindings { tools, .. } = &asked.rule else { return None };
    let tools = Text::join(tools.iter().map(|tool| Text::code(tool.clone())), ", ");
    (!tools.is_empty()).then(|| Text::plain("Asks for a run of ").and_text(tools))
}

/// What would have come of it without waivers.
fn would(gate: &GateReport) -> Option<Text> {
    match gate.without_waivers? {
        Outcome::Fail => Some(Text::plain("would fail")),
        Outcome::Undetermined => Some(Text::plain("would be undetermined")),
        Outcome::Waived | Outcome::Pass => None,
    }
}

/// Waivers that name the gate and don't lift it, and whether it takes any. Those that do are told by its reason.
fn waivers(context: &Context<'_>, gate: &GateReport) -> Vec<Text> {
    let named = context.waivers_of(&Id::new(format!("gate:{}", gate.id))).iter();
    let others = named.filter(|waiver| !gate.waived_by.contains(&waiver.waiver.id));
    let mut notes: Vec<Text> = others
        .map(|waiver| {
            let note = context.waiver_note(waiver);
            let idle = waiver.standing == Some(WaiverStanding::InForce);
            if idle { note.and_plain(", and it passes without") } else { note }
        })
        .collect();
    if context.report.policy.waivers.never.contains(&gate.id) {
        notes.push(Text::plain("It takes no waiver, neither of itself nor of what it counts"));
    }
    notes
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "no value" } else { text }
}
