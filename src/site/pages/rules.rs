//! Rules of checkers over all systems: which are broken, and by whom.

use std::collections::BTreeMap;

use super::parts::{self, Place};
use crate::model::site::{FailedRule, Site, SubjectEntry};
use crate::site::address;
use crate::view::labels;
use crate::view::{Block, Cell, Column, FactList, Group, Headline, Page, Row, Table, Text, Tool};

/// A rule: the checker, and what it calls it.
type Rule<'a> = (Option<&'a str>, &'a str);
type Broken<'a> = Vec<(&'a SubjectEntry, &'a FailedRule)>;

/// All rules that findings break which count.
#[must_use]
fn broken(site: &Site) -> BTreeMap<Rule<'_>, Broken<'_>> {
    let mut all: BTreeMap<Rule<'_>, Broken<'_>> = BTreeMap::new();
    for subject in &site.subjects {
        for rule in &subject.standing.rules {
            all.entry((rule.tool.as_deref(), &rule.rule)).or_default().push((subject, rule));
        }
    }
    all
}

/// The folder of each rule's page.
#[must_use]
fn folders<'a>(broken: &BTreeMap<Rule<'a>, Broken<'a>>) -> BTreeMap<Rule<'a>, String> {
    let tools = address::parts(broken.keys().filter_map(|(tool, _)| *tool));
    let mut folders = BTreeMap::new();
    for (tool, folder) in std::iter::once((None, "people".to_owned()))
        .chain(tools.into_iter().map(|(tool, part)| (Some(tool), format!("tool-{part}"))))
    {
        let rules = broken.keys().filter(|(of, _)| *of == tool).map(|(_, rule)| *rule);
        for (rule, part) in address::parts(rules) {
            folders.insert((tool, rule), format!("rules/{folder}/{part}/"));
        }
    }
    folders
}

/// The page of all rules that are broken.
#[must_use]
pub fn rules(site: &Site) -> Page {
    let place = Place { site, folder: "rules/" };
    let broken = broken(site);
    let folders = folders(&broken);
    let mut groups: Vec<Group> = Vec::new();
    let all: Vec<(&Rule<'_>, &Broken<'_>)> = broken.iter().collect();
    for of_tool in all.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
        let rows = of_tool.iter().map(|(rule, broken)| {
            let folder = folders.get(*rule).map_or("", String::as_str);
            let findings: u64 = broken.iter().map(|(_, rule)| rule.findings.total()).sum();
            Row::plain(vec![
                Cell::of(Text(vec![place.page(folder, rule.1)])),
                Cell::words(labels::number(findings)),
                Cell::words(labels::number(broken.len())),
            ])
        });
        let rows = rows.collect();
        let tool = of_tool.first().and_then(|((tool, _), _)| *tool).unwrap_or("Reported by people");
        groups.push(Group::titled(Text::plain(tool), rows));
    }
    let block = if groups.is_empty() {
        Block::says("No finding counts in the latest report of any system.")
    } else {
        let columns = vec![
            Column::subject("Rule", 6),
            Column::number("Open findings", 3),
            Column::number("Systems", 3),
        ];
        let count = labels::capitalised(&labels::counted(broken.len(), "rule", "rules"));
        let caption = format!("{count}, by the checker that has it");
        Block::Table(Table::grouped(caption, columns, groups))
    };
    Page {
        title: format!("{}: rules", site.title),
        description: "The rules of checkers that open findings break, and in which systems."
            .to_owned(),
        as_of: None,
        heading: "Rules".to_owned(),
        facts: Vec::new(),
        headline: Headline::None,
        sections: vec![parts::section("rules", "Rules that are broken", vec![block])],
        tool: Tool::Tables,
    }
}

/// The page of each rule, with its folder.
#[must_use]
pub fn each_rule(site: &Site) -> Vec<(String, Page)> {
    let broken = broken(site);
    let mut folders = folders(&broken);
    let mut pages = Vec::new();
    for (rule, broken) in &broken {
        if let Some(folder) = folders.remove(rule) {
            let page = one(&Place { site, folder: &folder }, *rule, broken);
            pages.push((folder, page));
        }
    }
    pages
}

fn one(place: &Place<'_>, rule: Rule<'_>, broken: &[(&SubjectEntry, &FailedRule)]) -> Page {
    let rows = broken.iter().map(|(subject, rule)| {
        let latest = subject.latest();
        let way = latest.map(|latest| {
            let section = crate::view::Anchor::section("findings");
            Text(vec![place.thing(&latest.address, section, parts::name(latest))])
        });
        Row::plain(vec![
            Cell::of(place.subject(subject)).noted(way),
            parts::findings(Some(&rule.findings)),
        ])
    });
    let rows: Vec<Row> = rows.collect();
    let columns = vec![Column::subject("System", 6), Column::words("Open findings", 6)];
    let systems = labels::counted(rows.len(), "system", "systems");
    let verb = if rows.len() == 1 { "breaks" } else { "break" };
    let caption = format!("{} {verb} it", labels::capitalised(&systems));
    let (tool, name) = rule;
    let mut facts = FactList::default();
    facts.words("Checker", tool.unwrap_or("reported by people"));
    Page {
        title: format!("{}: rule {name}", place.site.title),
        description: format!("{name}: {caption}."),
        as_of: None,
        heading: name.to_owned(),
        facts: facts.0,
        headline: Headline::None,
        sections: vec![parts::section(
            "systems",
            "Where it is broken",
            vec![Block::Table(Table::of(caption, columns, rows))],
        )],
        tool: Tool::Tables,
    }
}
