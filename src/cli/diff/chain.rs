//! `signoff diff --chain`: findings and claims over several versions, on the terminal.

use std::fmt::Write as _;

use comfy_table::{ContentArrangement, Table, presets};

use crate::diagnostic::visible;
use crate::model::delta::{FindingHistory, History};
use crate::view::labels;

/// How many findings are listed.
const SHOWN: usize = 40;

/// The versions, and what each says of findings and claims.
pub(super) fn summary(history: &History) -> String {
    let mut text = String::new();
    for (number, version) in (1..).zip(&history.versions) {
        let side = &version.report;
        let version = side.subject.version.as_deref().unwrap_or("no version");
        let path = side.path.as_deref().unwrap_or_default();
        // Writing to a String can't fail.
        let _ = writeln!(
            text,
            "v{number}  {} as of {}: {} ({})",
            visible(version),
            side.as_of,
            side.sentence,
            visible(path)
        );
    }
    let _ = writeln!(text, "\n{}\n\n{}", findings(history), claims(history));
    text
}

fn findings(history: &History) -> String {
    let mut table = table(history, "finding", &["reopened"]);
    for finding in history.findings.iter().take(SHOWN) {
        let seen = finding.seen.iter().map(|seen| labels::seen(*seen).to_owned());
        let mut row = vec![named(finding)];
        row.extend(seen);
        row.push(if finding.reopened == 0 { "no".to_owned() } else { times(finding.reopened) });
        table.add_row(row);
    }
    let more = history.findings.len().saturating_sub(SHOWN);
    let more =
        if more > 0 { format!("\n  and {more} more; `-o DIR` writes all") } else { String::new() };
    format!("{}{more}", table.trim_fmt())
}

fn claims(history: &History) -> String {
    let mut table = table(history, "claim", &[]);
    for claim in &history.claims {
        let mut row = vec![visible(claim.id.as_str()).into_owned()];
        row.extend(claim.states.iter().map(|state| match state {
            Some(state) => labels::claim_state(*state),
            None => "not there".to_owned(),
        }));
        table.add_row(row);
    }
    if history.claims.is_empty() { "no claims".to_owned() } else { table.trim_fmt() }
}

fn table(history: &History, what: &str, more: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    let mut head = vec![what.to_owned()];
    head.extend((1..=history.versions.len()).map(|number| format!("v{number}")));
    head.extend(more.iter().map(|word| (*word).to_owned()));
    table.set_header(head);
    table
}

fn named(finding: &FindingHistory) -> String {
    let place = finding.location.as_ref().and_then(|place| place.path.as_deref());
    let place = place.map(|path| format!(" {}", visible(path))).unwrap_or_default();
    format!(
        "{} {}{place}: {}",
        finding.severity.name(),
        visible(&finding.rule),
        visible(&finding.title)
    )
}

fn times(count: u64) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}
