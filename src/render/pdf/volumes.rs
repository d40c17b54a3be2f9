//! Volumes: a PDF holds so many findings in full; the rest goes into annex volumes, and the main one lists them
//! with totals that reconcile.

use std::ops::Range;

use super::clean::{Room, gather, identifier, words};
use super::sheet::{Volume, Volumes, Words};

/// How many findings one volume holds in full.
pub(super) const FINDINGS_A_VOLUME: usize = 5_000;

/// The findings that one volume holds: the first `size` the main one, the next the first annex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    number: usize,
    size: usize,
}

impl Share {
    /// The main volume's.
    pub(super) fn main(size: usize) -> Self {
        Self { number: 0, size: size.max(1) }
    }

    /// The shares of a report with that many findings, the main volume's first.
    pub(super) fn all(size: usize, findings: usize) -> Vec<Self> {
        let main = Self::main(size);
        let annexes = findings.saturating_sub(1) / main.size;
        (0..=annexes).map(|number| Self { number, ..main }).collect()
    }

    /// Which share of the same size holds the finding at that index.
    pub(super) fn holding(self, index: usize) -> Self {
        Self { number: index / self.size, ..self }
    }

    /// Whether it is that of the main volume.
    pub(super) fn is_main(self) -> bool {
        self.number == 0
    }

    /// The annex volume's number, from 1.
    pub(super) fn annex(self) -> Option<usize> {
        (self.number > 0).then_some(self.number)
    }

    /// The name of the volume's file.
    pub(super) fn file_name(self) -> String {
        match self.annex() {
            None => "report.pdf".to_owned(),
            Some(annex) => format!("report-annex-{annex}.pdf"),
        }
    }

    /// The indices of its findings, out of that many.
    pub(super) fn range(self, findings: usize) -> Range<usize> {
        let start = self.number.saturating_mul(self.size);
        start.min(findings)..start.saturating_add(self.size).min(findings)
    }
}

/// The list of volumes for the front page; `digests` are those of the annexes, in order.
pub(super) fn list(shares: &[Share], findings: usize, digests: &[String]) -> Option<Volumes> {
    if shares.len() < 2 {
        return None;
    }
    let rows = shares.iter().enumerate().map(|(index, share)| {
        let digest = index.checked_sub(1).and_then(|annex| digests.get(annex));
        let range = share.range(findings);
        Volume {
            name: gather(identifier(&share.file_name(), Room::PAGE)),
            findings: say(&format!("{} to {}", figure(range.start + 1), figure(range.end))),
            count: say(&figure(range.len())),
            digest: digest.map(|digest| gather(identifier(digest, Room::PAGE))),
        }
    });
    let annexes = match shares.len() - 1 {
        1 => "1 annex volume".to_owned(),
        more => format!("{} annex volumes", figure(more)),
    };
    let here = shares.first().map_or(0, |main| main.range(findings).len());
    let sentence = format!(
        "Of {} findings, the first {} are in this volume and {} in {annexes}.",
        figure(findings),
        figure(here),
        figure(findings - here)
    );
    Some(Volumes { sentence: say(&sentence), rows: rows.collect() })
}

/// What stands in the main volume where its findings end.
pub(super) fn rest(findings: usize, shares: &[Share]) -> Option<Words> {
    let here = shares.first()?.range(findings).len();
    let last = shares.last()?.annex()?;
    let files = if last == 1 {
        "report-annex-1.pdf".to_owned()
    } else {
        format!("report-annex-1.pdf to report-annex-{last}.pdf")
    };
    let range = format!("{} to {}", figure(here + 1), figure(findings));
    Some(say(&format!("Findings {range} are in {files}.")))
}

fn say(sentence: &str) -> Words {
    words(sentence, Room::PAGE)
}

/// A whole number as it is printed: thousands apart by a narrow no-break space.
pub(super) fn figure(number: usize) -> String {
    let digits = number.to_string();
    let mut figure = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            figure.push('\u{202f}');
        }
        figure.push(digit);
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_hold_every_finding_once() {
        for findings in [0, 1, 9, 10, 11, 20, 21, 95] {
            let shares = Share::all(10, findings);
            let mut next = 0;
            for share in &shares {
                let range = share.range(findings);
                assert_eq!(range.start, next);
                for index in range.clone() {
                    assert_eq!(share.holding(index), *share);
                }
                next = range.end;
            }
            assert_eq!(next, findings);
        }
        assert_eq!(Share::all(10, 10).len(), 1);
        assert_eq!(Share::all(10, 11).len(), 2);
        assert_eq!(Share::all(10, 11)[1].file_name(), "report-annex-1.pdf");
    }

    #[test]
    fn the_list_reconciles() {
        let shares = Share::all(10, 25);
        let list = list(&shares, 25, &["aa".to_owned(), "bb".to_owned()]).unwrap();
        let expected = "Of 25 findings, the first 10 are in this volume and 15 in 2 annex volumes.";
        assert_eq!(list.sentence, Words::One(expected.to_owned()));
        let counts: Vec<_> = list.rows.iter().map(|row| row.count.clone()).collect();
        assert_eq!(counts, ["10", "10", "5"].map(|count| Words::One(count.to_owned())));
        assert!(list.rows[0].digest.is_none() && list.rows[2].digest.is_some());
        assert!(super::list(&Share::all(10, 10), 10, &[]).is_none());
    }

    #[test]
    fn figures_are_grouped_in_thousands() {
        assert_eq!(figure(999), "999");
        assert_eq!(figure(5000), "5\u{202f}000");
        assert_eq!(figure(15000), "15\u{202f}000");
        assert_eq!(figure(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
