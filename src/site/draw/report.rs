//! A report's own pages: the whole of it, and each piece of evidence alone.

use std::collections::BTreeMap;

use super::Spot;
use crate::model::report::Report;
use crate::model::site::{ReportEntry, Site};
use crate::model::{Digest, Id};
use crate::render::{File, html};
use crate::site::address;
use crate::site::doors::{Files, SiteError};
use crate::site::pages::section;
use crate::view::{
    Anchor, AnchorKind, Block, Document, Evidence, ExcerptLine, Fact, Headline, Page, Span, Text,
    Tool, Trouble, document,
};

/// A report that is to be drawn.
pub(in crate::site) struct Drawn<'a> {
    pub(in crate::site) site: &'a Site,
    pub(in crate::site) report: &'a Report,
    pub(in crate::site) version: &'a ReportEntry,
    pub(in crate::site) slug: &'a str,
    /// The folder of each finding's page.
    pub(in crate::site) findings: &'a BTreeMap<&'a Id, String>,
    /// Whether there is a comparison with the report before it, and which that is.
    pub(in crate::site) before: Option<&'a ReportEntry>,
    /// Whether the files are published to which its evidence leads.
    pub(in crate::site) has_files: bool,
}

/// The page of the report, and those of its evidence.
pub(in crate::site) fn pages(drawn: &Drawn<'_>) -> Result<Files, SiteError> {
    let version = drawn.version;
    let mut document = document(drawn.report, version.published());
    if !drawn.has_files {
        without_files(&mut document);
    }
    let folders = evidence_folders(drawn.report);
    let mut above = super::above_subject(&drawn.report.subject.name, drawn.slug);
    let mut files = Vec::new();
    let name = super::super::news::version_name(version);
    above.push((Some(version.address.clone()), name.clone()));
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Evidence(evidence) = block
            && let Some(folder) = folders.get(evidence.id.as_str())
        {
            let folder = format!("{}{folder}", version.address);
            let spot = spot(drawn.site, &folder, &above);
            files.push(spot.page(&alone(evidence, drawn, &name))?);
        }
    }
    lead_on(&mut document, &folders, drawn);
    above.pop();
    above.push((None, name));
    let spot = spot(drawn.site, &version.address, &above);
    let description = format!("{}: {}", document.running, version.sentence);
    let page = html::document_on_site(&document, &description, &spot.around(&forms(drawn)));
    files.push(spot.file(page)?);
    Ok(files)
}

fn spot<'a>(site: &'a Site, folder: &'a str, above: &'a [(Option<String>, String)]) -> Spot<'a> {
    Spot { site, folder, above, feed: "feed.xml" }
}

/// The other forms of the report.
fn forms(drawn: &Drawn<'_>) -> Vec<(String, String)> {
    let file = |name: &String| (name.clone(), form(name));
    let mut forms: Vec<(String, String)> = drawn.version.files.iter().map(file).collect();
    if let Some(before) = drawn.before {
        let words = format!("Changes since {}", super::super::news::version_name(before));
        forms.push(("changes/index.html".to_owned(), words));
    }
    forms
}

/// What a file of a report is called.
pub(in crate::site) fn form(name: &str) -> String {
    match name {
        "report.md" => "Markdown".to_owned(),
        "report.pdf" => "PDF".to_owned(),
        "report.json" => "JSON".to_owned(),
        "bundle.zip" => "Bundle".to_owned(),
        other => other.to_owned(),
    }
}

/// The folder of each piece of evidence, relative to the report's.
pub(in crate::site) fn evidence_folders(report: &Report) -> BTreeMap<&str, String> {
    let parts = address::parts(report.evidence.iter().map(|entry| entry.id.as_str()));
    parts.into_iter().map(|(id, part)| (id, format!("evidence/{part}/"))).collect()
}

