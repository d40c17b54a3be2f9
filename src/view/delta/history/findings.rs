//! Section 2: the findings over the versions. What is open in the newest comes first, then what nobody looked for there,
//! then what somebody decided on, then what is gone.

use super::super::Content;
use super::super::context::said;
use super::super::finding_row;
use super::chain::Chain;
use super::runs;
use crate::model::delta::{FindingHistory, Seen};
use crate::view::{
    AnchorKind, Block, Cell, Column, Group, Mark, Row, Span, Table, Text, labels, location,
};

/// The order in which they are told, by what the newest version says of them, and what each group is.
const TOLD: [(Seen, &str); 7] = [
    (Seen::Open, ""),
    (Seen::NotChecked, ": the checker did not look, so that nobody knows"),
    (Seen::Accepted, ""),
    (Seen::Suppressed, ""),
    (Seen::FalsePositive, ""),
    (Seen::Fixed, ""),
    (Seen::Absent, ": the checker looked and does not find it"),
];

pub(super) fn content(chain: &Chain<'_>) -> Content {
    let findings = &chain.history.findings;
    if findings.is_empty() {
        return Content::empty("No version has a finding.");
    }
    let mut columns = vec![Column::words("Severity", 2), Column::subject("Finding", 5)];
    columns.extend(chain.columns(|| {
        vec![
            Column::words("First seen", 2),
            Column::words("Last seen", 2),
            Column::words("What the versions say", 4),
        ]
    }));
    let groups = TOLD.into_iter().filter_map(|told| group(chain, told)).collect();
    let table = Table::grouped(caption(findings), columns, groups);
    let open = of(chain, Seen::Open).len();
    Content {
        tally: format!("{} open", labels::number(open)),
        blocks: vec![Block::says(sentence(chain)), Block::Table(table)],
    }
}

/// What the newest version says of it. Where nothing is told, nobody knows.
fn newest(finding: &FindingHistory) -> Seen {
    finding.seen.last().copied().unwrap_or(Seen::NotChecked)
}

/// The findings of which the newest version says that, worst first; what has the same severity stays in its order.
fn of<'a>(chain: &Chain<'a>, seen: Seen) -> Vec<&'a FindingHistory> {
    let all = chain.history.findings.iter();
    let mut chosen: Vec<&FindingHistory> = all.filter(|finding| newest(finding) == seen).collect();
    chosen.sort_by_key(|finding| finding.severity);
    chosen
}

/// "9 findings: 3 open, 1 not checked, 5 absent in the newest version".
pub(super) fn counts(chain: &Chain<'_>) -> String {
    let told = TOLD.into_iter().map(|(seen, _)| (seen, of(chain, seen).len()));
    let some = told.filter(|(_, count)| *count > 0);
    some.map(|(seen, count)| format!("{} {}", labels::number(count), labels::seen(seen)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What became of all of them, in a sentence or two.
pub(super) fn sentence(chain: &Chain<'_>) -> String {
    let findings = &chain.history.findings;
    if findings.is_empty() {
        return "No version has a finding.".to_owned();
    }
    let count = labels::capitalised(&labels::counted(findings.len(), "finding", "findings"));
    let verb = if findings.len() == 1 { "is" } else { "are" };
    let told = format!(
        "{count} {verb} in any version. Of them {}: {}.",
        chain.names.newest(),
        counts(chain)
    );
    let reopened = findings.iter().filter(|finding| finding.reopened > 0).count();
    match reopened {
        0 => format!("{told} None was reopened."),
        1 => format!("{told} 1 was gone or fixed, and came again."),
        many => format!("{told} {} were gone or fixed, and came again.", labels::number(many)),
    }
}

fn caption(findings: &[FindingHistory]) -> String {
    let count = labels::counted(findings.len(), "finding", "findings");
    format!("{count}, what is open before what is gone, and the worst first")
}

fn group(chain: &Chain<'_>, (seen, means): (Seen, &str)) -> Option<Group> {
    let findings = of(chain, seen);
    if findings.is_empty() {
        return None;
    }
    let word = labels::capitalised(labels::seen(seen));
    let (newest, count) = (chain.names.newest(), labels::number(findings.len()));
    let title = Text::plain(format!("{word} {newest}, {count}{means}"));
    Some(Group::titled(title, findings.into_iter().map(|finding| row(chain, finding)).collect()))
}

fn row(chain: &Chain<'_>, finding: &FindingHistory) -> Row {
    let is_listed = |seen: &Seen| !matches!(seen, Seen::Absent | Seen::NotChecked);
    let last = finding.seen.iter().rposition(is_listed);
    let when = When::of(chain, finding);
    let mut notes = vec![
        chain.id(AnchorKind::Finding, &finding.id, last),
        finding_row::from(&finding.rule, finding.tool.as_deref()),
    ];
    notes.extend(finding.location.as_ref().map(location::place));
    if chain.is_side_by_side() {
        let When { first, last } = &when;
        notes.push(Text::plain(format!("first seen: {first}, last seen: {last}")));
    }
    notes.extend(reopened(finding.reopened));
    let mut cells = vec![
        Cell::marked(Mark::from(finding.severity)),
        Cell::of(said(&finding.title)).noted(notes),
    ];
    if chain.is_side_by_side() {
        let all = (0..chain.len()).map(|at| finding.seen.get(at).copied());
        cells.extend(all.map(|seen| cell(seen.unwrap_or(Seen::NotChecked))));
    } else {
        let word = |seen| labels::seen(seen).to_owned();
        cells.extend([
            Cell::words(when.first),
            Cell::words(when.last),
            Cell::words(runs::told(&chain.names, &finding.seen, word)),
        ]);
    }
    Row::at(chain.anchor(AnchorKind::Finding, &finding.id, last), cells)
}

/// In which versions a finding was seen first and last. One that is told as fixed isn't seen there.
struct When {
    first: String,
    last: String,
}

impl When {
    fn of(chain: &Chain<'_>, finding: &FindingHistory) -> Self {
        let is_there = |seen: &Seen| !matches!(seen, Seen::Absent | Seen::NotChecked | Seen::Fixed);
        let name = |version: Option<usize>| {
            let name = version.map(|at| chain.names.name(at).to_owned());
            name.unwrap_or_else(|| "in no version".to_owned())
        };
        Self {
            first: name(finding.seen.iter().position(is_there)),
            last: name(finding.seen.iter().rposition(is_there)),
        }
    }
}

/// What is open stands out: somebody has to act.
fn cell(seen: Seen) -> Cell {
    let text = labels::seen(seen).to_owned();
    match seen {
        Seen::Open => Cell::of(Text(vec![Span::Strong { text }])),
        Seen::Absent
        | Seen::NotChecked
        | Seen::Fixed
        | Seen::Suppressed
        | Seen::Accepted
        | Seen::FalsePositive => Cell::words(text),
    }
}

fn reopened(times: u64) -> Option<Text> {
    let times = match times {
        0 => return None,
        1 => "once".to_owned(),
        many => format!("{} times", labels::number(many)),
    };
    Some(Text(vec![Span::Strong { text: format!("reopened {times}") }]))
}
