//! The policy's schema and its types agree, in both directions, and the schema explains itself.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::{Value, json};
use signoff::model::{
    Brand, BuiltIn, CategoryRules, ContradictionRules, Days, EvidenceRules, FindingRules, Gate,
    GateLevel, GateRule, MayNotApply, MayNotApplyName, Method, Policy, RedactPattern, Redaction,
    Role, RuleLevel, SameAs, Severity, Status, Switch, WaiverRules,
};
use signoff::policy::built_in;
use signoff::schema::policy_schema;

fn schema() -> Value {
    serde_json::from_str(policy_schema()).unwrap()
}

fn is_valid(value: &Value) -> bool {
    jsonschema::draft202012::new(&schema()).unwrap().is_valid(value)
}

fn all_gates() -> Vec<Gate> {
    let rules = [
        GateRule::OpenFindings { severity: Severity::Unknown, tools: vec!["k6".into()], max: 3 },
        GateRule::RequiredClaims {},
        GateRule::Score { category: Some("a".into()), min: Decimal::new(805, 1) },
        GateRule::Measure { metric: "m".into(), scope: "api".into(), target: "<= 2 s".into() },
        GateRule::Checklist { list: Some("launch".into()) },
        GateRule::Evidence {},
        GateRule::Signoffs {},
        GateRule::Waivers {},
        GateRule::Contradictions { at_least: RuleLevel::Note },
        GateRule::NoWorse { baseline: "old.json".into() },
        GateRule::Expression { when: "true".into() },
    ];
    let levels = [GateLevel::Block, GateLevel::Condition, GateLevel::Warn].into_iter().cycle();
    let gate = |(at, (rule, level)): (usize, (GateRule, GateLevel))| Gate {
        id: format!("gate-{at}").as_str().into(),
        title: Some("A title".into()),
        level,
        rule,
    };
    rules.into_iter().zip(levels).enumerate().map(gate).collect()
}

/// A policy in which nothing is left out. It has no `..`: who adds a field has to add it here.
fn maximal() -> Policy {
    let age = Some(Days(1));
    Policy {
        extends: Some(BuiltIn::Regulated),
        adapters: vec!["checkers".into()],
        required: vec!["a".into(), "category:b".into()],
        may_not_apply: MayNotApply::Named(MayNotApplyName::NotRequired),
        evidence: EvidenceRules { max_age: age, weakest_method: Some(Method::Test) },
        category: BTreeMap::from([(
            "b".into(),
            CategoryRules {
                weight: Some(Decimal::new(25, 1)),
                max_age: age,
                weakest_method: Some(Method::Interview),
            },
        )]),
        contradictions: ContradictionRules {
            tolerance: Some(Decimal::ONE),
            level: BTreeMap::from([("vague-date".into(), RuleLevel::Off)]),
        },
        gates: all_gates(),
        roles: vec![Role { name: "owner".into(), required: true }],
        findings: FindingRules {
            closed: vec![Status::Fixed, Status::Accepted],
            same_as: SameAs::Once,
        },
        waivers: WaiverRules {
            approvers: vec!["ben".into()],
            longest: age,
            never: vec!["gate-0".into()],
        },
        redact: Redaction {
            patterns: vec![RedactPattern { id: "tenant".into(), pattern: "tn_([a-z]+)".into() }],
            rules: BTreeMap::from([("jwt".into(), Switch::Off)]),
            show_original_digest: Some(true),
        },
        brand: Some(Brand { name: "Harbour".into() }),
    }
}

/// Follows a reference, and a gate to what its type takes.
fn resolved<'a>(rule: &'a Value, value: &Value, schema: &'a Value) -> (String, &'a Value) {
    let mut target = rule.get("$ref").and_then(Value::as_str).map(|text| text[1..].to_owned());
    if target.as_deref() == Some("/$defs/gate") {
        target = Some(format!("/$defs/gate-{}", value["type"].as_str().unwrap()));
    }
    match target {
        Some(target) => (target.clone(), schema.pointer(&target).unwrap()),
        None => (String::new(), rule),
    }
}

/// The properties of the schema that occur in the value, each with the definition that it is of.
fn seen(rule: &Value, value: &Value, schema: &Value, found: &mut BTreeSet<String>) {
    let (name, rule) = resolved(rule, value, schema);
    for (key, part) in value.as_object().into_iter().flatten() {
        let inner = match rule.get("properties").and_then(|known| known.get(key)) {
            Some(inner) => {
                found.insert(format!("{name}/properties/{key}"));
                inner
            }
            None => &rule["additionalProperties"],
        };
        seen(inner, part, schema, found);
    }
    for part in value.as_array().into_iter().flatten() {
        seen(&rule["items"], part, schema, found);
    }
}

