//! In words: which volumes there are, what each holds, and where the rest of a list is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::{Holding, Kind, Plan};
use crate::render::pdf::clean::{Room, gather, identifier, pieces, words};
use crate::render::pdf::sheet::{AnnexVolume, Made, Piece, VolumeRow, Volumes, Words};
use crate::view::DocumentKind;
use crate::view::labels::number;

/// The name of a volume's file.
pub(in crate::render::pdf) fn file_name(document: DocumentKind, volume: usize) -> String {
    match volume {
        0 => format!("{}.pdf", document.stem()),
        annex => format!("{}-annex-{annex}.pdf", document.stem()),
    }
}

/// The list of volumes for the front page; `digests` are those of the annexes, in order. None where there is one.
pub(in crate::render::pdf) fn list(plan: &Plan<'_>, digests: &[String]) -> Option<Volumes> {
    let document = plan.document().kind;
    let annexes = plan.count().checked_sub(1).filter(|annexes| *annexes > 0)?;
    let counts: Vec<_> = (0..plan.count()).map(|volume| plan.counts(volume)).collect();
    let of = |kind, counts: &BTreeMap<Kind, usize>| counts.get(&kind).copied().unwrap_or(0);
    let away = |kind| counts.iter().skip(1).map(|counts| of(kind, counts)).sum::<usize>();
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| away(*kind) > 0).collect();
    let here = |kind| counts.first().map_or(0, |counts| of(kind, counts));
    let mut sentence = match annexes {
        1 => "1 annex volume belongs to this document.".to_owned(),
        more => format!("{} annex volumes belong to this document.", number(more)),
    };
    for kind in &kinds {
        let (here, away) = (here(*kind), away(*kind));
        let (all, what) = (number(here + away), named(*kind, here + away));
        let sums = format!("{} in this volume and {} in annexes", number(here), number(away));
        let _ = write!(sentence, " Of {all} {what}: {sums}."); // Writing to a String can't fail.
    }
    let row = |(volume, counts): (usize, &BTreeMap<Kind, usize>)| VolumeRow {
        name: name(document, volume),
        counts: kinds.iter().map(|kind| say(&number(of(*kind, counts)))).collect(),
    };
    let annex = |(digest, volume): (&String, usize)| AnnexVolume {
        name: link(document, volume),
        holds: holds(&plan.holdings(volume)),
        digest: gather(identifier(digest, Room::PAGE)),
    };
    Some(Volumes {
        sentence: say(&sentence),
        heads: kinds.iter().map(|kind| say(head(*kind))).collect(),
        rows: counts.iter().enumerate().map(row).collect(),
        totals: kinds.iter().map(|kind| say(&number(here(*kind) + away(*kind)))).collect(),
        annexes: digests.iter().zip(1..).map(annex).collect(),
    })
}

/// What an annex volume is part of.
pub(in crate::render::pdf) fn belongs(document: DocumentKind) -> Words {
    let mut set = pieces("This volume belongs to ", Room::PAGE);
    set.push(piece(document, 0));
    set.extend(pieces(", which holds the verdict. Here are:", Room::PAGE));
    gather(set)
}

/// What a volume holds, one line a list.
pub(in crate::render::pdf) fn holds(holdings: &[Holding]) -> Vec<Words> {
    holdings.iter().map(|one| say(&described(one))).collect()
}

/// What stands in the main volume where it breaks off.
pub(in crate::render::pdf) fn rest(
    document: DocumentKind,
    holdings: &[Holding],
    volumes: &Range<usize>,
) -> Words {
    let lacking: Vec<String> = holdings.iter().map(described).collect();
    let mut set = pieces("Continued in ", Room::PAGE);
    set.push(piece(document, volumes.start));
    if volumes.len() > 1 {
        set.push(Piece::Run(" to ".to_owned()));
        set.push(piece(document, volumes.end - 1));
    }
    set.extend(pieces(&format!(": {}.", lacking.join("; ")), Room::PAGE));
    gather(set)
}

/// "findings 2 001 to 4 000 of 10 000 (2 000)".
fn described(holding: &Holding) -> String {
    let Holding { kind, list, first, last, of } = holding;
    let count = holding.count();
    let of_list = if list.is_empty() { String::new() } else { format!(" of “{list}”") };
    if *kind == Kind::Passage || count == *of {
        return format!("{} {}{of_list}", number(count), named(*kind, count));
    }
    let (what, whole) = (named(*kind, count), number(*of));
    let range = match count {
        1 => number(*first),
        _ => format!("{} to {}", number(*first), number(*last)),
    };
    let whole = if list.is_empty() { format!(" of {whole}") } else { of_list };
    format!("{what} {range}{whole} ({})", number(count))
}

fn named(kind: Kind, count: usize) -> &'static str {
    match (kind, count) {
        (Kind::Finding, 1) => "finding",
        (Kind::Finding, _) => "findings",
        (Kind::Evidence, 1) => "piece of evidence",
        (Kind::Evidence, _) => "pieces of evidence",
        (Kind::Row, 1) => "table row",
        (Kind::Row, _) => "table rows",
        (Kind::Passage, 1) => "passage",
        (Kind::Passage, _) => "passages",
    }
}

fn head(kind: Kind) -> &'static str {
    match kind {
        Kind::Finding => "Findings",
        Kind::Evidence => "Pieces of evidence",
        Kind::Row => "Table rows",
        Kind::Passage => "Passages",
    }
}

fn name(document: DocumentKind, volume: usize) -> Words {
    gather(identifier(&file_name(document, volume), Room::PAGE))
}

/// The file's name, which jumps to it. It lies in the same folder.
fn link(document: DocumentKind, volume: usize) -> Words {
    gather(vec![piece(document, volume)])
}

fn piece(document: DocumentKind, volume: usize) -> Piece {
    let (href, words) = (file_name(document, volume), name(document, volume));
    Piece::Made(Made::Uri { href, words })
}

fn say(sentence: &str) -> Words {
    words(sentence, Room::PAGE)
}
