//! What breaks the schema, in words: which property, what was expected, what was found, what was meant.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::contract::Contract;
use super::measures::typed;
use super::problems::Problems;
use crate::diagnostic::{Diagnostic, cut, nearest, step};

/// Tells all that breaks the schema.
pub(super) fn collect(value: &Value, contract: &Contract, problems: &mut Problems<'_>) {
    for error in contract.validator.iter_errors(value) {
        tell(&error, &contract.schema, problems);
    }
}

fn tell(error: &ValidationError<'_>, schema: &Value, problems: &mut Problems<'_>) {
    let pointer = error.instance_path().as_str();
    if let ValidationErrorKind::AnyOf { context } = error.kind() {
        match meant(error, context) {
            Some(branch) => branch.iter().for_each(|inner| tell(inner, schema, problems)),
            None => problems.add(0, pointer, || no_alternative(error, schema)),
        }
    } else if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
        for name in unexpected {
            let pointer = format!("{pointer}{}", step(name));
            problems.add_at_key(0, &pointer, || unknown_property(name, around(error, schema)));
        }
    } else {
        problems.add(0, pointer, || explain(error, around(error, schema)));
    }
}

/// The schema in which the broken keyword stands.
pub(crate) fn around<'a>(error: &ValidationError<'_>, schema: &'a Value) -> &'a Value {
    let path = error.schema_path().as_str();
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    schema.pointer(parent).unwrap_or(&Value::Null)
}

/// The alternative that the writer had in mind: of those that take this type of value, the one that is
/// broken least.
fn meant<'a, 'b>(
    error: &ValidationError<'_>,
    context: &'a [Vec<ValidationError<'b>>],
) -> Option<&'a Vec<ValidationError<'b>>> {
    let other_type = |inner: &ValidationError<'_>| {
        matches!(inner.kind(), ValidationErrorKind::Type { .. })
            && inner.instance_path().as_str() == error.instance_path().as_str()
    };
    let nested = |inner: &ValidationError<'_>| {
        matches!(inner.kind(), ValidationErrorKind::AnyOf { context } if meant(inner, context).is_none())
            && inner.instance_path().as_str() == error.instance_path().as_str()
    };
    context
        .iter()
        .filter(|branch| !branch.iter().any(|inner| other_type(inner) || nested(inner)))
        .min_by_key(|branch| branch.iter().map(weight).sum::<usize>())
}

/// A property that is missing or unknown speaks against an alternative; a value in it doesn't.
fn weight(error: &ValidationError<'_>) -> usize {
    if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
        2 * unexpected.len()
    } else if matches!(error.kind(), ValidationErrorKind::Required { .. }) {
        2
    } else {
        1
    }
}

/// The value is of a type that no alternative takes.
fn no_alternative(error: &ValidationError<'_>, schema: &Value) -> Diagnostic {
    let branches = schema.pointer(error.schema_path().as_str()).and_then(Value::as_array);
    let titles: Vec<&str> =
        branches.into_iter().flatten().filter_map(|branch| title(branch, schema)).collect();
    let message = format!("expected {}, found {}", titles.join(" or "), found(error.instance()));
    let told = Diagnostic::error("wrong-type", message);
    match around(error, schema).get("description").and_then(Value::as_str) {
        Some(description) => told.help(description.trim_end_matches('.')),
        None => told,
    }
}

fn title<'a>(branch: &'a Value, schema: &'a Value) -> Option<&'a str> {
    let target = branch.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|target| target.strip_prefix('#'));
    let branch = target.and_then(|target| schema.pointer(target)).unwrap_or(branch);
    let title = branch.get("title").or_else(|| branch.get("type")).and_then(Value::as_str)?;
    title.split(": ").next()
}

