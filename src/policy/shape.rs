//! The schema's errors in words that help whoever writes a policy.

use std::sync::LazyLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};
use serde_json::Value;

use crate::diagnostic::{Diagnostic, cut, nearest, step};
use crate::schema::violations::around;

use super::SCHEMA;
use super::check::{MOST, listed};
use super::document::Document;

/// The schema as data, and ready to validate.
static CHECKED: LazyLock<Result<(Value, Validator), String>> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(SCHEMA).map_err(|error| error.to_string())?;
    let validator = jsonschema::draft202012::new(&schema).map_err(|error| error.to_string())?;
    Ok((schema, validator))
});

/// What in the document is not of the policy's shape, and how many more errors there are.
pub(super) fn check(document: &Document<'_>) -> (Vec<Diagnostic>, usize) {
    let (schema, validator) = match &*CHECKED {
        Ok((schema, validator)) => (schema, validator),
        Err(error) => {
            let message = format!("no schema to check with: {error}");
            return (vec![Diagnostic::error("unreadable-policy", message)], 0);
        }
    };
    let mut problems = Vec::new();
    let mut left_out = 0;
    for error in validator.iter_errors(&document.value) {
        if problems.len() < MOST {
            left_out += tell(&error, schema, document, &mut problems);
        } else {
            left_out += 1;
        }
    }
    (problems, left_out)
}

/// Adds the messages that one error of the schema makes: one for each unknown property, else one.
/// Says how many were left out.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "what makes one message is told apart further down"
)]
fn tell(
    error: &ValidationError<'_>,
    schema: &Value,
    document: &Document<'_>,
    problems: &mut Vec<Diagnostic>,
) -> usize {
    let path = error.instance_path().as_str();
    let found = Found { value: error.instance(), path, rule: around(error, schema), document };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let room = MOST.saturating_sub(problems.len());
            problems.extend(unexpected.iter().take(room).map(|name| found.unknown_property(name)));
            return unexpected.len().saturating_sub(room);
        }
        ValidationErrorKind::PropertyNames { error } => {
            let name = error.instance().as_str().unwrap_or_default();
            let path = format!("{path}{}", step(name));
            let rule = around(error, schema);
            let name = Found { value: error.instance(), path: &path, rule, document };
            problems.push(name.malformed().at(document.key_place(&path)));
        }
        ValidationErrorKind::Required { property } => {
            problems.push(found.missing(property.as_str().unwrap_or_default(), schema));
        }
        kind => problems.push(found.wrong(kind, error)),
    }
    0
}

/// A value that is not what the schema asks for.
struct Found<'a> {
    value: &'a Value,
    path: &'a str,
    rule: &'a Value,
    document: &'a Document<'a>,
}

