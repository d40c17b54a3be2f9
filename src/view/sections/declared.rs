//! In section 1: what was declared, quoted with its place, beside what is computed.

use crate::model::report::ResolvedLink;
use crate::model::{Category, ClaimState, Declared, DeclaredStatus};
use crate::view::context::Context;
use crate::view::{Anchor, Block, Cell, Column, Group, Row, Span, Table, Text, labels};

/// The subsection.
pub(super) fn blocks(context: &Context<'_>) -> Vec<Block> {
    let report = context.report;
    let mut blocks = vec![Block::head("What was declared")];
    let groups = groups(context);
    let rows: usize = groups.iter().map(|group| group.rows.len()).sum();
    if rows > 0 {
        blocks.push(Block::says(
            "What was declared is quoted here. The verdict and the scores are computed and take no account of it.",
        ));
        let columns = vec![
            Column::subject("Of", 3),
            Column::words("Declared", 6),
            Column::words("Computed", 3),
        ];
        let caption = labels::counted(rows, "declaration", "declarations");
        blocks.push(Block::Table(Table::grouped(
            format!(
                "{} of the whole and of categories, beside what is computed",
                labels::capitalised(&caption)
            ),
            columns,
            groups,
        )));
    }
    let said = claims(context);
    if let Some(said) = said {
        blocks.push(Block::text(said));
    } else if rows == 0 {
        blocks.push(Block::says("Nothing was declared of the whole, of a category or of a claim."));
    }
    match report.contradictions.len() {
        0 => {}
        found => {
            let section = Span::Link {
                to: Anchor::section("contradictions"),
                text: labels::counted(found, "contradiction", "contradictions"),
                code: false,
            };
            let text = Text::plain("What is said was held against what holds: ");
            blocks.push(Block::text(text.and(section).and_plain(".")));
        }
    }
    let stated = context.evidence_text(&report.report.evidence);
    if !stated.is_empty() {
        blocks.push(Block::text(Text::plain("What the cover says is stated at ").and_text(stated)));
    }
    blocks
}

fn groups(context: &Context<'_>) -> Vec<Group> {
    let report = context.report;
    let mut groups = Vec::new();
    let whole: Vec<Row> =
        report.report.declared.iter().map(|declared| whole(context, declared)).collect();
    if !whole.is_empty() {
        groups.push(Group::titled(Text::plain("The whole"), whole));
    }
    let mut rows = Vec::new();
    for category in &report.categories {
        rows.extend(
            category.declared.iter().map(|declared| of_category(context, category, declared)),
        );
    }
    if !rows.is_empty() {
        groups.push(Group::titled(Text::plain("Categories"), rows));
    }
    groups
}

fn whole(context: &Context<'_>, declared: &Declared<ResolvedLink>) -> Row {
    let report = context.report;
    let of = match (declared.verdict, &declared.score) {
        (Some(_), Some(_)) => "Verdict and score",
        (Some(_), None) => "Verdict",
        (None, Some(_)) => "Total score",
        (None, None) => "The report",
    };
    let verdict = labels::verdict(report.verdict.value);
    let score = report.scores.total.score.as_deref();
    let score = score.map_or_else(|| "no score".to_owned(), |score| format!("{score} of 100"));
    let computed = match (declared.verdict, &declared.score) {
        (Some(_), Some(_)) => format!("{verdict}, {score}"),
        (None, Some(_)) => score,
        (Some(_) | None, None) => verdict,
    };
    Row::plain(vec![Cell::words(of), quoted(context, declared), Cell::words(computed)])
}

fn of_category(
    context: &Context<'_>,
    category: &Category<ResolvedLink>,
    declared: &Declared<ResolvedLink>,
) -> Row {
    let anchor = Anchor::of(crate::view::AnchorKind::Category, &category.id);
    let name = Span::Link { to: anchor, text: category.title.clone(), code: false };
    let computed = match context.score(category.id.as_str()) {
        Some(score) => match &score.score {
            Some(points) => {
                format!("{points} of 100: {} of {} supported", score.supported, score.counted)
            }
            None => "nothing counted".to_owned(),
        },
        None => "nothing counted".to_owned(),
    };
    Row::plain(vec![Cell::of(Text(vec![name])), quoted(context, declared), Cell::words(computed)])
}

fn quoted(context: &Context<'_>, declared: &Declared<ResolvedLink>) -> Cell {
    Cell::of(context.declared(declared))
}

/// "Of 23 claims declared pass, the evidence supports 4."
fn claims(context: &Context<'_>) -> Option<Text> {
    let report = context.report;
    let says = |wanted: Option<DeclaredStatus>| {
        report.claims.iter().filter(move |claim| {
            claim.declared.iter().any(|said| wanted.is_none() || said.status == wanted)
        })
    };
    let all = says(None).count();
    if all == 0 {
        return None;
    }
    let passes = says(Some(DeclaredStatus::Pass)).count();
    let supported = says(Some(DeclaredStatus::Pass))
        .filter(|claim| claim.state == ClaimState::Supported)
        .count();
    let carry = if all == 1 { "carries" } else { "carry" };
    let claims = labels::capitalised(&labels::counted(all, "claim", "claims"));
    let section = |name: &'static str, text: &str| Span::Link {
        to: Anchor::section(name),
        text: text.to_owned(),
        code: false,
    };
    Some(
        Text::plain(format!("{claims} {carry} a declaration, quoted in "))
            .and(section("claims", "section 4"))
            .and_plain(format!(
                ". Of {} declared pass, the evidence supports {}.",
                labels::number(passes),
                labels::number(supported)
            )),
    )
}

/// The declarations of a thing as facts or notes, where they don't stand in this section.
pub(super) fn score_words(all: &[Declared<ResolvedLink>]) -> Option<String> {
    let scores: Vec<String> =
        all.iter().filter_map(|said| said.score.as_ref()).map(labels::declared_score).collect();
    (!scores.is_empty()).then(|| labels::listed(&scores))
}
