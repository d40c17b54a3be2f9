//! Finished Markdown, as a type of its own: only what went through the escaper can be one, and templates
//! get nothing else.

use serde::Serialize;

use super::escape;

/// Finished Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Markup(String);

impl Markup {
    /// Markdown whose foreign parts are escaped.
    pub(super) fn finished(markdown: String) -> Self {
        Self(markdown)
    }

    /// Foreign text as a block of code.
    pub(super) fn fenced(language: &str, text: &str) -> Self {
        Self(escape::fenced(language, text))
    }

    /// Blocks, with a blank line between them.
    pub(super) fn blocks(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = String::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if !joined.is_empty() {
                joined.push_str("\n\n");
            }
            joined.push_str(part.as_str());
        }
        Self(joined)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
