//! Paths on plain and on hostile XML.

use super::*;
use crate::evidence::select::{count, select};
use crate::model::Selector;

fn file(bytes: impl AsRef<[u8]>) -> File {
    File::new(bytes.as_ref().into())
}

fn at(file: &File, selector: &str) -> Result<Selection, NotSelected> {
    select(file, &Selector::parse(selector).unwrap())
}

fn value(file: &File, selector: &str) -> String {
    at(file, selector).unwrap().value.unwrap()
}

fn lines(file: &File, selector: &str) -> (usize, usize) {
    at(file, selector).unwrap().lines.unwrap()
}

fn counted(file: &File, selector: &str) -> usize {
    count(file, &Selector::parse(selector).unwrap()).unwrap().count
}

fn unreadable(bytes: impl AsRef<[u8]>, selector: &str) -> String {
    match at(&file(bytes), selector) {
        Err(NotSelected::Unreadable(because)) => because,
        other => panic!("{selector}: {other:?}"),
    }
}

fn nothing(file: &File, selector: &str) -> String {
    match at(file, selector) {
        Err(NotSelected::Nothing(because)) => because,
        other => panic!("{selector}: {other:?}"),
    }
}

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- <a n="9"/> -->
<r:a xmlns:r="urn:r" xmlns="urn:a" n="1" r:m="2">
  <b id='x'>one &lt;two&gt; &#x33;<!-- not this --><![CDATA[ & <four>]]></b>
  <b id="y"
     at="a&amp;b&#10;c
d"/>
  <c><b id="z">deep</b>mixed<?pi not this?> text</c>
  <empty/><space>
  </space>
</r:a>
"#;

#[test]
fn attributes_and_texts_are_read_as_they_mean() {
    let file = file(XML);
    assert_eq!(value(&file, "xml:/a/@n"), "1");
    assert_eq!(value(&file, "xml:/a/@m"), "2");
    assert_eq!(value(&file, "xml:/a/b[1]"), "one <two> 3 & <four>");
    assert_eq!(value(&file, "xml:/a/b[@id='x']/text()"), "one <two> 3 & <four>");
    // A line break that stands in an attribute is a space, one that is written as a reference is none.
    assert_eq!(value(&file, "xml:/a/b[2]/@at"), "a&b\nc d");
    assert_eq!(value(&file, "xml:/a/c/text()"), "mixed text");
    assert_eq!(at(&file, "xml:/a/c").unwrap().value, None);
    assert_eq!(value(&file, "xml:/a/empty"), "");
    assert_eq!(value(&file, "xml:/a/space"), "");
    assert_eq!(nothing(&file, "xml:/a/empty/text()"), "`/a/empty` has no text");
    assert_eq!(nothing(&file, "xml:/a/space/text()"), "`/a/space` has no text");
    assert_eq!(nothing(&file, "xml:/a/@xmlns"), "`/a` has no attribute `xmlns`");
    assert_eq!(nothing(&file, "xml:/a/@r"), "`/a` has no attribute `r`");
}

#[test]
fn places_are_those_of_what_is_meant() {
    let file = file(XML);
    assert_eq!(lines(&file, "xml:/a/b[1]"), (4, 4));
    assert_eq!(lines(&file, "xml:/a/b[2]"), (5, 7));
    assert_eq!(lines(&file, "xml:/a/b[2]/@id"), (5, 5));
    assert_eq!(lines(&file, "xml:/a/b[2]/@at"), (6, 7));
    assert_eq!(lines(&file, "xml:/a"), (3, 11));
    assert_eq!(lines(&file, "xml:/a/space"), (9, 10));
}

