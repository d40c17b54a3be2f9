//! Choosing among rows and findings, without script: boxes to tick, and a class on each row. The rules that leave out
//! what isn't chosen stand in report.css, and know so many facets and kinds.

use serde::Serialize;

use crate::view::{Block, ColumnRole, Document, Facet, Kinds};

/// The classes of the facets.
const LETTERS: [char; 3] = ['a', 'b', 'c'];
/// How many kinds of a facet the rules know. A facet of more isn't offered.
const MOST_KINDS: usize = 8;
/// Among fewer there is nothing to choose.
const FEWEST: usize = 4;

/// What is offered above rows.
#[derive(Debug, Serialize)]
pub(super) struct Choice<'a> {
    /// Empty where there is nothing to choose.
    facets: Vec<Offered<'a>>,
}

/// A facet as its template draws it.
#[derive(Debug, Serialize)]
struct Offered<'a> {
    /// Which of the facets that were asked about it is.
    #[serde(skip)]
    at: usize,
    label: &'a str,
    letter: char,
    kinds: Vec<OfferedKind<'a>>,
}

/// A kind that there is.
#[derive(Debug, Serialize)]
struct OfferedKind<'a> {
    /// Which of the kinds of its facet it is.
    #[serde(skip)]
    at: usize,
    word: &'a str,
    /// From 1.
    number: usize,
    count: u64,
}

impl<'a> Choice<'a> {
    /// What can be chosen among rows of those kinds: by facets of which there are two kinds at least.
    pub(super) fn of<'k>(facets: &'a [Facet], rows: impl Iterator<Item = &'k Kinds>) -> Self {
        let mut counts: Vec<Vec<u64>> =
            facets.iter().map(|facet| vec![0; facet.kinds.len()]).collect();
        let mut all = 0_usize;
        for kinds in rows {
            all += 1;
            for (counts, kind) in counts.iter_mut().zip(kinds) {
                if let Some(count) = kind.and_then(|kind| counts.get_mut(kind)) {
                    *count += 1;
                }
            }
        }
        if all < FEWEST {
            return Self { facets: Vec::new() };
        }
        let offered = facets.iter().zip(&counts).enumerate();
        let offered = offered.map(|(at, (facet, counts))| (at, facet, kinds(facet, counts)));
        let worth = offered.filter(|(_, _, kinds)| (2..=MOST_KINDS).contains(&kinds.len()));
        let facets = worth.zip(LETTERS).map(|((at, facet, kinds), letter)| Offered {
            at,
            label: &facet.label,
            letter,
            kinds,
        });
        Self { facets: facets.collect() }
    }

    /// The classes of a row of those kinds: `a1 b3`.
    pub(super) fn class(&self, kinds: &Kinds) -> String {
        self.classes(std::iter::once(kinds))
    }

    /// The classes of several rows, each once.
    pub(super) fn classes<'k>(&self, rows: impl Iterator<Item = &'k Kinds>) -> String {
        if self.facets.is_empty() {
            return String::new();
        }
        let mut there: Vec<[bool; MOST_KINDS]> = vec![[false; MOST_KINDS]; self.facets.len()];
        for kinds in rows {
            for (facet, there) in self.facets.iter().zip(&mut there) {
                let kind = kinds.get(facet.at).copied().flatten();
                let place = facet.kinds.iter().position(|offered| Some(offered.at) == kind);
                if let Some(there) = place.and_then(|place| there.get_mut(place)) {
                    *there = true;
                }
            }
        }
        let of_facet = |(facet, there): (&Offered<'_>, &[bool; MOST_KINDS])| {
            let kinds = facet.kinds.iter().zip(there).filter(|(_, there)| **there);
            kinds.map(|(kind, _)| format!("{}{}", facet.letter, kind.number)).collect::<Vec<_>>()
        };
        let classes: Vec<String> = self.facets.iter().zip(&there).flat_map(of_facet).collect();
        classes.join(" ")
    }
}

fn kinds<'a>(facet: &'a Facet, counts: &[u64]) -> Vec<OfferedKind<'a>> {
    let there = facet.kinds.iter().zip(counts).enumerate().filter(|(_, (_, count))| **count > 0);
    let numbered = there.zip(1..);
    numbered
        .map(|((at, (word, count)), number)| OfferedKind { at, word, number, count: *count })
        .collect()
}

/// Whether what was and what is stand side by side anywhere, so that one may be put below the other.
pub(super) fn has_sides(document: &Document) -> bool {
    document.sections.iter().flat_map(|section| &section.blocks).any(|block| match block {
        Block::Table(table) => table.columns.iter().any(|column| column.role == ColumnRole::Side),
        Block::Lines(_) => true,
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::List(_)
        | Block::Facts(_)
        | Block::Figure(_)
        | Block::Findings(_)
        | Block::Evidence(_)
        | Block::Prose(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(label: &str, kinds: usize) -> Facet {
        let kinds = (0..kinds).map(|at| format!("{label}{at}")).collect();
        Facet { label: label.to_owned(), kinds }
    }

    fn offered(choice: &Choice<'_>) -> Vec<(String, usize)> {
        let kind = |kind: &OfferedKind<'_>| format!("{} {}", kind.word, kind.count);
        let of = |facet: &Offered<'_>| {
            let kinds: Vec<String> = facet.kinds.iter().map(kind).collect();
            (format!("{}: {}", facet.letter, kinds.join(", ")), facet.at)
        };
        choice.facets.iter().map(of).collect()
    }

    #[test]
    fn only_what_tells_rows_apart_is_offered() {
        let facets = [facet("x", 2), facet("y", 3), facet("z", 10)];
        let rows: Vec<Kinds> =
            (0..10).map(|at| vec![Some(1), Some(at % 2 * 2), (at > 0).then_some(at % 9)]).collect();
        let choice = Choice::of(&facets, rows.iter());
        // All are of one kind of the first, and of more than eight of the last.
        assert_eq!(offered(&choice), [("a: y0 5, y2 5".to_owned(), 1)]);
        assert_eq!(choice.class(&rows[1]), "a2");
        assert_eq!(choice.classes(rows.iter()), "a1 a2");
        let choice = Choice::of(&facets, rows.iter().take(8));
        assert_eq!(choice.facets.len(), 2);
        assert_eq!((choice.class(&rows[0]), choice.class(&rows[7])), ("a1".into(), "a2 b7".into()));
        assert!(Choice::of(&facets, rows.iter().take(FEWEST - 1)).facets.is_empty());
        assert_eq!(Choice::of(&facets, rows.iter().take(FEWEST)).facets.len(), 2);
    }

    #[test]
    fn kinds_that_no_facet_has_are_none() {
        let facets = [facet("x", 2)];
        let rows = [vec![Some(0)], vec![Some(7)], vec![None], vec![], vec![Some(1)]];
        let choice = Choice::of(&facets, rows.iter());
        assert_eq!(offered(&choice), [("a: x0 1, x1 1".to_owned(), 0)]);
        assert!(rows[1..4].iter().all(|kinds| choice.class(kinds).is_empty()));
    }

    #[test]
    fn the_style_knows_every_facet_and_kind() {
        let style = crate::render::Templates::default().source("html/report.css").unwrap();
        for letter in LETTERS {
            for number in 1..=MOST_KINDS {
                assert!(style.contains(&format!("{letter}{number}:checked")), "{letter}{number}");
            }
        }
    }
}
