//! The hand-written schemas and the types say the same, in both directions.
//!
//! The types are read as source, so that a field, its name, its kind and whether it may be left out are
//! compared without anything derived for it. What has a form of its own (links, targets of waivers, gates) is
//! held against the types by instances that are made of the schemas' examples.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use signoff::model::{Findings, Report};
use signoff::schema::{Input, findings_schema, read_report, report_schema};
use syn::{Fields, GenericArgument, Item, PathArguments, Type};

/// Definitions that are no type of their own, and what they are in Rust.
const NARROWED: [(&str, &str); 2] = [("Text", "text"), ("IdReference", "Id")];
/// Types whose JSON is not that of a struct or of an enumeration of names.
const OF_THEIR_OWN_FORM: [&str; 12] = [
    "Id",
    "Digest",
    "Day",
    "Days",
    "Moment",
    "Decimal",
    "Properties",
    "Link",
    "Links",
    "DeclaredScore",
    "WaiverTarget",
    "MayNotApply",
];

#[derive(Clone, Copy, PartialEq)]
enum Document {
    Findings,
    Report,
}

#[derive(Debug, Clone, PartialEq)]
struct Field {
    kind: String,
    required: bool,
}

struct Model {
    structs: BTreeMap<String, syn::ItemStruct>,
    enums: BTreeMap<String, syn::ItemEnum>,
}

fn read(folder: &Path, model: &mut Model) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, model);
            continue;
        }
        for item in syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap().items {
            match item {
                Item::Struct(item) => drop(model.structs.insert(item.ident.to_string(), item)),
                Item::Enum(item) => drop(model.enums.insert(item.ident.to_string(), item)),
                _ => {}
            }
        }
    }
}

fn model() -> Model {
    let mut model = Model { structs: BTreeMap::new(), enums: BTreeMap::new() };
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model"), &mut model);
    model
}

/// What `#[serde(…)]` says, as its words and the texts given with `=`.
fn serde(attributes: &[syn::Attribute]) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute
            .parse_nested_meta(|meta| {
                let name = meta.path.get_ident().unwrap().to_string();
                if meta.input.peek(syn::token::Paren) {
                    let inside;
                    syn::parenthesized!(inside in meta.input);
                    inside.parse::<syn::Meta>()?;
                    words.insert(name, String::new());
                } else {
                    let text = meta.value().and_then(|value| value.parse::<syn::LitStr>());
                    words.insert(name, text.map(|text| text.value()).unwrap_or_default());
                }
                Ok(())
            })
            .unwrap();
    }
    words
}

fn inner(arguments: &PathArguments) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    });
    types.collect()
}

/// A type in the words of the schema: `text`, `int`, `[Claim]`, `{text}`, `Claim`. `Option` is dropped.
fn kind_of_type(ty: &Type, document: Document) -> String {
    let path = match ty {
        Type::Tuple(tuple) => return format!("[{}]", kind_of_type(&tuple.elems[0], document)),
        Type::Path(path) => path.path.segments.last().unwrap(),
        _ => panic!("a type that no document has"),
    };
    let of = |at: usize| kind_of_type(inner(&path.arguments)[at], document);
    match path.ident.to_string().as_str() {
        "Option" => of(0),
        "Vec" => format!("[{}]", of(0)),
        "BTreeMap" => format!("{{{}}}", of(1)),
        "String" => "text".to_owned(),
        "bool" => "bool".to_owned(),
        "u64" | "usize" | "i64" | "u32" => "int".to_owned(),
        "L" if document == Document::Findings => "Link".to_owned(),
        "L" => "ResolvedLink".to_owned(),
        name => name.to_owned(),
    }
}

/// A schema in the same words; `?` behind it where it may be null.
fn kind_of_schema(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        let name = target.strip_prefix("#/$defs/").unwrap();
        let narrowed = NARROWED.iter().find(|(narrow, _)| *narrow == name);
        return narrowed.map_or(name, |(_, wide)| wide).to_owned();
    }
    if let Some(options) = schema["anyOf"].as_array() {
        assert_eq!(
            options[1],
            json!({"type": "null"}),
            "only null is an alternative inside a type"
        );
        return format!("{}?", kind_of_schema(&options[0]));
    }
    let (name, null) = match &schema["type"] {
        Value::String(name) => (name.as_str(), ""),
        Value::Array(names) => (names[0].as_str().unwrap(), "?"),
        other => panic!("no type: {other}"),
    };
    let kind = match name {
        "string" => "text".to_owned(),
        "boolean" => "bool".to_owned(),
        "integer" => "int".to_owned(),
        "array" => format!("[{}]", kind_of_schema(&schema["items"])),
        "object" => format!("{{{}}}", kind_of_schema(&schema["additionalProperties"])),
        other => panic!("{other}"),
    };
    format!("{kind}{null}")
}

