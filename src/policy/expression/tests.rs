//! What is read, what is refused, and where.

use proptest::prelude::*;

use super::*;

fn faults(text: &str) -> Vec<(FaultCode, String, String)> {
    match Expression::compile(text) {
        Ok(read) => panic!("{text} is read as {read:?}"),
        Err(faults) => faults
            .into_iter()
            .map(|fault| {
                let at = text.get(fault.at.clone()).expect("a place inside").to_owned();
                assert!(!fault.message.is_empty() && !fault.help.is_empty(), "{fault:?}");
                (fault.code, at, format!("{}; {}", fault.message, fault.help))
            })
            .collect(),
    }
}

fn read(text: &str) -> Expression {
    Expression::compile(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

#[test]
fn what_the_tables_show_is_read() {
    for function in FUNCTIONS.iter().chain(METHODS) {
        let example = function.example;
        let whole = match function.name {
            "endsWith" | "contains" => format!("findings.all(f, {example})"),
            "size" => format!("{example} < 3"),
            _ => example.to_owned(),
        };
        read(&whole);
    }
    for field in FACTS.fields {
        let name = field.name;
        let (Shape::List(of) | Shape::Map(of) | Shape::Record(of)) = field.shape else {
            assert_eq!(name, "as_of");
            read("as_of >= \"2025-01-01\" && as_of != '2025-01-02'");
            continue;
        };
        for part in of.fields {
            let to = match part.shape {
                Shape::Bool => "true".to_owned(),
                Shape::Int => "3".to_owned(),
                Shape::Text => "'x'".to_owned(),
                Shape::Day => "'2025-08-27'".to_owned(),
                Shape::Word(words) => format!("'{}'", words[0]),
                Shape::Record(_) | Shape::List(_) | Shape::Map(_) => panic!("it is flat"),
            };
            let each = match field.shape {
                Shape::Map(_) => format!("{name}.all(i, {name}[i].{} == {to})", part.name),
                Shape::List(_) => format!("{name}.all(i, i.{} == {to})", part.name),
                Shape::Record(_) => format!("{name}.{} == {to}", part.name),
                Shape::Bool | Shape::Int | Shape::Text | Shape::Day | Shape::Word(_) => {
                    panic!("it has parts")
                }
            };
            read(&each);
        }
    }
}

#[test]
fn everything_else_that_the_language_has_is_read() {
    for text in [
        "true",
        "!(1 + 2 * 3 - 4 / 2 % 2 == -5)",
        "size(findings) > 0 ? open('high') == 0 : false",
        "'a' + 'b' == 'ab' && size('ab') == 2",
        "subject.name in ['shop', 'store'] || 'bandit' in runs.map(r, r.tool)",
        "findings.filter(f, f.counted && f.tool == 'bandit').all(f, f.severity in ['low', 'info'])",
        "findings.map(f, f.counted, f.severity).exists(s, s == 'critical')",
        "size(findings.filter(f, f.counted) + findings.filter(f, f.status == 'accepted')) < 9",
        "claims.exists_one(id, claims[id].state == 'refuted')",
        "has(subject.version) && subject.version.startsWith('0.')",
        "'c' in claims && claims['c'].state == 'supported' && claims.c.required",
        "findings[0].id == 'F-1'",
        "  // what a comment says\n  open() == 0",
        "runs.all(r, r.ended >= '2025-01-01')",
        "findings.all(f, findings.exists(g, g.rule == f.rule))",
        "subject.name == 'Zürich' && subject.version == '1'",
    ] {
        read(text);
    }
}

#[test]
fn a_misspelt_name_is_told_where_it_stands() {
    use FaultCode::{Expectation, UnknownName, UnknownValue};
    for (text, code, at, said) in [
        ("subject.verson == '1'", UnknownName, "verson", "did you mean `version`?"),
        ("has(subject.verson)", UnknownName, "verson", "did you mean `version`?"),
        ("subjet.version == '1'", UnknownName, "subjet", "did you mean `subject`?"),
        (
            "findings.all(f, f.severty == 'high')",
            UnknownName,
            "severty",
            "did you mean `severity`?",
        ),
        ("findings.all(f, g.severity == 'high')", UnknownName, "g", "there are `f`, `subject`"),
        ("claims['c'].stat == 'stale'", UnknownName, "stat", "did you mean `state`?"),
        ("meet('c', '<= 2 s')", UnknownName, "meet", "did you mean `meets`?"),
        ("subject.name == 'ü' && size(subject .  nam) == 2", UnknownName, "nam", "`name`"),
        ("subject.name.startWith('a')", UnknownName, "startWith", "did you mean `startsWith`?"),
        ("state('c') == 'suported'", UnknownValue, "'suported'", "did you mean `supported`?"),
        ("'hihg' == findings[0].severity", UnknownValue, "'hihg'", "did you mean `high`?"),
        (
            "findings.all(f, f.status in ['fixed', 'close'])",
            UnknownValue,
            "'close'",
            "ever `close`",
        ),
        ("open('hgh') == 0", UnknownValue, "'hgh'", "did you mean `high`?"),
        ("open('unknown') == 0", UnknownValue, "'unknown'", "held against"),
        ("as_of < '27.8.2025'", UnknownValue, "'27.8.2025'", "2025-08-27"),
        ("meets('c', '2 seconds at most')", Expectation, "'2 seconds at most'", ""),
        ("meets('c', 'count >= 3')", Expectation, "'count >= 3'", "no limit"),
        ("score('80')", Expectation, "'80'", ""),
        ("matches(subject.name, 'a')", UnknownName, "matches", "there is no function"),
        ("string(1) == '1'", UnknownName, "string", "there is no function"),
    ] {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].0, found[0].1.as_str()), (code, at), "{text}: {found:?}");
        assert!(found[0].2.contains(said), "{text}: {found:?}");
    }
}