/// Every object of the value, by its path.
fn objects(value: &Value, path: String, found: &mut Vec<String>) {
    for (key, part) in value.as_object().into_iter().flatten() {
        objects(part, format!("{path}/{key}"), found);
    }
    for (index, part) in value.as_array().into_iter().flatten().enumerate() {
        objects(part, format!("{path}/{index}"), found);
    }
    if value.is_object() {
        found.push(path);
    }
}

#[test]
fn what_the_types_write_is_valid_and_read_back() {
    let built_ins = [BuiltIn::Minimal, BuiltIn::Production, BuiltIn::Regulated].map(built_in);
    for policy in built_ins.into_iter().chain([maximal(), Policy::default()]) {
        let written = serde_json::to_value(&policy).unwrap();
        assert!(is_valid(&written), "{written:#}");
        assert_eq!(serde_json::from_value::<Policy>(written).unwrap(), policy);
    }
}

#[test]
fn the_types_know_every_property_of_the_schema() {
    let schema = schema();
    let written = serde_json::to_value(maximal()).unwrap();
    let mut found = BTreeSet::new();
    seen(&schema, &written, &schema, &mut found);
    let mut known = BTreeSet::new();
    let definitions = schema["$defs"].as_object().unwrap().iter();
    let named = definitions.map(|(name, rule)| (format!("/$defs/{name}"), rule));
    for (name, rule) in named.chain([(String::new(), &schema)]) {
        for key in rule.get("properties").and_then(Value::as_object).into_iter().flatten() {
            known.insert(format!("{name}/properties/{}", key.0));
        }
    }
    known.remove("/$defs/gate/properties/type");
    assert_eq!(found, known);
}

#[test]
fn the_schema_refuses_what_the_types_do_not_know() {
    let written = serde_json::to_value(maximal()).unwrap();
    let mut paths = Vec::new();
    objects(&written, String::new(), &mut paths);
    assert!(paths.len() > 20, "{paths:?}");
    for path in paths {
        let mut more = written.clone();
        more.pointer_mut(&path).unwrap()["zzz"] = Value::Null;
        assert!(!is_valid(&more), "{path}");
    }
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&schema()));
}

#[test]
fn every_property_is_described() {
    fn check(rule: &Value, path: &str) {
        for (key, part) in rule.get("properties").and_then(Value::as_object).into_iter().flatten() {
            // In a condition a property is only looked at.
            if !path.ends_with("/if") {
                assert!(part.get("description").is_some(), "{path}/properties/{key}");
            }
        }
        for (key, part) in rule.as_object().into_iter().flatten() {
            check(part, &format!("{path}/{key}"));
        }
        for (index, part) in rule.as_array().into_iter().flatten().enumerate() {
            check(part, &format!("{path}/{index}"));
        }
    }
    check(&schema(), "");
}

#[test]
fn every_example_is_valid_where_it_stands() {
    fn check(rule: &Value, path: &str, schema: &Value, checked: &mut usize) {
        let examples = rule.get("examples").and_then(Value::as_array).into_iter().flatten();
        for example in examples.filter(|_| !path.ends_with("/then")) {
            let mut alone = rule.clone();
            alone["$defs"] = schema["$defs"].clone();
            let validator = jsonschema::draft202012::new(&alone).unwrap();
            assert!(validator.is_valid(example), "{path}: {example}");
            *checked += 1;
        }
        for (key, part) in rule.as_object().into_iter().flatten() {
            check(part, &format!("{path}/{key}"), schema, checked);
        }
        for (index, part) in rule.as_array().into_iter().flatten().enumerate() {
            check(part, &format!("{path}/{index}"), schema, checked);
        }
    }
    let (schema, mut checked) = (schema(), 0);
    check(&schema, "", &schema, &mut checked);
    assert!(checked > 40, "{checked} examples");
}

#[test]
fn numbers_are_bounded_alike_as_numbers_and_as_text() {
    let score = |min: Value| is_valid(&json!({ "gate": [{ "type": "score", "min": min }] }));
    for good in [json!(0), json!(100), json!(99.5), json!("0"), json!("100"), json!("100.0")] {
        assert!(score(good.clone()), "{good}");
    }
    for bad in [json!(-0.1), json!(100.1), json!("-1"), json!("100.1"), json!("1e1"), json!("")] {
        assert!(!score(bad.clone()), "{bad}");
    }
    let weight = |weight: Value| is_valid(&json!({ "category": { "a": { "weight": weight } } }));
    for good in [json!(0), json!(1_000_000), json!("0.5"), json!("1000000")] {
        assert!(weight(good.clone()), "{good}");
    }
    for bad in [json!(-1), json!(1_000_001), json!("1000000.5"), json!("01"), json!(null)] {
        assert!(!weight(bad.clone()), "{bad}");
    }
}
