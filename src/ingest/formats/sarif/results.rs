//! Results → findings (3.27).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::context::Context;
use super::messages::{self, Said};
use super::places::Found;
use super::severity::{self, Cvss};
use super::written::{Message, Rule, given};
use super::{ids, packages, plain, status};
use crate::evidence::sarif::rules::Asked;
use crate::evidence::sarif::written::Reference;
use crate::ingest::{blank, json_error};
use crate::model::{Finding, Location, Properties, Severity};

/// What stands for the rule of a result that names none.
const NO_RULE: &str = "(no rule)";
/// How much of what a rule says of itself each of its findings repeats, in characters.
const REPEATED: usize = 2_000;
/// What Semgrep writes in the place of a fingerprint to who isn't logged in.
const NO_PRINT: &str = "requires login";

/// A result as it is written.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Written {
    rule_id: Option<String>,
    rule_index: Option<i64>,
    rule: Option<Reference>,
    kind: Option<String>,
    level: Option<String>,
    #[serde(deserialize_with = "given")]
    message: Message,
    /// Most of them are read once more as what they are, and needn't be kept.
    #[serde(deserialize_with = "given")]
    locations: Vec<Box<RawValue>>,
    #[serde(deserialize_with = "given")]
    fingerprints: BTreeMap<String, Value>,
    #[serde(deserialize_with = "given")]
    partial_fingerprints: BTreeMap<String, Value>,
    #[serde(deserialize_with = "given")]
    pub(super) suppressions: Vec<Value>,
    pub(super) baseline_state: Option<String>,
    #[serde(deserialize_with = "given")]
    taxa: Vec<Reference>,
    #[serde(deserialize_with = "given")]
    properties: Map<String, Value>,
    code_flows: Option<Value>,
    related_locations: Option<Value>,
    stacks: Option<Value>,
    graphs: Option<Value>,
    graph_traversals: Option<Value>,
    fixes: Option<Value>,
    attachments: Option<Value>,
    web_request: Option<Value>,
    web_response: Option<Value>,
    provenance: Option<Value>,
    analysis_target: Option<Value>,
    occurrence_count: Option<Value>,
    rank: Option<Value>,
    hosted_viewer_uri: Option<Value>,
    work_item_uris: Option<Value>,
    guid: Option<Value>,
    correlation_guid: Option<Value>,
}

/// What the standard doesn't know, and is told.
pub(super) struct Odd {
    /// A level that is none of its levels.
    pub(super) level: Option<String>,
    /// A line or column that is none.
    pub(super) line: Option<i64>,
    /// What is wrong with a place that isn't written like one.
    pub(super) place: Option<String>,
    /// Whether it names no rule.
    pub(super) is_unnamed: bool,
}

impl Written {
    /// Its kind (3.27.9).
    pub(super) fn kind(&self) -> &str {
        self.kind.as_deref().unwrap_or("fail")
    }

    /// Whether it says that something is wrong, or may be.
    pub(super) fn is_finding(&self) -> bool {
        !matches!(self.kind(), "pass" | "notApplicable")
    }

