//! The formats that a report comes in.

use serde::{Deserialize, Serialize};

/// A format that a report comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// GitHub-flavoured Markdown.
    #[serde(rename = "md")]
    Markdown,
    /// One self-contained page.
    Html,
    /// A typeset document.
    Pdf,
    /// The report itself.
    Json,
}

/// A format's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatInfo {
    /// The format.
    pub format: Format,
    /// What a user types: `--formats md`.
    pub name: &'static str,
    /// What it is called in a sentence.
    pub title: &'static str,
    /// The name of the report's file.
    pub file_name: &'static str,
}

/// All formats, in the order in which they are written and listed.
pub const FORMATS: &[FormatInfo] = &[
    FormatInfo { format: Format::Markdown, name: "md", title: "Markdown", file_name: "report.md" },
    FormatInfo { format: Format::Html, name: "html", title: "HTML", file_name: "report.html" },
    FormatInfo { format: Format::Pdf, name: "pdf", title: "PDF", file_name: "report.pdf" },
    FormatInfo { format: Format::Json, name: "json", title: "JSON", file_name: "report.json" },
];

impl Format {
    /// The format that a user calls so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|info| info.name == name).map(|info| info.format)
    }

    /// What a user types.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }

    /// The name of the report's file.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Markdown => "report.md",
            Self::Html => "report.html",
            Self::Pdf => "report.pdf",
            Self::Json => "report.json",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_agrees_with_the_format_itself() {
        for info in FORMATS {
            assert_eq!(Format::from_name(info.name), Some(info.format));
            assert_eq!(info.format.name(), info.name);
            assert_eq!(info.format.file_name(), info.file_name);
            assert_eq!(serde_json::to_value(info.format).unwrap(), info.name);
        }
        assert_eq!(Format::from_name("docx"), None);
    }
}
