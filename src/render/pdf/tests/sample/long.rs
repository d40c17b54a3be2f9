//! A document that is long in everything that may be: findings, table rows, notes, evidence.

use super::tables::{claims, gates};
use super::{evidence, id, link, many, prose, section};
use crate::view::*;

/// Everything that may be long: that many findings, claims and notes, and a sixth as much evidence. What is long
/// jumps to what is long.
pub(in crate::render::pdf) fn long(count: usize) -> Document {
    let mut document = many(count);
    let heading = |text: &str| Block::Heading(Heading { anchor: None, text: Text::plain(text) });
    let findings = std::mem::take(&mut document.sections[0].blocks);
    let mut claims = claims();
    claims.groups = repeated(&claims.groups, count);
    let claim_rows = Block::Table(claims.clone());
    let mut notes = vec![claim_rows, heading("Notes on claims")];
    for number in 0..count {
        let named = Text(vec![link(AnchorKind::Finding, &format!("F-{}", number + 1))]);
        notes.push(Block::Paragraph(Paragraph { text: named }));
        notes.push(Block::Prose(prose("Somebody's *words*.", &format!("n{number}-"))));
    }
    let mut evidenced = vec![Block::Paragraph(Paragraph { text: Text::plain("All of it.") })];
    for number in 0..count.div_ceil(6) {
        let mut piece = evidence();
        piece.number = format!("E{}", number + 1);
        if number > 0 {
            piece.anchor = Anchor::of(AnchorKind::Evidence, &id(&format!("load-{number}")));
            piece.excerpt.iter_mut().for_each(|line| line.anchor = None);
        }
        evidenced.push(Block::Evidence(piece));
    }
    evidenced.extend([heading("Listed files"), Block::Table(claims)]);
    document.sections = vec![
        section("gates", 2, "1 fails", vec![Block::Table(gates())]),
        section("claims", 4, "", notes),
        section("findings", 6, "", findings),
        section("evidence", 11, "", evidenced),
    ];
    document
}

/// Groups that hold the rows of these, until there are so many.
fn repeated(groups: &[Group], rows: usize) -> Vec<Group> {
    let mut groups = groups.to_vec();
    let rows_of_all: Vec<Row> = groups.iter().flat_map(|group| group.rows.clone()).collect();
    if let Some(last) = groups.last_mut() {
        let more = rows_of_all.iter().cycle().take(rows).cloned();
        last.rows.extend(more.map(|row| Row { anchor: None, ..row }));
    }
    groups
}
