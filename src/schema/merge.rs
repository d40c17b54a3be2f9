//! Several findings files become one (SEMANTICS rule 7).

use std::collections::{BTreeMap, HashMap};

use super::file::File;
use super::kind::Kind;
use super::problems::Problems;
use super::things::{Of, Origins, Thing, things};
use super::{ids, links, meta};
use crate::diagnostic::Diagnostic;
use crate::model::{Digest, Findings, Id, ReportMeta};

/// All files in one document, and from where what is in it came.
pub(super) struct Merged {
    /// The document.
    pub(super) findings: Findings,
    /// From where the entries of its lists came.
    pub(super) origins: Origins,
    /// What each file says of the report, by input.
    pub(super) reports: Vec<ReportMeta>,
}

/// Makes one document of them; none of none.
pub(super) fn merge(
    documents: Vec<Findings>,
    files: &[File],
    problems: &mut Problems<'_>,
) -> Option<Merged> {
    for (input, document) in documents.iter().enumerate() {
        let origins = Origins { input, ..Origins::default() };
        repeated(&things(document, &origins), problems);
    }
    one_file_means_itself(&documents, problems);
    let reports = documents.iter().map(|document| document.report.clone()).collect();
    let mut documents = documents.into_iter().enumerate();
    let (_, findings) = documents.next()?;
    let mut merged = Merged { findings, origins: Origins::default(), reports };
    for (input, document) in documents {
        Joining { input, files, problems, origins: &mut merged.origins }
            .document(&mut merged.findings, document);
    }
    if !merged.origins.lists.is_empty() {
        repeated(&things(&merged.findings, &merged.origins), problems);
    }
    Some(merged)
}

/// Tells each given id that stands twice. Within one file that is told before merging.
fn repeated(all: &[Thing<'_>], problems: &mut Problems<'_>) {
    let mut first: HashMap<&Id, &Thing<'_>> = HashMap::with_capacity(all.len());
    let merged =
        all.iter().any(|thing| all.first().is_some_and(|one| one.input() != thing.input()));
    for thing in all.iter().filter(|thing| !thing.id().is_empty()) {
        let Some(other) = first.get(thing.id()) else {
            first.insert(thing.id(), thing);
            continue;
        };
        if merged && other.input() == thing.input() {
            continue;
        }
        let there = problems.mention(other.input(), &format!("{}/id", other.pointer()));
        let (id, kind) = (thing.id(), other.kind());
        problems.add(thing.input(), &format!("{}/id", thing.pointer()), || {
            let message = format!("`{id}` is also the id of {kind} at {there}");
            let told = if merged {
                Diagnostic::error("merge-conflict", message)
            } else {
                Diagnostic::error("duplicate-id", message)
            };
            told.help("ids are unique over all kinds of thing; rename one of the two")
        });
    }
}

/// What is said of the report is one, so `this` in its links can be one file only.
fn one_file_means_itself(documents: &[Findings], problems: &mut Problems<'_>) {
    let mention = documents.iter().enumerate();
    let mut mention = mention.filter(|(_, document)| links::report_mentions_this(&document.report));
    let first = mention.next();
    for (input, document) in mention {
        if first.is_some_and(|(_, first)| first == document) {
            continue;
        }
        let there = first.map_or_else(String::new, |(first, _)| problems.mention(first, "/report"));
        problems.add(input, "/report", || {
            let message = format!("`this` is meant here and in the report's links at {there}");
            Diagnostic::error("merge-conflict", message)
                .help("list one of the files as a piece of evidence, and link to that")
        });
    }
}

/// One more document on its way into those before it.
struct Joining<'a, 'p, 'f> {
    input: usize,
    files: &'a [File],
    problems: &'p mut Problems<'f>,
    origins: &'p mut Origins,
}

