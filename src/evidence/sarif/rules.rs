//! Which rule a result is of, and how bad that makes it.

use std::collections::HashMap;

use super::written::{Component, ComponentReference, Invocation, Reference, Result, Rule, Run};

/// The most parts of a hierarchical rule id (3.5.4) that are followed upwards.
const MOST_PARTS: usize = 64;

/// The rules of one run: those of its driver, then those of its extensions.
pub(super) struct Rules<'r> {
    components: Vec<&'r Component>,
    /// The first component of each name, and of each GUID.
    named: HashMap<&'r str, usize>,
    by_component_guid: HashMap<&'r str, usize>,
    /// The first rule of each id.
    by_id: HashMap<&'r str, &'r Rule>,
    by_guid: HashMap<&'r str, &'r Rule>,
    /// What each invocation made of the levels of rules: the first that it says of each.
    overrides: Vec<HashMap<*const Rule, Option<&'r str>>>,
}

impl<'r> Rules<'r> {
    /// The rules of `run`.
    pub(super) fn of(run: &'r Run<'_>) -> Self {
        let tool = run.tool.iter();
        let components: Vec<&Component> = tool
            .flat_map(|tool| tool.driver.iter().chain(tool.extensions.iter().flatten()))
            .collect();
        let all = || components.iter().flat_map(|component| component.rules.iter().flatten());
        let (mut by_id, mut by_guid) = (HashMap::new(), HashMap::new());
        for rule in all() {
            if let Some(id) = rule.id.as_deref() {
                by_id.entry(id).or_insert(rule);
            }
            if let Some(guid) = rule.guid.as_deref() {
                by_guid.entry(guid).or_insert(rule);
            }
        }
        let (mut named, mut by_component_guid) = (HashMap::new(), HashMap::new());
        for (at, component) in components.iter().enumerate() {
            if let Some(name) = component.name.as_deref() {
                named.entry(name).or_insert(at);
            }
            if let Some(guid) = component.guid.as_deref() {
                by_component_guid.entry(guid).or_insert(at);
            }
        }
        let overrides = Vec::new();
        let rules = Self { components, named, by_component_guid, by_id, by_guid, overrides };
        let invocations = run.invocations.iter().flatten();
        Self { overrides: invocations.map(|it| rules.overrides(it)).collect(), ..rules }
    }

    fn overrides(&self, invocation: &'r Invocation) -> HashMap<*const Rule, Option<&'r str>> {
        let mut levels = HashMap::new();
        for change in invocation.rule_configuration_overrides.iter().flatten() {
            if let Some(rule) = change.descriptor.as_ref().and_then(|it| self.referred(it)) {
                let level = change.configuration.as_ref().and_then(|it| it.level.as_deref());
                levels.entry(std::ptr::from_ref(rule)).or_insert(level);
            }
        }
        levels
    }

    /// The rule that a reference means.
    fn referred(&self, reference: &Reference) -> Option<&'r Rule> {
        self.at(reference.tool_component.as_ref(), reference.index)
            .or_else(|| self.by_guid.get(reference.guid.as_deref()?).copied())
            .or_else(|| self.by_id.get(reference.id.as_deref()?).copied())
    }

    /// The ids of the rules.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'r str> + '_ {
        self.by_id.keys().copied()
    }

    /// The names that a result's rule has: the result's own (3.27.5), and that of the rule that it refers to.
    pub(super) fn names(&self, result: &'r Result) -> Vec<&'r str> {
        let own = [result.rule_id.as_deref(), result.rule.as_ref().and_then(|it| it.id.as_deref())];
        let rule = self.rule(result).and_then(|rule| rule.id.as_deref());
        let mut names: Vec<&str> = own.into_iter().chain([rule]).flatten().collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The level that counts (3.27.10).
    pub(super) fn level(&self, result: &'r Result) -> String {
        if let Some(level) = &result.level {
            return level.clone();
        }
        if result.kind.as_deref().is_some_and(|kind| kind != "fail") {
            return "none".to_owned();
        }
        let rule = self.rule(result);
        let overridden = self.overridden(result, rule);
        let default = || rule?.default_configuration.as_ref()?.level.clone();
        overridden.or_else(default).unwrap_or_else(|| "warning".to_owned())
    }

    /// The rule of a result: by index, else by its id or what that is a part of.
    fn rule(&self, result: &Result) -> Option<&'r Rule> {
        let none = Reference::default();
        let reference = result.rule.as_ref().unwrap_or(&none);
        let index = reference.index.filter(|index| *index >= 0).or(result.rule_index);
        self.at(reference.tool_component.as_ref(), index)
            .or_else(|| self.by_guid.get(reference.guid.as_deref()?).copied())
            .or_else(|| self.with_id(result.rule_id.as_deref().or(reference.id.as_deref())?))
    }

    fn at(&self, component: Option<&ComponentReference>, index: Option<i64>) -> Option<&'r Rule> {
        let index = usize::try_from(index?).ok()?;
        self.component(component)?.rules.as_ref()?.get(index)
    }

    /// The part of the tool that is meant: the driver, where none is named.
    fn component(&self, reference: Option<&ComponentReference>) -> Option<&'r Component> {
        let Some(reference) = reference else { return self.components.first().copied() };
        if let Some(index) = reference.index.and_then(|index| usize::try_from(index).ok()) {
            return self.components.get(index.checked_add(1)?).copied();
        }
        let (guid, name) = (reference.guid.as_deref(), reference.name.as_deref());
        if guid.is_none() && name.is_none() {
            return self.components.first().copied();
        }
        let guid = guid.and_then(|guid| self.by_component_guid.get(guid));
        let name = name.and_then(|name| self.named.get(name));
        self.components.get(*guid.into_iter().chain(name).min()?).copied()
    }

    fn with_id(&self, id: &str) -> Option<&'r Rule> {
        let parts = std::iter::successors(Some(id), |id| Some(id.rsplit_once('/')?.0));
        parts.take(MOST_PARTS).find_map(|id| self.by_id.get(id).copied())
    }

    /// What the invocation that found the result made of its rule's level.
    fn overridden(&self, result: &Result, rule: Option<&Rule>) -> Option<String> {
        let index = usize::try_from(result.provenance.as_ref()?.invocation_index?).ok()?;
        let level = self.overrides.get(index)?.get(&std::ptr::from_ref(rule?))?;
        level.map(str::to_owned)
    }
}
