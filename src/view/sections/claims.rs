//! Section 4: every claim with its state, why, and the evidence behind it.

use super::Content;
use super::claim_tree::{Branch, Placed, branches};
use crate::model::report::{ClaimReport, ResolvedLink};
use crate::model::{Category, ClaimState};
use crate::view::cells::FactList;
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, Group, Row, Span, Table, Text, labels, phrase, prose,
};

const STATES: [ClaimState; 6] = [
    ClaimState::Supported,
    ClaimState::Refuted,
    ClaimState::Broken,
    ClaimState::Stale,
    ClaimState::Unsupported,
    ClaimState::NotApplicable,
];

pub(super) fn content(context: &Context<'_>) -> Content {
    let report = context.report;
    let branches = branches(report);
    if report.claims.is_empty() && report.categories.is_empty() {
        return Content::empty("No claim is made.");
    }
    let columns =
        vec![Column::words("State", 2), Column::subject("Claim", 7), Column::words("Evidence", 3)];
    let groups = branches.iter().map(|branch| group(context, branch)).collect();
    let count = labels::capitalised(&labels::counted(report.claims.len(), "claim", "claims"));
    let mut blocks = vec![
        Block::says(intro(&report.claims)),
        Block::Table(Table::grouped(format!("{count} by category"), columns, groups)),
    ];
    let bodies = report.claims.iter().filter_map(|claim| {
        claim.body.as_deref().map(|body| (&claim.id, claim.statement.as_str(), body))
    });
    blocks.extend(context.notes("Notes on claims", AnchorKind::Claim, bodies));
    blocks.extend(categories(context));
    Content { tally: tally(context), blocks }
}

fn intro(claims: &[ClaimReport]) -> String {
    if claims.is_empty() {
        return "No claim is made in any category.".to_owned();
    }
    let counts: Vec<String> = STATES
        .into_iter()
        .map(|state| (state, claims.iter().filter(|claim| claim.state == state).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| format!("{} {}", labels::number(count), labels::claim_state(state)))
        .collect();
    let required = claims.iter().filter(|claim| claim.required).count();
    let required = match required {
        0 => "None is required.".to_owned(),
        1 => "1 is required.".to_owned(),
        many => format!("{} are required.", labels::number(many)),
    };
    format!("{}. {required}", counts.join(", "))
}

fn tally(context: &Context<'_>) -> String {
    let total = &context.report.scores.total;
    format!("{} of {}", labels::number(total.supported), labels::number(total.counted))
}

fn group(context: &Context<'_>, branch: &Branch<'_>) -> Group {
    let id = branch.category.map_or("other", |id| id.as_str());
    let score = context.score(id);
    let title = match branch.category {
        Some(category) => context.title(category.as_str()).unwrap_or(category.as_str()),
        None => score.map_or("Other", |score| score.title.as_str()),
    };
    let count = match score.filter(|score| score.counted > 0) {
        Some(score) => format!("{} of {} supported", score.supported, score.counted),
        None if branch.claims.is_empty() => "no claim".to_owned(),
        None => "nothing counted".to_owned(),
    };
    let rows = branch.claims.iter().map(|placed| row(context, placed)).collect();
    Group {
        anchor: branch.category.map(|id| Anchor::of(AnchorKind::Category, id)),
        title: Some(Text::plain(format!("{title}, {count}"))),
        rows,
    }
}

fn row(context: &Context<'_>, placed: &Placed<'_>) -> Row {
    let claim = placed.claim;
    let mut what = Cell::words(claim.statement.clone()).noted(notes(context, claim));
    what.depth = placed.depth;
    Row::at(
        Anchor::of(AnchorKind::Claim, &claim.id),
        vec![Cell::marked(claim.state), what, evidence(context, claim)],
    )
}

/// Its own links, then those of its measure.
fn evidence(context: &Context<'_>, claim: &ClaimReport) -> Cell {
    let measure = claim.measure.as_ref().and_then(|id| context.measure(id.as_str()));
    let measured = measure.map_or(&[][..], |measure| measure.links.as_slice());
    context.evidence_cell(claim.evidence.iter().chain(measured))
}

fn notes(context: &Context<'_>, claim: &ClaimReport) -> Vec<Text> {
    let mut notes = vec![context.sentence(&claim.because).and_plain(" ").and_text(about(claim))];
    notes.extend(context.waiver_notes(&claim.id));
    if let Some(reason) = &claim.not_applicable {
        notes.push(Text::plain(format!("Said not to apply: “{reason}”")));
    }
    if let Some(measure) = claim.measure.as_ref().and_then(|id| context.measure(id.as_str())) {
        let mut text = Text::plain("Measure ")
            .and(context.name(measure.id.as_str()))
            .and_plain(format!(": {}", labels::observed(measure)));
        if let Some(wanted) = &measure.target {
            text = text.and_plain(format!("; target {}", labels::target(wanted)));
        }
        notes.push(text);
    }
    notes.push(context.labelled("Rests on", &claim.supported_by));
    notes.push(context.labelled("Findings that refute it while they count:", &claim.refuted_by));
    notes.push(context.labelled("To be closed by", context.closed_by(&claim.id).iter().copied()));
    notes.push(context.labelled("An item of the checklist", &claim.checklist));
    if claim.absent {
        notes.push(Text::plain("The policy names it; the findings lack it"));
    }
    notes.extend(context.declared_notes(&claim.declared));
    notes.extend(phrase::properties(&claim.properties));
    notes
}

/// Its id, and what is stated of it in a word.
fn about(claim: &ClaimReport) -> Text {
    let mut text = Text(vec![Span::Code { text: claim.id.to_string() }]);
    if claim.required {
        text = text.and_plain(", required");
    }
    if let Some(owner) = &claim.owner {
        text = text.and_plain(format!(", owner {owner}"));
    }
    if let Some(effort) = &claim.effort {
        text = text.and_plain(format!(", effort {effort} as stated"));
    }
    text
}

/// What is written of categories themselves.
fn categories(context: &Context<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for category in &context.report.categories {
        let told = about_category(context, category);
        if told.is_empty() {
            continue;
        }
        if blocks.is_empty() {
            blocks.push(Block::head("Notes on categories"));
        }
        let name = Text(vec![context.name(category.id.as_str())]);
        blocks.push(Block::text(name.and_plain(format!(" {}", category.title))));
        blocks.extend(told);
    }
    blocks
}

fn about_category(context: &Context<'_>, category: &Category<ResolvedLink>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(body) = &category.body {
        let anchor = Anchor::of(AnchorKind::Category, &category.id);
        blocks.push(Block::Prose(context.prose(&anchor, body, prose::IN_THING)));
    }
    let mut facts = FactList::default();
    facts.add("Stated at", context.evidence_text(&category.evidence));
    facts.add("Properties", phrase::properties_code(&category.properties));
    blocks.extend(facts.block());
    blocks
}
