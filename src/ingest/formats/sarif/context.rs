//! What results refer to: the rules, files and texts of their run.

use std::collections::BTreeMap;

use super::ids;
use super::places::{Places, at};
use super::written::{Component, Rule, Run, Text};
use crate::evidence::sarif::rules::{Part, Rules};
use crate::evidence::sarif::written::Reference;

/// What the results of one run refer to.
pub(super) struct Context<'r> {
    pub(super) rules: Rules<'r, Rule>,
    pub(super) places: Places<'r>,
    /// The tool's name.
    pub(super) tool: &'r str,
    run: &'r Run,
}

impl<'r> Context<'r> {
    /// That of `run`.
    pub(super) fn of(run: &'r Run) -> Self {
        let overrides = run.invocations.iter();
        let overrides = overrides.map(|it| it.rule_configuration_overrides.as_slice()).collect();
        let extensions = run.tool.extensions.iter().map(part);
        Self {
            rules: Rules::new(Some(part(&run.tool.driver)), extensions, overrides),
            places: Places::of(run),
            tool: tool(run),
            run,
        }
    }

    /// Where a message of that rule is looked up by its id (3.11.7): at the rule, then at the tool's parts.
    pub(super) fn strings<'a>(&'a self, rule: &'a Rule) -> Vec<&'a BTreeMap<String, Text>> {
        let driver: &Component = &self.run.tool.driver;
        let parts = std::iter::once(driver).chain(&self.run.tool.extensions);
        let global = parts.map(|part| &part.global_message_strings);
        std::iter::once(&rule.message_strings).chain(global).collect()
    }

    /// The ids that a reference to a taxon gives.
    pub(super) fn taxon(&self, taxon: &Reference, ids: &mut Vec<String>) {
        let taxonomy = self.taxonomy(taxon);
        let component = taxon.tool_component.as_ref();
        let name = component.and_then(|it| it.name.as_deref());
        let name = name.or_else(|| taxonomy?.name.as_deref());
        let known = taxonomy.and_then(|taxonomy| at(&taxonomy.taxa, taxon.index?));
        let id = taxon.id.as_deref().or_else(|| known?.id.as_deref());
        if let Some(id) = id {
            ids::of_taxon(name, id, ids);
        }
    }

    fn taxonomy(&self, taxon: &Reference) -> Option<&'r Component> {
        let reference = taxon.tool_component.as_ref()?;
        let all = || self.run.taxonomies.iter().chain(&self.run.tool.extensions);
        let by_guid = all().find(|it| it.guid.is_some() && it.guid == reference.guid);
        let by_name = || all().find(|it| it.name.is_some() && it.name == reference.name);
        by_guid.or_else(by_name).or_else(|| at(&self.run.taxonomies, reference.index?))
    }
}

/// The name of a run's tool.
pub(super) fn tool(run: &Run) -> &str {
    let name = run.tool.driver.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    name.unwrap_or("unnamed tool")
}

fn part(component: &Component) -> Part<'_, Rule> {
    Part {
        name: component.name.as_deref(),
        guid: component.guid.as_deref(),
        rules: &component.rules,
    }
}
