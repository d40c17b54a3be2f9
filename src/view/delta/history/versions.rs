//! Section 1: the versions, what each comes to, and the way that score and open findings went.

use super::super::Content;
use super::chain::Chain;
use super::trend;
use crate::model::Subject;
use crate::model::delta::{FindingHistory, Seen, Version};
use crate::view::{Block, Cell, Column, Figure, Mark, Row, Severities, Table, Text, labels};

pub(super) fn content(chain: &Chain<'_>) -> Content {
    let versions = &chain.history.versions;
    if versions.is_empty() {
        return Content::empty("There is no version.");
    }
    let columns = vec![
        Column::subject("Version", 2),
        Column::words("As of", 2),
        Column::words("Verdict", 3),
        Column::number("Score", 2),
        Column::words("Open findings", 2),
        Column::words("Checked by", 2),
    ];
    let rows = versions.iter().enumerate().map(|(at, version)| row(chain, at, version));
    let count = labels::counted(versions.len(), "version", "versions");
    let table = Table::of(format!("{count}, the oldest first"), columns, rows.collect());
    let mut blocks = vec![Block::Table(table)];
    for trend in [trend::score(chain), trend::findings(chain)] {
        blocks.push(Block::head(trend.title));
        blocks.push(Block::says(trend.sentence));
        blocks.extend(trend.chart.map(|chart| Block::Figure(Figure { chart })));
    }
    Content { tally: labels::number(versions.len()), blocks }
}

fn row(chain: &Chain<'_>, at: usize, version: &Version) -> Row {
    let score = version.score.score.as_deref().unwrap_or("no score");
    let (supported, counted) = (version.score.supported, version.score.counted);
    let claims = match counted {
        0 => "no claim counts".to_owned(),
        many => format!("{} of {} claims", labels::number(supported), labels::number(many)),
    };
    Row::plain(vec![
        Cell::of(chain.version(at)).noted(others(chain.names.name(at), &version.report.subject)),
        Cell::words(version.report.as_of.to_string()),
        Cell::marked(Mark::from(version.report.verdict))
            .noted([Text::plain(version.report.sentence.clone())]),
        Cell::words(score).noted([Text::plain(claims)]),
        Cell::words(open(version)).noted(unchecked_words(chain, at).map(Text::plain)),
        Cell::words(match version.checkers.as_slice() {
            [] => "no checker".to_owned(),
            some => some.join(", "),
        }),
    ])
}

/// By what else it is known than by the name that it has here.
fn others(name: &str, subject: &Subject) -> [Text; 2] {
    let other = |label: &str, text: Option<String>| {
        let text = text.filter(|text| !text.trim().is_empty() && text != name);
        text.map_or_else(Text::default, |text| Text::plain(format!("{label} {text}")))
    };
    [
        other("version", subject.version.clone()),
        other("commit", subject.commit.as_deref().map(labels::short_commit)),
    ]
}

/// "4: 1 critical, 3 low". Where nobody looked, that there is none says nothing.
fn open(version: &Version) -> String {
    match (count(version), version.checkers.is_empty()) {
        (0, true) => "no checker looked".to_owned(),
        (0, false) => "none".to_owned(),
        (count, _) => format!("{}: {}", labels::number(count), by_severity(version).alt),
    }
}

/// How many findings were open when somebody looked last, and nobody looks for in that version. Fewer that are open
/// then is no progress.
fn unchecked(chain: &Chain<'_>, version: usize) -> usize {
    let was_open = |finding: &&FindingHistory| {
        let told = finding.seen.get(..=version).unwrap_or_default();
        let known = told.iter().rev().find(|seen| **seen != Seen::NotChecked);
        told.last() == Some(&Seen::NotChecked) && known == Some(&Seen::Open)
    };
    chain.history.findings.iter().filter(was_open).count()
}

/// "1 that was open is not checked".
pub(super) fn unchecked_words(chain: &Chain<'_>, version: usize) -> Option<String> {
    match unchecked(chain, version) {
        0 => None,
        1 => Some("1 that was open is not checked".to_owned()),
        many => Some(format!("{} that were open are not checked", labels::number(many))),
    }
}

/// The open findings by severity.
pub(super) fn by_severity(version: &Version) -> Severities {
    Severities::counted(|severity| {
        let count = version.open.get(&severity).copied().unwrap_or(0);
        usize::try_from(count).unwrap_or(usize::MAX)
    })
}

/// How many findings are open.
pub(super) fn count(version: &Version) -> u64 {
    version.open.values().fold(0, |sum, count| sum.saturating_add(*count))
}
