//! An index over a report: what an id is, where it stands in the document, and what it is called there.

mod index;

use std::collections::HashMap;

use self::index::entries;
use super::relied::Relied;
use super::{Anchor, AnchorKind, Mark, Span, labels};
use crate::model::report::{
    ClaimReport, EvidenceReport, EvidenceState, MeasureReport, ResolvedLink, Score, WaiverReport,
};
use crate::model::{Category, Digest, Finding, Id, Report, Target, in_package};

/// A report and the index over it.
pub(super) struct Context<'a> {
    /// The report.
    pub(super) report: &'a Report,
    /// The digest of report.json.
    pub(super) report_digest: &'a Digest,
    things: HashMap<&'a str, Thing<'a>>,
    gates: HashMap<&'a str, String>,
    entries: HashMap<&'a str, Entry<'a>>,
    claims: HashMap<&'a str, &'a ClaimReport>,
    measures: HashMap<&'a str, &'a MeasureReport>,
    scores: HashMap<&'a str, &'a Score>,
    categories: HashMap<&'a str, &'a Category<ResolvedLink>>,
    closing: HashMap<&'a str, Vec<&'a Id>>,
    waiving: HashMap<&'a str, Vec<&'a WaiverReport>>,
    made: HashMap<&'a str, Vec<&'a Id>>,
    found: HashMap<&'a str, usize>,
    pictures: Vec<&'a EvidenceReport>,
    relied: Relied<'a>,
}

struct Thing<'a> {
    anchor: Anchor,
    kind: AnchorKind,
    /// The display number; none where the id itself is printed.
    number: Option<String>,
    title: &'a str,
}

/// A piece of evidence in the document.
pub(super) struct Entry<'a> {
    /// As assessed.
    pub(super) evidence: &'a EvidenceReport,
    /// Display number: `E2`.
    pub(super) number: String,
    /// Jump target.
    pub(super) anchor: Anchor,
    /// The copied file; none where it is missing, or where nothing links to it and it isn't copied.
    pub(super) file: Option<String>,
    /// The lines that have a jump target, in order.
    selected: Vec<usize>,
}

impl Entry<'_> {
    /// The first line of `lines` that has a jump target.
    pub(super) fn line_in(&self, (first, last): (usize, usize)) -> Option<usize> {
        let from = self.selected.partition_point(|line| *line < first);
        self.selected.get(from).copied().filter(|line| *line <= last)
    }
}

impl<'a> Context<'a> {
    /// Reads the report once.
    pub(super) fn of(report: &'a Report, report_digest: &'a Digest) -> Self {
        let mut entries = entries(report);
        let relied = Relied::of(report, &entries);
        for entry in entries.values_mut() {
            let there = entry.evidence.state != EvidenceState::Missing && !entry.evidence.withheld;
            if there && (relied.any(&entry.evidence.id) || entry.evidence.content.is_some()) {
                entry.file = Some(in_package(&entry.evidence.path));
            }
        }
        let mut context = Self {
            report,
            report_digest,
            things: HashMap::new(),
            gates: labels::display_numbers("G", report.gates.iter().map(|gate| &gate.id)),
            entries,
            claims: report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
            measures: report.measures.iter().map(|found| (found.id.as_str(), found)).collect(),
            scores: report.scores.categories.iter().map(|one| (one.id.as_str(), one)).collect(),
            categories: report.categories.iter().map(|one| (one.id.as_str(), one)).collect(),
            closing: HashMap::new(),
            waiving: HashMap::new(),
            made: HashMap::new(),
            found: HashMap::new(),
            pictures: report.evidence.iter().filter(|one| one.content.is_some()).collect(),
            relied,
        };
        context.index_things();
        context.index_lists();
        context.index_uses();
        context
    }

    /// How an id is printed: a jump to the thing where the report has it.
    pub(super) fn name(&self, id: &str) -> Span {
        match Target::parse(id) {
            Target::Gate(gate) => self.gate(gate.as_str()),
            Target::Category(category) => self.thing_named(category.as_str()),
            Target::Thing(thing) if self.things.contains_key(thing.as_str()) => {
                self.thing_named(thing.as_str())
            }
            Target::Thing(thing) => self.gate(thing.as_str()),
        }
    }

    fn thing_named(&self, id: &str) -> Span {
        let Some(thing) = self.things.get(id) else {
            return Span::Code { text: id.to_owned() };
        };
        if let (AnchorKind::Evidence, Some(entry)) = (thing.kind, self.entries.get(id)) {
            // In a sentence the entry is enough; the file stands there.
            let (to, text) = (entry.anchor.clone(), entry.number.clone());
            return Span::Link { to, text, code: false };
        }
        match &thing.number {
            Some(number) => {
                Span::Link { to: thing.anchor.clone(), text: number.clone(), code: false }
            }
            None => Span::Link { to: thing.anchor.clone(), text: id.to_owned(), code: true },
        }
    }

