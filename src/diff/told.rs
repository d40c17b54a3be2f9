//! A value of a document in words: texts as they are, links and what is declared in short, anything else by its names.

use serde_json::{Map, Value};

/// How much is told of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// What tells it from others: of a link the place, without what was found there.
    Short,
    /// All of it.
    Full,
}

type Entries = Map<String, Value>;

/// A value in words; none where it isn't there.
pub(super) fn told(value: &Value, detail: Detail) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(items) => list(items, detail),
        Value::Object(entries) => thing(entries, detail),
    }
}

/// Several values: a semicolon stands between things, whose words have commas.
fn list(items: &[Value], detail: Detail) -> Option<String> {
    let between = if items.iter().any(Value::is_object) { "; " } else { ", " };
    let items: Vec<String> = items.iter().filter_map(|item| told(item, detail)).collect();
    match detail {
        _ if !items.is_empty() => Some(items.join(between)),
        Detail::Short => None,
        Detail::Full => Some("an empty list".to_owned()),
    }
}

fn thing(entries: &Entries, detail: Detail) -> Option<String> {
    let short = || link(entries).or_else(|| text(entries, detail));
    match detail {
        Detail::Short if entries.is_empty() => None,
        Detail::Full if entries.is_empty() => Some("nothing".to_owned()),
        Detail::Short => {
            short().or_else(|| declared(entries)).or_else(|| words(entries, &[], detail))
        }
        Detail::Full => full_link(entries).or_else(short).or_else(|| words(entries, &[], detail)),
    }
}

/// A link as the findings write it: what was found behind it is told where it is looked at.
fn link(entries: &Entries) -> Option<String> {
    let (evidence, _) = (entries.get("evidence")?.as_str()?, entries.get("state")?);
    let at = entries.get("at").and_then(Value::as_str).map(|at| format!("#{at}"));
    Some(format!("{evidence}{}", at.unwrap_or_default()))
}

/// The same with what was found behind it.
fn full_link(entries: &Entries) -> Option<String> {
    let link = link(entries)?;
    Some(match words(entries, &["evidence", "at"], Detail::Full) {
        Some(rest) => format!("{link} ({rest})"),
        None => link,
    })
}

/// What stands in a sentence of its own, such as a condition: the sentence, and the rest behind it. Whose it is, is said
/// by where it stands.
fn text(entries: &Entries, detail: Detail) -> Option<String> {
    let text = entries.get("text")?.as_str()?;
    let known: &[&str] = match detail {
        Detail::Short => &["text", "from"],
        Detail::Full => &["text"],
    };
    Some(match words(entries, known, detail) {
        Some(rest) => format!("{text} ({rest})"),
        None => text.to_owned(),
    })
}

/// What somebody declared: status, verdict, score, value and change, then the words and where they stand.
fn declared(entries: &Entries) -> Option<String> {
    const NAMES: [&str; 7] = ["status", "verdict", "score", "value", "change", "words", "from"];
    if !entries.keys().all(|name| NAMES.contains(&name.as_str())) {
        return None;
    }
    let said = |name: &str| {
        let text = told(entries.get(name)?, Detail::Short)?;
        Some(match name {
            "words" => format!("\u{201c}{text}\u{201d}"),
            "from" => format!("({text})"),
            _ => text,
        })
    };
    let parts: Vec<String> = NAMES.into_iter().filter_map(said).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Each name with its value: "type score, min 60". The id of a thing stands in the name of the field.
fn words(entries: &Entries, known: &[&str], detail: Detail) -> Option<String> {
    let is_known = |name: &str| known.contains(&name) || (detail == Detail::Short && name == "id");
    let part = |(name, value): (&String, &Value)| {
        let is_inner = value.is_object() || value.as_array().is_some_and(|all| all.len() > 1);
        let text = lines(name, value).or_else(|| {
            let text = told(value, detail)?;
            let text = if is_inner { format!("({text})") } else { text };
            Some(format!("{} {text}", name.replace('_', " ")))
        });
        text.filter(|_| !is_known(name))
    };
    let parts: Vec<String> = entries.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The lines of a place: `L5`, `L5-L9`.
fn lines(name: &str, value: &Value) -> Option<String> {
    let [first, last] = value.as_array().filter(|_| name == "lines")?.as_slice() else {
        return None;
    };
    let (first, last) = (first.as_u64()?, last.as_u64()?);
    Some(if first == last { format!("L{first}") } else { format!("L{first}-L{last}") })
}