#[test]
fn steps_lead_down_and_conditions_count_within_a_parent() {
    let file = file(XML);
    assert_eq!(counted(&file, "xml://b"), 3);
    assert_eq!(counted(&file, "xml:/a/b"), 2);
    assert_eq!(counted(&file, "xml:/a/*"), 5);
    assert_eq!(counted(&file, "xml://*"), 7);
    assert_eq!(counted(&file, "xml:/a//b"), 3);
    assert_eq!(counted(&file, "xml://c//*"), 1);
    assert_eq!(counted(&file, "xml://*/@id"), 3);
    // The first in each parent, as in XPath: not the first of all.
    assert_eq!(counted(&file, "xml://b[1]"), 2);
    assert_eq!(value(&file, "xml://b[2]/@id"), "y");
    assert_eq!(value(&file, "xml://b[@id='y'][1]/@id"), "y");
    assert_eq!(counted(&file, "xml://b[1][@id='y']"), 0);
    assert_eq!(counted(&file, "xml:/b"), 0);
    assert_eq!(nothing(&file, "xml:/b"), "there is no element `/b`");
    assert_eq!(nothing(&file, "xml:/a/d/e"), "there is no element `/a/d`, though `/a` is");
    assert_eq!(nothing(&file, "xml:/a/b[9]/@id"), "there is no element `/a/b[9]`, though `/a` is");
    assert_eq!(nothing(&file, "xml://b/@no"), "none of the 3 elements `//b` has attribute `no`");
    let several = at(&file, "xml://b/@id");
    let message = "there are 3 such places, in lines 4, 5, 8";
    assert_eq!(several, Err(NotSelected::Several(message.to_owned())));
}

#[test]
fn elements_in_one_another_are_found_once_and_in_order() {
    let nested = file("<a n='1'><a n='2'><b/><a n='3'><b/></a></a><b/></a>");
    assert_eq!(counted(&nested, "xml://a//b"), 3);
    assert_eq!(counted(&nested, "xml://a/b"), 3);
    assert_eq!(counted(&nested, "xml://a//a//b"), 2);
    assert_eq!(counted(&nested, "xml://a[1]"), 3);
    assert_eq!(counted(&nested, "xml://a[2]"), 0);
}

#[test]
fn entities_of_the_document_are_not_expanded() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\"><!ENTITY f SYSTEM \"file:///x\">]>\n\
                <a n='&c;' m='1'><b>&c;</b><c>2</c><d>&f;</d></a>";
    let file = file(bomb);
    assert_eq!(value(&file, "xml:/a/@m"), "1");
    assert_eq!(value(&file, "xml:/a/c"), "2");
    for (selector, entity) in [("xml:/a/@n", "`c`"), ("xml:/a/b", "`c`"), ("xml:/a/d", "`f`")] {
        let because = unreadable(bomb, selector);
        assert!(because.contains(entity) && because.contains("not expanded"), "{because}");
    }
    assert!(unreadable("<a>&#0;</a>", "xml:/a").contains("no character"));
    assert!(unreadable("<a b='&#xd800;'/>", "xml:/a/@b").contains("no character"));
    assert!(unreadable("<a b='&'/>", "xml:/a/@b").len() > 10);
}

#[test]
fn what_is_not_well_formed_is_not_read() {
    for (text, reason) in [
        ("", "no element"),
        ("plain", "outside of the root"),
        ("{\"a\": 1}", "outside of the root"),
        ("<a>", "never ends"),
        ("<a><b></a>", "line 1"),
        ("<a/>\n<b/>", "a second root element, at line 2"),
        ("<a/>text", "outside of the root"),
        ("&amp;<a/>", "outside of the root"),
        ("<a b/>", "line 1"),
        ("<a b=c/>", "line 1"),
        ("<a\n", "line 1"),
        ("<a>\n\n<b c='/></a>", "line 3"),
        ("<a>&</a>", "line 1"),
        ("<!-- <a/>", "line 1"),
        ("<a><![CDATA[</a>", "line 1"),
    ] {
        let because = unreadable(text, "xml:/a");
        assert!(because.contains(reason), "{text}: {because}");
    }
    assert!(unreadable("<a x='1' x='2'/>", "xml:/a/@x").contains("twice"));
    assert_eq!(value(&file("<a x='1' x='2' y='3'/>"), "xml:/a/@y"), "3");
}