    fn asked(&self) -> Asked<'_> {
        let provenance = self.provenance.as_ref();
        Asked {
            rule_id: self.rule_id.as_deref(),
            rule_index: self.rule_index,
            rule: self.rule.as_ref(),
            kind: self.kind.as_deref(),
            level: self.level.as_deref(),
            invocation: provenance.and_then(|it| it.get("invocationIndex")?.as_i64()),
        }
    }

    /// The finding, and what the standard doesn't know of it.
    pub(super) fn finding(self, context: &Context<'_>) -> (Finding, Odd) {
        let asked = self.asked();
        let rule = context.rules.rule(&asked);
        let level = context.rules.level(&asked);
        let none = Rule::default();
        let described = rule.unwrap_or(&none);
        let cvss = Cvss::of(&[&self.properties, &described.properties]);
        let severity = severity::of(&level, self.kind(), &cvss);
        let name = self.name(rule);
        let said = messages::said(&self.message, &context.strings(described));
        // A place that isn't written like one is kept as it is written.
        let (place, wrong) = match context.places.first(&self.locations) {
            Ok(place) => (place, None),
            Err(error) => (Found::default(), Some(json_error::told(&error))),
        };
        let (status, status_reason) = status::of(&self);
        let mut properties = Properties::new();
        let mut keep = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                properties.insert(name.to_owned(), value);
            }
        };
        keep("file", place.file.map(Value::from));
        keep("cvss", cvss.property());
        keep("package", packages::named(&said.text));
        keep("tags", self.tags(described));
        keep("rule", about(described));
        let title = title(&said, described, &name);
        let is_unnamed = name == NO_RULE;
        let places = if wrong.is_some() { plain::all } else { plain::more };
        let finding = Finding {
            body: body(&said, described, &title),
            status,
            status_reason,
            location: Some(place.location).filter(|location| *location != Location::default()),
            fingerprints: self.prints(context.tool),
            aliases: self.aliases(&name, rule, context),
            help_uri: described.help_uri.clone().filter(|uri| !uri.is_empty()),
            tool_severity: Some(level.clone()),
            properties: self.rest(properties, places),
            ..blank::finding(name, title, severity.unwrap_or(Severity::Unknown))
        };
        let level = severity.is_none().then_some(level);
        (finding, Odd { level, line: place.no_line, place: wrong, is_unnamed })
    }

    /// What its rule is called: as it says itself, else as the rule that it refers to does.
    fn name(&self, rule: Option<&Rule>) -> String {
        let own = [self.rule_id.as_deref(), self.rule.as_ref().and_then(|it| it.id.as_deref())];
        let known = rule.and_then(|rule| rule.id.as_deref());
        let mut all = own.into_iter().chain([known]).flatten();
        all.find(|id| !id.is_empty()).unwrap_or(NO_RULE).to_owned()
    }

    /// Other names of the problem.
    fn aliases(&self, name: &str, rule: Option<&Rule>, context: &Context<'_>) -> Vec<String> {
        let mut ids = Vec::new();
        ids.extend(rule.and_then(|rule| rule.id.clone()));
        ids::of_text(name, &mut ids);
        ids::of_bag(&self.properties, &mut ids);
        for tag in tags(&self.properties) {
            ids::of_text(tag, &mut ids);
        }
        for taxon in &self.taxa {
            context.taxon(taxon, &mut ids);
        }
        if let Some(rule) = rule {
            ids::of_text(rule.name.as_deref().unwrap_or_default(), &mut ids);
            ids::of_bag(&rule.properties, &mut ids);
            for tag in tags(&rule.properties) {
                ids::of_text(tag, &mut ids);
            }
            for relationship in &rule.relationships {
                context.taxon(&relationship.target, &mut ids);
            }
        }
        let mut seen = BTreeSet::from([name.to_owned(), String::new()]);
        ids.retain(|id| seen.insert(id.clone()));
        ids
    }

    fn tags(&self, rule: &Rule) -> Option<Value> {
        let mut seen = BTreeSet::new();
        let all = tags(&rule.properties).chain(tags(&self.properties));
        let all: Vec<&str> = all.filter(|tag| seen.insert(*tag)).collect();
        (!all.is_empty()).then(|| all.into())
    }

    /// What recognises it again. A full fingerprint goes before a partial one of the same name.
    fn prints(&self, tool: &str) -> BTreeMap<String, String> {
        let all = self.partial_fingerprints.iter().chain(&self.fingerprints);
        all.filter_map(|(name, print)| {
            let print = print.as_str().filter(|print| !print.is_empty() && *print != NO_PRINT)?;
            // Our own is no other tool's.
            let is_ours = name.starts_with("signoff/");
            let name = if is_ours { name.clone() } else { format!("{tool}/{name}") };
            Some((name, print.to_owned()))
        })
        .collect()
    }

    /// What the model has no field for, under the names of the standard.
    fn rest(
        self,
        mut properties: Properties,
        places: fn(&[Box<RawValue>]) -> Vec<Value>,
    ) -> Properties {
        let text = |text: Option<String>| text.map(Value::from);
        let list = |list: Vec<Value>| (!list.is_empty()).then_some(Value::Array(list));
        let locations = list(places(&self.locations));
        let mut own = self.properties;
        own.remove("tags");
        let rest = [
            ("kind", text(self.kind.filter(|kind| kind != "fail"))),
            ("baselineState", text(self.baseline_state)),
            ("suppressions", list(self.suppressions)),
            ("locations", locations),
            ("codeFlows", self.code_flows),
            ("relatedLocations", self.related_locations),
            ("stacks", self.stacks),
            ("graphs", self.graphs),
            ("graphTraversals", self.graph_traversals),
            ("fixes", self.fixes),
            ("attachments", self.attachments),
            ("webRequest", self.web_request),
            ("webResponse", self.web_response),
            ("provenance", self.provenance),
            ("analysisTarget", self.analysis_target),
            ("occurrenceCount", self.occurrence_count),
            ("rank", self.rank),
            ("hostedViewerUri", self.hosted_viewer_uri),
            ("workItemUris", self.work_item_uris),
            ("guid", self.guid),
            ("correlationGuid", self.correlation_guid),
            ("properties", (!own.is_empty()).then_some(Value::Object(own))),
        ];
        for (name, value) in rest {
            if let Some(value) = value {
                properties.insert(name.to_owned(), value);
            }
        }
        properties
    }
}

