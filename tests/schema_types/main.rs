//! The hand-written schemas and the types say the same, in both directions.
//!
//! The types are read as source, so that a field, its name, its kind and whether it may be left out are
//! compared without anything derived for it. What has a form of its own (links, targets of waivers, gates) is
//! held against the types by instances that are made of the schemas' examples.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails where its fixture is not as expected"
)]

mod instance;
mod types;

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use signoff::attest::Manifest;
use signoff::model::delta::{Delta, History};
use signoff::model::site::Site;
use signoff::model::{Findings, Report};
use signoff::schema::{
    Input, delta_schema, findings_schema, history_schema, manifest_schema, read_report,
    report_schema, site_schema,
};
use syn::Fields;

use instance::maximal;
use types::{
    Document, Field, Model, NARROWED, fields_of_schema, fields_of_type, kind_of_type, model, serde,
    variants_of_type, written,
};

/// Types whose JSON is not that of a struct or of an enumeration of names.
const OF_THEIR_OWN_FORM: [&str; 15] = [
    "Counts",
    "Id",
    "Digest",
    "Day",
    "Days",
    "Moment",
    "Decimal",
    "Fraction",
    "Properties",
    "Link",
    "Links",
    "DeclaredScore",
    "HoldsIf",
    "WaiverTarget",
    "MayNotApply",
];

