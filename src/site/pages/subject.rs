//! A system: what its newest report says, its versions, what is owed and what was accepted.

use super::parts::{self, Place};
use super::trends::trends;
use crate::model::site::{ReportEntry, Site, SubjectEntry};
use crate::model::{Outcome, Verdict};
use crate::site::address;
use crate::site::draw::report;
use crate::view::labels;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, FactList, Headline, Mark, Page, Row, Section, Span,
    Table, Text, Tool,
};

/// The page of a system.
#[must_use]
pub fn subject(site: &Site, subject: &SubjectEntry) -> Page {
    let folder = address::subject(&subject.slug);
    let place = Place { site, folder: &folder };
    let latest = subject.latest();
    let verdict = latest.map_or(Verdict::InsufficientEvidence, |latest| latest.verdict);
    let title = format!("{}: {}", subject.name, labels::verdict(verdict));
    let sentence = latest.map_or_else(Text::default, |latest| {
        Text::plain(format!("{} ", latest.sentence))
            .and(place.page(&latest.address, "Read the report"))
    });
    let description = latest.map_or_else(String::new, |latest| {
        format!("{} {}: {}", subject.name, parts::name(latest), latest.sentence)
    });
    Page {
        title,
        description,
        as_of: Some(site.as_of.to_string()),
        heading: subject.name.clone(),
        facts: latest.map_or_else(Vec::new, |latest| facts(&place, subject, latest)),
        headline: Headline::Verdict { mark: Mark::from(verdict), sentence },
        sections: trends(subject)
            .into_iter()
            .chain([
                versions(&place, subject),
                gates(&place, subject),
                conditions(&place, subject),
                waivers(&place, subject),
            ])
            .collect(),
        tool: Tool::Tables,
    }
}

fn facts(
    place: &Place<'_>,
    subject: &SubjectEntry,
    latest: &ReportEntry,
) -> Vec<crate::view::Fact> {
    let mut facts = FactList::default();
    let assessed = format!("{}, assessed {}", parts::name(latest), latest.as_of);
    facts.words("Latest version", assessed);
    facts.maybe("Group", subject.group.as_deref());
    facts.maybe("Owner", latest.owner.as_deref());
    facts.add("Evidence now", flat(place.age(latest)));
    facts.add("Next review", flat(place.review(latest)));
    facts.0
}

/// A cell and its notes on one line.
fn flat(cell: Cell) -> Text {
    let notes = cell.notes;
    Text::join([cell.text].into_iter().chain(notes), ", ")
}

fn versions(place: &Place<'_>, subject: &SubjectEntry) -> Section {
    let columns = vec![
        Column::subject("Version", 2),
        Column::words("As of", 1),
        Column::words("Verdict", 2),
        Column::number("Score", 1),
        Column::words("Open findings", 2),
        Column::number("Oldest evidence", 1),
        Column::words("Read", 3),
    ];
    let before = std::iter::once(None).chain(subject.versions.iter().map(Some));
    let mut rows: Vec<Row> = subject
        .versions
        .iter()
        .zip(before)
        .map(|(version, before)| version_row(place, version, before))
        .collect();
    rows.reverse();
    let count = labels::capitalised(&labels::counted(rows.len(), "version", "versions"));
    let caption = if rows.len() == 1 { count } else { format!("{count}, the latest first") };
    let findings = format!("{}findings/", address::subject(&subject.slug));
    let findings = Text(vec![place.page(&findings, "All findings")])
        .and_plain(" of all versions: when each was first and last seen.");
    let table = Block::Table(Table::of(caption, columns, rows));
    parts::section("versions", "Versions", vec![table, Block::text(findings)])
}

fn version_row(place: &Place<'_>, version: &ReportEntry, before: Option<&ReportEntry>) -> Row {
    let age = match version.oldest_evidence {
        Some(oldest) => Cell::words(parts::days(version.as_of.days_since(oldest))),
        None => Cell::words("no evidence"),
    };
    Row::plain(vec![
        Cell::words(parts::name(version)),
        Cell::words(version.as_of.to_string()),
        Cell::marked(version.verdict),
        parts::score(version),
        parts::findings(version.findings.as_ref()),
        age,
        Cell::of(read(place, version, before)),
    ])
}

