//! How it is put that something breaks a schema: what was expected, what was found, what was meant.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::measures::typed;
use crate::diagnostic::{Diagnostic, cut, nearest, step};

/// A language in which documents are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// Programs write it: the schema's descriptions tell what a property is for.
    Json,
    /// People write it: the schema's examples tell what to type.
    Toml,
}

/// The schema in which the broken keyword stands.
pub(super) fn around<'a>(error: &ValidationError<'_>, schema: &'a Value) -> &'a Value {
    let path = error.schema_path().as_str();
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    schema.pointer(parent).unwrap_or(&Value::Null)
}

/// The value is of a type that no alternative takes.
pub(super) fn no_alternative(
    error: &ValidationError<'_>,
    schema: &Value,
    language: Language,
) -> Diagnostic {
    let branches = schema.pointer(error.schema_path().as_str()).and_then(Value::as_array);
    let name = |branch| {
        let branch = referred(branch, schema);
        title(branch).or_else(|| branch.get("type")?.as_str())
    };
    let names: Vec<&str> = branches.into_iter().flatten().filter_map(name).collect();
    let told = Diagnostic::error(
        "wrong-type",
        format!("expected {}, found {}", names.join(" or "), found(error.instance(), language)),
    );
    match description(around(error, schema)) {
        Some(description) => told.help(description),
        None => told,
    }
}

/// The object has no such property. `object` is its schema.
pub(super) fn unknown_property(name: &str, object: &Value) -> Diagnostic {
    let known = || {
        let properties = object.get("properties").and_then(Value::as_object);
        properties.into_iter().flat_map(|all| all.keys()).map(String::as_str)
    };
    let within = object_title(object).map_or(String::new(), |title| format!(" in {title}"));
    let message = format!("unknown property `{}`{within}", cut(name));
    let told = Diagnostic::error("unknown-property", message);
    if let Some(near) = nearest(name, known()) {
        return told.help(format!("did you mean `{near}`?"));
    }
    let bag = known().any(|name| name == "properties");
    let names = known_here(known().filter(|name| *name != "properties"));
    let rest = if bag { "; whatever else is to be kept goes under `properties`" } else { "" };
    told.help(format!("{names}{rest}"))
}

/// Any other error, in the schema's own words where it has some.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's own list, which grows; what our schemas don't use keeps the library's words"
)]
pub(super) fn explain(
    error: &ValidationError<'_>,
    schema: &Value,
    language: Language,
) -> Diagnostic {
    let (value, rule) = (error.instance(), around(error, schema));
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            missing(property.as_str().unwrap_or_default(), rule, schema, language)
        }
        ValidationErrorKind::Type { kind } => wrong_type(kind, error, rule, language),
        ValidationErrorKind::Enum { options } => unknown_value(value, options),
        ValidationErrorKind::Constant { .. } => {
            let title = title(rule).unwrap_or("the value expected");
            Diagnostic::error("unknown-version", format!("{} is not {title}", quoted(value)))
                .help("this Signoff reads version \"1\"")
        }
        ValidationErrorKind::Pattern { .. } => malformed(error, rule, language),
        ValidationErrorKind::Not { .. } => {
            Diagnostic::error("malformed-id", format!("{} can't be an id", quoted(value)))
                .help("`this` always means the findings file itself")
        }
        ValidationErrorKind::Minimum { limit } => {
            Diagnostic::error("out-of-range", format!("{value} is too small: {limit} is the least"))
        }
        ValidationErrorKind::Maximum { limit } => {
            Diagnostic::error("out-of-range", format!("{value} is too large: {limit} is the most"))
        }
        ValidationErrorKind::MinLength { .. } => empty(),
        ValidationErrorKind::MinItems { limit } => {
            Diagnostic::error("too-few-items", format!("the list needs at least {limit}"))
        }
        ValidationErrorKind::MaxItems { limit } => {
            Diagnostic::error("too-many-items", format!("the list may have at most {limit}"))
        }
        // Without the value: that may be the whole document.
        _ => Diagnostic::error("malformed-value", error.masked().to_string()),
    }
}

fn missing(name: &str, object: &Value, schema: &Value, language: Language) -> Diagnostic {
    let needs = object_title(object).map_or(String::new(), |title| format!(": {title} needs it"));
    let told = Diagnostic::error("missing-property", format!("`{name}` is missing{needs}"));
    let property = object.pointer(&format!("/properties{}", step(name)));
    let help = match language {
        Language::Json => {
            property.and_then(description).map(|description| format!("`{name}`: {description}"))
        }
        Language::Toml => property
            .and_then(|property| sample(referred(property, schema)))
            .map(|value| format!("add `{name} = {}`, for example", in_toml(value))),
    };
    match help {
        Some(help) => told.help(help),
        None => told,
    }
}

