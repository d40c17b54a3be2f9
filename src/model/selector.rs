//! Selectors: the grammar that names a place in a piece of evidence (contract, "A link").
//!
//! Only the grammar lives here; `evidence` finds the place.

mod name;
mod xml;

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::pattern::Pattern;
use super::words::shortened;
use super::{JsonPath, TablePlace};
pub use xml::{XmlAxis, XmlPart, XmlPath, XmlPredicate, XmlStep};

/// A place in the bytes of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// The whole file: a link without `at`.
    Whole,
    /// A JSON Pointer (RFC 6901), unescaped into its reference tokens.
    Pointer(Vec<String>),
    /// A `JSONPath` (RFC 9535).
    Path(JsonPath),
    /// Lines `first..=last`, counted from 1, and a pattern that looks only there.
    Lines {
        /// First line, from 1.
        first: usize,
        /// Last line, not before the first.
        last: usize,
        /// A regular expression with one capture.
        pattern: Option<Pattern>,
    },
    /// A regular expression with one capture, over the whole file.
    Pattern(Pattern),
    /// `xml:` and a path into an XML document.
    Xml(XmlPath),
    /// `test:` with a suite of a test result, or a suite and a case, as written.
    Test(String),
    /// `csv:` with a row and a column.
    Csv(TablePlace),
    /// `sarif:` with a rule, or a rule and a fingerprint, as written.
    Sarif(String),
}

/// Why a text is no selector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SelectorError {
    /// What is wrong, as a fragment that reads after "error:".
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Reads many selectors. The patterns in them are remembered: to compile one takes longer than to follow it, and
/// often many links look for the same thing in other lines.
#[derive(Debug, Default)]
pub struct Selectors {
    patterns: RefCell<BTreeMap<String, Pattern>>,
}

/// How many compiled patterns are remembered: one may take megabytes.
const REMEMBERED: usize = 64;

impl Selector {
    /// Reads one selector; see [`Selectors::parse`].
    ///
    /// # Errors
    ///
    /// [`SelectorError`] says what is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        Selectors::default().parse(text)
    }
}

impl Selectors {
    /// Reads the part of a link after `#`, told by its first characters. The empty text is an error;
    /// a link without `#` means [`Selector::Whole`] and isn't read here.
    ///
    /// # Errors
    ///
    /// [`SelectorError`] says what is wrong and what to write.
    pub fn parse(&self, text: &str) -> Result<Selector, SelectorError> {
        match text.chars().next() {
            None => Err(wrong(
                "an empty selector",
                format!("leave `#` away for the whole file, or write {KINDS}"),
            )),
            Some('/') => pointer(text),
            Some('$') => JsonPath::parse(text).map(Selector::Path),
            Some('L') => self.lines(text),
            Some(_) => self.prefixed(text),
        }
    }

    fn lines(&self, text: &str) -> Parsed {
        let (range, pattern) = match text.split_once(' ') {
            Some((range, pattern)) => (range, Some(pattern)),
            None => (text, None),
        };
        let (first, last) = range_of(range)?;
        let pattern = pattern.map(|pattern| self.after_lines(pattern)).transpose()?;
        Ok(Selector::Lines { first, last, pattern })
    }

    fn after_lines(&self, text: &str) -> Result<Pattern, SelectorError> {
        match text.trim_start().strip_prefix("re:") {
            Some(written) => self.pattern(written),
            None => Err(wrong(
                format!("`{}` can't follow lines", shortened(text)),
                "only a pattern can: `L12-L18 re:restored after (\\d+) min`",
            )),
        }
    }

    /// A pattern that compiles and captures one thing.
    fn pattern(&self, written: &str) -> Result<Pattern, SelectorError> {
        if written.is_empty() {
            return Err(wrong(
                "`re:` without a pattern",
                "write a regular expression with one capture: `re:(\\d+) min`",
            ));
        }
        if let Some(known) = self.patterns.borrow().get(written) {
            return Ok(known.clone());
        }
        let pattern = Pattern::parse(written)
            .map_err(|error| SelectorError { message: error.message, help: error.help })?;
        let mut known = self.patterns.borrow_mut();
        if known.len() == REMEMBERED {
            known.clear();
        }
        known.insert(written.to_owned(), pattern.clone());
        Ok(pattern)
    }

