//! The types, read as source, and a schema, both in the same words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use syn::{GenericArgument, Item, PathArguments, Type};

/// Definitions that are no type of their own, and what they are in Rust.
pub(crate) const NARROWED: [(&str, &str); 2] = [("Text", "text"), ("IdReference", "Id")];
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Document {
    Delta,
    Findings,
    History,
    Manifest,
    Report,
    Site,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub(crate) kind: String,
    pub(crate) required: bool,
}

pub(crate) struct Model {
    pub(crate) structs: BTreeMap<String, syn::ItemStruct>,
    pub(crate) enums: BTreeMap<String, syn::ItemEnum>,
}

fn read(folder: &Path, model: &mut Model) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, model);
            continue;
        }
        read_file(&path, model);
    }
}

fn read_file(path: &Path, model: &mut Model) {
    for item in syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap().items {
        match item {
            Item::Struct(item) => drop(model.structs.insert(item.ident.to_string(), item)),
            Item::Enum(item) => drop(model.enums.insert(item.ident.to_string(), item)),
            _ => {}
        }
    }
}

pub(crate) fn model() -> Model {
    let mut model = Model { structs: BTreeMap::new(), enums: BTreeMap::new() };
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    read(&sources.join("model"), &mut model);
    // The manifest is the one document that isn't the model's.
    for file in ["attest/manifest.rs", "attest/recipe.rs", "render/format.rs"] {
        read_file(&sources.join(file), &mut model);
    }
    model
}

/// What `#[serde(…)]` says, as its words and the texts given with `=`.
pub(crate) fn serde(attributes: &[syn::Attribute]) -> BTreeMap<String, String> {
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
                    let text = meta.value().and_then(syn::parse::ParseBuffer::parse::<syn::LitStr>);
                    words.insert(name, text.as_ref().map(syn::LitStr::value).unwrap_or_default());
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

/// A type in the words of the schema: `text`, `int`, `[Claim]`, `{text}`, `Claim`. `Option` and `Box` are dropped.
pub(crate) fn kind_of_type(ty: &Type, document: Document) -> String {
    let path = match ty {
        Type::Tuple(tuple) => return format!("[{}]", kind_of_type(&tuple.elems[0], document)),
        Type::Path(path) => path.path.segments.last().unwrap(),
        _ => panic!("a type that no document has"),
    };
    let of = |at: usize| kind_of_type(inner(&path.arguments)[at], document);
    match path.ident.to_string().as_str() {
        "Option" | "Box" => of(0),
        // What may be missing in a list is written as null.
        "Vec" if is_option(inner(&path.arguments)[0]) => format!("[{}?]", of(0)),
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

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments[0].ident == "Option")
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

pub(crate) fn fields_of_type(
    model: &Model,
    name: &str,
    document: Document,
) -> BTreeMap<String, Field> {
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
        let optional = is_option(&field.ty);
        let skipped = words.contains_key("skip_serializing_if");
        // What is read may be left out where it has a default; what is written is left out where it says so.
        let (required, null) = match document {
            Document::Findings => (!optional && !words.contains_key("default"), ""),
            Document::Delta
            | Document::History
            | Document::Manifest
            | Document::Report
            | Document::Site => (!skipped, if optional && !skipped { "?" } else { "" }),
        };
        let own = field.ident.as_ref().unwrap().to_string();
        let name = words.get("rename").cloned().unwrap_or(own);
        fields.insert(name, Field { kind: format!("{kind}{null}"), required });
    }
    fields
}

pub(crate) fn fields_of_schema(schema: &Value) -> BTreeMap<String, Field> {
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
pub(crate) fn written(name: &str, style: &str) -> String {
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

pub(crate) fn variants_of_type(item: &syn::ItemEnum) -> BTreeSet<String> {
    let style = serde(&item.attrs).get("rename_all").cloned().unwrap_or_default();
    let name = |variant: &syn::Variant| {
        let own = serde(&variant.attrs).remove("rename");
        own.unwrap_or_else(|| written(&variant.ident.to_string(), &style))
    };
    item.variants.iter().map(name).collect()
}