impl Joining<'_, '_, '_> {
    fn document(&mut self, into: &mut Findings, more: Findings) {
        meta::subject(&mut into.subject, more.subject, self.input, self.problems);
        meta::report(&mut into.report, more.report, self.input, self.problems);
        meta::properties(&mut into.properties, more.properties, "", self.input, self.problems);
        self.list(&mut into.categories, more.categories, Kind::Category, |thing| {
            Of::Category(thing)
        });
        self.list(&mut into.runs, more.runs, Kind::Run, |thing| Of::Run(thing));
        self.list(&mut into.evidence, more.evidence, Kind::Evidence, |thing| Of::Evidence(thing));
        self.list(&mut into.claims, more.claims, Kind::Claim, |thing| Of::Claim(thing));
        self.list(&mut into.measures, more.measures, Kind::Measure, |thing| Of::Measure(thing));
        self.list(&mut into.findings, more.findings, Kind::Finding, |thing| Of::Finding(thing));
        self.list(&mut into.artifacts, more.artifacts, Kind::Artifact, |thing| Of::Artifact(thing));
        self.list(&mut into.checklists, more.checklists, Kind::Checklist, |thing| {
            Of::Checklist(thing)
        });
        self.list(&mut into.actions, more.actions, Kind::Action, |thing| Of::Action(thing));
        self.list(&mut into.waivers, more.waivers, Kind::Waiver, |thing| Of::Waiver(thing));
        self.list(&mut into.signoffs, more.signoffs, Kind::Signoff, |thing| Of::Signoff(thing));
        self.list(&mut into.sections, more.sections, Kind::Section, |thing| Of::Section(thing));
    }

    /// What has the id of an earlier thing and its content is that thing; so is what has no id, and the
    /// content of one that has none either, as often as it is there.
    fn list<T: PartialEq>(
        &mut self,
        into: &mut Vec<T>,
        more: Vec<T>,
        kind: Kind,
        of: impl for<'x> Fn(&'x T) -> Of<'x>,
    ) {
        let given: BTreeMap<Id, usize> = into
            .iter()
            .enumerate()
            .filter(|(_, thing)| !of(thing).id().is_empty())
            .map(|(at, thing)| (of(thing).id().clone(), at))
            .collect();
        let mut nameless: BTreeMap<Digest, usize> = BTreeMap::new();
        for thing in into.iter().filter(|thing| of(thing).id().is_empty()) {
            *nameless.entry(ids::content(of(thing))).or_default() += 1;
        }
        let mut origins = self.origins.lists.remove(&kind).unwrap_or_default();
        origins.extend((origins.len()..into.len()).map(|at| (0, at)));
        for (at, thing) in more.into_iter().enumerate() {
            let here = (self.input, at);
            if of(&thing).id().is_empty() {
                let left = nameless.get_mut(&ids::content(of(&thing))).filter(|left| **left > 0);
                if let Some(left) = left
                    && !self.means_another_file(of(&thing))
                {
                    *left -= 1;
                    continue;
                }
            } else if let Some(first) = given.get(of(&thing).id()) {
                let standing = origins.get(*first).copied().unwrap_or_default();
                if into.get(*first) != Some(&thing) {
                    self.conflict(
                        "stands here with other content than",
                        of(&thing),
                        standing,
                        here,
                    );
                } else if self.means_another_file(of(&thing)) {
                    self.conflict(
                        "links to `this`, which is another file than",
                        of(&thing),
                        standing,
                        here,
                    );
                }
                continue;
            }
            into.push(thing);
            origins.push(here);
        }
        self.origins.lists.insert(kind, origins);
    }

    /// Whether it links to `this`, which is another file than for what was merged before.
    fn means_another_file(&self, of: Of<'_>) -> bool {
        let own = self.files.get(self.input).map(|file| &file.text);
        let other = self.files.iter().take(self.input).any(|file| Some(&file.text) != own);
        other && links::mentions_this(of)
    }

    fn conflict(
        &mut self,
        what: &str,
        of: Of<'_>,
        (first, there): (usize, usize),
        (input, at): (usize, usize),
    ) {
        let pointer = |at: usize| format!("/{}/{at}", of.kind().list());
        let there = self.problems.mention(first, &pointer(there));
        self.problems.add(input, &pointer(at), || {
            let message = format!("`{}` {what} at {there}", of.id());
            Diagnostic::error("merge-conflict", message)
                .help("make both the same, drop one, or give one another id")
        });
    }
}