    fn prefixed(&self, text: &str) -> Parsed {
        let unknown = || {
            wrong(format!("`{}` names no kind of place", shortened(text)), format!("write {KINDS}"))
        };
        let (prefix, rest) = text.split_once(':').ok_or_else(unknown)?;
        let kind: fn(&str) -> Parsed = match prefix {
            "re" => return self.pattern(rest).map(Selector::Pattern),
            "csv" => return TablePlace::parse(rest).map(Selector::Csv),
            "xml" => |rest| xml::parse(rest).map(Selector::Xml),
            "test" => name::test,
            "sarif" => name::sarif,
            _ => return Err(unknown()),
        };
        if rest.trim().is_empty() {
            return Err(wrong(format!("`{prefix}:` without a place"), example(prefix)));
        }
        kind(rest)
    }
}

const KINDS: &str = "`/a/b` (JSON Pointer), `$.a` (JSONPath), `L12` or `L12-L18` (lines), `re:(…)`, \
                     `xml:`, `test:`, `csv:` or `sarif:`";

type Parsed = Result<Selector, SelectorError>;

fn wrong(message: impl Into<String>, help: impl Into<String>) -> SelectorError {
    SelectorError { message: message.into(), help: help.into() }
}

/// RFC 6901, section 4: `~1` is `/`, `~0` is `~`, and nothing else may follow a `~`.
fn pointer(text: &str) -> Parsed {
    let tokens = text.split('/').skip(1).map(|token| {
        let mut pieces = token.split('~');
        let mut plain = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (char, rest) = match (piece.strip_prefix('0'), piece.strip_prefix('1')) {
                (Some(rest), _) => ('~', rest),
                (None, Some(rest)) => ('/', rest),
                (None, None) => return Err(bad_escape(token)),
            };
            plain.push(char);
            plain.push_str(rest);
        }
        Ok(plain)
    });
    tokens.collect::<Result<_, _>>().map(Selector::Pointer)
}

fn bad_escape(token: &str) -> SelectorError {
    wrong(
        format!("`{}` has a `~` that no 0 or 1 follows", shortened(token)),
        "in a JSON Pointer write `~0` for `~` and `~1` for `/`",
    )
}

fn range_of(range: &str) -> Result<(usize, usize), SelectorError> {
    let (begin, end) = range.split_once('-').unwrap_or((range, range));
    let (first, last) = (line(begin, range)?, line(end, range)?);
    if last < first {
        return Err(wrong(
            format!("`{range}` ends before it begins"),
            format!("write `L{last}-L{first}`"),
        ));
    }
    Ok((first, last))
}

fn line(text: &str, range: &str) -> Result<usize, SelectorError> {
    let digits = text.strip_prefix('L').unwrap_or_default();
    let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok());
    match number.flatten() {
        Some(0) => Err(wrong(
            format!("`{}` names line 0", shortened(range)),
            "lines are counted from 1: write `L1`",
        )),
        Some(number) => Ok(number),
        None => Err(wrong(
            format!("`{}` is no line or range of lines", shortened(range)),
            "write `L12` or `L12-L18`, and a space before a `re:` after them",
        )),
    }
}

