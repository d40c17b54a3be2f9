//! From which bytes something is known: the places of links, what was read there, and the digests of the files.

use super::{MANY, Told, plain};
use crate::model::report::{EvidenceReport, ResolvedLink};
use crate::view::labels;

impl Told<'_> {
    /// Each link with its place, what was read, and the evidence behind it.
    pub(super) fn links<'l>(
        &self,
        links: impl IntoIterator<Item = &'l ResolvedLink>,
    ) -> Vec<String> {
        let links: Vec<&ResolvedLink> = links.into_iter().collect();
        let mut told = Vec::new();
        for link in links.iter().take(MANY) {
            told.extend(self.link(link));
        }
        if let Some(more @ 1..) = links.len().checked_sub(MANY) {
            told.push(format!("and {} more links", labels::number(more)));
        }
        if told.is_empty() {
            told.push("none: no evidence is linked".to_owned());
        }
        told
    }

    fn link(&self, link: &ResolvedLink) -> Vec<String> {
        let written = match &link.at {
            Some(at) => format!("{}#{at}", link.evidence),
            None => link.evidence.to_string(),
        };
        let mut said = format!("{written}: {}", labels::link_state(link.state));
        if let Some(value) = &link.value {
            said = format!("{said}; read “{value}”");
        } else if link.masked {
            said = format!("{said}; what stands there is masked");
        }
        if let Some(expect) = &link.expect {
            said = format!("{said}; expected {expect}");
        }
        if !link.because.is_empty() {
            said = format!("{said}; {}", plain(&link.because));
        }
        let mut told = vec![said];
        if let Some(entry) = self.report.evidence.iter().find(|entry| entry.id == link.evidence) {
            let place = match link.lines {
                Some((first, last)) if first != last => format!("{}:{first}-{last}", entry.path),
                Some((first, _)) => format!("{}:{first}", entry.path),
                None => entry.path.clone(),
            };
            told.push(format!("  {place}, {}", origin(entry)));
            told.extend(excerpt(entry, link.lines));
        }
        told
    }
}

/// `sha256 …, a test of 2025-08-20, of commit 9f1c2e7`.
pub(super) fn origin(entry: &EvidenceReport) -> String {
    let digest = match &entry.sha256 {
        Some(digest) => format!("sha256 {digest}"),
        None => "whose bytes are missing".to_owned(),
    };
    let when = entry
        .collected_at
        .map_or_else(|| "of no date".to_owned(), |moment| format!("of {}", moment.day()));
    let commit = entry.commit.as_deref().map(|commit| format!(", commit {commit}"));
    let method = entry.method.name();
    format!("{digest}, by {method}, {when}{}", commit.unwrap_or_default())
}

/// The lines that a link selects, where the report has them; the first of many.
fn excerpt(entry: &EvidenceReport, lines: Option<(usize, usize)>) -> Vec<String> {
    const SHOWN: usize = 3;
    let Some((first, last)) = lines else { return Vec::new() };
    let selected = entry.excerpt.iter().filter(|line| (first..=last).contains(&line.number));
    selected.take(SHOWN).map(|line| format!("  {} | {}", line.number, line.text.trim())).collect()
}
