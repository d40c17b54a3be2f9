//! Files that were read → one findings document. The order of the files doesn't matter, and the same file twice
//! changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::adapter::{Adapter, Item, Unreadable};
use super::{Raw, fingerprint, same};
use crate::model::{Digest, Evidence, Finding, Findings, Id, Link, Links, Measure, Method, Run};

/// What came of the files.
pub struct Collected {
    /// The document.
    pub findings: Findings,
    /// What was told of each file, in the order of the files.
    pub files: Vec<FileTold>,
}

/// What came of one file.
pub struct FileTold {
    /// Its path.
    pub path: String,
    /// The adapter that read it.
    pub adapter: String,
    /// How many findings it holds.
    pub findings: usize,
    /// How many measures.
    pub measures: usize,
    /// Whether the document held it already.
    pub is_known: bool,
    /// What the reader should know, each with its place in the file.
    pub notes: Vec<(String, String)>,
}

/// Reads the files, each with its adapter, and adds what they hold to a document. A file that the document holds
/// already changes nothing; one that has other bytes now takes the place of what it gave before.
///
/// # Errors
///
/// The index of the first file that can't be read, and why.
pub fn collect(
    base: Findings,
    files: &[(&dyn Raw, &dyn Adapter)],
) -> Result<Collected, (usize, Unreadable)> {
    let mut parts = Vec::new();
    for (index, (raw, adapter)) in files.iter().enumerate() {
        parts.push(read(*raw, *adapter).map_err(|error| (index, error))?);
    }
    let told = parts.iter().map(|part| part.told(&base)).collect();
    parts.sort_by(|one, other| one.key().cmp(&other.key()));
    parts.dedup_by(|one, other| one.key() == other.key());
    parts.retain(|part| !part.is_in(&base));
    Ok(Collected { findings: document(base, parts), files: told })
}

/// What one file gave.
struct Part {
    path: String,
    adapter: String,
    sha256: Digest,
    size: u64,
    runs: Vec<Run>,
    /// Each with the index of its run, if one came before it.
    findings: Vec<(Finding, String, Option<usize>)>,
    measures: Vec<(Measure, String)>,
    notes: Vec<(String, String)>,
}

impl Part {
    fn key(&self) -> (&str, String) {
        (&self.path, self.sha256.to_string())
    }

    /// Whether a document holds this very file.
    fn is_in(&self, findings: &Findings) -> bool {
        findings
            .evidence
            .iter()
            .any(|entry| entry.path == self.path && entry.sha256.as_ref() == Some(&self.sha256))
    }

    fn told(&self, base: &Findings) -> FileTold {
        FileTold {
            path: self.path.clone(),
            adapter: self.adapter.clone(),
            findings: self.findings.len(),
            measures: self.measures.len(),
            is_known: self.is_in(base),
            notes: self.notes.clone(),
        }
    }
}

fn read(raw: &dyn Raw, adapter: &dyn Adapter) -> Result<Part, Unreadable> {
    let mut items: Vec<Item> = Vec::new();
    adapter.read(raw, &mut items)?;
    let (sha256, size) = digest(raw)?;
    let mut part = Part {
        path: raw.path().to_owned(),
        adapter: adapter.name().to_owned(),
        sha256,
        size,
        runs: Vec::new(),
        findings: Vec::new(),
        measures: Vec::new(),
        notes: Vec::new(),
    };
    for item in items {
        match item {
            Item::Run(run) => part.runs.push(*run),
            Item::Finding { finding, at } => {
                part.findings.push((*finding, at, part.runs.len().checked_sub(1)));
            }
            Item::Measure { measure, at } => part.measures.push((*measure, at)),
            Item::Note { message, at } => part.notes.push((message, at)),
        }
    }
    Ok(part)
}

fn digest(raw: &dyn Raw) -> Result<(Digest, u64), Unreadable> {
    let mut bytes = raw.open()?;
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = bytes.read(&mut buffer)?;
        if read == 0 {
            return Ok((Digest::finished(hash), size));
        }
        hash.update(buffer.get(..read).unwrap_or_default());
        size += read as u64;
    }
}

fn document(mut all: Findings, parts: Vec<Part>) -> Findings {
    for part in &parts {
        forget(&mut all, &part.path);
    }
    let mut names = Names::of(&all);
    for part in parts {
        add(&mut all, part, &mut names);
    }
    same::link(&mut all.findings);
    all
}

/// Takes away what an earlier file of that path gave.
fn forget(all: &mut Findings, path: &str) {
    let Some(at) = all.evidence.iter().position(|entry| entry.path == path) else { return };
    let id = all.evidence.remove(at).id;
    let is_of = |links: &[Link]| links.first().is_some_and(|link| link.evidence == id);
    let runs: BTreeSet<Id> = all
        .findings
        .iter()
        .filter(|finding| is_of(&finding.evidence))
        .filter_map(|finding| finding.run.clone())
        .collect();
    all.findings.retain(|finding| !is_of(&finding.evidence));
    all.measures
        .retain(|measure| !measure.value.as_ref().is_some_and(|value| is_of(value.as_slice())));
    all.runs.retain(|run| !runs.contains(&run.id));
}

