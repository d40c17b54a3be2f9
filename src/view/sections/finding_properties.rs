//! In section 6: what adapters keep of a finding under names that they share: its package, its CVSS score, its tags.
//! Nothing of it decides; what isn't written like that stays among the other properties.

use serde_json::{Map, Value};

use crate::model::Properties;
use crate::view::cells::FactList;
use crate::view::{Span, Text, phrase};

/// Adds the facts, and then all other properties as they are.
pub(super) fn add(properties: &Properties, facts: &mut FactList) {
    let mut rest = properties.clone();
    let mut told = |name: &str, tell: fn(&Value, &mut FactList) -> Option<()>| {
        if let Some(value) = rest.get(name)
            && tell(value, facts).is_some()
        {
            rest.remove(name);
        }
    };
    told("package", package);
    told("cvss", score);
    told("tags", tags);
    facts.add("Properties", phrase::properties_code(&rest));
}

/// `left-pad 1.3.0 (npm)`, the version that mends it, and its address; none where there is more to it.
fn package(value: &Value, facts: &mut FactList) -> Option<()> {
    let mut texts = Texts::of(value, &["name", "version", "ecosystem", "fixed", "purl"])?;
    let name = texts.take("name")?;
    let version = texts.take("version").map(|version| format!(" {version}"));
    let ecosystem = texts.take("ecosystem").map(|ecosystem| format!(" ({ecosystem})"));
    let words = format!("{name}{}{}", version.unwrap_or_default(), ecosystem.unwrap_or_default());
    facts.words("Package", words);
    facts.maybe("Fixed in", texts.take("fixed").as_deref());
    facts.add("Package URL", texts.take("purl").map(Text::code).unwrap_or_default());
    Some(())
}

/// `9.8 (CVSS 3.1), computed by Signoff from` the vector.
fn score(value: &Value, facts: &mut FactList) -> Option<()> {
    let mut object = value.as_object().filter(|object| !object.is_empty())?.clone();
    let is_computed = match object.shift_remove("computed") {
        None => false,
        Some(Value::Bool(is_computed)) => is_computed,
        Some(_) => return None,
    };
    let score = match object.shift_remove("score") {
        None => None,
        Some(Value::Number(score)) => Some(score.to_string()),
        Some(_) => return None,
    };
    let mut texts = Texts::of(&Value::Object(object), &["version", "vector"])?;
    let mut words = score.unwrap_or_else(|| "no score".to_owned());
    if let Some(version) = texts.take("version") {
        words = format!("{words}, version {version}");
    }
    let from = if is_computed { ", computed by Signoff from the vector " } else { ", vector " };
    let mut text = Text::plain(words);
    if let Some(vector) = texts.take("vector") {
        text = text.and_plain(from).and(Span::Code { text: vector });
    }
    facts.add("CVSS", text);
    Some(())
}

fn tags(value: &Value, facts: &mut FactList) -> Option<()> {
    let tags: Option<Vec<&str>> = value.as_array()?.iter().map(text).collect();
    let tags = tags.filter(|tags| !tags.is_empty())?;
    facts.add("Tags", Text::join(tags.into_iter().map(|tag| Text::code(tag.to_owned())), ", "));
    Some(())
}

/// A text with something to show.
fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.trim().is_empty())
}

/// An object that holds texts alone, under names that are known.
struct Texts(Map<String, Value>);

impl Texts {
    fn of(value: &Value, known: &[&str]) -> Option<Self> {
        let object = value.as_object()?;
        let fits = |(name, value): (&String, &Value)| {
            known.contains(&name.as_str()) && text(value).is_some()
        };
        object.iter().all(fits).then(|| Self(object.clone()))
    }

    fn take(&mut self, name: &str) -> Option<String> {
        self.0.shift_remove(name)?.as_str().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The facts, each as `label: text`.
    fn told(properties: Value) -> Vec<String> {
        let Value::Object(properties) = properties else { panic!("{properties}") };
        let mut facts = FactList::default();
        add(&properties.into_iter().collect(), &mut facts);
        let word = |span: &Span| {
            let (Span::Plain { text } | Span::Code { text }) = span else { panic!("{span:?}") };
            text.clone()
        };
        let words = |text: &Text| text.0.iter().map(word).collect::<String>();
        facts.0.iter().map(|fact| format!("{}: {}", fact.label, words(&fact.value))).collect()
    }

    #[test]
    fn a_package_is_told_with_what_mends_it() {
        let package = json!({ "name": "tar", "version": "1.30", "ecosystem": "deb", "fixed": "1.31", "purl": "pkg:deb/tar" });
        assert_eq!(
            told(json!({ "package": package })),
            ["Package: tar 1.30 (deb)", "Fixed in: 1.31", "Package URL: pkg:deb/tar"]
        );
        assert_eq!(
            told(json!({ "package": { "name": "tar" }, "x": 1 })),
            ["Package: tar", "Properties: {\"x\":1}"]
        );
    }

    #[test]
    fn a_score_says_whose_it_is() {
        let cvss = |cvss: Value| told(json!({ "cvss": cvss })).join("; ");
        assert_eq!(cvss(json!({ "score": 7.5, "version": "3.1" })), "CVSS: 7.5, version 3.1");
        assert_eq!(cvss(json!({ "score": 7.5, "vector": "V" })), "CVSS: 7.5, vector V");
        assert_eq!(
            cvss(json!({ "score": 7.5, "computed": true, "vector": "V" })),
            "CVSS: 7.5, computed by Signoff from the vector V"
        );
        assert_eq!(cvss(json!({ "vector": "V" })), "CVSS: no score, vector V");
    }

    #[test]
    fn what_is_written_otherwise_stays_a_property() {
        for other in [
            json!({ "package": { "name": 3 } }),
            json!({ "package": { "name": "a", "size": "b" } }),
            json!({ "package": { "version": "1" } }),
            json!({ "cvss": 7 }),
            json!({ "cvss": { "score": "7" } }),
            json!({ "cvss": {} }),
            json!({ "tags": [] }),
            json!({ "tags": "a" }),
            json!({ "tags": ["a", 1] }),
        ] {
            assert_eq!(told(other.clone()), [format!("Properties: {other}")]);
        }
        assert_eq!(told(json!({ "tags": ["a", "b"] })), ["Tags: a, b"]);
    }
}
