//! Running text, as the templates read it.

use serde::Serialize;

/// A stretch of running text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(in crate::render::pdf) enum Words {
    /// Nothing but words.
    One(String),
    /// Anything.
    Many(Vec<Piece>),
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(in crate::render::pdf) enum Piece {
    /// Words as they are.
    Run(String),
    /// What needs making.
    Made(Made),
}

/// A piece of running text that is more than words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(in crate::render::pdf) enum Made {
    /// A code point that has no glyph.
    Point { text: String },
    /// A run that may break between its parts.
    Cut { parts: Vec<String> },
    /// A new line.
    Break,
    /// The number of a line of a file.
    Number { text: String, label: Option<String> },
    /// Words at the end of a line.
    Aside { words: Words },
    /// Words that matter.
    Strong { words: Words },
    /// Words set apart.
    Emphasis { words: Words },
    /// Words struck out.
    Strike { words: Words },
    /// Words that were added.
    Added { words: Words },
    /// An identifier.
    Code { words: Words },
    /// A jump inside this volume.
    Link {
        to: String,
        words: Words,
        /// Whether it stays on one line.
        whole: bool,
    },
    /// A jump out of it.
    Uri { href: String, words: Words },
    /// A reference to a footnote.
    Note {
        /// Where a jump back lands.
        label: Option<String>,
        /// The note, where it is there.
        to: Option<String>,
        text: String,
    },
    /// A picture; its width is in points.
    Picture { file: String, alt: String, width: f64 },
}

impl Default for Words {
    fn default() -> Self {
        Self::One(String::new())
    }
}

/// What is drawn in place of text is taken for so many characters.
const DRAWN: usize = 12;

impl Words {
    /// How many characters are printed, all on one line; what is drawn counts as a long word.
    pub(in crate::render::pdf) fn width(&self) -> usize {
        match self {
            Self::One(run) => run.chars().count(),
            Self::Many(pieces) => pieces.iter().map(Piece::width).sum(),
        }
    }
}

impl Piece {
    fn width(&self) -> usize {
        match self {
            Self::Run(run) => run.chars().count(),
            Self::Made(Made::Cut { parts }) => parts.iter().map(|part| part.chars().count()).sum(),
            Self::Made(made) => made.words().map_or(DRAWN, Words::width),
        }
    }
}

impl Made {
    /// The words that it is made of; none where it is drawn, or cut.
    pub(in crate::render::pdf) fn words(&self) -> Option<&Words> {
        match self {
            Self::Strong { words }
            | Self::Emphasis { words }
            | Self::Strike { words }
            | Self::Added { words }
            | Self::Code { words }
            | Self::Aside { words }
            | Self::Link { words, .. }
            | Self::Uri { words, .. } => Some(words),
            Self::Point { .. }
            | Self::Cut { .. }
            | Self::Break
            | Self::Number { .. }
            | Self::Note { .. }
            | Self::Picture { .. } => None,
        }
    }
}