fn unknown_property(name: &str, object: &Value) -> Diagnostic {
    let known = || {
        object.get("properties").and_then(Value::as_object).into_iter().flat_map(|all| all.keys())
    };
    let told = Diagnostic::error("unknown-property", format!("unknown property `{}`", cut(name)));
    if let Some(near) = nearest(name, known().map(String::as_str)) {
        return told.help(format!("did you mean `{near}`?"));
    }
    let bag = known().any(|name| name == "properties");
    let names: Vec<String> =
        known().filter(|name| *name != "properties").map(|name| format!("`{name}`")).collect();
    let rest = if bag { "; whatever else is to be kept goes under `properties`" } else { "" };
    told.help(format!("known here: {}{rest}", names.join(", ")))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's own list, which grows; what our schemas don't use keeps the library's words"
)]
fn explain(error: &ValidationError<'_>, schema: &Value) -> Diagnostic {
    let value = error.instance();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            missing(property.as_str().unwrap_or_default(), schema)
        }
        ValidationErrorKind::Type { kind } => wrong_type(kind, value),
        ValidationErrorKind::Enum { options } => unknown_value(value, options),
        ValidationErrorKind::Constant { .. } => {
            let title = schema.get("title").and_then(Value::as_str).unwrap_or("the value expected");
            Diagnostic::error("unknown-version", format!("{} is not {title}", quoted(value)))
                .help("this Signoff reads version \"1\"")
        }
        ValidationErrorKind::Pattern { .. } => malformed(error, schema),
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
        ValidationErrorKind::MinItems { limit } => {
            Diagnostic::error("too-few-items", format!("the list needs at least {limit}"))
        }
        ValidationErrorKind::MaxItems { limit } => {
            Diagnostic::error("too-many-items", format!("the list may have at most {limit}"))
        }
        _ => Diagnostic::error("malformed-value", error.to_string()),
    }
}

fn missing(name: &str, object: &Value) -> Diagnostic {
    let pointer = format!("/properties{}/description", step(name));
    let told = Diagnostic::error("missing-property", format!("`{name}` is missing"));
    match object.pointer(&pointer).and_then(Value::as_str) {
        Some(description) => told.help(format!("`{name}`: {}", description.trim_end_matches('.'))),
        None => told,
    }
}

fn wrong_type(kind: &TypeKind, value: &Value) -> Diagnostic {
    let expected: Vec<&str> = match kind {
        TypeKind::Single(one) => vec![type_name(*one)],
        TypeKind::Multiple(several) => several.iter().map(type_name).collect(),
    };
    let message = format!("expected {}, found {}", expected.join(" or "), found(value));
    let told = Diagnostic::error("wrong-type", message);
    match (kind, value) {
        (_, Value::Null) => told.help("leave the property out where there is nothing to say"),
        (TypeKind::Single(JsonType::String), Value::Number(number)) => {
            told.help(format!("write it as text: \"{number}\""))
        }
        (TypeKind::Single(JsonType::Array), Value::String(_)) => {
            told.help("write it as a list of one: [\"…\"]")
        }
        _ => told,
    }
}

fn type_name(one: JsonType) -> &'static str {
    match one {
        JsonType::Null => "null",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "text",
        JsonType::Array => "a list",
        JsonType::Object => "an object",
    }
}

fn unknown_value(value: &Value, options: &Value) -> Diagnostic {
    let known = || options.as_array().into_iter().flatten().filter_map(Value::as_str);
    let told = Diagnostic::error(
        "unknown-value",
        format!("{} is not one of the values known here", quoted(value)),
    );
    if let Some(near) = value.as_str().and_then(|text| nearest(text, known())) {
        return told.help(format!("did you mean `{near}`?"));
    }
    let names: Vec<String> = known().map(|name| format!("`{name}`")).collect();
    told.help(format!("known here: {}", names.join(", ")))
}

fn malformed(error: &ValidationError<'_>, schema: &Value) -> Diagnostic {
    let title = schema.get("title").and_then(Value::as_str).unwrap_or("of the form expected");
    let (what, form) = title.split_once(": ").unwrap_or((title, ""));
    let message = format!("{} is not {what}", quoted(error.instance()));
    let definition = error.schema_path().as_str().strip_prefix("/$defs/");
    let told = match definition.and_then(|path| path.split('/').next()).unwrap_or_default() {
        "Text" => Diagnostic::error("empty-text", "the text is empty"),
        "Id" | "IdReference" => Diagnostic::error("malformed-id", message),
        "Day" | "Moment" => Diagnostic::error("malformed-date", message),
        "Digest" => Diagnostic::error("malformed-digest", message),
        "Link" => match error.instance().as_str().and_then(typed) {
            Some(typed) => return typed,
            None => Diagnostic::error("malformed-link", message),
        },
        "Section" => Diagnostic::error("malformed-place", message),
        _ => Diagnostic::error("malformed-value", message),
    };
    match form {
        "" => told,
        form => told.help(format!("expected {form}")),
    }
}

/// What stands there, with its type.
fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(_) => format!("the text {}", quoted(value)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
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
