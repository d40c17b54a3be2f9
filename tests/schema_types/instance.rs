//! Instances of a schema, made of its own examples.

use serde_json::{Map, Value, json};

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

/// An instance with every property, which follows the schema.
pub(crate) fn maximal(schema: &str, choice: usize) -> Value {
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
