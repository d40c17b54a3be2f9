//! Section 3: what became of the findings, the worse before the better, and the sum that has to come out.

use std::fmt::Write as _;

use super::context::Changes;
use super::{Content, finding_row};
use crate::model::delta::{Delta, Direction, FindingChange, FindingKind, Totals};
use crate::view::{Block, Chart, Column, Figure, Group, Severities, Table, Text, labels};

/// The order in which they are told. What is the same is only counted.
pub(super) const TOLD: [FindingKind; 7] = [
    FindingKind::New,
    FindingKind::Reopened,
    FindingKind::NewlyChecked,
    FindingKind::Changed,
    FindingKind::Moved,
    FindingKind::Fixed,
    FindingKind::NotChecked,
];

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let delta = changes.delta;
    if delta.findings.is_empty() && delta.same_findings == 0 {
        return Content::empty("Neither report has a finding.");
    }
    let mut blocks = vec![Block::says(sum(changes))];
    let groups: Vec<Group> =
        TOLD.into_iter().filter_map(|kind| group(changes, kind, &of(delta, kind))).collect();
    blocks.extend(new_ones(&delta.totals));
    if !groups.is_empty() {
        let columns = vec![
            Column::words("Change", 2),
            Column::words("Severity", 2),
            Column::subject("Finding", 4),
            changes.old_column(3),
            changes.new_column(3),
            Column::words("Cause", 2),
        ];
        let table = Table::grouped(caption(delta), columns, groups);
        blocks.push(Block::Table(Table { facets: finding_row::facets(), ..table }));
    }
    blocks.push(Block::says(same(delta.same_findings)));
    Content { tally: tally(&delta.findings), blocks }
}

fn of(delta: &Delta, kind: FindingKind) -> Vec<&FindingChange> {
    let mut chosen: Vec<&FindingChange> =
        delta.findings.iter().filter(|finding| finding.change == kind).collect();
    // Worst first; what has the same severity stays in its order.
    chosen.sort_by_key(|finding| (worse_first(finding), finding.severity));
    chosen
}

fn worse_first(finding: &FindingChange) -> u8 {
    match finding.direction {
        Direction::Worse => 0,
        Direction::Neither => 1,
        Direction::Better => 2,
    }
}

fn count(findings: &[FindingChange], kind: FindingKind) -> usize {
    findings.iter().filter(|finding| finding.change == kind).count()
}

/// How many are new.
pub(super) fn new(delta: &Delta) -> usize {
    count(&delta.findings, FindingKind::New)
}

/// "2 new, 1 fixed", in the order in which they are told.
pub(super) fn counts(findings: &[FindingChange]) -> Vec<String> {
    let told = TOLD.into_iter().map(|kind| (kind, count(findings, kind)));
    told.filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{} {}", labels::number(count), labels::finding_kind(kind)))
        .collect()
}

/// "2 new", else how many are told.
fn tally(findings: &[FindingChange]) -> String {
    match count(findings, FindingKind::New) {
        0 => labels::number(TOLD.into_iter().map(|kind| count(findings, kind)).sum::<usize>()),
        new => format!("{} new", labels::number(new)),
    }
}

fn caption(delta: &Delta) -> String {
    let counts = counts(&delta.findings).join(", ");
    match delta.totals.ambiguous {
        0 => counts,
        1 => format!("{counts}; 1 stays unpaired while equal ones are on the other side"),
        many => {
            let many = labels::number(many);
            format!("{counts}; {many} stay unpaired while equal ones are on the other side")
        }
    }
}

/// "2 findings are in both reports and the same; they are not listed."
fn same(count: u64) -> String {
    match count {
        0 => "No finding is the same in both reports.".to_owned(),
        1 => "1 finding is the same in both reports and not listed here.".to_owned(),
        many => {
            format!(
                "{} findings are the same in both reports and not listed here.",
                labels::number(many)
            )
        }
    }
}

/// SEMANTICS rule 26 written out: "10 in 0.9.0 + 2 new + … − 4 fixed = 9 in 1.0.0".
fn sum(changes: &Changes<'_>) -> String {
    let totals = &changes.delta.totals;
    let of = |kind| totals.changes.get(&kind).copied().unwrap_or(0);
    let added = [FindingKind::New, FindingKind::Reopened, FindingKind::NewlyChecked];
    let taken = [FindingKind::Fixed, FindingKind::NotChecked];
    let (old, new) = (&changes.sides.old.name, &changes.sides.new.name);
    let mut sum = format!("{} in {old}", labels::number(totals.old));
    let mut terms = |sign: &str, kinds: &[FindingKind]| {
        for kind in kinds {
            let count = labels::number(of(*kind));
            // Writing to a String can't fail.
            let _ = write!(sum, " {sign} {count} {}", labels::finding_kind(*kind));
        }
    };
    terms("+", &added);
    terms("\u{2212}", &taken);
    let plus = added.into_iter().map(of).fold(totals.old, u64::saturating_add);
    let minus = taken.into_iter().map(of).fold(0, u64::saturating_add);
    let comes_out = plus.checked_sub(minus) == Some(totals.new);
    let told =
        format!("Findings that are not fixed: {sum} = {} in {new}.", labels::number(totals.new));
    if comes_out {
        told
    } else {
        format!("{told} This does not come out: the comparison is wrong.")
    }
}

/// The new ones by severity, in words and drawn; nothing where there are none.
fn new_ones(totals: &Totals) -> Vec<Block> {
    let new = Severities::counted(|severity| {
        let count = totals.new_by_severity.get(&severity).copied().unwrap_or(0);
        usize::try_from(count).unwrap_or(usize::MAX)
    });
    if new.counts.is_empty() {
        return Vec::new();
    }
    let said = Block::says(format!("New by severity: {}.", new.alt));
    vec![said, Block::Figure(Figure { chart: Chart::Severities(new) })]
}

fn group(changes: &Changes<'_>, kind: FindingKind, findings: &[&FindingChange]) -> Option<Group> {
    if findings.is_empty() {
        return None;
    }
    let word = labels::capitalised(labels::finding_kind(kind));
    let count = labels::number(findings.len());
    let title = format!("{word}, {count}: {}", labels::finding_kind_means(kind));
    let rows = findings.iter().map(|finding| finding_row::row(changes, finding)).collect();
    Some(Group::titled(Text::plain(title), rows))
}