fn wrong_type(
    kind: &TypeKind,
    error: &ValidationError<'_>,
    rule: &Value,
    language: Language,
) -> Diagnostic {
    let value = error.instance().as_ref();
    let expected: Vec<&str> = match kind {
        TypeKind::Single(one) => vec![type_name(*one, language)],
        TypeKind::Multiple(several) => several.iter().map(|one| type_name(one, language)).collect(),
    };
    let message = format!("expected {}, found {}", expected.join(" or "), found(value, language));
    let told = Diagnostic::error("wrong-type", message);
    if let (Language::Toml, Some(example)) = (language, rule.pointer("/examples/0")) {
        return told.help(format!("write `{}`, for example", in_toml(example)));
    }
    match (kind, value) {
        (_, Value::Null) => told.help("leave the property out where there is nothing to say"),
        (TypeKind::Single(JsonType::String), Value::Number(number)) => {
            told.help(format!("write it as text: \"{number}\""))
        }
        (TypeKind::Single(JsonType::Array), Value::String(_)) => {
            told.help("write it as a list of one: [\"…\"]")
        }
        (TypeKind::Single(JsonType::Array), Value::Object(_)) if language == Language::Toml => {
            let name = error.instance_path().as_str().rsplit('/').next().unwrap_or_default();
            told.help(format!("write it with double brackets: `[[{name}]]`"))
        }
        _ => told,
    }
}

fn unknown_value(value: &Value, options: &Value) -> Diagnostic {
    let known = || options.as_array().into_iter().flatten().filter_map(Value::as_str);
    let told = Diagnostic::error(
        "unknown-value",
        format!("{} is not one of the values known here", quoted(value)),
    );
    match value.as_str().and_then(|text| nearest(text, known())) {
        Some(near) => told.help(format!("did you mean `{near}`?")),
        None => told.help(known_here(known())),
    }
}

fn malformed(error: &ValidationError<'_>, rule: &Value, language: Language) -> Diagnostic {
    let what = title(rule).unwrap_or("of the form expected");
    let message = format!("{} is not {what}", quoted(error.instance()));
    let definition = error.schema_path().as_str().strip_prefix("/$defs/");
    let told = match definition.and_then(|path| path.split('/').next()).unwrap_or_default() {
        "Text" => empty(),
        "Id" | "IdReference" | "id" => Diagnostic::error("malformed-id", message),
        "Day" | "Moment" => Diagnostic::error("malformed-date", message),
        "Digest" => Diagnostic::error("malformed-digest", message),
        "Link" => match error.instance().as_str().and_then(typed) {
            Some(typed) => return typed,
            None => Diagnostic::error("malformed-link", message),
        },
        "Section" => Diagnostic::error("malformed-place", message),
        _ => Diagnostic::error("malformed-value", message),
    };
    let example = rule.pointer("/examples/0").filter(|_| language == Language::Toml);
    match (form(rule), example) {
        (Some(form), _) => told.help(format!("expected {form}")),
        (None, Some(Value::String(example))) => told.help(format!("write it as `{example}`")),
        (None, Some(example)) => told.help(format!("write it as `{}`", in_toml(example))),
        (None, None) => told,
    }
}

fn empty() -> Diagnostic {
    Diagnostic::error("empty-text", "the text is empty")
}

fn known_here<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    format!("known here: {}", names.join(", "))
}

/// What the schema calls a value: `a link` of the title "a link: `id`, or `id#` and a selector".
fn title(rule: &Value) -> Option<&str> {
    rule.get("title")?.as_str()?.split(": ").next()
}

/// How it is written, as the title says behind the colon.
fn form(rule: &Value) -> Option<&str> {
    Some(rule.get("title")?.as_str()?.split_once(": ")?.1)
}

/// What the schema calls an object; not a whole document.
fn object_title(rule: &Value) -> Option<&str> {
    title(rule).filter(|_| form(rule).is_none() && rule.get("$schema").is_none())
}

fn description(rule: &Value) -> Option<&str> {
    Some(rule.get("description")?.as_str()?.trim_end_matches('.'))
}

/// The schema that a schema only refers to.
fn referred<'a>(rule: &'a Value, schema: &'a Value) -> &'a Value {
    let target = rule.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|target| target.strip_prefix('#'));
    target.and_then(|target| schema.pointer(target)).unwrap_or(rule)
}

/// A value that could stand where the rule holds.
fn sample(rule: &Value) -> Option<&Value> {
    ["/const", "/examples/0", "/enum/0"].into_iter().find_map(|place| rule.pointer(place))
}

fn type_name(one: JsonType, language: Language) -> &'static str {
    match (one, language) {
        (JsonType::Null, Language::Json) => "null",
        (JsonType::Null, Language::Toml) => "nothing",
        (JsonType::Boolean, _) => "true or false",
        (JsonType::Integer, _) => "a whole number",
        (JsonType::Number, _) => "a number",
        (JsonType::String, _) => "text",
        (JsonType::Array, _) => "a list",
        (JsonType::Object, Language::Json) => "an object",
        (JsonType::Object, Language::Toml) => "a table",
    }
}

/// What stands there, with its type.
fn found(value: &Value, language: Language) -> String {
    match value {
        Value::Null => type_name(JsonType::Null, language).to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(_) => format!("the text {}", quoted(value)),
        Value::Array(_) => type_name(JsonType::Array, language).to_owned(),
        Value::Object(_) => type_name(JsonType::Object, language).to_owned(),
    }
}

fn quoted(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{}`", cut(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A value as TOML writes it. Texts and numbers are written alike in JSON.
pub(crate) fn in_toml(value: &Value) -> String {
    match value.as_array() {
        Some(items) => format!("[{}]", items.iter().map(in_toml).collect::<Vec<_>>().join(", ")),
        None => value.to_string(),
    }
}
