//! Section 6: every finding, worst first, counted or not.

use std::collections::BTreeSet;

use super::problems::{Problem, problems};
use super::{Content, finding_facts};
use crate::model::report::ResolvedLink;
use crate::model::{Finding, Severity, Status};
use crate::view::context::Context;
use crate::view::{
    self, Anchor, AnchorKind, Block, Cell, Chart, Column, Facet, Figure, Findings, Mark, Row,
    Severities, Table, Text, facet, labels, prose,
};

const STATUSES: [Status; 5] =
    [Status::Open, Status::Fixed, Status::Suppressed, Status::Accepted, Status::FalsePositive];

pub(super) fn content(context: &Context<'_>) -> Content {
    let mut findings: Vec<&Finding<ResolvedLink>> = context.report.findings.iter().collect();
    if findings.is_empty() {
        return Content::empty("No finding is reported.");
    }
    findings.sort_by_key(|finding| finding.severity);
    let problems = problems(context);
    let counted = problems.iter().filter(|problem| problem.counts).count();
    let tools = tools(context, &findings);
    let full = findings.iter().map(|finding| told(context, finding, &tools)).collect();
    let counts = Severities::counted(|severity| split(&problems, Some(severity)).0);
    let once = once(findings.len(), problems.len());
    let mut blocks = vec![Block::says(intro(&problems, &counts) + &once)];
    blocks.extend(bar(counts));
    blocks.extend([
        table(&problems),
        Block::Findings(Findings { facets: facets(&tools), findings: full }),
    ]);
    Content { tally: labels::number(counted), blocks }
}

/// What the sentence before it says, drawn; none where nothing counts.
fn bar(counts: Severities) -> Option<Block> {
    let chart = Chart::Severities(counts);
    (!chart.alt().is_empty()).then_some(Block::Figure(Figure { chart }))
}

/// How many of a severity count, and how many do not.
fn split(problems: &[Problem], severity: Option<Severity>) -> (usize, usize) {
    let chosen =
        problems.iter().filter(|problem| severity.is_none_or(|one| problem.severity == one));
    chosen.fold(
        (0, 0),
        |(counts, not), problem| {
            if problem.counts { (counts + 1, not) } else { (counts, not + 1) }
        },
    )
}

/// What is said where several findings are one problem.
fn once(findings: usize, problems: usize) -> String {
    if findings == problems {
        return String::new();
    }
    let problems = labels::counted(problems, "problem", "problems");
    let findings = labels::counted(findings, "finding", "findings");
    format!(
        " What several checkers found counts once, as the worst that counts: {findings} are {problems}."
    )
}

/// "4 findings count: 1 critical, 3 medium. 2 do not: 2 fixed."
fn intro(problems: &[Problem], counted: &Severities) -> String {
    let (counts, not) = split(problems, None);
    let verb = if counts <= 1 { "counts" } else { "count" };
    let number = labels::capitalised(&labels::counted(counts, "finding", "findings"));
    let first = match counts {
        0 => format!("{number} {verb}."),
        _ => format!("{number} {verb}: {}.", counted.alt),
    };
    let first = format!("{first}{}", waived_count(problems));
    if not == 0 {
        return first;
    }
    let by_status: Vec<String> = STATUSES
        .into_iter()
        .map(|status| {
            let closed = |problem: &&Problem| problem.status == status && !problem.counts;
            (status, problems.iter().filter(closed).count())
        })
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| format!("{} {}", labels::number(count), labels::status(status)))
        .collect();
    let verb = if not == 1 { "does" } else { "do" };
    format!("{first} {} {verb} not: {}.", labels::number(not), by_status.join(", "))
}

/// " 1 of those that count is waived." Nothing where none is.
fn waived_count(problems: &[Problem]) -> String {
    match problems.iter().filter(|problem| problem.counts && problem.is_waived).count() {
        0 => String::new(),
        1 => " 1 of those that count is waived.".to_owned(),
        many => format!(" {} of those that count are waived.", labels::number(many)),
    }
}