    /// A jump to the thing of that kind and id by its id; none where the report doesn't have it.
    pub(super) fn jump(&self, kind: AnchorKind, id: &Id) -> Option<Span> {
        let is_there = if kind == AnchorKind::Gate {
            self.gates.contains_key(id.as_str())
        } else {
            self.things.get(id.as_str()).is_some_and(|thing| thing.kind == kind)
        };
        let text = Some(id.to_string()).filter(|text| is_there && !text.is_empty())?;
        Some(Span::Link { to: Anchor::of(kind, id), text, code: true })
    }

    /// How a gate is printed: `G4`, a jump to it.
    pub(super) fn gate(&self, id: &str) -> Span {
        match self.gates.get(id) {
            Some(number) => Span::Link {
                to: Anchor::of(AnchorKind::Gate, &Id::from(id)),
                text: number.clone(),
                code: false,
            },
            None => Span::Code { text: id.to_owned() },
        }
    }

    /// The display number of a gate.
    pub(super) fn gate_number(&self, id: &Id) -> &str {
        self.gates.get(id.as_str()).map_or("", String::as_str)
    }

    /// The display number of a contradiction.
    pub(super) fn contradiction_number(&self, id: &Id) -> &str {
        self.things.get(id.as_str()).and_then(|thing| thing.number.as_deref()).unwrap_or("")
    }

    /// The words of the thing with that id.
    pub(super) fn title(&self, id: &str) -> Option<&'a str> {
        self.things.get(id).map(|thing| thing.title)
    }

    /// A piece of evidence.
    pub(super) fn entry(&self, id: &Id) -> Option<&Entry<'a>> {
        self.entries.get(id.as_str())
    }

    /// A jump to the place that a link names: `E2 L5`.
    pub(super) fn place(&self, link: &ResolvedLink) -> Span {
        self.place_at(&link.evidence, link.lines)
    }

    /// A jump to lines of a piece of evidence, or to all of it.
    pub(super) fn place_at(&self, evidence: &Id, lines: Option<(usize, usize)>) -> Span {
        let Some(entry) = self.entries.get(evidence.as_str()) else {
            return Span::Code { text: evidence.to_string() };
        };
        let text = labels::place(&entry.number, lines);
        let first = lines.and_then(|lines| entry.line_in(lines));
        let to = first
            .map_or_else(|| entry.anchor.clone(), |line| Anchor::line(&entry.evidence.id, line));
        Span::Evidence { to, entry: entry.anchor.clone(), text, file: entry.file.clone() }
    }

    /// A claim.
    pub(super) fn claim(&self, id: &str) -> Option<&'a ClaimReport> {
        self.claims.get(id).copied()
    }

    /// A measure.
    pub(super) fn measure(&self, id: &str) -> Option<&'a MeasureReport> {
        self.measures.get(id).copied()
    }

    /// A category.
    pub(super) fn category(&self, id: &str) -> Option<&'a Category<ResolvedLink>> {
        self.categories.get(id).copied()
    }

    /// The score of a category.
    pub(super) fn score(&self, category: &str) -> Option<&'a Score> {
        self.scores.get(category).copied()
    }

    /// The actions that close a thing.
    pub(super) fn closed_by(&self, id: &Id) -> &[&'a Id] {
        self.closing.get(id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The waivers that name a thing or cover it; a gate is `gate:ID`.
    pub(super) fn waivers_of(&self, id: &Id) -> &[&'a WaiverReport] {
        self.waiving.get(id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The pieces of evidence that a run made.
    pub(super) fn made_by(&self, run: &Id) -> &[&'a Id] {
        self.made.get(run.as_str()).map_or(&[], Vec::as_slice)
    }

    /// How many findings a run reported.
    pub(super) fn found_by(&self, run: &Id) -> usize {
        self.found.get(run.as_str()).copied().unwrap_or(0)
    }

    /// The pieces of evidence that a text may show.
    pub(super) fn pictures(&self) -> &[&'a EvidenceReport] {
        &self.pictures
    }

    /// Whether the id is that of a sign-off.
    pub(super) fn is_signoff(&self, id: &str) -> bool {
        self.things.get(id).is_some_and(|thing| thing.kind == AnchorKind::Signoff)
    }

    /// Who relies on what of the evidence.
    pub(super) fn relied(&self) -> &Relied<'a> {
        &self.relied
    }

    /// Whether a finding counts (SEMANTICS rule 14).
    pub(super) fn counts(&self, finding: &Finding<ResolvedLink>) -> bool {
        self.report.policy.counts(finding)
    }

    /// The verdict's mark.
    pub(super) fn verdict(&self) -> Mark {
        Mark::from(self.report.verdict.value)
    }
}
