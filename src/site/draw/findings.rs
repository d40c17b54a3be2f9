//! Findings over the versions of a system: a list of all, and a page for each.

use std::collections::BTreeMap;

use super::Spot;
use crate::diff::Track;
use crate::model::report::{Report, ResolvedLink};
use crate::model::site::{ReportEntry, Site};
use crate::model::{Finding, Id, Severity};
use crate::site::address;
use crate::site::doors::{Files, SiteError};
use crate::site::news::version_name;
use crate::site::pages::section;
use crate::view::facet::kind;
use crate::view::{
    Anchor, Block, Cell, Column, Facet, FactList, Headline, Mark, Page, Row, Span, Table, Text,
    Tool, labels,
};

/// The reports of a system, from the oldest to the newest, and the findings that they have in common.
pub(in crate::site) struct Findings<'a> {
    pub(in crate::site) site: &'a Site,
    pub(in crate::site) slug: &'a str,
    pub(in crate::site) name: &'a str,
    pub(in crate::site) reports: &'a [Report],
    pub(in crate::site) versions: &'a [ReportEntry],
    pub(in crate::site) tracks: &'a [Track],
}

/// A finding in one version.
type Sight<'a> = (&'a ReportEntry, &'a Finding<ResolvedLink>);

impl<'a> Findings<'a> {
    /// Where a finding was seen, from the oldest version to the newest.
    fn sights(&self, track: &Track) -> Vec<Sight<'a>> {
        let sight = |(version, at): &(usize, usize)| {
            let report: &'a Report = self.reports.get(*version)?;
            Some((self.versions.get(*version)?, report.findings.get(*at)?))
        };
        track.seen.iter().filter_map(sight).collect()
    }

    /// The folder of each finding's page. It is called as it was when it was seen first, so that later versions don't
    /// move it.
    pub(in crate::site) fn folders(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let first: Vec<Option<Sight<'a>>> =
            self.tracks.iter().map(|track| self.sights(track).first().copied()).collect();
        for (_, finding) in first.iter().flatten() {
            *counts.entry(finding.id.as_str()).or_default() += 1;
        }
        let name = |sight: &Option<Sight<'a>>| {
            let Some((version, finding)) = sight else { return String::new() };
            let id = finding.id.as_str();
            let is_shared = counts.get(id).is_some_and(|count| *count > 1);
            if is_shared { format!("{id} {}", version.address) } else { id.to_owned() }
        };
        let names: Vec<String> = first.iter().map(name).collect();
        let parts = address::parts(names.iter().map(String::as_str));
        let folder = |name: &String| {
            let part = parts.get(name.as_str()).map_or("", String::as_str);
            format!("{}findings/{part}/", address::subject(self.slug))
        };
        names.iter().map(folder).collect()
    }

    /// The folder of each finding of one version.
    pub(in crate::site) fn of_version<'f>(
        &'f self,
        version: usize,
        folders: &[String],
    ) -> BTreeMap<&'f Id, String> {
        let mut found = BTreeMap::new();
        for (track, folder) in self.tracks.iter().zip(folders) {
            let here = track.seen.iter().find(|(seen, _)| *seen == version);
            let finding = here.and_then(|(_, at)| self.reports.get(version)?.findings.get(*at));
            if let Some(finding) = finding {
                found.insert(&finding.id, folder.clone());
            }
        }
        found
    }

    /// The pages.
    pub(in crate::site) fn pages(&self, folders: &[String]) -> Result<Files, SiteError> {
        let above = super::above_subject(self.name, self.slug);
        let list = format!("{}findings/", address::subject(self.slug));
        let mut below = above.clone();
        below.push((Some(list.clone()), "Findings".to_owned()));
        let spot = Spot { site: self.site, folder: &list, above: &above, feed: "feed.xml" };
        let mut files = vec![spot.page(&self.list(&list, folders))?];
        for (track, folder) in self.tracks.iter().zip(folders) {
            let spot = Spot { site: self.site, folder, above: &below, feed: "feed.xml" };
            if let Some(page) = self.one(track, folder) {
                files.push(spot.page(&page)?);
            }
        }
        Ok(files)
    }

    fn list(&self, from: &str, folders: &[String]) -> Page {
        let newest = self.versions.len().saturating_sub(1);
        let mut rows: Vec<((bool, u8, &str), Row)> = Vec::new();
        for (track, folder) in self.tracks.iter().zip(folders) {
            let sights = self.sights(track);
            let (Some((first, _)), Some((last, finding))) = (sights.first(), sights.last()) else {
                continue;
            };
            let is_gone = track.seen.last().is_none_or(|(version, _)| *version < newest);
            let way = way(from, folder, None, &finding.title);
            let row = Row::plain(vec![
                Cell::marked(finding.severity),
                Cell::of(Text(vec![way])).noted([Text::code(finding.rule.clone())]),
                Cell::words(version_name(first)).noted([Text::plain(first.as_of.to_string())]),
                Cell::words(version_name(last)).noted([Text::plain(last.as_of.to_string())]),
                Cell::words(if is_gone { "gone" } else { labels::status(finding.status) }),
            ])
            .of_kinds(vec![kind(&Severity::ALL, &finding.severity), Some(usize::from(is_gone))]);
            rows.push(((is_gone, finding.severity.rank(), folder), row));
        }
        rows.sort_by_key(|((is_gone, rank, folder), _)| (*is_gone, *rank, *folder));
        let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        let count = labels::capitalised(&labels::counted(rows.len(), "finding", "findings"));
        let versions = labels::counted(self.versions.len(), "version", "versions");
        let block = if rows.is_empty() {
            Block::says("No version has a finding.")
        } else {
            let columns = vec![
                Column::words("Severity", 2),
                Column::subject("Finding", 5),
                Column::words("First seen", 2),
                Column::words("Last seen", 2),
                Column::words("Now", 1),
            ];
            let mut table = Table::of(format!("{count} in {versions}"), columns, rows);
            table.facets = vec![
                Facet::marked("Severity", &Severity::ALL),
                Facet::named("Now", ["There", "Gone"].map(str::to_owned)),
            ];
            Block::Table(table)
        };
        Page {
            title: format!("{}: findings over versions", self.name),
            description: format!("{count} of {} in {versions}.", self.name),
            as_of: None,
            heading: format!("Findings of {}", self.name),
            facts: Vec::new(),
            headline: Headline::None,
            sections: vec![section("findings", "All findings", vec![block])],
            tool: Tool::Tables,
        }
    }

    /// The page of one finding; none of one that nobody saw.
    fn one(&self, track: &Track, from: &str) -> Option<Page> {
        let sights = self.sights(track);
        let (last, finding) = sights.last()?;
        let newest = self.versions.len().saturating_sub(1);
        let is_gone = track.seen.last().is_none_or(|(version, _)| *version < newest);
        let mut facts = FactList::default();
        facts.words("Severity", Mark::from(finding.severity).word);
        facts.words("Status", if is_gone { "gone" } else { labels::status(finding.status) });
        facts.add("Rule", Text::code(finding.rule.clone()));
        facts.maybe("Checker", self.tool(track));
        if let Some((first, _)) = sights.first() {
            facts.words("First seen", format!("{}, {}", version_name(first), first.as_of));
        }
        facts.words("Last seen", format!("{}, {}", version_name(last), last.as_of));
        let columns = vec![
            Column::subject("Version", 2),
            Column::words("As of", 2),
            Column::words("Status", 2),
            Column::words("Where", 6),
        ];
        let rows: Vec<Row> = sights.iter().rev().map(|sight| row(from, sight)).collect();
        let seen = labels::counted(rows.len(), "version", "versions");
        let all = labels::counted(self.versions.len(), "version", "versions");
        let caption = format!("Seen in {seen} of {all}, the latest first");
        let block = Block::Table(Table::of(caption, columns, rows));
        Some(Page {
            title: format!("{}: finding of {}", finding.title, self.name),
            description: format!(
                "{}, last seen in {} {}.",
                finding.title,
                self.name,
                version_name(last)
            ),
            as_of: None,
            heading: finding.title.clone(),
            facts: facts.0,
            headline: Headline::None,
            sections: vec![section("versions", "Over versions", vec![block])],
            tool: Tool::Tables,
        })
    }

    /// The checker that found it, where it was seen last.
    fn tool(&self, track: &Track) -> Option<&'a str> {
        let (version, at) = track.seen.last()?;
        let report = self.reports.get(*version)?;
        let finding = report.findings.get(*at)?;
        let run = finding.run.as_ref().and_then(|id| report.runs.iter().find(|run| run.id == *id));
        run.map(|run| run.tool.name.as_str()).or(finding.tool.as_deref())
    }
}

fn row(from: &str, (version, finding): &Sight<'_>) -> Row {
    let anchor = super::report::finding_anchor(&finding.id);
    let way = way(from, &version.address, Some(anchor), &version_name(version));
    Row::plain(vec![
        Cell::of(Text(vec![way])),
        Cell::words(version.as_of.to_string()),
        Cell::words(labels::status(finding.status)),
        place(finding),
    ])
}

fn place(finding: &Finding<ResolvedLink>) -> Cell {
    let location = finding.location.as_ref();
    let Some(path) = location.and_then(|location| location.path.as_deref()) else {
        return Cell::words("no place");
    };
    let line = location.and_then(|location| location.start_line);
    Cell::of(Text::path(path))
        .noted(line.map(|line| Text::plain(format!("line {}", labels::number(line)))))
}

fn way(from: &str, folder: &str, to: Option<Anchor>, text: &str) -> Span {
    let text = if text.trim().is_empty() { "no title" } else { text };
    let file = address::across(from, &format!("{folder}index.html"));
    Span::Beside { file, to, text: text.to_owned(), code: false }
}
