//! The self-check: what was masked stands in nothing that is published (SEMANTICS rule 24).
//!
//! A text is searched as it is, and with everything undone that a format does to foreign text: entities, escapes,
//! percent-encoding, characters without width. In a PDF the letters are numbers of glyphs, so that what it is made
//! of is searched in their place: the document and, unpacked, every stream with attachments and names.

use std::io::Read as _;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::draw::json;
use super::pack::Package;
use super::redact::copy;
use crate::diagnostic::{Diagnostic, Lines, Place};
use crate::evidence::Masking;
use crate::evidence::redact::Secrets;
use crate::model::{Digest, Report};
use crate::view::document;

/// How much of a stream is unpacked.
const MOST: u64 = 1 << 30;

/// Looks for secrets.
pub struct Leaks {
    rules: Vec<String>,
    search: Option<AhoCorasick>,
}

impl Leaks {
    /// What has to be nowhere.
    #[must_use]
    pub fn of(secrets: &Secrets) -> Self {
        let mut rules = Vec::new();
        let mut texts = Vec::new();
        for (text, rule) in secrets.iter() {
            for form in [text.to_owned(), undone(text)] {
                if form.chars().count() >= 8 {
                    texts.push(form);
                    rules.push(rule.to_owned());
                }
            }
        }
        let search = AhoCorasick::new(&texts).ok().filter(|_| !texts.is_empty());
        Self { rules, search }
    }

    /// Everything in a package that should be masked and isn't.
    #[must_use]
    pub fn in_package(
        &self,
        package: &Package,
        report: &Report,
        masking: &Masking,
    ) -> Vec<Diagnostic> {
        let mut told = at_their_places(package, masking);
        if self.search.is_none() {
            return told;
        }
        let entries: Vec<(&str, &[u8])> = package.entries().collect();
        told.par_extend(entries.par_iter().filter_map(|(name, bytes)| self.in_file(name, bytes)));
        told.extend(entries.iter().filter_map(|(name, _)| {
            let rule = self.rule_in(name)?;
            Some(super::redact::in_name_of(rule))
        }));
        if entries.iter().any(|(_, bytes)| bytes.starts_with(b"%PDF")) {
            let digest = json(report).map(|json| Digest::of(&json));
            let drawn = digest.ok().map(|digest| format!("{:?}", document(report, &digest)));
            let rule = drawn.as_deref().and_then(|drawn| self.rule_in(drawn));
            told.extend(rule.map(|rule| leak("report.pdf", rule)));
        }
        told
    }

    /// What in one file should be masked and isn't: the first place of all.
    #[must_use]
    pub fn in_file(&self, name: &str, bytes: &[u8]) -> Option<Diagnostic> {
        let text = String::from_utf8_lossy(bytes);
        if let Some(found) = self.search.as_ref()?.find(text.as_ref()) {
            let rule = self.rules.get(found.pattern().as_usize())?;
            let place = Place::file(name).span(Lines::new(&text).span(found.range()));
            return Some(leak(name, rule).at(place));
        }
        if let Some(rule) = self.rule_in(&text) {
            return Some(leak(name, rule));
        }
        let streams = if bytes.starts_with(b"%PDF") { streams(bytes) } else { Vec::new() };
        let rule = streams.iter().find_map(|stream| self.rule_in(&String::from_utf8_lossy(stream)));
        rule.map(|rule| leak(name, rule))
    }

    /// The rule of a secret in a text, written in any way.
    fn rule_in(&self, text: &str) -> Option<&str> {
        let search = self.search.as_ref()?;
        let found = search.find(text).or_else(|| search.find(&undone(text)))?;
        self.rules.get(found.pattern().as_usize()).map(String::as_str)
    }
}

fn leak(name: &str, rule: &str) -> Diagnostic {
    let message = format!("`{name}` holds a text that the rule `{rule}` masks elsewhere");
    Diagnostic::error("leaked-secret", message).at(Place::file(name)).help(
        "nothing was published; mask its place with `redact`, or take it away where it comes from",
    )
}

/// Masks of any length are held against the copies, place by place.
fn at_their_places(package: &Package, masking: &Masking) -> Vec<Diagnostic> {
    let told = package.files.iter().filter_map(|there| {
        let masked = masking.file(&there.name)?;
        let rule = masked.places.first().map_or("", |place| place.rule.as_str());
        let is_masked = copy(&there.bytes, &masked.places) == there.bytes;
        (!is_masked).then(|| leak(&there.name, rule))
    });
    told.collect()
}

/// The streams of a PDF that are deflated (ISO 32000, 7.3.8), unpacked.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let Ok(search) = AhoCorasick::new(["stream\n", "stream\r\n"]) else { return Vec::new() };
    let unpack = |found: aho_corasick::Match| {
        let packed = pdf.get(found.end()..)?;
        let mut unpacked = Vec::new();
        let mut reader = flate2::read::ZlibDecoder::new(packed).take(MOST);
        // What is no deflated stream is searched as it stands.
        drop(reader.read_to_end(&mut unpacked));
        (!unpacked.is_empty()).then_some(unpacked)
    };
    search.find_iter(pdf).filter_map(unpack).collect()
}

/// The text without what formats add to it or put in the place of its characters.
fn undone(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (letter, length) = match first {
            '\\' => escape(rest),
            '&' => entity(rest),
            '%' => percent(rest),
            '<' if rest.starts_with("<wbr>") => (None, 5),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => (None, first.len_utf8()),
            other => (Some(other), other.len_utf8()),
        };
        made.extend(letter);
        rest = rest.get(length..).unwrap_or_default();
    }
    made
}

fn escape(text: &str) -> (Option<char>, usize) {
    let digits = text.strip_prefix("\\u").map(|rest| rest.strip_prefix('{').unwrap_or(rest));
    let digits = digits.and_then(|digits| digits.get(..4));
    match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
        Some(letter) => (Some(letter), 6),
        None => (None, 1),
    }
}

fn entity(text: &str) -> (Option<char>, usize) {
    let Some(end) = text.bytes().take(12).position(|byte| byte == b';') else {
        return (Some('&'), 1);
    };
    let letter = match text.get(1..end).unwrap_or_default() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        other => other.strip_prefix('#').and_then(numbered),
    };
    match letter.filter(|letter| *letter != '\n') {
        Some(letter) => (Some(letter), end + 1),
        None => (Some('&'), 1),
    }
}

fn numbered(digits: &str) -> Option<char> {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    number.ok().and_then(char::from_u32)
}

fn percent(text: &str) -> (Option<char>, usize) {
    let byte = text.get(1..3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    match byte.filter(u8::is_ascii_graphic) {
        Some(byte) => (Some(char::from(byte)), 3),
        None => (Some('%'), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_formats_do_to_text_is_undone() {
        for (written, meant) in [
            (r"a\_b\-c", "a_b-c"),
            ("a&amp;b&#x2F;&#47;c&quot;", "a&b//c\""),
            ("a%2Fb%zz%", "a/b%zz%"),
            ("a\u{200b}b<wbr>c\u{ad}d", "abcd"),
            (r"\u0041b", "Ab"),
            ("a & b; c", "a & b; c"),
        ] {
            assert_eq!(undone(written), meant);
        }
    }
}
