//! What a document may hold, by its schema, and the same document without it or with something else in its place.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use signoff::schema::SCHEMAS;

/// How deep a walk goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// To arrays and objects: their entries look for all that is in them.
    Groups,
    /// To every value.
    Values,
}

/// A walk through a schema.
pub struct Walk {
    /// The schema's name.
    pub schema: &'static str,
    pub depth: Depth,
    /// What isn't walked.
    pub left_out: &'static [&'static str],
    /// Names that say it all wherever they stand.
    pub anywhere: &'static [&'static str],
    /// Every other path, and the kind of the entries that look for what is there.
    pub paths: &'static [(&'static str, &'static str)],
    /// All kinds of entries.
    pub kinds: &'static [&'static str],
}

/// Each path of a schema, with the words that it allows there; none where it allows any.
pub type Allowed = BTreeMap<String, Vec<String>>;

impl Walk {
    /// The kind of entries that look for what is at a path, or around it; any kind, where it says it all by its name.
    pub fn kind(&self, path: &str) -> Option<&'static str> {
        let of = |path: &str| self.paths.iter().find(|(known, _)| *known == path);
        if self.depth == Depth::Groups {
            return of(path).map(|(_, kind)| *kind);
        }
        let ends = path.match_indices('.').map(|(at, _)| &path[..at]).chain([path]);
        let around: Vec<&str> = ends.collect();
        around
            .iter()
            .rev()
            .find_map(|path| of(path).or_else(|| of(path.trim_end_matches("[]"))))
            .map(|(_, kind)| *kind)
    }

    /// The paths that nothing looks for.
    pub fn unknown<'p>(&self, paths: impl IntoIterator<Item = &'p String>) -> Vec<&'p String> {
        assert!(self.paths.iter().all(|(_, kind)| self.kinds.contains(kind)));
        let is_anywhere = |path: &str| {
            path.rsplit_once('.').is_some_and(|(_, name)| self.anywhere.contains(&name))
        };
        let paths = paths.into_iter();
        paths.filter(|path| self.kind(path).is_none() && !is_anywhere(path)).collect()
    }

    /// The paths that are looked for and of nothing in the schema.
    pub fn stale(&self, allowed: &Allowed) -> Vec<&'static str> {
        let paths = self.paths.iter().map(|(path, _)| *path);
        paths.filter(|path| !allowed.contains_key(*path)).collect()
    }

    /// What a document may hold.
    pub fn allowed(&self) -> Allowed {
        let (_, schema) = SCHEMAS.iter().find(|(name, _)| *name == self.schema).unwrap();
        let schema: Value = serde_json::from_str(schema).unwrap();
        let mut found = Allowed::new();
        self.of_schema(&schema, &schema, "", &mut found);
        found
    }

    fn of_schema(&self, schema: &Value, root: &Value, path: &str, found: &mut Allowed) {
        if self.left_out.contains(&path) {
            return;
        }
        if let Some(name) = schema["$ref"].as_str() {
            self.of_schema(root.pointer(name.trim_start_matches('#')).unwrap(), root, path, found);
        }
        for either in ["oneOf", "anyOf", "allOf"].iter().filter_map(|word| schema[word].as_array())
        {
            for one in either {
                self.of_schema(one, root, path, found);
            }
        }
        let is_named = !path.is_empty() && !path.ends_with(']');
        if let Some(items) = schema.get("items") {
            found.entry(path.to_owned()).or_default();
            self.of_schema(items, root, &format!("{path}[]"), found);
        } else if is_named && (schema["type"] == "object" || self.is_value(schema)) {
            let words = schema["enum"].as_array().into_iter().flatten();
            let words = words.filter_map(Value::as_str).map(str::to_owned);
            found.entry(path.to_owned()).or_default().extend(words);
        }
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            self.of_schema(member, root, &joined(path, name), found);
        }
    }

    /// Whether a walk to the values ends here.
    fn is_value(&self, schema: &Value) -> bool {
        let is_said = ["type", "enum", "const"].iter().any(|word| schema.get(word).is_some());
        self.depth == Depth::Values && is_said && schema["type"] != "object"
    }

    /// Where in a document there is something.
    pub fn there(&self, document: &Value) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.of_value(document, "", &mut found);
        found
    }

    fn of_value(&self, value: &Value, path: &str, found: &mut BTreeSet<String>) {
        let is_named = !path.is_empty() && !path.ends_with(']');
        match value {
            Value::Array(items) if !items.is_empty() => {
                found.insert(path.to_owned());
                for item in items {
                    self.of_value(item, &format!("{path}[]"), found);
                }
            }
            Value::Object(members) if !self.left_out.contains(&path) && !members.is_empty() => {
                if is_named {
                    found.insert(path.to_owned());
                }
                for (name, member) in members {
                    self.of_value(member, &joined(path, name), found);
                }
            }
            Value::String(_) | Value::Number(_) | Value::Bool(_)
                if is_named && self.depth == Depth::Values =>
            {
                found.insert(path.to_owned());
            }
            _ => {}
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A document without what is at a path, wherever that is; none where that would be none. A list that must be there is
/// left empty.
pub fn without<T: DeserializeOwned>(document: &Value, path: &str) -> Option<T> {
    let changed = |change: &dyn Fn(&mut Map<String, Value>, &str)| {
        let mut lacking = document.clone();
        reach(&mut lacking, &steps(path), &mut |object, name| change(object, name));
        let is_changed = lacking != *document;
        is_changed.then(|| serde_json::from_value(lacking).ok()).flatten()
    };
    let whole = changed(&|object, name| drop(object.shift_remove(name)));
    whole.or_else(|| {
        changed(&|object, name| match object.get_mut(name) {
            Some(Value::Array(items)) => items.clear(),
            Some(member @ Value::Object(_)) => *member = Value::Object(Map::new()),
            _ => {}
        })
    })
}

/// A document with something else for what is at a path, wherever that is: another of the words that are allowed there, or
/// whatever of a few values a document may hold. None where there is no value.
pub fn altered<T: DeserializeOwned>(document: &Value, path: &str, words: &[String]) -> Option<T> {
    let others =
        [json!("else"), json!("7654.32"), json!("2001-01-01"), json!("5c".repeat(32)), json!(7654)];
    let changed = |other: Option<&Value>| {
        let mut document = document.clone();
        let mut any = false;
        let next = |said: &str| {
            let at = words.iter().position(|word| word == said)?;
            words.iter().cycle().nth(at + 1).map(|word| json!(word))
        };
        reach(&mut document, &steps(path), &mut |object, name| {
            let Some(value) = object.get_mut(name) else { return };
            let new = match &*value {
                Value::Bool(is) => Some(json!(!is)),
                Value::String(said) if !words.is_empty() => next(said),
                Value::String(_) | Value::Number(_) => other.cloned(),
                _ => None,
            };
            if let Some(new) = new {
                any = true;
                *value = new;
            }
        });
        any.then(|| serde_json::from_value(document).ok()).flatten()
    };
    others.iter().find_map(|other| changed(Some(other)))
}

fn steps(path: &str) -> Vec<&str> {
    path.split('.').collect()
}

/// Does something to each object that holds what is at a path.
fn reach(value: &mut Value, steps: &[&str], change: &mut dyn FnMut(&mut Map<String, Value>, &str)) {
    let Some((step, rest)) = steps.split_first() else { return };
    let (name, is_list) = step.strip_suffix("[]").map_or((*step, false), |name| (name, true));
    let Some(object) = value.as_object_mut() else { return };
    match object.get_mut(name) {
        None => {}
        Some(Value::Array(items)) if is_list => {
            for item in items {
                reach(item, rest, change);
            }
        }
        Some(member) if !rest.is_empty() => reach(member, rest, change),
        Some(_) => change(object, name),
    }
}
