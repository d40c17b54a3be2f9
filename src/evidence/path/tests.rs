//! Paths over real and over hostile documents.

use proptest::prelude::*;

use super::*;

fn find(text: &str, path: &str) -> Result<Vec<String>, NotSelected> {
    let path = JsonPath::parse(path).unwrap_or_else(|error| panic!("{error}"));
    let spans = Paths::default().find(text, &path)?;
    Ok(spans.into_iter().map(|span| text.get(span).unwrap().to_owned()).collect())
}

fn found(text: &str, path: &str) -> Vec<String> {
    find(text, path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn unreadable(text: &str, path: &str) -> String {
    match find(text, path) {
        Err(NotSelected::Unreadable(reason)) => reason,
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn numbers_are_compared_as_written() {
    let text = r"[0.1, 0.10000000000000001, 1e-1, 9007199254740993, 9007199254740992.0,
        12345678901234567890123.5, 12345678901234567890123.6]";
    assert_eq!(found(text, "$[?@==0.1]"), ["0.1", "1e-1"]);
    assert_eq!(found(text, "$[?@==9007199254740993]"), ["9007199254740993"]);
    assert_eq!(found(text, "$[?@>12345678901234567890123.5]"), ["12345678901234567890123.6"]);
    assert!(unreadable("[1e9999999999999999999]", "$[?@>1]").contains("18 digits"));
}

#[test]
fn what_is_selected_is_the_bytes() {
    let text = "{ \"a\": [ 1.50,\n {\"b\" : \"x\\u00e9\"} ] }";
    assert_eq!(found(text, "$.a[*]"), ["1.50", "{\"b\" : \"x\\u00e9\"}"]);
    assert_eq!(found(text, "$..b"), ["\"x\\u00e9\""]);
    assert_eq!(found(text, "$.a[?@.b=='xé']"), ["{\"b\" : \"x\\u00e9\"}"]);
    assert_eq!(found(text, "$"), [text]);
}

#[test]
fn nothing_says_at_which_step() {
    let nothing = |path: &str| match find("{\"a\": {\"b\": [1]}}", path) {
        Err(NotSelected::Nothing(reason)) => reason,
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(nothing("$.x"), "the path selects nothing");
    assert_eq!(nothing("$.a.c[0]"), "the path selects nothing from its step 2 on");
    assert_eq!(
        nothing("$.a.b[?@ > count($..x)][0]"),
        "the path selects nothing from its step 4 on"
    );
}

#[test]
fn a_name_that_occurs_twice_is_ambiguous_where_the_path_asks() {
    let text = "{\n\"a\": 1, \"\\u0061\": 2, \"b\": {\"c\": 3, \"c\": 3}}";
    let several = |path: &str| match find(text, path) {
        Err(NotSelected::Several(reason)) => reason,
        other => panic!("{path}: {other:?}"),
    };
    assert!(
        several("$.a").ends_with("`a` occurs more than once in the object that begins in line 1")
    );
    assert!(several("$.*").contains("line 1"));
    assert!(
        several("$..c").contains("`c` occurs more than once in the object that begins in line 2")
    );
    assert!(several("$.b[?@ == 3]").contains("line 2"));
    assert!(several("$[?@ == $.b]").contains("line 1"));
    assert_eq!(found(text, "$.b").len(), 1);
}

#[test]
fn many_children_are_found_as_few_are() {
    let element = |index: usize| format!("{{\"k{index}\": {index}}}");
    let elements: Vec<String> = (0..1000).map(element).collect();
    let text = format!("[{}]", elements.join(","));
    assert_eq!(found(&text, "$[999].k999"), ["999"]);
    assert_eq!(found(&text, "$[-1000].k0"), ["0"]);
    assert!(find(&text, "$[1000]").is_err() && find(&text, "$[-1001]").is_err());
    let members: Vec<String> =
        (0..1000).map(|index| format!("\"\\u006b{index}\": {index}")).collect();
    let text = format!("{{{}}}", members.join(","));
    assert_eq!(found(&text, "$.k999"), ["999"]);
    assert_eq!(found(&text, "$['k0','k1']"), ["0", "1"]);
    assert!(find(&text, "$.k1000").is_err());
}

#[test]
fn nesting_of_any_depth_takes_no_stack() {
    let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    let text = format!("{{\"a\": {0}, \"b\": {0}, \"c\": {1}}}", deep(100_000), deep(99_999));
    let count =
        |path: &str| Paths::default().find(&text, &JsonPath::parse(path).unwrap()).unwrap().len();
    assert_eq!(count("$[?@ == $.a]"), 2);
    assert_eq!(count("$.a..*"), 100_000);
    assert!(unreadable(&"[".repeat(100_000), "$..*").contains("EOF"));
    assert!(unreadable("{\"a\": 1,}", "$.a").contains("not JSON"));
    assert!(unreadable("", "$").contains("not JSON"));
}

#[test]
fn what_a_path_may_look_at_is_bounded_by_the_size_of_the_file() {
    let rows = vec!["[1,2,3,4,5,6,7,8,9]"; 2_000].join(",");
    let text = format!("[{rows}]");
    assert_eq!(found(&text, "$..*").len(), 20_000);
    for path in [
        "$..[?count($..*) > 1]",
        "$..[?$..[?@ == 'x'] || @ == $[1]]",
        "$[?@ == 0 || count($..*) == 1]",
        &format!("${}", "[*,*,*,*,*,*,*,*,*,*]".repeat(9)),
        &format!("${}", "..*".repeat(60)),
    ] {
        let text = if path.starts_with("$..*") {
            "[".repeat(500) + &"]".repeat(500)
        } else {
            text.clone()
        };
        let reason = find(&text, path).unwrap_err().to_string();
        assert!(
            reason.contains("more values") || reason.contains("again and again"),
            "{path}: {reason}"
        );
    }
    assert_eq!(found(&text, "$[0][0:9007199254740991:9007199254740991]"), ["1"]);
    assert_eq!(found(&text, "$[0][9007199254740991:-9007199254740991:-9007199254740991]"), ["9"]);
}

#[test]
fn long_texts_and_patterns_of_the_document_are_paid_for() {
    let texts = vec!["\"a\""; 20_000].join(",");
    let text = format!("{{\"long\": \"{}\", \"all\": [{texts}]}}", "x".repeat(1_000_000));
    assert!(unreadable(&text, "$.all[?search($.long, 'y')]").contains("more values"));
    assert!(unreadable(&text, "$.all[?length($.long) == 1]").contains("more values"));
    let patterns: Vec<String> =
        (0..2_000).map(|index| format!("\"(a{{{}}}){{9}}\"", index % 900)).collect();
    let text = format!("[{}]", patterns.join(","));
    assert!(unreadable(&text, "$[?match('a', @)]").contains("more values"));
    // A pattern in the document that is none matches nothing; one in the path is an error when it is read.
    assert!(matches!(find("[\"a(\"]", "$[?match('a', @)]"), Err(NotSelected::Nothing(_))));
}

#[test]
fn the_same_long_value_is_not_taken_over_and_over() {
    let text = format!("[\"{}\"]", "x".repeat(1_000_000));
    assert_eq!(found(&text, "$[0,0]").len(), 2);
    let again = format!("$[{}0]", "0,".repeat(10));
    assert!(matches!(find(&text, &again), Err(NotSelected::Several(reason))
        if reason.ends_with("again and again")));
    assert_eq!(found("[1]", &again).len(), 11);
}

#[test]
fn half_a_surrogate_pair_is_no_text_to_compare() {
    let text = r#"["\ud800", {"\ud800": 1}, {"a": 1}]"#;
    assert_eq!(found(text, "$[0]"), [r#""\ud800""#]);
    assert!(unreadable(text, "$[?@ == 'x']").contains("surrogate"));
    assert!(unreadable(text, "$[1:][?$[1] == $[2]]").contains("surrogate"));
    assert_eq!(found(text, "$[2].a"), ["1"]);
}

/// JSON texts, mostly small ones with few names, so that paths meet something.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        (-5_i64..5).prop_map(Into::into),
        "[ab\\\\\"é]{0,3}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 30, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec(("[abc]", inner), 0..4)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_path() -> impl Strategy<Value = String> {
    let step = prop::sample::select(vec![
        ".a",
        ".b",
        ".*",
        "..*",
        "..a",
        "[0]",
        "[-1]",
        "[::2]",
        "[1:]",
        "[?@.a]",
        "[?@ > 1]",
        "[?@ == $.a]",
        "[?count(@.*) > 1]",
        "[0,'a']",
    ]);
    prop::collection::vec(step, 0..4).prop_map(|steps| format!("${}", steps.concat()))
}

proptest! {
    #[test]
    fn every_place_is_a_value_of_the_text_and_the_same_again(
        json in any_json(), path in any_path(), pretty in any::<bool>(),
    ) {
        let text = if pretty { format!("{json:#}") } else { json.to_string() };
        let path = JsonPath::parse(&path).unwrap();
        let paths = Paths::default();
        let first = paths.find(&text, &path);
        prop_assert_eq!(&paths.find(&text, &path), &first);
        for span in first.unwrap_or_default() {
            let value: Result<serde_json::Value, _> = serde_json::from_str(text.get(span).unwrap());
            prop_assert!(value.is_ok());
        }
    }

    #[test]
    fn any_text_is_a_path_or_an_error(text in "[$@.*\\[\\]?()!&|<>='\"\\\\a0-9:, -]{0,40}") {
        let _ = JsonPath::parse(&format!("${text}"));
    }
}
