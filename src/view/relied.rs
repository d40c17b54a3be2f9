//! Who relies on which line of which piece of evidence: the way back from the bytes to what rests on them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::context::{Context, Entry};
use super::{Anchor, Span, Text};
use crate::model::report::{MeasureReport, ResolvedLink};
use crate::model::{Declared, Id, Report};

/// At most so many are named at one place; the rest is counted.
const MOST: usize = 50;

/// Somebody who relies on evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who<'a> {
    /// A thing with an id.
    Thing(&'a str),
    /// What was declared of the whole.
    Whole,
}

/// One use of a line: by whom, and to which line it goes on.
type Use<'a> = (Who<'a>, usize);

#[derive(Default)]
struct Places<'a> {
    lines: BTreeMap<usize, Vec<Use<'a>>>,
    whole: Vec<Who<'a>>,
}

/// What is relied on, by piece of evidence.
#[derive(Default)]
pub(super) struct Relied<'a> {
    by_evidence: HashMap<&'a str, Places<'a>>,
}

impl<'a> Relied<'a> {
    /// Collects every link of the report.
    pub(super) fn of(report: &'a Report, entries: &HashMap<&'a str, Entry<'a>>) -> Self {
        let mut collector = Collector { entries, relied: Self::default() };
        collector.whole(report);
        collector.claims(report);
        collector.lists(report);
        collector.rest(report);
        collector.relied
    }

    /// Whether anything relies on it.
    pub(super) fn any(&self, evidence: &Id) -> bool {
        self.by_evidence.contains_key(evidence.as_str())
    }

    /// Who relies on a line, and how many more there are.
    pub(super) fn on_line(
        &self,
        context: &Context<'_>,
        evidence: &Id,
        line: usize,
    ) -> (Vec<Text>, usize) {
        let places = self.by_evidence.get(evidence.as_str());
        let users =
            places.and_then(|places| places.lines.get(&line)).map_or(&[][..], Vec::as_slice);
        let named = users.iter().take(MOST).map(|(who, last)| {
            let name = Text(vec![span(context, *who)]);
            if *last > line { name.and_plain(format!(" to L{last}")) } else { name }
        });
        (named.collect(), users.len().saturating_sub(MOST))
    }

    /// Who relies on it as a whole, or on a place that isn't shown.
    pub(super) fn on_whole(&self, context: &Context<'_>, evidence: &Id) -> Text {
        let places = self.by_evidence.get(evidence.as_str());
        let users = places.map_or(&[][..], |places| places.whole.as_slice());
        let named = users.iter().take(MOST).map(|who| Text(vec![span(context, *who)]));
        let text = Text::join(named, ", ");
        match users.len().saturating_sub(MOST) {
            0 => text,
            more => text.and_plain(format!(" and {} more", super::labels::number(more))),
        }
    }
}

fn span(context: &Context<'_>, who: Who<'_>) -> Span {
    match who {
        Who::Thing(id) => context.name(id),
        Who::Whole => Span::Link {
            to: Anchor::section("summary"),
            text: "the report as declared".to_owned(),
            code: false,
        },
    }
}

struct Collector<'a, 'e> {
    entries: &'e HashMap<&'a str, Entry<'a>>,
    relied: Relied<'a>,
}

impl<'a> Collector<'a, '_> {
    fn links(&mut self, who: Who<'a>, links: &'a [ResolvedLink]) {
        for link in links {
            self.place(who, &link.evidence, link.lines);
        }
    }

    fn place(&mut self, who: Who<'a>, evidence: &'a Id, lines: Option<(usize, usize)>) {
        let id = evidence.as_str();
        let Some(entry) = self.entries.get(id) else { return };
        let places = self.relied.by_evidence.entry(id).or_default();
        let line = lines.and_then(|lines| entry.line_in(lines));
        match (line, lines) {
            (Some(line), Some((_, last))) => {
                let users = places.lines.entry(line).or_default();
                match users.last_mut() {
                    // A thing that relies on a line twice is named once.
                    Some((same, to)) if *same == who => *to = last.max(*to),
                    _ => users.push((who, last)),
                }
            }
            (None, _) | (_, None) => {
                if places.whole.last() != Some(&who) {
                    places.whole.push(who);
                }
            }
        }
    }

    /// A measure relies on the places of its operands; a link that has none, as one that is broken, is one itself.
    fn measure(&mut self, measure: &'a MeasureReport) {
        let who = Who::Thing(measure.id.as_str());
        for operand in &measure.operands {
            self.place(who, &operand.evidence, operand.lines);
        }
        let with: BTreeSet<&Id> = measure.operands.iter().map(|one| &one.evidence).collect();
        let without = |link: &&ResolvedLink| !with.contains(&link.evidence);
        for link in measure.links.iter().filter(without) {
            self.place(who, &link.evidence, link.lines);
        }
    }

    fn of(&mut self, id: &'a Id, links: &'a [ResolvedLink]) {
        self.links(Who::Thing(id.as_str()), links);
    }

    fn declared(&mut self, who: Who<'a>, all: &'a [Declared<ResolvedLink>]) {
        for declared in all {
            self.links(who, &declared.from);
        }
    }

    fn whole(&mut self, report: &'a Report) {
        self.declared(Who::Whole, &report.report.declared);
        self.links(Who::Whole, &report.report.evidence);
    }

    fn claims(&mut self, report: &'a Report) {
        for category in &report.categories {
            self.of(&category.id, &category.evidence);
            self.declared(Who::Thing(category.id.as_str()), &category.declared);
        }
        for claim in &report.claims {
            self.of(&claim.id, &claim.evidence);
            self.declared(Who::Thing(claim.id.as_str()), &claim.declared);
        }
        for measure in &report.measures {
            self.measure(measure);
            self.of(&measure.id, &measure.baseline_links);
            self.of(&measure.id, &measure.evidence);
            self.declared(Who::Thing(measure.id.as_str()), &measure.declared);
        }
    }

    fn lists(&mut self, report: &'a Report) {
        for finding in &report.findings {
            self.of(&finding.id, &finding.evidence);
        }
        for contradiction in &report.contradictions {
            self.of(&contradiction.id, &contradiction.says.links);
            self.of(&contradiction.id, &contradiction.holds.links);
        }
        for list in &report.checklists {
            self.of(&list.id, &list.evidence);
            self.declared(Who::Thing(list.id.as_str()), &list.declared);
            // An item that is a claim itself was counted among the claims.
            for item in list.items.iter().filter(|item| item.claim != item.id) {
                self.of(&item.id, &item.evidence);
            }
        }
    }

    fn rest(&mut self, report: &'a Report) {
        for action in &report.actions {
            self.of(&action.id, &action.evidence);
        }
        for artifact in &report.artifacts {
            self.of(&artifact.id, &artifact.evidence);
        }
        for waiver in report.waivers.iter().map(|report| &report.waiver) {
            self.of(&waiver.id, &waiver.evidence);
        }
        for signoff in &report.signoffs {
            self.of(&signoff.signoff.id, &signoff.signoff.evidence);
        }
        for section in &report.sections {
            self.of(&section.id, &section.evidence);
        }
        for run in &report.runs {
            self.of(&run.id, &run.evidence);
        }
        for evidence in &report.evidence {
            self.of(&evidence.id, &evidence.evidence);
        }
    }
}
