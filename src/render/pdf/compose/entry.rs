//! Findings and pieces of evidence: what has a heading of its own, facts, and lines of a file.

use super::text::length;
use super::{Composer, Title};
use crate::render::pdf::clean::{Room, gather, identifier, line, words};
use crate::render::pdf::sheet;
use crate::view::{Evidence, Finding};

/// What prints more characters than this may be divided between pages: a block that is taller than a page and
/// can't be would lose its end without a word.
const LONG: usize = 1_500;

/// The same in lines.
const MANY_LINES: usize = 20;

/// So many are pages by themselves, which are laid out beside the others.
const VERY_MANY_LINES: usize = 500;

/// A line of a file holds about so many characters.
const LINE: Room = Room::line(94);

impl Composer<'_> {
    pub(super) fn finding(&mut self, finding: &Finding) -> sheet::Finding {
        let base = self.levels.base;
        let level = self.levels.next(base + 1);
        let snippet: Vec<_> = finding
            .snippet
            .iter()
            .flat_map(|text| text.lines())
            .map(|text| line(text, LINE))
            .collect();
        let body = finding.body.as_ref().map(|body| self.prose(body)).unwrap_or_default();
        let id = Title::of(&finding.id);
        let title = Title::of(&finding.title);
        sheet::Finding {
            label: self.label(&finding.anchor),
            level,
            mark: self.mark(&finding.severity),
            id: id.text,
            title: title.text,
            whole: id.whole.into_iter().chain(title.whole).collect(),
            note: self.some_text(&finding.note, Room::PAGE),
            splits: size(finding) > LONG
                || snippet.len() > MANY_LINES
                || finding.body.as_ref().is_some_and(|body| {
                    body.markdown.lines().count() > MANY_LINES || !body.images.is_empty()
                }),
            body,
            facts: self.facts(&finding.facts),
            snippet,
            opens_page: false,
        }
    }

    pub(super) fn evidence(&mut self, evidence: &Evidence) -> sheet::Evidence {
        let base = self.levels.base;
        let level = self.levels.next(base + 1);
        let label = self.label(&evidence.anchor);
        let trouble = evidence.trouble.as_ref().map(|trouble| sheet::Trouble {
            mark: self.mark(&trouble.mark),
            text: self.text(&trouble.text, Room::PAGE),
        });
        let title = Title::of(evidence.title.as_ref().unwrap_or(&evidence.id));
        let head: usize = evidence.facts.iter().map(|fact| length(&fact.value)).sum();
        let head = head + evidence.title.as_ref().map_or(0, String::len) + evidence.path.len();
        let printed = evidence
            .excerpt
            .iter()
            .map(|line| line.text.len() + line.used_by.iter().map(length).sum::<usize>() * 2);
        let long = printed.sum::<usize>() > LONG;
        sheet::Evidence {
            label,
            level,
            number: words(&evidence.number, Room::PAGE),
            id: gather(identifier(&evidence.id, Room::PAGE)),
            named: evidence.title.is_some(),
            title: title.text,
            whole: title.whole.into_iter().collect(),
            path: gather(identifier(&evidence.path, Room::PAGE)),
            trouble,
            facts: self.facts(&evidence.facts),
            splits: long || evidence.excerpt.len() > MANY_LINES,
            sticks: head + evidence.id.len() <= LONG,
            opens_page: evidence.excerpt.len() >= VERY_MANY_LINES,
            runs: self.excerpt(&evidence.excerpt),
        }
    }
}

/// About how many characters a finding prints.
fn size(finding: &Finding) -> usize {
    let facts: usize = finding.facts.iter().map(|fact| length(&fact.value)).sum();
    finding.title.len()
        + length(&finding.note)
        + finding.body.as_ref().map_or(0, |body| body.markdown.len())
        + finding.snippet.as_ref().map_or(0, String::len)
        + facts
}
