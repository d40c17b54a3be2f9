//! The grammar on both sides of its edges. The RFC's compliance suite is run by `evidence`, with documents.

use super::*;

fn read(text: &str) -> Vec<Segment> {
    JsonPath::parse(text).unwrap_or_else(|error| panic!("{error}")).segments
}

fn error(text: &str) -> SelectorError {
    match JsonPath::parse(text) {
        Err(error) => error,
        Ok(read) => panic!("{text} is read as {read:?}"),
    }
}

fn children(pick: Pick) -> Segment {
    Segment { reach: Reach::Children, picks: vec![pick] }
}

fn name(name: &str) -> Segment {
    children(Pick::Name(name.to_owned()))
}

fn filter(text: &str) -> Test {
    match read(text).pop().unwrap().picks.pop() {
        Some(Pick::Filter(holds)) => holds,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn steps_are_read_as_they_stand() {
    assert_eq!(read("$"), []);
    assert_eq!(read("$.a.b1"), [name("a"), name("b1")]);
    assert_eq!(read("$['p(95)'][\"it's\"]"), [name("p(95)"), name("it's")]);
    assert_eq!(read("$.metrics._totals['SEVERITY.HIGH']").len(), 3);
    assert_eq!(read("$[0][-1]"), [children(Pick::Index(0)), children(Pick::Index(-1))]);
    let slice = |start, end, step| children(Pick::Slice(Slice { start, end, step }));
    assert_eq!(read("$[1:5:2]"), [slice(Some(1), Some(5), 2)]);
    assert_eq!(read("$[ : : -1 ]"), [slice(None, None, -1)]);
    assert_eq!(read("$[2: ]"), [slice(Some(2), None, 1)]);
    let all = Segment { reach: Reach::Descendants, picks: vec![Pick::All] };
    assert_eq!(read("$..*"), [all]);
    let two = vec![Pick::Name("a".to_owned()), Pick::Index(1)];
    assert_eq!(read("$ ['a' ,1]"), [Segment { reach: Reach::Children, picks: two }]);
    assert_eq!(read("$['\\u00e9\\ud83d\\ude00\\n']"), [name("é😀\n")]);
    assert_eq!(JsonPath::parse("$ .a").unwrap().written(), "$ .a");
}

#[test]
fn and_holds_together_more_tightly_than_or() {
    let exists =
        |text: &str| Test::Exists(Query { from: Start::Current, segments: vec![name(text)] });
    assert_eq!(
        filter("$[?@.a || @.b && !@.c]"),
        Test::Any(vec![
            exists("a"),
            Test::All(vec![exists("b"), Test::Not(Box::new(exists("c")))])
        ])
    );
    assert_eq!(filter("$[?(@.a)]"), exists("a"));
}

#[test]
fn what_is_compared_is_one_value() {
    let current = |segments| Query { from: Start::Current, segments };
    let one = Comparable::Literal(Literal::Number("1.50".to_owned()));
    assert_eq!(
        filter("$[?@.a<=1.50]"),
        Test::Compare(Comparable::Value(current(vec![name("a")])), Comparison::AtMost, one)
    );
    assert_eq!(
        filter("$[?count(@.*)>=length($['a'])]"),
        Test::Compare(
            Comparable::Count(current(vec![children(Pick::All)])),
            Comparison::AtLeast,
            Comparable::Length(Box::new(Comparable::Value(Query {
                from: Start::Root,
                segments: vec![name("a")]
            })))
        )
    );
    assert!(error("$[?@.*==1]").message.contains("several values"));
    assert!(error("$[?@[0:1]==1]").message.contains("several values"));
    assert!(error("$[?@..a==1]").help.contains("value("));
    assert!(error("$[?match(@.a,'a')==true]").message.contains("yes or no"));
    assert!(error("$[?length(@.a)]").help.contains("length(@.name) > 3"));
    assert!(error("$[?length(@.*)>1]").message.contains("several values"));
    assert!(error("$[?count(1)>1]").message.contains("takes a query"));
    assert!(error("$[?1]").message.contains("no test"));
    assert!(error("$[?!@.a==1]").help.contains("comma"));
}

#[test]
fn an_error_names_its_character_and_what_to_write() {
    let begins = |text: &str, begin: &str| {
        let error = error(text);
        let message = error.message.split_once("JSONPath: ").unwrap().1;
        assert!(message.starts_with(begin), "{text}: {message}");
        assert!(!error.help.is_empty());
    };
    begins("$.", "character 3: it ends where a name should stand");
    begins("$.artifacts[?@.change=='added'", "character 31: it ends where `]` or `,` should stand");
    begins("$['ä", "character 3: the quotation mark is never closed");
    begins("$['ä'] x", "character 8: `x` stands where a step should");
    begins("$.1", "character 3: a name can't begin with a digit");
    begins("$[01]", "character 3: a number is written with a leading zero");
    begins("$[-0]", "character 3: a number is written");
    begins("$[9007199254740992]", "character 3: the number is beyond");
    begins("$[]", "character 3: `]` stands where a name in quotation marks");
    begins("$.a ", "character 5: it ends with blank space");
    begins("$[?@.a='x']", "character 7: `=` is no comparison");
    begins("$[?@.a==]", "character 9: `]` stands where a test should");
    begins("$[?@.a===1]", "character 9: `=` stands where a test should");
    begins("$[?foo(@.a)]", "character 4: there is no such function");
    begins("$['\\x']", "character 4: the backslash escapes nothing");
    begins("$['\\ud800']", "character 4: the first half of a surrogate pair");
    begins("$['\\udc00']", "character 4: the second half");
    begins("$['\t']", "character 4: a control character");
    begins("$[?match(@.a,'a(')]", "character 14: `a(` is not a regular expression");
    begins("$[?search(@.a,'(a{1000}){1000}')]", "character 15: the pattern");
    begins("$[?@.a==1.]", "character 9: it is no number");
}

#[test]
fn only_single_names_and_places_are_singular() {
    let singular = |text: &str| Query { from: Start::Root, segments: read(text) }.is_singular();
    assert!(singular("$") && singular("$.a[0]['b']"));
    assert!(!singular("$.*") && !singular("$..a") && !singular("$[0,1]") && !singular("$[0:1]"));
}

#[test]
fn nesting_is_bounded_before_the_stack_is() {
    let nested = |open: &str, close: &str, deep: usize| {
        format!("$[?{}@.a{}]", open.repeat(deep), close.repeat(deep))
    };
    assert!(JsonPath::parse(&nested("(", ")", 30)).is_ok());
    for text in [
        nested("(", ")", 40),
        nested("(", ")", 1_000_000),
        nested("@[?", "]", 100_000),
        nested("!(", ")", 100_000),
        nested("length(", ")", 100_000),
    ] {
        assert!(error(&text).message.contains("nested more than 32 deep"));
    }
    // What isn't nested is read however long it is.
    assert_eq!(read(&format!("${}", ".a".repeat(100_000))).len(), 100_000);
}