#[test]
fn a_value_of_another_type_is_told_where_it_stands() {
    for (text, at, said) in [
        ("subject.version", "version", "expected a condition, found text"),
        ("open('high')", "open", "expected a condition, found a number"),
        ("open('high') && true", "open", "expected a condition"),
        ("open('high') == '3'", "'3'", "expected a number, found text"),
        ("open('high') <= 1.5", "1.5", "fraction"),
        ("subject.version > '0.9'", "version", "no order"),
        ("findings.all(f, f.severity >= 'high')", "severity", "open(\"high\")"),
        ("subject.version == null", "null", "has(subject.version)"),
        ("subject == 'shop'", "subject", "name one of its fields"),
        ("findings == 3", "findings", "size("),
        ("subject.name.version == 'a'", "version", "text has no fields"),
        ("open(3) == 0", "3", "written out"),
        ("state(subject.name) == 'stale'", "name", "written out"),
        ("meets('c') ", "meets", "takes other arguments"),
        ("findings.all(f)", "all", "is not called so"),
        ("findings.all(f, f.rule)", "rule", "expected a condition"),
        ("subject.name.all(f, true)", "name", "no parts"),
        ("as_of < 3", "3", "expected a day"),
        ("{'a': 1}.a == 1", "{", "maps can't be written"),
        ("[[1]] == [[1]]", "[", "can't hold lists"),
        ("3 in 'abc'", "'abc'", "expected a list or a map"),
        ("size(true) == 1", "true", "expected a list, a map or text"),
        ("1u == 1", "1u", "can't be compared"),
        ("(true ? 1 : 'a') == 1", "'a'", "expected a number"),
        ("findings.map(f, findings) == []", "findings", "can't hold lists"),
    ] {
        let found = faults(text);
        assert_eq!(found[0].0, FaultCode::WrongType, "{text}: {found:?}");
        assert_eq!(found[0].1, at, "{text}: {found:?}");
        assert!(found[0].2.contains(said), "{text}: {found:?}");
    }
}

#[test]
fn all_mistakes_of_an_expression_are_told() {
    let found = faults("subject.vers == '1' && opn() == 0 && as_of < 'soon'");
    let at: Vec<&str> = found.iter().map(|(_, at, _)| at.as_str()).collect();
    assert_eq!(at, ["vers", "opn", "'soon'"]);
}

#[test]
fn a_mistake_of_syntax_is_told_where_it_stands() {
    for (text, at, said) in [
        ("open() == ", "", "ends too early"),
        ("(open() == 0", "", "`)` is missing"),
        ("open() = 0", "=", "compare with `==`"),
        ("true and false", "and", "write `&&` for `and`"),
        ("true true", "true", "unexpected `true`"),
        ("subject.name == 'shop", "'", "no closing quote"),
        ("#", "#", "can't stand in an expression"),
        ("", "", "ends too early"),
        ("open() ==\n  == 0", "==", "unexpected"),
        ("has(subject)", "subject", "`has` takes a field"),
        ("findings.all(1, true)", "1", "the name of one"),
        ("subject.?version == 'a'", ".", "not part of this language"),
        ("99999999999999999999 == 1", "99999999999999999999", "int literal"),
    ] {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].0, FaultCode::Syntax, "{text}: {found:?}");
        assert!(found[0].1.starts_with(at), "{text}: {found:?}");
        assert!(found[0].2.contains(said), "{text}: {found:?}");
    }
}