/// The tags of a property bag (3.8.2).
fn tags(bag: &Map<String, Value>) -> impl Iterator<Item = &str> {
    bag.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// What is wrong: the message, unless that is a list of facts and the rule says it in a sentence.
fn title(said: &Said, rule: &Rule, name: &str) -> String {
    let short = [&rule.short_description.text, &rule.name, &rule.full_description.text];
    let described = short.into_iter().flatten().map(|text| messages::title(text));
    let mut described = described.filter(|text| !text.is_empty());
    let own = messages::title(&said.text);
    if own.is_empty() || packages::is_list(&said.text) {
        return described.next().unwrap_or(if own.is_empty() { name.to_owned() } else { own });
    }
    own
}

/// More about it: the whole message, else what the rule says.
fn body(said: &Said, rule: &Rule, title: &str) -> Option<String> {
    let markdown = said.markdown.as_ref().filter(|markdown| **markdown != said.text);
    if said.text.trim() != title && !said.text.trim().is_empty() {
        return Some(markdown.unwrap_or(&said.text).clone());
    }
    if let Some(markdown) = markdown.filter(|markdown| !markdown.trim().is_empty()) {
        return Some(markdown.clone());
    }
    let texts = [&rule.full_description, &rule.help];
    let told = texts.into_iter().find_map(|it| it.markdown.as_ref().or(it.text.as_ref()));
    let told = told.filter(|told| !told.trim().is_empty() && told.trim() != title);
    told.map(|told| messages::start(told, REPEATED))
}

/// What the rule says of itself, but for its tags and what stands elsewhere in the finding.
fn about(rule: &Rule) -> Option<Value> {
    let mut about = Map::new();
    if let Some(name) = rule.name.as_ref().filter(|name| Some(*name) != rule.id.as_ref()) {
        about.insert("name".to_owned(), Value::from(name.as_str()));
    }
    if let Some(short) = &rule.short_description.text {
        let short = messages::start(short, REPEATED);
        about.insert("shortDescription".to_owned(), Value::from(short));
    }
    let bag = rule.properties.iter().filter(|(name, _)| *name != "tags");
    let bag: Map<String, Value> = bag.map(|(name, value)| (name.clone(), value.clone())).collect();
    if !bag.is_empty() {
        about.insert("properties".to_owned(), Value::Object(bag));
    }
    (!about.is_empty()).then_some(Value::Object(about))
}