impl Found<'_> {
    fn unknown_property(&self, name: &str) -> Diagnostic {
        let known = || self.rule.get("properties").and_then(Value::as_object).into_iter().flatten();
        let names = || known().map(|(name, _)| name.as_str());
        let within = self.title().map_or(String::new(), |title| format!(" in {title}"));
        let help = match nearest(name, names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it takes {}", listed(names())),
        };
        Diagnostic::error("unknown-property", format!("unknown property `{}`{within}", cut(name)))
            .at(self.document.key_place(&format!("{}{}", self.path, step(name))))
            .help(help)
    }

    fn missing(&self, name: &str, schema: &Value) -> Diagnostic {
        let holder = self.title().unwrap_or("this table");
        let message = format!("`{name}` is missing: {holder} needs it");
        let problem =
            Diagnostic::error("missing-property", message).at(self.document.place(self.path));
        match self
            .rule
            .pointer(&format!("/properties{}", step(name)))
            .and_then(|rule| sample(rule, schema))
        {
            Some(value) => problem.help(format!("add `{name} = {}`, for example", literal(value))),
            None => problem,
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the schema uses few of the keywords there are"
    )]
    fn wrong(&self, kind: &ValidationErrorKind, error: &ValidationError<'_>) -> Diagnostic {
        let value = self.shown();
        if let Some(reason) = self.document.refused(self.path) {
            return Diagnostic::error("wrong-type", reason).at(self.document.place(self.path));
        }
        let problem = match kind {
            ValidationErrorKind::Type { kind } => self.wrong_type(kind),
            ValidationErrorKind::Enum { options } => self.unknown_value(options),
            ValidationErrorKind::Minimum { limit } => {
                Diagnostic::error("out-of-range", format!("{value} is less than {limit}"))
            }
            ValidationErrorKind::Maximum { limit } => {
                Diagnostic::error("out-of-range", format!("{value} is more than {limit}"))
            }
            ValidationErrorKind::MinLength { .. } => {
                Diagnostic::error("empty-text", "this text is empty")
            }
            ValidationErrorKind::Pattern { .. } => self.malformed(),
            _ => Diagnostic::error("malformed-value", error.masked().to_string()),
        };
        problem.at(self.document.place(self.path))
    }

    fn malformed(&self) -> Diagnostic {
        let wanted = self.title().unwrap_or("what stands here");
        let problem =
            Diagnostic::error("malformed-value", format!("{} is not {wanted}", self.shown()));
        match self.rule.pointer("/examples/0") {
            Some(example) => problem.help(format!("write it as `{}`", bare(example))),
            None => problem,
        }
    }

    fn wrong_type(&self, wanted: &TypeKind) -> Diagnostic {
        let list = matches!(wanted, TypeKind::Single(JsonType::Array));
        let wanted = match wanted {
            TypeKind::Single(kind) => word(*kind).to_owned(),
            TypeKind::Multiple(kinds) => kinds.iter().map(word).collect::<Vec<_>>().join(" or "),
        };
        let found = match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => word(JsonType::Boolean),
            Value::Number(_) => word(JsonType::Number),
            Value::String(_) => word(JsonType::String),
            Value::Array(_) => word(JsonType::Array),
            Value::Object(_) => word(JsonType::Object),
        };
        let problem = Diagnostic::error("wrong-type", format!("expected {wanted}, found {found}"));
        match self.rule.pointer("/examples/0") {
            Some(example) => problem.help(format!("write `{}`, for example", literal(example))),
            None if list && self.value.is_object() => {
                let name = self.path.rsplit('/').next().unwrap_or_default();
                problem.help(format!("write it with double brackets: `[[{name}]]`"))
            }
            None => problem,
        }
    }

    fn unknown_value(&self, options: &Value) -> Diagnostic {
        let options = || options.as_array().into_iter().flatten().filter_map(Value::as_str);
        let typed = self.value.as_str().unwrap_or_default();
        let help = match nearest(typed, options()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it takes {}", listed(options())),
        };
        let message = format!("{} is not a value that can stand here", self.shown());
        Diagnostic::error("unknown-value", message).help(help)
    }

    /// What the schema calls the thing.
    fn title(&self) -> Option<&str> {
        self.rule
            .get("title")
            .and_then(Value::as_str)
            .filter(|_| self.rule.get("$schema").is_none())
    }

    fn shown(&self) -> String {
        format!("`{}`", cut(&bare(self.value)))
    }
}

/// A value that could stand where the rule holds.
fn sample<'a>(rule: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    let refers =
        rule.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
    let rule = refers.and_then(|target| schema.pointer(target)).unwrap_or(rule);
    ["/const", "/examples/0", "/enum/0"].into_iter().find_map(|place| rule.pointer(place))
}

/// A value as a policy writes it. Texts and numbers are written alike in JSON.
fn literal(value: &Value) -> String {
    match value.as_array() {
        Some(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        None => value.to_string(),
    }
}

/// A text without its quotes; anything else as a policy writes it.
fn bare(value: &Value) -> String {
    value.as_str().map_or_else(|| literal(value), str::to_owned)
}

fn word(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Array => "a list",
        JsonType::Boolean => "`true` or `false`",
        JsonType::Integer => "a whole number",
        JsonType::Null => "nothing",
        JsonType::Number => "a number",
        JsonType::Object => "a table",
        JsonType::String => "text",
    }
}
