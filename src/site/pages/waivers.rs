//! What was accepted, of all systems, by the day on which it expires.

use super::parts::{self, Place};
use crate::model::site::{Site, SubjectEntry, WaiverStand};
use crate::view::labels;
use crate::view::{Block, Cell, Column, Headline, Page, Row, Table, Tool};

/// The page of all waivers.
#[must_use]
pub fn waivers(site: &Site) -> Page {
    let place = Place { site, folder: "waivers/" };
    let mut all: Vec<(&SubjectEntry, &WaiverStand)> = site
        .subjects
        .iter()
        .flat_map(|subject| subject.standing.waivers.iter().map(move |waiver| (subject, waiver)))
        .collect();
    all.sort_by(|(one, first), (other, second)| {
        (first.expires, &one.name, &first.id).cmp(&(second.expires, &other.name, &second.id))
    });
    let rows: Vec<Row> = all.iter().map(|(subject, waiver)| row(&place, subject, waiver)).collect();
    let block = if rows.is_empty() {
        Block::says("No system's latest report lists a waiver.")
    } else {
        let columns = vec![
            Column::words("State", 2),
            Column::subject("System", 2),
            Column::words("Waiver", 4),
            Column::words("Asked and approved by", 2),
            Column::words("Expires", 2),
        ];
        let count = labels::capitalised(&labels::counted(rows.len(), "waiver", "waivers"));
        Block::Table(Table::of(format!("{count}, the first to expire first"), columns, rows))
    };
    Page {
        title: format!("{}: waivers", site.title),
        description: "What was accepted in the latest report of each system, and until when."
            .to_owned(),
        as_of: Some(site.as_of.to_string()),
        heading: "Waivers".to_owned(),
        facts: Vec::new(),
        headline: Headline::None,
        sections: vec![parts::section("waivers", "By the day on which they expire", vec![block])],
        tool: Tool::Tables,
    }
}

fn row(place: &Place<'_>, subject: &SubjectEntry, waiver: &WaiverStand) -> Row {
    let by = format!("Asked: {}", waiver.requested_by);
    let approved = crate::view::Text::plain(format!("Approved: {}", waiver.approved_by));
    Row::plain(vec![
        parts::waiver_state(waiver, place.site.as_of),
        Cell::of(place.subject(subject)),
        Cell::words(waiver.reason.clone()).noted([crate::view::Text::code(waiver.id.to_string())]),
        Cell::words(by).noted([approved]),
        place.expiry(waiver.expires),
    ])
}
