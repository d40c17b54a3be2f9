//! What one file gives, on its way into the document: ids, fingerprints, and links into the file.

use super::chosen::Digested;
use super::fingerprint;
use super::names::{Counter, Names, plain, stem};
use crate::model::{Evidence, Finding, Findings, Id, Link, Links, Measure, Method, Run};

/// A file that is being read.
pub(super) struct Part {
    path: String,
    adapter: String,
    /// The file as evidence.
    evidence: Id,
    first_run: Option<Id>,
    /// The run that was told last, and its tool.
    run: Option<(Id, String)>,
    /// The fingerprints that were given.
    seen: Counter,
}

impl Part {
    /// One of which nothing was read yet.
    pub(super) fn of(path: &str, adapter: &str, names: &mut Names) -> Self {
        Self {
            path: path.to_owned(),
            adapter: adapter.to_owned(),
            evidence: names.free(&stem(path)),
            first_run: None,
            run: None,
            seen: Counter::default(),
        }
    }

    /// A run, of which the findings that follow are.
    pub(super) fn run(&mut self, mut run: Run, names: &mut Names) -> Run {
        run.id = names.free(&format!("run-{}", plain(&run.tool.name)));
        self.first_run.get_or_insert_with(|| run.id.clone());
        self.run = Some((run.id.clone(), run.tool.name.clone()));
        run
    }

    pub(super) fn finding(
        &mut self,
        mut finding: Finding,
        at: String,
        names: &mut Names,
    ) -> Finding {
        let tool = self.run.as_ref().map_or(self.adapter.as_str(), |(_, tool)| tool.as_str());
        let print = fingerprint::of(tool, &finding);
        // Equal ones are told apart by their order in the file.
        let count = self.seen.count(&print);
        let short = print.get(..12).unwrap_or(&print);
        finding.id = names.free(&format!("{}-{short}", plain(&self.adapter)));
        let print = if count > 1 { format!("{print}:{count}") } else { print };
        finding.fingerprints.insert(fingerprint::SCHEME.to_owned(), print);
        finding.run = self.run.as_ref().map(|(run, _)| run.clone());
        finding.tool = finding.run.is_none().then(|| self.adapter.clone());
        finding.evidence = vec![self.link(at)];
        finding
    }

    pub(super) fn measure(
        &mut self,
        mut measure: Measure,
        at: String,
        names: &mut Names,
    ) -> Measure {
        let scope = measure.scope.as_deref().unwrap_or(self.evidence.as_str());
        measure.id = names.free(&format!("{}-{}", plain(&measure.metric), plain(scope)));
        measure.value = Some(match measure.value.take() {
            Some(Links::Many(places)) => self.several(places),
            Some(Links::One(place)) => self.several(vec![place]),
            None => Links::One(self.link(at)),
        });
        measure
    }

    /// The file as a piece of evidence, when all of it was read.
    pub(super) fn evidence(self, bytes: &Digested) -> Evidence {
        Evidence {
            id: self.evidence,
            title: None,
            path: self.path,
            media_type: None,
            method: self.first_run.is_none().then_some(Method::Test),
            run: self.first_run,
            sha256: Some(bytes.sha256.clone()),
            size: Some(bytes.size),
            collected_at: None,
            collected_by: None,
            command: None,
            commit: None,
            redact: Vec::new(),
            evidence: Vec::new(),
            properties: serde_json::Map::new(),
        }
    }

    fn link(&self, at: String) -> Link {
        let at = (!at.is_empty()).then_some(at);
        Link { evidence: self.evidence.clone(), at, expect: None, note: None }
    }

    /// Places of one value that an adapter gave, now in the file.
    fn several(&self, mut places: Vec<Link>) -> Links {
        for place in &mut places {
            place.evidence = self.evidence.clone();
        }
        match (places.pop(), places.is_empty()) {
            (Some(only), true) => Links::One(only),
            (last, _) => {
                places.extend(last);
                Links::Many(places)
            }
        }
    }
}

/// Takes away what an earlier file of that path gave, and names the findings that are gone.
pub(super) fn forget(all: &mut Findings, path: &str) -> Vec<Id> {
    let Some(at) = all.evidence.iter().position(|entry| entry.path == path) else {
        return Vec::new();
    };
    let id = all.evidence.remove(at).id;
    let is_of = |links: &[Link]| links.first().is_some_and(|link| link.evidence == id);
    let of_it = |finding: &mut Finding| is_of(&finding.evidence);
    let gone: Vec<Finding> = all.findings.extract_if(.., of_it).collect();
    all.measures
        .retain(|measure| !measure.value.as_ref().is_some_and(|value| is_of(value.as_slice())));
    let runs: std::collections::BTreeSet<&Id> =
        gone.iter().filter_map(|finding| finding.run.as_ref()).collect();
    all.runs.retain(|run| !runs.contains(&run.id));
    gone.into_iter().map(|finding| finding.id).collect()
}