fn names(schema: &Value) -> BTreeSet<String> {
    schema.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// Gates carry their type beside what it takes: one alternative for each variant.
fn compare_gates(model: &Model, schema: &Value) {
    let rules = &model.enums["GateRule"];
    let alternatives = schema["anyOf"].as_array().unwrap();
    let common = fields_of_type(model, "Gate", Document::Report);
    assert_eq!(alternatives.len(), rules.variants.len());
    for (alternative, variant) in alternatives.iter().zip(&rules.variants) {
        let name = written(&variant.ident.to_string(), "kebab-case");
        assert_eq!(alternative["properties"]["type"]["const"], json!(name));
        let mut expected = common.clone();
        expected.insert("type".into(), Field { kind: "text".into(), required: true });
        let Fields::Named(fields) = &variant.fields else { panic!("{name}") };
        for field in &fields.named {
            let required = !serde(&field.attrs).contains_key("skip_serializing_if");
            let kind = kind_of_type(&field.ty, Document::Report);
            expected.insert(field.ident.as_ref().unwrap().to_string(), Field { kind, required });
        }
        assert_eq!(fields_of_schema(alternative), expected, "{name}");
    }
}

fn compare(document: Document, root: &str, schema: &str) {
    let (model, schema): (_, Value) = (model(), serde_json::from_str(schema).unwrap());
    let definitions = schema["$defs"].as_object().unwrap();
    assert_eq!(fields_of_schema(&schema), fields_of_type(&model, root, document), "{root}");
    for (name, definition) in definitions {
        if name == "Gate" {
            compare_gates(&model, definition);
        } else if let Some(item) =
            model.enums.get(name).filter(|_| definition.get("enum").is_some())
        {
            assert_eq!(names(&definition["enum"]), variants_of_type(item), "{name}");
        } else if OF_THEIR_OWN_FORM.contains(&name.as_str())
            || NARROWED.iter().any(|(narrow, _)| narrow == name)
        {
            // By instances, below.
        } else {
            let expected = fields_of_type(&model, name, document);
            assert_eq!(fields_of_schema(definition), expected, "{name}");
        }
    }
    let mut reached = BTreeSet::from([root.to_owned()]);
    let mut open = vec![schema.clone()];
    while let Some(value) = open.pop() {
        if let Some(name) =
            value["$ref"].as_str().and_then(|target| target.strip_prefix("#/$defs/"))
            && reached.insert(name.to_owned())
        {
            open.push(definitions[name].clone());
        }
        match value {
            Value::Object(properties) => {
                open.extend(
                    properties
                        .into_iter()
                        .filter(|(name, _)| name != "$defs")
                        .map(|(_, value)| value),
                );
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    let unused: Vec<_> = definitions.keys().filter(|name| !reached.contains(*name)).collect();
    assert!(unused.is_empty(), "definitions that nothing refers to: {unused:?}");
}

#[test]
fn delta_schema_is_that_of_the_types() {
    compare(Document::Delta, "Delta", delta_schema());
}

#[test]
fn findings_schema_is_that_of_the_types() {
    compare(Document::Findings, "Findings", findings_schema());
}

#[test]
fn history_schema_is_that_of_the_types() {
    compare(Document::History, "History", history_schema());
}

#[test]
fn manifest_schema_is_that_of_the_types() {
    compare(Document::Manifest, "Manifest", manifest_schema());
}

#[test]
fn report_schema_is_that_of_the_types() {
    compare(Document::Report, "Report", report_schema());
}

#[test]
fn site_schema_is_that_of_the_types() {
    compare(Document::Site, "Site", site_schema());
}

fn survives<T: DeserializeOwned + Serialize>(value: &Value) {
    let read: T = serde_json::from_value(value.clone()).unwrap();
    let again = serde_json::to_value(read).unwrap();
    for (name, value) in value.as_object().unwrap() {
        assert_eq!(again[name], *value, "{name}");
    }
    assert_eq!(again.as_object().unwrap().len(), value.as_object().unwrap().len());
}

#[test]
fn an_instance_with_every_property_survives_the_types() {
    for choice in 0..11 {
        survives::<Delta>(&maximal(delta_schema(), choice));
        survives::<History>(&maximal(history_schema(), choice));
        survives::<Findings>(&maximal(findings_schema(), choice));
        survives::<Manifest>(&maximal(manifest_schema(), choice));
        survives::<Report>(&maximal(report_schema(), choice));
        survives::<Site>(&maximal(site_schema(), choice));
    }
}

/// What is told of reports is told in their own words.
#[test]
fn what_documents_share_is_defined_once() {
    let definitions = |text| -> Map<String, Value> {
        let mut schema: Value = serde_json::from_str(text).unwrap();
        serde_json::from_value(schema["$defs"].take()).unwrap()
    };
    let [delta, history, report, site] =
        [delta_schema(), history_schema(), report_schema(), site_schema()].map(definitions);
    let pairs = [(&delta, &report), (&history, &report), (&history, &delta), (&site, &report)];
    for (one, other) in pairs {
        let shared: Vec<&String> = one.keys().filter(|name| other.contains_key(*name)).collect();
        assert!(shared.len() > 8, "{shared:?}");
        for name in shared {
            assert_eq!(one[name], other[name], "{name}");
        }
    }
    // A version is a side and more.
    let of_a_side = delta["Side"]["properties"].as_object().unwrap();
    for (name, property) in of_a_side {
        assert_eq!(history["Version"]["properties"][name], *property, "{name}");
    }
}

/// A report holds a delta whole: what a program reads of the one it reads of the other.
#[test]
fn the_delta_inside_a_report_is_that_of_its_own_schema() {
    let (delta, report): (Value, Value) = (
        serde_json::from_str(delta_schema()).unwrap(),
        serde_json::from_str(report_schema()).unwrap(),
    );
    for part in ["type", "additionalProperties", "required", "properties"] {
        assert_eq!(report["$defs"]["Delta"][part], delta[part], "{part}");
    }
    let all = delta["$defs"].as_object().unwrap().keys();
    let lacking: Vec<_> = all.filter(|name| report["$defs"].get(name).is_none()).collect();
    assert_eq!(lacking, [""; 0]);
}

#[test]
fn a_report_is_read_back() {
    let report = maximal(report_schema(), 0);
    let bytes = serde_json::to_vec_pretty(&report).unwrap();
    let input = Input { name: "report.json".into(), path: "report.json".into(), bytes };
    assert_eq!(serde_json::to_value(read_report(&input).unwrap()).unwrap(), report);
}

/// Every example is valid where it stands, and every property is described.
fn walk(schema: &Value, definitions: &Value, path: &str) {
    let Some(object) = schema.as_object() else { return };
    if let Some(examples) = object.get("examples") {
        let mut alone = schema.clone();
        alone["$defs"] = definitions.clone();
        let validator = jsonschema::draft202012::new(&alone).unwrap();
        for example in examples.as_array().unwrap() {
            assert!(validator.is_valid(example), "{path}: {example}");
        }
    }
    for part in ["properties", "$defs"] {
        for (name, inner) in object.get(part).and_then(Value::as_object).into_iter().flatten() {
            let path = format!("{path}/{name}");
            let description = inner["description"].as_str().unwrap_or_default();
            assert!(description.ends_with('.'), "{path} is not described in sentences");
            walk(inner, definitions, &path);
        }
    }
    for inner in object.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
        walk(inner, definitions, &format!("{path}/anyOf"));
    }
    object
        .get("items")
        .into_iter()
        .for_each(|inner| walk(inner, definitions, &format!("{path}/items")));
}

#[test]
fn every_property_is_described_and_every_example_is_valid() {
    for text in [
        delta_schema(),
        findings_schema(),
        history_schema(),
        manifest_schema(),
        report_schema(),
        site_schema(),
    ] {
        let schema: Value = serde_json::from_str(text).unwrap();
        walk(&schema, &schema["$defs"], "");
    }
}
