//! Regular expressions of selectors and expectations: a linear-time engine, bounded in size.

use regex::{Regex, RegexBuilder};

use super::words::shortened;

/// The most memory that a compiled pattern may take. Repetitions multiply: `(a{1000}){1000}` is ten
/// characters and a million states.
const SIZE_LIMIT: usize = 1 << 22;

/// Why a text is no usable pattern, as fragments for a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PatternError {
    /// What is wrong.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: String,
}

/// The pattern of a selector, compiled. Two are equal where they are written alike.
#[derive(Debug, Clone)]
pub struct Pattern {
    written: String,
    regex: Regex,
}

impl Pattern {
    /// Reads and compiles a pattern.
    pub(crate) fn parse(written: &str) -> Result<Self, PatternError> {
        Ok(Self { written: written.to_owned(), regex: selecting(written)? })
    }

    /// As it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The expression, with its one capture.
    pub(crate) fn regex(&self) -> &Regex {
        &self.regex
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for Pattern {}

/// Compiles the pattern of a selector. It has exactly one capture, which names the value. `^` and `$`
/// match at line ends (LF and CRLF), because evidence is read line by line; `\A` is the start.
fn selecting(pattern: &str) -> Result<Regex, PatternError> {
    let mut builder = RegexBuilder::new(pattern);
    let regex = build(pattern, builder.multi_line(true).crlf(true))?;
    // The whole match is group 0.
    match regex.captures_len() {
        2 => Ok(regex),
        1 => Err(PatternError {
            message: format!("the pattern `{}` captures nothing", shortened(pattern)),
            help:
                "put round brackets around what is to be read, as in `re:restored after (\\d+) min`"
                    .to_owned(),
        }),
        groups => Err(PatternError {
            message: format!(
                "the pattern `{}` has {} captures, not one",
                shortened(pattern),
                groups - 1
            ),
            help: "keep one pair of round brackets; write the others as `(?:…)`".to_owned(),
        }),
    }
}

/// Compiles the pattern of a `matches` expectation, which is looked for anywhere in one value.
pub(crate) fn expecting(pattern: &str) -> Result<Regex, PatternError> {
    build(pattern, &mut RegexBuilder::new(pattern))
}

/// Compiles the pattern of a `JSONPath`'s `match()`, which has to span all of a text. Such patterns are I-Regexps
/// (RFC 9485), whose `.` is anything but LF and CR; more than those is read too.
pub(crate) fn spanning(pattern: &str) -> Result<Regex, PatternError> {
    // By itself first: `a)(b` would close the brackets that are put around it.
    within(pattern)?;
    let spanning = format!(r"\A(?:{pattern})\z");
    build(&spanning, RegexBuilder::new(&spanning).crlf(true))
}

/// Compiles the pattern of a `JSONPath`'s `search()`, which is looked for anywhere in a text.
pub(crate) fn within(pattern: &str) -> Result<Regex, PatternError> {
    build(pattern, RegexBuilder::new(pattern).crlf(true))
}

fn build(pattern: &str, builder: &mut RegexBuilder) -> Result<Regex, PatternError> {
    let built = builder.size_limit(SIZE_LIMIT).dfa_size_limit(SIZE_LIMIT).build();
    built.map_err(|error| {
        let shown = shortened(pattern);
        if matches!(error, regex::Error::CompiledTooBig(_)) {
            return PatternError {
                message: format!(
                    "the pattern `{shown}` is too large with its repetitions written out"
                ),
                help: "use smaller repetition counts".to_owned(),
            };
        }
        PatternError {
            message: format!("`{shown}` is not a regular expression: {}", reason(&error)),
            help:
                "the syntax is that of the Rust crate `regex`: no look-around, no back-references"
                    .to_owned(),
        }
    })
}

/// The last line of the engine's message, which is the reason; those before it draw the pattern.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default().trim();
    shortened(last.strip_prefix("error: ").unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selector_has_exactly_one_capture() {
        assert!(selecting(r"(\d+) min").is_ok());
        assert!(selecting(r"(?:about )?(?<n>\d+) min").is_ok());
        assert!(selecting(r"\d+ min").unwrap_err().message.contains("captures nothing"));
        assert!(selecting(r"(\d)(\d)").unwrap_err().message.contains("has 2 captures"));
    }

    #[test]
    fn huge_repetitions_and_what_is_not_linear_are_refused() {
        assert!(selecting("(a{1000})").is_ok());
        // A digest, captured by somebody in a hurry.
        assert!(selecting(r"sha256:(\w{64})").is_ok());
        assert!(selecting("((?:a{1000}){1000})").unwrap_err().message.contains("too large"));
        assert!(expecting("(?:a{1000}){1000}").unwrap_err().message.contains("too large"));
        assert!(expecting(r"(a)\1").unwrap_err().message.contains("not a regular expression"));
        assert!(expecting("(?=a)").is_err());
        assert!(expecting(&"(".repeat(100_000)).is_err());
    }

    #[test]
    fn a_path_matches_all_of_a_text_or_something_in_it() {
        let spans = |pattern: &str, text: &str| spanning(pattern).unwrap().is_match(text);
        assert!(spans("a|ab", "ab") && !spans("a|ab", "abc") && !spans("b", "ab"));
        assert!(spans("a.b", "a\u{2028}b") && !spans("a.b", "a\rb") && !spans("a.b", "a\nb"));
        assert!(spanning("a)(b").is_err() && within("a)(b").is_err());
        assert!(within("b.").unwrap().is_match("abc") && !within("^b").unwrap().is_match("a\nb"));
    }

    #[test]
    fn the_reason_is_one_line() {
        let error = expecting("a(b").unwrap_err();
        assert_eq!(error.message, "`a(b` is not a regular expression: unclosed group");
    }
}
