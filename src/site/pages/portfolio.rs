//! The portfolio: all systems, and what changed lately.

use super::parts::{self, Place};
use super::trends;
use crate::model::Verdict;
use crate::model::site::{Site, SubjectEntry};
use crate::site::news::{News, news};
use crate::view::facet::kind;
use crate::view::labels;
use crate::view::{
    Block, Cell, Column, Count, Facet, Group, Headline, Mark, Page, Row, Section, Table, Text, Tool,
};

/// What the drawings mean.
const LEGEND: &str = "Trend: the score of each version, from 0 to 100. Open findings: one bar is one finding; the taller, \
                      the more severe";
/// How many changes are told.
const LATELY: usize = 20;

/// The page at the site's root.
#[must_use]
pub fn portfolio(site: &Site) -> Page {
    let place = Place { site, folder: "" };
    let count = site.subjects.len();
    let heading = match count {
        0 => "No system is published".to_owned(),
        _ => format!("Readiness of {}", labels::counted(count, "system", "systems")),
    };
    let mut sections = vec![subjects(&place)];
    sections.extend(lately(&place));
    Page {
        title: format!("{}: {}", site.title, labels::lower_first(&heading)),
        description: description(site),
        as_of: Some(site.as_of.to_string()),
        heading,
        facts: Vec::new(),
        headline: Headline::Tally { counts: tally(site) },
        sections,
        tool: Tool::Tables,
    }
}

const VERDICTS: [Verdict; 4] = [
    Verdict::Ready,
    Verdict::ReadyWithConditions,
    Verdict::NotReady,
    Verdict::InsufficientEvidence,
];

fn number(site: &Site, verdict: Verdict) -> usize {
    let latest = site.subjects.iter().filter_map(SubjectEntry::latest);
    latest.filter(|version| version.verdict == verdict).count()
}

fn tally(site: &Site) -> Vec<Count> {
    let count = |verdict| Count {
        mark: Mark::from(verdict),
        number: labels::number(number(site, verdict)),
    };
    VERDICTS.into_iter().map(count).collect()
}

/// "6 systems as of 2026-03-02: 1 ready, 1 not ready, 3 insufficient evidence."
fn description(site: &Site) -> String {
    let some = VERDICTS.into_iter().map(|verdict| (verdict, number(site, verdict)));
    let each = some
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| format!("{} {}", labels::number(count), labels::verdict(verdict)));
    let each: Vec<String> = each.collect();
    let systems = labels::capitalised(&labels::counted(site.subjects.len(), "system", "systems"));
    match each.as_slice() {
        [] => format!("{systems} as of {}.", site.as_of),
        some => format!("{systems} as of {}: {}.", site.as_of, some.join(", ")),
    }
}

fn subjects(place: &Place<'_>) -> Section {
    let subjects = &place.site.subjects;
    if subjects.is_empty() {
        return parts::section("subjects", "Systems", vec![Block::says("No report is published.")]);
    }
    let columns = vec![
        Column::subject("System", 3),
        Column::words("Verdict", 2),
        Column::number("Score", 1),
        Column::chart("Trend", 1),
        Column::words("Open findings", 3),
        Column::number("Evidence age", 2),
        Column::words("Next review", 2),
    ];
    let mut groups: Vec<Group> = Vec::new();
    for of_group in subjects.chunk_by(|one, other| one.group == other.group) {
        let rows = of_group.iter().filter_map(|subject| row(place, subject)).collect();
        let title = of_group.first().and_then(|subject| subject.group.clone());
        let is_only = of_group.len() == subjects.len();
        let title = title.or_else(|| (!is_only).then(|| "In no group".to_owned()));
        groups.push(Group { anchor: None, title: title.map(Text::plain), rows });
    }
    let caption = format!(
        "{}: the latest version of each",
        labels::capitalised(&labels::counted(subjects.len(), "system", "systems"))
    );
    let mut table = Table::grouped(caption, columns, groups);
    table.facets = vec![Facet::marked("Verdict", &VERDICTS)];
    LEGEND.clone_into(&mut table.legend);
    parts::section("subjects", "Systems", vec![Block::Table(table)])
}

fn row(place: &Place<'_>, subject: &SubjectEntry) -> Option<Row> {
    let latest = subject.latest()?;
    Some(
        Row::plain(vec![
            Cell::of(place.subject(subject)).noted([Text::plain(parts::name(latest))]),
            Cell::marked(latest.verdict),
            parts::score(latest),
            Cell { chart: Some(trends::spark(subject)), ..Cell::default() },
            parts::findings(latest.findings.as_ref()),
            place.age(latest),
            place.review(latest),
        ])
        .of_kinds(vec![kind(&VERDICTS, &latest.verdict)]),
    )
}

fn lately(place: &Place<'_>) -> Option<Section> {
    let mut all = news(place.site);
    let count = all.len();
    all.truncate(LATELY);
    let rows: Vec<Row> = all.iter().map(|item| told(place, item)).collect();
    if rows.is_empty() {
        return None;
    }
    let caption = match count.checked_sub(rows.len()) {
        Some(0) | None => {
            format!("{}, the latest first", labels::counted(count, "change", "changes"))
        }
        Some(_) => format!("The latest {} of {} changes", rows.len(), labels::number(count)),
    };
    let columns = vec![Column::words("As of", 2), Column::subject("What changed", 10)];
    let table = Table::of(labels::capitalised(&caption), columns, rows);
    Some(parts::section("lately", "Lately changed", vec![Block::Table(table)]))
}

fn told(place: &Place<'_>, item: &News<'_>) -> Row {
    let way = place.page(&item.version.address, item.what());
    Row::plain(vec![
        Cell::words(item.version.as_of.to_string()),
        Cell::of(Text(vec![way]).and_plain(format!(" {}", item.words()))),
    ])
}