fn example(prefix: &str) -> &'static str {
    match prefix {
        "xml" => "write a path behind it, such as `xml:/testsuite/@tests`",
        "test" => "write a suite and a case, such as `test:api.Login > locks after 5 tries`",
        _ => "write a rule and a fingerprint behind it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> SelectorError {
        match Selector::parse(text) {
            Err(error) => error,
            Ok(read) => panic!("{text} is read as {read:?}"),
        }
    }

    fn read(text: &str) -> Selector {
        Selector::parse(text).unwrap()
    }

    fn pointer(tokens: &[&str]) -> Selector {
        Selector::Pointer(tokens.iter().map(|&token| token.to_owned()).collect())
    }

    fn lines(first: usize, last: usize, pattern: Option<&str>) -> Selector {
        Selector::Lines { first, last, pattern: pattern.map(|text| Pattern::parse(text).unwrap()) }
    }

    #[test]
    fn pointers_are_unescaped() {
        assert_eq!(read("/a/b/0"), pointer(&["a", "b", "0"]));
        assert_eq!(
            read("/metrics/http_req_duration/p(95)"),
            pointer(&["metrics", "http_req_duration", "p(95)"])
        );
        assert_eq!(read("/"), pointer(&[""]));
        assert_eq!(read("//"), pointer(&["", ""]));
        assert_eq!(read("/a~1b/c~0d"), pointer(&["a/b", "c~d"]));
        // RFC 6901, section 4: `~01` is `~1`, not `/`.
        assert_eq!(read("/~01"), pointer(&["~1"]));
        for text in ["/a~", "/a~2", "/~/b", "/~~0"] {
            assert!(error(text).message.contains("no 0 or 1 follows"), "{text}");
        }
    }

    #[test]
    fn lines_and_ranges() {
        assert_eq!(read("L12"), lines(12, 12, None));
        assert_eq!(read("L12-L18"), lines(12, 18, None));
        assert_eq!(read("L1-L1"), lines(1, 1, None));
        assert_eq!(read("L14 re:after (\\d+) min"), lines(14, 14, Some("after (\\d+) min")));
        assert_eq!(read("L1-L9 re:(a)"), lines(1, 9, Some("(a)")));
        assert!(error("L0").help.contains("from 1"));
        assert!(error("L0-L3").help.contains("from 1"));
        assert_eq!(error("L9-L3").help, "write `L3-L9`");
        for text in [
            "L",
            "L-",
            "L1-",
            "L1-5",
            "L1-L",
            "L+1",
            "L1-L2-L3",
            "L 1",
            "Lx",
            "L12re:(a)",
            "L99999999999999999999999",
            "L12 ",
            "L12 x",
            "L12 re:",
            "L12 re:a",
            "L12 re:(",
            "L12 /a",
            "Login",
        ] {
            assert!(!error(text).help.is_empty(), "{text}");
        }
        assert!(error("L12 re:").message.contains("without a pattern"));
    }

    #[test]
    fn patterns_have_one_capture() {
        let pattern = Pattern::parse("(\\d+) EUR").unwrap();
        assert_eq!(read("re:(\\d+) EUR"), Selector::Pattern(pattern.clone()));
        assert_eq!(pattern.written(), "(\\d+) EUR");
        assert_ne!(pattern, Pattern::parse("(\\d) EUR").unwrap());
        assert!(error("re:").message.contains("without a pattern"));
        assert!(error("re:a+").message.contains("captures nothing"));
        assert!(error("re:(a)(b)").message.contains("2 captures"));
        assert!(error("re:(a").message.contains("not a regular expression"));
        assert!(error("re:((?:a{1000}){1000})").message.contains("too large"));
    }

    #[test]
    fn patterns_are_remembered_and_read_alike() {
        let selectors = Selectors::default();
        for round in 0..3 {
            for at in 1..=REMEMBERED + 3 {
                let text = format!("L{at} re:(a{{{at}}})");
                assert_eq!(selectors.parse(&text), Selector::parse(&text), "{round}");
            }
            assert!(selectors.patterns.borrow().len() <= REMEMBERED);
        }
        assert!(selectors.parse("re:(a").is_err() && selectors.parse("re:(a").is_err());
    }

    #[test]
    fn the_other_kinds_are_told_by_their_prefix() {
        assert_eq!(read("$.a[0]"), Selector::Path(JsonPath::parse("$.a[0]").unwrap()));
        assert!(
            matches!(read("xml:/testsuite/@tests"), Selector::Xml(path) if path.steps.len() == 1)
        );
        assert!(error("xml:testsuite").help.contains("xml:/testsuite/@tests"));
        assert_eq!(read("test:a > b"), Selector::Test("a > b".to_owned()));
        let place = TablePlace::parse("region=eu/p95").unwrap();
        assert_eq!(read("csv:region=eu/p95"), Selector::Csv(place));
        assert_eq!(read("sarif:R1/abc"), Selector::Sarif("R1/abc".to_owned()));
        for text in [
            "", "xml:", "test: ", "csv:", "sarif:", "l12", "12", "RE:(a)", "json:/a", "#/a", " L1",
            "a", "$a", "$[", "csv:p95",
        ] {
            assert!(!error(text).help.is_empty(), "{text}");
        }
    }
}
