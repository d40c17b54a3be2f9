//! Document → one self-contained page: no script, no network, light, dark and print.
//!
//! Markup stands in templates/html/, one partial of the same name for each kind of block. What is Rust here picks
//! the partial and computes what a template can't.

mod chart;
mod choose;
mod engine;
mod escape;
mod evidence;
mod lines;
mod prose;
mod site;
mod sprite;
mod table;
mod trend;

#[cfg(test)]
mod tests;

use base64::Engine as _;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::Context;

use self::chart::Scale;
use self::choose::Choice;
use self::engine::Engine;
pub use self::site::{Around, Way, document_on_site, page};
use super::prose::Jumps;
use super::{RenderError, Templates};
use crate::view::{
    Anchor, Block, Cover, Document, Evidence, Fact, Figure, Finding, Findings, Mark, Prose,
    Section, Text, Trouble,
};

/// Renders the page, in UTF-8.
///
/// # Errors
///
/// Only where a template that ships with Signoff is wrong.
pub fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    render_with(document, &Templates::default())
}

/// Renders the page with other templates.
///
/// # Errors
///
/// Where a template is wrong.
pub fn render_with(document: &Document, templates: &Templates) -> Result<Vec<u8>, RenderError> {
    let engine = Engine::load(templates)?;
    let mut page = Drawn { engine: &engine, jumps: Jumps::of(document), tables: 0 };
    let mut sections = Vec::new();
    for section in &document.sections {
        page.section(section, &mut sections)?;
    }
    let mut html = Vec::with_capacity(sections.len() + 2 * engine.style.len());
    engine.add("page", &frame(document, &engine.style), &text(sections), &mut html)?;
    Ok(html)
}

/// What the page prints around its sections.
#[derive(Serialize)]
struct Frame<'a> {
    title: &'a str,
    running: &'a str,
    running_verdict: &'a str,
    as_of: &'a str,
    made_by: &'a str,
    report_digest: &'a str,
    data_file: &'static str,
    cover: &'a Cover,
    /// Whether it has so many findings that only what is on the screen should be laid out. Shorter pages are laid
    /// out whole: what measures a page (printing, checkers of accessibility) then sees it as it is.
    long: bool,
}

/// From how many findings on a page is long.
const LONG: usize = 500;

/// A line of the contents.
#[derive(Serialize)]
struct Entry<'a> {
    anchor: &'a Anchor,
    number: Option<u8>,
    title: &'a str,
    tally: &'a str,
}

fn entry(section: &Section) -> Entry<'_> {
    let Section { anchor, number, title, tally, blocks: _ } = section;
    Entry { anchor, number: *number, title, tally }
}

fn frame(document: &Document, style: &str) -> Context {
    let Document { kind, title, running, running_verdict, as_of, made_by, cover, sections } =
        document;
    let report_digest = &cover.front.report_digest;
    let digest = base64::prelude::BASE64_STANDARD.encode(Sha256::digest(style));
    let mut arguments = Context::new();
    arguments.insert(
        "document",
        &Frame {
            title,
            running,
            running_verdict,
            as_of,
            made_by,
            report_digest,
            data_file: kind.data_file(),
            cover,
            long: document.finding_count() >= LONG,
        },
    );
    arguments.insert("sections", &sections.iter().map(entry).collect::<Vec<_>>());
    arguments.insert("style", style);
    arguments.insert("style_digest", &digest);
    arguments.insert("sides", &choose::has_sides(document));
    let drawings = sprite::drawings(document);
    arguments.insert("symbols", &drawings.symbols);
    arguments.insert("hatches", &drawings.hatches);
    arguments
}

/// A finding without what somebody wrote about it, which comes as its body.
#[derive(Serialize)]
struct FindingHead<'a> {
    anchor: &'a Anchor,
    severity: &'a Mark,
    id: &'a str,
    title: &'a str,
    note: &'a Text,
    facts: &'a [Fact],
    snippet: Option<&'a str>,
}

fn finding_head(finding: &Finding) -> FindingHead<'_> {
    let Finding { anchor, severity, id, title, note, body: _, facts, snippet, kinds: _ } = finding;
    FindingHead { anchor, severity, id, title, note, facts, snippet: snippet.as_deref() }
}

/// A piece of evidence without its excerpt.
#[derive(Serialize)]
struct EvidenceHead<'a> {
    anchor: &'a Anchor,
    number: &'a str,
    id: &'a str,
    title: Option<&'a str>,
    path: &'a str,
    file: Option<&'a str>,
    trouble: Option<&'a Trouble>,
    facts: &'a [Fact],
}