#[test]
fn other_encodings_say_so() {
    let declared =
        |name: &str, rest: &str| format!("<?xml version='1.0' encoding='{name}'?>{rest}");
    for name in ["UTF-8", "utf-8", "US-ASCII", "ISO-8859-1", "windows-1252"] {
        assert_eq!(value(&file(declared(name, "<a>x</a>")), "xml:/a"), "x");
    }
    assert_eq!(value(&file(declared("UTF-8", "<a>é</a>")), "xml:/a"), "é");
    for name in ["ISO-8859-1", "US-ASCII", "Shift_JIS", "UTF-16"] {
        assert!(unreadable(declared(name, "<a>é</a>"), "xml:/a").contains("only UTF-8"), "{name}");
    }
    assert!(unreadable(declared("UTF-16", "<a>x</a>"), "xml:/a").contains("only UTF-8"));
    assert!(unreadable(b"<a>\xe9</a>", "xml:/a").contains("byte 3"));
    assert!(unreadable(b"\xff\xfe<\0a\0/\0>\0", "xml:/a").contains("UTF-16"));
    assert_eq!(value(&file("\u{feff}<a>x</a>"), "xml:/a"), "x");
}

#[test]
fn depth_and_width_take_neither_stack_nor_patience() {
    let levels = 100_000;
    let deep = file(format!("{}<b/>{}", "<a>".repeat(levels), "</a>".repeat(levels)));
    assert_eq!(counted(&deep, "xml://a"), levels);
    assert_eq!(counted(&deep, "xml://a//b"), 1);
    assert_eq!(counted(&deep, "xml://a//a//a//a[1]//b"), 1);
    assert!(unreadable("<a>".repeat(levels), "xml:/a").contains("never ends"));
    assert!(unreadable("</a>".repeat(levels), "xml:/a").contains("line 1"));
    let many: Vec<String> = (0..levels).map(|index| format!(" a{index}='{index}'")).collect();
    let wide = file(format!("<a{}/>", many.concat()));
    assert_eq!(value(&wide, "xml:/a/@a99999"), "99999");
    let long = "x".repeat(10_000_000);
    let long = file(format!("<a n='{long}'><b>{long}</b><c>1</c></a>"));
    assert_eq!(value(&long, "xml:/a/c"), "1");
    assert_eq!(value(&long, "xml:/a/b").len(), 10_000_000);
    assert!(unreadable(format!("<{}", "a".repeat(10_000_000)), "xml:/a").contains("line 1"));
    assert!(unreadable(format!("<a>{}", "<!--".repeat(100_000)), "xml:/a").contains("line 1"));
    assert!(unreadable("<!DOCTYPE a [".repeat(10_000), "xml:/a").len() > 10);
}

#[test]
fn many_paths_into_one_document_read_it_once() {
    let cases: Vec<String> = (0..20_000).map(|at| format!("<c n='{at}'/>\n")).collect();
    let file = file(format!("<a>\n{}</a>", cases.concat()));
    for index in (0..20_000).step_by(100) {
        assert_eq!(lines(&file, &format!("xml:/a/c[{}]", index + 1)), (index + 2, index + 2));
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_bytes_are_too_much(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = at(&file(bytes), "xml://a[1]/text()");
    }

    #[test]
    fn nothing_that_looks_like_xml_is_too_much(text in "(<a|<b/>|</a>|>|/>| n='|'|&lt;|&x;|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<\\?x|\\?>|<!DOCTYPE |\\[|é|\r\n){0,40}") {
        let file = file(text);
        for selector in ["xml://*", "xml://a/@n", "xml://a/text()", "xml://b[1]", "xml://*[@n='']"] {
            let _ = count(&file, &Selector::parse(selector).unwrap());
        }
    }
}
