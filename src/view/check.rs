//! What holds of every document, whoever made it: a renderer may rely on it, and tests ask for it.

use std::collections::HashSet;

use super::{
    Anchor, Block, Cell, Chart, Document, DocumentKind, Facet, Lines, Section, Span, Stretch,
    Table, Text,
};

/// The troubles of a document, a sentence each: two things at one anchor, a jump to nowhere, an empty cell,
/// a drawing without words, a stretch without lines, a row of kinds that its table doesn't know, a row that doesn't fit its table, a numbered section out of order.
#[must_use]
pub fn check(document: &Document) -> Vec<String> {
    let mut found = Found::default();
    for section in &document.sections {
        found.section(section);
    }
    let cover = &document.cover;
    let front = &cover.front;
    cover.facts.iter().for_each(|fact| found.text(&fact.value));
    let lists = [&cover.notes, &front.why, &front.way, &front.conditions];
    lists.into_iter().flatten().chain(&front.more).for_each(|text| found.text(text));
    let numbers: Vec<u8> = document.sections.iter().filter_map(|section| section.number).collect();
    // What changed since an earlier report comes behind those that every report has.
    let is_report = document.kind == DocumentKind::Report;
    let in_order = |last: u8| numbers.iter().copied().eq(1..=last);
    if !(in_order(document.kind.section_count())
        || is_report && in_order(document.kind.section_count() + 1))
    {
        found.troubles.push(format!("the sections are numbered {numbers:?}"));
    }
    for target in found.targets {
        if !found.anchors.contains(target.as_str()) {
            found.troubles.push(format!("a jump to `{}` leads nowhere", target.as_str()));
        }
    }
    found.troubles
}

#[derive(Default)]
struct Found<'a> {
    anchors: HashSet<&'a str>,
    prefixes: HashSet<&'a str>,
    targets: Vec<&'a Anchor>,
    troubles: Vec<String>,
}

impl<'a> Found<'a> {
    fn anchor(&mut self, anchor: &'a Anchor) {
        if !self.anchors.insert(anchor.as_str()) {
            self.troubles.push(format!("two things are at `{}`", anchor.as_str()));
        }
    }

    fn text(&mut self, text: &'a Text) {
        for span in &text.0 {
            match span {
                Span::Link { to, text, .. } => {
                    self.targets.push(to);
                    self.words(text);
                }
                Span::Evidence { to, entry, text, .. } => {
                    self.targets.extend([to, entry]);
                    self.words(text);
                }
                Span::Plain { text }
                | Span::Strong { text }
                | Span::Emphasis { text }
                | Span::Code { text }
                | Span::Path { text }
                | Span::Added { text }
                | Span::Removed { text }
                | Span::Beside { text, .. }
                | Span::Uri { text, .. } => self.words(text),
                Span::Break => {}
            }
        }
    }

    fn words(&mut self, text: &str) {
        if text.is_empty() {
            self.troubles.push("a span is empty".to_owned());
        }
    }

    fn section(&mut self, section: &'a Section) {
        self.anchor(&section.anchor);
        if section.blocks.is_empty() {
            self.troubles.push(format!("section `{}` says nothing", section.title));
        }
        section.blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => {
                heading.anchor.iter().for_each(|anchor| self.anchor(anchor));
                self.text(&heading.text);
            }
            Block::Paragraph(paragraph) => self.text(&paragraph.text),
            Block::List(list) => list.items.iter().for_each(|item| self.text(item)),
            Block::Facts(facts) => facts.facts.iter().for_each(|fact| self.text(&fact.value)),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.chart(&figure.chart),
            Block::Findings(findings) => {
                for finding in &findings.findings {
                    self.kinds(&findings.facets, &finding.kinds);
                    self.anchor(&finding.anchor);
                    self.text(&finding.note);
                    finding.facts.iter().for_each(|fact| self.text(&fact.value));
                    finding.body.iter().for_each(|prose| self.prose(prose));
                }
            }
            Block::Evidence(evidence) => {
                self.anchor(&evidence.anchor);
                evidence.trouble.iter().for_each(|trouble| self.text(&trouble.text));
                evidence.facts.iter().for_each(|fact| self.text(&fact.value));
                for line in &evidence.excerpt {
                    line.anchor.iter().for_each(|anchor| self.anchor(anchor));
                    line.used_by.iter().for_each(|user| self.text(user));
                }
            }
            Block::Prose(prose) => self.prose(prose),
            Block::Lines(lines) => self.lines(lines),
        }
    }

    /// A drawing says nothing to those who don't see it but its text alternative.
    fn chart(&mut self, chart: &Chart) {
        if chart.alt().is_empty() {
            self.troubles.push("a drawing says nothing".to_owned());
        }
    }

    fn prose(&mut self, prose: &'a super::Prose) {
        if !self.prefixes.insert(prose.prefix.as_str()) {
            self.troubles.push(format!("two texts share the prefix `{}`", prose.prefix));
        }
        self.targets.extend(prose.values.values().map(|value| &value.to));
    }

    fn lines(&mut self, lines: &Lines) {
        let is_empty = |stretch: &Stretch| match stretch {
            Stretch::Same { lines } => lines.is_empty(),
            Stretch::LeftOut { words } => words.is_empty(),
            Stretch::Changed { removed, added } => removed.is_empty() && added.is_empty(),
        };
        if lines.stretches.iter().any(is_empty) {
            self.troubles.push("a stretch of lines is empty".to_owned());
        }
    }

    /// What isn't of a known kind can't be chosen by it.
    fn kinds(&mut self, facets: &[Facet], kinds: &[Option<usize>]) {
        let fits = |(facet, kind): (&Facet, &Option<usize>)| {
            kind.is_none_or(|kind| kind < facet.kinds.len())
        };
        if facets.len() != kinds.len() || !facets.iter().zip(kinds).all(fits) {
            self.troubles.push(format!("kinds {kinds:?} of {} facets", facets.len()));
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.text(&table.caption);
        for row in table.groups.iter().flat_map(|group| &group.rows) {
            self.kinds(&table.facets, &row.kinds);
        }
        for group in &table.groups {
            group.anchor.iter().for_each(|anchor| self.anchor(anchor));
            group.title.iter().for_each(|title| self.text(title));
        }
        for row in table.groups.iter().flat_map(|group| &group.rows).chain(&table.foot) {
            row.anchor.iter().for_each(|anchor| self.anchor(anchor));
            if row.cells.len() != table.columns.len() {
                self.troubles.push(format!(
                    "a row of {} cells in a table of {} columns",
                    row.cells.len(),
                    table.columns.len()
                ));
            }
            row.cells.iter().for_each(|cell| self.cell(cell));
        }
    }

    fn cell(&mut self, cell: &'a Cell) {
        if cell.mark.is_none() && cell.text.is_empty() && cell.chart.is_none() {
            self.troubles.push("a cell is empty".to_owned());
        }
        cell.chart.iter().for_each(|chart| self.chart(chart));
        self.text(&cell.text);
        cell.notes.iter().for_each(|note| self.text(note));
    }
}
