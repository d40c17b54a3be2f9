//! Gates over all systems: which there are, and who doesn't pass them.

use std::collections::BTreeMap;

use super::parts::{self, Place};
use crate::model::site::{GateStanding, Site, SubjectEntry};
use crate::model::{Id, Outcome};
use crate::site::address;
use crate::view::labels;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Column, FactList, Headline, Page, Row, Table, Text, Tool,
};

/// A gate as the systems have it: policies may call different gates the same.
type Standings<'a> = Vec<(&'a SubjectEntry, &'a GateStanding)>;

/// All gates by id, with the part of the address that each has.
#[must_use]
fn by_id(site: &Site) -> BTreeMap<&Id, Standings<'_>> {
    let mut all: BTreeMap<&Id, Standings<'_>> = BTreeMap::new();
    for subject in &site.subjects {
        for gate in &subject.standing.gates {
            all.entry(&gate.id).or_default().push((subject, gate));
        }
    }
    all
}

/// The folder of each gate's page.
#[must_use]
fn folders(site: &Site) -> BTreeMap<&str, String> {
    let ids = site.subjects.iter().flat_map(|subject| &subject.standing.gates);
    let parts = address::parts(ids.map(|gate| gate.id.as_str()));
    parts.into_iter().map(|(id, part)| (id, format!("gates/{part}/"))).collect()
}

/// The page of all gates.
#[must_use]
pub fn gates(site: &Site) -> Page {
    let place = Place { site, folder: "gates/" };
    let folders = folders(site);
    let rows: Vec<Row> = by_id(site)
        .into_iter()
        .map(|(id, standings)| {
            let folder = folders.get(id.as_str()).map_or("", String::as_str);
            let count = |outcome| {
                let all = standings.iter().filter(|(_, gate)| gate.outcome == outcome);
                Cell::words(labels::number(all.count()))
            };
            let title = standings.first().map_or("", |(_, gate)| gate.title.as_str());
            Row::plain(vec![
                Cell::of(Text(vec![place.page(folder, plain(title))]))
                    .noted([Text::code(id.to_string())]),
                count(Outcome::Fail),
                count(Outcome::Undetermined),
                count(Outcome::Waived),
                count(Outcome::Pass),
            ])
        })
        .collect();
    let block = if rows.is_empty() {
        Block::says("No policy has a gate.")
    } else {
        let columns = vec![
            Column::subject("Gate", 4),
            Column::number("Fail", 2),
            Column::number("Undetermined", 2),
            Column::number("Waived", 2),
            Column::number("Pass", 2),
        ];
        let count = labels::capitalised(&labels::counted(rows.len(), "gate", "gates"));
        let caption = format!("{count}, and of how many systems each says what");
        Block::Table(Table::of(caption, columns, rows))
    };
    Page {
        title: format!("{}: gates", site.title),
        description: "The gates of all policies, and which systems don't pass them.".to_owned(),
        as_of: None,
        heading: "Gates".to_owned(),
        facts: Vec::new(),
        headline: Headline::None,
        sections: vec![parts::section("gates", "All gates", vec![block])],
        tool: Tool::Tables,
    }
}

/// The page of each gate, with its folder.
#[must_use]
pub fn each_gate(site: &Site) -> Vec<(String, Page)> {
    let mut folders = folders(site);
    let all = by_id(site).into_iter();
    let page = |(id, standings): (&Id, Standings<'_>)| {
        let folder = folders.remove(id.as_str())?;
        let page = gate(&Place { site, folder: &folder }, id, standings)?;
        Some((folder, page))
    };
    all.filter_map(page).collect()
}

fn gate(place: &Place<'_>, id: &Id, mut standings: Standings<'_>) -> Option<Page> {
    standings.sort_by_key(|(_, gate)| gate.outcome);
    let title = plain(standings.first().map(|(_, gate)| gate.title.as_str())?);
    let rows: Vec<Row> =
        standings.iter().map(|(subject, gate)| row(place, subject, gate)).collect();
    let columns = vec![
        Column::words("State", 2),
        Column::subject("System", 4),
        Column::words("Level", 2),
        Column::words("Observed", 4),
    ];
    let passed = standings.iter().filter(|(_, gate)| gate.outcome == Outcome::Pass).count();
    let caption = format!(
        "{} of {} {} it",
        labels::number(passed),
        labels::counted(rows.len(), "system", "systems"),
        if passed == 1 { "passes" } else { "pass" },
    );
    let mut facts = FactList::default();
    facts.add("Gate", Text::code(id.to_string()));
    let mut kinds: Vec<&str> = standings.iter().map(|(_, gate)| gate.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    facts.words("Type", kinds.join(", "));
    Some(Page {
        title: format!("{}: gate {title}", place.site.title),
        description: format!("{title}: {caption}."),
        as_of: None,
        heading: title,
        facts: facts.0,
        headline: Headline::None,
        sections: vec![parts::section(
            "systems",
            "What it says of each system",
            vec![Block::Table(Table::of(caption, columns, rows))],
        )],
        tool: Tool::Tables,
    })
}

fn row(place: &Place<'_>, subject: &SubjectEntry, gate: &GateStanding) -> Row {
    let subject_cell = Cell::of(place.subject(subject));
    let way = subject.latest().map(|latest| {
        let anchor = Anchor::of(AnchorKind::Gate, &gate.id);
        Text(vec![place.thing(&latest.address, anchor, parts::name(latest))])
    });
    Row::plain(vec![
        Cell::marked(gate.outcome),
        subject_cell.noted(way),
        Cell::words(gate.level.name()),
        Cell::words(gate.observed.clone()),
    ])
}

/// A title in which identifiers stand in backticks, as it is printed where there is one kind of letters only.
fn plain(title: &str) -> String {
    title.replace('`', "")
}
