//! What has passed: the proof that a document was checked.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::file::File;
use super::links;
use super::merge::Merged;
use super::things::{Origins, Standing, things};
use crate::diagnostic::Place;
use crate::model::report::{InputFile, InputRole};
use crate::model::{Digest, Findings, Id, Link, ReportMeta};

/// Findings that follow the schema and whose references mean something. Only [`super::validate`] makes one.
///
/// Every id in it is there: given or derived. Evidence paths are relative to the root.
#[derive(Debug)]
pub struct Validated {
    findings: Findings,
    inputs: Vec<InputFile>,
    files: Vec<File>,
    origins: Origins,
    /// Where things stand; made the first time that somebody asks.
    places: OnceLock<HashMap<Id, Standing>>,
    /// What each input says of the report.
    reports: Vec<ReportMeta>,
    /// The input that `this` means there.
    report: usize,
}

impl Validated {
    pub(super) fn new(merged: Merged, files: Vec<File>) -> Self {
        let report = merged.reports.iter().position(links::report_mentions_this).unwrap_or(0);
        let inputs = files.iter().map(|file| InputFile {
            role: InputRole::Findings,
            path: if file.path == "-" { "stdin.json".to_owned() } else { file.path.clone() },
            sha256: Digest::of(file.text.as_bytes()),
            size: file.text.len() as u64,
        });
        let Merged { findings, origins, reports } = merged;
        let inputs = inputs.collect();
        Self { findings, inputs, files, origins, places: OnceLock::new(), reports, report }
    }

    fn standing(&self, id: &Id) -> Option<&Standing> {
        let places = self.places.get_or_init(|| {
            let all = things(&self.findings, &self.origins).into_iter();
            all.map(|thing| (thing.id().clone(), thing.stands)).collect()
        });
        places.get(id)
    }

    /// The findings, merged, with everything derived that follows from something else in them.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The same, where the places are no longer asked for.
    #[must_use]
    pub fn into_findings(self) -> Findings {
        self.findings
    }

    /// The files, in the order in which they were handed in.
    #[must_use]
    pub fn inputs(&self) -> &[InputFile] {
        &self.inputs
    }

    /// Where a thing stands, or something in it: `suffix` is a JSON Pointer below the thing, such as
    /// `/of`. What was derived has the place of the thing.
    #[must_use]
    pub fn place(&self, id: &Id, suffix: &str) -> Option<Place> {
        let stands = self.standing(id)?;
        Some(self.files.get(stands.input)?.place(&format!("{}{suffix}", stands.pointer())))
    }

    /// Where those links stand, each with the thing in which it does; none is what is said of the report itself.
    #[must_use]
    pub fn places_of_links(&self, links: &[(Option<&Id>, &Link)]) -> Vec<Option<Place>> {
        if links.is_empty() {
            return Vec::new();
        }
        let owners: HashSet<Option<&Id>> = links.iter().map(|(owner, _)| *owner).collect();
        let all = things(&self.findings, &self.origins);
        let mut places = links::places(&all, &self.reports, |owner| owners.contains(&owner));
        let found = links.iter().map(|(owner, link)| {
            let (input, pointer) = places.get_mut(&(*owner, (*link).clone()))?.pop_front()?;
            Some(self.files.get(input)?.place(&pointer))
        });
        found.collect()
    }

    /// The same without its line, which takes a walk over the text: where many places are asked for.
    #[must_use]
    pub fn path(&self, id: &Id) -> Option<Place> {
        let stands = self.standing(id)?;
        let file = self.files.get(stands.input)?;
        Some(Place::file(file.name.clone()).path(stands.pointer()))
    }

    /// Where something is said of the report itself: `suffix` is a JSON Pointer below its `report`.
    #[must_use]
    pub fn place_of_report(&self, suffix: &str) -> Option<Place> {
        Some(self.files.get(self.report)?.place(&format!("/report{suffix}")))
    }

    /// Whether a thing has that id.
    #[must_use]
    pub fn has(&self, id: &Id) -> bool {
        self.standing(id).is_some()
    }

    /// The input in which a thing stands: to a link in it, `this` is that file. What is no thing's id asks
    /// for the report's own, as [`Self::source_of_report`] does.
    #[must_use]
    pub fn source_of(&self, id: &Id) -> usize {
        match self.files.len() {
            1 => 0,
            _ => self.standing(id).map_or(self.report, |stands| stands.input),
        }
    }

    /// The input that `this` means in the links of what is said of the report itself.
    #[must_use]
    pub fn source_of_report(&self) -> usize {
        self.report
    }

    /// The bytes of an input; empty for one that isn't there.
    #[must_use]
    pub fn text(&self, input: usize) -> &[u8] {
        self.files.get(input).map_or(&[], |file| file.text.as_bytes())
    }
}
