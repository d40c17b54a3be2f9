//! Running text as typed spans. What a span holds is foreign unless said otherwise: renderers escape it.

use serde::Serialize;

use super::Anchor;

/// A piece of running text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

/// One stretch of running text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Span {
    /// Plain words.
    Plain {
        /// The words.
        text: String,
    },
    /// Words that matter.
    Strong {
        /// The words.
        text: String,
    },
    /// Words set apart.
    Emphasis {
        /// The words.
        text: String,
    },
    /// An identifier, a command or a digest, in mono.
    Code {
        /// As it is.
        text: String,
    },
    /// A path, in mono; it may break after a slash.
    Path {
        /// As it is.
        text: String,
    },
    /// A jump to a thing of this document.
    Link {
        /// Where to.
        to: Anchor,
        /// What is printed.
        text: String,
        /// Whether what is printed is an identifier, in mono.
        code: bool,
    },
    /// A jump to a piece of evidence or a line of it: `E2 L5`.
    Evidence {
        /// The line where one is selected, else the entry.
        to: Anchor,
        /// The entry: where a format has no lines to jump to.
        entry: Anchor,
        /// What is printed, such as `E2 L5`.
        text: String,
        /// The copied file, relative to the report, with `/` between parts; none where it is missing.
        file: Option<String>,
    },
    /// Words that were added.
    Added {
        /// The words.
        text: String,
    },
    /// Words that were removed.
    Removed {
        /// The words.
        text: String,
    },
    /// A jump into a file beside this document.
    Beside {
        /// The file, relative to this document, with `/` between parts.
        file: String,
        /// The thing in it; none for the file as a whole.
        to: Option<Anchor>,
        /// What is printed.
        text: String,
        /// Whether what is printed is an identifier, in mono.
        code: bool,
    },
    /// A jump out of this document; the scheme is `http`, `https` or `mailto`.
    Uri {
        /// Where to.
        href: String,
        /// What is printed.
        text: String,
    },
    /// A new line.
    Break,
}

impl Span {
    /// What is printed; a new line for a break.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Plain { text }
            | Self::Strong { text }
            | Self::Emphasis { text }
            | Self::Code { text }
            | Self::Path { text }
            | Self::Link { text, .. }
            | Self::Evidence { text, .. }
            | Self::Added { text }
            | Self::Removed { text }
            | Self::Beside { text, .. }
            | Self::Uri { text, .. } => text,
            Self::Break => "\n",
        }
    }
}

impl Text {
    /// Plain words.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Span::Plain { text: text.into() }])
    }

    /// An identifier, a command or a digest.
    #[must_use]
    pub fn code(text: impl Into<String>) -> Self {
        Self(vec![Span::Code { text: text.into() }])
    }

    /// A path.
    #[must_use]
    pub fn path(text: impl Into<String>) -> Self {
        Self(vec![Span::Path { text: text.into() }])
    }

    /// A sentence of ours, in which identifiers stand in backticks.
    #[must_use]
    pub fn sentence(written: &str) -> Self {
        let parts = written.split('`').enumerate().filter(|(_, part)| !part.is_empty());
        let span = |(at, part): (usize, &str)| match at % 2 {
            0 => Span::Plain { text: part.to_owned() },
            _ => Span::Code { text: part.to_owned() },
        };
        Self(parts.map(span).collect())
    }

    /// Whether nothing is printed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a span.
    #[must_use]
    pub fn and(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }

    /// Adds plain words.
    #[must_use]
    pub fn and_plain(self, text: impl Into<String>) -> Self {
        self.and(Span::Plain { text: text.into() })
    }

    /// Adds all spans of another text.
    #[must_use]
    pub fn and_text(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Joins several texts by plain words between them.
    #[must_use]
    pub fn join(parts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut joined = Vec::new();
        for part in parts {
            if !joined.is_empty() {
                joined.push(Span::Plain { text: between.to_owned() });
            }
            joined.extend(part.0);
        }
        Self(joined)
    }
}