#[test]
fn what_is_long_or_deep_is_refused() {
    let deep = format!("{}true{}", "(".repeat(80), ")".repeat(80));
    read(&deep);
    for text in [
        format!("{}true{}", "(".repeat(400), ")".repeat(400)),
        format!("subject{} == 'a'", ".name".repeat(300)),
        format!("{}true", "true ? false : ".repeat(100)),
        vec!["1"; 300].join("+"),
        "a".repeat(LONGEST + 1),
    ] {
        assert_eq!(faults(&text)[0].0, FaultCode::TooDeep, "{}", text.len());
    }
    let many = vec!["true"; 200].join(" && ");
    read(&many);
}

#[test]
fn what_is_named_is_kept_in_its_order() {
    let read = read(
        "meets('api-latency', '<= 2 s') && claims['c'].state == 'supported' && subject.version == '1' \
         && as_of > '2025-01-01' && open('high') == 0 && size(findings) == 0 && 'k' in checklists \
         && claims.all(id, claims[id].required)",
    );
    let call = |call| Named::Call(call);
    assert_eq!(
        read.named,
        [
            call(Call::Meets(Id::from("api-latency"), "<= 2 s".to_owned())),
            Named::Thing(Things::Claim, Id::from("c")),
            Named::Subject("version"),
            Named::AsOf,
            call(Call::Open(Some(Severity::High))),
            Named::All("findings"),
            Named::All("checklists"),
        ]
    );
    let ids: Vec<_> =
        read.ids.iter().map(|literal| (literal.things, literal.id.as_str())).collect();
    assert_eq!(ids, [(Things::ClaimOrMeasure, "api-latency"), (Things::Claim, "c")]);
    assert_eq!(
        read.uses.into_iter().collect::<Vec<_>>(),
        ["as_of", "checklists", "claims", "findings", "subject"]
    );
}

#[test]
fn an_id_that_is_asked_for_need_not_be_there() {
    let ids = |text: &str| read(text).ids.len();
    assert_eq!(ids("state('c') == 'supported'"), 1);
    assert_eq!(ids("'c' in claims && state('c') == 'supported'"), 0);
    assert_eq!(ids("has(claims.c) && claims.c.state == 'supported'"), 0);
    assert_eq!(ids("'c' in claims && meets('c', '<= 2 s')"), 0);
    assert_eq!(ids("'d' in claims && state('c') == 'supported'"), 1);
}

#[test]
fn the_work_is_told_before_it_is_done() {
    let steps =
        |text: &str, number: u64| read(text).steps(&Sizes { list: &|_| number, longest: 100 });
    assert!(steps("findings.all(f, f.counted)", 100_000) < MOST_STEPS);
    assert!(steps("findings.all(f, f.counted)", 100_000) > 100_000);
    assert!(steps("findings.all(f, runs.exists(r, r.tool == f.tool))", 100) < MOST_STEPS);
    assert!(steps("findings.all(f, findings.exists(g, g.rule == f.rule))", 100_000) > MOST_STEPS);
    assert!(steps("findings.all(f, f.rule in findings.map(g, g.rule))", 100_000) > MOST_STEPS);
    let filtered =
        "findings.filter(f, f.counted).all(f, findings.filter(g, g.counted).all(g, true))";
    assert!(steps(filtered, 100_000) > MOST_STEPS);
    let listed = "[1,2,3].all(a, [1,2,3].all(b, a == b))";
    assert_eq!(steps(listed, 1), steps(listed, 100_000));
    let text = "findings.all(f, f.path.contains('x'))";
    let long = read(text).steps(&Sizes { list: &|_| 100_000, longest: 1_000_000 });
    assert!(long > MOST_STEPS, "{long}");
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in ".{0,60}") {
        let _ = Expression::compile(&text);
    }

    #[test]
    fn any_near_expression_is_read_without_panic(parts in prop::collection::vec(prop::sample::select(vec![
        "findings", ".", "all", "(", ")", "f", ",", "subject", "version", "==", "'a'", "\"b\"", "&&", "||", "!",
        "[", "]", "1", "1.5", "in", "?", ":", "has", "map", "filter", "claims", "é", "\n", " ", "meets", "size",
        "+", "-", "'", "open", "{", "}", "as_of", "<", "true", "exists_one", "b'a'", "r'\\'", "3u", "//",
    ]), 0..30)) {
        let text = parts.concat();
        if let Err(faults) = Expression::compile(&text) {
            for fault in faults {
                prop_assert!(text.get(fault.at.clone()).is_some(), "{:?}", fault);
            }
        }
    }
}