fn fields_of_type(model: &Model, name: &str, document: Document) -> BTreeMap<String, Field> {
    let mut fields = BTreeMap::new();
    for field in &model.structs[name].fields {
        let words = serde(&field.attrs);
        let kind = kind_of_type(&field.ty, document);
        if words.contains_key("flatten") {
            if model.structs.contains_key(&kind) {
                fields.extend(fields_of_type(model, &kind, document));
            }
            continue;
        }
        let optional =
            matches!(&field.ty, Type::Path(path) if path.path.segments[0].ident == "Option");
        let skipped = words.contains_key("skip_serializing_if");
        // What is read may be left out where it has a default; what is written is left out where it says so.
        let (required, null) = match document {
            Document::Findings => (!optional && !words.contains_key("default"), ""),
            Document::Report => (!skipped, if optional && !skipped { "?" } else { "" }),
        };
        let own = field.ident.as_ref().unwrap().to_string();
        let name = words.get("rename").cloned().unwrap_or(own);
        fields.insert(name, Field { kind: format!("{kind}{null}"), required });
    }
    fields
}

fn fields_of_schema(schema: &Value) -> BTreeMap<String, Field> {
    assert_eq!(schema["additionalProperties"], json!(false));
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().unwrap();
    assert!(required.iter().all(|name| properties.contains_key(*name)), "{required:?}");
    let field = |(name, property): (&String, &Value)| {
        let required = required.contains(&name.as_str());
        (name.clone(), Field { kind: kind_of_schema(property), required })
    };
    properties.iter().map(field).collect()
}

/// A variant's name as serde writes it.
fn written(name: &str, style: &str) -> String {
    let separator = if style == "kebab-case" { '-' } else { '_' };
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push(separator);
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

fn variants_of_type(item: &syn::ItemEnum) -> BTreeSet<String> {
    let style = serde(&item.attrs).get("rename_all").cloned().unwrap_or_default();
    item.variants.iter().map(|variant| written(&variant.ident.to_string(), &style)).collect()
}

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
fn findings_schema_is_that_of_the_types() {
    compare(Document::Findings, "Findings", findings_schema());
}

#[test]
fn report_schema_is_that_of_the_types() {
    compare(Document::Report, "Report", report_schema());
}

/// An instance with every property, made of the first example of each; of several alternatives, the one at
/// `choice` (the last where there are fewer).
fn instance(
    schema: &Value,
    definitions: &Map<String, Value>,
    choice: usize,
    within: &[&str],
) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|target| target.strip_prefix("#/$defs/")) {
        let own = schema["examples"].as_array().and_then(|examples| examples.first());
        if let (Some(own), None) = (own, definitions[name].get("anyOf")) {
            return own.clone();
        }
        let within = [within, &[name]].concat();
        return instance(&definitions[name], definitions, choice, &within);
    }
    if let Some(options) = schema["anyOf"].as_array() {
        let option = &options[choice.min(options.len() - 1)];
        return instance(option, definitions, choice, within);
    }
    if let Some(properties) = schema["properties"].as_object() {
        let made = properties.iter().map(|(name, property)| {
            (name.clone(), instance(property, definitions, choice, within))
        });
        // What would contain itself is left out once it does, as the types leave out an empty list.
        let made = made.filter(|(_, value)| *value != json!([]));
        return Value::Object(made.collect());
    }
    let item = schema["items"]["$ref"].as_str().and_then(|target| target.strip_prefix("#/$defs/"));
    match (item, schema["examples"].as_array().and_then(|examples| examples.first())) {
        (Some(name), _) if within.contains(&name) => json!([]),
        (Some(_), _) => json!([instance(&schema["items"], definitions, choice, within)]),
        (None, Some(example)) => example.clone(),
        (None, None) => match schema["type"].as_str() {
            Some("null") => Value::Null,
            Some("array") => json!([instance(&schema["items"], definitions, choice, within)]),
            _ => panic!("no example: {schema}"),
        },
    }
}

fn maximal(schema: &str, choice: usize) -> Value {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let made = instance(&schema, schema["$defs"].as_object().unwrap(), choice, &[]);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&made)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "the examples break their schema: {errors:#?}");
    made
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
        survives::<Findings>(&maximal(findings_schema(), choice));
        survives::<Report>(&maximal(report_schema(), choice));
    }
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
    for text in [findings_schema(), report_schema()] {
        let schema: Value = serde_json::from_str(text).unwrap();
        walk(&schema, &schema["$defs"], "");
    }
}