fn evidence_head(evidence: &Evidence) -> EvidenceHead<'_> {
    let Evidence { anchor, number, id, title, path, file, trouble, facts, excerpt: _ } = evidence;
    EvidenceHead {
        anchor,
        number,
        id,
        title: title.as_deref(),
        path,
        file: file.as_deref(),
        trouble: trouble.as_ref(),
        facts,
    }
}

/// Sections that are being drawn.
struct Drawn<'a> {
    engine: &'a Engine,
    jumps: Jumps<'a>,
    tables: usize,
}

impl Drawn<'_> {
    fn section(&mut self, section: &Section, html: &mut Vec<u8>) -> Result<(), RenderError> {
        let mut blocks = Vec::new();
        // Headings skip no level: what has one of its own lies below the last one.
        let mut level = 3;
        for block in &section.blocks {
            self.block(block, level, &mut blocks)?;
            if matches!(block, Block::Heading(_)) {
                level = 4;
            }
        }
        self.add("section", &[("section", &entry(section))], &text(blocks), html)
    }

    fn block(&mut self, block: &Block, level: u8, html: &mut Vec<u8>) -> Result<(), RenderError> {
        match block {
            Block::Heading(heading) => self.add("heading", &[("heading", heading)], "", html),
            Block::Paragraph(words) => self.add("paragraph", &[("paragraph", words)], "", html),
            Block::List(list) => self.add("list", &[("list", list)], "", html),
            Block::Facts(facts) => self.add("facts", &[("facts", &facts.facts)], "", html),
            Block::Table(table) => {
                self.tables += 1;
                let table = table::draw(table, self.tables);
                self.add("table", &[("table", &table)], "", html)
            }
            Block::Figure(figure) => self.figure(figure, html),
            Block::Findings(findings) => self.findings(findings, level, html),
            Block::Evidence(evidence) => self.evidence(evidence, level, html),
            Block::Prose(prose) => self.prose(prose, level, html),
            Block::Lines(lines) => self.add("lines", &[("lines", &lines::draw(lines))], "", html),
        }
    }

    fn findings(
        &self,
        findings: &Findings,
        level: u8,
        html: &mut Vec<u8>,
    ) -> Result<(), RenderError> {
        let Findings { facets, findings } = findings;
        let choice = Choice::of(facets, findings.iter().map(|finding| &finding.kinds));
        let mut items = Vec::new();
        for finding in findings {
            self.finding(finding, &choice.class(&finding.kinds), level, &mut items)?;
        }
        self.add("findings", &[("choice", &choice)], &text(items), html)
    }

    fn figure(&self, figure: &Figure, html: &mut Vec<u8>) -> Result<(), RenderError> {
        let Figure { chart } = figure;
        match chart::draw(chart, Scale::of([chart].into_iter())) {
            Some(chart) => self.add("figure", &[("chart", &chart)], "", html),
            None => Ok(()),
        }
    }

    fn finding(
        &self,
        finding: &Finding,
        class: &str,
        level: u8,
        html: &mut Vec<u8>,
    ) -> Result<(), RenderError> {
        let mut body = Vec::new();
        if let Some(prose) = &finding.body {
            self.prose(prose, level + 1, &mut body)?;
        }
        let mut arguments = Context::new();
        arguments.insert("finding", &finding_head(finding));
        arguments.insert("class", class);
        arguments.insert("level", &level);
        self.engine.add("finding", &arguments, &text(body), html)
    }

    fn evidence(
        &self,
        evidence: &Evidence,
        level: u8,
        html: &mut Vec<u8>,
    ) -> Result<(), RenderError> {
        let mut arguments = Context::new();
        arguments.insert("evidence", &evidence_head(evidence));
        arguments.insert("lines", &evidence::draw(&evidence.excerpt));
        arguments.insert("level", &level);
        self.engine.add("evidence", &arguments, "", html)
    }

    /// Somebody's Markdown; its topmost heading lies at `deepest` or above.
    fn prose(&self, prose: &Prose, deepest: u8, html: &mut Vec<u8>) -> Result<(), RenderError> {
        let nodes = super::prose::parse_at(prose, prose.level.min(deepest), &self.jumps);
        let body = prose::html(self.engine, &nodes)?;
        self.add::<()>("prose", &[], &body, html)
    }

    fn add<T: Serialize>(
        &self,
        component: &str,
        arguments: &[(&'static str, &T)],
        body: &str,
        html: &mut Vec<u8>,
    ) -> Result<(), RenderError> {
        let mut context = Context::new();
        for (name, value) in arguments {
            context.insert(*name, value);
        }
        self.engine.add(component, &context, body, html)
    }
}

/// Templates write UTF-8 only.
fn text(html: Vec<u8>) -> String {
    String::from_utf8(html)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