/// Findings and evidence lead to their own pages.
fn lead_on(document: &mut Document, folders: &BTreeMap<&str, String>, drawn: &Drawn<'_>) {
    let from = &drawn.version.address;
    let fact = |label: &str, folder: &str, text: &str| Fact {
        label: label.to_owned(),
        value: Text(vec![Span::Beside {
            file: address::across(from, &format!("{folder}index.html")),
            to: None,
            text: text.to_owned(),
            code: false,
        }]),
    };
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        match block {
            Block::Findings(findings) => {
                for finding in &mut findings.findings {
                    if let Some(folder) = drawn.findings.get(&Id::from(finding.id.as_str())) {
                        finding.facts.push(fact("Over versions", folder, "first and last seen"));
                    }
                }
            }
            Block::Evidence(evidence) => {
                if let Some(folder) = folders.get(evidence.id.as_str()) {
                    let folder = format!("{from}{folder}");
                    evidence.facts.push(fact("Page", &folder, "this evidence alone"));
                }
            }
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Prose(_)
            | Block::Lines(_) => {}
        }
    }
}

/// The page of one piece of evidence. What it leads to stands in the report.
fn alone(evidence: &Evidence, drawn: &Drawn<'_>, name: &str) -> Page {
    let what = evidence.title.clone().unwrap_or_else(|| evidence.path.clone());
    let subject = &drawn.report.subject.name;
    let lines = evidence.excerpt.iter().map(|line| ExcerptLine {
        used_by: line.used_by.iter().map(outward).collect(),
        ..line.clone()
    });
    let facts = evidence
        .facts
        .iter()
        .map(|fact| Fact { label: fact.label.clone(), value: outward(&fact.value) });
    let trouble = evidence
        .trouble
        .as_ref()
        .map(|trouble| Trouble { mark: trouble.mark.clone(), text: outward(&trouble.text) });
    let block = Evidence {
        excerpt: lines.collect(),
        facts: facts.collect(),
        trouble,
        // The copied file lies in the report's folder.
        file: evidence.file.as_ref().map(|file| format!("../../{file}")),
        ..evidence.clone()
    };
    Page {
        title: format!("{what}: evidence of {subject} {name}"),
        description: format!("{}, on which the report on {subject} {name} relies.", evidence.path),
        as_of: None,
        heading: what,
        facts: Vec::new(),
        headline: Headline::None,
        sections: vec![section(
            "evidence",
            &format!("{} in the report", evidence.number),
            vec![Block::Evidence(block)],
        )],
        tool: Tool::Tables,
    }
}

/// Jumps within the report, from a page two folders below it.
fn outward(text: &Text) -> Text {
    let span = |span: &Span| match span {
        Span::Link { to, text, code } => Span::Beside {
            file: "../../index.html".to_owned(),
            to: Some(to.clone()),
            text: text.clone(),
            code: *code,
        },
        Span::Evidence { to, text, .. } => Span::Beside {
            file: "../../index.html".to_owned(),
            to: Some(to.clone()),
            text: text.clone(),
            code: false,
        },
        other @ (Span::Plain { .. }
        | Span::Strong { .. }
        | Span::Emphasis { .. }
        | Span::Code { .. }
        | Span::Path { .. }
        | Span::Added { .. }
        | Span::Removed { .. }
        | Span::Beside { .. }
        | Span::Uri { .. }
        | Span::Break) => other.clone(),
    };
    Text(text.0.iter().map(span).collect())
}

/// Takes out what leads to copies of evidence that aren't published.
fn without_files(document: &mut Document) {
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Evidence(evidence) = block {
            evidence.file = None;
        }
    }
}

/// The anchor of a finding in its report.
pub(in crate::site) fn finding_anchor(id: &Id) -> Anchor {
    Anchor::of(AnchorKind::Finding, id)
}

/// The report's files besides its pages.
pub(in crate::site) fn downloads(
    report: &Report,
    bytes: Vec<u8>,
    address: &str,
    options: &crate::attest::Options,
) -> Result<Files, SiteError> {
    let mut files = crate::attest::draw(report, options)?;
    files.push(File { name: "report.json".to_owned(), bytes });
    for file in &mut files {
        file.name = format!("{address}{}", file.name);
    }
    Ok(files)
}

/// The digest of what a report leads to.
pub(in crate::site) fn ways(findings: &BTreeMap<&Id, String>) -> Digest {
    let parts = findings.iter().flat_map(|(id, folder)| [id.as_str(), folder.as_str()]);
    crate::site::unit::key(parts)
}
