//! Which rule a result is of, and how bad that makes it.

use std::collections::HashMap;

use super::written::{Component, ComponentReference, Override, Reference, Result, Rule, Run};

/// The most parts of a hierarchical rule id (3.5.4) that are followed upwards.
const MOST_PARTS: usize = 64;

/// What a rule says of itself, however much of it was read.
pub(crate) trait Described {
    /// Its id.
    fn id(&self) -> Option<&str>;
    /// Its GUID.
    fn guid(&self) -> Option<&str>;
    /// The level of its default configuration.
    fn level(&self) -> Option<&str>;
}

/// A part of a tool: its driver or an extension.
pub(crate) struct Part<'r, R> {
    pub(crate) name: Option<&'r str>,
    pub(crate) guid: Option<&'r str>,
    pub(crate) rules: &'r [R],
}

/// What a result says of its rule and its level.
#[derive(Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    pub(crate) rule_id: Option<&'a str>,
    pub(crate) rule_index: Option<i64>,
    pub(crate) rule: Option<&'a Reference>,
    pub(crate) kind: Option<&'a str>,
    pub(crate) level: Option<&'a str>,
    /// The invocation that found it.
    pub(crate) invocation: Option<i64>,
}

/// The rules of one run: those of its driver, then those of its extensions.
pub(crate) struct Rules<'r, R = Rule> {
    parts: Vec<Part<'r, R>>,
    /// The first part of each name, and of each GUID.
    named: HashMap<&'r str, usize>,
    by_part_guid: HashMap<&'r str, usize>,
    /// The first rule of each id.
    by_id: HashMap<&'r str, &'r R>,
    by_guid: HashMap<&'r str, &'r R>,
    /// What each invocation made of the levels of rules: the first that it says of each.
    overrides: Vec<HashMap<*const R, Option<&'r str>>>,
}

impl<'r> Rules<'r> {
    /// The rules of `run`.
    pub(super) fn of(run: &'r Run<'_>) -> Self {
        let part = |component: &'r Component| Part {
            name: component.name.as_deref(),
            guid: component.guid.as_deref(),
            rules: component.rules.as_deref().unwrap_or_default(),
        };
        let tool = run.tool.as_ref();
        let driver = tool.and_then(|tool| tool.driver.as_ref()).map(part);
        let extensions = tool.into_iter().flat_map(|tool| tool.extensions.iter().flatten());
        let invocations = run.invocations.iter().flatten();
        let overrides = invocations
            .map(|it| it.rule_configuration_overrides.as_deref().unwrap_or_default())
            .collect();
        Self::new(driver, extensions.map(part), overrides)
    }
}

impl<'r, R: Described> Rules<'r, R> {
    /// The rules of a run with these parts, whose invocations changed so much of them.
    pub(crate) fn new(
        driver: Option<Part<'r, R>>,
        extensions: impl IntoIterator<Item = Part<'r, R>>,
        overrides: Vec<&'r [Override]>,
    ) -> Self {
        // An extension's index counts from behind the driver, even where there is none.
        let driver = driver.unwrap_or(Part { name: None, guid: None, rules: &[] });
        let parts: Vec<Part<'r, R>> = std::iter::once(driver).chain(extensions).collect();
        let (mut by_id, mut by_guid) = (HashMap::new(), HashMap::new());
        for rule in parts.iter().flat_map(|part| part.rules) {
            if let Some(id) = rule.id() {
                by_id.entry(id).or_insert(rule);
            }
            if let Some(guid) = rule.guid() {
                by_guid.entry(guid).or_insert(rule);
            }
        }
        let (mut named, mut by_part_guid) = (HashMap::new(), HashMap::new());
        for (at, part) in parts.iter().enumerate() {
            if let Some(name) = part.name {
                named.entry(name).or_insert(at);
            }
            if let Some(guid) = part.guid {
                by_part_guid.entry(guid).or_insert(at);
            }
        }
        let rules = Self { parts, named, by_part_guid, by_id, by_guid, overrides: Vec::new() };
        let overrides = overrides.into_iter().map(|it| rules.overrides(it)).collect();
        Self { overrides, ..rules }
    }

