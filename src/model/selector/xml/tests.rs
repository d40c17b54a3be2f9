//! The grammar of paths, on both sides of each edge.

use super::*;

fn error(text: &str) -> SelectorError {
    match parse(text) {
        Err(error) => error,
        Ok(read) => panic!("{text} is read as {read:?}"),
    }
}

fn step(axis: XmlAxis, name: &str, predicates: &[XmlPredicate]) -> XmlStep {
    let name = (name != "*").then(|| name.to_owned());
    XmlStep { axis, name, predicates: predicates.to_vec() }
}

fn named(name: &str, value: &str) -> XmlPredicate {
    XmlPredicate::Attribute { name: name.to_owned(), value: value.to_owned() }
}

#[test]
fn paths_are_steps_with_conditions_and_a_part() {
    use XmlAxis::{Child, Descendant};
    let tests = parse("/testsuite/@tests").unwrap();
    assert_eq!(tests.steps, [step(Child, "testsuite", &[])]);
    assert_eq!(tests.part, XmlPart::Attribute("tests".to_owned()));
    let path = parse("//testcase[@name='a > b/c]'][2]/*/text()").unwrap();
    let conditions = [named("name", "a > b/c]"), XmlPredicate::Position(2)];
    assert_eq!(path.steps, [step(Descendant, "testcase", &conditions), step(Child, "*", &[])]);
    assert_eq!(path.part, XmlPart::Text);
    let quoted = parse("/a[@b=\"it's\"]//c-d.e_1").unwrap();
    assert_eq!(
        quoted.steps,
        [step(Child, "a", &[named("b", "it's")]), step(Descendant, "c-d.e_1", &[])]
    );
    assert_eq!(quoted.part, XmlPart::Element);
    assert_eq!(parse("/Prüfung/text").unwrap().steps.len(), 2);
}

#[test]
fn a_path_is_printed_as_written() {
    for text in ["/a", "//a[@b='c'][2]/*", "/a[@b=\"it's\"]//c"] {
        let path = parse(text).unwrap();
        assert_eq!(path.printed(path.steps.len()), text);
    }
    assert_eq!(parse("/a/b/@c").unwrap().printed(1), "/a");
}

#[test]
fn what_is_no_path_says_what_to_write() {
    for (text, message) in [
        ("testsuite/@tests", "doesn't begin"),
        ("@tests", "doesn't begin"),
        ("/", "without a name"),
        ("///a", "without a name"),
        ("/a/", "without a name"),
        ("/a//", "without a name"),
        ("/@a", "of no element"),
        ("//@a", "of no element"),
        ("/a//@b", "of no element"),
        ("/text()", "of no element"),
        ("/a/@b/c", "follows the end"),
        ("/a/text()/b", "follows the end"),
        ("/a/@", "without a name"),
        ("/a/@*", "without a name"),
        ("/a/1b", "without a name"),
        ("/a b", "can't follow a step"),
        ("/a|/b", "can't follow a step"),
        ("/a/..", "leads upwards"),
        ("/./a", "leads upwards"),
        ("/a/count()", "calls a function"),
        ("/ns:a", "prefix of a namespace"),
        ("/child::a", "prefix of a namespace"),
        ("/a/@xsi:type", "prefix of a namespace"),
        ("/a[]", "can't be read"),
        ("/a[b]", "can't be read"),
        ("/a[last()]", "can't be read"),
        ("/a[-1]", "can't be read"),
        ("/a[0]", "element 0"),
        ("/a[99999999999999999999999]", "can't be read"),
        ("/a[1", "doesn't end with `]`"),
        ("/a[1 ]", "doesn't end with `]`"),
        ("/a[@b]", "without a value"),
        ("/a[@b=c]", "without a value"),
        ("/a[@b='c]", "never closed"),
        ("/a[@b='c'", "doesn't end with `]`"),
        ("/a[@b='c' and @d='e']", "doesn't end with `]`"),
        ("/a]", "can't follow a step"),
    ] {
        let error = error(text);
        assert!(error.message.contains(message), "{text}: {}", error.message);
        assert!(!error.help.is_empty());
    }
    assert!(error("/ns:a").help.ends_with("`a`"));
    assert!(parse(&"/a".repeat(64)).is_ok());
    assert!(error(&"/a".repeat(65)).message.contains("more than 64 steps"));
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_much(text in ".{0,60}", odd in "[/@\\[\\]a1='\"*:.() ]{0,30}") {
        let _ = parse(&text);
        if let Ok(path) = parse(&odd) {
            let part = match &path.part {
                XmlPart::Element => String::new(),
                XmlPart::Attribute(name) => format!("/@{name}"),
                XmlPart::Text => "/text()".to_owned(),
            };
            let printed = format!("{}{part}", path.printed(path.steps.len()));
            proptest::prop_assert_eq!(parse(&printed), Ok(path));
        }
    }
}
