//! Places that the findings name themselves, by selectors.

use std::ops::Range;

use crate::evidence::{File, NotSelected, sarif, test_result, xml};
use crate::model::{MaskedPlace, NAMED, Pattern, Selector};

/// The bytes that a selector names in a file. A pattern masks all that its capture takes.
///
/// # Errors
///
/// [`NotSelected`] where it names nothing, so that nobody believes that something is masked.
pub fn named(file: &File, selector: &Selector) -> Result<Vec<MaskedPlace>, NotSelected> {
    let text = file.text().map_err(|reason| NotSelected::Unreadable(reason.to_string()))?;
    let spans: Vec<Range<usize>> = match selector {
        Selector::Whole => std::iter::once(0..text.len()).collect(),
        Selector::Pointer(tokens) => vec![file.json().find(text, tokens)?],
        Selector::Pattern(pattern) => captures(text, 0..text.len(), pattern),
        Selector::Lines { first, last, pattern } => {
            let nothing = || NotSelected::Nothing(format!("there is no line {last}"));
            let lines = file.line_span(*first, *last).ok_or_else(nothing)?;
            match pattern {
                Some(pattern) => captures(text, lines, pattern),
                None => vec![lines],
            }
        }
        Selector::Path(path) => file.paths().find(text, path)?,
        Selector::Csv(place) => {
            let fields = file.table().find(text, place, usize::MAX)?;
            fields.into_iter().map(|(span, _)| span).collect()
        }
        // What these name is a thing, of which the syntax stays.
        Selector::Xml(path) => xml::stretches(file, path)?,
        Selector::Test(name) => test_result::stretches(file, name)?,
        Selector::Sarif(name) => sarif::stretches(file, name)?,
    };
    if spans.iter().all(Range::is_empty) {
        return Err(NotSelected::Nothing("there is no such place".to_owned()));
    }
    // A byte order mark is no part of the text.
    let mark = file.bytes().len() - text.len();
    let place = |span: Range<usize>| MaskedPlace {
        start: span.start + mark,
        end: span.end + mark,
        rule: NAMED.to_owned(),
    };
    Ok(spans.into_iter().filter(|span| !span.is_empty()).map(place).collect())
}

fn captures(text: &str, within: Range<usize>, pattern: &Pattern) -> Vec<Range<usize>> {
    let haystack = text.get(within.clone()).unwrap_or_default();
    let capture = |found: regex::Captures<'_>| {
        let span = found.get(1)?.range();
        Some(within.start + span.start..within.start + span.end)
    };
    pattern.regex().captures_iter(haystack).filter_map(capture).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::redact::mask;

    /// The file with what a selector names masked, or why nothing is.
    fn masked(text: &str, selector: &str) -> Result<String, String> {
        let file = File::new(text.as_bytes().into());
        let places = named(&file, &Selector::parse(selector).unwrap());
        let places = places.map_err(|why| why.to_string())?;
        Ok(String::from_utf8(mask(text, &places)).unwrap())
    }

    fn is(text: &str, selector: &str, expected: &str) {
        assert_eq!(masked(text, selector), Ok(expected.to_owned()), "{selector}");
    }

    fn is_not(text: &str, selector: &str, because: &str) {
        let told = masked(text, selector).unwrap_err();
        assert!(told.contains(because), "{selector}: {told}");
    }

    #[test]
    fn lines_patterns_and_values_are_masked() {
        is("one\ntwo\n", "L2", "one\n***\n");
        is("a=12 a=3", "re:a=(\\d+)", "a=** a=*");
        is(r#"{"a": "x", "b": 12}"#, "/b", r#"{"a": "x", "b": 11}"#);
        is(r#"{"a": ["x", "y"]}"#, "$.a[*]", r#"{"a": ["*", "*"]}"#);
        is("a,b\n1,xy\n2,z\n", "csv:*/b", "a,b\n1,**\n2,*\n");
        is_not("one\n", "L2", "no line 2");
        is_not("one\n", "re:(x)", "no such place");
    }

    #[test]
    fn in_xml_texts_and_values_are_masked_and_tags_stay() {
        let text = "<r k='key'>a<c n=\"1\">xy</c>b<c>z</c></r>";
        is(text, "xml:/r/@k", "<r k='***'>a<c n=\"1\">xy</c>b<c>z</c></r>");
        is(text, "xml:/r/c[1]", "<r k='key'>a<c n=\"*\">**</c>b<c>z</c></r>");
        is(text, "xml://c", "<r k='key'>a<c n=\"*\">**</c>b<c>*</c></r>");
        // What lies in the elements between isn't directly in it.
        is(text, "xml:/r/text()", "<r k='key'>*<c n=\"1\">xy</c>*<c>z</c></r>");
        is("<r><![CDATA[key]]>&own;</r>", "xml:/r", "<r><![CDATA[***]]>*****</r>");
        is_not(text, "xml:/r/d", "there is no element");
        is_not(text, "xml:/r/c[2]/@n", "no attribute");
        is_not("<r>", "xml:/r", "never ends");
    }

    #[test]
    fn a_test_is_masked_where_all_of_it_stands_in_one_place() {
        let junit = "<testsuite name='s'><testcase name='c'><failure>key</failure></testcase>\
                     <testcase classname='k' name='d'>x</testcase><testcase classname='k' name='e'>y</testcase></testsuite>";
        let case = junit.replace("name='c'", "name='*'").replace("key", "***");
        is(junit, "test:s > c", &case);
        let suite = masked(junit, "test:s").unwrap();
        assert!(!suite.contains("key") && !suite.contains("'s'"), "{suite}");
        is_not(junit, "test:k", "doesn't stand in one place");
        is_not(junit, "test:s > f", "there is no test case");
        let ctrf = r#"{"results":{"summary":{},"tests":[{"name":"c","suite":["s"],"status":"failed","message":"key"},{"name":"d","suite":["s"],"status":"passed"}]}}"#;
        let case = masked(ctrf, "test:s > c").unwrap();
        assert!(!case.contains("key") && case.contains(r#""d","suite":["s"]"#), "{case}");
        is_not(ctrf, "test:s", "doesn't stand in one place");
        is_not("1..1\nnot ok 1 - c\n  ---\n  key\n  ...\n", "test:c", "doesn't stand in one place");
        let go = "{\"Action\":\"output\",\"Package\":\"p\",\"Test\":\"T\",\"Output\":\"key\"}\n{\"Action\":\"fail\",\"Package\":\"p\",\"Test\":\"T\"}\n";
        is_not(go, "test:p > T", "doesn't stand in one place");
    }

    #[test]
    fn a_result_is_masked_with_all_that_it_says() {
        let log = r#"{"version":"2.1.0","runs":[{"results":[{"ruleId":"R1","message":{"text":"key"}},{"ruleId":"R2","level":"note"}]}]}"#;
        let masked_log = log.replace("\"R1\"", "\"**\"").replace("key", "***");
        is(log, "sarif:R1", &masked_log);
        is_not(log, "sarif:R3", "there is no result");
    }
}