/// The ways to the report in all its forms, and to what changed.
fn read(place: &Place<'_>, version: &ReportEntry, before: Option<&ReportEntry>) -> Text {
    let page = Text(vec![place.page(&version.address, "report")]);
    let file = |name: &String| {
        let to = format!("{}{name}", version.address);
        Text(vec![place.file(&to, report::form(name))])
    };
    let changes = before.map(|before| {
        let words = format!("changes since {}", parts::name(before));
        Text(vec![place.page(&format!("{}changes/", version.address), words)])
    });
    let ways = std::iter::once(page).chain(version.files.iter().map(file)).chain(changes);
    Text::join(ways, ", ")
}

fn gates(place: &Place<'_>, subject: &SubjectEntry) -> Section {
    let Some(latest) = subject.latest() else {
        return parts::section("gates", "Gates", vec![Block::says("No report is published.")]);
    };
    let all = &subject.standing.gates;
    let open: Vec<_> = all.iter().filter(|gate| gate.outcome != Outcome::Pass).collect();
    let total = labels::counted(all.len(), "gate", "gates");
    if open.is_empty() {
        let words = if all.is_empty() {
            "The policy has no gate.".to_owned()
        } else if all.len() == 1 {
            "The only gate passes.".to_owned()
        } else {
            format!("All {total} pass.")
        };
        return parts::section("gates", "Gates", vec![Block::says(words)]);
    }
    let columns = vec![
        Column::words("State", 2),
        Column::subject("Gate", 5),
        Column::words("Level", 2),
        Column::words("Observed", 3),
    ];
    let rows = open.iter().map(|gate| {
        let anchor = Anchor::of(AnchorKind::Gate, &gate.id);
        let title = gate.title.replace('`', "");
        let way = place.thing(&latest.address, anchor.clone(), title);
        Row::at(
            anchor,
            vec![
                Cell::marked(gate.outcome),
                Cell::of(Text(vec![way])),
                Cell::words(gate.level.name()),
                Cell::words(gate.observed.clone()),
            ],
        )
    });
    let rows: Vec<Row> = rows.collect();
    let caption = format!("{} of {total} do not pass", rows.len());
    let table = Table::of(caption, columns, rows);
    parts::section("gates", "Gates", vec![Block::Table(table)])
}

fn conditions(place: &Place<'_>, subject: &SubjectEntry) -> Section {
    let owed = &subject.standing.owed;
    if owed.is_empty() {
        let words = Block::says("No condition is open.");
        return parts::section("conditions", "Conditions", vec![words]);
    }
    let columns = vec![
        Column::subject("Condition", 6),
        Column::words("Of", 2),
        Column::words("Owner", 2),
        Column::words("Due", 2),
    ];
    let rows = owed.iter().map(|owed| {
        let due = match &owed.due {
            Some(due) => place.date(due),
            None => Cell::words("no date"),
        };
        Row::plain(vec![
            Cell::of(Text::sentence(&owed.text)),
            Cell::of(Text::code(owed.from.to_string())),
            Cell::words(owed.owner.clone().unwrap_or_else(|| "no owner".to_owned())),
            due,
        ])
    });
    let rows: Vec<Row> = rows.collect();
    let count = labels::capitalised(&labels::counted(rows.len(), "condition", "conditions"));
    let verb = if rows.len() == 1 { "is" } else { "are" };
    let table = Table::of(format!("{count} {verb} open"), columns, rows);
    parts::section("conditions", "Conditions", vec![Block::Table(table)])
}

fn waivers(place: &Place<'_>, subject: &SubjectEntry) -> Section {
    let waivers = &subject.standing.waivers;
    if waivers.is_empty() {
        let words = Block::says("No waiver is listed.");
        return parts::section("waivers", "Waivers", vec![words]);
    }
    let columns = vec![
        Column::words("State", 2),
        Column::subject("Waiver", 4),
        Column::words("Asked by", 2),
        Column::words("Approved by", 2),
        Column::words("Expires", 2),
    ];
    let rows: Vec<Row> = waivers
        .iter()
        .map(|waiver| {
            let mut cells = vec![parts::waiver_state(waiver, place.site.as_of)];
            let id = Text(vec![Span::Code { text: waiver.id.to_string() }]);
            cells.push(Cell::words(waiver.reason.clone()).noted([id]));
            cells.push(Cell::words(waiver.requested_by.clone()));
            cells.push(Cell::words(waiver.approved_by.clone()));
            cells.push(place.expiry(waiver.expires));
            Row::at(Anchor::of(AnchorKind::Waiver, &waiver.id), cells)
        })
        .collect();
    let caption = labels::capitalised(&labels::counted(rows.len(), "waiver", "waivers"));
    let table = Table::of(caption, columns, rows);
    parts::section("waivers", "Waivers", vec![Block::Table(table)])
}