fn add(all: &mut Findings, part: Part, names: &mut Names) {
    let evidence = names.free(&stem(&part.path));
    let tools: Vec<String> = part.runs.iter().map(|run| run.tool.name.clone()).collect();
    let mut runs = Vec::new();
    for mut run in part.runs {
        run.id = names.free(&format!("run-{}", plain(&run.tool.name)));
        runs.push(run.id.clone());
        all.runs.push(run);
    }
    let link = |at: String| Link {
        evidence: evidence.clone(),
        at: (!at.is_empty()).then_some(at),
        expect: None,
        note: None,
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (mut finding, at, run) in part.findings {
        let tool = run.and_then(|run| tools.get(run)).map_or(part.adapter.as_str(), String::as_str);
        let print = fingerprint::of(tool, &finding);
        // Equal ones are told apart by their order in the file.
        let count = seen.entry(print.clone()).or_insert(0);
        *count += 1;
        let short = print.get(..12).unwrap_or(&print);
        finding.id = names.free(&format!("{}-{short}", plain(&part.adapter)));
        let print = if *count > 1 { format!("{print}:{count}") } else { print };
        finding.fingerprints.insert(fingerprint::SCHEME.to_owned(), print);
        finding.run = run.and_then(|run| runs.get(run)).cloned();
        finding.tool = finding.run.is_none().then(|| part.adapter.clone());
        finding.evidence = vec![link(at)];
        all.findings.push(finding);
    }
    for (mut measure, at) in part.measures {
        let scope = measure.scope.as_deref().unwrap_or(evidence.as_str());
        measure.id = names.free(&format!("{}-{}", plain(&measure.metric), plain(scope)));
        measure.value = Some(match measure.value.take() {
            Some(Links::Many(places)) => several(places, &evidence),
            Some(Links::One(place)) => several(vec![place], &evidence),
            None => Links::One(link(at)),
        });
        all.measures.push(measure);
    }
    all.evidence.push(Evidence {
        id: evidence,
        title: None,
        path: part.path,
        media_type: None,
        method: runs.is_empty().then_some(Method::Test),
        run: runs.into_iter().next(),
        sha256: Some(part.sha256),
        size: Some(part.size),
        collected_at: None,
        collected_by: None,
        command: None,
        commit: None,
        redact: Vec::new(),
        evidence: Vec::new(),
        properties: serde_json::Map::new(),
    });
}

/// Places of one value that an adapter gave, now in the file.
fn several(mut places: Vec<Link>, evidence: &Id) -> Links {
    for place in &mut places {
        place.evidence = evidence.clone();
    }
    match (places.pop(), places.is_empty()) {
        (Some(only), true) => Links::One(only),
        (last, _) => {
            places.extend(last);
            Links::Many(places)
        }
    }
}

/// The most bytes of a name in an id.
const LONGEST: usize = 80;

/// Ids that are taken.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Names {
    /// Those of a document.
    fn of(findings: &Findings) -> Self {
        let mut names = Self::default();
        // `this` is the findings file itself.
        names.taken.insert("this".to_owned());
        // A document that was read can be written.
        let mut rest = vec![serde_json::to_value(findings).unwrap_or_default()];
        while let Some(next) = rest.pop() {
            match next {
                Value::Object(entries) => {
                    if let Some(Value::String(id)) = entries.get("id") {
                        names.taken.insert(id.clone());
                    }
                    rest.extend(entries.into_iter().map(|(_, value)| value));
                }
                Value::Array(items) => rest.extend(items),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        names
    }

    /// The name, or with the first number that makes it free.
    fn free(&mut self, name: &str) -> Id {
        if self.taken.insert(name.to_owned()) {
            return Id::from(name);
        }
        let next = self.next.entry(name.to_owned()).or_insert(1);
        loop {
            *next += 1;
            let numbered = format!("{name}-{next}");
            if self.taken.insert(numbered.clone()) {
                return Id::from(numbered.as_str());
            }
        }
    }
}

/// The name of a file without its folder and its last suffix.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    plain(if stem.is_empty() { name } else { stem })
}

/// A name as part of an id: ASCII letters and digits in lower case, all else as one `-`.
fn plain(name: &str) -> String {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.');
    let words = name
        .split(|char| !is_part(char))
        .filter(|word| word.contains(|char: char| char.is_ascii_alphanumeric()));
    let words = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    // An id begins with a letter or a digit.
    let words = words.trim_start_matches(['_', '.', '-']);
    let words = words.get(..LONGEST.min(words.len())).unwrap_or(words);
    if words.is_empty() { "file".to_owned() } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_free_and_plain() {
        let mut names = Names::default();
        let told = ["a", "a", "a-2", "a"].map(|name| names.free(name).to_string());
        assert_eq!(told, ["a", "a-2", "a-2-2", "a-3"]);
        assert_eq!(stem("reports/Trivy Scan.v2.json"), "trivy-scan.v2");
        assert_eq!(plain("OWASP ZAP"), "owasp-zap");
        assert_eq!(stem("..json"), "file");
        assert_eq!(stem("_größe.json"), "gr-e");
        assert_eq!(plain("検査"), "file");
        assert_eq!(plain(&"x".repeat(1_000)).len(), LONGEST);
    }
}
