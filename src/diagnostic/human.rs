//! Messages for a person at a terminal.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level as Tone, Origin, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpt};
use super::visible::visible;
use super::{Diagnostic, Level, Place};

/// Whether to colour what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI escape sequences.
    Always,
}

/// The texts that messages point into.
pub trait Sources {
    /// The text of a file, by the name that a [`Place`] gives it; none where it isn't at hand.
    fn text(&self, file: &str) -> Option<&str>;
}

impl Sources for BTreeMap<String, String> {
    fn text(&self, file: &str) -> Option<&str> {
        self.get(file).map(String::as_str)
    }
}

/// No texts: messages carry their place and no excerpt.
impl Sources for () {
    fn text(&self, _: &str) -> Option<&str> {
        None
    }
}

/// Each message with its place, the lines around it, and what to do; then how many there are.
/// Nothing where there are none.
#[must_use]
pub fn human(diagnostics: &[Diagnostic], sources: &dyn Sources, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let mut made = String::new();
    for diagnostic in diagnostics {
        made.push_str(&renderer.render(&groups(diagnostic, sources)));
        made.push_str("\n\n");
    }
    if let Some(total) = total(diagnostics) {
        made.push_str(&total);
        made.push('\n');
    }
    made
}

/// The message and its place; the excerpt, unless it can stand in the first group; then what to add.
fn groups<'a>(diagnostic: &'a Diagnostic, sources: &dyn Sources) -> Vec<Group<'a>> {
    let tone = match diagnostic.level {
        Level::Error => Tone::ERROR,
        Level::Warning => Tone::WARNING,
        Level::Note => Tone::NOTE,
    };
    let first = Group::with_title(
        tone.clone().primary_title(visible(&diagnostic.message)).id(diagnostic.code),
    );
    let Some(place) = &diagnostic.place else {
        return vec![notes(first, diagnostic)];
    };
    match place.span.and_then(|span| excerpt(sources.text(&place.file)?, span)) {
        Some(whole) if !whole.cut => {
            vec![notes(first.element(snippet(whole).path(visible(&place.file))), diagnostic)]
        }
        // The library counts the column in the excerpt, which is right only where the line is whole.
        Some(cut) => vec![
            first.element(origin(place)),
            notes(Group::with_level(tone).element(snippet(cut)), diagnostic),
        ],
        None => vec![notes(first.element(origin(place)), diagnostic)],
    }
}

/// Adds the path in the document and what to do.
fn notes<'a>(mut group: Group<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
    if let Some(place) = diagnostic.place.as_ref().filter(|place| !place.path.is_empty()) {
        group = group.element(Tone::NOTE.with_name("at").message(visible(&place.path)));
    }
    match &diagnostic.help {
        Some(help) => group.element(Tone::HELP.message(visible(help))),
        None => group,
    }
}

fn origin(place: &Place) -> Origin<'_> {
    let origin = Origin::path(visible(&place.file));
    match place.span {
        Some(span) => origin.line(span.line).char_column(span.column),
        None => origin,
    }
}

fn snippet<'a>(excerpt: Excerpt) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(excerpt.text)
        .line_start(excerpt.first_line)
        .fold(false)
        .annotation(AnnotationKind::Primary.span(excerpt.caret))
}

/// `2 errors, 1 warning`; notes aren't counted.
fn total(diagnostics: &[Diagnostic]) -> Option<String> {
    let count = |level| diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
    let said = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let parts = [said(count(Level::Error), "error"), said(count(Level::Warning), "warning")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::Lines;
    use super::*;

    const TOML: &str = "[[gate]]\ntype = \"open-findings\"\n\tsevrity = \"high\"\n";

    fn sample(text: &str, bytes: std::ops::Range<usize>) -> (Diagnostic, BTreeMap<String, String>) {
        let place = Place::file("a.toml").path("/gate/0/x").span(Lines::new(text).span(bytes));
        let made = Diagnostic::error("unknown-property", "unknown property `sevrity`").at(place);
        let sources = BTreeMap::from([("a.toml".to_owned(), text.to_owned())]);
        (made.help("did you mean `severity`?"), sources)
    }

    #[test]
    fn shows_place_excerpt_caret_and_help() {
        let (made, sources) = sample(TOML, 33..40);
        let expected = "\
error[unknown-property]: unknown property `sevrity`
 --> a.toml:3:2
  |
1 | [[gate]]
2 | type = \"open-findings\"
3 |     sevrity = \"high\"
  |     ^^^^^^^
  |
  = at: /gate/0/x
  = help: did you mean `severity`?

1 error
";
        assert_eq!(human(&[made], &sources, Colour::Never), expected);
    }

    #[test]
    fn prints_what_it_knows() {
        let (made, _) = sample(TOML, 33..40);
        let bare = Diagnostic::warning("missing-file", "no such file");
        let expected = "\
error[unknown-property]: unknown property `sevrity`
--> a.toml:3:2
 = at: /gate/0/x
 = help: did you mean `severity`?

warning[missing-file]: no such file

1 error, 1 warning
";
        assert_eq!(human(&[made, bare], &(), Colour::Never), expected);
    }

    #[test]
    fn keeps_the_true_column_of_a_cut_line() {
        let text = format!("a\n{}X{}\nb", "y".repeat(500_000), "z".repeat(500_000));
        let (made, sources) = sample(&text, 500_002..500_003);
        let printed = human(&[made], &sources, Colour::Never);
        assert!(printed.contains("--> a.toml:2:500001\n"), "{printed}");
        assert!(printed.contains(&format!("2 | …{}X{}…", "y".repeat(60), "z".repeat(59))));
        assert!(printed.contains(&format!("  | {}^\n", " ".repeat(61))), "{printed}");
        assert!(printed.len() < 1_000);
    }

    #[test]
    fn counts_errors_and_warnings() {
        let of = |level: fn(&'static str, &'static str) -> Diagnostic, count| {
            vec![level("missing-file", "x"); count]
        };
        assert_eq!(total(&[]), None);
        assert_eq!(total(&of(Diagnostic::note, 3)), None);
        assert_eq!(total(&of(Diagnostic::warning, 2)).as_deref(), Some("2 warnings"));
        let mixed = [of(Diagnostic::error, 2), of(Diagnostic::warning, 1)].concat();
        assert_eq!(total(&mixed).as_deref(), Some("2 errors, 1 warning"));
        assert_eq!(human(&[], &(), Colour::Never), "");
    }

    #[test]
    fn colours_only_if_asked_and_never_from_foreign_text() {
        let (mut made, sources) = sample("\u{1b}[31mred", 5..8);
        made.message = "\u{1b}[2Jgone\nnext".to_owned();
        made.help = Some("\u{202e}x".to_owned());
        let plain = human(&[made.clone()], &sources, Colour::Never);
        assert!(!plain.contains(['\u{1b}', '\u{202e}']), "{plain:?}");
        assert!(plain.starts_with("error[unknown-property]: ␛[2Jgone␊next\n"), "{plain}");
        assert!(plain.contains("1 | ␛[31mred\n  |      ^^^\n"), "{plain}");
        assert!(human(&[made], &sources, Colour::Always).contains("\u{1b}[1m"));
    }
}