fn table(problems: &[Problem]) -> Block {
    let row = |name: Cell, (counts, not): (usize, usize)| {
        Row::plain(vec![
            name,
            Cell::words(labels::number(counts)),
            Cell::words(labels::number(not)),
            Cell::words(labels::number(counts + not)),
        ])
    };
    let rows = Severity::ALL
        .into_iter()
        .map(|severity| (severity, split(problems, Some(severity))))
        .filter(|(_, (counts, not))| counts + not > 0)
        .map(|(severity, split)| row(Cell::marked(severity), split))
        .collect();
    let columns = vec![
        Column::subject("Severity", 6),
        Column::number("Counted", 2),
        Column::number("Not counted", 2),
        Column::number("All", 2),
    ];
    let all = labels::capitalised(&labels::counted(problems.len(), "finding", "findings"));
    let mut table = Table::of(format!("{all} by severity"), columns, rows);
    table.foot = Some(row(Cell::words("All"), split(problems, None)));
    Block::Table(table)
}

/// What a reader may choose by: how bad it is, what became of it, who found it.
fn facets(tools: &[&str]) -> Vec<Facet> {
    let statuses = STATUSES.map(|status| labels::capitalised(labels::status(status)));
    vec![
        Facet::marked("Severity", &Severity::ALL),
        Facet::named("Status", statuses),
        Facet::named("Tool", tools.iter().map(|tool| (*tool).to_owned())),
    ]
}

/// The checkers that found any, in order.
fn tools<'f>(context: &'f Context<'_>, findings: &[&'f Finding<ResolvedLink>]) -> Vec<&'f str> {
    let named = findings.iter().filter_map(|finding| tool(context, finding));
    named.collect::<BTreeSet<&str>>().into_iter().collect()
}

fn tool<'f>(context: &'f Context<'_>, finding: &'f Finding<ResolvedLink>) -> Option<&'f str> {
    let of_run = || finding.run.as_ref().and_then(|run| context.title(run.as_str()));
    finding.tool.as_deref().or_else(of_run).filter(|name| !name.trim().is_empty())
}

fn told(context: &Context<'_>, finding: &Finding<ResolvedLink>, tools: &[&str]) -> view::Finding {
    let anchor = Anchor::of(AnchorKind::Finding, &finding.id);
    let body = finding.body.as_deref().map(|body| context.prose(&anchor, body, prose::IN_THING));
    view::Finding {
        severity: Mark::from(finding.severity),
        id: finding.id.to_string(),
        title: finding.title.clone(),
        note: told_first(context, finding),
        body,
        facts: finding_facts::facts(context, finding),
        snippet: finding.location.as_ref().and_then(|location| location.snippet.clone()),
        kinds: vec![
            facet::kind(&Severity::ALL, &finding.severity),
            facet::kind(&STATUSES, &finding.status),
            tool(context, finding).and_then(|tool| tools.binary_search(&tool).ok()),
        ],
        anchor,
    }
}

/// What a reader should know first: whether it counts, and which waivers in force there are of it.
fn told_first(context: &Context<'_>, finding: &Finding<ResolvedLink>) -> Text {
    let (in_force, _) = context.split_waiver_notes(&finding.id);
    let counts = note(context, finding);
    if in_force.is_empty() {
        return counts;
    }
    let behind = if context.counts(finding) {
        "; it stays in the list, and gates that take waivers leave it out."
    } else {
        "."
    };
    let waived = Text::join(in_force, "; ").and_plain(behind);
    if counts.is_empty() { waived } else { counts.and_plain(" ").and_text(waived) }
}

/// That it doesn't count, or why it does all the same (SEMANTICS rule 14).
fn note(context: &Context<'_>, finding: &Finding<ResolvedLink>) -> Text {
    if context.counts(finding) {
        return match (finding.status, &finding.status_reason) {
            (Status::Open, _) => Text::default(),
            (Status::Suppressed, None) => {
                Text::plain("Counts: it is suppressed, and no reason is given.")
            }
            (status, _) => Text::plain(format!(
                "Counts: the policy does not close what is {}.",
                labels::status(status)
            )),
        };
    }
    let status = labels::status(finding.status);
    Text::plain(match &finding.status_reason {
        Some(reason) => format!("Does not count: {status}, “{reason}”."),
        None => format!("Does not count: {status}."),
    })
}