    fn overrides(&self, changes: &'r [Override]) -> HashMap<*const R, Option<&'r str>> {
        let mut levels = HashMap::new();
        for change in changes {
            if let Some(rule) = change.descriptor.as_ref().and_then(|it| self.referred(it)) {
                let level = change.configuration.as_ref().and_then(|it| it.level.as_deref());
                levels.entry(std::ptr::from_ref(rule)).or_insert(level);
            }
        }
        levels
    }

    /// The rule that a reference means.
    fn referred(&self, reference: &Reference) -> Option<&'r R> {
        self.at(reference.tool_component.as_ref(), reference.index)
            .or_else(|| self.by_guid.get(reference.guid.as_deref()?).copied())
            .or_else(|| self.by_id.get(reference.id.as_deref()?).copied())
    }

    /// The ids of the rules.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'r str> + '_ {
        self.by_id.keys().copied()
    }

    /// The level that counts (3.27.10).
    pub(crate) fn level(&self, asked: &Asked<'_>) -> String {
        if let Some(level) = asked.level {
            return level.to_owned();
        }
        if asked.kind.is_some_and(|kind| kind != "fail") {
            return "none".to_owned();
        }
        let rule = self.rule(asked);
        let overridden = self.overridden(asked, rule);
        let default = || rule?.level();
        overridden.or_else(default).unwrap_or("warning").to_owned()
    }

    /// The rule of a result: by index, else by its id or what that is a part of.
    pub(crate) fn rule(&self, asked: &Asked<'_>) -> Option<&'r R> {
        let none = Reference::default();
        let reference = asked.rule.unwrap_or(&none);
        let index = reference.index.filter(|index| *index >= 0).or(asked.rule_index);
        self.at(reference.tool_component.as_ref(), index)
            .or_else(|| self.by_guid.get(reference.guid.as_deref()?).copied())
            .or_else(|| self.with_id(asked.rule_id.or(reference.id.as_deref())?))
    }

    fn at(&self, part: Option<&ComponentReference>, index: Option<i64>) -> Option<&'r R> {
        let index = usize::try_from(index?).ok()?;
        self.part(part)?.rules.get(index)
    }

    /// The part of the tool that is meant: the driver, where none is named.
    fn part(&self, reference: Option<&ComponentReference>) -> Option<&Part<'r, R>> {
        let Some(reference) = reference else { return self.parts.first() };
        if let Some(index) = reference.index.and_then(|index| usize::try_from(index).ok()) {
            return self.parts.get(index.checked_add(1)?);
        }
        let (guid, name) = (reference.guid.as_deref(), reference.name.as_deref());
        if guid.is_none() && name.is_none() {
            return self.parts.first();
        }
        let guid = guid.and_then(|guid| self.by_part_guid.get(guid));
        let name = name.and_then(|name| self.named.get(name));
        self.parts.get(*guid.into_iter().chain(name).min()?)
    }

    fn with_id(&self, id: &str) -> Option<&'r R> {
        let parts = std::iter::successors(Some(id), |id| Some(id.rsplit_once('/')?.0));
        parts.take(MOST_PARTS).find_map(|id| self.by_id.get(id).copied())
    }

    /// What the invocation that found the result made of its rule's level.
    fn overridden(&self, asked: &Asked<'_>, rule: Option<&R>) -> Option<&'r str> {
        let index = usize::try_from(asked.invocation?).ok()?;
        *self.overrides.get(index)?.get(&std::ptr::from_ref(rule?))?
    }
}

impl Rules<'_> {
    /// The names that a result's rule has: the result's own (3.27.5), and that of the rule that it refers to.
    pub(super) fn names<'a>(&'a self, result: &'a Result) -> Vec<&'a str> {
        let asked = result.asked();
        let own = [asked.rule_id, asked.rule.and_then(|it| it.id.as_deref())];
        let rule = self.rule(&asked).and_then(|rule| rule.id.as_deref());
        let mut names: Vec<&str> = own.into_iter().chain([rule]).flatten().collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Described for Rule {
    fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn guid(&self) -> Option<&str> {
        self.guid.as_deref()
    }

    fn level(&self) -> Option<&str> {
        self.default_configuration.as_ref()?.level.as_deref()
    }
}
