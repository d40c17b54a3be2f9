//! The index of the search: a part for each system, and which systems have a term.
//!
//! A query loads the parts of terms that begin as its words do, and then the parts of the systems that have all of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::attest::json_file;
use crate::model::Id;
use crate::model::report::Report;
use crate::model::site::{ReportEntry, Site};
use crate::render::File;
use crate::site::address;
use crate::site::doors::{Files, SiteError, Stage};
use crate::site::draw::report::{evidence_folders, finding_anchor};
use crate::view::{Anchor, AnchorKind};

/// In how many systems a term may be at most that is told with their names; one that is in more doesn't part them.
const COMMON: usize = 200;
/// How many letters at the beginning of a term tell its part of the index.
const LETTERS: usize = 2;

/// What can be found of a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct Part {
    /// The system's name.
    pub subject: String,
    /// What can be found.
    pub entries: Vec<Entry>,
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct Entry {
    /// What it is: `system`, `claim`, `finding`, `rule`, `evidence`.
    pub kind: String,
    /// What is printed.
    pub title: String,
    /// Where it is, relative to the site's root.
    pub address: String,
    /// What else it can be found by.
    pub words: String,
}

/// Where the part of a system is.
pub(in crate::site) fn path(slug: &str) -> String {
    format!("{}search.json", address::subject(slug))
}

/// The part of a system: what its newest report holds. Findings lead to their own pages.
pub(in crate::site) fn part(
    report: &Report,
    version: &ReportEntry,
    slug: &str,
    findings: &BTreeMap<&Id, String>,
) -> File {
    let name = &report.subject.name;
    let page = format!("{}index.html", version.address);
    let thing = |anchor: &Anchor| format!("{page}#{}", anchor.as_str());
    let entry = |kind: &str, title: &str, address: String, words: Vec<&str>| Entry {
        kind: kind.to_owned(),
        title: if title.trim().is_empty() { "no title".to_owned() } else { title.to_owned() },
        address,
        words: words.join(" "),
    };
    let own = format!("{}index.html", address::subject(slug));
    let versions = version.version.as_deref().into_iter().collect();
    let mut entries = vec![entry("system", name, own, versions)];
    for claim in &report.claims {
        let anchor = Anchor::of(AnchorKind::Claim, &claim.id);
        entries.push(entry("claim", &claim.statement, thing(&anchor), vec![claim.id.as_str()]));
    }
    let mut rules: BTreeSet<&str> = BTreeSet::new();
    for finding in &report.findings {
        let page = findings.get(&finding.id).map(|folder| format!("{folder}index.html"));
        let to = page.unwrap_or_else(|| thing(&finding_anchor(&finding.id)));
        let path = finding.location.as_ref().and_then(|it| it.path.as_deref()).unwrap_or_default();
        let words = vec![finding.id.as_str(), finding.rule.as_str(), path];
        entries.push(entry("finding", &finding.title, to, words));
        rules.insert(&finding.rule);
    }
    for rule in rules {
        entries.push(entry("rule", rule, format!("{page}#findings"), Vec::new()));
    }
    let folders = evidence_folders(report);
    for evidence in &report.evidence {
        let folder = folders.get(evidence.id.as_str()).map_or("", String::as_str);
        let to = format!("{}{folder}index.html", version.address);
        let title = evidence.title.as_deref().unwrap_or(&evidence.path);
        entries.push(entry("evidence", title, to, vec![evidence.id.as_str(), &evidence.path]));
    }
    let part = Part { subject: name.clone(), entries };
    let bytes = serde_json::to_vec(&part).unwrap_or_default();
    File { name: path(slug), bytes }
}

/// The list of systems, and the parts that tell which of them have a term.
pub(in crate::site) fn terms(site: &Site, stage: &dyn Stage) -> Result<Files, SiteError> {
    use rayon::prelude::*;
    let slugs: Vec<&str> = site.subjects.iter().map(|subject| subject.slug.as_str()).collect();
    let of_each: Vec<Result<(&str, BTreeSet<String>), SiteError>> =
        slugs.par_iter().map(|slug| Ok((*slug, terms_of(slug, stage)?))).collect();
    let mut parts: BTreeMap<String, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for of_one in of_each {
        let (slug, terms) = of_one?;
        for term in terms {
            parts.entry(name(&term)).or_default().entry(term).or_default().push(slug);
        }
    }
    let names: Vec<&str> = parts.keys().map(String::as_str).collect();
    let list = BTreeMap::from([("parts", &names), ("subjects", &slugs)]);
    let mut files = vec![json_file("search/index.json", &list)?];
    for (name, terms) in parts {
        let told: BTreeMap<&String, Having<'_>> =
            terms.iter().map(|(term, slugs)| (term, Having::of(slugs))).collect();
        let bytes = serde_json::to_vec(&told).unwrap_or_default();
        files.push(File { name: format!("search/terms/{name}.json"), bytes });
    }
    Ok(files)
}

/// The systems that have a term.
#[derive(Serialize)]
#[serde(untagged)]
enum Having<'a> {
    These(&'a [&'a str]),
    Many(&'static str),
}

impl<'a> Having<'a> {
    fn of(slugs: &'a [&'a str]) -> Self {
        if slugs.len() > COMMON { Self::Many("*") } else { Self::These(slugs) }
    }
}

fn terms_of(slug: &str, stage: &dyn Stage) -> Result<BTreeSet<String>, SiteError> {
    let path = path(slug);
    let failed = |error| SiteError::io(format!("can't read {path}"), error);
    let bytes = match stage.put_by(&path).map_err(failed)? {
        Some(bytes) => Some(bytes),
        None => stage.published(&path).map_err(failed)?,
    };
    let part = bytes.and_then(|bytes| serde_json::from_slice::<Part>(&bytes).ok());
    let entries = part.map(|part| part.entries).unwrap_or_default();
    Ok(entries.iter().flat_map(|entry| words(&entry.title).chain(words(&entry.words))).collect())
}

/// The words of a text, in lower case: letters and digits, two of them or more.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| word.chars().nth(1).is_some()).map(str::to_lowercase)
}

/// The name of the part in which a term stands: its first letters, each other than those of ASCII by its code point.
fn name(term: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' | '0'..='9' => letter.to_string(),
        other => format!("_{:x}", u32::from(other)),
    };
    term.chars().take(LETTERS).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_has_one_part_whose_name_is_a_file_everywhere() {
        assert_eq!(name("coverage"), "co");
        assert_eq!(name("é1"), "_e91");
        assert_eq!(name("日本"), "_65e5_672c");
        let told: Vec<String> = words("API-latency of X, p95").collect();
        assert_eq!(told, ["api", "latency", "of", "p95"]);
    }
}
