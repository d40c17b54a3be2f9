//! Making a message: level, code and text first, then its place and what to do.

use super::{Diagnostic, Level, Place, Span};

impl Diagnostic {
    /// The input can't be used.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Error, code, message.into())
    }

    /// The input can be used, and the report says so.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, code, message.into())
    }

    /// Worth knowing.
    #[must_use]
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Note, code, message.into())
    }

    /// The same message, with its place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same message, with what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    fn new(level: Level, code: &'static str, message: String) -> Self {
        Self { code, level, message, place: None, help: None }
    }
}

impl Place {
    /// The file as a whole.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), path: String::new(), span: None }
    }

    /// The same file, at a path in the document (a JSON Pointer).
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// The same place, with its bytes.
    #[must_use]
    pub fn span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_what_was_said() {
        let span = Span { start: 3, end: 5, line: 1, column: 4 };
        let made = Diagnostic::warning("missing-file", "no such file")
            .at(Place::file("a.json").path("/evidence/0").span(span))
            .help("add it");
        let literal = Diagnostic {
            code: "missing-file",
            level: Level::Warning,
            message: "no such file".to_owned(),
            place: Some(Place {
                file: "a.json".to_owned(),
                path: "/evidence/0".to_owned(),
                span: Some(span),
            }),
            help: Some("add it".to_owned()),
        };
        assert_eq!(made, literal);
    }

    #[test]
    fn says_nothing_that_was_not_said() {
        let made = Diagnostic::note("missing-file", "x");
        assert_eq!((made.level, made.place, made.help), (Level::Note, None, None));
        assert_eq!(
            Place::file("-"),
            Place { file: "-".to_owned(), path: String::new(), span: None }
        );
    }
}
